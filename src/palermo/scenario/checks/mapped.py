"""The map: what is drawn lies on its plane, routes lead from place to place, things stop where their track goes, and who sees what
follows from what a page is made anew for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from palermo.engine import rules as r
from palermo.engine.index import leaves
from palermo.engine.scenario_map import Map, Point
from palermo.scenario.problem import Problem, problem
from palermo.scenario.shape import near
from palermo.scenario.walk import records

if TYPE_CHECKING:
    from palermo.scenario.package import Package

# What a table's map may hang on.
JUDGED = (r.Knows, r.Established, r.Started, r.Done, r.Chosen, r.Injected, r.InPhase, r.InProfile, r.Always)
LEAST = {"land": 3, "water": 3, "wood": 3}  # points of an area; a line has two


def check(package: Package) -> Iterable[Problem]:
    """Give what is drawn off the plane or twice, and what nothing leads to."""
    drawn = package.scenario.map
    yield from _points(package, drawn)
    yield from _tells(package, drawn)
    yield from _ids(package, drawn)
    yield from _routes(package, drawn)
    yield from _movers(package, drawn)
    for part in ("places", "routes", "movers"):
        yield from _conditions(package, part)


def _points(package: Package, drawn: Map) -> Iterator[Problem]:
    wide, high = drawn.size
    for path, record in records(drawn, ("map",)):
        for field in record.__struct_fields__:
            for point in _of(getattr(record, field), field):
                if not (0 <= point[0] <= wide and 0 <= point[1] <= high):
                    told = f"The point {list(point)} does not lie on the map, which is {wide} wide and {high} high."
                    yield problem(package.at(*path, field), "map/point", told, "Move it, or make the map larger: size.")
    for n, outline in enumerate(drawn.outlines):
        if len(outline.line) < LEAST.get(outline.kind, 2):
            told = f"The {outline.kind} {outline.id} has {len(outline.line)} points."
            yield problem(
                package.at("map", "outlines", n), "map/line", told, "An area has three points or more, a line two."
            )


def _tells(package: Package, drawn: Map) -> Iterator[Problem]:
    """Give places that the base, which everybody sees, leads to the very point of, though not every table may know them."""
    drawn_through = {point: outline.id for outline in drawn.outlines for point in outline.line}
    for n, place in enumerate(drawn.places):
        if not place.public and place.at in drawn_through:
            told = f"The outline {drawn_through[place.at]} has a point where {place.id} lies, which is not public."
            yield problem(package.at("map", "places", n, "at"), "map/tells", told, "Move one of the two.")


def _of(value: object, field: str) -> tuple[Point, ...]:
    if field in ("at", "label") and isinstance(value, tuple):
        return (value,)
    return value if field in ("line", "by") and isinstance(value, tuple) else ()


def _ids(package: Package, drawn: Map) -> Iterator[Problem]:
    desks = {desk.id for desk in package.scenario.desks}
    for n, desk in enumerate(drawn.desks):
        if desk.id not in desks:
            told = f"{desk.id!r} is not a desk."
            yield problem(package.at("map", "desks", n), "id/desk", told, f"Known are: {', '.join(sorted(desks))}.")
    met: set[str] = set()
    named: list[tuple[str, int, tuple[str, ...]]] = [("outlines", n, (one.id,)) for n, one in enumerate(drawn.outlines)]
    named += [("places", n, (one.id, *one.also, *one.unsaid)) for n, one in enumerate(drawn.places)]
    named += [("desks", n, (one.id,)) for n, one in enumerate(drawn.desks)]
    named += [("routes", n, (one.id,)) for n, one in enumerate(drawn.routes)]
    named += [("movers", n, (one.id,)) for n, one in enumerate(drawn.movers)]
    for part, n, ids in named:
        for one in ids:
            if one in met:
                yield problem(
                    package.at("map", part, n), "id/twice", f"{one} stands on the map twice.", "Name each once."
                )
            met.add(one)


def _routes(package: Package, drawn: Map) -> Iterator[Problem]:
    places = {place.id for place in drawn.places}
    for n, route in enumerate(drawn.routes):
        for m, leg in enumerate(route.legs):
            for end in leg.ends:
                if end not in places:
                    told = f"The route {route.id} leads to {end!r}, which is no place of the map."
                    fix = f"Known are: {', '.join(sorted(places)) or 'none'}."
                    yield problem(package.at("map", "routes", n, "legs", m), "map/leg", told, fix)


def _movers(package: Package, drawn: Map) -> Iterator[Problem]:
    tracks = {track.id: track.stages for track in package.scenario.tracks}
    entities = {entity.id for entity in package.scenario.entities}
    for n, mover in enumerate(drawn.movers):
        if mover.id not in entities:
            here = package.at("map", "movers", n)
            yield problem(here, "id/entity", f"{mover.id!r} is not an entity.", near(mover.id, entities))
        stages = tracks.get(mover.track, ())
        seen: set[str] = set()
        for m, stop in enumerate(mover.stops):
            here = package.at("map", "movers", n, "stops", m)
            if stop.stage and stop.stage not in stages:
                told = (
                    f"{mover.id} stops at the stage {stop.stage!r}, which its track {mover.track or '(none)'} has not."
                )
                yield problem(here, "id/stage", told, f"Known are: {', '.join(stages) or 'none'}.")
            if stop.id in seen:
                yield problem(here, "id/twice", f"{mover.id} has the stop {stop.id} twice.", "Name each stop once.")
            seen.add(stop.id)
        if not mover.stops or mover.stops[0].at is None:
            told = f"{mover.id} is nowhere at first."
            yield problem(
                package.at("map", "movers", n), "map/stops", told, "Give it stops, the first with a point: at."
            )


def _conditions(package: Package, part: str) -> Iterator[Problem]:
    given = {record.notice for _, record in records(package.scenario) if isinstance(record, r.Notice)}
    for n, one in enumerate(getattr(package.scenario.map, part)):
        for path, record in records(one, ("map", part, n)):
            for notice in getattr(record, "notices", ()):
                if notice not in given:
                    told = f"No effect gives the notice {notice!r}."
                    yield problem(package.at(*path, "notices"), "map/notice", told, near(notice, given))
            known = getattr(record, "known", None)
            for leaf in leaves(known) if known is not None else ():
                if not isinstance(leaf, JUDGED):
                    word = type(leaf).__struct_config__.tag
                    told = f"What a table has on its map cannot hang on {word}."
                    fix = "Use facts, injects, notices, or knows, established, started, done, chosen, injected, in_phase, in_profile."
                    yield problem(package.at(*path, "known"), "map/known", told, fix)
