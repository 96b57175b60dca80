"""Classes of urgency: hours of the story, as seconds of the exercise."""

from __future__ import annotations

from math import ceil

from palermo.engine.index import index
from palermo.engine.scenario import Scenario
from palermo.engine.state import State

HOUR = 3600


def seconds_of(scenario: Scenario, profile: str, phase: str, urgency: str) -> int:
    """Return how many scripted seconds of a phase the hours of a class take; 0 where the story stands still or nothing has begun."""
    runs = index(scenario).phase(profile, phase) if phase else None
    if runs is None or not runs.rate:
        return 0
    return ceil(index(scenario).urgencies[urgency].hours * HOUR / runs.rate)


def due_in(scenario: Scenario, state: State, urgency: str) -> int:
    """Return in how many exercise seconds a request of this class is due; 0, for no time, where that is after the exercise."""
    world = state.world
    seconds = seconds_of(scenario, world.setup.profile, world.phase, urgency)
    ends = world.schedule[-1].ends if world.schedule else 0
    return seconds if state.t + seconds < ends else 0
