"""The map: to a table what it knows, to control everything. The drawing is for the eye; all of it stands in words beside it.

What a table has on its map follows from its `Known` alone: see `MapPlace`. A thing that moves stands at the last stop the table was
told of, wherever it is by now.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from markupsafe import Markup, escape

from palermo.engine.known import Known
from palermo.engine.own import told
from palermo.engine.scenario_map import Leg, MapPlace, Mover, Outline, Point, Route, Stop
from palermo.engine.state import World
from palermo.pages.people import together
from palermo.pages.scene import Scene
from palermo.pages.things import Thing, things

AREAS = ("land", "water", "wood")
WIDE = 17  # letters of a label on one line
MOST = 3  # lines of a label
GAP, STEP = 13, 14  # from the mark to its label, and from line to line
_DIRECTIONS = {
    "right": ("start", GAP, 0),
    "left": ("end", -GAP, 0),
    "above": ("middle", 0, -1),
    "below": ("middle", 0, 1),
}


class Drawn(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A line or an area: its kind, its path, and a name at a point."""

    kind: str
    path: str
    name: Markup = Markup("")
    at: Point = (0, 0)


class Label(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A line of a name beside a mark, `x` and `y` from the mark."""

    text: str
    anchor: str
    x: int
    y: int


class Held(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A fact that says it."""

    id: str
    tag: Markup
    title: Markup


class Said(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """Something known of a mark: people who are there, or where a thing was."""

    term: Markup
    words: Markup
    past: bool = False


class Spot(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A mark: what it is called, where it stands, and what is known of it. `kind` is place, desk or mover."""

    id: str
    kind: str
    at: Point
    name: Markup
    labels: list[Label]
    letters: str = ""
    colour: str = ""
    people: int = 0
    said: list[Said] = []
    facts: list[Held] = []
    way: str = ""  # of a mover: the path between the stops it was seen at


class Heard(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A place heard of that our facts do not let us find."""

    name: Markup
    facts: list[Held]


class Atlas(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A whole map, and in `elsewhere` the people who are not on it, by the word for where they are."""

    size: Point
    base: list[Drawn]
    routes: list[Drawn]
    spots: list[Spot]
    heard: list[Heard]
    elsewhere: list[Said]

    def of(self, kind: str) -> list[Spot]:
        """Return the marks of one kind."""
        return [spot for spot in self.spots if spot.kind == kind]


def has_map(scene: Scene) -> bool:
    """Tell whether the scenario has a map."""
    return bool(scene.scenario.map.places)


def of_table(scene: Scene, known: Known) -> Atlas:
    """Return the map of a table."""
    drawn = scene.scenario.map
    naming = _naming(scene, known)
    where = {row.person: row.place for row in known.people.values()}
    places = [spot for place in drawn.places if (spot := _known_place(scene, known, place, naming, where)) is not None]
    shown = {spot.id for spot in places}
    routes = [
        _route(scene, route, [leg for leg in route.legs if set(leg.ends) <= shown])
        for route in drawn.routes
        if _told(route, scene, known)
    ]
    movers = [spot for mover in drawn.movers for spot in _known_movers(scene, known, mover, naming)]
    return Atlas(
        size=drawn.size,
        base=_base(scene),
        routes=[route for route in routes if route.path],
        spots=[*places, *_desks(scene), *movers],
        heard=_unplaced(scene, known),
        elsewhere=_elsewhere(scene, where, shown),
    )


def whole(scene: Scene, world: World) -> Atlas:
    """Return the map as it really is, for control."""
    drawn = scene.scenario.map
    said = {word: place.id for place in drawn.places for word in place.unsaid}
    places_of = {person.id: world.places.get(person.id, person.place) for person in scene.scenario.people}
    where = {person: said.get(word, word) for person, word in places_of.items()}
    places = [_place(scene, place, _called(scene, place.id), [], where) for place in drawn.places]
    movers: list[Spot] = []
    for mover in drawn.movers:
        track = scene.index.tracks.get(mover.track)
        name, own = scene.t(f"entities.{mover.id}.name"), scene.t(f"map.{mover.id}.name")
        been = _where(scene, mover, _been(mover, track.stages if track else (), world))
        movers += _moving(scene, mover.id, name, own or name, mover.side, been, [])
    return Atlas(
        size=drawn.size,
        base=_base(scene),
        routes=[_route(scene, route, route.legs) for route in drawn.routes],
        spots=[*places, *_desks(scene), *movers],
        heard=[],
        elsewhere=_elsewhere(scene, where, {place.id for place in drawn.places}),
    )


# -- what is known ----------------------------------------------------------------------------------


def _told(thing: MapPlace | Route | Stop, scene: Scene, known: Known, *, by_facts: bool = True) -> bool:
    """Tell whether a table was told of something on the map, by its own rules."""
    if thing.public or any(inject in known.injects for inject in thing.injects):
        return True
    if by_facts and any(_holds(known, seen.fact, seen.form) for seen in thing.facts):
        return True
    heard = {line.text for line in known.lines if line.kind == "notice"}
    if any(f"notices.{notice}.text" in heard for notice in thing.notices):
        return True
    return thing.known is not None and told(thing.known, scene.scenario, known)


def _holds(known: Known, fact: str, form: str) -> bool:
    have = known.facts.get(fact)
    return have is not None and have.form in ("full", form)


def _naming(scene: Scene, known: Known) -> list[tuple[str, Thing]]:
    """Return every fact the table holds with each thing that it is about, as this table may know it."""
    facts = [(fact, known.facts[fact.id]) for fact in scene.scenario.facts if fact.id in known.facts]
    return [(fact.id, thing) for fact, have in facts for thing in things(scene, fact, have.form)]


def _known_place(
    scene: Scene, known: Known, place: MapPlace, naming: list[tuple[str, Thing]], where: dict[str, str]
) -> Spot | None:
    words = {place.id, *place.also}  # not those that leave it unsaid
    named = [(fact, thing) for fact, thing in naming if not thing.vague and thing.what in words]
    there = [word for word in where.values() if word in words]
    if _told(place, scene, known):
        name, short = _called(scene, place.id), True
    elif named:
        # A fact that names it by its own name knows it best.
        best = min((thing for _, thing in named), key=lambda thing: (thing.own_words, thing.what != place.id))
        name, short = best.name, best.what == place.id and not best.own_words
    elif there:
        name, short = _called(scene, there[0]), False
    else:
        return None
    seen = [seen.fact for seen in place.facts if _holds(known, seen.fact, seen.form)]
    facts = dict.fromkeys([*(fact for fact, _ in named), *seen])
    return _place(scene, place, name, [_held(scene, fact) for fact in facts], where, short=short)


def _known_movers(scene: Scene, known: Known, mover: Mover, naming: list[tuple[str, Thing]]) -> list[Spot]:
    """Return a thing where the table last heard of it. What a fact does not name ("? Two vans") stands apart, as on the board."""
    stops: list[Stop] = []
    facts: list[Held] = []
    apart: list[Spot] = []
    for stop in mover.stops:
        held = [seen.fact for seen in stop.facts if _holds(known, seen.fact, seen.form)]
        said = [fact for fact, thing in naming if fact in held and thing.what == mover.id]
        if said or _told(stop, scene, known, by_facts=False):
            stops.append(stop)
            facts += [_held(scene, fact) for fact in said]
        for fact in held:
            vague = {f"{fact}.{n}" for n, what in enumerate(scene.index.facts[fact].about, 1) if what == mover.id}
            for thing in (thing for _, thing in naming if thing.id in vague):
                where = [(stop.at, scene.t(f"map.{mover.id}.{stop.id}.what"))] if stop.at is not None else []
                apart += _moving(scene, thing.id, thing.name, thing.name, mover.side, where, [_held(scene, fact)])
    name, own = scene.t(f"entities.{mover.id}.name"), scene.t(f"map.{mover.id}.name")
    return [*apart, *_moving(scene, mover.id, name, own or name, mover.side, _where(scene, mover, stops), facts)]


def _unplaced(scene: Scene, known: Known) -> list[Heard]:
    """Return places that the table's facts speak of without saying which they are."""
    mapped = {word for place in scene.scenario.map.places for word in (place.id, *place.also)}
    out: list[Heard] = []
    for fact in scene.scenario.facts:
        have = known.facts.get(fact.id)
        if have is None or not mapped & set(fact.about):
            continue
        vague = {f"{fact.id}.{n}" for n, what in enumerate(fact.about, 1) if what in mapped}
        found = [thing for thing in things(scene, fact, have.form) if thing.id in vague]
        out += [Heard(name=thing.name, facts=[_held(scene, fact.id)]) for thing in found]
    return out


def _been(mover: Mover, stages: tuple[str, ...], world: World) -> list[Stop]:
    """Return the stops of a thing up to where it is now: the one of its track's stage, else the last it has come by."""
    first = stages[:1]
    stage = world.stages[mover.track][0] if mover.track in world.stages else "".join(first)
    now = [n for n, stop in enumerate(mover.stops) if stage and stop.stage == stage]
    been = {"", *first, *(one for one in stages if f"{mover.track}.{one}" in world.been)}
    past = [n for n, stop in enumerate(mover.stops) if stop.stage in been]
    if not now:
        return [mover.stops[n] for n in past]
    return [mover.stops[n] for n in past if n < now[-1]] + [mover.stops[now[-1]]]


# -- what it looks like -----------------------------------------------------------------------------


def _base(scene: Scene) -> list[Drawn]:
    return [_outline(scene, outline) for outline in scene.scenario.map.outlines]


def _outline(scene: Scene, outline: Outline) -> Drawn:
    named = outline.label is not None
    return Drawn(
        kind=outline.kind,
        path=_path(outline.line, closed=outline.kind in AREAS),
        name=scene.t(f"map.{outline.id}.name") if named else Markup(""),
        at=outline.label or (0, 0),
    )


def _route(scene: Scene, route: Route, legs: Iterable[Leg]) -> Drawn:
    at = {place.id: place.at for place in scene.scenario.map.places}
    path = " ".join(_path((at[leg.ends[0]], *leg.by, at[leg.ends[1]])) for leg in legs)
    return Drawn(kind="route", path=path, name=scene.t(f"map.{route.id}.name"))


def _path(points: tuple[Point, ...], *, closed: bool = False) -> str:
    return "M" + " L".join(f"{x} {y}" for x, y in points) + (" Z" if closed else "")


def _place(
    scene: Scene, place: MapPlace, name: Markup, facts: list[Held], where: dict[str, str], *, short: bool = True
) -> Spot:
    own = scene.t(f"map.{place.id}.name") if short else Markup("")
    there = {person: word for person, word in where.items() if word in (place.id, *place.also)}
    return Spot(
        id=place.id,
        kind="place",
        at=place.at,
        name=name,
        labels=_labels(own or name, place.side),
        people=len(there),
        said=_people(scene, there),
        facts=facts,
    )


def _desks(scene: Scene) -> list[Spot]:
    return [
        Spot(
            id=desk.id,
            kind="desk",
            at=desk.at,
            name=escape(side.name),
            labels=_labels(escape(side.short), desk.side),
            letters=side.letters,
            colour=side.colour,
        )
        for desk in scene.scenario.map.desks
        if (side := scene.desks.get(desk.id)) is not None
    ]


def _where(scene: Scene, mover: Mover, stops: list[Stop]) -> list[tuple[Point, Markup]]:
    """Return the points of some stops with what is said of them; one without a point is where the one before was."""
    out: list[tuple[Point, Markup]] = []
    for stop in stops:
        at = stop.at or (out[-1][0] if out else None)
        if at is not None:
            out.append((at, scene.t(f"map.{mover.id}.{stop.id}.what")))
    return out


def _moving(
    scene: Scene,
    id: str,
    name: Markup,
    label: Markup,
    side: str,
    where: list[tuple[Point, Markup]],
    facts: list[Held],
) -> list[Spot]:
    """Return the mark of a thing at the last of some points, none for no point."""
    if not where:
        return []
    last = len(where) - 1
    said = [
        Said(
            term=escape(scene.gettext("Last known") if n == last else scene.gettext("Before")),
            words=words,
            past=n != last,
        )
        for n, (_, words) in enumerate(where)
    ]
    return [
        Spot(
            id=id,
            kind="mover",
            at=where[last][0],
            name=name,
            labels=_labels(label, side),
            said=said[::-1],
            facts=list({one.id: one for one in facts}.values()),
            way=_path(tuple(at for at, _ in where)) if last else "",
        )
    ]


def _called(scene: Scene, place: str) -> Markup:
    key = f"entities.{place}.name"
    found = scene.t(key) if scene.t.has(key) else scene.place(place)
    plain = str(found)
    return Markup(plain[:1].upper() + plain[1:])  # noqa: S704 - words of the package, made safe already


def _held(scene: Scene, fact: str) -> Held:
    return Held(id=fact, tag=scene.fact_tag(fact), title=scene.t(f"facts.{fact}.title"))


def _people(scene: Scene, where: dict[str, str]) -> list[Said]:
    """Return people by the word for where they are."""
    by_word: dict[str, list[str]] = {}
    for person, word in where.items():
        by_word.setdefault(word, []).append(scene.t.plain(f"people.{person}.name"))
    return [Said(term=scene.place(word), words=escape(together(names))) for word, names in by_word.items()]


def _elsewhere(scene: Scene, where: dict[str, str], shown: set[str]) -> list[Said]:
    spots = [place for place in scene.scenario.map.places if place.id in shown]
    mapped = {word for place in spots for word in (place.id, *place.also)}
    return _people(scene, {person: word for person, word in where.items() if word and word not in mapped})


def _labels(name: Markup, side: str) -> list[Label]:
    """Return a name in lines short enough to stand beside a mark."""
    lines: list[str] = []
    for word in name.striptags().split():
        if lines and len(lines[-1]) + len(word) < WIDE:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    if len(lines) > MOST:
        lines = [*lines[: MOST - 1], f"{lines[MOST - 1]} …"]
    anchor, x, up = _DIRECTIONS[side]
    n = len(lines)
    first = {0: 4 - STEP * (n - 1) // 2, -1: -GAP - STEP * (n - 1), 1: GAP + 11}[up]
    return [Label(text=line, anchor=anchor, x=x, y=first + STEP * k) for k, line in enumerate(lines)]
