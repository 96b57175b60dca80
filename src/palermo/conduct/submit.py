"""The one door: every change of an exercise goes through `Conduct`, and nothing else appends to its log.

One decision, in order: has this command been answered before; did the server sleep; what has become due by now; may the seat do
it; what happens. All of it is one transaction. The answer, and the word that the exercise moved, come after the commit.
"""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from contextlib import suppress
from functools import partial

from palermo.conduct.decision import Accepted, Moved, Work, batch_of, judged, runs
from palermo.conduct.memo import Look, Memo, NoPackage, Packages, Slot
from palermo.conduct.standing import SERVER
from palermo.engine import commands as c
from palermo.engine.commands import Command, Refused
from palermo.engine.play import initial
from palermo.engine.state import State
from palermo.engine.view import Own, View
from palermo.log.contract import Batch, Conflict, Full, Log

GRACE = 15.0  # seconds a running clock may go unseen before the server counts as having slept
TRIES = 20
_log = logging.getLogger(__name__)

Answer = Accepted | Refused | Moved


class _Step:
    """A decision: its answer holds once the future is done, at once when there is none. It appends (`ours`), or stands on what
    others append."""

    __slots__ = ("answer", "future", "ours")

    def __init__(self, answer: Answer, future: Future[None] | None = None, *, ours: bool = False) -> None:
        self.answer = answer
        self.future = future
        self.ours = ours


class Conduct:
    """Exercises in play, over one log.

    `clock` gives UTC seconds. `grace` is how long a running clock may go unseen (infinite where time is simulated). `keep`
    exercises stay folded in memory. With `shared`, other processes write the log too: what they wrote is then seen at once, and
    not only when somebody was faster. Any number of threads and tasks may call; one exercise is decided by one at a time.
    """

    def __init__(
        self,
        log: Log,
        packages: Packages,
        *,
        clock: Callable[[], float] = time.time,
        grace: float = GRACE,
        keep: int = 64,
        shared: bool = False,
    ) -> None:
        self.log = log
        self.packages = packages
        self.clock = clock
        self.grace = grace
        self._listeners: list[Callable[[str], None]] = []
        self._memo = Memo(log, packages, keep, shared=shared)
        self._locks: dict[str, threading.RLock] = {}

    def listen(self, moved: Callable[[str], None]) -> None:
        """Have `moved(exercise)` called after each commit that moved one, on the log's thread: it must be quick and safe there."""
        self._listeners.append(moved)

    # -- changing -------------------------------------------------------------------------------

    async def submit(
        self, exercise: str, seat: str, command_id: str, command: Command, wall: float | None = None
    ) -> Accepted | Refused:
        """Decide a command at a wall time (UTC seconds; now, if none) and answer once it is kept.

        The id is the asker's own for this command: asked again, the first answer is given again. A refused command is decided
        again. Does not raise for anything a seat may do, and is refused with `disk_full` or `not_saved` when it cannot be kept.
        """
        answer = await self._drive(exercise, lambda: self._decide(exercise, seat, command_id, command, wall), command)
        return _told(answer)

    def submit_blocking(
        self, exercise: str, seat: str, command_id: str, command: Command, wall: float | None = None
    ) -> Accepted | Refused:
        """Do as `submit` does, without an event loop."""
        return _told(self._drive_blocking(exercise, lambda: self._decide(exercise, seat, command_id, command, wall)))

    async def wake(self, exercise: str, wall: float | None = None) -> Moved | Refused:
        """Advance an exercise to a wall time: a submit without a command."""
        return _woken(await self._drive(exercise, lambda: self._decide(exercise, SERVER, "", None, wall), None))

    def wake_blocking(self, exercise: str, wall: float | None = None) -> Moved | Refused:
        """Do as `wake` does, without an event loop."""
        return _woken(self._drive_blocking(exercise, lambda: self._decide(exercise, SERVER, "", None, wall)))

    async def resume_if_alone(self, exercise: str, why: str = SERVER, wall: float | None = None) -> bool:
        """Let an exercise run on that stands for this reason; return whether it does now.

        For `live`, some time after a team is there while no control is connected.
        """
        state = await asyncio.to_thread(self.state, exercise)
        if state is None or why in ("", "before") or state.world.clock.paused != why:
            return False
        answer = await self.submit(exercise, SERVER, f"resume-{state.seq}", c.Resume(), wall)
        return isinstance(answer, Accepted)

    def delete(self, exercise: str) -> None:
        """Remove an exercise with everything that was said in it."""
        with self._lock(exercise):
            self._memo.drop(exercise)
            gone = self.log.delete(exercise)
        gone.result()

    # -- looking --------------------------------------------------------------------------------

    def look(self, exercise: str) -> Look | None:
        """Return the exercise as it is kept; None when there is no such exercise."""
        with self._lock(exercise):
            slot = self._memo.get(exercise)
            return None if slot is None else Look(slot)

    def state(self, exercise: str) -> State | None:
        """Return the state as it is kept."""
        look = self.look(exercise)
        return None if look is None else look.state

    def view(self, exercise: str, watcher: str) -> View | None:
        """Return what a team, or the room screen, sees; None when there is no such watcher."""
        look = self.look(exercise)
        return None if look is None else look.view(watcher)

    def own(self, exercise: str, seat: str) -> Own | None:
        """Return what is a seat's alone; None when nobody may sit there."""
        look = self.look(exercise)
        return None if look is None else look.own(seat)

    def words(self, exercise: str) -> Mapping[str, str]:
        """Return the free texts of an exercise by key; an erased one is empty."""
        with self._lock(exercise):
            slot = self._memo.get(exercise)
            if slot is None:
                return {}
            if slot.words is None:
                slot.words = self.log.texts(exercise)
            return slot.words

    # -- deciding -------------------------------------------------------------------------------

    async def _drive(self, exercise: str, decide: Callable[[], _Step], command: Command | None) -> Answer:
        for _ in range(TRIES):
            if self._memo.peek(exercise) is None:
                await asyncio.to_thread(self._load, exercise, command)
            step = decide()
            if step.future is not None and not step.future.done():
                with suppress(Exception):  # `_kept` says what it means
                    await asyncio.wrap_future(step.future)
            answer = _kept(exercise, step)
            if answer is not None:
                return answer
        return Refused("busy")

    def _drive_blocking(self, exercise: str, decide: Callable[[], _Step]) -> Answer:
        for _ in range(TRIES):
            answer = _kept(exercise, decide())
            if answer is not None:
                return answer
        return Refused("busy")

    def _load(self, exercise: str, command: Command | None) -> None:
        """Read in a thread what takes long, so that the event loop goes on."""
        if isinstance(command, c.Create):
            try:
                self.packages.get(command.package)
            except NoPackage:
                return
        else:
            self.state(exercise)

    def _decide(self, exercise: str, seat: str, command_id: str, command: Command | None, wall: float | None) -> _Step:
        at = self.clock() if wall is None else wall
        with self._lock(exercise):
            slot = self._memo.get(exercise)
            if slot is None:
                if not isinstance(command, c.Create):
                    return _Step(Refused("no_exercise"))
                slot = self._begun(command)
                if slot is None:
                    return _Step(Refused("no_package"))
            if command is not None:
                before = _before(slot, seat, command_id)
                if before is not None:
                    return before
            work = Work(slot)
            self._mind_the_gap(exercise, slot, work, at)
            t = work.advance(at)
            answer: Answer
            if command is None:
                answer = Moved(len(work.entries))
            else:
                answer = judged(work, slot, seat, command_id, command, at)
                t = max(t, work.state.t)
            batch = batch_of(exercise, slot, work, t, at)
            if batch is None:
                return _Step(answer, slot.tail)
            return self._append(exercise, slot, work, batch, answer)

    def _begun(self, command: c.Create) -> Slot | None:
        """Return the slot of an exercise that is being created."""
        try:
            package = self.packages.get(command.package).played(command.profile)
        except NoPackage:
            return None
        return Slot(package, initial(package.scenario))

    def _mind_the_gap(self, exercise: str, slot: Slot, work: Work, wall: float) -> None:
        """Where a running clock went unseen for too long, pause it at the moment it was last seen."""
        if not runs(work.scenario, work.state) or (slot.alive is not None and wall - slot.alive <= self.grace):
            return
        if slot.quiet:
            slot.alive = self.log.alive(exercise)
        seen = max(work.state.world.clock.wall, slot.alive or 0.0)
        if wall - seen <= self.grace:
            return
        work.advance(seen)
        if runs(work.scenario, work.state):
            work.happen(SERVER, f"slept-{work.state.seq}", c.Pause(SERVER), seen)

    def _append(self, exercise: str, slot: Slot, work: Work, batch: Batch, answer: Answer) -> _Step:
        future = self.log.append(batch)
        step = _Step(answer, future, ours=True)
        slot.ahead, slot.tail, slot.due, slot.alive = work.state, future, batch.due, batch.alive
        keys = [(row.seat, row.command_id) for row in batch.commands]
        slot.pending.update(dict.fromkeys(keys, step))
        if self._memo.peek(exercise) is not slot:
            self._memo.put(exercise, slot)
        future.add_done_callback(partial(self._settle, slot, work.state, batch, keys))
        return step

    def _settle(
        self, slot: Slot, state: State, batch: Batch, keys: list[tuple[str, str]], future: Future[None]
    ) -> None:
        """What is kept may be shown; what is not takes all that stands on it along."""
        exercise = batch.exercise
        with self._lock(exercise):
            for key in keys:
                slot.pending.pop(key, None)
            if future.exception() is not None:
                self._memo.drop(exercise, slot)
                return
            slot.done.update(((row.seat, row.command_id), (row.first_seq, row.n)) for row in batch.commands)
            if state.seq >= slot.settled.seq:
                slot.settled = state
            if slot.words is not None and (batch.texts or batch.erased()):
                slot.words = {**slot.words, **batch.texts, **dict.fromkeys(batch.erased(), "")}
        if batch.entries:
            for moved in self._listeners:
                moved(exercise)

    def _lock(self, exercise: str) -> threading.RLock:
        return self._locks.setdefault(exercise, threading.RLock())


def _before(slot: Slot, seat: str, command_id: str) -> _Step | None:
    """Return the answer of a command that was accepted before, or is about to be."""
    waiting = slot.pending.get((seat, command_id))
    if isinstance(waiting, _Step):
        return waiting
    first = slot.done.get((seat, command_id))
    return None if first is None else _Step(Accepted(*first))


def _kept(exercise: str, step: _Step) -> Answer | None:
    """Wait until a decision is kept and return its answer; None when it has to be decided again."""
    error = step.future.exception() if step.future is not None else None
    if error is None:
        return step.answer
    if not step.ours or isinstance(error, Conflict):
        return None
    if isinstance(error, Full):
        return Refused("disk_full")
    _log.error("what happened in %s could not be kept: %s", exercise, type(error).__name__)
    return Refused("not_saved")


def _told(answer: Answer) -> Accepted | Refused:
    if isinstance(answer, Moved):
        raise TypeError("a command was answered as a waking")
    return answer


def _woken(answer: Answer) -> Moved | Refused:
    if isinstance(answer, Accepted):
        raise TypeError("a waking was answered as a command")
    return answer
