"""A table that does anything it may, by chance: for tests, and for what a scenario does under nobody's plan."""

from __future__ import annotations

from random import Random

from msgspec.structs import replace

from palermo.bots.book import Book
from palermo.bots.memory import Memory, Turn
from palermo.engine import commands as c
from palermo.engine.can import REPLIES
from palermo.engine.commands import Command, Item
from palermo.engine.view import Own, Power, View

AT_MOST = 3
PAUSE = (5, 60)


def guess(book: Book, view: View, own: Own, now: int, memory: Memory, random: Random) -> Turn:
    """Do up to three random things, then wait for up to a minute."""
    if now < memory.last.get("", 0):
        return Turn((), memory, memory.last[""], memory.last[""])
    powers = [power for power in view.can if power.open and (not power.desk or power.desk in own.desks)]
    powers = [power for power in powers if power.verb != "pin"]  # a table's board is for people, and changes nothing
    commands: list[Command] = []
    for power in random.sample(powers, min(len(powers), random.randint(0, AT_MOST))):
        command = _command(book, view, own, power, random)
        if command is not None:
            commands.append(command)
    wake = now + random.randint(*PAUSE)
    return Turn(tuple(commands), replace(memory, last={"": wake}), wake, wake)


def _command(book: Book, view: View, own: Own, power: Power, random: Random) -> Command | None:
    desk, target = power.desk, power.target
    match power.verb:
        case "send":
            return _send(book, view, power, random)
        case "take_back":
            return c.TakeBack(target)
        case "open":
            return c.OpenMessage(target)
        case "heard" | "correct" | "ask":
            return _say(book, own, power, random)
        case "release":
            return c.Release(target, random.random() < 0.5, random.choice(power.slots["form"]), "By chance.")
        case "assess":
            return c.Assess(desk, target, _some(list(view.known.facts), random))
        case "start":
            return _start(view, power, random)
        case "approve":
            return c.Approve(desk, target, random.random() < 0.8, "By chance.")
        case "drop":
            return c.Drop(target)
        case "write" | "choose":
            return _line(view, power, random)
        case "take_need":
            return c.TakeNeed(desk, target)
        case "card":
            talk, _, card = target.partition(".")
            return c.AskCard(desk, talk, card)
        case "see_all":
            return c.SeeAll()
        case _:
            return None


def _line(view: View, power: Power, random: Random) -> Command:
    sheet, _, line = power.target.partition(".")
    row = view.known.sheets.get(power.target)
    if power.verb == "choose" and row is not None:
        return c.ChooseLine(power.desk, sheet, line, random.choice(row.versions).n)
    return c.WriteLine(power.desk, sheet, line, "By chance.", row.count if row is not None else 0)


def _say(book: Book, own: Own, power: Power, random: Random) -> Command:
    match power.verb:
        case "heard":
            fact = random.choice(book.scenario.facts)
            word = fact.word if random.random() < 0.5 else "nothing"
            return c.Heard(power.desk or own.desks[0], fact.id, word)
        case "correct":
            return c.Correct(power.target, "Not so.")
        case _:
            keys = next((one.keys for one in book.scenario.lookups if one.id == power.target), ())
            return c.Ask(power.desk, power.target, random.choice((*keys, "nobody")))


def _send(book: Book, view: View, power: Power, random: Random) -> Command:
    kind, to, reply_to = random.choice(power.slots["kind"]), random.choice(power.slots["to"]), ""
    if kind in REPLIES:
        reply_to = random.choice(power.slots["reply_to"])
        desk = view.known.mail[reply_to].desk
        to = desk if desk in power.slots["to"] else to
    chosen = random.sample(power.slots["item"], min(3, len(power.slots["item"]))) if random.random() < 0.6 else []
    if kind == "hold" and view.known.mail[reply_to].held:
        kind = "answer"
    silent = kind in ("refusal", "hold")
    pairs = [] if silent else [item.split("|") for item in chosen]
    return c.Send(
        kind,
        power.desk,
        (to,),
        power.target,
        tuple(Item(fact, form, to) for fact, form in pairs),
        about=random.choice(book.scenario.questions).id if book.scenario.questions else "",
        reply_to=reply_to,
        due=random.choice((0, 120)),
        basis=book.scenario.refusals[0].id if kind == "refusal" and book.scenario.refusals else "",
        text="By chance.",
        reason="By chance." if silent else "",
        code=book.code(power.target),
    )


def _start(view: View, power: Power, random: Random) -> Command:
    options, ticks = power.slots.get("option", ()), power.slots.get("tick", ())
    return c.Start(
        power.desk,
        power.target,
        random.choice(options) if options else "",
        _some(list(ticks), random) or ticks[:1],
        _some(list(view.known.facts), random) if power.slots.get("stands_on") else (),
    )


def _some(values: list[str], random: Random) -> tuple[str, ...]:
    return tuple(value for value in values if random.random() < 0.6)
