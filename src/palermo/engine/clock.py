"""Exercise time and wall time: one follows from the other and the clock's last change."""

from __future__ import annotations

from palermo.engine import events as e
from palermo.engine.known import Clock
from palermo.engine.state import State

# UTC seconds are floats of about 2e9, exact to 2e-7; at the highest speed that is 2e-4 exercise seconds.
ROUNDING = 1e-3


def turned(clock: Clock, event: e.Began | e.Paused | e.Resumed | e.SpeedSet, t: int) -> Clock:
    """Return the clock after an event of the clock: the same for the world and for all who watch it."""
    match event:
        case e.Began():
            return Clock(event.wall, t, 1.0, "", "")
        case e.Paused():
            return Clock(event.wall, event.t, clock.speed, event.why, event.text)
        case e.Resumed():
            return Clock(event.wall, event.t, clock.speed, "", "")
        case e.SpeedSet():
            return Clock(event.wall, event.t, event.speed, clock.paused, clock.text)


def now(state: State, wall: float) -> int:
    """Return the exercise second at a UTC second. It stands while the clock is paused and never goes back."""
    clock = state.world.clock
    if clock.paused:
        return max(state.t, clock.t)
    return max(state.t, clock.t + int((wall - clock.wall) * clock.speed + ROUNDING))


def wall_of(state: State, t: int) -> float | None:
    """Return the UTC second of an exercise second; None while the clock stands."""
    clock = state.world.clock
    if clock.paused:
        return None
    return clock.wall + (t - clock.t) / clock.speed
