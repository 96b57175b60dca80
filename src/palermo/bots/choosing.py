"""Everything a table could do now: the open powers of its view, each made into a command."""

from __future__ import annotations

from palermo.bots import starting
from palermo.bots.book import Book
from palermo.bots.giving import answers, handovers, requests
from palermo.bots.memory import Choice
from palermo.bots.mind import Mind
from palermo.engine import commands as c
from palermo.engine.lawful import sendable
from palermo.engine.moments import at
from palermo.engine.view import Power, View

KIND_OF_CARD = {"open": 0, "probing": 1, "closed": 2}
GAP = "\u2026"
LATEST = 3
LINE = "Noted."


def choices(book: Book, view: View, desks: tuple[str, ...], now: int, mind: Mind) -> tuple[list[Choice], int]:
    """Return what the desks could do now, most pressing first, and the next second at which waiting may end (-1: none)."""
    out: list[Choice] = []
    waits: list[int] = []
    questions: dict[str, Power] = {}
    lines: dict[str, dict[str, Power]] = {}
    actions: dict[str, list[str]] = {}
    for power in view.can:
        if power.desk not in desks:
            continue
        if power.verb == "start":
            actions.setdefault(power.desk, []).append(power.target)
        if not power.open:
            continue
        if power.verb == "start":
            found, until = starting.start(book, view, power, now, mind)
            waits += [until] if until > now else []
            out += [found] if found is not None else []
        elif power.verb == "assess":
            questions.setdefault(power.target, power)
        elif power.verb == "send":
            lines.setdefault(power.desk, {})[power.target] = power
        else:
            out.extend(_other(book, view, power, now, mind))
    for power in questions.values():
        out += _assess(book, view, power, mind)
    for desk, free in lines.items():
        out += handovers(book, view, desk, free, mind)
        out += answers(book, view, desk, free, mind)
        out += requests(book, view.known, desk, actions.get(desk, []), free, now, mind) if mind.asks else []
    out.sort(key=lambda choice: choice.rank)
    return out, min(waits, default=-1)


def _other(book: Book, view: View, power: Power, now: int, mind: Mind) -> list[Choice]:
    desk, target = power.desk, power.target
    match power.verb:
        case "approve":
            return [Choice(f"approve:{target}:{desk}", "approve", desk, 0, c.Approve(desk, target, True))]
        case "release":
            return [_release(book, view, power)]
        case "write":
            return _line(book, view, power, now, mind)
        case "card":
            return _card(book, view, power)
        case "take_need":
            return [Choice(f"need:{target}", "need", desk, 9, c.TakeNeed(desk, target))]
        case _:
            return []


def _release(book: Book, view: View, power: Power) -> Choice:
    hit = view.known.hits[power.target]
    form = sendable(book.scenario, view.known, hit.fact, hit.asker)
    command = c.Release(
        power.target, bool(form), form or "full", "" if form else "Our rule for this does not allow it."
    )
    return Choice(f"release:{power.target}", "release", power.desk, 0, command)


def _line(book: Book, view: View, power: Power, now: int, mind: Mind) -> list[Choice]:
    if power.target in view.known.sheets:
        return []
    sheet, _, line = power.target.partition(".")
    words = _filled(mind.text(f"sheets.{sheet}.lines.{line}.starter") or LINE, view)
    command = c.WriteLine(power.desk, sheet, line, words)
    due = book.index.sheets[sheet].due
    left = (at(view.known.schedule, due) - now) / 60 if due is not None else 8.0
    return [Choice(f"line:{power.target}", "line", power.desk, 3.5 + max(-1.0, left / 10), command)]


def _filled(starter: str, view: View) -> str:
    """Return a line's starter with what the table can name where it leaves a gap: the facts that came last, by number."""
    facts = ", ".join(list(view.known.facts)[-LATEST:])
    return starter.replace("...", GAP).replace(GAP, facts)


def _card(book: Book, view: View, power: Power) -> list[Choice]:
    name, _, card_id = power.target.partition(".")
    if power.target in view.known.cards:
        return []
    talk = book.index.talks[name]
    card = next(card for card in talk.cards if card.id == card_id)
    if card.kind not in KIND_OF_CARD:
        return []
    rank = 2 + KIND_OF_CARD[card.kind] / 10
    return [Choice(f"card:{power.target}", "card", power.desk, rank, c.AskCard(power.desk, name, card_id))]


def _assess(book: Book, view: View, power: Power, mind: Mind) -> list[Choice]:
    question = power.target
    known = view.known
    if question in known.stands:
        return []
    facts = book.counting(question, known, tuple(fact for fact in book.grounds[question] if fact in mind.facts))
    tried = known.tried.get(question)
    if not facts or (tried is not None and set(facts) <= set(tried.facts)):
        return []
    if book.lacking(question, facts, known.teams):
        return []
    return [Choice(f"assess:{question}", "assess", power.desk, 5, c.Assess(power.desk, question, facts))]
