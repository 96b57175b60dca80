"""The small scenario on a table: ada is control, greta sits at the Border Guard, paul at the Police, nina at the NGO."""

from __future__ import annotations

import math
from concurrent.futures import Future
from functools import cache
from pathlib import Path

from palermo.conduct.decision import Accepted
from palermo.conduct.memo import Packages
from palermo.conduct.submit import Conduct
from palermo.engine import commands as c
from palermo.engine.commands import Command, Refused
from palermo.engine.events import Entry
from palermo.log.contract import Batch, Log
from palermo.log.memory import MemoryLog
from palermo.scenario import Package, load

START = 1_764_000_000.0
SEATS = {"greta": ("T1", "BG"), "paul": ("T2", "POL"), "nina": ("T3", "NGO")}


@cache
def small() -> Package:
    return load(Path(__file__).parents[1] / "scenario" / "packages" / "small")


class Clock:
    """A clock that a test moves."""

    def __init__(self, wall: float = START) -> None:
        self.wall = wall

    def __call__(self) -> float:
        return self.wall


class Room:
    """One exercise in the hands of a test: `at` is exercise seconds since the beginning, as long as nobody pauses."""

    def __init__(self, log: Log, *, grace: float = math.inf, exercise: str = "x", shared: bool = False) -> None:
        self.log = log
        self.clock = Clock()
        self.packages = Packages(log)
        self.conduct = Conduct(log, self.packages, clock=self.clock, grace=grace, shared=shared)
        self.exercise = exercise
        self._ids = 0

    def set_up(self, *, begin: bool = True, profile: str = "P30", talk: str = "liaison") -> Room:
        digest = self.packages.add(small())
        self.accepted("server", c.Create(digest, "trio", profile, "en", talk=talk), "create")
        for seat, (team, desk) in SEATS.items():
            self.accepted("control", c.TakeSeat(seat, team, (desk,)), f"seat-{seat}")
        if begin:
            self.accepted("control", c.Begin(), "begin")
        return self

    def ask(self, seat: str, command: Command, command_id: str = "", at: float | None = None) -> Accepted | Refused:
        self._ids += 1
        if at is not None:
            self.clock.wall = START + at
        return self.conduct.submit_blocking(self.exercise, seat, command_id or f"c{self._ids}", command)

    def accepted(self, seat: str, command: Command, command_id: str = "", at: float | None = None) -> Accepted:
        answer = self.ask(seat, command, command_id, at)
        assert isinstance(answer, Accepted), answer
        return answer

    def refused(self, seat: str, command: Command, command_id: str = "", at: float | None = None) -> str:
        answer = self.ask(seat, command, command_id, at)
        assert isinstance(answer, Refused), answer
        return answer.code

    def wake(self, at: float) -> int:
        self.clock.wall = START + at
        answer = self.conduct.wake_blocking(self.exercise)
        assert not isinstance(answer, Refused), answer
        return answer.n

    def entries(self) -> list[Entry]:
        return self.log.read(self.exercise)

    def told(self, kind: type) -> list[Entry]:
        return [entry for entry in self.entries() if isinstance(entry.event, kind)]


class HeldLog(MemoryLog):
    """A log that keeps batches waiting until a test lets them through."""

    def __init__(self) -> None:
        super().__init__()
        self.held: list[tuple[Batch, Future[None]]] | None = None

    def append(self, batch: Batch) -> Future[None]:
        if self.held is None:
            return super().append(batch)
        future: Future[None] = Future()
        future.set_running_or_notify_cancel()
        self.held.append((batch, future))
        return future

    def hold(self) -> None:
        self.held = []

    def let_go(self, error: Exception | None = None) -> None:
        """Let the first through, or fail it, and then the others."""
        held, self.held = self.held or [], None
        for batch, future in held:
            if error is not None:
                self._lines.fail(batch)
                future.set_exception(error)
                error = None
                continue
            problem = super().append(batch).exception()
            if problem is None:
                future.set_result(None)
            else:
                future.set_exception(problem)
