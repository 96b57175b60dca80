"""What a scenario says of its people: who they are, what they need, what can be asked of them, what would hurt them, and the parts of
the world that move or run out around them. See `scenario.py`."""

from __future__ import annotations

from typing import dataclass_transform

import msgspec

from palermo.engine.moments import Moment
from palermo.engine.rules import Condition, Effect


@dataclass_transform(frozen_default=True, field_specifiers=(msgspec.field,))
class _Record(msgspec.Struct, frozen=True, gc=False, kw_only=True, forbid_unknown_fields=True):
    pass


class Person(_Record):
    """Someone in the story. `known_to` learn of her or him at the start; `safe_by` is the time that counts; `names` are hers or
    his, never shown: no suspect check finds them while the person is presumed exploited."""

    id: str
    group: str = ""
    status: str = "unclear"  # presumed | suspect | witness | unclear
    place: str = ""
    known_to: tuple[str, ...] = ()
    safe_by: Moment | None = None
    suspect: bool = False  # counts as a suspect in the outcome; never shown
    child: bool = False
    voice: bool = False  # an observer may speak for this person
    offered: bool = True  # who watches may choose that voice herself; else control gives it
    names: tuple[str, ...] = ()


class Group(_Record):
    """People whose trust moves together."""

    id: str
    trust: int
    shown_to: tuple[str, ...] = ()


class Need(_Record):
    """What people need by when; the desks that see it may take it."""

    id: str
    people: tuple[str, ...]
    due: Moment
    desks: tuple[str, ...]
    icon: str = "clock"
    opens: Condition | None = None
    missed: tuple[Effect, ...] = ()
    felt: bool = False  # they know of it themselves from the start, and notice when it is met or missed


class Track(_Record):
    """A part of the world that moves by itself through stages."""

    id: str
    stages: tuple[str, ...]


class ResourceDef(_Record):
    """What runs out. `desk` holds it."""

    id: str
    desk: str
    n: int


class Card(_Record):
    """A question card; `kind` is open, probing, closed, leading, promise or threat."""

    id: str
    kind: str
    then: tuple[Effect, ...] = ()
    opens: Condition | None = None


class Talk(_Record):
    """A talk round with a person. `tag` is victim or suspect: different rules, different feedback."""

    id: str
    person: str
    desks: tuple[str, ...]
    tag: str
    cards: tuple[Card, ...]
    at_most: int = 4


class HarmDef(_Record):
    """A harm flag: whom it hurt; `dimension` of the rubric it caps; `close` says when it is near (for control)."""

    id: str
    people: tuple[str, ...] = ()
    close: Condition | None = None
    felt: bool = False  # they notice it as it happens
