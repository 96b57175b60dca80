"""The dialogs of the paper desk: the second tap, where recording something takes one."""

from __future__ import annotations

from palermo.pages.acting import to_begin
from palermo.pages.desk import Writer
from palermo.pages.paper import by_control
from palermo.pages.sending import closed


def start(w: Writer) -> str:
    """The dialog that records an action as begun: the options are the buttons, and what is usual is ticked."""
    scene = w.scene
    ways = w.powers.of("start", w.target)
    own = w.choose(ways)
    if not own or not by_control(w):
        return closed(w)
    power = next(p for p in ways if p.desk == own)
    told = to_begin(w, scene.index.actions[w.target], power)
    return scene.render("paper/start.html", w=w, desk=scene.side(own), **told)


def agree(w: Writer) -> str:
    """The dialog that records a yes, or a reasoned no."""
    scene = w.scene
    ways = w.powers.of("approve", w.target)
    own, run = w.choose(ways), w.known.runs.get(w.target)
    if not own or run is None or not by_control(w):
        return closed(w)
    key = f"actions.{run.action}"
    return scene.render(
        "paper/agree.html",
        w=w,
        desk=scene.side(own),
        starter=scene.side(run.desk),
        title=scene.t(f"{key}.title"),
        option=scene.t(f"{key}.options.{run.option}.title") if run.option else "",
    )


def need(w: Writer) -> str:
    """The dialog that records who sees to a need."""
    scene = w.scene
    ways = w.mine(w.powers.of("take_need", w.target))
    if not ways or not by_control(w):
        return closed(w)
    return scene.render(
        "paper/need.html",
        w=w,
        title=scene.t(f"needs.{w.target}.title"),
        desks=[scene.side(power.desk) for power in ways],
        colour=scene.side(ways[0].desk).colour,
    )
