"""Which of the package's hints fit a table now: control chooses among them; the help level gives its own by itself."""

from __future__ import annotations

from palermo.engine.conditions import hint_holds
from palermo.engine.index import index
from palermo.engine.scenario import Scenario
from palermo.engine.state import State
from palermo.engine.view import HintLine


def open_hints(scenario: Scenario, state: State) -> tuple[HintLine, ...]:
    """Return the hints whose condition holds on their table's own knowledge and that it was not given, in the package's order."""
    world = state.world
    if not world.schedule or not world.phase or world.ended >= 0:
        return ()
    calendar = index(scenario).calendar(world.schedule)
    out: list[HintLine] = []
    for hint in scenario.hints:
        team = world.team_of.get(hint.desk)
        since = calendar.at(hint.after) if hint.after is not None else 0
        if team is None or f"{team}.{hint.id}" in world.hinted or since > state.t:
            continue
        if hint_holds(hint.when, scenario, state, team, state.t):
            out.append(HintLine(team, hint.id, hint.level, since))
    return tuple(out)
