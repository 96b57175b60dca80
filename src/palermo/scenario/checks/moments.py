"""A moment has to lie inside its phase, and what has a deadline has to be possible before it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from palermo.engine.moments import Moment
from palermo.scenario.problem import Problem, warning
from palermo.scenario.walk import records

if TYPE_CHECKING:
    from palermo.scenario.package import Package


def check(package: Package) -> Iterable[Problem]:
    """Warn of each moment after the end of its phase in every profile that has the phase."""
    longest: dict[str, int] = {}
    for profile in package.scenario.profiles:
        for phase in profile.phases:
            longest[phase.id] = max(longest.get(phase.id, 0), phase.seconds)
    for path, record in records(package.scenario):
        if isinstance(record, Moment) and record.seconds > longest.get(record.phase, record.seconds):
            minutes = longest[record.phase] // 60
            told = f"This moment lies after the end of {record.phase}, which lasts {minutes} minutes."
            yield warning(package.at(*path), "moment/late", told, "Name a moment of the phase that it falls in.")
