"""One turn of the engine: events become entries one by one, each applied before the next is thought of."""

from __future__ import annotations

from palermo.engine import events as e
from palermo.engine.apply import apply
from palermo.engine.audience import audience
from palermo.engine.scenario import Scenario
from palermo.engine.state import State

MOST_ENTRIES = 600  # of one turn; more means scripts that set each other off without end


class Turn:
    """A scratch state and the entries that led to it. Lives for one call of `happen` or `advance`.

    It happens at exercise second `t`; the last entry before it was at `since`.
    """

    __slots__ = ("cause", "entries", "halted", "looked", "scenario", "since", "state", "t", "wall")

    def __init__(self, scenario: Scenario, state: State, t: int, wall: float, cause: str) -> None:
        self.scenario = scenario
        self.state = state
        self.since = state.t
        self.t = t
        self.wall = wall
        self.cause = cause
        self.entries: list[e.Entry] = []
        self.looked = 0  # entries that the scripts' loop has seen
        self.halted = False

    def tell(self, event: e.Event, teams: tuple[str, ...] = ()) -> None:
        """Append an event: its audience is computed on the state before it, then it is applied.

        `teams` are its addressees where the event does not say them.
        """
        watchers = audience(self.scenario, self.state, event, teams)
        entry = e.Entry(self.state.seq + 1, self.t, self.wall, watchers, event, self.cause)
        self.state = apply(self.scenario, self.state, entry)
        self.entries.append(entry)

    @property
    def full(self) -> bool:
        """Whether this turn has grown beyond what scripts may set off."""
        return len(self.entries) >= MOST_ENTRIES
