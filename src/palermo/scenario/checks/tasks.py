"""Each desk's own task is its own, and impossible for its team alone in every preset."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from palermo.scenario.closure import Reach
from palermo.scenario.problem import Problem, problem, warning

if TYPE_CHECKING:
    from palermo.scenario.package import Package


def check(package: Package) -> Iterable[Problem]:
    """Warn of each own task that one team could do without any other, and of aims that one team could reach."""
    scenario = package.scenario
    actions = {action.id: action for action in scenario.actions}
    own = {desk.id: desk.own_task for desk in scenario.desks}
    for n, desk in enumerate(scenario.desks):
        if desk.own_task in actions and actions[desk.own_task].desk != desk.id:
            told = f"The own task of {desk.id} is {desk.own_task}, an action of {actions[desk.own_task].desk}."
            yield problem(package.at("desks", n), "task/other", told, "Name an action of the desk itself.")
    for preset in scenario.presets:
        if len(preset.teams) < 2:
            continue
        for team in preset.teams:
            alone = Reach(scenario, preset, team.desks)
            for n, desk in enumerate(scenario.desks):
                if desk.id in team.desks and alone.has("done", own[desk.id]):
                    told = f"In the preset {preset.id}, {team.id} can do {own[desk.id]} of {desk.id} without any other team."
                    fix = "Let it need a yes, a fact or an answer from another team."
                    yield warning(package.at("desks", n), "task/alone", told, fix)
