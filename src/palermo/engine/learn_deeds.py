"""What a watcher learns from deeds and the story: actions, sheets, people, needs. See `learn.py`."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from palermo.engine import events as e
from palermo.engine.known import Known, Line, LineRow, NeedRow, PersonRow, RunRow
from palermo.engine.learn_observers import happened
from palermo.engine.tables import on

LEARNT: dict[type, Any] = {}


@on(LEARNT, e.Opened)
def _opened(known: Known, event: e.Opened, t: int) -> Known:
    return replace(known, opened={**known.opened, event.what: t})


@on(LEARNT, e.Closed)
def _closed(known: Known, event: e.Closed, t: int) -> Known:
    return replace(known, opened={k: s for k, s in known.opened.items() if k != event.what})


@on(LEARNT, e.ActionStarted)
def _action_started(known: Known, event: e.ActionStarted, t: int) -> Known:
    return _run(known, event, event.team, event.ticks, t)


@on(LEARNT, e.ApprovalAsked)
def _approval_asked(known: Known, event: e.ApprovalAsked, t: int) -> Known:
    return known if event.run in known.runs else _run(known, event, event.team, (), t)


@on(LEARNT, e.ApprovalGiven)
def _approval_given(known: Known, event: e.ApprovalGiven, t: int) -> Known:
    run = known.runs.get(event.run)
    if run is None:
        return known
    awaiting = tuple(desk for desk in run.awaiting if desk != event.desk)
    said = (*run.said, (event.desk, event.yes, event.reason))
    run = replace(run, awaiting=awaiting, said=said, version=known.version)
    return replace(known, runs={**known.runs, event.run: run})


@on(LEARNT, e.ActionRunning)
def _action_running(known: Known, event: e.ActionRunning, t: int) -> Known:
    if event.run not in known.runs:
        return known
    run = replace(known.runs[event.run], state="running", due=event.due, awaiting=(), version=known.version)
    return replace(known, runs={**known.runs, event.run: run})


@on(LEARNT, e.ActionDone)
def _action_done(known: Known, event: e.ActionDone, t: int) -> Known:
    if event.run not in known.runs:
        return known
    run = replace(known.runs[event.run], state="done", version=known.version)
    opened = {k: s for k, s in known.opened.items() if k != f"action:{event.action}"}
    return replace(known, runs={**known.runs, event.run: run}, opened=opened)


@on(LEARNT, e.ActionDropped)
def _action_dropped(known: Known, event: e.ActionDropped, t: int) -> Known:
    if event.run not in known.runs:
        return known
    run = replace(known.runs[event.run], state="dropped", why=event.why, awaiting=(), version=known.version)
    return replace(known, runs={**known.runs, event.run: run})


@on(LEARNT, e.NoneLeft)
def _none_left(known: Known, event: e.NoneLeft, t: int) -> Known:
    return replace(
        known, lines=(*known.lines, Line(f"nl{known.version}", "none_left", t, event.resource, known.version))
    )


@on(LEARNT, e.LineWritten)
def _line_written(known: Known, event: e.LineWritten, t: int) -> Known:
    key = f"{event.sheet}.{event.line}"
    return replace(known, sheets={**known.sheets, key: line_written(known.sheets.get(key), event)})


@on(LEARNT, e.LineChosen)
def _line_chosen(known: Known, event: e.LineChosen, t: int) -> Known:
    key = f"{event.sheet}.{event.line}"
    written = known.sheets.get(key)
    if written is None:
        return known
    return replace(known, sheets={**known.sheets, key: line_chosen(written, event.version)})


@on(LEARNT, e.PersonShown)
def _person_shown(known: Known, event: e.PersonShown, t: int) -> Known:
    person = PersonRow(event.person, event.status, event.place, event.safe, event.consents, known.version)
    return replace(known, people={**known.people, event.person: person})


@on(LEARNT, e.StatusSet)
def _status_set(known: Known, event: e.StatusSet, t: int) -> Known:
    return _person(known, event.person, status=event.status)


@on(LEARNT, e.PersonPlaced)
def _person_placed(known: Known, event: e.PersonPlaced, t: int) -> Known:
    if known.person:
        known = happened(known, "place", f"places.{event.place}.name", t)
    return _person(known, event.person, place=event.place)


@on(LEARNT, e.PersonSafe)
def _person_safe(known: Known, event: e.PersonSafe, t: int) -> Known:
    return _person(known, event.person, safe=t)


@on(LEARNT, e.ConsentGiven)
def _consent_given(known: Known, event: e.ConsentGiven, t: int) -> Known:
    if event.person not in known.people:
        return known
    return _person(known, event.person, consents=(*known.people[event.person].consents, event.about))


@on(LEARNT, e.TrustSet)
def _trust_set(known: Known, event: e.TrustSet, t: int) -> Known:
    return replace(known, trust={**known.trust, event.group: event.value})


@on(LEARNT, e.NeedShown)
def _need_shown(known: Known, event: e.NeedShown, t: int) -> Known:
    return _need(known, event.need, "wait", "", t)


@on(LEARNT, e.NeedTaken)
def _need_taken(known: Known, event: e.NeedTaken, t: int) -> Known:
    return _need(known, event.need, "hand", event.desk, t)


@on(LEARNT, e.NeedMet)
def _need_met(known: Known, event: e.NeedMet, t: int) -> Known:
    return _need(known, event.need, "met", "", t)


@on(LEARNT, e.NeedMissed)
def _need_missed(known: Known, event: e.NeedMissed, t: int) -> Known:
    return _need(known, event.need, "missed", "", t)


@on(LEARNT, e.CardAsked)
def _card_asked(known: Known, event: e.CardAsked, t: int) -> Known:
    return replace(known, cards={**known.cards, f"{event.talk}.{event.card}": t})


@on(LEARNT, e.ResourceSet)
def _resource_set(known: Known, event: e.ResourceSet, t: int) -> Known:
    return replace(known, resources={**known.resources, event.resource: event.n})


def _run(known: Known, event: e.ActionStarted | e.ApprovalAsked, team: str, ticks: tuple[str, ...], t: int) -> Known:
    run = RunRow(
        event.run,
        event.action,
        team,
        event.desk,
        event.seat,
        event.option,
        ticks,
        t,
        "waiting",
        0,
        event.awaiting,
        version=known.version,
    )
    return replace(known, runs={**known.runs, event.run: run})


def line_written(row: LineRow | None, event: e.LineWritten) -> LineRow:
    """Return the line with a version added: in place of what it was written on, or beside what came in between."""
    kept = tuple(version for version in row.versions if version.n > event.base) if row is not None else ()
    return LineRow((*kept, event.version), event.version.n)


def line_chosen(row: LineRow, version: int) -> LineRow:
    """Return the line with one of its versions standing alone."""
    return LineRow(tuple(v for v in row.versions if v.n == version) or row.versions, row.count)


def _person(
    known: Known,
    person: str,
    status: str | None = None,
    place: str | None = None,
    safe: int | None = None,
    consents: tuple[str, ...] | None = None,
) -> Known:
    row = known.people.get(person)
    if row is None:
        return known
    row = replace(
        row,
        status=row.status if status is None else status,
        place=row.place if place is None else place,
        safe=row.safe if safe is None else safe,
        consents=row.consents if consents is None else consents,
        version=known.version,
    )
    return replace(known, people={**known.people, person: row})


def _need(known: Known, need: str, state: str, by: str, t: int) -> Known:
    return replace(known, needs={**known.needs, need: NeedRow(need, state, by, t, known.version)})
