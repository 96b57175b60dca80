"""Messages, what is told in person, and lookups: the events they make."""

from __future__ import annotations

from palermo.engine import commands as c
from palermo.engine import events as e
from palermo.engine.commands import Item
from palermo.engine.conditions import status_of
from palermo.engine.effects import carry_out, hand_over, knows_less, price_of
from palermo.engine.index import index
from palermo.engine.lawful import RANK, forms_held, lawful_form, leaks, sendable
from palermo.engine.names import Match, best, plain
from palermo.engine.rules import Hand
from palermo.engine.scenario import Channel, Lookup
from palermo.engine.turn import Turn
from palermo.engine.urgency import due_in

LEAST_DELAY = 5  # seconds: what was sent can be taken back until then


def send(turn: Turn, command: c.Send, seat: str, message_id: str) -> None:
    """A message sets out; it arrives after its channel's time, longer while the channel is slow.

    The words of a refusal are its reason: they go to whoever asked.
    """
    world = turn.state.world
    channel = index(turn.scenario).channels[command.channel]
    slow, until = world.slowed.get(channel.id, (0, 0))
    arrives = turn.t + max(LEAST_DELAY, channel.takes) + (slow if turn.t < until else 0)
    items, copies = tuple(dict.fromkeys(command.items)), _copies(turn, channel, command)
    items += tuple(Item(fact, form, desk) for desk in copies for fact, form in _fullest(items).items())
    turn.tell(
        e.MessageSent(
            message_id,
            command.kind,
            command.desk,
            seat,
            (*dict.fromkeys(command.to), *copies),
            channel.id,
            items,
            command.about,
            command.reply_to,
            due_in(turn.scenario, turn.state, command.urgency) if command.urgency else command.due,
            command.basis,
            command.text or command.reason,
            command.reason,
            arrives,
            command.code,
            copies,
            command.urgency,
        )
    )
    if channel.id not in world.leaked and leaks(turn.scenario, channel, items):
        turn.tell(e.ChannelLeaked(channel.id, message_id))
        carry_out(turn, channel.leak)


def _copies(turn: Turn, channel: Channel, command: c.Send) -> tuple[str, ...]:
    """Return the contact desks that get a copy: those of the sender's and the recipients' countries, where another table has them."""
    if not channel.copies:
        return ()
    desks, team_of = index(turn.scenario).desks, turn.state.world.team_of
    reached = {team_of.get(desk) for desk in (command.desk, *command.to)}
    countries = dict.fromkeys(desks[desk].country for desk in (command.desk, *command.to))
    contacts = (one.contact for one in turn.scenario.countries if one.id in countries and one.contact)
    return tuple(desk for desk in contacts if desk in team_of and team_of[desk] not in reached)


def _fullest(items: tuple[Item, ...]) -> dict[str, str]:
    """Return each fact of a message with the fullest form it is sent in."""
    out: dict[str, str] = {}
    for item in items:
        if RANK[item.form] > RANK.get(out.get(item.fact, ""), 0):
            out[item.fact] = item.form
    return out


def heard(turn: Turn, desk: str, number: str, word: str | None, giver: str, told_id: str) -> None:
    """The receiver recorded what was said aloud. Recognised when number and word go together and the giver's table holds it.

    It comes in the form the rules allow, never more than the giver holds; what no rule allows comes as the giver holds it.
    A fact without a form does not travel, by word of mouth either.
    """
    world = turn.state.world
    team = world.team_of[desk]
    known = index(turn.scenario)
    number_, word_ = number.strip().casefold(), (word or "").strip().casefold()
    fact = known.numbers.get(number_)
    if fact is not None and word is not None and known.words.get((number_, word_)) is not fact:
        fact = None
    giver_desk = giver or (fact.desk if fact is not None else "")
    giver_team = world.team_of.get(giver_desk, "")
    have = turn.state.known[giver_team].facts.get(fact.id) if fact is not None and giver_team else None
    if fact is None or have is None or giver_team == team or not fact.forms:
        turn.tell(e.NotRecognised(team, number))
        return
    form = sendable(turn.scenario, turn.state.known[giver_team], fact.id, desk)
    if not form:
        form = max(forms_held(fact, have.form), key=lambda held: RANK[held], default=have.form)
    turn.tell(e.ToldInPerson(told_id, giver_team, giver_desk, team, desk, fact.id, form))
    price_of(turn, fact.id, form, giver_desk, desk, told_id)


def ask(turn: Turn, command: c.Ask, look_id: str) -> None:
    """Look a key up. No hit looks the same whether there is nothing, nothing yet, or nothing for the asker."""
    lookup = index(turn.scenario).lookups[command.lookup]
    team = turn.state.world.team_of[command.desk]
    owner = turn.state.world.team_of.get(lookup.desk, "")
    match = found(lookup, command.key)
    held = bool(lookup.fact) and owner != "" and lookup.fact in turn.state.known[owner].facts
    hit = held and match is not None and not (lookup.suspects and _presumed(turn, command.key))
    turn.tell(e.LookedUp(look_id, team, command.desk, command.lookup, command.key, hit))
    if not hit or match is None:
        return
    if owner == team or (lookup.open and match.exact):
        form = lawful_form(turn.scenario, turn.state.known[owner], lookup.fact, command.desk) or "short"
        if knows_less(turn, team, lookup.fact, form):
            turn.tell(e.FactLearned(team, lookup.fact, form, "lookup", lookup.desk))
        return
    turn.tell(e.HitOwed(look_id, owner, lookup.desk, command.desk, command.lookup, lookup.fact, command.key))


def found(lookup: Lookup, key: str) -> Match | None:
    """Return the key of a holding that is asked for, as a match: by names where it holds names, else the same letters."""
    if lookup.names:
        return best(key, lookup.keys)
    same = next((one for one in lookup.keys if plain(one) == plain(key)), None)
    return Match(same) if same is not None else None


def _presumed(turn: Turn, name: str) -> bool:
    """Tell whether a name may be that of somebody who is presumed exploited."""
    named = [one for one in turn.scenario.people if one.names]
    named = [one for one in named if status_of(turn.scenario, turn.state, one.id) == "presumed"]
    return any(best(name, one.names) is not None for one in named)


def release(turn: Turn, command: c.Release) -> None:
    """The owner decides about a hit: the fact goes as a message of its own, or the asker hears a reasoned no."""
    hit = turn.state.world.hits[command.hit]
    owner = index(turn.scenario).lookups[hit.lookup].desk
    turn.tell(e.HitDecided(command.hit, hit.owner_team, hit.asker_team, command.yes, command.reason))
    if command.yes:
        hand_over(turn, Hand(hit.fact, owner, (hit.asker,), command.form), f"{command.hit}.given")
