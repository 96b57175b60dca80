"""What a coalition of desks can bring about at the very best: a monotone closure.

Time, amounts, trust and every `not` are left aside, everybody in the coalition helps everybody, and whatever can happen is taken
to have happened. So what the closure does not reach is impossible; what it reaches may still be.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from palermo.engine import rules
from palermo.engine.index import leaves
from palermo.engine.rules import Condition, Effect
from palermo.engine.scenario import Action, InjectDef, Preset, Question, Scenario

Happened = tuple[str, ...]  # ("done", "jo2"), ("knows", "POL", "BG-6"), ("stage", "network", "alert")

# What a condition asks for, and what an effect makes, in the words of `Happened`; their fields follow in order.
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
MAKES: dict[type, str] = {
    rules.Move: "stage",
    rules.AddNeed: "need",
    rules.AgreeTo: "consent",
    rules.Harm: "flag",
    rules.Establish: "established",
}


class Reach:
    """The closure of one coalition in one preset. `happened` holds everything that can come about, as tuples of words."""

    def __init__(self, scenario: Scenario, preset: Preset, desks: Iterable[str] | None = None) -> None:
        self.scenario = scenario
        self.desks = frozenset(desks if desks is not None else (one.id for one in scenario.desks))
        self.team = {desk: team.id for team in preset.teams for desk in team.desks}
        self.facts = {one.id: one for one in scenario.facts}
        self.questions = {one.id: one for one in scenario.questions}
        self.happened: set[Happened] = set()
        for person in scenario.people:
            self.happened.add(("status", person.id, person.status))
            self.happened.add(("placed", person.id, person.place))
        for track in scenario.tracks:
            if track.stages:
                self.happened.add(("stage", track.id, track.stages[0]))
        self._close()

    # -- asking -----------------------------------------------------------------------------

    def has(self, *words: str) -> bool:
        """Tell whether this can come about."""
        return words in self.happened

    def knows(self, desk: str, fact: str) -> bool:
        """Tell whether the desk's team can come to know the fact."""
        record = self.facts.get(fact)
        if record is None or desk not in self.desks:
            return ("knows", desk, fact) in self.happened  # the others do nothing, but they hold what is theirs
        mates = {one for one in self.desks if self.team.get(one) == self.team.get(desk)} | {desk}
        holders = {one for one in self.desks if ("knows", one, fact) in self.happened}
        return bool(holders & mates) or bool(holders and record.forms)

    def pool(self) -> set[str]:
        """Return the facts that somebody in the coalition can come to know."""
        return {words[2] for words in self.happened if words[0] == "knows" and words[1] in self.desks}

    def holds(self, condition: Condition | None) -> bool:
        """Tell whether the condition can come to hold (none always does)."""
        if condition is None:
            return True
        return self._holds(condition, frozenset())

    def stands(self, question: Question) -> bool:
        """Tell whether the coalition can lay down grounds that carry the question's answer."""
        if not self._may(question.desks) or not (
            self.holds(question.opens) or self.has("open", "question", question.id)
        ):
            return False
        grounds = {fact for fact in self.pool() if not question.evidence_only or self.facts[fact].use == "evidence"}
        return self._holds(question.rests, frozenset(grounds)) or self._in_part(question, frozenset(grounds))

    def _in_part(self, question: Question, grounds: frozenset[str]) -> bool:
        """Tell whether it can stand in part: with one ground lacking, and facts of two tables laid down for it."""
        wanted = {leaf.fact for leaf in leaves(question.rests) if isinstance(leaf, rules.Ground)}
        if len({self.team.get(self.facts[fact].desk) for fact in grounds & wanted}) < 2:
            return False
        return any(self._holds(question.rests, grounds | {fact}) for fact in wanted - grounds)

    def _holds(self, condition: Condition, grounds: frozenset[str]) -> bool:
        match condition:
            case rules.All(of):
                return all(self._holds(one, grounds) for one in of)
            case rules.Any(of):
                return any(self._holds(one, grounds) for one in of)
            case rules.AtLeast(n, of):
                return sum(self._holds(one, grounds) for one in of) >= n
            case rules.Ground(fact):
                return fact in grounds
            case rules.FromTeams(n):
                return len({self.team.get(self.facts[fact].desk) for fact in grounds}) >= n
            case rules.Knows(desk, fact):
                return self.knows(desk, fact)
            case rules.Since(mark):
                kind, _, rest = mark.partition(":")
                return self.has(*_marked(kind, rest))
            case rules.Sent(_, sender):
                return sender == "" or sender in self.desks
            case rules.Safe(n):
                return sum(words[0] == "safe" for words in self.happened) >= n
            case rules.Sheet(sheet, n):
                return sum(words[:2] == ("line", sheet) for words in self.happened) >= n
            case _:
                word = ASKS.get(type(condition))
                # Time, amounts, trust, silence and what must not be are taken to be as wished.
                return word is None or self.has(word, *_values(condition))

    # -- closing ----------------------------------------------------------------------------

    def _close(self) -> None:
        before = -1
        while len(self.happened) > before:
            before = len(self.happened)
            self._know()
            for question in self.scenario.questions:
                if not self.has("established", question.id) and self.stands(question):
                    self.happened.add(("established", question.id))
                if self.has("established", question.id):
                    self._effects(question.then)
            for action in self.scenario.actions:
                self._act(action)
            self._talk()
            self._write()
            for inject in self.scenario.injects:
                if inject.when is None or inject.at is not None or self.holds(inject.when) or inject.latest is not None:
                    self._send(inject)
            for need in self.scenario.needs:
                if self.holds(need.opens) or self.has("need", need.id):
                    self.happened.add(("need", need.id))
                    self._effects(need.missed)
            for script in self.scenario.scripts:
                if self.holds(script.when):
                    self.happened.add(("script", script.id))
                    self._effects(script.then)

    def _know(self) -> None:
        for fact in self.scenario.facts:
            if self.holds(fact.unlock):
                self.happened.add(("knows", fact.desk, fact.id))
            if fact.id in self.pool() and len(self.desks) > 1:
                self._effects(fact.price)
        for channel in self.scenario.channels:
            if self.holds(channel.opens) or self.has("open", "channel", channel.id):
                self.happened.add(("open", "channel", channel.id))
                self._effects(channel.leak)
        for lookup in self.scenario.lookups:
            asked = lookup.open or lookup.desk in self.desks
            if asked and lookup.fact and self.knows(lookup.desk, lookup.fact):
                for desk in self.desks:
                    self.happened.add(("knows", desk, lookup.fact))

    def _act(self, action: Action) -> None:
        open_now = self.holds(action.opens) or self.has("open", "action", action.id)
        # An action that does not wait for ever for a yes goes on without it.
        agreed = bool(action.patience) or all(yes.desk in self.desks for yes in action.yes)
        if action.desk not in self.desks or not open_now or not agreed:
            return
        for name in action.stands_on:
            question = self.questions.get(name)
            if not self.has("established", name):
                if question is None or not self.stands(question):
                    return
                self.happened.add(("established", name))
        self.happened |= {("started", action.id), ("done", action.id)}
        self._effects(action.start)
        self._effects(action.then)
        if action.talk:
            self.happened.add(("open", "talk", action.talk))
        for option in action.options:
            if self.holds(option.opens):
                self.happened.add(("chosen", action.id, option.id))
                self._effects(option.then)
        for tick in action.ticks:
            self.happened.add(("ticked", action.id, tick.id))
            self._effects(tick.then)

    def _talk(self) -> None:
        for talk in self.scenario.talks:
            if self.has("open", "talk", talk.id) and self._may(talk.desks):
                for card in talk.cards:
                    if self.holds(card.opens):
                        self.happened.add(("asked", talk.id, card.id))
                        self._effects(card.then)

    def _write(self) -> None:
        for sheet in self.scenario.sheets:
            if self.holds(sheet.opens) or self.has("open", "sheet", sheet.id):
                for line in sheet.lines:
                    if self._may(line.desks) and self.holds(line.opens):
                        self.happened.add(("line", sheet.id, line.id))

    def _send(self, inject: InjectDef) -> None:
        self.happened.add(("inject", inject.id))
        for desk in self._desks(inject.to):
            for fact in inject.facts:
                self.happened.add(("knows", desk, fact))
        self._effects(inject.then)
        self._effects(inject.wrong)

    def _effects(self, effects: Iterable[Effect]) -> None:
        for effect in effects:
            self._effect(effect)

    def _effect(self, effect: Effect) -> None:
        match effect:
            case rules.Reveal(fact, to):
                self.happened |= {("knows", desk, fact) for desk in self._desks(to)}
            case rules.Hand(fact, sender, to):
                if self.knows(sender, fact) or sender not in self.desks:
                    self.happened |= {("knows", desk, fact) for desk in self._desks(to)}
            case rules.Inject(inject):
                record = next((one for one in self.scenario.injects if one.id == inject), None)
                if record is not None and not self.has("inject", inject):
                    self._send(record)
            case rules.Open(what):
                kind, _, name = what.partition(":")
                self.happened.add(("open", kind, name))
            case rules.Meet(needs):
                self.happened |= {("met", need) for need in needs}
            case rules.SetStatus(people, status):
                self.happened |= {("status", person, status) for person in people}
            case rules.Place(people, place):
                self.happened |= {("placed", person, place) for person in people}
            case rules.MakeSafe(people):
                self.happened |= {("safe", person) for person in people}
            case rules.Later(_, then):
                self._effects(then)
            case rules.If(when, then, otherwise):
                if self.holds(when):
                    self._effects(then)
                self._effects(otherwise)
            case _:
                word = MAKES.get(type(effect))
                if word is not None:
                    self.happened.add((word, *_values(effect)))

    def _may(self, desks: tuple[str, ...]) -> bool:
        return "*" in desks or bool(self.desks & set(desks))

    def _desks(self, to: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(one.id for one in self.scenario.desks) if "*" in to else to


def _values(record: msgspec.Struct) -> tuple[str, ...]:
    return tuple(getattr(record, name) for name in record.__struct_fields__)


def _marked(kind: str, rest: str) -> Happened:
    if kind == "stage":
        track, _, stage = rest.partition(".")
        return ("stage", track, stage)
    return (kind, rest)
