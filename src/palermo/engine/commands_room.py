"""What is asked around the room screen and the debrief. See `commands.py`."""

from __future__ import annotations

from typing import dataclass_transform

import msgspec

from palermo.engine.showing import Point


@dataclass_transform(frozen_default=True, field_specifiers=(msgspec.field,))
class _Command(msgspec.Struct, frozen=True, gc=False, tag_field="do", tag=str.lower, forbid_unknown_fields=True):
    pass


class Show(_Command):
    """Show something on the room screen: '' (the clock), join, result, sheet ("sheet" or "sheet@team"), table (a team whose turn
    it is to speak), turning (with its `point`) or wall (a question). `seconds` starts a timer beside it, 0 none."""

    what: str
    target: str = ""
    seconds: int = 0
    point: Point | None = None


class DebriefStep(_Command):
    """On to a step of the debrief: out, pairs, turning, keep or commit; '' is none. `seconds` 0 is the planned time."""

    step: str
    seconds: int = 0


class Answer(_Command):
    """After the end: an answer to one of the debrief's questions, shown to all without a name."""

    question: str
    text: str


class RecordAloud(_Command):
    """After the end: a fact was said aloud at about this minute, by a desk to a desk ('*' to all) and nobody recorded it.
    `off` takes that back."""

    fact: str
    giver: str
    desk: str
    minute: int
    off: bool = False
