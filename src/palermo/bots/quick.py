"""Tables without hands: open, slow, siloed and careless ones act as soon as they can, the slow one after thinking."""

from __future__ import annotations

from random import Random

from msgspec.structs import replace

from palermo.bots.book import Book
from palermo.bots.chance import draw
from palermo.bots.choosing import choices
from palermo.bots.memory import Memory, Turn
from palermo.bots.mind import Mind, Text
from palermo.engine import commands as c
from palermo.engine.view import Own, View

AGAIN = 20  # seconds before the same thing is tried again
SLOW = (45, 150)  # seconds a slow table thinks, at the least and at the most
CARELESS_WISE = 0.3


def quick(book: Book, kind: str, view: View, own: Own, now: int, memory: Memory, random: Random, text: Text) -> Turn:
    """Play one turn of a table that has all the hands it wants."""
    if not memory.salt:
        memory = replace(memory, salt=f"{random.getrandbits(64):x}")
    known = view.known
    commands: list[c.Command] = [c.OpenMessage(mail.id) for mail in known.mail.values() if mail.state == "new"]
    found, wait = choices(book, view, own.desks, now, _mind(kind, view, memory, text))
    first, last = memory.first, memory.last
    wakes = [wait] if wait > now else []
    for choice in found:
        at = first.get(choice.key)
        if at is None:
            at = now
            first = {**first, choice.key: at}
        ready = max(at + _delay(kind, memory, choice.key), last.get(choice.key, -AGAIN) + AGAIN)
        if ready > now:
            wakes.append(ready)
            continue
        commands.append(choice.command)
        last = {**last, choice.key: now}
        first = {key: at for key, at in first.items() if key != choice.key}
    if len(view.new) >= 6:
        commands.append(c.SeeAll())
    return Turn(tuple(commands), replace(memory, first=first, last=last), min(wakes, default=-1))


def _delay(kind: str, memory: Memory, key: str) -> int:
    if kind != "slow":
        return 0
    least, most = SLOW
    return least + int((most - least) * draw(memory.salt, f"slow:{key}"))


def _mind(kind: str, view: View, memory: Memory, text: Text) -> Mind:
    careless, siloed = kind == "careless", kind == "siloed"
    return Mind(
        facts=view.known.facts.keys(),
        shares=lambda fact, team, asked: True,
        ticks=lambda tick: True,
        wise=lambda key: not careless or draw(memory.salt, f"wise:{key}") < CARELESS_WISE,
        heard=lambda item: True,
        text=text,
        gives=not siloed,
        asks=not siloed,
        careful=not careless,
    )
