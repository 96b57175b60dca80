"""The debrief's regions: what came of it, when what happened, who knew what, people and needs, harm, how we exchanged.

What people wrote (`retold.py`) is read by all after the end, but for control's notes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import msgspec
from markupsafe import Markup, escape

from palermo.debrief import NEVER, Debrief, Learned, Moment, NeedEnd, PersonEnd, for_watcher, summary
from palermo.debrief.observations import observations as observed
from palermo.engine.commands import Asked
from palermo.engine.events import Entry
from palermo.engine.known import Setup
from palermo.engine.scenario import Scenario
from palermo.engine.state import CONTROL
from palermo.pages import discussed, matrix, observations, retold, words
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
    "observations": ("eye", N_("What observers saw")),
    "aloud": ("ear", N_("Said aloud")),
    "notes": ("notebook-pen", N_("Notes")),
}
DEBRIEF_REGIONS = tuple(PARTS)
FOR_CONTROL = ("aloud", "notes")

ICONS = {
    "phase": "flag",
    "inject": "zap",
    "message": "send",
    "told": "ear",
    "aloud": "ear",
    "action": "play",
    "established": "circle-check",
    "need_met": "hand-heart",
    "need_missed": "clock-alert",
    "safe": "heart-handshake",
    "harm": "shield-alert",
    "pause": "circle-pause",
    "withdrawn": "undo-2",
    "corrected": "pencil",
    "hit": "search-check",
    "approval": "stamp",
    "card": "speech",
    "hint": "lightbulb",
    "announcement": "megaphone",
    "help": "hand",
    "reply": "reply",
}
PAUSE_NAMES = {
    "organisational": N_("The clock stood"),
    "time_out": N_("Time-out"),
    "wellbeing": N_("The clock stood"),
    "server": N_("The connection was lost for a while"),
}


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
    """Return the named regions of the debrief for a team or "control".

    Everybody reads the same, but for this: which table's act led to harm, and a hint to a table, are told to that table and to
    control alone; notes and questions to control are control's.
    """
    entries = tuple(entries)
    told = for_watcher(summary(scenario, commands, entries), watcher)
    scene = Scene(scenario, texts, language, options, told.setup, told.teams, told.runs)
    shown = [name for name in names if watcher == CONTROL or name not in FOR_CONTROL]
    makers = _MAKERS | {
        "observations": lambda scene, told, watcher: observations.region(scene, observed(scenario, entries), watcher)
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


class Row(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A row of the timeline in words."""

    minute: str
    time: str
    icon: str
    tone: str
    who: Markup
    to: Markup
    text: Markup
    head: bool
    kind: str
    words: list[Markup]
    alone: str


def _timeline(scene: Scene, told: Debrief, watcher: str) -> str:
    return scene.render("debrief/timeline.html", rows=[_row(scene, moment) for moment in told.timeline])


def _row(scene: Scene, moment: Moment) -> Row:
    tones = {"need_missed": "soon", "harm": "harm", "established": "ok", "need_met": "ok", "safe": "ok"}
    return Row(
        minute=scene.minute(moment.t),
        time=scene.clock(moment.t),
        icon=ICONS.get(moment.kind, "circle"),
        tone=tones.get(moment.kind, ""),
        who=scene.side(moment.who).tag if moment.who else Markup(""),
        to=scene.tags(moment.to) if moment.to else Markup(""),
        text=_text(scene, moment),
        head=moment.kind == "phase",
        kind=moment.kind,
        words=[scene.t(key) for key in moment.words],
        alone=_alone(scene, moment),
    )


def _alone(scene: Scene, moment: Moment) -> str:
    if not moment.only:
        return ""
    if len(moment.only) == 1:
        return scene.gettext("only control sees this")
    return scene.gettext("only this table and control see this")


def _text(scene: Scene, moment: Moment) -> Markup:
    say, t = scene.gettext, scene.t
    facts = Markup(" ").join(scene.fact_tag(fact) for fact in moment.facts)
    match moment.kind:
        case "phase":
            return t(f"phases.{moment.what}.name")
        case "inject":
            kind = say(words.INJECTS.get(moment.detail, moment.detail))
            return Markup("{} · {}").format(kind, t(moment.text) if moment.text else "")
        case "message":
            kind = say(words.MAIL.get(moment.detail, moment.detail))
            return Markup("{} {} {}").format(kind, scene.about(moment.text) if moment.text else "", facts)
        case "told":
            return Markup("{} {}").format(say("told in person"), facts)
        case "aloud":
            return Markup("{} {}").format(say("said aloud at about this minute"), facts)
        case "action":
            option = t(f"actions.{moment.what}.options.{moment.detail}.title") if moment.detail else Markup("")
            title = t(f"actions.{moment.what}.title")
            return Markup("{}: {}").format(title, option) if option else title
        case "established":
            said = Markup("{} {}").format(say("Established:"), t(f"questions.{moment.what}.headline"))
            return Markup("{} ({})").format(said, say("granted in part")) if moment.detail else said
        case "need_met" | "need_missed":
            return t(f"needs.{moment.what}.{moment.kind.removeprefix('need_')}") or t(f"needs.{moment.what}.title")
        case "safe":
            late = say("safe, but late") if moment.detail else say("safe")
            return Markup("{}: {}").format(t(f"people.{moment.what}.name"), late)
        case "harm":
            return t(f"harms.{moment.what}.title")
        case "corrected":
            return Markup("{} {}").format(say("says that it was not told like that"), facts)
        case "hit":
            return Markup("{} {}").format(say("does not release") if moment.detail else say("releases"), facts)
        case "approval":
            word = say("No: %(what)s") if moment.detail else say("Yes: %(what)s")
            return escape(word) % {"what": t(f"actions.{moment.what}.title")}
        case "card":
            return Markup("{}: {}").format(
                t(f"talks.{moment.what}.title"), t(f"talks.{moment.what}.cards.{moment.detail}.ask")
            )
        case "hint" | "announcement" | "help" | "reply" | "withdrawn":
            return _spoken(scene, moment)
        case _:
            return escape(say(PAUSE_NAMES.get(moment.what, PAUSE_NAMES["organisational"])))


def _spoken(scene: Scene, moment: Moment) -> Markup:
    say = scene.gettext
    if moment.kind == "withdrawn":
        title = scene.t(f"injects.{moment.what}.title") if moment.what in scene.index.injects else Markup("")
        return Markup("{} {}").format(say("Sent by mistake, taken back:"), title)
    if moment.kind == "hint":
        said = say("Hint, automatic:") if moment.detail else say("Hint from control:")
        return Markup("{} {}").format(said, scene.t(f"hints.{moment.what}.text") if moment.what else "")
    names = {"announcement": say("Control to all"), "help": say("asks control"), "reply": say("Control answers")}
    return escape(names[moment.kind])


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
    "timeline": _timeline,
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
