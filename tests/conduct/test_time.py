from __future__ import annotations

import asyncio
import math
from collections.abc import Iterator
from pathlib import Path

import pytest

from conduct.room import START, Room
from palermo.conduct.memo import Packages
from palermo.conduct.submit import GRACE, Conduct
from palermo.conduct.ticker import Ticker
from palermo.engine import commands as c
from palermo.engine import events as e
from palermo.log.contract import Log
from palermo.log.memory import MemoryLog
from palermo.log.sqlite import SqliteLog


class Story:
    """A room with a ticker on the same clock, whose time passes in steps of a second."""

    def __init__(self) -> None:
        self.room = Room(MemoryLog(), grace=GRACE).set_up()
        self.ticker = Ticker(self.room.conduct)

    def tick(self, at: float) -> None:
        self.room.clock.wall = START + at
        asyncio.run(self.ticker.tick())

    def ticks(self, until: int) -> None:
        first = int(self.room.clock.wall - START) + 1

        async def run() -> None:
            for at in range(first, until + 1):
                self.room.clock.wall = START + at
                await self.ticker.tick()

        asyncio.run(run())

    def last_alive(self) -> int:
        return int((self.room.log.alive("x") or 0.0) - START)

    def happened(self) -> list[tuple[int, type, str]]:
        clock = (e.Paused, e.Resumed)
        return [(x.t, type(x.event), x.cause) for x in self.room.entries() if not isinstance(x.event, clock)]


@pytest.fixture
def story() -> Story:
    return Story()


def test_the_ticker_wakes_what_is_due_within_the_second(story: Story) -> None:
    story.ticks(until=1210)
    assert [(entry.t, entry.wall - START) for entry in story.room.told(e.InjectSent)] == [(540, 540), (900, 900)]
    assert story.room.told(e.Paused) == []


def test_a_quiet_clock_that_is_ticked_is_alive(story: Story) -> None:
    story.ticks(until=100)
    alive = story.room.log.alive("x")
    assert alive is not None
    assert alive >= START + 95
    story.room.accepted("control", c.Note("all quiet"), at=101)
    assert story.room.told(e.Paused) == []


def test_a_server_that_slept_comes_back_paused_at_the_moment_it_was_last_alive(story: Story) -> None:
    story.ticks(until=400)
    alive = story.room.log.alive("x")
    assert alive is not None
    story.tick(at=2200)
    (paused,) = story.room.told(e.Paused)
    assert isinstance(paused.event, e.Paused)
    assert paused.event.why == "server"
    assert paused.wall == alive
    assert paused.t == int(alive - START)
    assert story.room.told(e.InjectSent) == []
    assert story.room.log.alive("x") is None
    assert story.room.log.due_at("x") is None


def test_a_sleep_is_noticed_even_when_nothing_was_due_in_it(story: Story) -> None:
    story.ticks(until=400)
    due = story.room.log.due_at("x")
    assert due is not None
    assert due > START + 430
    story.tick(at=430)
    assert len(story.room.told(e.Paused)) == 1


def test_after_a_sleep_nothing_is_sent_twice_or_missed(story: Story) -> None:
    awake = Story()
    awake.ticks(until=1300)
    story.ticks(until=500)
    story.tick(at=3000)
    story.tick(at=3100)
    story.room.accepted("control", c.Resume(), at=3200)
    story.ticks(until=3200 + 800)
    assert story.happened() == awake.happened()
    assert len(story.room.told(e.Paused)) == 1


def test_a_command_that_comes_before_the_ticker_finds_the_clock_paused_too(story: Story) -> None:
    story.ticks(until=400)
    seen = story.last_alive()
    story.room.refused("greta", c.Start("BG", "report", ticks=("papers",)), at=2200)
    (paused,) = story.room.told(e.Paused)
    assert paused.t == seen >= 395
    (command,) = [row for row in story.room.log.commands("x") if row.seat == "server" and row.command_id != "create"]
    assert (command.first_seq, command.n, command.wall) == (paused.seq, 1, START + seen)


def test_a_server_that_died_comes_back_paused(story: Story) -> None:
    story.ticks(until=400)
    seen = story.last_alive()
    room = story.room
    after = Conduct(room.log, Packages(room.log), clock=room.clock)
    room.clock.wall = START + 5000
    asyncio.run(Ticker(after).tick())
    state = after.state("x")
    assert state is not None
    assert state.world.clock.paused == "server"
    assert state.t == seen


def test_what_was_due_before_the_server_died_still_happens_before_its_pause(story: Story) -> None:
    log = story.room.log
    for at in range(0, 311, 10):
        log.touch(START + at, START + at - GRACE).result()
    story.tick(at=5000)
    (paused,) = story.room.told(e.Paused)
    assert paused.t == 310
    assert [entry.t for entry in story.room.told(e.PhaseEntered)] == [0, 300]


def test_a_short_restart_pauses_nothing(story: Story) -> None:
    story.ticks(until=400)
    room = story.room
    after = Conduct(room.log, Packages(room.log), clock=room.clock)
    room.clock.wall = START + 410
    asyncio.run(Ticker(after).tick())
    assert room.told(e.Paused) == []


def test_a_clock_that_stands_already_is_left_as_it_is(story: Story) -> None:
    story.ticks(until=400)
    story.room.accepted("control", c.Pause("wellbeing"), at=401)
    story.tick(at=9000)
    (paused,) = story.room.told(e.Paused)
    assert isinstance(paused.event, e.Paused)
    assert paused.event.why == "wellbeing"


def test_an_exercise_runs_on_by_itself_only_from_the_pause_that_is_meant(story: Story) -> None:
    conduct = story.room.conduct
    story.ticks(until=400)
    assert not asyncio.run(conduct.resume_if_alone("x"))
    seen = story.last_alive()
    story.tick(at=2200)
    assert asyncio.run(conduct.resume_if_alone("x"))
    assert not asyncio.run(conduct.resume_if_alone("x"))
    (resumed,) = story.room.told(e.Resumed)
    assert resumed.t == seen
    story.room.accepted("control", c.Pause(), at=2210)
    assert not asyncio.run(conduct.resume_if_alone("x"))
    assert not asyncio.run(conduct.resume_if_alone("x", "time_out"))
    assert asyncio.run(conduct.resume_if_alone("x", "organisational"))
    assert not asyncio.run(conduct.resume_if_alone("x", ""))
    assert not asyncio.run(conduct.resume_if_alone("nowhere"))


def test_an_exercise_that_is_over_is_not_kept_alive(story: Story) -> None:
    story.ticks(until=1501)
    assert story.room.told(e.Ended)
    story.ticks(until=1510)
    assert story.room.log.running() == []
    assert story.room.log.due(math.inf) == []


def test_one_exercise_that_cannot_be_woken_does_not_stop_the_others(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Room(story.room.log, exercise="y")
    other.conduct, other.clock = story.room.conduct, story.room.clock
    other.set_up()
    wake = story.room.conduct.wake

    async def broken(exercise: str, wall: float | None = None):  # type: ignore[no-untyped-def]
        if exercise == "x":
            raise RuntimeError("a mistake in a rule")
        return await wake(exercise, wall)

    monkeypatch.setattr(story.room.conduct, "wake", broken)
    story.ticks(until=310)
    assert e.PhaseEntered("early") in [entry.event for entry in other.entries()]


@pytest.fixture
def logs(tmp_path: Path) -> Iterator[tuple[Log, Log]]:
    first, second = SqliteLog(tmp_path / "log.sqlite3"), SqliteLog(tmp_path / "log.sqlite3")
    yield first, second
    first.close()
    second.close()


def test_what_control_planned_is_remembered_by_the_next_server_and_goes_out_once(logs: tuple[Log, Log]) -> None:
    first, second = logs
    room = Room(first, grace=GRACE).set_up()
    room.accepted("control", c.Plan("improvise", 60, to=("T1",), kind="new", text="A bell rings."), "later", at=10)
    again = Conduct(second, Packages(second), clock=room.clock)
    for wall in range(12, 200, 4):
        room.clock.wall = START + wall
        asyncio.run(Ticker(again).tick())
        asyncio.run(Ticker(room.conduct).tick())
    assert [(entry.t, entry.cause) for entry in room.told(e.InjectSent)] == [(70, "plan:~control.later")]


def test_two_tickers_that_do_not_know_of_each_other_do_everything_exactly_once(logs: tuple[Log, Log]) -> None:
    first, second = logs
    room = Room(first, grace=GRACE).set_up()
    tickers = Ticker(room.conduct), Ticker(Conduct(second, Packages(second), clock=room.clock))

    async def run() -> None:
        for at in range(10, 1300, 10):
            room.clock.wall = START + at
            await asyncio.gather(*(ticker.tick() for ticker in tickers))

    asyncio.run(run())
    entries = room.entries()
    assert [entry.seq for entry in entries] == list(range(1, len(entries) + 1))
    assert [entry.t for entry in room.told(e.InjectSent)] == [540, 900]
    assert room.told(e.Paused) == []


def test_two_tickers_on_one_log_do_everything_exactly_once(logs: tuple[Log, Log]) -> None:
    first, second = logs
    room = Room(first, grace=GRACE, shared=True).set_up()
    twin = Conduct(second, Packages(second), clock=room.clock, shared=True)
    tickers = Ticker(room.conduct), Ticker(twin)
    report = c.Start("BG", "report", ticks=("papers",))

    async def run() -> None:
        for at in range(5, 1300, 5):
            room.clock.wall = START + at
            await asyncio.gather(*(ticker.tick() for ticker in tickers))
            if at % 50 == 0:
                await asyncio.gather(
                    room.conduct.submit("x", "greta", f"a{at}", report if at == 350 else c.SeeAll()),
                    twin.submit("x", "nina", f"b{at}", c.SeeAll()),
                )

    asyncio.run(run())
    entries = room.entries()
    assert [entry.seq for entry in entries] == list(range(1, len(entries) + 1))
    assert [entry.t for entry in entries] == sorted(entry.t for entry in entries)
    assert [entry.t for entry in room.told(e.InjectSent)] == [540, 900]
    assert [entry.t for entry in room.told(e.PhaseEntered)] == [0, 300, 600, 1200]
    assert len(room.told(e.ActionDone)) == 1
    assert len(room.told(e.SeenAll)) == 2 * 25 - 1
    assert room.told(e.Paused) == []
    assert twin.state("x") == room.conduct.state("x")
