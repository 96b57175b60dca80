"""The best help for the table that needs it most: which table that is, and the package's hints that fit it, gentlest first."""

from __future__ import annotations

import msgspec
from markupsafe import Markup

from palermo.engine.nobody import unplayed
from palermo.engine.view import ControlView, HintLine, TeamRow
from palermo.pages.language import N_
from palermo.pages.scene import Scene, Side
from palermo.pages.world import world_of

LEVELS = {1: N_("a nudge"), 2: N_("a question"), 3: N_("a pointer")}
NUDGE = N_("Who could use what lies on your table? And what do you need, and from whom?")


class Hint(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A hint that fits a table now; without an id it is a nudge to talk with the others, in words of no scenario's own."""

    id: str
    level: str
    text: Markup


class Needy(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """The table that needs help most, why, and what fits it. `last` is its last recorded act, exercise second or -1."""

    side: Side
    last: int
    late: int
    hints: list[Hint]


def needy(scene: Scene, view: ControlView) -> Needy | None:
    """Return the table that a hint would help most: late with most, then quiet for longest. None before play and after it."""
    alone = unplayed(scene.scenario, world_of(view))
    rows = [row for row in view.teams if row.team in scene.teams and row.team not in alone]
    if not rows or all(row.last_act < 0 and row.expected == 0 for row in rows):
        return None
    row = max(rows, key=lambda row: _need(view, row))
    return Needy(side=scene.teams[row.team], last=row.last_act, late=row.overdue, hints=fitting(scene, view, row.team))


def _need(view: ControlView, row: TeamRow) -> tuple[bool, int, int]:
    silent = any(call.kind == "silent" and call.team == row.team for call in view.calls)
    return silent, row.overdue, -row.last_act


def fitting(scene: Scene, view: ControlView, team: str) -> list[Hint]:
    """Return the hints that fit a table now, of each matter the gentlest it was not given; what is due for longest first."""
    found: dict[str, list[HintLine]] = {}
    for line in view.hints:
        if line.team == team:
            found.setdefault(matter(line.hint), []).append(line)
    first = [min(lines, key=lambda line: line.level) for lines in found.values()]
    return [hint(scene, line.hint, line.level) for line in sorted(first, key=lambda line: (line.since, line.level))]


def hint(scene: Scene, id: str, level: int) -> Hint:
    """Return a hint of the package in words."""
    return Hint(id=id, level=scene.gettext(LEVELS.get(level, LEVELS[3])), text=scene.t(f"hints.{id}.text"))


def nudge(scene: Scene) -> Hint:
    """Return the nudge to talk with the others: the package's words, or ours."""
    text = scene.t("craft.nudge") if scene.t.has("craft.nudge") else Markup("{}").format(scene.gettext(NUDGE))
    return Hint(id="", level=scene.gettext(LEVELS[1]), text=text)


def matter(hint: str) -> str:
    """Return what a hint is about: its id without the level at its end ("report_2" is about "report")."""
    stem, _, last = hint.rpartition("_")
    return stem if stem and last.isdigit() else hint
