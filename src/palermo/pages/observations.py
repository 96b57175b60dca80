"""What observers saw, by objective and by person, for the debrief and for control's page of observers.

Ticks are good things seen: everybody reads them with their table. An observer's own words are read by control and by the table
they are about; who wrote them by control alone.
"""

from __future__ import annotations

import msgspec
from markupsafe import Markup

from palermo.debrief.observations import Followed, Observations, Question, Sighting, Voiced
from palermo.debrief.records import NEVER
from palermo.engine.state import CONTROL
from palermo.pages.scene import Scene


class Told(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """One observation in words."""

    minute: str
    time: str
    team: Markup
    text: Markup
    who: str


class Line(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A line of an objective, and when it was seen where."""

    title: Markup
    seen: list[Told]


class Goal(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """An objective with its lines and other words."""

    title: Markup
    n: int
    lines: list[Line]
    words: list[Told]


class Ask(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A person's question to a table, and what came back."""

    minute: str
    time: str
    team: Markup
    reply: Markup
    after: str
    unheard: bool


class Person(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A person with a voice."""

    name: Markup
    asks: list[Ask]
    words: list[Told]


def region(scene: Scene, found: Observations, watcher: str) -> str:
    """Return the observations as a team or "control" may read them."""
    goals = [_goal(scene, row, watcher) for row in found.followed]
    people = [_person(scene, row, watcher) for row in found.voiced]
    return scene.render("debrief/observations.html", goals=goals, people=people, leads=watcher == CONTROL)


def _goal(scene: Scene, row: Followed, watcher: str) -> Goal:
    key = f"objectives.{row.objective}"
    lines = [
        Line(
            title=scene.t(f"{key}.ticks.{line.tick}.text"),
            seen=[_told(scene, one, watcher) for one in line.sightings],
        )
        for line in row.ticks
    ]
    return Goal(
        title=scene.t(f"{key}.text"),
        n=sum(len(line.seen) for line in lines),
        lines=lines,
        words=_words(scene, row.words, watcher),
    )


def _person(scene: Scene, row: Voiced, watcher: str) -> Person:
    return Person(
        name=scene.t(f"people.{row.person}.name"),
        asks=[_ask(scene, one) for one in row.questions if one.heard or watcher == CONTROL],
        words=_words(scene, row.words, watcher),
    )


def _ask(scene: Scene, row: Question) -> Ask:
    after = ""
    if row.answered != NEVER:
        minutes = (row.answered - row.t) // 60
        after = scene.ngettext("after %(n)s min", "after %(n)s min", minutes) % {"n": minutes}
        if not minutes:
            after = scene.gettext("within a minute")
    return Ask(
        minute=scene.minute(row.t),
        time=scene.clock(row.t),
        team=scene.side(row.team).named,
        reply=scene.t(row.reply) if row.reply else Markup(""),
        after=after,
        unheard=not row.heard,
    )


def _words(scene: Scene, rows: tuple[Sighting, ...], watcher: str) -> list[Told]:
    return [_told(scene, one, watcher) for one in rows if watcher == CONTROL or watcher == one.team]


def _told(scene: Scene, row: Sighting, watcher: str) -> Told:
    mine = watcher == CONTROL or (row.team and watcher == row.team)
    return Told(
        minute=scene.minute(row.t),
        time=scene.clock(row.t),
        team=scene.side(row.team).named if row.team else Markup(""),
        text=scene.t(row.text) if row.text and mine else Markup(""),
        who=scene.seat(row.seat) if watcher == CONTROL else "",
    )
