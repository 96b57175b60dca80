"""What a coalition of desks can bring about at the very best, and how early: a monotone closure.

Amounts, trust and every `not` are left aside, everybody in the coalition helps everybody at once with any number of hands, and
whatever can happen is taken to have happened. So what the closure does not reach is impossible, and nothing can come earlier
than the closure says; what it reaches may still be impossible, or come later.
"""

from __future__ import annotations

from collections.abc import Iterable

from palermo.engine import rules
from palermo.engine.rules import Effect
from palermo.engine.scenario import Action, InjectDef, Preset, Profile, Scenario
from palermo.scenario.earliest import NEVER, Earliest, Happened, values

# What an effect makes, in the words of `Happened`; its fields follow in order.
MAKES: dict[type, str] = {
    rules.Move: "stage",
    rules.AddNeed: "need",
    rules.AgreeTo: "consent",
    rules.Harm: "flag",
    rules.Establish: "established",
}


class Reach(Earliest):
    """The closure of one coalition in one preset: when it is made, `happened` holds everything that can come about."""

    def __init__(
        self,
        scenario: Scenario,
        preset: Preset,
        desks: Iterable[str] | None = None,
        profile: Profile | None = None,
        without: Iterable[Happened] = (),
    ) -> None:
        super().__init__(scenario, preset, desks, profile, without)
        self.injects = {one.id: one for one in scenario.injects}
        for person in scenario.people:
            self.tell(self.begins, "status", person.id, person.status)
            self.tell(self.begins, "placed", person.id, person.place)
        for track in scenario.tracks:
            if track.stages:
                self.tell(self.begins, "stage", track.id, track.stages[0])
        self._close()

    def _close(self) -> None:
        while self.moved:
            self.moved = False
            self._know()
            for question in self.scenario.questions:
                self.tell(self.carried(question), "established", question.id)
                self._effects(question.then, self.at("established", question.id))
            for action in self.scenario.actions:
                self._act(action)
            self._talk()
            self._write()
            for inject in self.scenario.injects:
                self._send(inject, self._comes(inject))
            for need in self.scenario.needs:
                shown = min(self.when(need.opens), self.at("need", need.id))
                self.tell(shown, "need", need.id)
                self._effects(need.missed, max(shown, self._moment(need.due)))
            for script in self.scenario.scripts:
                since = self.when(script.when)
                self.tell(since, "script", script.id)
                self._effects(script.then, since)

    def _know(self) -> None:
        for channel in self.scenario.channels:
            opened = min(self.when(channel.opens), self.at("open", "channel", channel.id))
            self.tell(opened, "open", "channel", channel.id)
            self._effects(channel.leak, opened)
        pool = self.pool()
        for fact in self.scenario.facts:
            self.tell(self.when(fact.unlock), "knows", fact.desk, fact.id)
            if len(self.desks) > 1:
                self._effects(fact.price, pool.get(fact.id, NEVER))
        for lookup in self.scenario.lookups:
            if lookup.fact and (lookup.open or lookup.desk in self.desks):
                found = self.learns(lookup.desk, lookup.fact)
                for desk in self.desks:
                    self.tell(found, "knows", desk, lookup.fact)

    def _act(self, action: Action) -> None:
        opened = min(self.when(action.opens), self.at("open", "action", action.id))
        if action.desk not in self.desks or opened >= NEVER:
            return
        if not all(yes.desk in self.desks for yes in action.yes):
            # An action that does not wait for ever for a yes goes on without it.
            opened = self._later(opened, action.patience) if action.patience else NEVER
        for name in action.stands_on:
            question = self.questions.get(name)
            since = self.at("established", name)
            if question is not None:
                since = min(since, self.carried(question))
            opened = max(opened, since)
            self.tell(opened, "established", name)
        if opened >= NEVER:
            return
        done = self._later(opened, action.takes)
        self.tell(opened, "started", action.id)
        self.tell(done, "done", action.id)
        self._effects(action.start, opened)
        self._effects(action.then, done)
        if action.talk:
            self.tell(done, "open", "talk", action.talk)
        for option in action.options:
            chosen = max(done, self.when(option.opens))
            self.tell(chosen, "chosen", action.id, option.id)
            if self.has("chosen", action.id, option.id):
                self._effects(option.then, chosen)
        for tick in action.ticks:
            self.tell(done, "ticked", action.id, tick.id)
            self._effects(tick.then, done)

    def _talk(self) -> None:
        for talk in self.scenario.talks:
            opened = self.at("open", "talk", talk.id)
            if opened < NEVER and self._may(talk.desks):
                for card in talk.cards:
                    asked = max(opened, self.when(card.opens))
                    self.tell(asked, "asked", talk.id, card.id)
                    self._effects(card.then, asked)

    def _write(self) -> None:
        for sheet in self.scenario.sheets:
            opened = min(self.when(sheet.opens), self.at("open", "sheet", sheet.id))
            for line in sheet.lines:
                if self._may(line.desks):
                    self.tell(max(opened, self.when(line.opens)), "line", sheet.id, line.id)

    def _comes(self, inject: InjectDef) -> int:
        """Return the earliest second at which an inject comes: at its time, on its condition or at the latest; else by hand."""
        by_hand = inject.at is None and inject.when is None
        times = [self._moment(moment) for moment in (inject.at, inject.latest) if moment is not None]
        if inject.when is not None:
            times.append(self.when(inject.when))
        if self.profile is not None and inject.id in self.profile.moves:
            times.append(self._moment(self.profile.moves[inject.id]))
        return self.begins if by_hand else min(times)

    def _send(self, inject: InjectDef, since: int) -> None:
        self.tell(since, "inject", inject.id)
        for desk in self._desks(inject.to):
            for fact in inject.facts:
                self.tell(since, "knows", desk, fact)
        self._effects(inject.then, since)
        self._effects(inject.wrong, since)

    def _effects(self, effects: Iterable[Effect], since: int) -> None:
        if since <= self.ends:
            for effect in effects:
                self._effect(effect, since)

    def _effect(self, effect: Effect, since: int) -> None:
        match effect:
            case rules.Reveal(fact, to):
                self._every(since, [("knows", desk, fact) for desk in self._desks(to)])
            case rules.Hand(fact, sender, to):
                held = max(since, self.learns(sender, fact)) if sender in self.desks else since
                self._every(held, [("knows", desk, fact) for desk in self._desks(to)])
            case rules.Inject(inject):
                record = self.injects.get(inject)
                if record is not None and since < self.at("inject", inject):
                    self._send(record, since)
            case rules.Open(what):
                kind, _, name = what.partition(":")
                self.tell(since, "open", kind, name)
            case rules.Meet(needs):
                self._every(since, [("met", need) for need in needs])
            case rules.SetStatus(people, status):
                self._every(since, [("status", person, status) for person in people])
            case rules.Place(people, place):
                self._every(since, [("placed", person, place) for person in people])
            case rules.MakeSafe(people):
                self._every(since, [("safe", person) for person in people])
            case rules.Later(seconds, then):
                self._effects(then, self._later(since, seconds))
            case rules.If(when, then, otherwise):
                self._effects(then, max(since, self.when(when)))
                self._effects(otherwise, since)
            case _:
                word = MAKES.get(type(effect))
                if word is not None:
                    self.tell(since, word, *values(effect))

    def _every(self, since: int, things: Iterable[Happened]) -> None:
        for words in things:
            self.tell(since, *words)

    def _desks(self, to: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(one.id for one in self.scenario.desks) if "*" in to else to
