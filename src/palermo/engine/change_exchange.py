"""What events of the exchange change in the world: messages, talk, lookups, assessments. See `apply.py`."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from palermo.engine import events as e
from palermo.engine.change_exercise import acted
from palermo.engine.state import HitState, Message, ToldState, World
from palermo.engine.tables import on

CHANGES: dict[type, Any] = {}


@on(CHANGES, e.MessageSent)
def _message_sent(world: World, event: e.MessageSent, t: int) -> World:
    message = Message(
        event.id,
        event.kind,
        event.desk,
        event.seat,
        event.to,
        event.channel,
        event.items,
        event.about,
        event.reply_to,
        event.due,
        event.basis,
        event.text,
        event.reason,
        t,
        event.arrives,
        code=event.code,
        copies=event.copies,
        urgency=event.urgency,
    )
    teams = tuple(dict.fromkeys(world.team_of[desk] for desk in event.to if desk in world.team_of))
    messages = {**world.messages, event.id: message}
    asked = messages.get(event.reply_to)
    if asked is not None:
        hold = event.kind == "hold"
        messages[asked.id] = replace(asked, held=event.id) if hold else replace(asked, answered=event.id)
    world = acted(world, world.team_of.get(event.desk, ""), t)
    flying = {**world.flying, event.id: tuple((team, event.arrives) for team in teams)}
    return replace(world, messages=messages, flying=flying)


@on(CHANGES, e.MessageThere)
def _message_there(world: World, event: e.MessageThere, t: int) -> World:
    message = world.messages[event.id]
    rows = tuple(row for row in world.flying.get(event.id, ()) if row[0] != event.team)
    flying = {key: value for key, value in world.flying.items() if key != event.id}
    if rows:
        flying[event.id] = rows
    there = replace(message, there={**message.there, event.team: t})
    return replace(world, messages={**world.messages, event.id: there}, flying=flying)


@on(CHANGES, e.MessageOpened)
def _message_opened(world: World, event: e.MessageOpened, t: int) -> World:
    message = world.messages[event.id]
    world = acted(world, event.team, t)
    read = replace(message, read={**message.read, event.team: t})
    return replace(world, messages={**world.messages, event.id: read})


@on(CHANGES, e.MessageTakenBack)
def _message_taken_back(world: World, event: e.MessageTakenBack, t: int) -> World:
    message = world.messages[event.id]
    flying = {key: value for key, value in world.flying.items() if key != event.id}
    messages = {**world.messages, event.id: replace(message, back=True)}
    asked = messages.get(message.reply_to)
    if asked is not None and event.id in (asked.answered, asked.held):
        messages[message.reply_to] = replace(
            asked,
            answered="" if asked.answered == event.id else asked.answered,
            held="" if asked.held == event.id else asked.held,
        )
    world = acted(world, world.team_of.get(message.desk, ""), t)
    return replace(world, messages=messages, flying=flying)


@on(CHANGES, e.ToldInPerson)
def _told_in_person(world: World, event: e.ToldInPerson, t: int) -> World:
    row = ToldState(event.giver_team, event.giver, event.team, event.desk, event.fact, t)
    world = acted(acted(world, event.team, t), event.giver_team, t)
    return replace(world, tolds={**world.tolds, event.id: row})


@on(CHANGES, e.ToldCorrected)
def _told_corrected(world: World, event: e.ToldCorrected, t: int) -> World:
    told = world.tolds.get(event.told)
    if told is None:
        return world
    world = acted(world, told.giver_team, t)
    return replace(world, tolds={**world.tolds, event.told: replace(told, corrected=event.text)})


@on(CHANGES, e.HitOwed)
def _hit_owed(world: World, event: e.HitOwed, t: int) -> World:
    hit = HitState(event.team, world.team_of[event.asker], event.asker, event.fact, event.lookup)
    return replace(world, hits={**world.hits, event.id: hit})


@on(CHANGES, e.HitDecided)
def _hit_decided(world: World, event: e.HitDecided, t: int) -> World:
    world = acted(world, event.owner_team, t)
    return replace(world, hits={**world.hits, event.id: replace(world.hits[event.id], open=False)})


@on(CHANGES, e.Established)
def _established(world: World, event: e.Established, t: int) -> World:
    world = acted(world, event.team, t) if event.team else world
    return replace(
        world,
        stands={**world.stands, event.question: t},
        stood_by={**world.stood_by, event.question: (event.team, event.facts)},
    )


@on(CHANGES, e.NotYet, e.LookedUp, e.NotRecognised)
def _not_yet(world: World, event: e.NotYet | e.LookedUp | e.NotRecognised, t: int) -> World:
    return acted(world, event.team, t)
