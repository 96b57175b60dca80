"""What a team has come to know: folded from the entries it was in the audience of, and from nothing else."""

from __future__ import annotations

from typing import dataclass_transform

import msgspec

from palermo.engine.commands import Item
from palermo.engine.moments import PhaseRun
from palermo.engine.showing import AnswerRow, Point, StepRow


@dataclass_transform(frozen_default=True, field_specifiers=(msgspec.field,))
class _Row(msgspec.Struct, frozen=True, gc=False):
    pass


class Setup(_Row):
    """How this exercise was set up; the first entry says it."""

    package: str = ""
    preset: str = ""
    profile: str = ""
    language: str = "en"
    help_level: int = 1
    talk: str = "system"
    retention_days: int = 30
    rules: int = 1
    gentle: bool = False
    points: bool = False


class Clock(_Row):
    """The last change of the clock: at UTC second `wall` it was exercise second `t`; `speed` 0 stands still."""

    wall: float = 0.0
    t: int = 0
    speed: float = 1.0
    paused: str = "before"
    text: str = ""


class SeatRow(_Row):
    """One participant's place, as the table sees it; `at` is the exercise second since when."""

    seat: str
    desks: tuple[str, ...]
    role: str = ""
    ready: bool = False
    at: int = 0


class Have(_Row):
    """A fact as the team holds it: form, since when (exercise second), how it came, from which desk, by which message."""

    fact: str
    form: str
    since: int
    via: str  # dealt | unlocked | message | told | inject | lookup
    source: str = ""
    by: str = ""
    version: int = 0
    court: bool = False  # it came by a channel that yields evidence for a court
    code: str = ""  # the handling code of the message it came by


class Given(_Row):
    """A fact we handed on: to which team, in which form, when; `state` is way, there, or told."""

    fact: str
    team: str
    form: str
    at: int
    state: str
    by: str


class Mail(_Row):
    """A message as one side of it sees it. `items` are ours to see: all for the sender, our own for a recipient."""

    id: str
    kind: str
    out: bool
    desk: str
    to: tuple[str, ...]
    channel: str
    at: int
    items: tuple[Item, ...] = ()
    about: str = ""
    reply_to: str = ""
    due: int = 0
    basis: str = ""
    text: str = ""
    state: str = "way"  # way | there | back (sender); new | read (recipient)
    there: tuple[str, ...] = ()  # teams it has reached, for the sender
    read: tuple[str, ...] = ()  # teams that opened it, for the sender
    answered: str = ""  # the message that answered or refused it
    version: int = 0
    code: str = ""
    copies: tuple[str, ...] = ()  # desks that get a copy by rule, for the sender
    copy: bool = False  # it came to us as such a copy
    urgency: str = ""
    held: str = ""  # the message that put it on hold


class InjectRow(_Row):
    """An inject we were sent; `title` and `text` are keys; an improvised one has control's own words."""

    id: str
    kind: str
    at: int
    title: str
    text: str
    withdrawn: str = ""
    version: int = 0


class Line(_Row):
    """A line told to us: a notice, a hint, an announcement, control's reply. `text` is a key."""

    id: str
    kind: str
    at: int
    text: str
    version: int = 0


class RunRow(_Row):
    """An action under way or over. `state` is waiting, running, done, dropped, refused."""

    id: str
    action: str
    team: str
    desk: str
    seat: str
    option: str
    ticks: tuple[str, ...]
    at: int
    state: str
    due: int = 0
    awaiting: tuple[str, ...] = ()
    said: tuple[tuple[str, bool, str], ...] = ()  # desk, yes, reason
    why: str = ""
    version: int = 0


class Stands(_Row):
    """An assessment that stands. `grounds` only for the team that laid them down."""

    question: str
    at: int
    grounds: tuple[str, ...] = ()
    ours: bool = False
    granted: bool = False
    version: int = 0
    by_rule: bool = False  # granted without a word from control


class Tried(_Row):
    """Our last try at a question: how many of the facts laid down carry it, and how many more it wants."""

    question: str
    at: int
    facts: tuple[str, ...]
    carried: int
    missing: int
    version: int = 0


class LineVersion(_Row):
    """One version of a sheet's line; several stand side by side until somebody chooses."""

    n: int
    desk: str
    seat: str
    text: str
    at: int


class LineRow(_Row):
    """A line of a sheet as it stands: the current version, and others written on an older one."""

    versions: tuple[LineVersion, ...] = ()
    count: int = 0


class PersonRow(_Row):
    """What a watcher knows of a person of the story."""

    person: str
    status: str
    place: str = ""
    safe: int = -1
    consents: tuple[str, ...] = ()
    version: int = 0


class NeedRow(_Row):
    """`state` is wait, hand, met, missed."""

    need: str
    state: str = "wait"
    by: str = ""
    at: int = 0
    version: int = 0


class ToldRow(_Row):
    """Told in person, as both sides see it."""

    id: str
    giver: str
    desk: str
    fact: str
    form: str
    at: int
    out: bool
    corrected: str | None = None
    version: int = 0


class LookRow(_Row):
    """A query of ours; `state` is none, asked (a hit, the owner decides), given, refused."""

    id: str
    desk: str
    lookup: str
    key: str
    at: int
    state: str
    version: int = 0
    reason: str = ""


class HitRow(_Row):
    """Somebody's query hit a fact of ours; we decide."""

    id: str
    desk: str
    asker: str
    lookup: str
    fact: str
    at: int
    state: str = "open"  # open | given | refused
    version: int = 0
    key: str = ""  # what was asked for


class HelpRow(_Row):
    """A question of ours to control, with its answer once there is one."""

    id: str
    at: int
    text: str
    reply: str = ""
    version: int = 0


class PracticeRow(_Row):
    """The training fact, handed over before play from one desk to another; `at` is the exercise second of the last time."""

    desk: str
    to: str
    at: int


class ShownRow(_Row):
    """What the room screen was asked to show, whole: see `Show`. Its timer runs since UTC second `wall` for `seconds`, 0 for none."""

    what: str
    target: str
    seconds: int
    wall: float
    lines: tuple[tuple[str, LineRow], ...] = ()
    counts: dict[str, int] = {}
    point: Point | None = None


class AskRow(_Row):
    """A person asked a table what happens to her now: as the table sees it, and the voice of the person."""

    id: str
    person: str
    team: str
    at: int
    reply: str = ""
    answered: int = -1
    version: int = 0


class PinRow(_Row):
    """A note or (with `two`) a link on a table's own board, in version `count`; `off` once it was taken off."""

    id: str
    seat: str
    text: str
    one: str
    two: str
    at: int
    count: int
    off: bool = False


class NoteLine(_Row):
    """A note of the observer's own. `text` is a key, '' where only a line was ticked."""

    id: str
    at: int
    about: str
    text: str
    tick: str = ""
    team: str = ""


class Known(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """All a team, the room screen or the voice of a `person` has come to know. `version` counts its entries; `seen` is the version last seen."""

    watcher: str
    person: str = ""
    version: int = 0
    seen: int = 0
    setup: Setup = Setup()
    teams: tuple[tuple[str, tuple[str, ...]], ...] = ()
    schedule: tuple[PhaseRun, ...] = ()
    clock: Clock = Clock()
    phase: str = ""
    ended: bool = False
    seats: dict[str, SeatRow] = {}
    facts: dict[str, Have] = {}
    given: tuple[Given, ...] = ()
    mail: dict[str, Mail] = {}
    injects: dict[str, InjectRow] = {}
    lines: tuple[Line, ...] = ()
    opened: dict[str, int] = {}  # "action:x" -> since
    runs: dict[str, RunRow] = {}
    stands: dict[str, Stands] = {}
    tried: dict[str, Tried] = {}
    sheets: dict[str, LineRow] = {}  # "sheet.line"
    people: dict[str, PersonRow] = {}
    trust: dict[str, int] = {}
    needs: dict[str, NeedRow] = {}
    resources: dict[str, int] = {}
    tolds: dict[str, ToldRow] = {}
    looks: dict[str, LookRow] = {}
    hits: dict[str, HitRow] = {}
    helps: dict[str, HelpRow] = {}
    cards: dict[str, int] = {}  # "talk.card" -> at
    occupants: dict[str, str] = {}
    practice: dict[str, PracticeRow] = {}  # "desk>to"
    asks: dict[str, AskRow] = {}
    notes: tuple[NoteLine, ...] = ()
    pins: dict[str, PinRow] = {}  # in the order of the board
    outcome: dict[str, int] = {}
    shown: ShownRow | None = None
    step: StepRow | None = None
    answers: tuple[AnswerRow, ...] = ()

    @property
    def desks(self) -> tuple[str, ...]:
        """The desks this team holds."""
        for team, desks in self.teams:
            if team == self.watcher:
                return desks
        return ()
