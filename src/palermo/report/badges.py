"""Badges: one for each role at a table, some for whoever else sits there, and some for the room."""

from __future__ import annotations

from palermo.pages.scene import Scene
from palermo.report import records as r

MORE = 2  # badges of a table without a role on them


def badges(scene: Scene, tables: list[str]) -> r.Badges:
    """Return the badges of the people at these tables, and of those who lead and watch."""
    say = scene.gettext
    cards = [card for table in tables for card in _at(scene, table)]
    cards += [r.Badge(letters=(), role=role, place="") for role in (say("Control"), say("Observer"), say("Observer"))]
    return r.Badges(
        title=say("Badges"),
        lead=say("Cut along the lines. First names, large; no surnames, no ranks."),
        cards=tuple(cards),
    )


def _at(scene: Scene, table: str) -> list[r.Badge]:
    side = scene.teams[table]
    letters = {desk: scene.desks[desk].letters for desk in side.desks}
    own = [
        (desk, scene.t.plain(f"roles.{role.id}.name"))
        for desk in side.desks
        for role in scene.scenario.roles
        if role.desks == (desk,)
    ]
    both = tuple(letters.values())
    made = [r.Badge(letters=(letters[desk],), role=name, place=side.name) for desk, name in own if name]
    return made + [r.Badge(letters=both, role="", place=side.name)] * MORE
