"""Is the room ready? What is tried before the day, what was ticked, and which phone has reached the server."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import msgspec
from django.db import transaction
from django.utils import timezone

from palermo.web.models import Exercise

# By the order in which one walks through the room. A phone's try ticks itself; the others are ticked by hand.
CHECKS = ("network", "phone", "projector", "sound", "printed", "choices", "seats")
BY_HAND = tuple(check for check in CHECKS if check != "phone")


class Visit(msgspec.Struct, frozen=True):
    """A device that opened the test address: when (monotonic seconds), and what its live line did ("" not yet, "yes", "no")."""

    at: float
    live: str = ""
    took: int = 0  # milliseconds until the live line answered


class Visits:
    """The last device that reached the server, by exercise. In memory: after a restart a phone is tried again."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._last: dict[str, Visit] = {}

    def opened(self, exercise: str) -> None:
        """A device opened the test address."""
        with self._lock:
            self._last[exercise] = Visit(self._clock())

    def tried(self, exercise: str, *, live: bool, took: int) -> None:
        """A device has tried the live line."""
        with self._lock:
            self._last[exercise] = Visit(self._clock(), "yes" if live else "no", took)

    def last(self, exercise: str) -> tuple[Visit, int] | None:
        """Return the last visit and how many seconds ago it was."""
        with self._lock:
            visit = self._last.get(exercise)
        return (visit, int(self._clock() - visit.at)) if visit is not None else None


visits = Visits()


def tick(exercise: Exercise, check: str, *, on: bool) -> None:
    """Tick a check, or take the tick away. Raises ValueError for one that does not exist."""
    if check not in CHECKS:
        raise ValueError(check)
    with transaction.atomic():
        row = Exercise.objects.get(pk=exercise.pk)
        if on:
            row.ready[check] = timezone.now().isoformat(timespec="seconds")
        else:
            row.ready.pop(check, None)
        row.save(update_fields=["ready"])
    exercise.ready = row.ready


def ticked(exercise: Exercise) -> frozenset[str]:
    """Return the checks that are done."""
    return frozenset(exercise.ready) & frozenset(CHECKS)
