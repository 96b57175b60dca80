"""Which texts a scenario wants: each key with the record it belongs to, whether it must be there, and its longest length."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from palermo.engine import rules
from palermo.engine.scenario import Scenario
from palermo.scenario.shape import Path
from palermo.scenario.walk import records

FRAME = ("title", "summary", "start", "notice", "day", "law_card", "protocol", "script", "support")
GENTLE = "_gentle"  # ends the key of the softer wording that stands beside a text
TITLE, TICK, LAW, FACT, INJECT, VOICE, LAW_CARD, CARD = 10, 12, 25, 30, 60, 80, 120, 140  # words


class Wanted(msgspec.Struct, frozen=True):
    """A text's key, the path of its record, whether the package must have it, and its most words (0: no limit)."""

    key: str
    path: Path
    must: bool = True
    most: int = 0


def wanted(scenario: Scenario) -> dict[str, Wanted]:
    """Return every text the scenario may have, by key."""
    found: dict[str, Wanted] = {}
    for one in (
        *_frame(scenario),
        *_facts(scenario),
        *_play(scenario),
        *_story(scenario),
        *_map(scenario),
        *_spoken(scenario),
    ):
        found.setdefault(one.key, one)
    return found


def plain_key(scenario: Scenario, key: str) -> str:
    """Return the key of the text that a softer wording, or a cut's own words, stand beside; the key itself where it is neither."""
    key = key.removesuffix(GENTLE)
    for cut in scenario.cuts:
        key = key.removesuffix(f"_{cut.id}")
    return key


def reworded(words: dict[str, str], cut: str) -> dict[str, str]:
    """Return texts as a cut says them: what stands under KEY_CUT takes the place of KEY, and of its softer wording."""
    own = f"_{cut}"
    out = {key: text for key, text in words.items() if not key.removesuffix(GENTLE).endswith(own)}
    for key, text in words.items():
        if key.endswith(own):
            plain = key.removesuffix(own)
            out.pop(plain + GENTLE, None)
            out[plain] = text
            if key + GENTLE in words:
                out[plain + GENTLE] = words[key + GENTLE]
    return out


def card_keys(desk: str) -> tuple[str, str, str]:
    """Return the keys that make a desk's role card; its limit counts them together."""
    return (f"desks.{desk}.card", f"desks.{desk}.may", f"desks.{desk}.may_not")


def _each(section: str, n: int, name: str, keys: str, *, must: bool = True, most: int = 0) -> Iterator[Wanted]:
    for key in keys.split():
        yield Wanted(f"{section}.{name}.{key}", (section, n), must, most)


def _frame(scenario: Scenario) -> Iterator[Wanted]:
    for key in FRAME:
        yield Wanted(f"scenario.{key}", ("id",), must=key != "day" or bool(scenario.start_day))
    yield Wanted("scenario.credit", ("id",), must=False)
    # What a facilitator says in a conflict, and to a table that does not talk with the others.
    yield Wanted("craft.time_out", ("id",), must=False)
    yield Wanted("craft.nudge", ("id",), must=False)
    # The training fact of the lobby: what it is about, what it says, its check word.
    for key in ("title", "full", "word"):
        yield Wanted(f"scenario.practice.{key}", ("id",), must=False)
    for n, desk in enumerate(scenario.desks):
        yield from _each("desks", n, desk.id, "name short card may may_not contact")
        yield from _each("desks", n, desk.id, "letters", must=False)
    for n, preset in enumerate(scenario.presets):
        yield from _each("presets", n, preset.id, "name")
        for m, team in enumerate(preset.teams):
            yield Wanted(f"teams.{team.id}.name", ("presets", n, "teams", m))
            # A team may be called otherwise where it holds other desks.
            yield Wanted(f"teams.{preset.id}.{team.id}.name", ("presets", n, "teams", m), must=False)
    for n, profile in enumerate(scenario.profiles):
        yield from _each("profiles", n, profile.id, "name")
        for m, phase in enumerate(profile.phases):
            yield Wanted(f"phases.{phase.id}.name", ("profiles", n, "phases", m))
            yield Wanted(f"phases.{phase.id}.say", ("profiles", n, "phases", m))
    for n, role in enumerate(scenario.roles):
        yield from _each("roles", n, role.id, "name")
        yield from _each("roles", n, role.id, "what", must=False)
    yield from _law(scenario)
    for n, objective in enumerate(scenario.objectives):
        yield from _each("objectives", n, objective.id, "text")
        for tick in objective.ticks:
            yield Wanted(f"objectives.{objective.id}.ticks.{tick}.text", ("objectives", n), most=TICK)
    for n, dimension in enumerate(scenario.rubric):
        bands = {band.band for band in dimension.bands}
        yield from _each("rubric", n, dimension.id, "name U")
        for band in "PSM":
            yield Wanted(f"rubric.{dimension.id}.{band}", ("rubric", n), must=band in bands)
    for n, aim in enumerate(scenario.win):
        yield from _each("win", n, aim.id, "text")
    for n, asked in enumerate(scenario.debrief):
        yield from _each("debrief", n, asked.id, "ask")


def _law(scenario: Scenario) -> Iterator[Wanted]:
    """Yield what the countries, their law cards and the exchange between them say."""
    for n, country in enumerate(scenario.countries):
        yield from _each("countries", n, country.id, "name")
        yield from _each("countries", n, country.id, "card", most=LAW_CARD)
    for n, law in enumerate(scenario.laws):
        yield from _each("laws", n, law.id, "text", most=LAW)
    for n, code in enumerate(scenario.codes):
        yield from _each("codes", n, code.id, "name means")
    for n, urgency in enumerate(scenario.urgencies):
        yield from _each("urgencies", n, urgency.id, "name")
    for n, refusal in enumerate(scenario.refusals):
        yield from _each("refusals", n, refusal.id, "name")


def _facts(scenario: Scenario) -> Iterator[Wanted]:
    for n, fact in enumerate(scenario.facts):
        yield from _each("facts", n, fact.id, "title", most=TITLE)
        yield from _each("facts", n, fact.id, "full", most=FACT)
        for form in ("short", "anon"):
            yield Wanted(f"facts.{fact.id}.{form}", ("facts", n), form in fact.forms, FACT)
        yield from _each("facts", n, fact.id, "source warn instead", must=False)
        for what in fact.about:
            yield Wanted(f"facts.{fact.id}.about.{what}", ("facts", n, "about"), must=False)
        for rule in fact.rules:
            if rule.basis:
                yield Wanted(f"bases.{rule.basis}.name", ("facts", n, "rules"))
    for n, entity in enumerate(scenario.entities):
        yield from _each("entities", n, entity.id, "name")
    for n, channel in enumerate(scenario.channels):
        yield from _each("channels", n, channel.id, "name what")
    for n, lookup in enumerate(scenario.lookups):
        yield from _each("lookups", n, lookup.id, "name")
    for n, question in enumerate(scenario.questions):
        yield from _each("questions", n, question.id, "ask headline")
        yield from _each("questions", n, question.id, "debrief", must=False)


def _play(scenario: Scenario) -> Iterator[Wanted]:
    for n, action in enumerate(scenario.actions):
        yield from _each("actions", n, action.id, "title what done")
        locked = action.listed and (action.opens is not None or bool(action.stands_on))
        yield from _each("actions", n, action.id, "needs", must=locked)
        for m, option in enumerate(action.options):
            here: Path = ("actions", n, "options", m)
            yield Wanted(f"actions.{action.id}.options.{option.id}.title", here)
            yield Wanted(f"actions.{action.id}.options.{option.id}.result", here)
            yield Wanted(f"actions.{action.id}.options.{option.id}.debrief", here, must=False)
        for m, tick in enumerate(action.ticks):
            yield Wanted(f"actions.{action.id}.ticks.{tick.id}.title", ("actions", n, "ticks", m))
    for n, sheet in enumerate(scenario.sheets):
        yield from _each("sheets", n, sheet.id, "title what")
        for m, line in enumerate(sheet.lines):
            yield Wanted(f"sheets.{sheet.id}.lines.{line.id}.title", ("sheets", n, "lines", m))
            yield Wanted(f"sheets.{sheet.id}.lines.{line.id}.starter", ("sheets", n, "lines", m))
    for n, need in enumerate(scenario.needs):
        yield from _each("needs", n, need.id, "title met missed")
    for n, inject in enumerate(scenario.injects):
        yield from _each("injects", n, inject.id, "title")
        yield from _each("injects", n, inject.id, "text", most=INJECT)
        yield from _each("injects", n, inject.id, "expected ignored", must=inject.expected is not None)
        yield from _each("injects", n, inject.id, "control", must=False)
    for n, talk in enumerate(scenario.talks):
        yield from _each("talks", n, talk.id, "title rules")
        for m, card in enumerate(talk.cards):
            yield Wanted(f"talks.{talk.id}.cards.{card.id}.ask", ("talks", n, "cards", m))
            yield Wanted(f"talks.{talk.id}.cards.{card.id}.answer", ("talks", n, "cards", m))
    for n, hint in enumerate(scenario.hints):
        yield from _each("hints", n, hint.id, "text")


def _story(scenario: Scenario) -> Iterator[Wanted]:
    for n, person in enumerate(scenario.people):
        yield from _each("people", n, person.id, "name card")
        yield from _each("people", n, person.id, "call", must=False)
        yield from _each("people", n, person.id, "voice", must=person.voice, most=VOICE)
        yield Wanted(f"statuses.{person.status}.name", ("people", n, "status"))
        if person.place:
            yield Wanted(f"places.{person.place}.name", ("people", n, "place"))
    for n, group in enumerate(scenario.groups):
        yield from _each("groups", n, group.id, "name")
    for n, track in enumerate(scenario.tracks):
        yield from _each("tracks", n, track.id, f"name {' '.join(track.stages)}")
    for n, resource in enumerate(scenario.resources):
        yield from _each("resources", n, resource.id, "name")
    for n, harm in enumerate(scenario.harms):
        yield from _each("harms", n, harm.id, "title what helped")


def _map(scenario: Scenario) -> Iterator[Wanted]:
    """Yield the names that stand on the map, and what is said of things that move."""
    drawn = scenario.map
    entities = {entity.id for entity in scenario.entities}
    for n, outline in enumerate(drawn.outlines):
        if outline.label is not None:
            yield Wanted(f"map.{outline.id}.name", ("map", "outlines", n))
    for n, place in enumerate(drawn.places):
        here: Path = ("map", "places", n)
        yield Wanted(f"places.{place.id}.name", here, must=place.id not in entities)
        yield Wanted(f"map.{place.id}.name", here, must=False)
        for word in place.unsaid:
            yield Wanted(f"places.{word}.name", here)
    for n, route in enumerate(drawn.routes):
        yield Wanted(f"map.{route.id}.name", ("map", "routes", n))
    for n, mover in enumerate(drawn.movers):
        yield Wanted(f"map.{mover.id}.name", ("map", "movers", n), must=False)
        for m, stop in enumerate(mover.stops):
            yield Wanted(f"map.{mover.id}.{stop.id}.what", ("map", "movers", n, "stops", m))


def _spoken(scenario: Scenario) -> Iterator[Wanted]:
    """Yield what effects and conditions name only by its text: statuses, places, consents, notices."""
    for path, record in records(scenario):
        match record:
            case rules.SetStatus(_, status) | rules.Status(_, status):
                yield Wanted(f"statuses.{status}.name", path)
            case rules.Place(_, place) | rules.Placed(_, place):
                yield Wanted(f"places.{place}.name", path)
            case rules.AgreeTo(person, about):
                yield Wanted(f"consents.{person}.{about}.words", path)
            case rules.Notice(notice):
                yield Wanted(f"notices.{notice}.text", path)
            case _:
                pass
