"""From a genuine token to a place in the room: which watcher's pages it may see, and whether it still stands."""

from __future__ import annotations

import msgspec

from palermo.engine.observing import watcher_of
from palermo.engine.state import CONTROL, OBSERVER, ROOM, State
from palermo.live.tokens import CONTROL_GENERATION, Token


class Place(msgspec.Struct, frozen=True, gc=False):
    """Where a seat sits: the watcher whose view it sees, and the desks its role may act for."""

    seat: str
    watcher: str
    desks: tuple[str, ...] = ()


# Facilitators who lead an exercise no longer, while tokens of theirs may still be good: (exercise, number of the facilitator).
_shut_out: set[tuple[str, int]] = set()


def shut_out(exercise: str, who: int) -> None:
    """Let no token of a facilitator be good for an exercise any more. Callable from any thread."""
    _shut_out.add((exercise, who))


def let_in(exercise: str, who: int) -> None:
    """Let a facilitator's tokens be good again. Callable from any thread."""
    _shut_out.discard((exercise, who))


def place(state: State, token: Token) -> Place | None:
    """Return the place a token stands for, None when it has been revoked or never was one of this exercise."""
    if token.seat == CONTROL and (token.exercise, token.who) in _shut_out:
        return None
    if token.seat in (CONTROL, ROOM):
        return Place(token.seat, token.seat) if token.generation == CONTROL_GENERATION else None
    watches = state.world.observers.get(token.seat)
    if watches is not None:
        return Place(token.seat, watcher_of(token.seat, watches)) if watches.generation == token.generation else None
    seat = state.world.seats.get(token.seat)
    if seat is None or seat.gone or seat.generation != token.generation:
        return None
    return Place(token.seat, seat.team, seat.desks)


def version(state: State, watcher: str) -> int:
    """Return the number of the last thing a watcher learned. Only control, and who reads what it reads, sees the global number."""
    if watcher in (CONTROL, OBSERVER):
        return state.seq
    known = state.known.get(watcher)
    return known.version if known is not None else 0
