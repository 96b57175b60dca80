"""What an event does: to the world, and to the known of each watcher in its audience. Total; evaluates no condition."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from palermo.engine import change_deeds, change_exchange, change_exercise, change_observers, change_room
from palermo.engine import events as e
from palermo.engine.known import Known
from palermo.engine.learn import learn
from palermo.engine.scenario import Scenario
from palermo.engine.state import ROOM, State, World

# By kind of event; a kind that is not here changes nothing but what its audience knows.
CHANGES: dict[type, Callable[[World, Any, int], World]] = {
    **change_exercise.CHANGES,
    **change_exchange.CHANGES,
    **change_deeds.CHANGES,
    **change_observers.CHANGES,
    **change_room.CHANGES,
}


def initial(scenario: Scenario) -> State:
    """Return the state before the first entry."""
    return State()


def apply(scenario: Scenario, state: State, entry: e.Entry) -> State:
    """Return the state after one entry. Total: an entry in the log is a fact and cannot fail."""
    event = entry.event
    change = CHANGES.get(type(event))
    world = change(state.world, event, entry.t) if change is not None else state.world
    known = state.known
    if isinstance(event, e.Created):
        known = {team: Known(watcher=team) for team, _ in event.teams}
        known[ROOM] = Known(watcher=ROOM)
    elif isinstance(event, e.ObserverSet) and event.person and event.seat not in known:
        known = {**known, event.seat: Known(watcher=event.seat)}
    told = [watcher for watcher in entry.audience if watcher in known]
    if told:
        known = {**known, **{watcher: learn(known[watcher], entry.t, event) for watcher in told}}
    return State(entry.seq, max(state.t, entry.t), world, known)
