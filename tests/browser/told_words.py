"""Which of the package's words a watcher's entries have told it: written by hand from the rules of the story, not from the pages.

A kind of text that is not named here was told to nobody: what is forgotten is forbidden.
"""

from __future__ import annotations

from collections.abc import Iterator

from browser.record import Told, strings
from palermo.engine import events as e
from palermo.engine.index import index
from palermo.engine.lawful import RANK
from palermo.engine.scenario import Scenario
from palermo.engine.scenario_map import MapPlace, Route, Stop

# What stands in everybody's hands before the start: cards, law, protocol, who can be asked what, how to reach the others.
_EVERYBODY = ("bases", "channels", "lookups", "phases", "roles", "statuses", "teams", "terms")
_FRAME = ("credit", "day", "law_card", "notice", "protocol", "start", "summary", "support", "title")


def keys(told: Told) -> frozenset[str]:
    """Return the keys of the package's texts that this watcher may have read by the end."""
    found = set(_common(told))
    for entry in told.entries:
        found.update(_of(told, entry.event))
    found.update(_listed(told))
    found.update(_of_facts(told))
    found.update(_of_map(told))
    return frozenset(found | {f"{key}_gentle" for key in found})  # a device may want the softer words of the same


def once_over(told: Told) -> frozenset[str]:
    """Return the keys of what a page may say from the end on: also what the whole table was to bring about, and what that counts."""
    return keys(told) | _counted(told, {one for aim in told.record.scenario.win for one in strings(aim.when)})


def _counted(told: Told, ids: set[str]) -> frozenset[str]:
    """Return the keys by which conditions of these ids are told in words."""
    return frozenset(
        key
        for key in told.record.texts
        for section, name, *rest in (key.split("."),)
        if (section == "win" and rest == ["text"])
        or (section in ("actions", "needs", "people", "places") and name in ids and rest in (["title"], ["name"]))
        or (section == "actions" and name in ids and rest[0] == "options" and rest[1] in ids and rest[2] == "title")
        or (section == "tracks" and name in ids and (rest == ["name"] or rest[0] in ids))
        or (section == "questions" and name in ids and rest == ["headline"])
    )


def afterwards(told: Told) -> frozenset[str]:
    """Return the keys of what everybody may read once it is over: headings, what was done and asked, and what was written in it;
    the questions to talk about with what they are about, and the rubric with what its best band counts.

    What a table asked control, hints to another table and control's notes stay with those they were for.
    """
    texts = told.record.texts
    headings = {
        key
        for key in texts
        if key.startswith(
            ("actions", "entities", "facts", "needs", "people", "places", "questions", "rubric", "sheets", "talks")
        )
        and key.endswith((".ask", ".met", ".missed", ".name", ".title", ".headline"))
        and ".cards." not in key
    } | {key for key in texts if key.startswith("rubric.")}
    scenario = told.record.scenario
    talked = {key for key in texts if key.startswith(("debrief.", "rubric."))}
    about = {action for question in scenario.debrief for action in question.actions}
    best = {one for dimension in scenario.rubric for band in dimension.bands[:1] for one in strings(band.when)}
    return (
        once_over(told)
        | headings
        | talked
        | _counted(told, about | best)
        | frozenset(key for entry in told.record.entries for key in _in_hindsight(entry.event))
    )


def _in_hindsight(event: e.Event) -> Iterator[str]:
    match event:
        case e.InjectSent():
            yield event.title
            yield from _own(event.text)
        case e.InjectWithdrawn() | e.Announced() | e.ToldCorrected():
            yield event.text
        case e.MessageSent():
            yield from (event.text, event.reason)
        case e.ActionStarted():
            yield event.reason
            yield from _action(event)
        case e.ActionDone():
            yield from _action(event)
        case e.ApprovalGiven() | e.HitDecided():
            yield event.reason
        case e.LineWritten():
            yield event.version.text
        case e.CardAsked():
            yield from (f"talks.{event.talk}.cards.{event.card}.{part}" for part in ("ask", "answer"))
        case e.NeedShown():
            yield f"needs.{event.need}.title_gentle"
        case e.Established() | e.Headline():
            yield f"questions.{event.question}.headline"
        case e.NoticeGiven():
            yield f"notices.{event.notice}.text"
        case e.TrackMoved():
            yield from (f"tracks.{event.track}.name", f"tracks.{event.track}.{event.stage}")
        case e.FlagRaised():
            yield from (f"harms.{event.flag}.{part}" for part in ("title", "what", "helped"))
        case _:
            return


def _own(key: str) -> Iterator[str]:
    if key.startswith("~"):
        yield key


def facts(told: Told) -> dict[str, str]:
    """Return the facts it came to know, each with the fullest form."""
    found: dict[str, str] = {}
    known = told.knowns[-1]
    rows = [(have.fact, have.form) for have in known.facts.values()]
    rows += [(row.fact, row.form) for row in known.tolds.values()]
    rows += [(row.fact, "") for row in known.hits.values()]
    for fact, form in rows:
        found[fact] = max(found.get(fact, ""), form, key=RANK.__getitem__)
    return found


def people(told: Told) -> frozenset[str]:
    """Return the people of the story that it has heard of: shown, named by a fact, by a need, or by whose leave a fact wants."""
    scenario = told.record.scenario
    found = {entry.event.person for entry in told.entries if isinstance(entry.event, e.PersonShown)}
    for fact in (index(scenario).facts[one] for one in facts(told)):
        found.update(_named(told, fact.id))
        found.update(rule.consent.partition(":")[0] for rule in fact.rules if rule.consent)
    for entry in told.entries:
        if isinstance(entry.event, e.NeedShown):
            found.update(index(scenario).needs[entry.event.need].people)
    return frozenset(found & {person.id for person in scenario.people})


def _named(told: Told, fact: str) -> tuple[str, ...]:
    """Return what a fact is about and says so: not whom its author calls "? a man who phoned"."""
    about = index(told.record.scenario).facts[fact].about
    return tuple(
        one for one in about if not told.record.texts.get(f"facts.{fact}.about.{one}", "").startswith(("?", "-"))
    )


def _desks(told: Told) -> tuple[str, ...]:
    return told.knowns[-1].desks


def _common(told: Told) -> Iterator[str]:
    for key in told.record.texts:
        section, _, rest = key.partition(".")
        if section in _EVERYBODY or (section == "scenario" and (rest in _FRAME or rest.startswith("practice."))):
            yield key
        # Who works with whom, and what each may, stands in everybody's handbook.
        if section == "desks" and key.endswith((".name", ".short", ".contact", ".may", ".may_not")):
            yield key
    for desk in _desks(told):
        yield f"desks.{desk}.card"
    if not _desks(told):  # who only watches is offered jobs
        yield from (f"objectives.{one.id}.text" for one in told.record.scenario.objectives)
        yield from (f"people.{one.id}.name" for one in told.record.scenario.people if one.voice and one.offered)


def _listed(told: Told) -> Iterator[str]:
    """What a desk can start some day is shown locked from the beginning of play, with what it needs."""
    for desk in _desks(told):
        for action in index(told.record.scenario).by_desk[desk]:
            if action.listed:
                yield from (f"actions.{action.id}.{part}" for part in ("title", "needs"))
        for resource in told.record.scenario.resources:
            if resource.desk == desk:
                yield f"resources.{resource.id}.name"


def _of_facts(told: Told) -> Iterator[str]:
    scenario = told.record.scenario
    for fact, form in facts(told).items():
        yield from (f"facts.{fact}.title", f"facts.{fact}.source")
        yield from (f"facts.{fact}.{one}" for one in ("anon", "short", "full") if RANK[one] <= RANK[form])
        if form == "full":
            yield f"facts.{fact}.full_gentle"
        yield from (f"facts.{fact}.{part}" for part in ("warn", "instead"))
        yield from (f"facts.{fact}.about.{one}" for one in index(scenario).facts[fact].about)
        yield from (f"entities.{one}.name" for one in _named(told, fact))
    yield from (f"people.{person}.name" for person in people(told))


def _of_map(told: Told) -> Iterator[str]:
    """What is drawn for all, and what the watcher's facts, injects and notices put on its map."""
    drawn, held = told.record.scenario.map, facts(told)
    named = {what for fact in held for what in _named(told, fact)}
    got = {entry.event.inject for entry in told.entries if isinstance(entry.event, e.InjectSent)}
    noticed = {entry.event.notice for entry in told.entries if isinstance(entry.event, e.NoticeGiven)}

    def shows(mark: MapPlace | Route | Stop) -> bool:
        by_fact = any(held.get(seen.fact) in ("full", seen.form) for seen in mark.facts)
        return mark.public or by_fact or bool(got & {*mark.injects} or noticed & {*mark.notices})

    yield from (f"map.{outline.id}.name" for outline in drawn.outlines)
    yield from (f"map.{route.id}.name" for route in drawn.routes if shows(route))
    for place in drawn.places:
        if shows(place) or place.id in named:
            yield from (f"map.{place.id}.name", f"entities.{place.id}.name")
            yield from (f"places.{word}.name" for word in (place.id, *place.also))
    for mover in drawn.movers:
        for stop in (one for one in mover.stops if shows(one)):
            yield from (f"map.{mover.id}.name", f"entities.{mover.id}.name", f"map.{mover.id}.{stop.id}.what")


def _of(told: Told, event: e.Event) -> Iterator[str]:
    scenario = told.record.scenario
    match event:
        case e.InjectSent():
            yield from (event.title, event.text)
            if event.text == f"injects.{event.inject}.text":
                yield f"injects.{event.inject}.text_gentle"
        case e.NoticeGiven():
            yield f"notices.{event.notice}.text"
        case e.Ended():
            yield from (f"debrief.{question.id}.ask" for question in scenario.debrief)
        case e.HintGiven():
            yield f"hints.{event.hint}.text"
        case e.Headline() | e.Established():
            yield from (f"questions.{event.question}.ask", f"questions.{event.question}.headline")
        case e.NotYet():
            yield f"questions.{event.question}.ask"
        case e.Opened():
            yield from _opened(scenario, event.what)
        case e.ActionStarted() | e.ApprovalAsked() | e.ActionRunning() | e.ActionDone():
            yield from _action(event)
        case e.LineWritten():
            yield from (f"sheets.{event.sheet}.title", f"sheets.{event.sheet}.what")
            yield f"sheets.{event.sheet}.lines.{event.line}.title"
        case e.PersonShown():
            yield from (f"people.{event.person}.name", f"people.{event.person}.card", f"people.{event.person}.call")
            yield from (f"consents.{event.person}.{about}.words" for about in event.consents)
            yield from (f"places.{event.place}.name", f"entities.{event.place}.name")
        case e.PersonPlaced():
            yield from (f"places.{event.place}.name", f"entities.{event.place}.name")
        case e.ConsentGiven():
            yield f"consents.{event.person}.{event.about}.words"
        case e.NeedShown():
            yield from (f"needs.{event.need}.title", f"needs.{event.need}.title_gentle")
            yield from (f"people.{person}.name" for person in index(scenario).needs[event.need].people)
        case e.NeedMet():
            yield f"needs.{event.need}.met"
        case e.NeedMissed():
            yield f"needs.{event.need}.missed"
        case e.CardAsked():
            yield from (f"talks.{event.talk}.cards.{event.card}.{part}" for part in ("ask", "answer"))
        case e.MessageSent() | e.MessageDelivered() if event.about:
            yield from (f"{kind}.{event.about}.name" for kind in ("entities", "people"))
            yield from (f"questions.{event.about}.ask", f"needs.{event.about}.title")
        case e.ResourceSet() | e.NoneLeft():
            yield f"resources.{event.resource}.name"
        case _:
            return


def _opened(scenario: Scenario, what: str) -> Iterator[str]:
    kind, _, name = what.partition(":")
    match kind:
        case "question":
            yield f"questions.{name}.ask"
            about = next(question.about for question in scenario.questions if question.id == name)
            yield from (f"entities.{about}.name", f"people.{about}.name")
        case "action":
            action = index(scenario).actions[name]
            yield from (f"actions.{name}.{part}" for part in ("title", "what", "needs"))
            yield from (f"actions.{name}.ticks.{tick.id}.title" for tick in action.ticks)
            yield from (f"actions.{name}.options.{one.id}.title" for one in action.options if one.opens is None)
            yield from (f"questions.{question}.ask" for question in action.stands_on)
        case "option":
            action_id, _, option = name.partition(".")
            yield f"actions.{action_id}.options.{option}.title"
        case "talk":
            yield from (f"talks.{name}.title", f"talks.{name}.rules")
            cards = index(scenario).talks[name].cards
            yield from (f"talks.{name}.cards.{card.id}.ask" for card in cards if card.opens is None)
        case "card":
            talk, _, card_id = name.partition(".")
            yield f"talks.{talk}.cards.{card_id}.ask"
        case "sheet":
            sheet = index(scenario).sheets[name]
            yield from (f"sheets.{name}.title", f"sheets.{name}.what")
            yield from (f"sheets.{name}.lines.{line.id}.title" for line in sheet.lines if line.opens is None)
            yield from (f"sheets.{name}.lines.{line.id}.starter" for line in sheet.lines if line.opens is None)
        case "line":
            sheet_id, _, line = name.partition(".")
            yield from (f"sheets.{sheet_id}.lines.{line}.{part}" for part in ("title", "starter"))
        case _:
            return


def _action(event: e.ActionStarted | e.ApprovalAsked | e.ActionRunning | e.ActionDone) -> Iterator[str]:
    key = f"actions.{event.action}"
    yield from (f"{key}.title", f"{key}.what")
    option = getattr(event, "option", "")
    if option:
        yield f"{key}.options.{option}.title"
    yield from (f"{key}.ticks.{tick}.title" for tick in getattr(event, "ticks", ()))
    if isinstance(event, e.ActionDone):
        yield f"{key}.done"
        if option:
            yield f"{key}.options.{option}.result"
