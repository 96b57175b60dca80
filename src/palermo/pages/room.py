"""The room screen: minutes left, what everybody was told (with its words, since nobody opens anything there), what is shown."""

from __future__ import annotations

import msgspec
from markupsafe import Markup, escape

from palermo.engine.view import News, View
from palermo.pages import clock as clocks
from palermo.pages import steps, words
from palermo.pages.rows import line_text
from palermo.pages.scene import Scene

SHOWN = 6
ON_SCREEN = 3


class Told(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """Something that everybody was told."""

    id: str
    icon: str
    time: str
    kind: str
    title: Markup
    text: Markup


def news(scene: Scene, view: View) -> list[Told]:
    """Return what everybody was told, newest first. What was established stands in its own list on the room screen."""
    rows = sorted(view.new, key=lambda row: (row.version, row.at), reverse=True)
    return [told for row in rows if (told := _told(scene, view, row)) is not None][:SHOWN]


def room(scene: Scene, view: View) -> str:
    """Return the room screen itself, for a projector."""
    known = view.known
    items = news(scene, view)
    why = known.clock.paused
    paused = steps.stands_still(known.clock) and not known.ended
    said = clocks.held(scene, why) if paused else ""
    showing = steps.showing(scene, known)
    return scene.render(
        "room/room.html",
        clock=clocks.told(scene, known.clock, known.ended),
        before=why == "before" and not known.ended,
        ended=known.ended,
        paused=paused,
        said=said,
        words=scene.t(known.clock.text),
        items=items[:ON_SCREEN],
        told=items[0].id if items else "",
        stands=len(known.stands),
        tables=list(scene.teams.values()),
        showing=showing,
        step=steps.present(scene, known.step),
        every=steps.steps(scene, known.step),
        closed=steps.closed(known.step),
        walls=steps.walls(scene, known),
        join=showing is not None and showing.what == "join",
    )


def _told(scene: Scene, view: View, row: News) -> Told | None:
    known, say = view.known, scene.gettext
    inject = known.injects.get(row.target) if row.kind == "inject" else None
    line = next((one for one in known.lines if one.id == row.target), None) if row.kind == "line" else None
    if inject is not None:
        return Told(
            id=f"told-{inject.id}",
            icon=words.INJECT_ICONS.get(inject.kind, "info"),
            time=scene.clock(row.at),
            kind=say(words.INJECTS.get(inject.kind, inject.kind)),
            title=scene.t(inject.title) if inject.title else Markup(""),
            text=scene.t.paragraphs(inject.text),
        )
    if line is not None:
        notice = line.kind == "notice"
        return Told(
            id=f"told-{line.id}",
            icon=words.LINE_ICONS.get(line.kind, "info"),
            time=scene.clock(row.at),
            kind="" if notice else say(words.LINES.get(line.kind, line.kind)),
            title=line_text(scene, line.kind, line.text) if notice else escape(""),
            text=Markup("") if notice else line_text(scene, line.kind, line.text),
        )
    return None
