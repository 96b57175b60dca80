from __future__ import annotations

import math
from pathlib import Path

import pytest

import palermo
from conduct.room import START, Room, small
from palermo.conduct.decision import Accepted, Moved
from palermo.conduct.memo import Packages
from palermo.conduct.submit import Conduct
from palermo.engine import commands as c
from palermo.engine import events as e
from palermo.engine.commands import Refused
from palermo.log.codec import COMMANDS
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
    assert room.refused("greta", c.Pin("x" * 301), at=310) == "too_long"
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
