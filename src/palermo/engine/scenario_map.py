"""What a scenario says of its map: a drawn plane with places, institutions, routes and what moves. See `scenario.py`.

Points are whole units of the plane, from its upper left corner. Nothing of it is an event: who sees what follows from what is known.
"""

from __future__ import annotations

from typing import dataclass_transform

import msgspec

from palermo.engine.rules import Condition

Point = tuple[int, int]


@dataclass_transform(frozen_default=True, field_specifiers=(msgspec.field,))
class _Record(msgspec.Struct, frozen=True, gc=False, kw_only=True, forbid_unknown_fields=True):
    pass


class Seen(_Record):
    """A fact that shows something to a table that holds it in full, or in this `form`."""

    fact: str
    form: str = "full"


class Outline(_Record):
    """A piece of the drawn base: an area (land, water, wood) or a line (river, border, road). With a `label` it has its name there."""

    id: str
    kind: str
    line: tuple[Point, ...]
    label: Point | None = None


class MapPlace(_Record):
    """A place of the story, by its entity's id or the word for where people are; `also` are further such words for the same spot, and
    `unsaid` words for it that do not tell which it is ("a house, not said where"): they lead no table there.

    A table has it on its map when it is `public`, when the table holds a fact that names it, when a person it knows of is there,
    or by `facts`, `injects`, `notices` it got and the condition `known` on what it knows.
    """

    id: str
    at: Point
    side: str = "right"  # of the mark, where its name stands
    also: tuple[str, ...] = ()
    unsaid: tuple[str, ...] = ()
    public: bool = False
    facts: tuple[Seen, ...] = ()
    injects: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    known: Condition | None = None


class MapDesk(_Record):
    """Where a desk has its house. Every table knows that."""

    id: str
    at: Point
    side: str = "right"


class Leg(_Record):
    """A piece of a route between two places of the map, `by` some points. It shows where both ends do."""

    ends: tuple[str, str]
    by: tuple[Point, ...] = ()


class Route(_Record):
    """A way of the story. It shows to tables as a place does, though to nobody for a fact's naming it."""

    id: str
    legs: tuple[Leg, ...]
    public: bool = False
    facts: tuple[Seen, ...] = ()
    injects: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    known: Condition | None = None


class Stop(_Record):
    """Where something is while its track is at a `stage` (none: where it was before), and what tells a table that it was there.

    A fact tells it that names the thing. With nothing that tells, only control sees it. Without a point it is where the stop before was.
    """

    id: str
    at: Point | None = None
    stage: str = ""
    public: bool = False
    facts: tuple[Seen, ...] = ()
    injects: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    known: Condition | None = None


class Mover(_Record):
    """An entity that moves with a `track`; its stops in the story's order. A table sees it at the last one that it was told of."""

    id: str
    stops: tuple[Stop, ...]
    track: str = ""
    side: str = "right"


class Map(_Record):
    """The map of a scenario; without places there is none."""

    size: Point = (1000, 640)
    outlines: tuple[Outline, ...] = ()
    places: tuple[MapPlace, ...] = ()
    desks: tuple[MapDesk, ...] = ()
    routes: tuple[Route, ...] = ()
    movers: tuple[Mover, ...] = ()
