"""What happens to the exercise itself: its seats, tables and clock, and what control does. See `events.py`."""

from __future__ import annotations

from typing import dataclass_transform

import msgspec

from palermo.engine.commands_control import Deed
from palermo.engine.known import Known, Setup
from palermo.engine.moments import PhaseRun


@dataclass_transform(frozen_default=True, field_specifiers=(msgspec.field,))
class _Event(msgspec.Struct, frozen=True, gc=False, tag_field="e"):
    pass


# -- the exercise, its seats, its clock --------------------------------------------------------------


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


class Practised(_Event):
    """Before play: a desk handed the training fact over to another. It counts for nothing."""

    desk: str
    to: str


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


# -- control -----------------------------------------------------------------------------------------


class InjectSent(_Event):
    """An inject reached its addressees, who do not learn from it who the others are; `title` and `text` are keys."""

    inject: str
    kind: str
    title: str
    text: str


class InjectDue(_Event):
    """Control's list: state is scheduled, postponed, skipped, left, met, missed; `by` seconds later than scripted. Of what control
    planned also: sent."""

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


class Planned(_Event):
    """Something of control's own is to go out at a moment of the script or, without a phase, at exercise second `seconds`; or what
    was planned under this id is this from now on."""

    id: str
    seat: str
    deed: Deed
    phase: str
    seconds: int


class HintGiven(_Event):
    """A hint to one team, by the help level or by hand."""

    id: str
    team: str
    hint: str
    text: str
    auto: bool


class Announced(_Event):
    """Something was said to all; `apart`: to these teams alone, who do not learn from it who the others are."""

    id: str
    text: str
    apart: bool = False


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


class GrantWithheld(_Event):
    """Control said no: what the team tried does not come to stand in part by itself."""

    question: str
    team: str


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
