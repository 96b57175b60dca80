"""What control plans goes out at its minute, once, whatever the clock did meanwhile; no table knows of it before."""

from __future__ import annotations

import pytest

from cast import Table, small
from palermo.engine import commands as c
from palermo.engine import events as e
from palermo.engine.viewing import control_view


def begun() -> tuple[Table, str, int]:
    """Return a table whose play has begun, the phase that runs, and its first second."""
    table = small()
    run = next(run for run in table.state.world.schedule if run.starts <= table.t < run.ends)
    return table, run.id, run.starts


def went(table: Table, kind: type) -> list[int]:
    return [entry.t for entry in table.entries if type(entry.event) is kind]


def plan(table: Table, command: c.Plan) -> str:
    table.control(command)
    return next(reversed(table.state.world.plans))


DEEDS = [
    (c.Plan("improvise", 60, to=("T2",), kind="new", title="~a", text="~b"), e.InjectSent, ("T2", "control")),
    (c.Plan("givehint", 60, team="T1", text="~b"), e.HintGiven, ("T1", "control")),
    (c.Plan("announce", 60, text="~b", to=("T2",)), e.Announced, ("T2", "control")),
    (c.Plan("announce", 60, text="~b"), e.Announced, ("T1", "T2", "T3", "room", "control")),
    (c.Plan("note", 60, text="~b", about="T2"), e.NoteWritten, ("control",)),
]


@pytest.mark.parametrize(("command", "kind", "audience"), DEEDS, ids=lambda one: getattr(one, "what", ""))
def test_what_is_planned_goes_out_once_at_its_second_to_those_it_names(
    command: c.Plan, kind: type, audience: tuple[str, ...]
) -> None:
    table, _, _ = begun()
    due = table.t + 60
    id = plan(table, command)

    def out() -> list[e.Entry]:
        mine = [entry for entry in table.entries if entry.cause == f"plan:{id}"]
        return [entry for entry in mine if type(entry.event) is kind]

    table.wait(59)
    assert out() == []
    table.wait(300)
    assert [(entry.t, entry.audience) for entry in out()] == [(due, audience)]


def test_no_table_learns_of_a_plan() -> None:
    table, phase, starts = begun()
    known = dict(table.state.known)
    first = plan(table, c.Plan("improvise", table.t - starts + 90, phase, ("T2",), "new", "~a", "~b"))
    table.control(c.Plan("improvise", table.t - starts + 120, phase, ("T1",), "new", "~a", "~c", plan=first))
    table.control(c.PostponeInject(first, 60))
    table.control(c.SkipInject(first))
    assert all(table.state.known[watcher] is known[watcher] for watcher in known)


def test_a_minute_of_a_phase_moves_with_it_and_minutes_from_now_do_not() -> None:
    table, phase, starts = begun()
    at = table.t - starts + 100
    plan(table, c.Plan("note", at, phase, text="~with"))
    plan(table, c.Plan("note", 100, text="~from now"))
    due = table.t + 100
    table.control(c.Extend(300))
    table.wait(100)
    assert went(table, e.NoteWritten) == [due]
    table.wait(400)
    assert len(went(table, e.NoteWritten)) == 2
    assert went(table, e.NoteWritten)[1] > due


def test_a_minute_counts_in_the_phase_as_it_runs_when_it_is_planned() -> None:
    table, phase, starts = begun()
    table.control(c.Extend(300))
    at = table.t - starts + 100
    plan(table, c.Plan("note", at, phase, text="~x"))
    table.wait(200)
    assert went(table, e.NoteWritten) == pytest.approx([starts + at], abs=1)


def test_a_pause_freezes_what_is_planned() -> None:
    table, _, _ = begun()
    due = table.t + 60
    plan(table, c.Plan("note", 60, text="~x"))
    table.control(c.Pause())
    table.wait(500)
    assert went(table, e.NoteWritten) == []
    table.control(c.Resume())
    table.wait(60)
    assert went(table, e.NoteWritten) == [due]


def test_what_is_planned_can_be_put_off_changed_left_out_and_sent_at_once() -> None:
    table, _, _ = begun()
    t = table.t
    id = plan(table, c.Plan("note", 60, text="~first"))
    table.control(c.PostponeInject(id, 60))
    table.wait(100)
    assert went(table, e.NoteWritten) == []
    table.control(c.Plan("announce", 60, text="~other", plan=id))
    table.wait(60)
    assert (went(table, e.NoteWritten), went(table, e.Announced)) == ([], [t + 160])
    left = plan(table, c.Plan("note", 60, text="~never"))
    table.control(c.SkipInject(left))
    now = plan(table, c.Plan("note", 600, text="~now"))
    table.control(c.SendInject(now))
    table.wait(900)
    assert went(table, e.NoteWritten) == [t + 160]
    for command in (
        c.SendInject(now),
        c.PostponeInject(now, 60),
        c.SkipInject(now),
        c.Plan("note", 60, text="~x", plan=now),
    ):
        assert table.judge_control(command) == c.Refused("gone_out")


def test_what_falls_into_a_skipped_rest_is_left_out_and_can_be_planned_again() -> None:
    table, phase, starts = begun()
    run = next(run for run in table.state.world.schedule if run.id == phase)
    id = plan(table, c.Plan("note", run.ends - starts - 10, phase, text="~late"))
    table.control(c.SkipPhase())
    assert table.state.world.plans[id].state == "left"
    table.control(c.Plan("note", 30, text="~late", plan=id))
    table.wait(40)
    assert len(went(table, e.NoteWritten)) == 1


def test_before_the_exercise_begins_a_minute_of_a_phase_can_be_planned() -> None:
    table = Table(small().scenario, small().preset, small().profile)
    phase = next(p for p in table.scenario.profiles[0].phases if p.kind == "play")
    id = plan(table, c.Plan("announce", 30, phase.id, text="~x"))
    assert table.judge_control(c.SendInject(id)) == c.Refused("not_running")
    assert table.judge_control(c.Plan("announce", 30, text="~x")) == c.Refused("not_running")
    line = next(line for line in control_view(table.scenario, table.state).injects if line.inject == id)
    table.seat_all()
    table.control(c.Begin())
    table.wait(line.due)
    assert went(table, e.Announced) == [line.due]


def test_a_time_that_is_over_or_does_not_exist_is_refused() -> None:
    table, phase, starts = begun()
    table.wait(30)
    table.control(c.Note("~now"))
    for seconds in (0, table.t - starts):
        assert table.judge_control(c.Plan("note", seconds, phase, text="~x")) == c.Refused("minute_over")
    for command in (
        c.Plan("note", 90_000, phase, text="~x"),
        c.Plan("note", -60, text="~x"),
        c.Plan("note", 0, text="~x"),
    ):
        assert table.judge_control(command) == c.Refused("no_such_minute")
    for command in (
        c.Plan("note", 60, "nowhere", text="~x"),
        c.Plan("end", 60),
        c.Plan("note", 60, text="~x", plan="~no"),
    ):
        assert table.judge_control(command) == c.Refused("unknown")
    assert table.judge_control(c.Plan("note", 60)) == c.Refused("empty")


def test_what_is_planned_for_a_table_that_joins_another_reaches_it_there() -> None:
    table, _, _ = begun()
    plan(table, c.Plan("improvise", 60, to=("T2",), kind="new", text="~x"))
    plan(table, c.Plan("givehint", 60, team="T2", text="~y"))
    table.control(c.MergeTeams("T2", "T1"))
    table.wait(60)
    assert table.entries[-1].t >= table.t - 60
    hint = next(entry for entry in table.entries if isinstance(entry.event, e.HintGiven))
    sent = next(entry for entry in reversed(table.entries) if isinstance(entry.event, e.InjectSent))
    assert hint.audience == sent.audience == ("T1", "control")


def test_a_hint_that_came_by_itself_meanwhile_is_not_given_twice() -> None:
    table, _, _ = begun()
    hint = table.scenario.hints[0]
    team = table.state.world.team_of[hint.desk]
    id = plan(table, c.Plan("givehint", 60, team=team, hint=hint.id))
    if f"{team}.{hint.id}" not in table.state.world.hinted:
        table.control(c.GiveHint(team, hint.id))
    table.wait(60)
    assert len(went(table, e.HintGiven)) == 1
    assert table.state.world.plans[id].state == "skipped"


def test_control_sees_on_its_list_what_it_planned_and_what_comes_next() -> None:
    table, _, _ = begun()
    id = plan(table, c.Plan("announce", 5, text="~x"))
    line = next(line for line in control_view(table.scenario, table.state).injects if line.inject == id)
    assert (line.state, line.kind, line.to, line.due) == ("next", "word", ("*",), table.t + 5)
    table.wait(5)
    line = next(line for line in control_view(table.scenario, table.state).injects if line.inject == id)
    assert (line.state, line.at) == ("sent", table.t)


def test_a_planned_note_reminds_control_for_two_minutes() -> None:
    table, _, _ = begun()
    plan(table, c.Plan("note", 60, text="~look", about="T2"))
    assert not [call for call in table.control_calls() if call.kind == "reminder"]
    table.wait(60)
    assert [call.team for call in table.control_calls() if call.kind == "reminder"] == ["T2"]
    table.wait(60)
    table.control(c.Note("~tick"))
    table.wait(70)
    table.control(c.Note("~tock"))
    assert not [call for call in table.control_calls() if call.kind == "reminder"]
