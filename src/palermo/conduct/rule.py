"""A rule occupant: a desk nobody plays that answers when it is asked, and never begins anything."""

from __future__ import annotations

from collections.abc import Iterator

from palermo.bots.book import Book, book
from palermo.bots.memory import Memory, Turn
from palermo.engine import commands as c
from palermo.engine.commands import Command, Item
from palermo.engine.known import Known
from palermo.engine.lawful import leaks, sendable
from palermo.engine.scenario import Scenario
from palermo.engine.view import Expected, Own, View

AFTER = 20  # exercise seconds between being asked and the answer
NOTHING = "We have nothing on this that we may give you."


def rule(scenario: Scenario, view: View, own: Own, now: int, after: int = AFTER) -> Turn:
    """Return the turn of a rule occupant: what its desk was asked for `after` exercise seconds ago.

    It says yes, answers requests with the desk's own facts as far as their rules allow, releases a hit likewise, and starts what
    the scenario lets begin by rule. It never leads: what opens such an action is for others to bring about.
    """
    commands: list[Command] = []
    wakes: list[int] = []
    for asked in view.expected:
        if asked.desk not in own.desks or asked.kind not in ("approve", "answer", "release"):
            continue
        if now < asked.since + after:
            wakes.append(asked.since + after)
            continue
        command = _answer(book(scenario), view, asked)
        if command is not None:
            commands.append(command)
    commands.extend(_begun(book(scenario), view, own))
    return Turn(tuple(commands), Memory(), min(wakes, default=-1))


def _begun(pages: Book, view: View, own: Own) -> Iterator[Command]:
    """Yield the start of each action of the desk that begins by rule, now that it is open: its first option, all of its lines."""
    for power in view.can:
        if power.verb != "start" or not power.open or power.desk not in own.desks:
            continue
        if not pages.index.actions[power.target].by_rule:
            continue
        option = next(iter(power.slots["option"]), "")
        stands_on = power.slots["stands_on"]
        grounds = tuple(fact for one in stands_on for fact in pages.counting(one, view.known, pages.grounds[one]))
        yield c.Start(power.desk, power.target, option, power.slots["tick"], grounds)


def _answer(pages: Book, view: View, asked: Expected) -> Command | None:
    known = view.known
    if asked.kind == "answer" and known.mail[asked.target].held:
        return None  # whoever put it on hold will answer
    if asked.kind == "approve":
        return c.Approve(asked.desk, asked.target, True)
    if asked.kind == "release":
        hit = known.hits[asked.target]
        form = sendable(pages.scenario, known, hit.fact, hit.asker)
        return c.Release(hit.id, True, form) if form else c.Release(hit.id, False, reason=NOTHING)
    return _reply(pages, view, asked.desk, asked.target)


def _reply(pages: Book, view: View, desk: str, request: str) -> Command | None:
    mail = view.known.mail[request]
    items = _items(pages, view.known, desk, mail.about, mail.desk)
    open_ = {p.target for p in view.can if p.verb == "send" and p.desk == desk and mail.desk in p.slots["to"]}
    fit = [one for one in pages.channels(desk, (mail.desk,)) if one.id in open_]
    channel = next((one.id for one in fit if not leaks(pages.scenario, one, items)), "")
    if not channel:
        return None
    text = "" if items else NOTHING
    return c.Send(
        "answer", desk, (mail.desk,), channel, items, mail.about, request, text=text, code=pages.code(channel)
    )


def _items(pages: Book, known: Known, desk: str, about: str, to: str) -> tuple[Item, ...]:
    facts = [f for f in pages.topics.get(about, ()) if f in known.facts and pages.index.facts[f].desk == desk]
    forms = [(fact, sendable(pages.scenario, known, fact, to)) for fact in facts]
    return tuple(Item(fact, form, to) for fact, form in forms if form)
