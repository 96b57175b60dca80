"""A log in memory: for trial runs and tests. It keeps the whole contract but outliving the process."""

from __future__ import annotations

import threading
from concurrent.futures import Future

from palermo.engine.events import Entry
from palermo.log.contract import Batch, CommandRow, Lines


class _Kept:
    """One exercise."""

    __slots__ = ("commands", "entries", "found", "texts")

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.commands: list[CommandRow] = []
        self.found: dict[tuple[str, str], CommandRow] = {}
        self.texts: dict[str, str] = {}


_NONE = _Kept()


class MemoryLog:
    """See `contract.Log`. Everything is done when the call returns."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: dict[str, _Kept] = {}
        self._due: dict[str, float] = {}
        self._alive: dict[str, float] = {}
        self._packages: dict[str, bytes] = {}
        self._lines = Lines()

    def append(self, batch: Batch) -> Future[None]:
        future: Future[None] = Future()
        future.set_running_or_notify_cancel()
        try:
            with self._lock:
                self._append(batch)
        except Exception as error:
            self._lines.fail(batch)
            future.set_exception(error)
        else:
            future.set_result(None)
        return future

    def _append(self, batch: Batch) -> None:
        kept = self._kept.get(batch.exercise, _NONE)
        self._lines.check(
            batch, len(kept.entries), [kept.found.get((row.seat, row.command_id)) for row in batch.commands]
        )
        if kept is _NONE:
            kept = self._kept[batch.exercise] = _Kept()
        kept.entries.extend(batch.entries)
        for row in batch.commands:
            kept.commands.append(row)
            kept.found[row.seat, row.command_id] = row
        kept.texts.update(batch.texts)
        kept.texts.update((key, "") for key in batch.erased() if key in kept.texts)
        _note(self._due, batch.exercise, batch.due)
        _note(self._alive, batch.exercise, batch.alive)

    def read(self, exercise: str, after: int = 0) -> list[Entry]:
        return self._kept.get(exercise, _NONE).entries[after:]

    def last(self, exercise: str) -> int:
        return len(self._kept.get(exercise, _NONE).entries)

    def commands(self, exercise: str) -> list[CommandRow]:
        return list(self._kept.get(exercise, _NONE).commands)

    def find(self, exercise: str, seat: str, command_id: str) -> CommandRow | None:
        return self._kept.get(exercise, _NONE).found.get((seat, command_id))

    def texts(self, exercise: str) -> dict[str, str]:
        return dict(self._kept.get(exercise, _NONE).texts)

    def due(self, before: float) -> list[str]:
        return [exercise for wall, exercise in sorted((wall, x) for x, wall in self._due.items()) if wall <= before]

    def due_at(self, exercise: str) -> float | None:
        return self._due.get(exercise)

    def alive(self, exercise: str) -> float | None:
        return self._alive.get(exercise)

    def running(self, before: float | None = None) -> list[str]:
        return sorted(x for x, wall in self._alive.items() if before is None or wall < before)

    def touch(self, wall: float, since: float) -> Future[None]:
        with self._lock:
            for exercise, seen in self._alive.items():
                if since <= seen < wall:
                    self._alive[exercise] = wall
        return _done()

    def exercises(self) -> list[str]:
        return sorted(exercise for exercise, kept in self._kept.items() if kept.entries)

    def delete(self, exercise: str) -> Future[None]:
        with self._lock:
            self._kept.pop(exercise, None)
            self._due.pop(exercise, None)
            self._alive.pop(exercise, None)
        return _done()

    def store_package(self, digest: str, source: bytes) -> Future[None]:
        self._packages.setdefault(digest, source)
        return _done()

    def package(self, digest: str) -> bytes | None:
        return self._packages.get(digest)

    def close(self) -> None:
        """Nothing is held."""


def _note(notes: dict[str, float], exercise: str, wall: float | None) -> None:
    if wall is None:
        notes.pop(exercise, None)
    else:
        notes[exercise] = wall


def _done() -> Future[None]:
    future: Future[None] = Future()
    future.set_result(None)
    return future
