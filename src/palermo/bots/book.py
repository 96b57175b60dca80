"""What is printed for everybody at the tables, as bots leaf through it: which facts a question rests on, what an action waits for."""

from __future__ import annotations

from palermo.engine import rules as r
from palermo.engine.grounds import admissible, missing
from palermo.engine.index import Index, index, leaves
from palermo.engine.known import Known
from palermo.engine.lawful import RANK
from palermo.engine.scenario import Channel, Fact, Question, Scenario

Teams = tuple[tuple[str, tuple[str, ...]], ...]
Reach = tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]


class Book:
    """`grounds`: question -> facts that may carry it. `topics`: question, entity or person -> facts about it. `wanted`: action ->
    facts that its desk must know first, as its needs say. `readers`: fact -> desks its rules name; `ranks`: its fullest form.
    `court`: fact -> desks of other countries that need it as evidence for a court."""

    __slots__ = (
        "_channels",
        "_lacking",
        "_reach",
        "court",
        "grounds",
        "index",
        "ranks",
        "readers",
        "scenario",
        "topics",
        "wanted",
    )

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.index: Index = index(scenario)
        self._reach: dict[tuple[str, str, Teams], Reach] = {}
        self._lacking: dict[tuple[str, tuple[str, ...], Teams], int] = {}
        self._channels: dict[tuple[str, tuple[str, ...]], list[Channel]] = {}
        self.grounds: dict[str, tuple[str, ...]] = {
            question.id: tuple(
                dict.fromkeys(leaf.fact for leaf in leaves(question.rests) if isinstance(leaf, r.Ground))
            )
            for question in scenario.questions
        }
        topics: dict[str, list[str]] = {}
        for fact in scenario.facts:
            for about in fact.about:
                topics.setdefault(about, []).append(fact.id)
        for question in scenario.questions:
            facts = (*self.grounds[question.id], *topics.get(question.about, ()))
            topics[question.id] = list(dict.fromkeys(facts))
        self.topics: dict[str, tuple[str, ...]] = {about: tuple(facts) for about, facts in topics.items()}
        self.wanted: dict[str, tuple[str, ...]] = {
            action.id: tuple(
                dict.fromkeys(
                    leaf.fact
                    for leaf in (leaves(action.opens) if action.opens is not None else ())
                    if isinstance(leaf, r.Knows) and leaf.desk == action.desk
                )
            )
            for action in scenario.actions
        }
        everybody = frozenset(desk.id for desk in scenario.desks)
        self.readers: dict[str, frozenset[str]] = {}
        self.ranks: dict[str, int] = {}
        for fact in scenario.facts:
            to = frozenset(desk for rule in fact.rules for desk in rule.to)
            self.readers[fact.id] = everybody if "*" in to else to
            self.ranks[fact.id] = max((RANK[rule.form] for rule in fact.rules), default=0)

        self.court: dict[str, frozenset[str]] = {}
        for question in scenario.questions if scenario.countries else ():
            for fact_id in self.grounds[question.id] if question.evidence_only else ():
                self._needs_court(question, self.index.facts[fact_id])

    def _needs_court(self, question: Question, fact: Fact) -> None:
        """Note the desks of other countries that may answer the question and want the fact as evidence for a court."""
        country = self.index.desks[fact.desk].country
        if not country or fact.use != "evidence":
            return
        asked = (one for one in self.scenario.desks if "*" in question.desks or one.id in question.desks)
        abroad = frozenset(one.id for one in asked if one.country not in ("", country))
        self.court[fact.id] = self.court.get(fact.id, frozenset()) | abroad

    def sworn(self, channel: str) -> bool:
        """Tell whether what goes by a channel counts in court."""
        return self.index.channels[channel].court

    def code(self, channel: str) -> str:
        """Return the handling code that a message by this channel bears: the first, where it wants one."""
        return next(iter(self.index.codes), "") if self.index.channels[channel].coded else ""

    def reach(self, desk: str, known: Known) -> Reach:
        """Return the other teams, each with its desks and with the desk's facts that some rule lets one of them have."""
        key = (desk, known.watcher, known.teams)
        found = self._reach.get(key)
        if found is None:
            facts = [fact.id for fact in self.scenario.facts if fact.desk == desk]
            found = self._reach[key] = tuple(
                (team, desks, tuple(fact for fact in facts if not self.readers[fact].isdisjoint(desks)))
                for team, desks in known.teams
                if team != known.watcher
            )
        return found

    def counting(self, question: str, known: Known, facts: tuple[str, ...]) -> tuple[str, ...]:
        """Return those of the facts that a table holds and may rest a question on."""
        held = tuple(fact for fact in facts if fact in known.facts)
        return admissible(self.scenario, self.index.questions[question], held, known)

    def lacking(self, question: str, facts: tuple[str, ...], teams: Teams) -> int:
        """Return how many more grounds a question wants beside these facts, given which team holds which desk."""
        key = (question, facts, teams)
        found = self._lacking.get(key)
        if found is None:
            if len(self._lacking) > 20_000:
                self._lacking.clear()
            team_of = {desk: team for team, desks in teams for desk in desks}
            found = missing(self.scenario, self.index.questions[question], facts, team_of)
            self._lacking[key] = found
        return found

    def channels(self, desk: str, to: tuple[str, ...]) -> list[Channel]:
        """Return the channels by which a desk may write to others, those without a leak first, then the quickest."""
        kept = self._channels.get((desk, to))
        if kept is None:
            fit = [
                channel
                for channel in self.scenario.channels
                if not channel.spoken
                and _in(desk, channel.members)
                and all(_in(one, channel.only_to) and _in(one, channel.members) for one in to)
            ]
            kept = sorted(fit, key=lambda channel: (bool(channel.leak), channel.takes))
            self._channels[desk, to] = kept
        return kept


def _in(desk: str, desks: tuple[str, ...]) -> bool:
    return "*" in desks or desk in desks


_KEPT: dict[int, Book] = {}


def book(scenario: Scenario) -> Book:
    """Return the book of a scenario, made on first use and kept with it."""
    kept = _KEPT.get(id(scenario))
    if kept is None or kept.scenario is not scenario:
        if len(_KEPT) > 64:
            _KEPT.clear()
        kept = _KEPT[id(scenario)] = Book(scenario)
    return kept
