"""What a table learns of its own board. See `learn.py`."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from palermo.engine import events as e
from palermo.engine.board import moved, pinned, unpinned
from palermo.engine.known import Known
from palermo.engine.tables import on

LEARNT: dict[type, Any] = {}


@on(LEARNT, e.Pinned)
def _pinned(known: Known, event: e.Pinned, t: int) -> Known:
    return replace(known, pins=pinned(known.pins, event, t))


@on(LEARNT, e.PinMoved)
def _pin_moved(known: Known, event: e.PinMoved, t: int) -> Known:
    return replace(known, pins=moved(known.pins, event.id, event.before))


@on(LEARNT, e.Unpinned)
def _unpinned(known: Known, event: e.Unpinned, t: int) -> Known:
    return replace(known, pins=unpinned(known.pins, event.id, event.back))
