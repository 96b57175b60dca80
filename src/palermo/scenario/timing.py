"""When things are expected to happen in a profile, read from the hoped-for times alone; no play is needed."""

from __future__ import annotations

from palermo.engine import rules
from palermo.engine.moments import Moment, at, schedule
from palermo.engine.rules import Condition
from palermo.engine.scenario import InjectDef, Profile, Scenario

DEEP = 12


class Plan:
    """Expected exercise seconds of actions, injects and facts in one profile. None is: at no time that can be told."""

    def __init__(self, scenario: Scenario, profile: Profile) -> None:
        self.profile = profile
        self.runs = schedule(profile.phases)
        self.phases = {phase.id for phase in profile.phases}
        self.actions = {one.id: one for one in scenario.actions}
        self.injects = {one.id: one for one in scenario.injects}
        self.facts = {one.id: one for one in scenario.facts}
        self.questions = {one.id: one for one in scenario.questions}

    def start(self) -> int:
        """Return the second at which play starts."""
        return next(
            (run.starts for run, phase in zip(self.runs, self.profile.phases, strict=True) if phase.kind == "play"), 0
        )

    def moment(self, moment: Moment | None) -> int | None:
        """Return the second of a moment, or None where the profile has no such phase."""
        return at(self.runs, moment) if moment is not None and moment.phase in self.phases else None

    def inject(self, inject: InjectDef, deep: int = 0) -> int | None:
        """Return the second an inject is expected at; None for those sent by hand."""
        moved = self.profile.moves.get(inject.id)
        if moved is not None:
            return self.moment(moved)
        if inject.at is not None:
            return self.moment(inject.at)
        if inject.reserve:
            return None
        return self.condition(inject.when, deep + 1) if inject.when is not None else self.moment(inject.latest)

    def fact(self, fact: str, deep: int = 0) -> int | None:
        """Return the second a fact's owner is expected to have it (0 when it is dealt)."""
        record = self.facts.get(fact)
        if record is None:
            return None
        return 0 if record.unlock is None else self.condition(record.unlock, deep + 1)

    def action(self, action: str) -> int | None:
        """Return the second an action is hoped to be done."""
        record = self.actions.get(action)
        return self.moment(record.due) if record is not None else None

    def condition(self, condition: Condition, deep: int = 0) -> int | None:
        """Return the earliest second a condition is expected to hold."""
        if deep > DEEP:
            return None
        match condition:
            case rules.All(of):
                return _last([self.condition(one, deep + 1) for one in of])
            case rules.Any(of):
                return min((t for one in of if (t := self.condition(one, deep + 1)) is not None), default=None)
            case rules.AtLeast(n, of):
                known = sorted(t for one in of if (t := self.condition(one, deep + 1)) is not None)
                return known[n - 1] if 0 < n <= len(known) else None
            case rules.Knows(_, fact) | rules.Ground(fact):
                return self.fact(fact, deep)
            case rules.Done(action) | rules.Started(action) | rules.Chosen(action) | rules.Ticked(action):
                return self.action(action)
            case rules.After(moment):
                return self.moment(moment)
            case rules.Injected(inject):
                record = self.injects.get(inject)
                return self.inject(record, deep + 1) if record is not None else None
            case rules.Established(question):
                found = self.questions.get(question)
                return self.condition(found.rests, deep + 1) if found is not None else None
            case rules.Since(mark, seconds):
                kind, _, name = mark.partition(":")
                start = self.action(name) if kind in ("done", "started") else None
                return None if start is None else start + seconds
            case rules.Not() | rules.Always() | rules.InProfile() | rules.Before() | rules.Trust() | rules.FromTeams():
                return 0
            case _:
                return None


def _last(times: list[int | None]) -> int | None:
    known = [t for t in times if t is not None]
    return max(known, default=0) if len(known) == len(times) else None
