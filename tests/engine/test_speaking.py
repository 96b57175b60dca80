"""Phases in which the tables speak one after the other."""

from __future__ import annotations

from msgspec.structs import replace

from cast import Table, package
from palermo.engine import commands as c
from palermo.engine.state import ROOM


def spoken(by: str = "people", speaking: int = 60) -> Table:
    """Return an exercise at the beginning of a phase in which each table speaks for a minute."""
    scenario = package().scenario
    profile, trio = scenario.profiles[0], scenario.presets[0]
    phases = tuple(replace(one, speaking=speaking) if one.id == "debrief" else one for one in profile.phases)
    teams = (trio.teams[0], replace(trio.teams[1], by=by), trio.teams[2])
    made = replace(
        scenario,
        profiles=(replace(profile, phases=phases), *scenario.profiles[1:]),
        presets=(replace(trio, teams=teams), *scenario.presets[1:]),
    )
    table = Table(made, "trio", "P30")
    table.control(c.TakeSeat("s-BG", "T1", ("BG",)), "server")
    table.begin()
    while table.state.world.phase != "debrief":
        table.control(c.SkipPhase())
    return table


def speaks(table: Table) -> str:
    row = table.state.world.shown
    return row.target if row is not None and row.what == "table" else ""


def test_the_tables_speak_in_their_order_by_themselves_each_as_long() -> None:
    table = spoken()
    turns = [speaks(table)]
    for _ in range(3):
        table.wait(59)
        turns.append(speaks(table))
        table.wait(1)
        turns.append(speaks(table))
    assert turns == ["T1", "T1", "T2", "T2", "T3", "T3", ""]
    row = table.state.known["T1"].shown
    assert row is None


def test_the_timer_of_a_turn_is_its_time_and_all_see_it() -> None:
    table = spoken()
    for team in ("T1", "T2", "T3", ROOM):
        row = table.state.known[team].shown
        assert row is not None
        assert (row.what, row.target, row.seconds) == ("table", "T1", 60)


def test_control_gives_the_next_one_its_turn_and_from_there_it_goes_on() -> None:
    table = spoken()
    table.wait(10)
    table.control(c.Show("table", "T2", 60))
    table.wait(59)
    assert speaks(table) == "T2"
    table.wait(1)
    assert speaks(table) == "T3"


def test_what_else_control_shows_stays() -> None:
    table = spoken()
    table.control(c.Show("result"))
    table.wait(200)
    row = table.state.world.shown
    assert row is not None
    assert row.what == "result"


def test_a_pause_stops_the_turn_and_a_table_that_nobody_plays_has_none() -> None:
    table = spoken(by="rule")
    table.wait(30)
    table.control(c.Pause("organisational"))
    table.wait(300)
    assert speaks(table) == "T1"
    table.control(c.Resume())
    table.wait(31)
    assert speaks(table) == "T3"


def test_in_other_phases_nobody_is_shown_and_a_turn_given_by_hand_stays() -> None:
    table = spoken(speaking=0)
    assert speaks(table) == ""
    table.control(c.Show("table", "T2", 20))
    table.wait(200)
    assert speaks(table) == "T2"
