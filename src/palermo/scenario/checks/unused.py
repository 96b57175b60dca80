"""Every fact matters: some rule waits for it, rests on it, or hands it on as the answer to a question somebody asks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from palermo.engine import rules
from palermo.scenario.problem import Problem, warning
from palermo.scenario.walk import records

if TYPE_CHECKING:
    from palermo.scenario.package import Package


def check(package: Package) -> Iterable[Problem]:
    """Warn of each fact that no condition names, that costs nothing when told too widely, and that no debrief asks about."""
    scenario = package.scenario
    named = {record.fact for _, record in records(scenario) if isinstance(record, rules.Knows | rules.Ground)}
    asked = {fact for question in scenario.debrief for fact in question.facts}
    for n, fact in enumerate(scenario.facts):
        if fact.id not in named | asked and not fact.price:
            told = f"Nothing in the play depends on {fact.id}."
            fix = "Let something wait for it or rest on it, or take it out: every fact costs reading time."
            yield warning(package.at("facts", n), "fact/unused", told, fix)
