"""What happens on the room screen and in the debrief. See `events.py`."""

from __future__ import annotations

from typing import dataclass_transform

import msgspec

from palermo.engine.known import LineRow
from palermo.engine.showing import Point


@dataclass_transform(frozen_default=True, field_specifiers=(msgspec.field,))
class _Event(msgspec.Struct, frozen=True, gc=False, tag_field="e"):
    pass


class Shown(_Event):
    """The room screen shows this from now on, and carries it whole: lines by "sheet.line", counts, or a turning point."""

    what: str
    target: str
    seconds: int
    wall: float
    lines: tuple[tuple[str, LineRow], ...]
    counts: dict[str, int]
    point: Point | None


class DebriefStepped(_Event):
    """A step of the debrief began; what was shown before is put away."""

    step: str
    seconds: int
    wall: float


class Answered(_Event):
    """Somebody answered a question of the debrief. It does not say who."""

    question: str
    text: str


class SaidAloud(_Event):
    """Control says that a fact was said aloud at about this minute. It stands beside the log and changes nothing in it."""

    fact: str
    giver: str
    desk: str
    minute: int
    off: bool
