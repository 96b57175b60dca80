"""What was worked out from a thing that never changes, kept with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Kept(Generic[K, V]):
    """Results by the identity of what they were worked out from: frozen records, and dicts that are copied when they change.

    It keeps the thing alive with its result, so that no other can come to have its identity; all is let go when there are `most`.
    """

    __slots__ = ("_most", "_rows", "_work")

    def __init__(self, work: Callable[[K], V], most: int = 64) -> None:
        self._work = work
        self._most = most
        self._rows: dict[int, tuple[K, V]] = {}

    def of(self, thing: K) -> V:
        """Return the result for a thing, worked out the first time it is asked for."""
        row = self._rows.get(id(thing))
        if row is not None:
            return row[1]
        if len(self._rows) >= self._most:
            self._rows.clear()
        made = self._work(thing)
        self._rows[id(thing)] = (thing, made)
        return made
