"""Views: computed from what a watcher knows, kept for as long as it knows nothing more."""

from __future__ import annotations

from palermo.engine.attention import expected, news
from palermo.engine.can import powers
from palermo.engine.index import index
from palermo.engine.known import Known
from palermo.engine.overview import control_view
from palermo.engine.scenario import Scenario
from palermo.engine.state import CONTROL, Seat, State
from palermo.engine.view import VOICE, Own, View

__all__ = ["control_view", "own", "view"]

LEAST_FIRST, MOST_FIRST = 2, 3  # facts that are a person's to read first


def view(scenario: Scenario, known: Known) -> View:
    """Return what a team (or the room screen) sees: from its own known alone."""
    return View(known, news(known), expected(scenario, known), powers(scenario, known))


def own(scenario: Scenario, state: State, seat: str) -> Own | None:
    """Return what is a person's alone, or None where no such seat is taken.

    The facts hers to read first: of those dealt to her desks, every n-th, by her place among the seats that hold one of them;
    two at least, if the table has so many: where many share a desk, or it has few of its own, some are read by two people.
    """
    if seat.partition("@")[0] == CONTROL:
        team = seat.partition("@")[2]
        desks = next((desks for name, desks in state.world.teams if name == team), ())
        return Own(CONTROL, team, desks, "control") if desks else None
    speaks = state.world.observers.get(seat)
    if speaks is not None:
        return Own(seat, seat, (), VOICE) if speaks.person else None
    row = state.world.seats.get(seat)
    if row is None or row.gone:
        return None
    return Own(seat, row.team, row.desks, row.role, _first(scenario, state, seat, row))


def _first(scenario: Scenario, state: State, seat: str, row: Seat) -> tuple[str, ...]:
    ours = set(row.desks)
    there = [(name, other) for name, other in state.world.seats.items() if other.team == row.team and not other.gone]
    mates = [name for name, other in there if ours & set(other.desks)]
    place = mates.index(seat)
    dealt = [fact for fact, desk in index(scenario).dealt if desk in ours]
    table = [fact for fact, desk in index(scenario).dealt if state.world.team_of.get(desk) == row.team]
    own = dealt[place :: len(mates)][:MOST_FIRST]
    turned = [*dealt[place % len(dealt) :], *dealt] if dealt else []
    return tuple(dict.fromkeys((*own, *turned, *table)))[: max(LEAST_FIRST, len(own))]
