"""What events of observers change in the world. See `apply.py`."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from palermo.engine import events as e
from palermo.engine.change_exercise import acted
from palermo.engine.state import AskState, NoteRow, Observer, World
from palermo.engine.tables import on

CHANGES: dict[type, Any] = {}


@on(CHANGES, e.ObserverSet)
def _observer_set(world: World, event: e.ObserverSet, t: int) -> World:
    old = world.observers.get(event.seat, Observer())
    row = replace(old, objective=event.objective, person=event.person)
    return replace(world, observers={**world.observers, event.seat: row})


@on(CHANGES, e.NowAsked)
def _now_asked(world: World, event: e.NowAsked, t: int) -> World:
    return replace(world, asks={**world.asks, event.id: AskState(event.person, event.team, t)})


@on(CHANGES, e.NowAnswered)
def _now_answered(world: World, event: e.NowAnswered, t: int) -> World:
    old = world.asks.get(event.ask)
    if old is None:
        return world
    answered = replace(old, reply=event.text, answered=t)
    return acted(replace(world, asks={**world.asks, event.ask: answered}), old.team, t)


@on(CHANGES, e.NoteWritten)
def _note_written(world: World, event: e.NoteWritten, t: int) -> World:
    note = NoteRow(event.id, t, event.seat, event.about, event.text, event.tick, event.team)
    return replace(world, notes=(*world.notes, note))
