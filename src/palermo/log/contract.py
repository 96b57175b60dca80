"""What every log promises. `memory.py` and `sqlite.py` keep it; `tests/log/contract.py` tests both by it.

A log holds, for each exercise, the entries in order, the commands that caused them, the free texts they point at, and two side
notes: when the exercise wants waking next, and when its running clock was last seen alive. Packages are stored beside them.
"""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import Future
from typing import Protocol

import msgspec

from palermo.engine.events import Entry, TextErased


class Conflict(Exception):
    """Somebody else was first: the exercise is not at the expected entry, or the command id has been used."""


class Full(Exception):
    """There is no room on the disk; nothing of the batch was kept."""


class CommandRow(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """An accepted command as it is kept: `body` is its JSON of version `v`, its entries are `first_seq` and the next `n` - 1.

    `wall` is the UTC second it was decided at. A command that changed nothing has n = 0.
    """

    seat: str
    command_id: str
    body: bytes
    wall: float
    first_seq: int
    n: int
    v: int = 1


class Batch(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """What one decision appends, whole or not at all.

    `expected` is the number of the exercise's last entry when it was decided. `due` and `alive` (UTC seconds) replace the side
    notes; None takes them away. Batches decided one on top of the other, before the first was kept, share a `line`: when one of
    them fails, the rest of its line fails too. 0 is no line.
    """

    exercise: str
    expected: int
    entries: tuple[Entry, ...] = ()
    commands: tuple[CommandRow, ...] = ()
    texts: dict[str, str] = {}
    due: float | None = None
    alive: float | None = None
    line: int = 0

    def erased(self) -> tuple[str, ...]:
        """Return the keys of the texts that this batch empties."""
        return tuple(entry.event.key for entry in self.entries if isinstance(entry.event, TextErased))


class Log(Protocol):
    """Where exercises are kept. Questions answer what has been kept; what is under way is not seen by them.

    What is written is done when its future is: in the order of the calls, and safe from then on if the process is killed.
    A future raises `Full` when there is no room, and nothing was changed.
    """

    def append(self, batch: Batch) -> Future[None]:
        """Keep a batch. The future raises `Conflict` or `Full`."""
        ...

    def read(self, exercise: str, after: int = 0) -> list[Entry]:
        """Return the entries behind number `after`, in order."""
        ...

    def last(self, exercise: str) -> int:
        """Return the number of the last entry, 0 when there is none."""
        ...

    def commands(self, exercise: str) -> list[CommandRow]:
        """Return the accepted commands in the order they were accepted."""
        ...

    def find(self, exercise: str, seat: str, command_id: str) -> CommandRow | None:
        """Return the command that was accepted under this id."""
        ...

    def texts(self, exercise: str) -> dict[str, str]:
        """Return the free texts by key; an erased one is empty."""
        ...

    def due(self, before: float) -> list[str]:
        """Return the exercises that want waking at UTC second `before` or earlier, the longest waiting first."""
        ...

    def due_at(self, exercise: str) -> float | None:
        """Return the UTC second at which the exercise wants waking."""
        ...

    def alive(self, exercise: str) -> float | None:
        """Return the UTC second at which the running clock of the exercise was last seen alive."""
        ...

    def running(self, before: float | None = None) -> list[str]:
        """Return the exercises whose clock runs; with `before`, those not seen alive since that UTC second."""
        ...

    def touch(self, wall: float, since: float) -> Future[None]:
        """Note that the clocks seen alive at `since` or later (UTC seconds) are alive at `wall`. Others keep their note."""
        ...

    def exercises(self) -> list[str]:
        """Return every exercise that has an entry, sorted."""
        ...

    def delete(self, exercise: str) -> Future[None]:
        """Remove the exercise with everything but its package."""
        ...

    def store_package(self, digest: str, source: bytes) -> Future[None]:
        """Keep a package; one that is there already stays as it is."""
        ...

    def package(self, digest: str) -> bytes | None:
        """Return a package's source."""
        ...

    def close(self) -> None:
        """Finish what is under way and let go of the files. Nothing may be asked or kept afterwards."""
        ...


class Lines:
    """Which lines have failed, for a log to know what can no longer be kept."""

    def __init__(self) -> None:
        self._failed: dict[str, int] = {}

    def check(self, batch: Batch, last: int, used: Iterable[CommandRow | None]) -> None:
        """Raise `Conflict` unless the batch fits.

        The exercise ends at `last`, none of its command ids has been `used`, and nothing it was decided upon has failed.
        """
        if batch.line and self._failed.get(batch.exercise) == batch.line:
            raise Conflict(f"{batch.exercise}: what this was decided upon was not kept")
        if batch.expected != last:
            raise Conflict(f"{batch.exercise} is at entry {last}, not {batch.expected}")
        if any(row is not None for row in used):
            raise Conflict(f"{batch.exercise}: a command id has been used")
        for n, entry in enumerate(batch.entries, last + 1):
            if entry.seq != n:
                raise ValueError(f"{batch.exercise}: entry {entry.seq} cannot follow {n - 1}")

    def fail(self, batch: Batch) -> None:
        """Note that the batch was not kept."""
        if batch.line:
            self._failed[batch.exercise] = batch.line
