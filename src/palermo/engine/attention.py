"""What is new for a team, and what is expected of it."""

from __future__ import annotations

from palermo.engine.can import is_due
from palermo.engine.index import index
from palermo.engine.known import Known
from palermo.engine.scenario import Scenario
from palermo.engine.view import Expected, News

# News of what a table did itself, or is asked for under Expected: nobody has to tell it.
OWN_DEEDS = frozenset({"told", "hit", "look"})


def news(known: Known) -> tuple[News, ...]:
    """Return what is new since the table last said that it had seen all, newest first."""
    seen = known.seen
    out: list[News] = []
    out.extend(News("inject", x.id, x.at, x.version) for x in known.injects.values() if x.version > seen)
    out.extend(
        News("message", x.id, x.at, x.version)
        for x in known.mail.values()
        if not x.out and x.version > seen and x.state == "new"
    )
    out.extend(News("line", x.id, x.at, x.version) for x in known.lines if x.version > seen)
    out.extend(
        News("fact", x.fact, x.since, x.version)
        for x in known.facts.values()
        if x.version > seen and x.via in ("unlocked", "inject", "lookup")
    )
    out.extend(
        News("headline", x.question, x.at, x.version) for x in known.stands.values() if x.version > seen and not x.ours
    )
    out.extend(News("told", x.id, x.at, x.version) for x in known.tolds.values() if x.version > seen and x.out)
    out.extend(
        News("hit", x.id, x.at, x.version) for x in known.hits.values() if x.version > seen and x.state == "open"
    )
    out.extend(News("look", x.id, x.at, x.version) for x in known.looks.values() if x.version > seen)
    out.extend(
        News("run", x.id, x.at, x.version)
        for x in known.runs.values()
        if x.version > seen and x.state in ("done", "dropped")
    )
    out.extend(News("help", x.id, x.at, x.version) for x in known.helps.values() if x.version > seen and x.reply)
    out.extend(News("ask", x.id, x.at, x.version) for x in known.asks.values() if x.version > seen and x.answered < 0)
    return tuple(sorted(out, key=lambda x: (-x.version, x.kind, x.target)))


def expected(scenario: Scenario, known: Known) -> tuple[Expected, ...]:
    """Return what is asked of the team: a yes that others wait for, then by time; things without one come last."""
    if known.ended or not known.schedule:
        return ()
    rules, desks, opened = index(scenario), known.desks, known.opened
    calendar = rules.calendar(known.schedule)
    out: list[Expected] = []
    for mail in known.mail.values():
        if is_due(known, mail):
            desk = next((d for d in mail.to if d in desks), "")
            out.append(Expected("answer", mail.id, desk, -1 if mail.held else mail.due or -1, mail.at))
    live: set[str] = set()
    for run in known.runs.values():
        if run.state in ("waiting", "running"):
            live.add(run.action)
        if run.state == "waiting":
            out.extend(Expected("approve", run.id, desk, -1, run.at) for desk in run.awaiting if desk in desks)
    out.extend(Expected("release", hit.id, hit.desk, -1, hit.at) for hit in known.hits.values() if hit.state == "open")
    spoken = rules.profiles[known.setup.profile].spoken
    for own in desks:
        for key, action in rules.book[own].actions:
            since = opened.get(key)
            if since is None or action.due is None or action.id in live or action.id in spoken:
                continue
            out.append(Expected("start", action.id, own, calendar.at(action.due), since))
    for opens, writes, key, sheet, line in rules.sheet_lines:
        since = opened.get(writes)
        if since is None or key in known.sheets or opens not in opened:
            continue
        desk = next((d for d in line.desks if d in desks), "")
        if desk:
            due = calendar.at(sheet.due) if sheet.due is not None else -1
            out.append(Expected("line", key, desk, due, since))
    for need in known.needs.values():
        if need.state in ("wait", "hand"):
            defined = rules.needs[need.need]
            desk = next((d for d in defined.desks if d in desks), "")
            out.append(Expected("need", need.need, need.by or desk, calendar.at(defined.due), need.at))
    return tuple(sorted(out, key=lambda x: (x.kind != "approve", x.due < 0, x.due, x.since, x.kind, x.target)))
