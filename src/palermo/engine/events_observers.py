"""What happens with observers: their jobs, what they note, and what a person of the story asks a table. See `events.py`."""

from __future__ import annotations

from typing import dataclass_transform

import msgspec

from palermo.engine.known import Known


@dataclass_transform(frozen_default=True, field_specifiers=(msgspec.field,))
class _Event(msgspec.Struct, frozen=True, gc=False, tag_field="e"):
    pass


class ObserverSet(_Event):
    """An observer follows an objective, or speaks for a person, from now on; with neither the job is over. The voice of a person
    is told in `known` what that person knows by now."""

    seat: str
    objective: str
    person: str
    known: Known | None = None


class NowAsked(_Event):
    """A person of the story asked a team what happens to her now. A team that has not heard of her does not hear it."""

    id: str
    person: str
    team: str


class NowAnswered(_Event):
    """The team answered her in a few words."""

    ask: str
    text: str


class NoteWritten(_Event):
    """Control or an observer wrote a note, or ticked a line of an objective; `team` is where it was seen."""

    id: str
    seat: str
    about: str
    text: str
    tick: str = ""
    team: str = ""
