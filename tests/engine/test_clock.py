"""Phases, pauses, speed, extending and skipping; injects by time, condition and hand; seats and tables that change."""

from __future__ import annotations

import pytest

from cast import Table, package, small
from palermo.engine import commands as c
from palermo.engine import events as e
from palermo.engine.clock import wall_of
from palermo.engine.moments import Moment, Phase, at, extended, left_out, schedule, skipped, story_at


def sent(table: Table) -> list[str]:
    return [x.event.inject for x in table.entries if isinstance(x.event, e.InjectSent)]


def test_an_inject_comes_at_its_time_of_the_phase() -> None:
    table = small()
    table.wait(239)
    assert sent(table) == []
    table.wait(1)
    assert sent(table) == ["i1"]


def test_a_pause_holds_what_is_due_exactly() -> None:
    table = small()
    table.wait(230)
    table.control(c.Pause("time_out"))
    table.wait(3600)
    assert sent(table) == []
    table.control(c.Resume())
    table.wait(9)
    assert sent(table) == []
    table.wait(1)
    assert sent(table) == ["i1"]


def test_speed_changes_the_wall_and_not_the_story() -> None:
    table = small()
    table.control(c.SetSpeed(10.0))
    table.wait(23.9)
    assert sent(table) == []
    table.wait(0.2)
    assert sent(table) == ["i1"]
    entry = next(x for x in table.entries if isinstance(x.event, e.InjectSent))
    assert entry.t == 240


def test_extending_slows_the_rest_so_that_the_phase_ends_at_its_story_time() -> None:
    phases = (Phase(id="a", seconds=600, story=36000, rate=6), Phase(id="b", seconds=300, story=39600, rate=6))
    runs = schedule(phases)
    longer = extended(runs, 300, 300)
    assert at(longer, Moment("a", 300)) == 300
    assert at(longer, Moment("a", 450)) == 600
    assert at(longer, Moment("b", 0)) == 900
    assert story_at(longer, phases, 600) == 36000 + 450 * 6
    assert story_at(longer, phases, 900) == 39600


def test_skipping_jumps_to_the_next_phases_story_time_and_marks_what_is_left() -> None:
    phases = (Phase(id="a", seconds=600), Phase(id="b", seconds=300))
    cut = skipped(schedule(phases), 200)
    assert at(cut, Moment("b", 10)) == 210
    assert left_out(cut, Moment("a", 300))
    assert not left_out(cut, Moment("a", 100))
    table = small()
    table.control(c.SkipPhase())
    assert table.state.world.injects["i1"].state == "left"
    table.wait(600)
    assert "i1" not in sent(table)
    table.control(c.SendInject("i1"))
    assert "i1" in sent(table)


def test_a_postponed_inject_comes_later_and_a_skipped_one_never() -> None:
    table = small()
    table.control(c.PostponeInject("i1", 60))
    table.wait(290)
    assert sent(table) == []
    table.wait(20)
    assert sent(table) == ["i1"]
    table.control(c.SkipInject("i2"))
    table.wait(1200)
    assert sent(table) == ["i1"]


def test_a_conditional_inject_comes_when_its_condition_holds_or_at_the_latest() -> None:
    table = small()
    table.wait(10 * 60 + 1)
    assert "i2" in sent(table)
    assert table.state.world.stages["network"][0] == "alert"


def test_an_edited_inject_carries_controls_words() -> None:
    table = small()
    table.control(c.EditInject("i1", "~control.1.text"))
    table.wait(241)
    row = table.state.known[table.team("BG")].injects["i1"]
    assert row.text == "~control.1.text"


def test_an_inject_sent_by_mistake_is_taken_back_in_the_open() -> None:
    table = small()
    table.control(c.SendInject("i1"))
    table.control(c.WithdrawInject("i1", "~sorry"))
    row = table.state.known[table.team("BG")].injects["i1"]
    assert row.text == "injects.i1.text"
    assert row.withdrawn == "~sorry"
    table.wait(600)
    assert sent(table).count("i1") == 1


def test_what_was_hoped_for_is_noted_for_control_alone() -> None:
    table = small()
    table.control(c.SendInject("i1"))
    table.wait(121)
    late = [x for x in table.entries if isinstance(x.event, e.InjectDue) and x.event.state == "missed"]
    assert late[0].audience == ("control",)
    assert table.state.world.trust["van"] == 35


def test_the_end_of_play_tells_everybody_the_common_result() -> None:
    table = small()
    table.wait(20 * 60 + 1)
    end = next(x for x in table.entries if isinstance(x.event, e.Ended))
    assert set(end.audience) == {"T1", "T2", "T3", "room", "control"}
    assert end.event.outcome["people"] == 6  # type: ignore[union-attr]
    refused = table.judge("s-BG", c.Start("BG", "report", ticks=("papers",)))
    assert refused is not None
    assert refused.code == "over"


def test_a_shorter_profile_moves_injects_and_clamps_deadlines() -> None:
    table = small(profile="P25")
    table.wait(5 * 60 + 6 * 60 + 1)
    assert "i2" in sent(table)
    assert at(table.state.world.schedule, Moment("close", 300)) == table.state.world.schedule[-1].starts - 1


def test_before_play_a_table_can_only_look_ask_and_say_that_it_is_ready() -> None:
    table = Table(package().scenario, "trio", "P30")
    table.seat_all()
    table.control(c.Begin())
    assert {p.verb for p in table.view("T1").can} == {"see_all", "help", "ready", "practise", "pin"}
    refused = table.judge("s-BG", c.Start("BG", "report", ticks=("papers",)))
    assert refused is not None


def test_facts_are_dealt_in_preparation_even_when_it_is_skipped() -> None:
    table = Table(package().scenario, "trio", "P30")
    table.seat_all()
    table.control(c.Begin())
    assert table.knows("BG", "BG-1") == ""
    table.control(c.SkipPhase())
    assert table.knows("BG", "BG-1") == "full"
    assert table.knows("POL", "BG-1") == ""


def test_someone_late_sits_down_and_sees_what_the_table_knows() -> None:
    table = small()
    table.wait(300)
    table.control(c.TakeSeat("s-late", "T1", ("BG",)), "server")
    assert table.own("s-late").team == "T1"
    assert table.ask("s-late", c.Help("~where are we")) is None


def test_a_seat_that_changes_hands_loses_its_old_tokens() -> None:
    table = small()
    table.control(c.RevokeSeat("s-BG"))
    assert table.state.world.seats["s-BG"].generation == 2
    table.control(c.RevokeSeat("s-BG", gone=True))
    with pytest.raises(AssertionError):
        table.own("s-BG")


def test_a_table_that_joins_another_brings_what_it_knows() -> None:
    table = small()
    table.control(c.MergeTeams("T2", "T1"))
    assert dict(table.state.world.teams) == {"T1": ("BG", "POL"), "T3": ("NGO",)}
    assert table.own("s-POL").team == "T1"
    table.ask("s-BG", c.Start("BG", "report", ticks=("papers",)))
    table.wait(60)
    assert table.knows("POL", "POL-1") == "full"


def test_who_answers_for_a_desk_can_change_in_play() -> None:
    table = small()
    table.control(c.Occupy("NGO", "bot", "open"))
    assert table.state.world.occupants["NGO"] == ("bot", "open")
    assert table.state.known["T3"].occupants["NGO"] == "bot"


def test_wall_time_follows_exercise_time() -> None:
    table = small()
    table.control(c.SetSpeed(4.0))
    t = table.t
    assert wall_of(table.state, t + 8) == pytest.approx(table.wall + 2)
    table.control(c.Pause())
    assert wall_of(table.state, t + 8) is None
