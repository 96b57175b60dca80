"""Tables that nobody plays are not called silent, and are tables like others once people or a bot answer there."""

from __future__ import annotations

from msgspec.structs import replace

from cast import Table, package
from palermo.engine import commands as c
from palermo.engine.nobody import unplayed


def asked() -> Table:
    """Return an exercise in which nobody plays the organisation."""
    scenario = package().scenario
    trio = scenario.presets[0]
    teams = (*trio.teams[:2], replace(trio.teams[2], by="rule"))
    table = Table(replace(scenario, presets=(replace(trio, teams=teams),)), "trio", "P30")
    for desk, team in (("BG", "T1"), ("POL", "T2")):
        table.control(c.TakeSeat(f"s-{desk}", team, (desk,)), "server")
    return table


def test_nobody_is_reminded_of_a_table_that_nobody_plays() -> None:
    table = asked()
    table.begin()
    table.wait(600)
    silent = {call.team for call in table.control_calls() if call.kind == "silent"}
    assert silent == {"T1", "T2"}


def test_a_desk_given_to_people_or_to_a_bot_makes_it_a_table_like_another() -> None:
    for by in ("people", "bot"):
        table = asked()
        table.control(c.TakeSeat("bot:NGO", "T3", ("NGO",)), "server")  # whence its rule acts
        assert unplayed(table.scenario, table.state.world) == {"T3": "rule"}
        table.control(c.Occupy("NGO", by, "open" if by == "bot" else ""))
        assert unplayed(table.scenario, table.state.world) == {}
    table = asked()
    table.control(c.TakeSeat("s-NGO", "T3", ("NGO",)), "server")
    assert unplayed(table.scenario, table.state.world) == {}
