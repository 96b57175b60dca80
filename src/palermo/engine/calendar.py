"""When the moments of the script come on one schedule of an exercise."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping

from palermo.engine.moments import Moment, PhaseRun, at, left_out
from palermo.engine.scenario import InjectDef, Profile


class Calendar:
    """The exercise second of each moment on one schedule.

    `play` is the first second of play. `turns` are the seconds at which a condition of time may turn, sorted.
    """

    __slots__ = ("_injects", "_seconds", "_timed", "play", "schedule", "turns")

    def __init__(
        self, schedule: tuple[PhaseRun, ...], before: frozenset[str], moments: Iterable[Moment], timed: Timed
    ) -> None:
        self.schedule = schedule
        self.play = next((run.starts for run in schedule if run.id not in before), 0)
        self._seconds: dict[Moment, int] = {}
        self._timed = sorted((self.at(moment), what) for moment, what in timed)
        self.turns = tuple(sorted({self.at(moment) for moment in moments} | {second for second, _ in self._timed}))
        self._injects: dict[str, dict[str, int]] = {}

    def at(self, moment: Moment) -> int:
        """Return the exercise second of a moment."""
        found = self._seconds.get(moment)
        if found is None:
            found = self._seconds[moment] = at(self.schedule, moment)
        return found

    def next(self, t: int) -> int | None:
        """Return the first turn after a second."""
        place = bisect_right(self.turns, t)
        return self.turns[place] if place < len(self.turns) else None

    def turned(self, since: int, t: int) -> list[str]:
        """Return the scripts and hints, by id, that wait for a moment from `since` to `t`."""
        first = bisect_left(self._timed, (since, ""))
        return [what for _, what in self._timed[first : bisect_left(self._timed, (t + 1, ""))]]

    def injects(self, injects: Iterable[InjectDef], profile: Profile) -> dict[str, int]:
        """Return the injects, by id, that have a time of their own, or a latest one, with it; those left out are not there."""
        found = self._injects.get(profile.id)
        if found is None:
            rows = ((inject, moment_of(inject, profile.moves)) for inject in injects)
            found = self._injects[profile.id] = {
                inject.id: self.at(moment)
                for inject, moment in rows
                if moment is not None and not left_out(self.schedule, moment)
            }
        return found


Timed = Iterable[tuple[Moment, str]]


def moment_of(inject: InjectDef, moves: Mapping[str, Moment]) -> Moment | None:
    """Return the moment at which an inject comes by itself, or at the latest; None for neither."""
    return moves.get(inject.id) or inject.at or inject.latest
