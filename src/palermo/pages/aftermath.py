"""The debrief's regions: what came of it, when what happened, who knew what, people and needs, harm, how we exchanged."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import msgspec
from markupsafe import Markup, escape

from palermo.debrief import NEVER, Debrief, Learned, Moment, PersonEnd, summary
from palermo.engine.commands import Asked
from palermo.engine.events import Entry
from palermo.engine.known import NeedRow
from palermo.engine.scenario import Scenario
from palermo.engine.state import CONTROL
from palermo.pages import matrix, words
from palermo.pages.console import HarmLine, harm_line
from palermo.pages.language import N_
from palermo.pages.markup import Cell
from palermo.pages.options import Options
from palermo.pages.people import need_line, together
from palermo.pages.result import result
from palermo.pages.scene import Scene, Side
from palermo.pages.texts import Texts

DEBRIEF_REGIONS = ("outcome", "timeline", "knowledge", "people", "harm", "exchange")

ICONS = {
    "phase": "flag",
    "inject": "zap",
    "message": "send",
    "told": "ear",
    "action": "play",
    "established": "circle-check",
    "need_met": "hand-heart",
    "need_missed": "clock-alert",
    "safe": "heart-handshake",
    "harm": "shield-alert",
    "pause": "circle-pause",
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

    Everybody reads the same, but for harm: which table's act led to it is told to that table and to control alone.
    """
    told = summary(scenario, commands, entries)
    scene = Scene(scenario, texts, language, options, told.setup, told.teams, told.runs)
    return {name: _MAKERS[name](scene, told, watcher) for name in names}


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
    side: Side | None


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
        side=scene.side(moment.who) if moment.who else None,
    )


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
        case _:
            return escape(say(PAUSE_NAMES.get(moment.what, PAUSE_NAMES["organisational"])))


def _knowledge(scene: Scene, told: Debrief, watcher: str) -> str:
    by_fact: dict[str, dict[str, Learned]] = {}
    for row in told.knowledge:
        by_fact.setdefault(row.fact, {})[row.team] = row
    order = [fact for fact in scene.scenario.facts if fact.id in by_fact]
    rows = [_fact(scene, fact.id, by_fact[fact.id]) for fact in order]
    return scene.render("debrief/knowledge.html", rows=rows, teams=list(scene.teams.values()), key=matrix.key(scene))


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
    serves = Markup(", ").join(scene.t(f"questions.{q.id}.ask") for q in scene.index.holders.get(fact, ()))
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
    needs = [
        (
            need_line(scene, (), scene.index.needs[row.need], NeedRow(row.need, row.state, row.by, row.at), None),
            scene.gettext("%(n)s min late") % {"n": max(1, row.late // 60)} if row.late else "",
            scene.side(row.by).tag if row.by else "",
        )
        for row in told.needs
    ]
    safe = sum(row.in_time for row in told.people)
    return scene.render("debrief/people.html", fates=fates, all=len(told.people), needs=needs, safe=safe)


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
        ours = row.team and (watcher == CONTROL or watcher == row.team)
        rows.append((harm_line(scene, row.flag, row.at), scene.side(row.team).named if ours else Markup("")))
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
}
