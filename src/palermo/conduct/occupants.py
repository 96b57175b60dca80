"""Who answers for desks that nobody plays: bots and rule occupants. They see views, and act through the one door.

The same turn serves the live server (tasks, a real clock) and trial runs (no event loop, time as a number).
"""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Callable, Generator, Mapping
from contextlib import suppress
from hashlib import blake2b
from random import Random
from typing import Protocol

import msgspec

from palermo.bots.memory import Memory, Turn
from palermo.bots.play import play
from palermo.conduct.memo import Look
from palermo.conduct.rule import rule
from palermo.conduct.standing import SERVER
from palermo.conduct.submit import Answer, Conduct
from palermo.engine import commands as c
from palermo.engine.commands import Command, Refused
from palermo.engine.overview import UNPLAYED_AFTER
from palermo.engine.play import now, wall_of
from palermo.engine.scenario import Scenario
from palermo.engine.state import BOT, State
from palermo.engine.view import Own, View

ROUNDS = 200  # plays in one turn; more is a bot that goes round in circles, and waits a second
SLOWEST = 1.0  # seconds between two looks at the clock in a live server
REST = 5.0  # seconds an exercise is left alone after its bots failed

_log = logging.getLogger(__name__)


Text = Callable[[str], str]  # the scenario's words by key, in the exercise's language


class Player(Protocol):
    """What answers for a desk. All it knows is the view; all chance comes from `random`; `memory` is its team's."""

    def __call__(
        self,
        policy: str,
        scenario: Scenario,
        view: View,
        own: Own,
        now: int,
        memory: Memory,
        random: Random,
        text: Text,
        /,
    ) -> Turn: ...


def _by_rule(
    policy: str, scenario: Scenario, view: View, own: Own, now: int, memory: Memory, random: Random, text: Text
) -> Turn:
    turn = rule(scenario, view, own, now)
    return Turn(turn.commands, memory, turn.wake)


def _for_control(
    policy: str, scenario: Scenario, view: View, own: Own, now: int, memory: Memory, random: Random, text: Text
) -> Turn:
    """What control was asked for and did not answer, the rule answers: nobody waits for control for ever."""
    turn = rule(scenario, view, own, now, UNPLAYED_AFTER)
    return Turn(turn.commands, memory, turn.wake)


PLAYERS: Mapping[str, Player] = {"bot": play, "rule": _by_rule, "control": _for_control}


class Move(msgspec.Struct, frozen=True, gc=False):
    """Something an occupant asks of the door; without a command it wakes the exercise."""

    seat: str = SERVER
    command_id: str = ""
    command: Command | None = None


class _Chair:
    """What is remembered of one desk's occupant: the version it last looked at, and when it wants to look again."""

    __slots__ = ("busy", "version", "wake")

    def __init__(self) -> None:
        self.version = -1
        self.wake = -1
        self.busy = 0

    def next(self, version: int, t: int) -> int | None:
        """Return the exercise second, `t` or later, at which it is its turn; None when only something new makes it so."""
        times = [max(t, self.busy)] if version != self.version else []
        if self.wake >= 0:
            times.append(max(t, self.wake))
        return min(times, default=None)


class Occupants:
    """The bots and rule occupants of all exercises. `seed` makes their chance; the same seed plays the same.

    `refused` counts what they asked for and did not get, by code.
    """

    def __init__(self, conduct: Conduct, seed: int = 0, players: Mapping[str, Player] = PLAYERS) -> None:
        self._conduct = conduct
        self._seed = seed
        self._players = players
        self._chairs: dict[str, dict[str, _Chair]] = {}
        self._memories: dict[tuple[str, str], Memory] = {}
        self._wakes: dict[str, float] = {}
        self._poked: set[str] = set()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._event = asyncio.Event()
        self.refused: Counter[str] = Counter()

    # -- one turn -------------------------------------------------------------------------------

    def turn_blocking(self, exercise: str, wall: float) -> float | None:
        """Let every occupant act whose turn it is at a UTC second; return the second at which the next one wants to."""
        moves = self._turn(exercise, wall)
        try:
            move = next(moves)
            while True:
                if move.command is None:
                    answer: Answer = self._conduct.wake_blocking(exercise, wall)
                else:
                    answer = self._conduct.submit_blocking(exercise, move.seat, move.command_id, move.command, wall)
                move = moves.send(answer)
        except StopIteration as stop:
            wake: float | None = stop.value
            return wake

    async def turn(self, exercise: str, wall: float) -> float | None:
        """Do as `turn_blocking` does, in an event loop."""
        moves = self._turn(exercise, wall)
        try:
            move = next(moves)
            while True:
                if move.command is None:
                    answer: Answer = await self._conduct.wake(exercise, wall)
                else:
                    answer = await self._conduct.submit(exercise, move.seat, move.command_id, move.command, wall)
                move = moves.send(answer)
        except StopIteration as stop:
            wake: float | None = stop.value
            return wake

    def _turn(self, exercise: str, wall: float) -> Generator[Move, Answer, float | None]:
        look = self._conduct.look(exercise)
        if look is None or look.state.world.ended >= 0:
            self.forget(exercise)
            return None
        yield from _seating(look.state)
        if all(by not in self._players for by, _ in look.state.world.occupants.values()):
            return None
        yield Move()
        for _ in range(ROUNDS):
            look = self._conduct.look(exercise)
            if look is None or look.state.world.ended >= 0 or look.state.world.clock.paused not in ("", "before"):
                return None
            t = now(look.state, wall)
            desk, at = self._next(exercise, look.state, t)
            if desk is None:
                return None
            if at > t:
                return wall_of(look.state, at)
            yield from self._play(exercise, look, desk, t)
        return wall + 1.0

    def _next(self, exercise: str, state: State, t: int) -> tuple[str | None, int]:
        """Return the desk whose turn is next, and its exercise second; at the same second, in the order of the desks."""
        chairs = self._chairs.setdefault(exercise, {})
        desk: str | None = None
        first = 0
        for name, (by, _) in state.world.occupants.items():
            team = state.world.team_of.get(name)
            if by not in self._players or team is None:
                continue
            chair = chairs.setdefault(name, _Chair())
            at = chair.next(state.known[team].version, t)
            if at is not None and (desk is None or at < first):
                desk, first = name, at
        return desk, first

    def _play(self, exercise: str, look: Look, desk: str, t: int) -> Generator[Move, Answer, None]:
        world = look.state.world
        by, policy = world.occupants[desk]
        team = world.team_of[desk]
        if by == "control":
            seat = f"{SERVER}@{team}"
            own: Own | None = Own(seat, team, (desk,))
        else:
            seat = f"{BOT}{desk}"
            own = look.own(seat)
        view = look.view(team)
        chair = self._chairs[exercise][desk]
        chair.version, chair.wake, chair.busy = look.state.known[team].version, -1, 0
        if view is None or own is None:
            return
        turn = self._players[by](
            policy,
            look.package.scenario,
            view,
            own,
            t,
            self._memories.get((exercise, team), Memory()),
            Random(f"{self._seed}/{seat}/{chair.version}/{t}"),
            lambda key: look.package.text(key, world.setup.language),
        )
        self._memories[exercise, team] = turn.memory
        chair.wake = turn.wake if turn.wake > t else -1
        chair.busy = turn.busy
        for number, command in enumerate(turn.commands):
            answer = yield Move(seat, _id(seat, chair.version, t, number), command)
            if isinstance(answer, Refused):
                self.refused[answer.code] += 1

    def forget(self, exercise: str) -> None:
        """Let go of what the occupants of an exercise remember; they would start again from their views."""
        self._chairs.pop(exercise, None)
        self._wakes.pop(exercise, None)
        for key in [key for key in self._memories if key[0] == exercise]:
            del self._memories[key]

    # -- a live server --------------------------------------------------------------------------

    def moved(self, exercise: str) -> None:
        """Say that an exercise moved; safe on any thread, for `Conduct.listen`."""
        self._poked.add(exercise)
        if self._loop is not None:
            with suppress(RuntimeError):  # the loop has closed: nobody is left to be told
                self._loop.call_soon_threadsafe(self._event.set)

    async def run(self) -> None:
        """Let occupants act as their exercises move and as their times come, until cancelled."""
        self._loop = asyncio.get_running_loop()
        self._poked.update(self._conduct.log.running())
        while True:
            self._event.clear()
            wall = self._conduct.clock()
            ready = {*self._poked, *(x for x, wake in self._wakes.items() if wake <= wall)}
            self._poked -= ready
            await asyncio.gather(*(self._tend(exercise, wall) for exercise in sorted(ready)))
            wait = min(self._wakes.values(), default=wall + SLOWEST) - self._conduct.clock()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._event.wait(), min(SLOWEST, max(0.01, wait)))

    async def _tend(self, exercise: str, wall: float) -> None:
        try:
            if exercise not in self._chairs:
                await asyncio.to_thread(self._conduct.look, exercise)  # the first look may read a package
            wake = await self.turn(exercise, wall)
        except Exception:
            _log.exception("the bots of %s could not act", exercise)
            wake = wall + REST
        if wake is None:
            self._wakes.pop(exercise, None)
        else:
            self._wakes[exercise] = wake


def _id(seat: str, version: int, t: int, number: int) -> str:
    """Return the id of a command: the same for the same turn, so that a repeated one happens once. Messages bear it to other
    tables, and a version counts a table's entries: nobody reads it there."""
    return blake2b(f"{seat}/{version}/{t}/{number}".encode(), digest_size=9).hexdigest()


def _seating(state: State) -> Generator[Move, Answer, None]:
    """Give each bot its seat, and take it where people or control have come."""
    seats = state.world.seats
    for desk, (by, _) in state.world.occupants.items():
        seat, team = f"{BOT}{desk}", state.world.team_of.get(desk, "")
        row = seats.get(seat)
        there = row is not None and not row.gone
        if by in ("bot", "rule") and team and (not there or seats[seat].team != team):
            take = c.MoveSeat(seat, team, (desk,)) if there else c.TakeSeat(seat, team, (desk,))
            yield Move(SERVER, f"seat-{desk}-{state.seq}", take)
        elif there and by not in ("bot", "rule"):
            yield Move(SERVER, f"stand-{desk}-{state.seq}", c.RevokeSeat(seat, gone=True))


def play_out(conduct: Conduct, occupants: Occupants, exercise: str, wall: float) -> float:
    """Play an exercise of occupants alone until it ends, stands still or nothing is due; return the UTC second it is then.

    Time jumps from one thing to the next. `conduct` needs infinite grace.
    """
    while True:
        wake = occupants.turn_blocking(exercise, wall)
        look = conduct.look(exercise)
        if look is None or look.state.world.ended >= 0:
            return wall
        times = [at for at in (wake, look.due) if at is not None]
        if not times:
            return wall
        # A second's wall time is rounded; where that falls short, step over the edge.
        wall = max(min(times), wall + 0.001)
