"""The rubric: what the log suggests for each dimension, and what the best band asks for."""

from __future__ import annotations

from collections.abc import Iterable

from palermo.debrief.records import Rated
from palermo.engine import outcome
from palermo.engine import rules_conditions as r
from palermo.engine.conditions import holds
from palermo.engine.events import Entry
from palermo.engine.play import apply, initial
from palermo.engine.scenario import Scenario


def rubric(scenario: Scenario, entries: Iterable[Entry]) -> tuple[Rated, ...]:
    """Return each dimension with its band and what it stands on, as the log shows it at the end."""
    state = initial(scenario)
    for entry in entries:
        state = apply(scenario, state, entry)
    if not state.world.teams:
        return ()
    t = state.world.ended if state.world.ended >= 0 else state.t
    bands = outcome.rubric(scenario, state)
    out: list[Rated] = []
    for dimension in scenario.rubric:
        best = dimension.bands[0].when if dimension.bands else r.All(())
        parts = best.of if isinstance(best, r.All) else (best,)
        out.append(
            Rated(
                dimension=dimension.id,
                band=bands[dimension.id],
                by_hand=bool(state.world.ratings.get(dimension.id)),
                parts=tuple((part, holds(part, scenario, state, t)) for part in parts),
            )
        )
    return tuple(out)
