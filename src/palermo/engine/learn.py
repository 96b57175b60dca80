"""What a watcher takes from an entry it is in the audience of: from its own known and the event, and from nothing else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from palermo.engine import events as e
from palermo.engine import learn_board, learn_deeds, learn_exchange, learn_exercise, learn_observers, learn_room
from palermo.engine.known import Known

# By kind of event; a kind that is not here tells a watcher nothing but that something happened.
LEARNT: dict[type, Callable[[Known, Any, int], Known]] = {
    **learn_exercise.LEARNT,
    **learn_exchange.LEARNT,
    **learn_deeds.LEARNT,
    **learn_observers.LEARNT,
    **learn_room.LEARNT,
    **learn_board.LEARNT,
}


def learn(known: Known, t: int, event: e.Event) -> Known:
    """Return what the watcher knows after this event; its version is one more."""
    known = replace(known, version=known.version + 1)
    learnt = LEARNT.get(type(event))
    return learnt(known, event, t) if learnt is not None else known
