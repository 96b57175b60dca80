"""The whole exercise: the world as it is, and for each watcher what it has come to know. Only control's view reads the world."""

from __future__ import annotations

from typing import dataclass_transform

import msgspec

from palermo.engine.commands import Deed, Item
from palermo.engine.known import Clock, Known, LineRow, RunRow, Setup, ShownRow
from palermo.engine.moments import PhaseRun
from palermo.engine.rules import Effect
from palermo.engine.showing import AnswerRow, StepRow

CONTROL = "control"
BOT = "bot:"  # so begins the seat of a bot, and that from which a desk's rule acts
ROOM = "room"
OBSERVER = "observer"  # whoever follows an objective: reads what control reads, and is in no audience


@dataclass_transform(frozen_default=True, field_specifiers=(msgspec.field,))
class _Row(msgspec.Struct, frozen=True, gc=False):
    pass


class Seat(_Row):
    """A participant's place: the team and the desks its role may act for. `generation` counts the links; an older one opens nothing."""

    team: str
    desks: tuple[str, ...]
    role: str = ""
    generation: int = 1
    ready: bool = False
    gone: bool = False


class Message(_Row):
    """A message as it was sent, and what has become of it for each recipient."""

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
    at: int
    arrives: int
    there: dict[str, int] = {}
    read: dict[str, int] = {}
    back: bool = False
    answered: str = ""
    code: str = ""
    copies: tuple[str, ...] = ()
    held: str = ""
    urgency: str = ""


class InjectState(_Row):
    """`state` is scheduled, postponed, skipped, left, sent, withdrawn; `met` once what was hoped for came, or did not."""

    state: str = "scheduled"
    later: int = 0
    text: str = ""
    at: int = -1
    met: bool | None = None


class DoneRow(_Row):
    """An action that was completed: when last, with which option and lines, and how many times."""

    at: int
    option: str
    ticks: tuple[str, ...]
    times: int = 1


class ToldState(_Row):
    """A fact told in person, as the receiver recorded it; `corrected` is the giver's text once the giver has said that it was not so."""

    giver_team: str
    giver: str
    team: str
    desk: str
    fact: str
    at: int
    corrected: str | None = None


class HitState(_Row):
    """A hit on a holding; `open` until its owner has decided."""

    owner_team: str
    asker_team: str
    asker: str
    fact: str
    lookup: str
    open: bool = True


class HelpState(_Row):
    """A team's question to control."""

    team: str
    at: int
    text: str
    reply: str = ""


class NoteRow(_Row):
    """A note of control's or an observer's."""

    id: str
    at: int
    seat: str
    about: str
    text: str
    tick: str = ""
    team: str = ""


class Observer(_Row):
    """Somebody who watches with a seat of her own: for an objective, as the voice of a person, or (neither) without a job yet."""

    objective: str = ""
    person: str = ""
    generation: int = 1


class AskState(_Row):
    """A person asked a team what happens to her now."""

    person: str
    team: str
    at: int
    reply: str = ""
    answered: int = -1


class Due(_Row):
    """Effects that wait for their time."""

    at: int
    then: tuple[Effect, ...]


class Improvised(_Row):
    """An inject of control's own."""

    kind: str
    title: str
    text: str
    at: int
    withdrawn: bool = False


class PlanState(_Row):
    """Something of control's own that goes out later: at `seconds` into a phase as scripted, or at exercise second `seconds`.

    `state` is scheduled, postponed (`later` seconds), skipped, left, sent.
    """

    seat: str
    deed: Deed
    phase: str
    seconds: int
    state: str = "scheduled"
    later: int = 0
    at: int = -1


class World(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """What is so, whoever knows it. Dicts are copied when they change."""

    setup: Setup = Setup()
    teams: tuple[tuple[str, tuple[str, ...]], ...] = ()
    team_of: dict[str, str] = {}
    schedule: tuple[PhaseRun, ...] = ()
    clock: Clock = Clock()
    phase: str = ""
    ended: int = -1
    seats: dict[str, Seat] = {}
    occupants: dict[str, tuple[str, str]] = {}
    messages: dict[str, Message] = {}
    flying: dict[str, tuple[tuple[str, int], ...]] = {}  # message -> (team, arrives)
    fired: dict[str, int] = {}
    scheduled: dict[str, Due] = {}
    injects: dict[str, InjectState] = {}
    improvised: dict[str, Improvised] = {}
    plans: dict[str, PlanState] = {}
    opened: dict[str, int] = {}
    runs: dict[str, RunRow] = {}
    grounds: dict[str, tuple[str, ...]] = {}
    started: dict[str, int] = {}
    done: dict[str, DoneRow] = {}
    stands: dict[str, int] = {}
    stood_by: dict[str, tuple[str, tuple[str, ...]]] = {}  # question -> team, facts
    lines: dict[str, LineRow] = {}
    status: dict[str, str] = {}
    places: dict[str, str] = {}
    safe: dict[str, int] = {}
    late: dict[str, int] = {}
    consents: dict[str, int] = {}
    trust: dict[str, int] = {}
    needs: dict[str, tuple[str, int, str]] = {}  # need -> state, at, desk
    stages: dict[str, tuple[str, int]] = {}
    been: dict[str, int] = {}  # "track.stage" -> at
    resources: dict[str, int] = {}
    slowed: dict[str, tuple[int, int]] = {}
    leaked: dict[str, int] = {}
    flags: dict[str, int] = {}
    points: dict[str, int] = {}
    overshared: tuple[tuple[str, str, str, str, int], ...] = ()  # fact, giver, to, form, at
    tolds: dict[str, ToldState] = {}
    hits: dict[str, HitState] = {}
    helps: dict[str, HelpState] = {}
    cards: dict[str, int] = {}
    hinted: dict[str, int] = {}  # "team.hint" -> at
    withheld: dict[str, int] = {}  # "team.question" -> at: does not come to stand by itself
    last_act: dict[str, int] = {}
    notes: tuple[NoteRow, ...] = ()
    observers: dict[str, Observer] = {}
    asks: dict[str, AskState] = {}
    ratings: dict[str, str] = {}
    erased: frozenset[str] = frozenset()
    shown: ShownRow | None = None
    turn_over: int = -1  # exercise second at which the table that speaks has had its time
    step: StepRow | None = None
    answers: tuple[AnswerRow, ...] = ()
    aloud: tuple[tuple[str, str, str, int], ...] = ()  # fact, giver, desk, minute


class State(msgspec.Struct, frozen=True, gc=False):
    """`seq` is the number of the last entry, `t` its exercise second. It has no encoder on purpose: only views leave the server."""

    seq: int = 0
    t: int = 0
    world: World = World()
    known: dict[str, Known] = {}


def told_of(state: State, inject: str) -> tuple[str, ...]:
    """Return the teams that an inject reached."""
    return tuple(team for team, _ in state.world.teams if inject in state.known[team].injects)
