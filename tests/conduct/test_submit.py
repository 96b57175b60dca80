from __future__ import annotations

import asyncio
import math
from concurrent.futures import Future
from pathlib import Path

import pytest

import palermo
from conduct.room import START, HeldLog, Room, small
from palermo.conduct.decision import Accepted, Moved
from palermo.conduct.memo import Packages
from palermo.conduct.occupants import Occupants, play_out
from palermo.conduct.submit import Conduct
from palermo.engine import commands as c
from palermo.engine import events as e
from palermo.engine.commands import Refused
from palermo.log.codec import COMMANDS
from palermo.log.contract import Batch, Full
from palermo.log.memory import MemoryLog

REPORT = c.Start("BG", "report", ticks=("papers",))


@pytest.fixture
def room() -> Room:
    return Room(MemoryLog()).set_up()


def decoded(room: Room, seat: str, command_id: str) -> c.Command:
    row = room.log.find(room.exercise, seat, command_id)
    assert row is not None
    return COMMANDS.decode("", row.v, row.body)


def test_an_accepted_command_is_kept_with_the_entries_it_caused(room: Room) -> None:
    answer = room.accepted("greta", REPORT, "a", at=310)
    row = room.log.find("x", "greta", "a")
    assert row is not None
    assert (row.first_seq, row.n, row.wall) == (answer.first_seq, answer.n, START + 310)
    assert decoded(room, "greta", "a") == REPORT
    own = room.entries()[answer.first_seq - 1 :][: answer.n]
    assert [type(entry.event) for entry in own] == [e.ActionStarted, e.ActionRunning]
    assert {entry.cause for entry in own} == {"command:greta.a"}


def test_an_answer_tells_the_version_of_the_seats_team(room: Room) -> None:
    answer = room.accepted("greta", REPORT, at=310)
    state = room.conduct.state("x")
    assert state is not None
    assert answer.version == state.known["T1"].version


def test_a_repeated_command_is_answered_with_its_first_result(room: Room) -> None:
    first = room.accepted("greta", REPORT, "a", at=310)
    before = room.entries()
    again = room.accepted("greta", REPORT, "a", at=320)
    assert (again.first_seq, again.n) == (first.first_seq, first.n)
    assert room.entries() == before


def test_a_repeated_command_is_answered_alike_after_a_restart(room: Room) -> None:
    first = room.accepted("greta", REPORT, "a", at=310)
    after = Conduct(room.log, Packages(room.log), clock=room.clock, grace=math.inf)
    again = after.submit_blocking("x", "greta", "a", REPORT)
    assert isinstance(again, Accepted)
    assert (again.first_seq, again.n) == (first.first_seq, first.n)


def test_the_same_id_of_another_seat_is_another_command(room: Room) -> None:
    room.accepted("greta", c.SeeAll(), "a", at=310)
    assert room.accepted("paul", c.SeeAll(), "a").n == 1


def test_a_refused_command_is_decided_again(room: Room) -> None:
    assert room.refused("greta", REPORT, "a", at=100) == "unknown"
    room.accepted("greta", REPORT, "a", at=310)


def test_what_was_due_is_kept_even_if_the_command_is_refused(room: Room) -> None:
    before = len(room.entries())
    assert room.refused("greta", c.Start("BG", "papers"), at=310) == "not_open_yet"
    new = room.entries()[before:]
    assert e.PhaseEntered("early") in [entry.event for entry in new]
    assert room.log.find("x", "greta", "c5") is None


def test_due_things_come_each_at_their_own_second_and_in_order(room: Room) -> None:
    room.wake(1300)
    times = [entry.t for entry in room.entries()]
    assert times == sorted(times)
    phases = {
        entry.event.phase: entry.t for entry in room.told(e.PhaseEntered) if isinstance(entry.event, e.PhaseEntered)
    }
    assert phases == {"prep": 0, "early": 300, "crisis": 600, "close": 1200}
    assert [entry.t for entry in room.told(e.InjectSent)] == [540, 900]


def test_what_is_due_in_neighbouring_seconds_is_not_thrown_together(room: Room) -> None:
    for at, seat, desk in ((310, "paul", "POL"), (311, "nina", "NGO"), (312, "paul", "POL")):
        room.accepted(seat, c.Send("request", desk, ("BG",), "line", about="mill"), at=at)
    room.wake(400)
    assert [entry.t for entry in room.told(e.MessageDelivered)] == [340, 341, 342]


def test_waking_late_or_often_makes_the_same_log(room: Room) -> None:
    often = Room(MemoryLog()).set_up()
    for at in range(0, 1300, 7):
        often.wake(at)
    often.wake(1300)
    room.wake(1300)
    assert often.entries() == room.entries()


def test_each_waking_asks_for_the_next_time(room: Room) -> None:
    room.wake(0)
    due = room.log.due_at("x")
    assert due is not None
    seen: list[int] = []
    while due is not None and due < START + 1800:
        before = room.log.last("x")
        n = room.wake(due - START)
        seen.append(n)
        assert room.log.last("x") == before + n
        assert (room.log.due_at("x") or math.inf) > due
        due = room.log.due_at("x")
    assert len(seen) > 5


def test_a_pause_freezes_what_is_due_exactly(room: Room) -> None:
    paused = Room(MemoryLog()).set_up()
    for one in (room, paused):
        one.accepted("greta", REPORT, at=310)
    paused.accepted("control", c.Pause(), at=320)
    assert paused.refused("paul", c.Ask("POL", "vehicles", "LHV 27K"), at=600) in ("paused", "unknown")
    assert paused.log.due_at("x") is None
    assert paused.log.alive("x") is None
    assert paused.wake(5000) == 0
    paused.accepted("control", c.Resume(), at=5320)
    paused.wake(5000 + 1300)
    room.wake(1300)
    clock = (e.Paused, e.Resumed)

    def happened(one: Room) -> list[tuple[int, type, str]]:
        return [(x.t, type(x.event), x.cause) for x in one.entries() if not isinstance(x.event, clock)]

    assert happened(paused) == happened(room)
    (row,) = paused.told(e.Resumed)
    assert row.t == 320


def test_words_are_kept_apart_from_the_command_and_its_entries(room: Room) -> None:
    room.accepted("greta", c.Help("  Who leads?  "), "a", at=310)
    assert decoded(room, "greta", "a") == c.Help("~greta.a.text")
    assert [entry.event for entry in room.told(e.HelpAsked)] == [e.HelpAsked("greta.a", "T1", "~greta.a.text")]
    assert room.log.texts("x") == {"~greta.a.text": "Who leads?"}
    assert room.conduct.words("x") == {"~greta.a.text": "Who leads?"}


def test_an_erased_text_leaves_its_place_in_the_log(room: Room) -> None:
    room.accepted("greta", c.Help("Call Maria"), "a", at=310)
    assert room.conduct.words("x") == {"~greta.a.text": "Call Maria"}
    before = room.entries()
    room.accepted("control", c.EraseText("~greta.a.text"))
    assert room.entries()[: len(before)] == before
    assert room.log.texts("x") == {"~greta.a.text": ""}
    assert room.conduct.words("x") == {"~greta.a.text": ""}


def test_nothing_but_spaces_is_no_text(room: Room) -> None:
    assert room.refused("greta", c.Help("  \n "), at=310) == "empty"


@pytest.mark.parametrize("command_id", ["", "a b", "a.b", "x" * 65, "é"])
def test_an_id_that_could_be_taken_for_another_is_refused(room: Room, command_id: str) -> None:
    answer = room.conduct.submit_blocking("x", "greta", command_id, c.SeeAll())
    assert answer == Refused("bad_id")


def test_a_text_beyond_the_longest_is_refused(room: Room) -> None:
    assert room.refused("greta", c.Help("x" * 4001), at=310) == "too_long"
    room.accepted("greta", c.Help("x" * 4000))


def test_a_seat_that_nobody_took_may_do_nothing(room: Room) -> None:
    assert room.refused("zed", c.SeeAll()) == "no_seat"


def test_a_participant_may_not_do_what_is_controls(room: Room) -> None:
    assert room.refused("greta", c.End()) == "control_only"
    assert room.refused("greta", c.Create("d", "trio", "P30", "en")) == "control_only"


def test_a_pause_in_the_servers_name_is_the_servers(room: Room) -> None:
    assert room.refused("control", c.Pause("server")) == "unknown"
    assert room.refused("server", c.Pause("organisational")) == "unknown"


def test_control_acts_for_a_desk_and_for_a_team(room: Room) -> None:
    room.accepted("control", REPORT, at=310)
    room.accepted("control@T2", c.SeeAll())
    assert room.refused("control", c.SeeAll()) == "no_team"
    assert room.refused("control@T9", c.SeeAll()) == "no_team"
    assert room.refused("control@T2", c.WriteLine("NGO", "plan", "care", "beds")) == "no_team"


def test_an_exercise_is_created_once(room: Room) -> None:
    again = room.refused("server", c.Create(small().digest, "trio", "P30", "en"))
    assert again == "already_there"


def test_an_exercise_or_package_that_is_not_there_is_refused() -> None:
    room = Room(MemoryLog())
    assert room.refused("greta", c.SeeAll()) == "no_exercise"
    assert room.refused("server", c.Create("nothing", "trio", "P30", "en")) == "no_package"
    assert room.conduct.state("x") is None
    assert room.log.exercises() == []


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


def test_a_fold_of_the_log_is_the_state_that_was_played(room: Room) -> None:
    room.accepted("greta", REPORT, at=310)
    room.wake(1300)
    after = Conduct(room.log, Packages(room.log), clock=room.clock, grace=math.inf)
    assert after.state("x") == room.conduct.state("x")


def test_a_deleted_exercise_is_gone_and_may_be_made_again(room: Room) -> None:
    room.conduct.delete("x")
    assert room.conduct.state("x") is None
    assert room.refused("greta", c.SeeAll()) == "no_exercise"
    assert room.log.exercises() == []
    room.set_up()
    state = room.conduct.state("x")
    assert state is not None
    assert state.seq == room.log.last("x")


def test_only_the_latest_exercises_are_kept_in_memory() -> None:
    log = MemoryLog()
    rooms = [Room(log, exercise=f"x{k}").set_up() for k in range(3)]
    few = Conduct(log, Packages(log), clock=rooms[0].clock, grace=math.inf, keep=1)
    for room in rooms:
        assert few.state(room.exercise) == room.conduct.state(room.exercise)
    assert len(few._memo._slots) == 1


def test_a_waking_of_an_exercise_that_is_not_there_is_refused(room: Room) -> None:
    assert room.conduct.wake_blocking("nowhere") == Refused("no_exercise")
    assert isinstance(room.conduct.wake_blocking("x"), Moved)


def test_the_log_is_written_through_one_door() -> None:
    root = Path(palermo.__file__).parent
    doors = {str(path.relative_to(root)) for path in root.rglob("*.py") if "log.append(" in path.read_text("utf-8")}
    # An import restores a log, a trial run keeps one of its own in memory: neither changes an exercise in play.
    assert doors == {"conduct/submit.py", "conduct/archive.py", "trial/saving.py"}


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
