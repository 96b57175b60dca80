"""Deleting what is past its time: exercises with their logs, and the names of those who took part."""

from __future__ import annotations

import logging
import threading
import time
from datetime import datetime

from django.contrib.sessions.backends.db import SessionStore
from django.db import close_old_connections
from django.utils import timezone

from palermo.web import door, index
from palermo.web.models import Exercise

log = logging.getLogger("palermo.web")

DAY = 24 * 3600.0


def past(now: datetime) -> list[Exercise]:
    """Return the exercises whose time is over."""
    return [exercise for exercise in Exercise.objects.all() if exercise.kept_until <= now]


def remove(exercise: Exercise) -> None:
    """Delete an exercise: its log first, then its line and everybody's name."""
    door.delete(exercise.pk)
    exercise.delete()


def clear(now: datetime | None = None) -> tuple[str, ...]:
    """Delete what is past its time, and old sessions; return the ids of the exercises."""
    for exercise in Exercise.objects.exclude(standing=Exercise.Standing.OVER):
        if door.has(exercise.pk):
            index.look_again(exercise)
    removed = []
    for exercise in past(now or timezone.now()):
        removed.append(exercise.pk)
        remove(exercise)
        log.info("exercise %s was past its time and is deleted", removed[-1])
    SessionStore.clear_expired()
    return tuple(removed)


def daily() -> threading.Thread:
    """Clear now and once a day from now on, in a thread that ends with the process."""

    def run() -> None:
        while True:
            try:
                clear()
            except Exception:
                log.exception("clearing failed; it is tried again tomorrow")
            finally:
                close_old_connections()
            time.sleep(DAY)

    thread = threading.Thread(target=run, name="retention", daemon=True)
    thread.start()
    return thread
