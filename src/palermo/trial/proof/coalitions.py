"""Coalitions: for each target the smallest sets of teams that the closure lets bring it about. Without one of them it is impossible."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations

from palermo.engine.scenario import Preset, Profile, Scenario
from palermo.scenario.closure import Reach
from palermo.scenario.earliest import NEVER
from palermo.trial.proof.targets import Target

Coalition = tuple[str, ...]  # teams, in the preset's order


def minimal(
    scenario: Scenario, preset: Preset, profile: Profile, wanted: Iterable[Target]
) -> dict[str, tuple[Coalition, ...]]:
    """Return the smallest coalitions of each target, by its id; none for what even the whole table cannot bring about."""
    found: dict[str, list[Coalition]] = {target.id: [] for target in wanted}
    whole = Reach(scenario, preset, None, profile)
    possible = [target for target in wanted if target.earliest(whole) < NEVER]
    for teams in _smaller_first(preset):
        open_ = [target for target in possible if not any(set(small) <= set(teams) for small in found[target.id])]
        if not open_:
            continue
        table = Reach(scenario, preset, desks(preset, teams), profile)
        for target in open_:
            if target.earliest(table) < NEVER:
                found[target.id].append(teams)
    return {name: tuple(rows) for name, rows in found.items()}


def desks(preset: Preset, teams: Coalition) -> tuple[str, ...]:
    """Return the desks of some teams, and those that nobody plays: they answer whoever asks."""
    return tuple(desk for team in preset.teams if team.id in teams or team.by != "people" for desk in team.desks)


def tables(preset: Preset) -> Coalition:
    """Return the teams that people play."""
    return tuple(team.id for team in preset.teams if team.by == "people")


def _smaller_first(preset: Preset) -> Iterator[Coalition]:
    names = tables(preset)
    for size in range(len(names) + 1):
        yield from combinations(names, size)
