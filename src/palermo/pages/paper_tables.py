"""The paper desk's row of tables: what waits at each, and the card that comes next."""

from __future__ import annotations

import msgspec
from markupsafe import Markup

from palermo.engine.view import ControlView
from palermo.pages import planning, words
from palermo.pages.injects import number
from palermo.pages.scene import Scene, Side
from palermo.pages.world import world_of


class Table(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A table to choose: how much is to be handed out and said there, how many wait for its yes."""

    side: Side
    tags: Markup
    new: int
    yes: int


class Card(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """The inject card that comes next by itself. `due` is an exercise second."""

    number: str
    shape: str
    title: Markup
    to: Markup
    due: int


def tables(scene: Scene, view: ControlView) -> list[Table]:
    """Return the tables in their order."""
    world = world_of(view)
    awaited = [desk for run in world.runs.values() if run.state == "waiting" for desk in run.awaiting]
    out = []
    for row in view.teams:
        side = scene.teams[row.team]
        own = Markup(" ").join(scene.side(desk).quiet for desk in side.desks)
        yes = sum(desk in side.desks for desk in awaited)
        over = world.ended >= 0
        out.append(Table(side=side, tags=own, new=0 if over else row.to_say, yes=0 if over else yes))
    return out


def next_card(scene: Scene, view: ControlView) -> Card | None:
    """Return the card to get ready, None while none is on its way."""
    coming = [row for row in view.injects if row.due >= 0 and row.kind not in words.PLANS]
    if not coming or not world_of(view).schedule or world_of(view).ended >= 0:
        return None
    line = min(coming, key=lambda row: row.due)
    return Card(
        number=number(line.inject, line.kind),
        shape=words.SHAPES.get(line.kind, "circle"),
        title=planning.title(scene, world_of(view), line),
        to=scene.tags(line.to if "*" not in line.to else tuple(scene.teams)),
        due=line.due,
    )
