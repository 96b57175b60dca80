"""What a watcher learns from events of the room screen and the debrief. See `learn.py`."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from palermo.engine import events as e
from palermo.engine.known import Known, ShownRow
from palermo.engine.showing import AnswerRow, StepRow
from palermo.engine.tables import on

LEARNT: dict[type, Any] = {}


@on(LEARNT, e.Shown)
def _shown(known: Known, event: e.Shown, t: int) -> Known:
    return replace(known, shown=shown(event))


@on(LEARNT, e.DebriefStepped)
def _debrief_stepped(known: Known, event: e.DebriefStepped, t: int) -> Known:
    step = StepRow(event.step, event.wall, event.seconds) if event.step else None
    return replace(known, step=step, shown=None)


@on(LEARNT, e.Answered)
def _answered(known: Known, event: e.Answered, t: int) -> Known:
    return replace(known, answers=(*known.answers, AnswerRow(event.question, event.text)))


def shown(event: e.Shown) -> ShownRow | None:
    """Return what is shown from now on, None for the clock."""
    if not event.what:
        return None
    return ShownRow(event.what, event.target, event.seconds, event.wall, event.lines, event.counts, event.point)
