"""What a watcher takes from an entry it is in the audience of: from its own known and the event, and from nothing else."""

from __future__ import annotations

from msgspec.structs import replace

from palermo.engine import events as e
from palermo.engine.known import (
    Clock,
    Given,
    Have,
    HelpRow,
    HitRow,
    InjectRow,
    Known,
    Line,
    LineRow,
    LookRow,
    Mail,
    NeedRow,
    PersonRow,
    RunRow,
    SeatRow,
    Stands,
    ToldRow,
    Tried,
)
from palermo.engine.lawful import RANK
from palermo.engine.merging import joined, known_renamed


def learn(known: Known, t: int, event: e.Event) -> Known:
    """Return what the watcher knows after this event; its version is one more."""
    known = replace(known, version=known.version + 1)
    v = known.version
    match event:
        case e.Created():
            return replace(known, setup=event.setup, teams=event.teams)
        case e.TeamsChanged():
            return known_renamed(known, event.teams)
        case e.SeatTaken():
            sat = known.seats.get(event.seat)
            ready, at = (sat.ready, sat.at) if sat is not None else (False, t)
            seat = SeatRow(event.seat, event.desks, event.role, ready, at)
            return replace(known, seats={**known.seats, event.seat: seat})
        case e.SeatLeft():
            return replace(known, seats={k: s for k, s in known.seats.items() if k != event.seat})
        case e.ReadySet():
            if event.seat not in known.seats:
                return known
            return replace(known, seats={**known.seats, event.seat: replace(known.seats[event.seat], ready=True)})
        case e.Occupied():
            return replace(known, occupants={**known.occupants, event.desk: event.by})
        case e.Merged():
            return joined(known, event.known)
        case e.Began():
            return replace(known, schedule=event.schedule, clock=Clock(event.wall, t, 1.0, "", ""))
        case e.Paused():
            return replace(known, clock=Clock(event.wall, event.t, known.clock.speed, event.why, event.text))
        case e.Resumed():
            return replace(known, clock=Clock(event.wall, event.t, known.clock.speed, "", ""))
        case e.SpeedSet():
            return replace(known, clock=Clock(event.wall, event.t, event.speed, known.clock.paused, known.clock.text))
        case e.Rescheduled():
            return replace(known, schedule=event.schedule)
        case e.PhaseEntered():
            return replace(known, phase=event.phase)
        case e.Ended():
            return replace(known, ended=True, outcome=event.outcome)
        case e.FactLearned():
            return _have(known, event.fact, event.form, t, event.via, event.source, "")
        case e.MessageSent():
            return _sent(known, event, t)
        case e.MessageDelivered():
            return _delivered(known, event, t)
        case e.MessageThere():
            return _there(known, event)
        case e.MessageOpened():
            return _opened_mail(known, event)
        case e.MessageTakenBack():
            return _taken_back(known, event)
        case e.ToldInPerson():
            return _told(known, event, t)
        case e.ToldCorrected():
            if event.told not in known.tolds:
                return known
            told = replace(known.tolds[event.told], corrected=event.text, version=v)
            return replace(known, tolds={**known.tolds, event.told: told})
        case e.NotRecognised():
            line = Line(f"nr{v}", "not_recognised", t, event.number, v)
            return replace(known, lines=(*known.lines, line))
        case e.LookedUp():
            look = LookRow(event.id, event.desk, event.lookup, event.key, t, "asked" if event.hit else "none", v)
            return replace(known, looks={**known.looks, event.id: look})
        case e.HitOwed():
            hit = HitRow(event.id, event.desk, event.asker, event.lookup, event.fact, t, "open", v)
            return replace(known, hits={**known.hits, event.id: hit})
        case e.HitDecided():
            state = "given" if event.yes else "refused"
            if event.id in known.hits:
                known = replace(known, hits={**known.hits, event.id: replace(known.hits[event.id], state=state)})
            if event.id in known.looks:
                look = replace(known.looks[event.id], state=state, version=v, reason=event.reason)
                known = replace(known, looks={**known.looks, event.id: look})
            return known
        case e.Established():
            row = Stands(event.question, t, event.facts, True, event.granted, v)
            return replace(known, stands={**known.stands, event.question: row})
        case e.Headline():
            if event.question in known.stands:
                return known
            return replace(known, stands={**known.stands, event.question: Stands(event.question, t, version=v)})
        case e.NotYet():
            tried = Tried(event.question, t, event.facts, event.carried, event.missing, v)
            return replace(known, tried={**known.tried, event.question: tried})
        case e.Opened():
            return replace(known, opened={**known.opened, event.what: t})
        case e.Closed():
            return replace(known, opened={k: s for k, s in known.opened.items() if k != event.what})
        case e.ActionStarted():
            return _run(known, event, event.team, event.ticks, t)
        case e.ApprovalAsked():
            return known if event.run in known.runs else _run(known, event, event.team, (), t)
        case e.ApprovalGiven():
            return _approved(known, event)
        case e.ActionRunning():
            if event.run not in known.runs:
                return known
            run = replace(known.runs[event.run], state="running", due=event.due, awaiting=(), version=v)
            return replace(known, runs={**known.runs, event.run: run})
        case e.ActionDone():
            return _done(known, event)
        case e.ActionDropped():
            if event.run not in known.runs:
                return known
            run = replace(known.runs[event.run], state="dropped", why=event.why, awaiting=(), version=v)
            return replace(known, runs={**known.runs, event.run: run})
        case e.NoneLeft():
            return replace(known, lines=(*known.lines, Line(f"nl{v}", "none_left", t, event.resource, v)))
        case e.LineWritten():
            key = f"{event.sheet}.{event.line}"
            return replace(known, sheets={**known.sheets, key: line_written(known.sheets.get(key), event)})
        case e.LineChosen():
            key = f"{event.sheet}.{event.line}"
            written = known.sheets.get(key)
            if written is None:
                return known
            return replace(known, sheets={**known.sheets, key: line_chosen(written, event.version)})
        case e.PersonShown():
            person = PersonRow(event.person, event.status, event.place, event.safe, event.consents, v)
            return replace(known, people={**known.people, event.person: person})
        case e.StatusSet():
            return _person(known, event.person, status=event.status)
        case e.PersonPlaced():
            return _person(known, event.person, place=event.place)
        case e.PersonSafe():
            return _person(known, event.person, safe=t)
        case e.ConsentGiven():
            if event.person not in known.people:
                return known
            return _person(known, event.person, consents=(*known.people[event.person].consents, event.about))
        case e.TrustSet():
            return replace(known, trust={**known.trust, event.group: event.value})
        case e.NeedShown():
            return _need(known, event.need, "wait", "", t)
        case e.NeedTaken():
            return _need(known, event.need, "hand", event.desk, t)
        case e.NeedMet():
            return _need(known, event.need, "met", "", t)
        case e.NeedMissed():
            return _need(known, event.need, "missed", "", t)
        case e.CardAsked():
            return replace(known, cards={**known.cards, f"{event.talk}.{event.card}": t})
        case e.ResourceSet():
            return replace(known, resources={**known.resources, event.resource: event.n})
        case e.InjectSent():
            inject = InjectRow(event.inject, event.kind, t, event.title, event.text, "", v)
            return replace(known, injects={**known.injects, event.inject: inject})
        case e.InjectWithdrawn():
            if event.inject not in known.injects:
                return known
            gone = replace(known.injects[event.inject], withdrawn=event.text or "withdrawn", version=v)
            return replace(known, injects={**known.injects, event.inject: gone})
        case e.HintGiven():
            return replace(known, lines=(*known.lines, Line(event.id, "hint", t, event.text, v)))
        case e.Announced():
            return replace(known, lines=(*known.lines, Line(event.id, "announcement", t, event.text, v)))
        case e.NoticeGiven():
            text = f"notices.{event.notice}.text"
            return replace(known, lines=(*known.lines, Line(f"{event.notice}#{v}", "notice", t, text, v)))
        case e.HelpAsked():
            return replace(known, helps={**known.helps, event.id: HelpRow(event.id, t, event.text)})
        case e.HelpAnswered():
            old = known.helps.get(event.help)
            if old is None:
                return known
            return replace(known, helps={**known.helps, event.help: replace(old, reply=event.text, version=v)})
        case e.SeenAll():
            return replace(known, seen=v)
        case _:
            return known


def _have(known: Known, fact: str, form: str, t: int, via: str, source: str, by: str) -> Known:
    old = known.facts.get(fact)
    if old is not None and RANK[old.form] >= RANK[form]:
        return known
    have = Have(fact, form, t, via, source, by, known.version)
    return replace(known, facts={**known.facts, fact: have})


def _sent(known: Known, event: e.MessageSent, t: int) -> Known:
    mail = Mail(
        event.id,
        event.kind,
        True,
        event.desk,
        event.to,
        event.channel,
        t,
        event.items,
        event.about,
        event.reply_to,
        t + event.due if event.due else 0,
        event.basis,
        event.text,
        "way",
        version=known.version,
    )
    box = {**known.mail, event.id: mail}
    if event.reply_to in box:
        box[event.reply_to] = replace(box[event.reply_to], answered=event.id)
    team_of = {desk: team for team, desks in known.teams for desk in desks}
    rows = tuple(Given(i.fact, team_of.get(i.to, ""), i.form, t, "way", event.id) for i in event.items)
    return replace(known, mail=box, given=(*known.given, *rows))


def _delivered(known: Known, event: e.MessageDelivered, t: int) -> Known:
    mail = Mail(
        event.id,
        event.kind,
        False,
        event.desk,
        event.to,
        event.channel,
        t,
        event.items,
        event.about,
        event.reply_to,
        event.due,
        event.basis,
        event.text,
        "new",
        version=known.version,
    )
    box = {**known.mail, event.id: mail}
    if event.reply_to in box:
        box[event.reply_to] = replace(box[event.reply_to], answered=event.id)
    known = replace(known, mail=box)
    for item in event.items:
        known = _have(known, item.fact, item.form, t, "message", event.desk, event.id)
    return known


def _there(known: Known, event: e.MessageThere) -> Known:
    mail = known.mail.get(event.id)
    if mail is None:
        return known
    given = known.given
    if mail.items:
        given = tuple(replace(g, state="there") if g.by == event.id and g.team == event.team else g for g in given)
    mail = replace(mail, state="there", there=(*mail.there, event.team))
    return replace(known, mail={**known.mail, event.id: mail}, given=given)


def _taken_back(known: Known, event: e.MessageTakenBack) -> Known:
    mail = known.mail.get(event.id)
    if mail is None:
        return known
    box = {**known.mail, event.id: replace(mail, state="back")}
    asked = box.get(mail.reply_to)
    if asked is not None and asked.answered == event.id:
        box[mail.reply_to] = replace(asked, answered="")
    return replace(known, mail=box, given=tuple(g for g in known.given if g.by != event.id))


def _opened_mail(known: Known, event: e.MessageOpened) -> Known:
    mail = known.mail.get(event.id)
    if mail is None:
        return known
    mail = replace(mail, read=(*mail.read, event.team)) if mail.out else replace(mail, state="read")
    return replace(known, mail={**known.mail, event.id: mail})


def _told(known: Known, event: e.ToldInPerson, t: int) -> Known:
    out = event.giver_team == known.watcher
    row = ToldRow(event.id, event.giver, event.desk, event.fact, event.form, t, out, None, known.version)
    known = replace(known, tolds={**known.tolds, event.id: row})
    if out:
        given = Given(event.fact, event.team, event.form, t, "told", event.id)
        return replace(known, given=(*known.given, given))
    return _have(known, event.fact, event.form, t, "told", event.giver, event.id)


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


def _approved(known: Known, event: e.ApprovalGiven) -> Known:
    run = known.runs.get(event.run)
    if run is None:
        return known
    awaiting = tuple(desk for desk in run.awaiting if desk != event.desk)
    said = (*run.said, (event.desk, event.yes, event.reason))
    run = replace(run, awaiting=awaiting, said=said, version=known.version)
    return replace(known, runs={**known.runs, event.run: run})


def _done(known: Known, event: e.ActionDone) -> Known:
    if event.run not in known.runs:
        return known
    run = replace(known.runs[event.run], state="done", version=known.version)
    opened = {k: s for k, s in known.opened.items() if k != f"action:{event.action}"}
    return replace(known, runs={**known.runs, event.run: run}, opened=opened)


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
