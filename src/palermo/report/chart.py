"""The map for paper: each table's as it knows it at the start, control's with everything; and who works with whom, to hang up."""

from __future__ import annotations

from palermo.engine.known import Have, Known, PersonRow, Setup
from palermo.engine.state import World
from palermo.pages import atlas, ways
from palermo.pages.atlas import Atlas, Said, Spot
from palermo.pages.scene import Scene
from palermo.report import records as r
from palermo.report.wording import plain


def of_table(scene: Scene, team: str) -> list[r.Map]:
    """Return a table's map; none where the scenario has no map."""
    if not atlas.has_map(scene):
        return []
    lead = scene.gettext("What you know at the start. Draw and write on it what you learn.")
    return [_map(scene, atlas.of_table(scene, at_start(scene, team)), lead, scene.teams[team].letters)]


def whole(scene: Scene) -> list[r.Map]:
    """Return the map with everything on it, for control."""
    if not atlas.has_map(scene):
        return []
    return [
        _map(scene, atlas.whole(scene, World()), scene.gettext("Everything, as it is at the start. For you alone."))
    ]


def at_start(scene: Scene, team: str) -> Known:
    """Return what a table knows before the clock begins: the facts dealt to it, and the people it knows of."""
    desks = dict(scene.team_ids)[team]
    facts = {
        fact.id: Have(fact.id, "full", 0, "dealt")
        for fact in scene.scenario.facts
        if fact.desk in desks and fact.unlock is None
    }
    people = {
        person.id: PersonRow(person.id, person.status, person.place)
        for person in scene.scenario.people
        if "*" in person.known_to or set(person.known_to) & set(desks)
    }
    setup = Setup(preset=scene.preset, profile=scene.profile, language=scene.language)
    return Known(watcher=team, setup=setup, teams=scene.team_ids, facts=facts, people=people)


def together(scene: Scene, talk: str) -> r.Map:
    """Return the map of how the agencies work together."""
    say = scene.gettext
    made = ways.ways(scene, Known(watcher="", setup=Setup(talk=talk)))
    lead = say("Lines are ways that not everybody has.")
    if made.open_to_all:
        named = ", ".join(name.striptags() for name in made.open_to_all)
        lead = f"{lead} {say('Everybody reaches everybody by: %(channels)s.') % {'channels': named}}"
    parts = [
        r.Part(
            head=f"{agency.side.letters} · {agency.side.name}" + (f" · {agency.country}" if agency.country else ""),
            lines=(
                f"{say('May')}: {plain(scene, f'desks.{agency.side.id}.may')}",
                f"{say('May not')}: {plain(scene, f'desks.{agency.side.id}.may_not')}",
                *(
                    f"{row.name.striptags()}: {row.reaches.striptags()}; {row.takes}; {row.yields}"
                    + (f"; {say('Can leak').lower()}" if row.leaks else "")
                    for row in agency.channels
                    if row.name not in made.open_to_all
                ),
            ),
        )
        for agency in made.agencies
    ]
    return r.Map(
        letters="",
        title=say("Who works with whom"),
        lead=lead,
        drawing=scene.render("map_print.html", m=None, w=made, size=made.size),
        alt=say("A ring of agencies with lines between them; the same stands in the lists below."),
        parts=tuple(parts),
    )


def _map(scene: Scene, made: Atlas, lead: str, letters: str = "") -> r.Map:
    say = scene.gettext
    parts = [
        r.Part(head=say("On the move"), lines=tuple(_spot(one) for one in made.of("mover"))),
        r.Part(head=say("Places"), lines=tuple(_spot(one) for one in made.of("place"))),
        r.Part(head=say("Ways"), lines=tuple(one.name.striptags() for one in made.routes)),
        r.Part(
            head=say("Heard of, not found yet"),
            lines=tuple(f"{one.name.striptags()} ({', '.join(fact.id for fact in one.facts)})" for one in made.heard),
        ),
        r.Part(head=say("Not on this map"), lines=tuple(_said(one) for one in made.elsewhere)),
        r.Part(
            head=say("Who works where"),
            lines=tuple(f"{one.letters}: {one.name.striptags()}" for one in made.of("desk")),
        ),
    ]
    return r.Map(
        letters=letters,
        title=say("Map"),
        lead=lead,
        drawing=scene.render("map_print.html", m=made, w=None, size=made.size),
        alt=say("A map; what is on it stands in the lists below."),
        parts=tuple(part for part in parts if part.lines),
    )


def _spot(spot: Spot) -> str:
    told = [_said(one) for one in spot.said if not one.past]
    if spot.facts:
        told.append(", ".join(fact.id for fact in spot.facts))
    name = spot.name.striptags()
    return f"{name}: {'; '.join(told)}" if told else name


def _said(said: Said) -> str:
    return f"{said.term.striptags()}: {said.words.striptags()}"
