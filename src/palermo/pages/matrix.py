"""Who knows what: facts by table, for control and for the debrief. Every cell has words beside its mark."""

from __future__ import annotations

import msgspec
from markupsafe import Markup

from palermo.engine.scenario import Fact
from palermo.engine.view import Cell as Knows
from palermo.engine.view import ControlView
from palermo.pages import words
from palermo.pages.markup import Cell
from palermo.pages.scene import Scene, Side
from palermo.pages.world import world_of


class Row(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A fact. `since` is when its waiting began, -1 when it does not wait."""

    id: str
    tag: Markup
    title: Markup
    cells: list[Cell]
    serves: Markup
    since: int
    waits: str
    dealt: bool
    question: str  # the first it can serve, '' for none


def rows(scene: Scene, view: ControlView) -> list[Row]:
    """Return the matrix, by owner; facts that nobody has yet come last."""
    out: list[Row] = []
    for line in view.facts:
        fact = scene.index.facts[line.fact]
        asks = Markup(", ").join(scene.t(f"questions.{question}.ask") for question in line.serves)
        out.append(
            Row(
                id=line.fact,
                tag=scene.fact_tag(line.fact),
                title=scene.t(f"facts.{line.fact}.title"),
                cells=[_cell(scene, fact, cell, line.dealt) for cell in line.cells],
                serves=asks,
                since=line.waits,
                waits=scene.minute(line.waits) if line.waits >= 0 else "",
                dealt=line.dealt,
                question=line.serves[0] if line.serves else "",
            )
        )
    return sorted(out, key=lambda row: not row.dealt)


def _cell(scene: Scene, fact: Fact, cell: Knows, dealt: bool) -> Cell:
    team = scene.teams[cell.team]
    if cell.state == "knows":
        return known(scene, team, cell.form, cell.since, cell.own)
    if cell.state == "way":
        return Cell(
            kind="way", sign=words.SIGNS["way"], words=scene.gettext("%(who)s: on its way") % {"who": team.name}
        )
    if dealt and named(fact, team.desks):
        said = scene.gettext("%(who)s: could use it, nothing recorded")
        return Cell(kind="want", sign=words.SIGNS["want"], words=said % {"who": team.name})
    return Cell(
        kind="no", sign=words.SIGNS["no"], words=scene.gettext("%(who)s: nothing recorded") % {"who": team.name}
    )


def known(scene: Scene, team: Side, form: str, since: int, own: bool) -> Cell:
    """Return the cell of a table that knows a fact, with the minute since when."""
    minute = str(max(0, since) // 60)
    if own:
        said = scene.gettext("%(who)s: holds it, since minute %(minute)s")
        return Cell(kind="own", sign=minute, words=said % {"who": team.name, "minute": minute})
    said = scene.gettext("%(who)s: knows, %(form)s, since minute %(minute)s")
    spoken = said % {"who": team.name, "form": scene.gettext(words.FORMS.get(form, form)), "minute": minute}
    return Cell(kind=words.MARKS.get(form, "full"), sign=minute, words=spoken)


def named(fact: Fact, desks: tuple[str, ...]) -> bool:
    """Tell whether a rule of the fact names one of the desks, whatever anybody agreed to."""
    return any(desk in rule.to and not rule.consent for rule in fact.rules for desk in desks)


class Asked(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A question of the exercise: how it stands, and the best try (`carried` -1: nobody tried)."""

    id: str
    ask: Markup
    said: str
    stands: bool
    carried: int
    missing: int


def questions(scene: Scene, view: ControlView, tried: dict[str, tuple[int, int]]) -> list[Asked]:
    """Return the questions in the package's order; `tried` has the best try of each: carried, missing."""
    say, world = scene.gettext, world_of(view)
    out: list[Asked] = []
    for question in scene.scenario.questions:
        at = world.stands.get(question.id, -1)
        carried, missing = tried.get(question.id, (-1, 0))
        said = say("nobody has tried yet")
        if at >= 0:
            said = say("established at %(minute)s") % {"minute": scene.minute(at)}
        elif carried >= 0:
            said = say("%(n)s of %(all)s") % {"n": carried, "all": carried + missing}
        out.append(
            Asked(
                id=question.id,
                ask=scene.t(f"questions.{question.id}.ask"),
                said=said,
                stands=at >= 0,
                carried=carried,
                missing=missing,
            )
        )
    return out


def key(scene: Scene) -> list[tuple[str, str, str]]:
    """Return the key of the marks."""
    say = scene.gettext
    return [
        ("own", "0", say("holds it")),
        ("full", "6", say("knows, since minute 6")),
        ("min", "6", say("short form")),
        ("anon", "6", say("without names")),
        ("way", "→", say("on its way")),
        ("want", "?", say("could use it")),
    ]
