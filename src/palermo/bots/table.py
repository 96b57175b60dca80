"""A table of people with so many pairs of hands: it reads, talks, decides and misses things. Its assumptions are in
docs/decisions/0004-what-the-table-policy-assumes.md; the figures below are the whole of them."""

from __future__ import annotations

from random import Random

from msgspec.structs import replace

from palermo.bots import reading
from palermo.bots.book import Book
from palermo.bots.chance import draw
from palermo.bots.choosing import choices
from palermo.bots.memory import Choice, Hand, Memory, Turn
from palermo.bots.mind import Mind, Text
from palermo.engine import commands as c
from palermo.engine.known import Known
from palermo.engine.view import Own, View

WORDS_A_MINUTE = 120
SECONDS = {
    "start": 90, "assess": 90, "approve": 30, "release": 30, "answer": 30, "hand": 30, "ask": 30, "line": 30, "card": 20, "need": 10,
}  # fmt: skip
MISSES = 0.2
NOTICED_AFTER = 240
WISE = 0.9
BUNDLE = 3
AT_ONCE = 4  # items read in one go
AGAIN = 25  # seconds before the same thing is tried again


def table(book: Book, share: float, view: View, own: Own, now: int, memory: Memory, random: Random, text: Text) -> Turn:
    """Play one turn of a table. Commands are those of the desks of `own`; the plan is made for all desks that bots hold."""
    known = view.known
    if not memory.salt:
        memory = replace(memory, salt=f"{random.getrandbits(64):x}", hands=(Hand(),) * pairs(book, known))
    memory = _noticed(known, _arrived(known, memory, now), now)
    commands: list[c.Command] = []
    memory = _read(book, known, memory, now, commands)
    found: list[Choice] = []
    wait = -1
    if _must_choose(memory, now):
        bots = tuple(desk for desk in known.desks if known.occupants.get(desk, "").startswith("bot"))
        desks = tuple(dict.fromkeys((*own.desks, *bots)))
        found, wait = choices(book, view, desks, now, _mind(known, memory, share, text))
        memory = _act(own, found, memory, now, commands)
    memory = _plan(known, found, memory, now, text)
    if len(view.new) >= 6 and commands:
        commands.append(c.SeeAll())
    wakes = [hand.until for hand in memory.hands if hand.until > now]
    wakes += [at for at in memory.missed.values() if at > now]
    wakes += [wait] if wait > now else []
    idle = any(hand.until <= now for hand in memory.hands)
    busy = 0 if idle else min(hand.until for hand in memory.hands)
    return Turn(tuple(commands), memory, min(wakes, default=-1), busy)


def pairs(book: Book, known: Known) -> int:
    """Return how many pairs of hands the team works with."""
    preset = book.index.presets.get(known.setup.preset)
    teams = preset.teams if preset is not None else ()
    return next((team.pairs for team in teams if team.id == known.watcher), 1)


def _arrived(known: Known, memory: Memory, now: int) -> Memory:
    """Take in what was dealt or recorded as told, unless it is missed, and put on the pile what has come to be read."""
    counts = (len(known.facts), len(known.injects), len(known.lines), len(known.mail))
    if counts == memory.counts:
        return memory
    taken, missed = memory.taken, memory.missed
    held = {item for hand in memory.hands for item in hand.reads}.union(memory.unread)
    fresh = [f"fact:{have.fact}" for have in known.facts.values() if have.via in ("dealt", "told")]
    fresh = [item for item in fresh if item not in taken and item not in missed]
    pile = [x for x in reading.items(known) if x not in taken and x not in missed and x not in held]
    slips = {item for item in fresh if draw(memory.salt, f"miss:{item}") < MISSES}
    return replace(
        memory,
        taken={**taken, **{item: now for item in fresh if item not in slips}},
        missed={**missed, **dict.fromkeys(slips, now + NOTICED_AFTER)},
        unread=(*memory.unread, *pile),
        counts=counts,
    )


def _noticed(known: Known, memory: Memory, now: int) -> Memory:
    """Take in what was missed and is noticed now: after its time, or all of it when a hint has come."""
    if not memory.missed:
        return memory
    hints = sum(line.kind == "hint" for line in known.lines)
    ripe = [item for item, at in memory.missed.items() if at <= now or hints > memory.hinted]
    if not ripe:
        return memory if hints == memory.hinted else replace(memory, hinted=hints)
    taken = {**memory.taken, **_all_in(known, ripe, now)}
    missed = {item: at for item, at in memory.missed.items() if item not in taken}
    return replace(memory, taken=taken, missed=missed, hinted=hints)


def _all_in(known: Known, found: list[str], now: int) -> dict[str, int]:
    out = dict.fromkeys(found, now)
    for item in found:
        out.update((f"fact:{fact}", now) for fact in reading.inside(known, item))
    return out


def _read(book: Book, known: Known, memory: Memory, now: int, commands: list[c.Command]) -> Memory:
    """Finish what hands were reading: each item is taken in or missed; a request makes the table look at what it is about."""
    done = [item for hand in memory.hands if hand.reads and hand.until <= now for item in hand.reads]
    if not done:
        return memory
    asked = [name for name in map(_mail_id, done) if name and known.mail[name].kind == "request"]
    slips = {
        item
        for item in done
        if draw(memory.salt, f"miss:{item}") < MISSES and _mail_id(item) not in asked and not item.startswith("line:")
    }
    taken = {**memory.taken, **_all_in(known, [item for item in done if item not in slips], now)}
    missed = {**memory.missed, **dict.fromkeys(slips, now + NOTICED_AFTER)}
    about = {fact for name in asked for fact in book.topics.get(known.mail[name].about, ())}
    seen = [item for item in missed if about.intersection(reading.inside(known, item))]
    taken.update(_all_in(known, seen, now))
    missed = {item: at for item, at in missed.items() if item not in taken}
    commands += [c.OpenMessage(name) for name in map(_mail_id, done) if name and known.mail[name].state == "new"]
    hands = tuple(Hand() if hand.reads and hand.until <= now else hand for hand in memory.hands)
    return replace(memory, taken=taken, missed=missed, hands=hands)


def _mail_id(item: str) -> str:
    return item[5:] if item.startswith("mail:") else ""


def _mind(known: Known, memory: Memory, share: float, text: Text) -> Mind:
    salt, taken = memory.salt, memory.taken
    return Mind(
        facts={fact for fact in known.facts if f"fact:{fact}" in taken},
        shares=lambda fact, team, asked: draw(salt, f"share:{fact}>{team}") < share,
        ticks=lambda tick: draw(salt, f"tick:{tick}") < share,
        wise=lambda key: draw(salt, f"wise:{key}") < WISE,
        heard=lambda item: item in taken,
        text=text,
        bundle=BUNDLE,
    )


def _act(own: Own, found: list[Choice], memory: Memory, now: int, commands: list[c.Command]) -> Memory:
    """Carry out what hands have finished deciding, if it can still be done."""
    finished = [hand for hand in memory.hands if hand.work and hand.until <= now and hand.desk in own.desks]
    if not finished:
        return memory
    by_key = {choice.key: choice for choice in found}
    commands += [by_key[hand.work].command for hand in finished if hand.work in by_key]
    last = {**memory.last, **{hand.work: now for hand in finished}}
    return replace(memory, last=last, hands=tuple(Hand() if hand in finished else hand for hand in memory.hands))


def _must_choose(memory: Memory, now: int) -> bool:
    """Tell whether a decision has ripened, or more hands are free than there are stacks to read."""
    if any(hand.work and hand.until <= now for hand in memory.hands):
        return True
    free = sum(not hand.work and hand.until <= now for hand in memory.hands)
    return free > -(-len(memory.unread) // AT_ONCE)


def _plan(known: Known, found: list[Choice], memory: Memory, now: int, text: Text) -> Memory:
    """Give every free pair of hands its next piece of work: reading first, then what presses most."""
    if all(hand.until > now or hand.work for hand in memory.hands):
        return memory
    working = {hand.work for hand in memory.hands}
    free = [
        choice for choice in found if choice.key not in working and now - memory.last.get(choice.key, -AGAIN) >= AGAIN
    ]
    hands, unread = list(memory.hands), memory.unread
    for n, hand in enumerate(hands):
        if hand.until > now or hand.work:
            continue
        if unread:
            batch, unread = unread[:AT_ONCE], unread[AT_ONCE:]
            count = sum(reading.words(known, item, text) for item in batch)
            hands[n] = Hand(now + -(-count * 60 // WORDS_A_MINUTE), reads=batch)
        elif free:
            choice = free.pop(0)
            hands[n] = Hand(now + SECONDS[choice.kind], work=choice.key, desk=choice.desk)
    return replace(memory, hands=tuple(hands), unread=unread)
