"""What an observer of an objective reads: clock, tables, who knows what and the exchange as control reads them, without a button."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

import msgspec
from markupsafe import Markup

from palermo.engine.known import NoteLine
from palermo.engine.scenario import Scenario
from palermo.engine.state import World
from palermo.engine.view import ControlView
from palermo.pages import clock as clocks
from palermo.pages import console, matrix
from palermo.pages.control import control_scene
from palermo.pages.options import Options
from palermo.pages.scene import Scene
from palermo.pages.texts import Texts
from palermo.pages.world import world_of

OBSERVER_REGIONS = ("clock", "hold", "teams", "matrix", "exchange", "ended")


class Seen(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """An observation: when, what was ticked, at which table, in what words."""

    id: str
    minute: str
    time: str
    line: Markup
    team: Markup
    text: Markup


def observer_regions(
    scenario: Scenario,
    texts: Texts,
    view: ControlView,
    language: str,
    options: Options,
    names: Iterable[str] = OBSERVER_REGIONS,
) -> dict[str, str]:
    """Return the named regions of the page that all observers of an objective share."""
    scene = control_scene(scenario, texts, view, language, options)
    return {name: _MAKERS[name](scene, view) for name in names}


def observed_regions(
    scenario: Scenario, texts: Texts, view: ControlView, seat: str, language: str, options: Options
) -> dict[str, str]:
    """Return what is one observer's own: her observations so far, and how often she ticked each line."""
    scene = control_scene(scenario, texts, view, language, options)
    notes = [
        NoteLine(note.id, note.at, note.about, note.text, note.tick, note.team)
        for note in world_of(view).notes
        if note.seat == seat
    ]
    ticked = Counter(f"tick-{note.tick}" for note in notes if note.tick)
    about = _objective(world_of(view), seat)
    every = next((one.ticks for one in scenario.objectives if one.id == about), ())
    numbers = {f"tick-{tick}": ticked[f"tick-{tick}"] for tick in every}
    return {
        "noted": noted(scene, notes),
        "counts": scene.render("observer/counts.html", numbers=numbers),
    }


def noted(scene: Scene, notes: Iterable[NoteLine]) -> str:
    """Return an observer's own observations as a region, the newest first."""
    rows = [
        Seen(
            id=f"note-{number}",
            minute=scene.minute(note.at),
            time=scene.clock(note.at),
            line=scene.t(f"objectives.{note.about}.ticks.{note.tick}.text") if note.tick else Markup(""),
            team=scene.side(note.team).named if note.team else Markup(""),
            text=scene.t(note.text),
        )
        for number, note in enumerate(notes, start=1)
    ]
    return scene.render("observer/noted.html", rows=rows[::-1])


def _objective(world: World, seat: str) -> str:
    row = world.observers.get(seat)
    return row.objective if row is not None else ""


def _clock(scene: Scene, view: ControlView) -> str:
    world = world_of(view)
    return scene.render("team/clock.html", clock=clocks.told(scene, world.clock), ended=world.ended >= 0)


def _hold(scene: Scene, view: ControlView) -> str:
    world = world_of(view)
    why = world.clock.paused
    if world.ended >= 0 or why in ("", "before"):
        return ""
    said = clocks.held(scene, why)
    return scene.render("observer/hold.html", said=said, text=scene.t(world.clock.text))


def _teams(scene: Scene, view: ControlView) -> str:
    return scene.render("observer/teams.html", teams=console.teams(scene, view))


def _matrix(scene: Scene, view: ControlView) -> str:
    return scene.render(
        "observer/matrix.html",
        rows=matrix.rows(scene, view),
        teams=list(scene.teams.values()),
        stands=len(world_of(view).stands),
        key=matrix.key(scene),
    )


def _exchange(scene: Scene, view: ControlView) -> str:
    rows, n = console.exchange(scene, view, notes=False)
    return scene.render("observer/exchange.html", rows=rows, n=n)


def _ended(scene: Scene, view: ControlView) -> str:
    return scene.render("observer/ended.html") if world_of(view).ended >= 0 else ""


_MAKERS: dict[str, Callable[[Scene, ControlView], str]] = {
    "clock": _clock,
    "hold": _hold,
    "teams": _teams,
    "matrix": _matrix,
    "exchange": _exchange,
    "ended": _ended,
}
