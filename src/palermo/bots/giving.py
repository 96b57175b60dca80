"""Handing facts on, answering, asking: messages, each fact in the form its rule names for the desk that gets it."""

from __future__ import annotations

from palermo.bots.book import Book
from palermo.bots.memory import Choice
from palermo.bots.mind import Mind
from palermo.bots.starting import team_of
from palermo.engine import commands as c
from palermo.engine.commands import Item
from palermo.engine.known import Known, Mail
from palermo.engine.lawful import RANK, leaks, sendable
from palermo.engine.scenario import ShareRule
from palermo.engine.view import Power, View

NOTHING = "We have nothing on this that we may give you."
AGAIN = 360  # seconds after which a table asks the same thing again
ANSWER_IN = 180  # seconds in which it hopes for an answer


Lines = dict[str, Power]  # a desk's open channels, by id


def handovers(book: Book, view: View, desk: str, lines: Lines, mind: Mind) -> list[Choice]:
    """Return a message to each team for which the desk has facts that their rules allow it and that it has not been given."""
    if not mind.gives:
        return []
    known = view.known
    gave = _gave(known)
    out = []
    for team, desks, able in book.reach(desk, known):
        if not mind.careful:
            able = tuple(fact for fact in known.facts if book.index.facts[fact].desk == desk)
        facts = [fact for fact in able if fact in mind.facts]
        items = _items(book, known, facts, team, desks, gave, mind, asked=False)
        command = _message("own", book, desk, lines, items[: mind.bundle], mind)
        if command is not None:
            out.append(Choice(f"hand:{desk}>{team}", "hand", desk, 4, command))
        command = _sworn(book, known, desk, lines, team, [fact for fact in facts if fact in book.court], desks, mind)
        if command is not None:
            out.append(Choice(f"swear:{desk}>{team}", "hand", desk, 4, command))
    return out


def _sworn(
    book: Book, known: Known, desk: str, lines: Lines, team: str, facts: list[str], desks: tuple[str, ...], mind: Mind
) -> c.Send | None:
    """Return the message that hands facts over as evidence for a court, where a team needs them so and they went otherwise before."""
    if not facts or not mind.careful:
        return None
    gone = {
        item.fact
        for mail in known.mail.values()
        if mail.out
        for item in mail.items
        if item.to in desks and book.sworn(mail.channel)
    }
    for to in desks:
        channel = next((one.id for one in book.channels(desk, (to,)) if one.court and one.id in lines), "")
        wanted = [
            fact for fact in facts if fact not in gone and to in book.court[fact] and mind.shares(fact, team, False)
        ]
        items = [Item(fact, form, to) for fact in wanted if (form := _form(book, known, fact, to, mind))]
        if channel and items:
            return _sent("own", book, desk, channel, tuple(items[: mind.bundle]))
    return None


def answers(book: Book, view: View, desk: str, lines: Lines, mind: Mind) -> list[Choice]:
    """Return an answer to each request that the desk was sent, with what it may give, or the word that there is nothing."""
    known = view.known
    out = []
    for mail in known.mail.values():
        if mail.out or mail.kind != "request" or mail.answered or not mind.heard(f"mail:{mail.id}"):
            continue
        if desk != next((one for one in mail.to if one in known.desks), ""):
            continue
        command = _answer(book, known, desk, lines, mail, mind)
        if command is not None:
            out.append(Choice(f"answer:{mail.id}", "answer", desk, 1, command))
    return out


def requests(
    book: Book, known: Known, desk: str, actions: list[str], lines: Lines, now: int, mind: Mind
) -> list[Choice]:
    """Return a request to every other team about each question that holds one of the desk's actions up."""
    teams = team_of(known)
    others = tuple(desks[0] for team, desks in known.teams if team != known.watcher and desks)
    out = []
    for action in actions:
        for about, to in _lacking(book, known, action, others, teams, mind):
            recent = any(
                mail.out and mail.kind == "request" and mail.about == about and now - mail.at < AGAIN
                for mail in known.mail.values()
            )
            channel = _channel(book, desk, lines, to, mind)
            if recent or not channel:
                continue
            command = c.Send("request", desk, to, channel, about=about, due=ANSWER_IN, code=book.code(channel))
            out.append(Choice(f"ask:{about}", "ask", desk, 4.6, command))
    return out


def _lacking(
    book: Book, known: Known, action_id: str, others: tuple[str, ...], teams: dict[str, str], mind: Mind
) -> list[tuple[str, tuple[str, ...]]]:
    """Return what an action's needs name that the table lacks: a question and all teams, or a fact's matter and its desk."""
    action = book.index.actions[action_id]
    out: list[tuple[str, tuple[str, ...]]] = []
    for name in action.stands_on:
        facts = book.counting(name, known, tuple(fact for fact in book.grounds[name] if fact in mind.facts))
        if name not in known.stands and book.lacking(name, facts, known.teams):
            out.append((name, others))
    for fact in book.wanted[action_id]:
        about = book.index.facts[fact].about
        owner = book.index.facts[fact].desk
        if fact not in known.facts and about and teams.get(owner) not in ("", None, known.watcher):
            out.append((about[0], (owner,)))
    return out


def _answer(book: Book, known: Known, desk: str, lines: Lines, mail: Mail, mind: Mind) -> c.Send | None:
    teams = team_of(known)
    asker = teams.get(mail.desk, "")
    # Words are not read by bots: a request about nothing in particular is answered with whatever the rules allow.
    facts = [
        fact for fact in book.topics.get(mail.about, tuple(known.facts)) if fact in known.facts and fact in mind.facts
    ]
    facts = [fact for fact in facts if book.index.facts[fact].desk in known.desks]
    items = _items(book, known, facts, asker, (mail.desk,), _gave(known), mind, asked=True)[: mind.bundle]
    command = _message("answer", book, desk, lines, items, mind, mail.id, mail.about)
    if command is not None:
        return command
    channel = _channel(book, desk, lines, (mail.desk,), mind)
    if not channel:
        return None
    code = book.code(channel)
    return c.Send("answer", desk, (mail.desk,), channel, about=mail.about, reply_to=mail.id, text=NOTHING, code=code)


def _gave(known: Known) -> dict[tuple[str, str], int]:
    """Return the rank of the fullest form in which each fact was handed to each team."""
    out: dict[tuple[str, str], int] = {}
    for row in known.given:
        key = (row.fact, row.team)
        out[key] = max(RANK[row.form], out.get(key, 0))
    return out


def _items(
    book: Book,
    known: Known,
    facts: list[str],
    team: str,
    desks: tuple[str, ...],
    gave: dict[tuple[str, str], int],
    mind: Mind,
    *,
    asked: bool,
) -> list[Item]:
    out = []
    for fact in facts:
        before = gave.get((fact, team), 0)
        full = before >= RANK[known.facts[fact].form] or (mind.careful and before >= book.ranks[fact])
        if full or known.facts[fact].source in desks or not mind.shares(fact, team, asked):
            continue
        for desk in desks:
            if mind.careful and desk not in book.readers[fact]:
                continue
            form = _form(book, known, fact, desk, mind)
            if RANK[form] > before:
                out.append(Item(fact, form, desk))
                break
    return out


def _form(book: Book, known: Known, fact: str, desk: str, mind: Mind) -> str:
    if mind.careful:
        return sendable(book.scenario, known, fact, desk)
    held = RANK[known.facts[fact].form]
    return max((form for form in book.index.facts[fact].forms if RANK[form] <= held), key=RANK.__getitem__, default="")


def _message(
    kind: str,
    book: Book,
    desk: str,
    lines: Lines,
    items: list[Item],
    mind: Mind,
    reply_to: str = "",
    about: str = "",
) -> c.Send | None:
    """Return a message with the items, or with those for the first desk that some channel reaches; None where none does."""
    desks = tuple(dict.fromkeys(item.to for item in items))
    for to in (desks, *((one,) for one in desks)) if items else ():
        sent = tuple(item for item in items if item.to in to)
        channel = _channel(book, desk, lines, to, mind, sent)
        if channel:
            return _sent(kind, book, desk, channel, sent, reply_to, about)
    return None


def _sent(
    kind: str, book: Book, desk: str, channel: str, items: tuple[Item, ...], reply_to: str = "", about: str = ""
) -> c.Send:
    to = tuple(dict.fromkeys(item.to for item in items))
    basis = next((rule.basis for item in items for rule in _rules(book, item) if rule.basis), "")
    code = book.code(channel)
    return c.Send(kind, desk, to, channel, items, about=about, reply_to=reply_to, basis=basis, code=code)


def _rules(book: Book, item: Item) -> list[ShareRule]:
    return [rule for rule in book.index.facts[item.fact].rules if item.to in rule.to or "*" in rule.to]


def _channel(book: Book, desk: str, lines: Lines, to: tuple[str, ...], mind: Mind, items: tuple[Item, ...] = ()) -> str:
    """Return the quickest channel open to the desk that reaches all of the desks, a careful table's without a leak; or ''."""
    fit = [channel for channel in book.channels(desk, to) if channel.id in lines]
    if not mind.careful:
        return fit[-1].id if fit else ""
    return next((channel.id for channel in fit if not leaks(book.scenario, channel, items)), "")
