"""Points for groups in words: for control once the exercise is over, for the tables once the debrief was closed."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from markupsafe import Markup

from palermo.debrief import Debrief
from palermo.debrief.points import CAP, OF_COMMON, OF_GROUP, Group, Part, closed, points, ratings
from palermo.engine.events import Entry
from palermo.engine.outcome import adapting_of
from palermo.engine.state import CONTROL
from palermo.pages.discussed import BAND_WORDS, BANDS
from palermo.pages.language import N_
from palermo.pages.rows import command
from palermo.pages.scene import Scene

NAMES = {
    "people": N_("People safe in time"),
    "network": N_("The network stopped"),
    "rubric": N_("How it went"),
    "task": N_("Own task done"),
    "shared": N_("Facts handed on within 4 minutes"),
    "helping": N_("Others answered in time"),
    "adapting": N_("Adapting, as control saw it"),
}


class Row(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A part of a score: what was counted, and its points as they came; `points` is '' where there was no occasion."""

    name: str
    counted: str
    points: str
    most: int


class Band(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A band that control may choose for a table; the chosen one gives it back."""

    word: str
    on: bool
    do: str


class Score(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A table's score."""

    id: str
    name: Markup
    whole: int
    own: int
    rows: list[Row]
    bands: list[Band]


def shows(told: Debrief, entries: tuple[Entry, ...], watcher: str) -> bool:
    """Tell whether there are points for a watcher to see."""
    return told.setup.points and bool(told.outcome) and (watcher == CONTROL or closed(entries))


def region(scene: Scene, told: Debrief, entries: Iterable[Entry], watcher: str) -> str:
    """Return the points of an exercise that has some to be seen."""
    entries = tuple(entries)
    found = points(scene.scenario, told, entries)
    if found is None:
        return ""
    bands = ratings(entries)
    named = [scene.teams[team].named for team in found.helped_most if team in scene.teams]
    return scene.render(
        "debrief/points.html",
        common=found.common,
        of_common=OF_COMMON,
        of_group=OF_GROUP,
        cap=CAP if found.capped else 0,
        rows=[_row(scene, part) for part in found.parts],
        scores=[_score(scene, group, bands) for group in found.groups if group.team in scene.teams],
        helped=Markup(", ").join(named),
        leads=watcher == CONTROL,
        closed=closed(entries),
    )


def _row(scene: Scene, part: Part) -> Row:
    counted = scene.gettext("%(n)s of %(of)s") % {"n": part.n, "of": part.of} if part.of else ""
    said = "" if part.share < 0 else f"{round(part.share * part.most)}"
    return Row(name=scene.gettext(NAMES[part.name]), counted=counted, points=said, most=part.most)


def _score(scene: Scene, group: Group, bands: dict[str, str]) -> Score:
    dimension = adapting_of(group.team)
    chosen = bands.get(dimension, "")
    return Score(
        id=group.team,
        name=scene.teams[group.team].named,
        whole=group.whole,
        own=group.own,
        rows=[_row(scene, part) for part in group.parts],
        bands=[
            Band(
                word=scene.gettext(BAND_WORDS[letter]),
                on=letter == chosen,
                do=command("rate", dimension=dimension, band="" if letter == chosen else letter),
            )
            for letter in BANDS
        ],
    )
