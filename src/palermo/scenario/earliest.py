"""When things can come about at the earliest: conditions asked of a growing table of what happened, and since when."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from palermo.engine import rules
from palermo.engine.granting import GRANT_AFTER
from palermo.engine.index import leaves
from palermo.engine.moments import Moment, PhaseRun, at, schedule
from palermo.engine.rules import Condition
from palermo.engine.scenario import Channel, Preset, Profile, Question, Scenario

Happened = tuple[str, ...]  # ("done", "jo2"), ("knows", "POL", "BG-6"), ("stage", "network", "alert")
Grounds = dict[str, int]  # facts that can be laid down, each with the second from which on

NEVER = 1 << 30  # seconds; later than any exercise

# What a condition asks for, in the words of `Happened`; its fields follow in order.
ASKS: dict[type, str] = {
    rules.Established: "established",
    rules.Started: "started",
    rules.Done: "done",
    rules.Chosen: "chosen",
    rules.Ticked: "ticked",
    rules.Stage: "stage",
    rules.Reached: "stage",
    rules.Injected: "inject",
    rules.Met: "met",
    rules.Missed: "need",
    rules.Consent: "consent",
    rules.Status: "status",
    rules.Placed: "placed",
    rules.SafePerson: "safe",
    rules.Line: "line",
    rules.Asked: "asked",
    rules.Flag: "flag",
}
NONE: Grounds = {}


class Earliest:
    """What a coalition of desks in one preset has brought about so far. `happened` gives each thing its earliest exercise second.

    Without a profile every moment counts as come, whatever asks for a profile as met, and the seconds mean nothing. `without`
    are things taken to be impossible: an option not chosen, a fact that nobody has.
    """

    def __init__(
        self,
        scenario: Scenario,
        preset: Preset,
        desks: Iterable[str] | None = None,
        profile: Profile | None = None,
        without: Iterable[Happened] = (),
    ) -> None:
        self.scenario = scenario
        self.desks = frozenset(desks if desks is not None else (one.id for one in scenario.desks))
        self.team = {desk: team.id for team in preset.teams for desk in team.desks}
        self.facts = {one.id: one for one in scenario.facts}
        self.questions = {one.id: one for one in scenario.questions}
        self.profile = profile
        self.runs = schedule(profile.phases) if profile is not None else ()
        self.begins, self.ends = _play(profile, self.runs)
        self.without = frozenset(without)
        self.happened: dict[Happened, int] = {}
        self.moved = True

    def tell(self, since: int, *words: str) -> None:
        """Enter that this can have come about since then, if that is earlier than what is known, and in time."""
        if since <= self.ends and since < self.happened.get(words, NEVER) and words not in self.without:
            self.happened[words] = since
            self.moved = True

    # -- asking -----------------------------------------------------------------------------

    def has(self, *words: str) -> bool:
        """Tell whether this can come about."""
        return words in self.happened

    def at(self, *words: str) -> int:
        """Return the earliest exercise second of this, `NEVER` when it cannot come about."""
        return self.happened.get(words, NEVER)

    def knows(self, desk: str, fact: str) -> bool:
        """Tell whether the desk's team can come to know the fact."""
        return self.learns(desk, fact) < NEVER

    def learns(self, desk: str, fact: str) -> int:
        """Return the earliest second at which the desk's team can know the fact, `NEVER` when it cannot."""
        record = self.facts.get(fact)
        if record is None or desk not in self.desks:
            return self.at("knows", desk, fact)  # the others do nothing, but they hold what is theirs
        team = self.team.get(desk)
        found = self.at("knows", desk, fact)
        for other in self.desks:
            since = self.at("knows", other, fact)
            if since >= found:
                continue
            if other == desk or self.team.get(other) == team:
                found = since
            elif record.forms:
                found = min(found, self._sent(since, other, desk))
        return found

    def pool(self) -> Grounds:
        """Return the facts that somebody in the coalition can come to know, each with the second from which on."""
        found: Grounds = {}
        for words, since in self.happened.items():
            if words[0] == "knows" and words[1] in self.desks:
                found[words[2]] = min(since, found.get(words[2], NEVER))
        return found

    def holds(self, condition: Condition | None) -> bool:
        """Tell whether the condition can come to hold (none always does)."""
        return self.when(condition) < NEVER

    def when(self, condition: Condition | None) -> int:
        """Return the earliest second at which the condition can hold, `NEVER` when it cannot."""
        return self.begins if condition is None else self._when(condition, NONE)

    def stands(self, question: Question) -> bool:
        """Tell whether the coalition can lay down grounds that carry the question's answer."""
        return self.carried(question) < NEVER

    def carried(self, question: Question) -> int:
        """Return the earliest second at which grounds can be laid down that carry the question's answer."""
        opened = min(self.when(question.opens), self.at("open", "question", question.id))
        if opened >= NEVER or not self._may(question.desks):
            return NEVER
        pool = self.pool()
        if question.evidence_only:
            pool = {fact: since for fact, since in pool.items() if self.facts[fact].use == "evidence"}
        return max(opened, min(self._when(question.rests, pool), self._in_part(question, pool)))

    def _in_part(self, question: Question, pool: Grounds) -> int:
        """Return when it can stand in part by itself: with one ground lacking, and facts of two tables laid down for it."""
        if not question.in_part:
            return NEVER
        wanted = {leaf.fact for leaf in leaves(question.rests) if isinstance(leaf, rules.Ground)}
        two = _nth(2, self._tables({fact: pool[fact] for fact in wanted if fact in pool}), self.begins)
        if two >= NEVER:
            return NEVER
        reasoned = min((self._when(question.rests, {**pool, fact: self.begins}) for fact in wanted), default=NEVER)
        return self._later(max(two, reasoned), GRANT_AFTER)

    def _tables(self, grounds: Grounds) -> Iterable[int]:
        """Return since when the owners of these facts, table by table, can have laid one down."""
        teams: dict[str, int] = {}
        for fact, since in grounds.items():
            team = self.team.get(self.facts[fact].desk, "")
            teams[team] = min(since, teams.get(team, NEVER))
        return teams.values()

    def _when(self, condition: Condition, grounds: Grounds) -> int:
        match condition:
            case rules.All(of):
                return max((self._when(one, grounds) for one in of), default=self.begins)
            case rules.Any(of):
                return min((self._when(one, grounds) for one in of), default=NEVER)
            case rules.AtLeast(n, of):
                return _nth(n, (self._when(one, grounds) for one in of), self.begins)
            case rules.Ground(fact):
                return grounds.get(fact, NEVER)
            case rules.FromTeams(n):
                return _nth(n, self._tables(grounds), self.begins)
            case rules.Knows(desk, fact):
                return self.learns(desk, fact)
            case rules.Since(mark, seconds):
                kind, _, rest = mark.partition(":")
                return self._later(self.at(*_marked(kind, rest)), seconds)
            case rules.Sent(_, sender):
                return self.begins if sender == "" or sender in self.desks else NEVER
            case rules.Safe(n):
                return _nth(n, self._starting("safe"), self.begins)
            case rules.Sheet(sheet, n):
                return _nth(n, self._starting("line", sheet), self.begins)
            case rules.After(moment):
                return self._moment(moment)
            case rules.InPhase(phase):
                return self._moment(Moment(phase)) if any(run.id == phase for run in self.runs) else self._untimed()
            case rules.InProfile(profile):
                return self.begins if self.profile is None or self.profile.id == profile else NEVER
            case rules.Missed(need):
                due = next((one.due for one in self.scenario.needs if one.id == need), None)
                return max(self.at("need", need), self._moment(due) if due is not None else self.begins)
            case _:
                word = ASKS.get(type(condition))
                # Amounts, trust, silence and what must not be are taken to be as wished.
                return self.begins if word is None else self.at(word, *values(condition))

    def _starting(self, *words: str) -> list[int]:
        return [since for key, since in self.happened.items() if key[: len(words)] == words]

    def _moment(self, moment: Moment) -> int:
        return max(self.begins, at(self.runs, moment)) if self.runs else self.begins

    def _untimed(self) -> int:
        return self.begins if not self.runs else NEVER

    def _later(self, since: int, seconds: int) -> int:
        """Return a second so much later; without a profile no time passes. What would come after the end never comes."""
        later = since + seconds if self.runs and since < NEVER else since
        return later if later <= self.ends else NEVER

    def _sent(self, since: int, sender: str, to: str) -> int:
        """Return the earliest second at which something known since then can be with another team, by the quickest channel."""
        return min((self._by(channel, since, sender, to) for channel in self.scenario.channels), default=NEVER)

    def _by(self, channel: Channel, since: int, sender: str, to: str) -> int:
        opened = self.at("open", "channel", channel.id)
        if not (_among(sender, channel.members) and _among(to, channel.members) and _among(to, channel.only_to)):
            return NEVER
        return self._later(max(since, opened), 0 if channel.spoken else channel.takes)

    def _may(self, desks: tuple[str, ...]) -> bool:
        return "*" in desks or bool(self.desks & set(desks))


def _play(profile: Profile | None, runs: tuple[PhaseRun, ...]) -> tuple[int, int]:
    """Return the seconds at which play begins and ends; (0, NEVER - 1) without a profile."""
    if profile is None:
        return 0, NEVER - 1
    kinds = {phase.id: phase.kind for phase in profile.phases}
    played = [run for run in runs if kinds[run.id] == "play"]
    return (played[0].starts, played[-1].ends) if played else (0, NEVER - 1)


def _nth(n: int, times: Iterable[int], begins: int) -> int:
    """Return the second at which the n-th of some things has come."""
    ordered = sorted(times)
    if n <= 0:
        return begins
    return ordered[n - 1] if n <= len(ordered) else NEVER


def _among(desk: str, desks: tuple[str, ...]) -> bool:
    return "*" in desks or desk in desks


def values(record: msgspec.Struct) -> tuple[str, ...]:
    """Return the fields of a condition or effect, in order."""
    return tuple(getattr(record, name) for name in record.__struct_fields__)


def _marked(kind: str, rest: str) -> Happened:
    if kind == "stage":
        track, _, stage = rest.partition(".")
        return ("stage", track, stage)
    return (kind, rest)
