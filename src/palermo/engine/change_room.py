"""What events of the room screen and the debrief change in the world. See `apply.py`."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from palermo.engine import events as e
from palermo.engine.learn_room import shown
from palermo.engine.showing import AnswerRow, StepRow
from palermo.engine.state import World
from palermo.engine.tables import on

CHANGES: dict[type, Any] = {}


@on(CHANGES, e.Shown)
def _shown(world: World, event: e.Shown, t: int) -> World:
    over = t + round(event.seconds * world.clock.speed) if event.what == "table" and event.seconds else -1
    return replace(world, shown=shown(event), turn_over=over)


@on(CHANGES, e.DebriefStepped)
def _debrief_stepped(world: World, event: e.DebriefStepped, t: int) -> World:
    step = StepRow(event.step, event.wall, event.seconds) if event.step else None
    return replace(world, step=step, shown=None, turn_over=-1)


@on(CHANGES, e.Answered)
def _answered(world: World, event: e.Answered, t: int) -> World:
    return replace(world, answers=(*world.answers, AnswerRow(event.question, event.text)))


@on(CHANGES, e.SaidAloud)
def _said_aloud(world: World, event: e.SaidAloud, t: int) -> World:
    row = (event.fact, event.giver, event.desk, event.minute)
    others = tuple(one for one in world.aloud if one != row)
    return replace(world, aloud=others if event.off else (*others, row))
