"""The room screen, the steps of the debrief, and answers after the end."""

from __future__ import annotations

import msgspec
import pytest

import cast
from cast import Table
from palermo.engine import commands as c
from palermo.engine import events as e
from palermo.engine.showing import STEPS, Held, Point
from palermo.engine.state import ROOM

NIGHT = cast.package("night_minibus").scenario
TURN = Point("question", "second_place", (Held("POL-1", 0), Held("PIP-1", 0)), 60, 120)


def begun() -> Table:
    table = Table(NIGHT, "teams5", "P90")
    table.seat_all()
    table.begin()
    table.wait(30)
    return table


def over() -> Table:
    table = begun()
    table.control(c.End())
    return table


def test_a_sheet_on_the_room_screen_is_carried_whole_and_told_to_all() -> None:
    table = begun()
    assert table.ask("s-BG", c.WriteLine("BG", "initial", "know_BG", "~nine")) is None
    (entry,) = table.control(c.Show("sheet", "initial@T2", 60))
    assert set(entry.audience) == {"control", ROOM, *(team for team, _ in table.state.world.teams)}
    shown = table.state.known[ROOM].shown
    assert shown is not None
    assert [key for key, _ in shown.lines] == ["initial.know_BG", "initial.started_BG", "initial.need_BG"]
    assert [version.text for version in dict(shown.lines)["initial.know_BG"].versions] == ["~nine"]


def test_the_common_result_in_play_says_nothing_of_who_is_still_to_be_found() -> None:
    table = begun()
    table.control(c.Show("result"))
    shown = table.state.known[ROOM].shown
    assert shown is not None
    assert set(shown.counts) == {"people_safe", "needs_met", "assessments_established", "handed_on"}


def test_showing_the_clock_puts_away_what_was_shown() -> None:
    table = begun()
    table.control(c.Show("table", "T1", 20))
    table.control(c.Show(""))
    assert table.state.known[ROOM].shown is None
    assert table.state.world.shown is None


@pytest.mark.parametrize(
    "command",
    [
        c.Show("turning", point=TURN),
        c.Show("wall", "keep"),
        c.DebriefStep("pairs"),
        c.RecordAloud("BG-1", "BG", "POL", 3),
    ],
    ids=lambda command: type(command).__name__,
)
def test_what_belongs_to_the_debrief_waits_for_the_end(command: c.Command) -> None:
    refused = begun().judge_control(command)
    assert refused is not None
    assert refused.code == "not_over"
    assert over().judge_control(command) is None


def test_a_step_takes_its_planned_time_and_puts_away_what_was_shown() -> None:
    table = over()
    table.control(c.Show("result"))
    table.control(c.DebriefStep("pairs"))
    step = table.state.known["T1"].step
    assert step is not None
    assert (step.step, step.seconds, step.wall) == ("pairs", STEPS["pairs"], table.wall)
    assert table.state.known["T1"].shown is None


def test_a_turning_point_names_only_what_there_is() -> None:
    strange = Point("question", "second_place", (Held("XX-9", 0),), 60, 120)
    assert over().judge_control(c.Show("turning", point=strange)) == c.Refused("unknown")
    assert over().judge_control(c.Show("turning")) == c.Refused("unknown")


def test_an_answer_is_for_the_time_after_the_end() -> None:
    refused = begun().judge("s-BG", c.Answer("keep", "~words"))
    assert refused is not None
    assert refused.code == "not_over"
    table = over()
    assert table.ask("s-BG", c.Answer("keep", "~words")) is None
    assert table.ask("s-BG", c.Answer("nothing", "~words")) == c.Refused("unknown")
    assert table.ask("s-BG", c.Answer("keep", "")) == c.Refused("empty")
    assert [(row.question, row.text) for row in table.state.known[ROOM].answers] == [("keep", "~words")]


def test_an_answer_does_not_say_whose_it_is() -> None:
    table = over()
    (entry,) = table.do("s-BG", c.Answer("keep", "~words"))
    assert isinstance(entry.event, e.Answered)
    assert b"s-BG" not in msgspec.json.encode(entry)


def test_what_was_said_aloud_stands_beside_the_log_and_can_be_taken_back() -> None:
    table = over()
    before = table.state.known
    (entry,) = table.control(c.RecordAloud("BG-1", "BG", "*", 3))
    assert entry.audience == ("control",)
    assert table.state.known == before
    assert table.state.world.aloud == (("BG-1", "BG", "*", 3),)
    table.control(c.RecordAloud("BG-1", "BG", "*", 3, off=True))
    assert table.state.world.aloud == ()
    assert table.judge_control(c.RecordAloud("BG-1", "BG", "*", 3, off=True)) == c.Refused("unknown")
