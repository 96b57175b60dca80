"""What observers work with: each objective has a few lines to tick, and nobody is given a voice who is nowhere."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from palermo.scenario.checks.duplicates import ID
from palermo.scenario.problem import Problem, problem, warning

if TYPE_CHECKING:
    from palermo.scenario.package import Package

LEAST, MOST = 4, 6  # lines that one pair of eyes can look for


def check(package: Package) -> Iterable[Problem]:
    """Give tick lines that are too few, too many, twice there or no ids, and felt needs and harm that no voice can feel."""
    scenario = package.scenario
    for n, objective in enumerate(scenario.objectives):
        here = package.at("objectives", n)
        if objective.ticks and not LEAST <= len(objective.ticks) <= MOST:
            told = f"The objective {objective.id} has {len(objective.ticks)} lines to tick."
            yield problem(here, "observer/ticks", told, f"An observer can look for {LEAST} to {MOST} things.")
        if len(set(objective.ticks)) < len(objective.ticks):
            yield problem(here, "id/twice", f"A line of {objective.id} stands there twice.", "Name each line once.")
        for tick in objective.ticks:
            if not ID.fullmatch(tick):
                fix = "Use letters without accents, digits, _ and - only."
                yield problem(here, "id/form", f"{tick!r} in ticks is no id.", fix)
    voices = {person.id for person in scenario.people if person.voice}
    felt = (
        *(("needs", n, need.id, need.people) for n, need in enumerate(scenario.needs) if need.felt),
        *(("harms", n, harm.id, harm.people) for n, harm in enumerate(scenario.harms) if harm.felt),
    )
    for section, n, name, people in felt:
        if not voices & set(people):
            told = f"{name} is felt, and nobody of its people has a voice."
            yield warning(package.at(section, n), "observer/felt", told, "Give one of them a voice, or take felt out.")
