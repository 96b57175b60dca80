"""What a watcher learns from the exchange: facts, messages, talk, lookups, assessments. See `learn.py`."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from palermo.engine import events as e
from palermo.engine.forms import RANK
from palermo.engine.known import Given, Have, HitRow, Known, Line, LookRow, Mail, Stands, ToldRow, Tried
from palermo.engine.tables import on

LEARNT: dict[type, Any] = {}


@on(LEARNT, e.FactLearned)
def _fact_learned(known: Known, event: e.FactLearned, t: int) -> Known:
    return _have(known, event.fact, event.form, t, event.via, event.source, "")


@on(LEARNT, e.MessageSent)
def _message_sent(known: Known, event: e.MessageSent, t: int) -> Known:
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
        code=event.code,
        copies=event.copies,
        urgency=event.urgency,
    )
    box = _replied(known, mail)
    team_of = {desk: team for team, desks in known.teams for desk in desks}
    rows = tuple(Given(i.fact, team_of.get(i.to, ""), i.form, t, "way", event.id) for i in event.items)
    return replace(known, mail=box, given=(*known.given, *rows))


@on(LEARNT, e.MessageDelivered)
def _message_delivered(known: Known, event: e.MessageDelivered, t: int) -> Known:
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
        code=event.code,
        copy=event.copy,
        urgency=event.urgency,
    )
    known = replace(known, mail=_replied(known, mail))
    for item in event.items:
        known = _have(known, item.fact, item.form, t, "message", event.desk, event.id, event.court, event.code)
    return known


def _replied(known: Known, mail: Mail) -> dict[str, Mail]:
    """Return the box with a message in it, which may answer another one or put it on hold."""
    box = {**known.mail, mail.id: mail}
    asked = box.get(mail.reply_to)
    if asked is not None:
        box[asked.id] = replace(asked, held=mail.id) if mail.kind == "hold" else replace(asked, answered=mail.id)
    return box


@on(LEARNT, e.MessageThere)
def _message_there(known: Known, event: e.MessageThere, t: int) -> Known:
    mail = known.mail.get(event.id)
    if mail is None:
        return known
    given = known.given
    if mail.items:
        given = tuple(replace(g, state="there") if g.by == event.id and g.team == event.team else g for g in given)
    mail = replace(mail, state="there", there=(*mail.there, event.team))
    return replace(known, mail={**known.mail, event.id: mail}, given=given)


@on(LEARNT, e.MessageOpened)
def _message_opened(known: Known, event: e.MessageOpened, t: int) -> Known:
    mail = known.mail.get(event.id)
    if mail is None:
        return known
    mail = replace(mail, read=(*mail.read, event.team)) if mail.out else replace(mail, state="read")
    return replace(known, mail={**known.mail, event.id: mail})


@on(LEARNT, e.MessageTakenBack)
def _message_taken_back(known: Known, event: e.MessageTakenBack, t: int) -> Known:
    mail = known.mail.get(event.id)
    if mail is None:
        return known
    box = {**known.mail, event.id: replace(mail, state="back")}
    asked = box.get(mail.reply_to)
    if asked is not None and event.id in (asked.answered, asked.held):
        box[mail.reply_to] = replace(
            asked,
            answered="" if asked.answered == event.id else asked.answered,
            held="" if asked.held == event.id else asked.held,
        )
    return replace(known, mail=box, given=tuple(g for g in known.given if g.by != event.id))


@on(LEARNT, e.ToldInPerson)
def _told_in_person(known: Known, event: e.ToldInPerson, t: int) -> Known:
    out = event.giver_team == known.watcher
    row = ToldRow(event.id, event.giver, event.desk, event.fact, event.form, t, out, None, known.version)
    known = replace(known, tolds={**known.tolds, event.id: row})
    if out:
        given = Given(event.fact, event.team, event.form, t, "told", event.id)
        return replace(known, given=(*known.given, given))
    return _have(known, event.fact, event.form, t, "told", event.giver, event.id)


@on(LEARNT, e.ToldCorrected)
def _told_corrected(known: Known, event: e.ToldCorrected, t: int) -> Known:
    if event.told not in known.tolds:
        return known
    told = replace(known.tolds[event.told], corrected=event.text, version=known.version)
    return replace(known, tolds={**known.tolds, event.told: told})


@on(LEARNT, e.NotRecognised)
def _not_recognised(known: Known, event: e.NotRecognised, t: int) -> Known:
    line = Line(f"nr{known.version}", "not_recognised", t, event.number, known.version)
    return replace(known, lines=(*known.lines, line))


@on(LEARNT, e.LookedUp)
def _looked_up(known: Known, event: e.LookedUp, t: int) -> Known:
    look = LookRow(event.id, event.desk, event.lookup, event.key, t, "asked" if event.hit else "none", known.version)
    return replace(known, looks={**known.looks, event.id: look})


@on(LEARNT, e.HitOwed)
def _hit_owed(known: Known, event: e.HitOwed, t: int) -> Known:
    hit = HitRow(event.id, event.desk, event.asker, event.lookup, event.fact, t, "open", known.version, event.key)
    return replace(known, hits={**known.hits, event.id: hit})


@on(LEARNT, e.HitDecided)
def _hit_decided(known: Known, event: e.HitDecided, t: int) -> Known:
    state = "given" if event.yes else "refused"
    if event.id in known.hits:
        known = replace(known, hits={**known.hits, event.id: replace(known.hits[event.id], state=state)})
    if event.id in known.looks:
        look = replace(known.looks[event.id], state=state, version=known.version, reason=event.reason)
        known = replace(known, looks={**known.looks, event.id: look})
    return known


@on(LEARNT, e.Established)
def _established(known: Known, event: e.Established, t: int) -> Known:
    row = Stands(event.question, t, event.facts, True, event.granted, known.version, event.by_rule)
    return replace(known, stands={**known.stands, event.question: row})


@on(LEARNT, e.Headline)
def _headline(known: Known, event: e.Headline, t: int) -> Known:
    if event.question in known.stands:
        return known
    return replace(known, stands={**known.stands, event.question: Stands(event.question, t, version=known.version)})


@on(LEARNT, e.NotYet)
def _not_yet(known: Known, event: e.NotYet, t: int) -> Known:
    tried = Tried(event.question, t, event.facts, event.carried, event.missing, known.version)
    return replace(known, tried={**known.tried, event.question: tried})


def _have(
    known: Known, fact: str, form: str, t: int, via: str, source: str, by: str, court: bool = False, code: str = ""
) -> Known:
    """Return what is known once a fact has come: the fuller form counts, and that it came once as evidence for a court."""
    old = known.facts.get(fact)
    if old is None or RANK[form] > RANK[old.form]:
        have = Have(fact, form, t, via, source, by, known.version, court or (old is not None and old.court), code)
    elif court and not old.court and old.via != "dealt" and old.via != "unlocked":
        have = replace(old, court=True)
    else:
        return known
    return replace(known, facts={**known.facts, fact: have})
