"""The debrief's regions: what came of it, when what happened, who knew what, people and needs, harm, how we exchanged.

What people wrote (`retold.py`) is read by all after the end, but for control's notes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import msgspec
from markupsafe import Markup

from palermo.debrief import NEVER, Debrief, Learned, NeedEnd, PersonEnd, for_watcher, summary
from palermo.debrief.observations import observations as observed
from palermo.engine.commands import Asked
from palermo.engine.events import Entry
from palermo.engine.known import Setup
from palermo.engine.scenario import Scenario
from palermo.engine.state import CONTROL
from palermo.pages import discussed, matrix, observations, retold, scored, timeline, words
from palermo.pages.console import HarmLine, harm_line
from palermo.pages.language import N_, catalogue
from palermo.pages.markup import Cell
from palermo.pages.options import Options
from palermo.pages.people import together
from palermo.pages.result import result
from palermo.pages.scene import Scene, Side
from palermo.pages.texts import Texts

# The parts of a debrief in their order, each with its icon and name.
PARTS = {
    "turning": ("star", N_("Turning points")),
    "wall": ("list-checks", N_("Keep, change, do")),
    "outcome": ("award", N_("What came of it")),
    "people": ("hand-heart", N_("People and needs")),
    "harm": ("flag", N_("People we protect")),
    "questions": ("circle-help", N_("Questions to talk about")),
    "timeline": ("history", N_("What happened between us")),
    "knowledge": ("table-2", N_("Who knew what, since when")),
    "decisions": ("scale", N_("Decisions with reasons")),
    "talks": ("speech", N_("Talks")),
    "sheets": ("clipboard-list", N_("Sheets as written")),
    "exchange": ("messages-square", N_("How we exchanged")),
    "rubric": ("chart-line", N_("How it went")),
    "points": ("trophy", N_("Points for groups")),
    "observations": ("eye", N_("What observers saw")),
    "aloud": ("ear", N_("Said aloud")),
    "notes": ("notebook-pen", N_("Notes")),
}
DEBRIEF_REGIONS = tuple(PARTS)
FOR_CONTROL = ("aloud", "notes")


def debrief_regions(
    scenario: Scenario,
    texts: Texts,
    commands: Iterable[Asked],
    entries: Iterable[Entry],
    language: str,
    options: Options,
    watcher: str,
    names: Iterable[str] = DEBRIEF_REGIONS,
) -> dict[str, str]:
    """Return the named regions of the debrief for a team or "control"; points for groups where there are any to be seen.

    Everybody reads the same, but for this: which table's act led to harm, and a hint to a table, are told to that table and to
    control alone; notes and questions to control are control's.
    """
    entries = tuple(entries)
    told = for_watcher(summary(scenario, commands, entries), watcher)
    scene = Scene(scenario, texts, language, options, told.setup, told.teams, told.runs)
    hidden = {
        *(() if watcher == CONTROL else FOR_CONTROL),
        *(() if scored.shows(told, entries, watcher) else ("points",)),
    }
    shown = [name for name in names if name not in hidden]
    makers = _MAKERS | {
        "points": lambda scene, told, watcher: scored.region(scene, told, entries, watcher),
        "observations": lambda scene, told, watcher: observations.region(scene, observed(scenario, entries), watcher),
    }
    return {name: makers[name](scene, told, watcher) for name in shown}


def good_practice(
    scenario: Scenario,
    texts: Texts,
    commands: Iterable[Asked],
    entries: Iterable[Entry],
    language: str,
    options: Options,
) -> str:
    """Return as plain text what people wrote on good practice and on what they will do."""
    told = summary(scenario, commands, entries)
    return discussed.good_practice(Scene(scenario, texts, language, options, told.setup, told.teams, told.runs), told)


def questions(scenario: Scenario, texts: Texts, language: str, options: Options) -> list[tuple[str, str]]:
    """Return the debrief's own questions, each with its words."""
    return discussed.open_questions(Scene(scenario, texts, language, options, Setup(), (), ()))


def part_names(language: str) -> dict[str, tuple[str, str]]:
    """Return the icon and the name of each part of a debrief."""
    say = catalogue(language).gettext
    return {name: (icon, say(title)) for name, (icon, title) in PARTS.items()}


def _outcome(scene: Scene, told: Debrief, watcher: str) -> str:
    return scene.render("debrief/outcome.html", result=result(scene, told.outcome) if told.outcome else None)


def _knowledge(scene: Scene, told: Debrief, watcher: str) -> str:
    by_fact: dict[str, dict[str, Learned]] = {}
    for row in told.knowledge:
        by_fact.setdefault(row.fact, {})[row.team] = row
    order = [fact for fact in scene.scenario.facts if fact.id in by_fact]
    rows = [_fact(scene, fact.id, by_fact[fact.id]) for fact in order]
    return scene.render(
        "debrief/knowledge.html",
        rows=rows,
        teams=list(scene.teams.values()),
        key=matrix.key(scene),
        leads=watcher == CONTROL,
    )


class Fact(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A fact with the minute at which each table knew it, and the longest wait that a rule would have spared."""

    id: str
    tag: Markup
    title: Markup
    cells: list[Cell]
    serves: Markup
    waited: str
    long: bool


def _fact(scene: Scene, fact: str, rows: dict[str, Learned]) -> Fact:
    serves = Markup(", ").join(
        dict.fromkeys(scene.t(f"questions.{q.id}.ask") for q in scene.index.holders.get(fact, ()))
    )
    named = [
        row
        for row in rows.values()
        if not row.own and matrix.named(scene.index.facts[fact], scene.teams[row.team].desks)
    ]
    longest = max((row.waited for row in named), default=0)
    return Fact(
        id=fact,
        tag=scene.fact_tag(fact),
        title=scene.t(f"facts.{fact}.title"),
        cells=[_cell(scene, team, rows.get(team.id)) for team in scene.teams.values()],
        serves=serves,
        waited=scene.gettext("%(n)s min") % {"n": longest // 60} if longest >= 60 else "",
        long=longest >= 600,
    )


def _cell(scene: Scene, team: Side, row: Learned | None) -> Cell:
    if row is None:
        said = scene.gettext("%(who)s: not recorded")
        return Cell(kind="no", sign=words.SIGNS["no"], words=said % {"who": team.name})
    if row.at == NEVER:
        said = scene.gettext("%(who)s: could have used it, not recorded")
        return Cell(kind="want", sign=words.SIGNS["want"], words=said % {"who": team.name})
    return matrix.known(scene, team, row.form, row.at, row.own)


class Fate(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """What became of people; those with the same end share a line."""

    names: str
    place: Markup
    said: str
    tone: str


def _people(scene: Scene, told: Debrief, watcher: str) -> str:
    ends: dict[tuple[str, str, str], list[str]] = {}
    for row in told.people:
        ends.setdefault((row.place, *_end(scene, row)), []).append(scene.t.plain(f"people.{row.person}.name"))
    fates = [
        Fate(names=together(names), place=scene.place(place) if place else Markup(""), said=said, tone=tone)
        for (place, said, tone), names in ends.items()
    ]
    needs = [_need(scene, row) for row in told.needs]
    safe = sum(row.in_time for row in told.people)
    return scene.render("debrief/people.html", fates=fates, all=len(told.people), needs=needs, safe=safe)


class Needed(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """What became of a need: its name, its time, how it ended, and what that meant."""

    id: str
    icon: str
    tone: str
    title: Markup
    by: str
    said: str
    what: Markup
    who: Markup


def _need(scene: Scene, row: NeedEnd) -> Needed:
    say = scene.gettext
    key = f"needs.{row.need}"
    minutes = {"n": max(1, row.late // 60), "time": scene.clock(row.due + row.late)}
    icon, tone, said, what = "circle-dashed", "", say("was open at the end"), Markup("")
    match row.state:
        case "met" if not row.late:
            icon, tone, what = "circle-check", "ok", scene.t(f"{key}.met")
            said = say("in time, %(time)s") % {"time": scene.clock(row.at)}
        case "met" | "missed" if row.late:
            icon, tone, what = "clock-alert", "soon", scene.t(f"{key}.missed")
            said = say("came late, at %(time)s (%(n)s min)") % minutes
        case "missed":
            icon, tone, what = "clock-alert", "soon", scene.t(f"{key}.missed")
            said = say("was not recorded in time")
        case "never":
            said = say("did not come up")
    return Needed(
        id=row.need,
        icon=icon,
        tone=tone,
        title=scene.t(f"{key}.title"),
        by=scene.clock(row.due) if row.due != NEVER else "",
        said=said,
        what=what,
        who=scene.side(row.by).tag if row.by else Markup(""),
    )


def _end(scene: Scene, row: PersonEnd) -> tuple[str, str]:
    say = scene.gettext
    if row.safe == NEVER:
        return say("not safe by the end"), "soon"
    if row.in_time:
        return say("safe since %(time)s") % {"time": scene.clock(row.safe)}, "ok"
    return say("safe, late, %(time)s") % {"time": scene.clock(row.safe)}, "soon"


def _harm(scene: Scene, told: Debrief, watcher: str) -> str:
    rows: list[tuple[HarmLine, Markup]] = []
    for row in told.harms:
        rows.append((harm_line(scene, row.flag, row.at), scene.side(row.team).named if row.team else Markup("")))
    return scene.render("debrief/harm.html", rows=rows, support=scene.t("scenario.support"))


def _exchange(scene: Scene, told: Debrief, watcher: str) -> str:
    row = told.exchange
    opened = "" if row.opened == NEVER else scene.gettext("%(n)s s") % {"n": row.opened}
    if row.opened >= 60:
        opened = scene.gettext("%(m)s min %(s)s") % {"m": row.opened // 60, "s": f"{row.opened % 60:02d}"}
    return scene.render("debrief/exchange.html", row=row, opened=opened)


_MAKERS: dict[str, Callable[[Scene, Debrief, str], str]] = {
    "outcome": _outcome,
    "timeline": lambda scene, told, watcher: timeline.timeline(scene, told),
    "knowledge": _knowledge,
    "people": _people,
    "harm": _harm,
    "exchange": _exchange,
    "decisions": lambda scene, told, watcher: retold.decisions(scene, told),
    "sheets": lambda scene, told, watcher: retold.sheets(scene, told),
    "talks": lambda scene, told, watcher: retold.talks(scene, told),
    "notes": lambda scene, told, watcher: retold.notes(scene, told),
    "turning": discussed.turning,
    "wall": discussed.walls,
    "questions": discussed.questions,
    "rubric": discussed.rubric,
    "aloud": discussed.aloud,
}
