"""The regions of control's page: clock, injects, tables, who knows what, what needs it, exchange, people, harm, seats."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from palermo.engine.scenario import Scenario
from palermo.engine.view import ControlView
from palermo.pages import atlas, calls, console, injects, matrix, paper_tables, stage, walk
from palermo.pages import clock as clocks
from palermo.pages.options import Options
from palermo.pages.scene import Scene
from palermo.pages.texts import Texts
from palermo.pages.world import world_of

WALK_REGIONS = ("walk_head", "walk_ready", "walk_now", "walk_hint", "walk_next", "walk_bar")
CONTROL_REGIONS = (
    "clock",
    "strip",
    "hold",
    "calls",
    "injects",
    "teams",
    "matrix",
    "exchange",
    "people",
    "map",
    "harm",
    "seats",
    "ended",
    "stage",
    "paper",
    "ready",
    *WALK_REGIONS,
)


def control_scene(scenario: Scenario, texts: Texts, view: ControlView, language: str, options: Options) -> Scene:
    """Return the scene control's regions are made from."""
    world = world_of(view)
    return Scene(scenario, texts, language, options, world.setup, world.teams, world.schedule)


def control_regions(
    scenario: Scenario,
    texts: Texts,
    view: ControlView,
    language: str,
    options: Options,
    names: Iterable[str] = CONTROL_REGIONS,
) -> dict[str, str]:
    """Return the named regions of control's page as HTML."""
    scene = control_scene(scenario, texts, view, language, options)
    return {name: _MAKERS[name](scene, view) for name in names}


def _clock(scene: Scene, view: ControlView) -> str:
    world = world_of(view)
    told = clocks.stood(scene, world)
    return scene.render(
        "control/clock.html",
        clock=told,
        begun=bool(world.schedule),
        paused=bool(world.clock.paused),
        ended=world.ended >= 0,
        rate=_rate(scene, world.phase),
        asking=calls.asking(view),
        sent=injects.sent(view),
    )


def _rate(scene: Scene, phase: str) -> str:
    """Return how many minutes of the story go by in a minute of the exercise now, '' while the story stands.

    A phase that was made longer runs slower from then on: its last stretch is the one that runs.
    """
    rate = next((one.rate for one in scene.phases if one.id == phase), 0.0)
    run = next((one for one in scene.runs if one.id == phase), None)
    if not rate or run is None:
        return ""
    piece = run.stretches[-1]
    now = rate * (piece.s1 - piece.s0) / max(1, piece.t1 - piece.t0)
    return f"{now:.1f}".removesuffix(".0") if now else ""


def _strip(scene: Scene, view: ControlView) -> str:
    return scene.render("control/strip.html", strip=injects.strip(scene, view))


def _hold(scene: Scene, view: ControlView) -> str:
    world = world_of(view)
    why = world.clock.paused
    if world.ended >= 0 or why in ("", "before"):
        return ""
    said = clocks.held(scene, why)
    return scene.render("control/hold.html", said=said, text=scene.t(world.clock.text))


def _calls(scene: Scene, view: ControlView) -> str:
    flags = len(world_of(view).flags)
    close = sum(call.kind == "close_harm" for call in view.calls)
    rows = calls.calls(scene, view)
    loud = sum(row.until < 0 for row in rows)
    return scene.render("control/calls.html", calls=rows, loud=loud, flags=flags, close=close)


def _injects(scene: Scene, view: ControlView) -> str:
    over = world_of(view).ended >= 0
    return scene.render(
        "control/injects.html", groups=injects.groups(scene, view), n=len(scene.scenario.injects), over=over
    )


def _teams(scene: Scene, view: ControlView) -> str:
    return scene.render("control/teams.html", teams=console.teams(scene, view))


def _matrix(scene: Scene, view: ControlView) -> str:
    rows = matrix.rows(scene, view)
    asked = matrix.questions(scene, view, {row.question: (row.carried, row.missing) for row in view.tries})
    return scene.render(
        "control/matrix.html",
        rows=[row for row in rows if row.dealt],
        later=[row for row in rows if not row.dealt],
        carry=sum(bool(row.question) for row in rows),
        questions=asked,
        teams=list(scene.teams.values()),
        stands=sum(one.stands for one in asked),
        open=[one for one in asked if not one.stands],
        key=matrix.key(scene),
    )


def _exchange(scene: Scene, view: ControlView) -> str:
    rows, n = console.exchange(scene, view)
    return scene.render("control/exchange.html", rows=rows, n=n)


def _people(scene: Scene, view: ControlView) -> str:
    return scene.render(
        "control/people.html",
        safe=view.people_safe,
        all=view.people,
        people=console.people(scene, view),
        needs=console.needs(scene, view),
        groups=console.groups(scene, view),
    )


def _map(scene: Scene, view: ControlView) -> str:
    made = atlas.whole(scene, world_of(view)) if atlas.has_map(scene) else None
    return scene.render("control/map.html", atlas=made)


def _harm(scene: Scene, view: ControlView) -> str:
    return scene.render("control/harm.html", harms=console.harms(scene, view), over=console.overshared(scene, view))


def _seats(scene: Scene, view: ControlView) -> str:
    return scene.render("control/seats.html", tables=console.tables(scene, view))


def _paper(scene: Scene, view: ControlView) -> str:
    return scene.render(
        "paper/tables.html", tables=paper_tables.tables(scene, view), card=paper_tables.next_card(scene, view)
    )


def _ended(scene: Scene, view: ControlView) -> str:
    world = world_of(view)
    if world.ended < 0:
        return ""
    return scene.render(
        "control/ended.html",
        at=scene.minute(world.ended),
        safe=view.people_safe,
        all=view.people,
        flags=len(world.flags),
    )


def _stage(scene: Scene, view: ControlView) -> str:
    return scene.render("control/stage.html", s=stage.stage(scene, view))


_MAKERS: dict[str, Callable[[Scene, ControlView], str]] = {
    "stage": _stage,
    "clock": _clock,
    "strip": _strip,
    "hold": _hold,
    "calls": _calls,
    "injects": _injects,
    "teams": _teams,
    "matrix": _matrix,
    "exchange": _exchange,
    "people": _people,
    "map": _map,
    "harm": _harm,
    "seats": _seats,
    "ended": _ended,
    "paper": _paper,
    "ready": walk.ready_line,
    "walk_ready": walk.ready,
    "walk_head": walk.head,
    "walk_now": walk.now,
    "walk_hint": walk.help_,
    "walk_next": walk.following,
    "walk_bar": walk.bar,
}
