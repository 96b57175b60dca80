"""Tables that nobody plays: agencies that are asked and answer, by rule or by control."""

from __future__ import annotations

from collections.abc import Iterable

from palermo.engine.index import index
from palermo.engine.scenario import Scenario
from palermo.engine.state import BOT, World


def unplayed(scenario: Scenario, world: World) -> dict[str, str]:
    """Return the tables of the preset that people do not hold, with who answers there (rule or control).

    One where somebody sits, or where a desk was given to people or to a bot, is a table like another.
    """
    preset = index(scenario).presets.get(world.setup.preset)
    teams = dict(world.teams)
    there = {row.team for seat, row in world.seats.items() if not row.gone and not seat.startswith(BOT)}
    return {
        team.id: team.by
        for team in (preset.teams if preset is not None else ())
        if team.by != "people" and team.id in teams and team.id not in there and _by_itself(world, teams[team.id])
    }


def speakers(scenario: Scenario, preset: str, teams: Iterable[str]) -> tuple[str, ...]:
    """Return the tables that speak one after the other, in the preset's order: those that people play."""
    found = index(scenario).presets.get(preset)
    silent = {team.id for team in (found.teams if found is not None else ()) if team.by != "people"}
    return tuple(team for team in teams if team not in silent)


def _by_itself(world: World, desks: tuple[str, ...]) -> bool:
    return all(world.occupants.get(desk, ("", ""))[0] in ("rule", "control") for desk in desks)
