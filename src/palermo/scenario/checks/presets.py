"""Each preset gives each desk to exactly one team; profiles have phases before, in and after play."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from palermo.scenario.problem import Problem, problem

if TYPE_CHECKING:
    from palermo.scenario.package import Package


def check(package: Package) -> Iterable[Problem]:
    """Give each desk that a preset leaves out or gives twice, and each profile that cannot run."""
    scenario = package.scenario
    for section in ("desks", "presets", "profiles"):
        if not getattr(scenario, section):
            yield problem(package.at(section), "preset/none", f"There are no {section}.", "Write at least one.")
    for n, preset in enumerate(scenario.presets):
        given = Counter(desk for team in preset.teams for desk in team.desks)
        here = package.at("presets", n)
        for desk in (one.id for one in scenario.desks):
            if given[desk] == 0:
                fix = "Put it into one of the preset's teams."
                yield problem(here, "preset/left-out", f"The preset {preset.id} gives the desk {desk} to no team.", fix)
            elif given[desk] > 1:
                fix = "Leave it in one of them."
                yield problem(
                    here, "preset/twice", f"The preset {preset.id} gives the desk {desk} to {given[desk]} teams.", fix
                )
        for m, team in enumerate(preset.teams):
            if not team.desks or team.pairs < 1:
                fix = "Give it a desk, and one pair of hands at least."
                yield problem(
                    package.at("presets", n, "teams", m), "preset/empty", f"The team {team.id} cannot play.", fix
                )
    for n, profile in enumerate(scenario.profiles):
        kinds = [phase.kind for phase in profile.phases]
        if (
            kinds != sorted(kinds, key=("before", "play", "after").index)
            or "play" not in kinds
            or kinds[-1:] != ["after"]
        ):
            told = f"The profile {profile.id} does not run before, play, after."
            yield problem(
                package.at("profiles", n),
                "preset/phases",
                told,
                "Order its phases so, with one of play and one after it.",
            )
        for m, phase in enumerate(profile.phases):
            if phase.seconds <= 0:
                here = package.at("profiles", n, "phases", m)
                yield problem(
                    here, "preset/phases", f"The phase {phase.id} has no length.", 'Write its length: seconds: "15m".'
                )
