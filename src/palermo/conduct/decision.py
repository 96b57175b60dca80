"""One decision: due things, a command, what is to be kept of it. Nothing here is kept yet."""

from __future__ import annotations

import re
from hashlib import blake2b

import msgspec

from palermo.conduct.memo import Slot
from palermo.conduct.standing import SERVER, acting, is_control, is_teams
from palermo.engine import commands as c
from palermo.engine.allowed import allowed
from palermo.engine.allowed_control import judge as allowed_control
from palermo.engine.commands import TEXTS, Asked, Command, Refused
from palermo.engine.events import Entry
from palermo.engine.observing import judge as judge_observer
from palermo.engine.play import advance, happen, next_due, now, wall_of
from palermo.engine.scenario import Scenario
from palermo.engine.state import State
from palermo.engine.viewing import own
from palermo.log.codec import COMMANDS
from palermo.log.contract import Batch, CommandRow

LONGEST = 4000  # characters of one free text
SHORT: dict[type, int] = {c.Pin: 300}  # and of one that is meant to be short
_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")


class Accepted(msgspec.Struct, frozen=True, gc=False):
    """It is in the log. Its own entries are `first_seq` and the next `n` - 1 (for control and records alone: no team may learn
    the exercise's numbering). `version` is the seat's team's version with it, None when this answers a repeated command."""

    first_seq: int
    n: int
    version: int | None = None


class Moved(msgspec.Struct, frozen=True, gc=False):
    """What waking an exercise did: so many entries."""

    n: int


class Work:
    """A decision in the making: the state so far, and what has come of it."""

    __slots__ = ("commands", "entries", "scenario", "state", "texts")

    def __init__(self, slot: Slot) -> None:
        self.scenario = slot.scenario
        self.state = slot.ahead
        self.entries: list[Entry] = []
        self.commands: list[CommandRow] = []
        self.texts: dict[str, str] = {}

    def advance(self, wall: float) -> int:
        """Do what is due by UTC second `wall`, each second in order, and return the exercise second it is then."""
        t = self.state.t
        while (due := next_due(self.scenario, self.state, t)) is not None and due <= now(self.state, wall):
            if wall_of(self.state, due) is None:
                break
            self.state, made = advance(self.scenario, self.state, due)
            self.entries += made
            t = due
        return now(self.state, wall)

    def happen(self, seat: str, command_id: str, command: Command, wall: float) -> CommandRow:
        """Let a command happen."""
        asked = Asked(seat, f"{seat}.{command_id}", command, wall)
        first = self.state.seq + 1
        self.state, made = happen(self.scenario, self.state, asked)
        self.entries += made
        _, v, body = COMMANDS.encode(command)
        row = CommandRow(seat=seat, command_id=command_id, body=body, wall=wall, first_seq=first, n=len(made), v=v)
        self.commands.append(row)
        return row


def judged(work: Work, slot: Slot, seat: str, command_id: str, command: Command, wall: float) -> Accepted | Refused:
    """Refuse a command, or let it happen."""
    if _ID.fullmatch(command_id) is None:
        return Refused("bad_id")
    for field in _words_of(command):
        longest = SHORT.get(type(command), LONGEST)
        if len(getattr(command, field)) > longest:
            return Refused("too_long", {"field": field, "longest": str(longest)})
    command, texts = _taken_out(command, _kept_under(command, f"{seat}.{command_id}"))
    refused = _allowed(work, slot, seat, command)
    if refused is not None:
        return refused
    row = work.happen(seat, command_id, command, wall)
    work.texts.update(texts)
    team = work.state.world.seats.get(seat)
    known = work.state.known.get(team.team) if team is not None else None
    return Accepted(row.first_seq, row.n, known.version if known is not None else work.state.seq)


def _allowed(work: Work, slot: Slot, seat: str, command: Command) -> Refused | None:
    scenario, state = work.scenario, work.state
    if is_control(seat):
        if isinstance(command, c.Pause) and (command.why == SERVER) != (seat == SERVER):
            return Refused("unknown")
        if not is_teams(command):
            return allowed_control(scenario, state, command)
        whose = acting(state, seat, command)
        if whose is None:
            return Refused("no_team")
    else:
        watches = state.world.observers.get(seat)
        if watches is not None and not watches.person:
            return judge_observer(scenario, state, seat, command)
        whose = own(scenario, state, seat)
        if whose is None:
            return Refused("no_seat")
    return allowed(scenario, slot.view(state.known[whose.team]), whose, command)


def _words_of(command: Command) -> tuple[str, ...]:
    return tuple(field for field in command.__struct_fields__ if field in TEXTS)


def _kept_under(command: Command, asked_id: str) -> str:
    """Return the name that a command's texts are kept under: its own, but for an answer after the end, which names nobody."""
    if not isinstance(command, c.Answer):
        return asked_id
    return f"said-{blake2b(asked_id.encode(), digest_size=12).hexdigest()}"


def _taken_out(command: Command, asked_id: str) -> tuple[Command, dict[str, str]]:
    """Return the command with keys in the place of its free texts, and the texts by key."""
    said = {field: getattr(command, field).strip() for field in _words_of(command)}
    keys = {field: f"~{asked_id}.{field}" if words else "" for field, words in said.items()}
    if not keys:
        return command, {}
    return msgspec.structs.replace(command, **keys), {keys[field]: words for field, words in said.items() if words}


def batch_of(exercise: str, slot: Slot, work: Work, t: int, wall: float) -> Batch | None:
    """Return what has to be kept, None when nothing has changed."""
    due = next_due(work.scenario, work.state, t)
    at = wall_of(work.state, due) if due is not None else None
    alive = wall if runs(work.scenario, work.state) else None
    if not work.entries and not work.commands and at == slot.due and (alive is None) == (slot.alive is None):
        return None
    return Batch(
        exercise=exercise,
        expected=slot.ahead.seq,
        entries=tuple(work.entries),
        commands=tuple(work.commands),
        texts=work.texts,
        due=at,
        alive=alive,
        line=slot.line,
    )


def runs(scenario: Scenario, state: State) -> bool:
    """Whether time passes, and passing can still matter."""
    if wall_of(state, state.t) is None:
        return False
    return state.world.ended < 0 or next_due(scenario, state, state.t) is not None
