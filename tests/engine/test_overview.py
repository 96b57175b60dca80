"""What control is told of: silence, questions, what was reasoned but for one fact; and what all of it costs."""

from __future__ import annotations

from cast import Table, altered, of_scenario, package, small
from palermo.engine import commands as c
from palermo.engine import rules as r
from palermo.engine.viewing import control_view


def calls(table: Table, kind: str) -> list[tuple[str, str, int]]:
    return [(call.target, call.team, call.since) for call in table.control_calls() if call.kind == kind]


def test_a_team_that_never_began_is_silent_too_counted_from_the_start_of_play() -> None:
    table = small()
    table.ask("s-BG", c.Help("~here"))
    table.wait(400)
    play = table.state.world.schedule[1].starts
    assert ("T2", "T2", play) in calls(table, "silent")
    table.ask("s-POL", c.SeeAll())
    assert ("T2", "T2", play) not in calls(table, "silent")


def test_taking_back_and_deciding_count_as_doing_something() -> None:
    table = small()
    table.ask("s-BG", c.Send("own", "BG", ("NGO",), "line", text="~x"))
    table.wait(10)
    table.ask("s-BG", c.TakeBack(next(iter(table.state.world.messages))))
    assert table.state.world.last_act["T1"] == table.t


def test_what_a_team_reasoned_but_for_one_fact_is_shown_to_control_until_it_stands() -> None:
    table = of_scenario(
        altered(
            package().scenario, "questions", "second_place", rests=r.AtLeast(2, (r.Ground("BG-1"), r.Ground("POL-1")))
        )
    )
    table.ask("s-BG", c.Assess("BG", "second_place", ("BG-1",)))
    assert calls(table, "grant") == [("second_place", "T1", table.t)]
    table.control(c.Grant("second_place", "T1"))
    assert calls(table, "grant") == []
    assert table.state.known["T1"].stands["second_place"].granted


def test_control_sees_where_a_fact_is_and_since_when_it_waits() -> None:
    table = small()

    def row(fact: str) -> tuple[list[str], int]:
        line = next(x for x in control_view(table.scenario, table.state).facts if x.fact == fact)
        return [cell.state for cell in line.cells], line.waits

    assert row("BG-1") == (["knows", "none", "none"], 0)
    table.ask("s-BG", c.Send("own", "BG", ("POL",), "line", (c.Item("BG-1", "full", "POL"),)))
    assert row("BG-1") == (["knows", "way", "none"], 0)
    table.wait(31)
    assert row("BG-1") == (["knows", "knows", "none"], 0)
    table.ask("s-BG", c.Send("own", "BG", ("NGO",), "line", (c.Item("BG-1", "short", "NGO"),)))
    table.wait(31)
    assert row("BG-1") == (["knows", "knows", "knows"], -1)
