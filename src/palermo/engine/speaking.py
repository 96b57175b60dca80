"""A phase in which the tables speak one after the other: the first when it begins, the next when the time of one is over.

Control can give any table its turn, sooner or later; from there it goes on by itself. What else control shows stops it.
"""

from __future__ import annotations

from palermo.engine import events as e
from palermo.engine.index import index
from palermo.engine.nobody import speakers
from palermo.engine.scenario import Scenario
from palermo.engine.state import State
from palermo.engine.turn import Turn


def turn_ends(scenario: Scenario, state: State) -> int:
    """Return the exercise second at which the turn of the table that speaks is over, -1 where none has one."""
    return state.world.turn_over if _seconds(scenario, state) and _speaks(state) else -1


def first_turn(turn: Turn) -> None:
    """The phase has begun: the first table speaks. What was shown of turns in a phase before is put away."""
    if _seconds(turn.scenario, turn.state):
        _give(turn, next(iter(_order(turn)), ""))
    elif _speaks(turn.state) and turn.state.world.turn_over >= 0:
        _give(turn, "")


def next_turn(turn: Turn) -> None:
    """The turn of a table is over: the next one speaks, and after the last one nobody."""
    ends = turn_ends(turn.scenario, turn.state)
    row = turn.state.world.shown
    if ends < 0 or ends > turn.t or row is None:
        return
    order = _order(turn)
    place = order.index(row.target) + 1 if row.target in order else len(order)
    _give(turn, order[place] if place < len(order) else "")


def _order(turn: Turn) -> tuple[str, ...]:
    world = turn.state.world
    return speakers(turn.scenario, world.setup.preset, (team for team, _ in world.teams))


def _give(turn: Turn, team: str) -> None:
    speed = turn.state.world.clock.speed
    seconds = max(1, round(_seconds(turn.scenario, turn.state) / speed)) if team else 0
    turn.tell(e.Shown("table" if team else "", team, seconds, turn.wall, (), {}, None))


def _speaks(state: State) -> bool:
    return state.world.shown is not None and state.world.shown.what == "table"


def _seconds(scenario: Scenario, state: State) -> int:
    world = state.world
    phase = index(scenario).phase(world.setup.profile, world.phase) if world.phase else None
    return phase.speaking if phase is not None else 0
