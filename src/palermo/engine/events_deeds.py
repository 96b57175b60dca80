"""What desks do in the story, and what the story does: actions, sheets, people, the world. See `events.py`."""

from __future__ import annotations

from typing import dataclass_transform

import msgspec

from palermo.engine.known import LineVersion
from palermo.engine.rules import Effect


@dataclass_transform(frozen_default=True, field_specifiers=(msgspec.field,))
class _Event(msgspec.Struct, frozen=True, gc=False, tag_field="e"):
    pass


# -- actions -----------------------------------------------------------------------------------------


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


# -- people ------------------------------------------------------------------------------------------


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


# -- the world, told to control alone ----------------------------------------------------------------


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
