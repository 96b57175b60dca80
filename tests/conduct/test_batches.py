"""Commands that are on their way at once: what a batch holds, what happens when it fails, and who is told."""

from __future__ import annotations

import asyncio
import math
from concurrent.futures import Future

import pytest

from conduct.room import START, HeldLog, Room
from palermo.conduct.decision import Accepted
from palermo.conduct.memo import Packages
from palermo.conduct.occupants import Occupants, play_out
from palermo.conduct.submit import Conduct
from palermo.engine import commands as c
from palermo.engine import events as e
from palermo.engine.commands import Refused
from palermo.log.contract import Batch, Full
from palermo.log.memory import MemoryLog

REPORT = c.Start("BG", "report", ticks=("papers",))


@pytest.fixture
def room() -> Room:
    return Room(MemoryLog()).set_up()


def test_an_exercise_is_told_to_have_moved_after_the_commit_only() -> None:
    log = HeldLog()
    room = Room(log).set_up()
    moved: list[tuple[str, int]] = []
    room.conduct.listen(lambda exercise: moved.append((exercise, log.last(exercise))))

    async def story() -> None:
        log.hold()
        waiting = asyncio.create_task(room.conduct.submit("x", "greta", "a", REPORT, START + 310))
        await asyncio.sleep(0.01)
        before = room.conduct.state("x")
        assert before is not None
        assert before.seq == log.last("x")
        assert not waiting.done()
        assert moved == []
        log.let_go()
        answer = await waiting
        assert isinstance(answer, Accepted)
        after = room.conduct.state("x")
        assert after is not None
        assert moved == [("x", after.seq)]
        assert after.seq == log.last("x") == answer.first_seq + answer.n - 1

    asyncio.run(story())


def test_a_refused_command_tells_nobody_anything() -> None:
    room = Room(MemoryLog()).set_up()
    room.wake(310)
    moved: list[str] = []
    room.conduct.listen(moved.append)
    room.refused("greta", c.End(), at=310)
    assert moved == []


def test_a_command_repeated_while_it_is_on_its_way_is_kept_once() -> None:
    log = HeldLog()
    room = Room(log).set_up()

    async def story() -> None:
        log.hold()
        twice = [asyncio.create_task(room.conduct.submit("x", "greta", "a", REPORT, START + 310)) for _ in range(2)]
        await asyncio.sleep(0.01)
        assert log.held is not None
        assert len(log.held) == 1
        log.let_go()
        first, second = await asyncio.gather(*twice)
        assert first == second

    asyncio.run(story())
    assert len(room.told(e.ActionStarted)) == 1


def test_when_one_batch_fails_those_decided_upon_it_are_decided_again() -> None:
    log = HeldLog()
    room = Room(log).set_up()
    room.wake(310)
    hint = c.GiveHint("T1", text="Look again.")

    async def story() -> tuple[Accepted | Refused, ...]:
        log.hold()
        tasks = [
            asyncio.create_task(room.conduct.submit("x", "greta", "a", REPORT, START + 310)),
            asyncio.create_task(
                room.conduct.submit("x", "greta", "b", REPORT, START + 310)
            ),  # refused because of the first
            asyncio.create_task(room.conduct.submit("x", "control", "c", hint, START + 310)),
        ]
        await asyncio.sleep(0.01)
        assert log.held is not None
        assert len(log.held) == 2
        log.let_go(Full("no room"))
        return tuple(await asyncio.gather(*tasks))

    first, second, third = asyncio.run(story())
    assert first == Refused("disk_full")
    assert isinstance(second, Accepted), "with the first gone, nothing is under way any more"
    assert isinstance(third, Accepted)
    assert [entry.cause for entry in room.told(e.ActionStarted)] == ["command:greta.b"]
    assert [entry.seq for entry in room.entries()] == list(range(1, room.log.last("x") + 1))


def test_a_lost_race_is_decided_again() -> None:
    log = HeldLog()
    room = Room(log).set_up()
    room.wake(310)
    other = Conduct(log, Packages(log), clock=room.clock, grace=math.inf)

    async def story() -> Accepted | Refused:
        log.hold()
        task = asyncio.create_task(room.conduct.submit("x", "greta", "a", REPORT, START + 310))
        await asyncio.sleep(0.01)
        held, log.held = log.held, None
        other.submit_blocking("x", "control", "n", c.Note("seen"), START + 310)
        log.held = held
        log.let_go()
        return await task

    assert isinstance(asyncio.run(story()), Accepted)
    assert [type(entry.event) for entry in room.entries()[-3:]] == [e.NoteWritten, e.ActionStarted, e.ActionRunning]


def test_what_another_process_wrote_is_seen_before_deciding(room: Room) -> None:
    room.wake(310)
    other = Conduct(room.log, Packages(room.log), clock=room.clock, grace=math.inf, shared=True)
    before = other.state("x")
    room.accepted("greta", REPORT, "a")
    assert other.state("x") == room.conduct.state("x") != before
    assert other.submit_blocking("x", "greta", "b", REPORT) == Refused("already_under_way")
    again = other.submit_blocking("x", "greta", "a", REPORT)
    assert isinstance(again, Accepted)
    assert again.n == 2


def test_a_caller_who_goes_away_leaves_the_exercise_sound() -> None:
    log = HeldLog()
    room = Room(log).set_up()

    async def story() -> None:
        log.hold()
        task = asyncio.create_task(room.conduct.submit("x", "greta", "a", REPORT, START + 310))
        await asyncio.sleep(0.01)
        task.cancel()
        await asyncio.sleep(0.01)
        log.let_go()

    asyncio.run(story())
    assert room.log.find("x", "greta", "a") is not None
    assert room.accepted("greta", c.SeeAll()).n == 1


def test_many_commands_at_once_are_all_kept_without_a_gap(room: Room) -> None:
    async def story() -> list[Accepted | Refused]:
        notes = (room.conduct.submit("x", "control", f"n{k}", c.Note(f"note {k}"), START + 310) for k in range(60))
        return await asyncio.gather(*notes)

    answers = asyncio.run(story())
    assert all(isinstance(answer, Accepted) for answer in answers)
    assert [entry.seq for entry in room.entries()] == list(range(1, room.log.last("x") + 1))


class CountingLog(MemoryLog):
    """A log that remembers what it was given."""

    def __init__(self) -> None:
        super().__init__()
        self.written: list[Batch] = []

    def append(self, batch: Batch) -> Future[None]:
        self.written.append(batch)
        return super().append(batch)


def test_a_batch_without_anything_new_is_never_written() -> None:
    log = CountingLog()
    room = Room(log).set_up()
    room.wake(10)
    log.written.clear()
    for at in range(11, 60):
        room.wake(at)
        room.refused("greta", REPORT)
    assert log.written == []


def test_a_waking_that_finds_nothing_tells_nobody_and_only_asks_for_the_next_time() -> None:
    log = CountingLog()
    room = Room(log).set_up()
    moved: list[str] = []
    room.conduct.listen(moved.append)
    for desk in ("BG", "POL", "NGO"):
        room.accepted("control", c.Occupy(desk, "bot", "open"))
    log.written.clear()
    moved.clear()
    play_out(room.conduct, Occupants(room.conduct), "x", START)
    idle = [batch for batch in log.written if not batch.entries and not batch.commands]
    assert idle, "no waking found nothing, and this test says nothing"
    assert len(moved) == sum(bool(batch.entries) for batch in log.written)
    assert all(batch.due is not None for batch in idle)
