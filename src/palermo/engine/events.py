"""What has happened. An event carries results and says all its audience may read; who that is stands in `audience.py`."""

from __future__ import annotations

from typing import Union, dataclass_transform

import msgspec

from palermo.engine.commands import Item
from palermo.engine.known import Known, LineVersion, Setup
from palermo.engine.moments import PhaseRun
from palermo.engine.rules import Effect


@dataclass_transform(frozen_default=True, field_specifiers=(msgspec.field,))
class _Event(msgspec.Struct, frozen=True, gc=False, tag_field="e"):
    pass


# -- the exercise, its seats, its clock ----------------------------------------------------------


class Created(_Event):
    """The exercise was set up; teams as its preset has them."""

    setup: Setup
    teams: tuple[tuple[str, tuple[str, ...]], ...]


class SeatTaken(_Event):
    """Somebody sits at a table now, for these desks; `generation` is that of the tokens that count."""

    seat: str
    team: str
    desks: tuple[str, ...]
    role: str
    generation: int


class SeatLeft(_Event):
    """The seat is no longer this team's (moved, merged or gone)."""

    seat: str
    team: str
    gone: bool


class SeatRevoked(_Event):
    """Tokens of an older generation end."""

    seat: str
    generation: int


class Occupied(_Event):
    """Who answers for the desk from now on."""

    desk: str
    by: str
    policy: str


class Merged(_Event):
    """A team joined another: its knowledge, whole."""

    team: str
    into: str
    known: Known


class TeamsChanged(_Event):
    """The tables as they are now."""

    teams: tuple[tuple[str, tuple[str, ...]], ...]


class ReadySet(_Event):
    """A seat is ready."""

    team: str
    seat: str


class Began(_Event):
    """The clock started, with the phases' times."""

    wall: float
    schedule: tuple[PhaseRun, ...]


class Paused(_Event):
    """The clock stands, at exercise second `t`, for a reason."""

    wall: float
    t: int
    why: str
    text: str


class Resumed(_Event):
    """The clock runs on."""

    wall: float
    t: int


class SpeedSet(_Event):
    """So many exercise seconds a real second from now on."""

    wall: float
    t: int
    speed: float


class Rescheduled(_Event):
    """The phases' times from now on, after an extension or a skip."""

    schedule: tuple[PhaseRun, ...]


class PhaseEntered(_Event):
    """A phase began."""

    phase: str


class Ended(_Event):
    """The exercise is over: the common result, as counts."""

    wall: float
    t: int
    outcome: dict[str, int]


# -- knowledge and messages ----------------------------------------------------------------------


class FactLearned(_Event):
    """A team has a fact now, in a form: dealt, unlocked, with an inject, or found."""

    team: str
    fact: str
    form: str
    via: str
    source: str


class MessageSent(_Event):
    """For the sender: the whole message; `arrives` is the exercise second it is there."""

    id: str
    kind: str
    desk: str
    seat: str
    to: tuple[str, ...]
    channel: str
    items: tuple[Item, ...]
    about: str
    reply_to: str
    due: int
    basis: str
    text: str
    reason: str
    arrives: int


class MessageDelivered(_Event):
    """For one recipient team: what it was sent, its own facts only."""

    id: str
    team: str
    kind: str
    desk: str
    to: tuple[str, ...]
    channel: str
    items: tuple[Item, ...]
    about: str
    reply_to: str
    due: int
    basis: str
    text: str


class MessageThere(_Event):
    """For the sender: it has reached this team."""

    id: str
    team: str


class MessageOpened(_Event):
    """A team opened a message: the receipt."""

    id: str
    team: str


class MessageTakenBack(_Event):
    """The sender took a message back before it was delivered."""

    id: str


class ToldInPerson(_Event):
    """The receiver recorded what was said aloud; both sides see it."""

    id: str
    giver_team: str
    giver: str
    team: str
    desk: str
    fact: str
    form: str


class ToldCorrected(_Event):
    """The giver says it was not told like that; it stands beside the record."""

    told: str
    text: str


class NotRecognised(_Event):
    """Number and check word do not go together."""

    team: str
    number: str


class LookedUp(_Event):
    """A query and whether it hit."""

    id: str
    team: str
    desk: str
    lookup: str
    key: str
    hit: bool


class HitOwed(_Event):
    """For the owner: a query hit this fact."""

    id: str
    team: str
    desk: str
    asker: str
    lookup: str
    fact: str


class HitDecided(_Event):
    """The owner of what was hit said yes or no."""

    id: str
    owner_team: str
    asker_team: str
    yes: bool
    reason: str


# -- assessments ---------------------------------------------------------------------------------


class Established(_Event):
    """For the team that laid the grounds down."""

    question: str
    team: str
    desk: str
    facts: tuple[str, ...]
    by_action: str
    granted: bool


class Headline(_Event):
    """For the common picture: it stands."""

    question: str


class NotYet(_Event):
    """The grounds laid down do not carry the question: how many do, how many are missing at the least."""

    question: str
    team: str
    facts: tuple[str, ...]
    carried: int
    missing: int


# -- actions -------------------------------------------------------------------------------------


class Opened(_Event):
    """Something opened to those who may use it: `action:x`, `option:x.y`, `question:x`, `channel:x`, `sheet:x`, `line:x.y`,
    `talk:x`, `card:x.y`."""

    what: str


class Closed(_Event):
    """A script or control closed something."""

    what: str


class ActionStarted(_Event):
    """An action was started and waits for these desks' yes, or for none."""

    run: str
    action: str
    team: str
    desk: str
    seat: str
    option: str
    ticks: tuple[str, ...]
    grounds: tuple[str, ...]
    reason: str
    awaiting: tuple[str, ...]


class ApprovalAsked(_Event):
    """For an approving team."""

    run: str
    action: str
    option: str
    team: str
    desk: str
    seat: str
    to_team: str
    awaiting: tuple[str, ...]


class ApprovalGiven(_Event):
    """A yes, or a no with its reason."""

    run: str
    action: str
    desk: str
    seat: str
    yes: bool
    reason: str


class ActionRunning(_Event):
    """The action is under way until exercise second `due`."""

    run: str
    action: str
    due: int


class ActionDone(_Event):
    """The action is completed, with this option and these ticks."""

    run: str
    action: str
    option: str
    ticks: tuple[str, ...]


class ActionDropped(_Event):
    """It did not go ahead: withdrawn, refused, none_left, not_yet."""

    run: str
    action: str
    why: str


class NoneLeft(_Event):
    """There was not enough of a resource."""

    team: str
    resource: str


class LineWritten(_Event):
    """A line of a sheet has a new version, written on version `base`."""

    sheet: str
    line: str
    version: LineVersion
    base: int


class LineChosen(_Event):
    """Of versions side by side, this one stands."""

    sheet: str
    line: str
    version: int


# -- people --------------------------------------------------------------------------------------


class PersonShown(_Event):
    """A team learns of a person, as she is now."""

    person: str
    team: str
    status: str
    place: str
    consents: tuple[str, ...]
    safe: int = -1


class StatusSet(_Event):
    """A person's status changed."""

    person: str
    status: str


class PersonPlaced(_Event):
    """A person is somewhere else."""

    person: str
    place: str


class PersonSafe(_Event):
    """A person is safe, in time or late."""

    person: str
    in_time: bool


class ConsentGiven(_Event):
    """A person agreed to this."""

    person: str
    about: str


class TrustSet(_Event):
    """A group's trust is this now."""

    group: str
    value: int


class NeedShown(_Event):
    """A need showed up."""

    need: str


class NeedTaken(_Event):
    """A desk sees to the need."""

    need: str
    desk: str


class NeedMet(_Event):
    """The need is met."""

    need: str


class NeedMissed(_Event):
    """Its time passed before it was met."""

    need: str


class CardAsked(_Event):
    """A question card was asked; its answer is the package's."""

    talk: str
    card: str
    team: str
    desk: str


# -- the world, told to control alone ------------------------------------------------------------


class TrackMoved(_Event):
    """A track is at another stage."""

    track: str
    stage: str


class ResourceSet(_Event):
    """So many of a resource are left."""

    resource: str
    n: int


class ChannelSlowed(_Event):
    """A channel takes longer until exercise second `until`."""

    channel: str
    by: int
    until: int


class ChannelLeaked(_Event):
    """What was sent on the channel was overheard."""

    channel: str
    message: str


class FlagRaised(_Event):
    """A harm flag was raised."""

    flag: str


class PointsAwarded(_Event):
    """A desk's own task earned points."""

    desk: str
    points: int


class Scheduled(_Event):
    """Effects wait for exercise second `due`."""

    id: str
    due: int
    then: tuple[Effect, ...]


class ScheduleDone(_Event):
    """Waiting effects have had their time."""

    id: str


class Fired(_Event):
    """A script fired."""

    script: str


class Overshared(_Event):
    """A desk was given more than the rule of the fact allows."""

    fact: str
    giver: str
    to: str
    form: str
    by: str


class Halted(_Event):
    """Scripts set each other off without end; the exercise was paused."""

    script: str


# -- control -------------------------------------------------------------------------------------


class InjectSent(_Event):
    """An inject reached its addressees, who do not learn from it who the others are; `title` and `text` are keys."""

    inject: str
    kind: str
    title: str
    text: str


class InjectDue(_Event):
    """Control's list: state is scheduled, postponed, skipped, left, met, missed; `by` seconds later than scripted."""

    inject: str
    state: str
    by: int


class InjectEdited(_Event):
    """Control changed an inject's words before it was sent."""

    inject: str
    text: str


class InjectWithdrawn(_Event):
    """An inject was sent by mistake; its text stays beside the correction."""

    inject: str
    text: str


class HintGiven(_Event):
    """A hint to one team, by the help level or by hand."""

    id: str
    team: str
    hint: str
    text: str
    auto: bool


class Announced(_Event):
    """Something was said to all."""

    id: str
    text: str


class NoticeGiven(_Event):
    """A line of the story."""

    notice: str


class HelpAsked(_Event):
    """A team asked control something."""

    id: str
    team: str
    text: str


class HelpAnswered(_Event):
    """Control answered."""

    help: str
    team: str
    text: str


class NoteWritten(_Event):
    """Control or an observer wrote a note."""

    id: str
    seat: str
    about: str
    text: str


class RatingSet(_Event):
    """Control set a rubric band, or gave it back to the log."""

    dimension: str
    band: str


class SeenAll(_Event):
    """The table has seen what was new."""

    team: str


class TextErased(_Event):
    """A free text was emptied, for control and for the teams that can see it; its place stays."""

    key: str


Event = Union[
    Created, SeatTaken, SeatLeft, SeatRevoked, Occupied, Merged, TeamsChanged, ReadySet, Began, Paused, Resumed, SpeedSet, Rescheduled,
    PhaseEntered, Ended, FactLearned, MessageSent, MessageDelivered, MessageThere, MessageOpened, MessageTakenBack, ToldInPerson,
    ToldCorrected, NotRecognised, LookedUp, HitOwed, HitDecided, Established, Headline, NotYet, Opened, Closed, ActionStarted,
    ApprovalAsked, ApprovalGiven, ActionRunning, ActionDone, ActionDropped, NoneLeft, LineWritten, LineChosen, PersonShown, StatusSet,
    PersonPlaced, PersonSafe, ConsentGiven, TrustSet, NeedShown, NeedTaken, NeedMet, NeedMissed, CardAsked, TrackMoved, ResourceSet,
    ChannelSlowed, ChannelLeaked, FlagRaised, PointsAwarded, Scheduled, ScheduleDone, Fired, Overshared, Halted, InjectSent, InjectDue,
    InjectEdited, InjectWithdrawn, HintGiven, Announced, NoticeGiven, HelpAsked, HelpAnswered, NoteWritten, RatingSet, SeenAll,
    TextErased,
]  # fmt: skip


class Entry(msgspec.Struct, frozen=True, gc=False):
    """An event in the log: `seq` counts from 1, `t` is exercise seconds, `wall` UTC seconds, `cause` a command or a script.

    Its audience may read all of the event, and its time. `seq`, `audience` and `cause` are control's: they tell of others.
    """

    seq: int
    t: int
    wall: float
    audience: tuple[str, ...]
    event: Event
    cause: str
