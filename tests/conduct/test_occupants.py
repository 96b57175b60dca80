from __future__ import annotations

import asyncio
import math
import time
from random import Random

from conduct.room import START, Room, small
from palermo.bots.memory import Memory, Turn
from palermo.conduct.memo import Packages
from palermo.conduct.occupants import Occupants, play_out
from palermo.conduct.submit import Conduct
from palermo.conduct.ticker import Ticker
from palermo.engine import commands as c
from palermo.engine import events as e
from palermo.engine.commands import Item
from palermo.engine.overview import UNPLAYED_AFTER
from palermo.engine.scenario import Scenario
from palermo.engine.view import Own, View
from palermo.log.memory import MemoryLog

REPORT = c.Start("BG", "report", ticks=("papers", "people"))


def of_bots(policy: str = "open", exercise: str = "x") -> Room:
    room = Room(MemoryLog(), exercise=exercise)
    digest = room.packages.add(small())
    room.accepted("server", c.Create(digest, "trio", "P30", "en"))
    for desk in ("BG", "POL", "NGO"):
        room.accepted("control", c.Occupy(desk, "bot", policy))
    room.accepted("control", c.Begin())
    return room


def test_bots_alone_play_an_exercise_to_its_end() -> None:
    room = of_bots()
    occupants = Occupants(room.conduct, seed=1)
    end = play_out(room.conduct, occupants, "x", START)
    assert end == START + 1500
    (ended,) = room.told(e.Ended)
    assert isinstance(ended.event, e.Ended)
    assert ended.event.outcome["won"] == 1
    assert {row.seat for row in room.log.commands("x")} >= {"bot:BG", "bot:POL", "bot:NGO"}
    assert occupants.refused.total() == 0


def test_the_same_seed_plays_the_same_and_another_does_not() -> None:
    def played(seed: int) -> list[tuple[int, e.Event]]:
        room = of_bots("random")
        play_out(room.conduct, Occupants(room.conduct, seed), "x", START)
        return [(entry.t, entry.event) for entry in room.entries()]

    assert played(1) == played(1)
    assert played(1) != played(2)


def test_a_bot_is_shown_its_view_and_asked_when_something_is_new_or_its_time_has_come() -> None:
    asked: list[tuple[str, int, int]] = []

    def player(
        policy: str,
        scenario: Scenario,
        view: View,
        own: Own,
        now: int,
        memory: Memory,
        random: Random,
        text: object,
        /,
    ) -> Turn:
        assert view.known.watcher == own.team
        asked.append((own.seat, now, view.known.version))
        return Turn((), memory, now + 100 if own.desks == ("BG",) and now < 250 else -1)

    room = Room(MemoryLog()).set_up()
    room.accepted("control", c.Occupy("BG", "bot", "open"))
    occupants = Occupants(room.conduct, players={"bot": player})
    assert occupants.turn_blocking("x", START) == START + 100
    assert occupants.turn_blocking("x", START + 50) == START + 100
    assert occupants.turn_blocking("x", START + 100) == START + 200
    occupants.turn_blocking("x", START + 200)
    before = len(asked)
    room.accepted("control", c.Announce("Five minutes."))
    occupants.turn_blocking("x", START + 210)
    assert len(asked) == before + 1
    assert {seat for seat, _, _ in asked} == {"bot:BG"}


def test_whoever_takes_a_bots_chair_takes_it_over() -> None:
    room = of_bots()
    occupants = Occupants(room.conduct)
    occupants.turn_blocking("x", START + 310)
    room.accepted("control", c.TakeSeat("greta", "T1", ("BG",)))
    room.accepted("control", c.Occupy("BG", "people"))
    occupants.turn_blocking("x", START + 320)
    state = room.conduct.state("x")
    assert state is not None
    assert state.world.seats["bot:BG"].gone
    commands = len([row for row in room.log.commands("x") if row.seat == "bot:BG"])
    play_out(room.conduct, occupants, "x", START + 320)
    assert len([row for row in room.log.commands("x") if row.seat == "bot:BG"]) == commands


def test_bots_keep_still_while_the_clock_stands() -> None:
    room = of_bots()
    occupants = Occupants(room.conduct)
    occupants.turn_blocking("x", START + 305)
    room.accepted("control", c.Pause("time_out"), at=305)
    before = room.entries()
    room.accepted("control", c.Announce("We go on in five minutes."))
    assert occupants.turn_blocking("x", START + 900) is None
    assert room.entries()[:-1] == before
    assert occupants.refused.total() == 0


def with_rule(desk: str) -> tuple[Room, Occupants]:
    room = Room(MemoryLog()).set_up()
    room.accepted("control", c.Occupy(desk, "rule"))
    return room, Occupants(room.conduct)


def run(occupants: Occupants, first: int, last: int) -> None:
    for at in range(first, last + 1):
        occupants.turn_blocking("x", START + at)


def test_a_rule_occupant_says_yes_twenty_seconds_after_it_was_asked() -> None:
    room, occupants = with_rule("BG")
    room.accepted("greta", REPORT, at=310)
    run(occupants, 311, 345)
    room.accepted("nina", c.Start("NGO", "rights"), at=350)
    run(occupants, 350, 380)
    (given,) = room.told(e.ApprovalGiven)
    assert isinstance(given.event, e.ApprovalGiven)
    assert (given.event.desk, given.event.yes, given.t) == ("BG", True, 370)
    assert given.cause.startswith("command:bot:BG.")


def test_a_rule_occupant_answers_with_what_its_rules_allow_and_no_more() -> None:
    room, occupants = with_rule("NGO")
    room.accepted("paul", c.Send("request", "POL", ("NGO",), "line", about="mill", due=120), "q", at=310)
    run(occupants, 310, 400)
    (sent,) = [
        x.event for x in room.told(e.MessageSent) if isinstance(x.event, e.MessageSent) and x.event.desk == "NGO"
    ]
    assert sent.kind == "answer"
    assert sent.items == (Item("NGO-1", "anon", "POL"),)
    assert sent.reply_to == "paul.q"


def test_a_rule_occupant_says_so_when_it_has_nothing_to_give() -> None:
    room, occupants = with_rule("NGO")
    room.accepted("paul", c.Send("request", "POL", ("NGO",), "line", about="passports"), at=310)
    run(occupants, 310, 400)
    (sent,) = [
        x.event for x in room.told(e.MessageSent) if isinstance(x.event, e.MessageSent) and x.event.desk == "NGO"
    ]
    assert sent.items == ()
    assert room.log.texts("x")[sent.text] == "We have nothing on this that we may give you."


def test_a_rule_occupant_never_begins_anything() -> None:
    room, occupants = with_rule("NGO")
    room.accepted("greta", REPORT, at=310)
    run(occupants, 311, 800)
    mine = [row for row in room.log.commands("x") if row.seat == "bot:NGO"]
    assert mine == []


def test_a_live_server_plays_bots_against_the_real_clock() -> None:
    room = of_bots()
    log = room.log
    conduct = Conduct(log, Packages(log), clock=time.time)
    start = time.time()
    conduct.submit_blocking("y", "server", "a", c.Create(small().digest, "trio", "P25", "en"))
    for desk in ("BG", "POL", "NGO"):
        conduct.submit_blocking("y", "control", desk, c.Occupy(desk, "bot", "open"))
    conduct.submit_blocking("y", "control", "b", c.Begin())
    conduct.submit_blocking("y", "control", "s", c.SetSpeed(600))
    occupants = Occupants(conduct)
    conduct.listen(occupants.moved)

    async def serve() -> None:
        tasks = [asyncio.create_task(occupants.run()), asyncio.create_task(Ticker(conduct).run())]
        while True:
            await asyncio.sleep(0.05)
            state = conduct.state("y")
            assert state is not None
            assert time.time() - start < 20
            if state.world.ended >= 0:
                break
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    asyncio.run(serve())
    state = conduct.state("y")
    assert state is not None
    assert state.world.done
    assert not math.isinf(state.world.clock.wall)


def test_what_control_does_not_answer_for_a_desk_the_rule_answers_after_a_minute() -> None:
    room = Room(MemoryLog()).set_up()
    room.accepted("control", c.Occupy("NGO", "control"))
    occupants = Occupants(room.conduct)
    room.accepted("paul", c.Send("request", "POL", ("NGO",), "line", about="mill"), at=310)
    play_until(room, occupants, 400)
    (answer,) = [entry.event for entry in room.told(e.MessageSent) if entry.event.kind == "answer"]
    (there,) = [entry for entry in room.told(e.MessageThere) if entry.event.id == answer.reply_to]
    at = next(entry.t for entry in room.told(e.MessageSent) if entry.event.kind == "answer")
    assert (answer.desk, answer.seat, at) == ("NGO", "server@T3", there.t + UNPLAYED_AFTER)
    assert not [entry for entry in room.told(e.SeatTaken) if entry.event.seat.startswith("bot:")]


def test_what_control_answers_itself_is_not_answered_twice() -> None:
    room = Room(MemoryLog()).set_up()
    room.accepted("control", c.Occupy("NGO", "control"))
    occupants = Occupants(room.conduct)
    room.accepted("paul", c.Send("request", "POL", ("NGO",), "line", about="mill"), "asked", at=310)
    play_until(room, occupants, 350)
    room.accepted("control@T3", c.Send("answer", "NGO", ("POL",), "line", about="mill", reply_to="paul.asked"), at=350)
    play_until(room, occupants, 500)
    assert len([entry for entry in room.told(e.MessageSent) if entry.event.kind == "answer"]) == 1


def play_until(room: Room, occupants: Occupants, at: int) -> None:
    """Let occupants act as their times come, until an exercise second."""
    while room.clock.wall < START + at:
        room.clock.wall += 5
        occupants.turn_blocking(room.exercise, room.clock.wall)
