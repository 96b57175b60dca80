"""Effects never run in a circle without time passing: what one starts at once must not lead back to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from palermo.engine import rules
from palermo.engine.rules import Condition, Effect
from palermo.engine.scenario import Scenario
from palermo.scenario.problem import Problem, problem
from palermo.scenario.shape import Path

if TYPE_CHECKING:
    from palermo.scenario.package import Package

Atom = tuple[str, ...]


class Knot:
    """One thing that happens by itself: what it waits for, what it makes at once."""

    def __init__(self, name: str, path: Path, waits: Iterable[Atom], makes: Iterable[Atom]) -> None:
        self.name, self.path = name, path
        self.waits, self.makes = frozenset(waits), frozenset(makes)


def check(package: Package) -> Iterable[Problem]:
    """Give each circle once, at the first of its members."""
    knots = list(_knots(package.scenario))
    waiting: dict[Atom, list[int]] = {}
    for n, knot in enumerate(knots):
        for atom in knot.waits:
            waiting.setdefault(atom, []).append(n)
    after = [sorted({m for atom in knot.makes for m in waiting.get(atom, ())} - {n}) for n, knot in enumerate(knots)]
    for circle in _circles(after):
        names = ", ".join(knots[n].name for n in circle)
        told = f"These lead to one another without time passing: {names}."
        yield problem(
            package.at(*knots[circle[0]].path),
            "cycle/effects",
            told,
            "Put later: between two of them, or take one step out.",
        )


def _knots(scenario: Scenario) -> Iterator[Knot]:
    for n, script in enumerate(scenario.scripts):
        yield Knot(f"script {script.id}", ("scripts", n), _waits(script.when), _makes(script.then))
    for n, inject in enumerate(scenario.injects):
        waits = {("send", inject.id)} | (set(_waits(inject.when)) if inject.when is not None else set())
        yield Knot(f"inject {inject.id}", ("injects", n), waits, {("inject", inject.id), *_makes(inject.then)})
    for n, question in enumerate(scenario.questions):
        yield Knot(
            f"question {question.id}", ("questions", n), {("establish", question.id)}, _made(question.id, question.then)
        )
    for n, need in enumerate(scenario.needs):
        if need.opens is not None:
            yield Knot(f"need {need.id}", ("needs", n), _waits(need.opens), {("need", need.id)})


def _made(question: str, then: tuple[Effect, ...]) -> set[Atom]:
    return {("established", question), *_makes(then)}


def _waits(condition: Condition) -> Iterator[Atom]:
    match condition:
        case rules.All(of) | rules.Any(of) | rules.AtLeast(_, of):
            for one in of:
                yield from _waits(one)
        case rules.Knows(_, fact):
            yield ("fact", fact)
        case rules.Established(question):
            yield ("established", question)
        case rules.Injected(inject):
            yield ("inject", inject)
        case rules.Stage(track, stage) | rules.Reached(track, stage):
            yield ("stage", track, stage)
        case rules.Met(need):
            yield ("met", need)
        case rules.Consent(person, about):
            yield ("consent", person, about)
        case rules.Status(person, status):
            yield ("status", person, status)
        case rules.Placed(person, place):
            yield ("placed", person, place)
        case rules.SafePerson(person):
            yield ("safe", person)
        case rules.Flag(flag):
            yield ("flag", flag)
        case _:
            return


def _makes(effects: Iterable[Effect]) -> Iterator[Atom]:
    for effect in effects:
        match effect:
            case rules.Reveal(fact) | rules.Hand(fact):
                yield ("fact", fact)
            case rules.Inject(inject):
                yield ("send", inject)
            case rules.Move(track, stage):
                yield ("stage", track, stage)
            case rules.Meet(needs):
                yield from (("met", need) for need in needs)
            case rules.AgreeTo(person, about):
                yield ("consent", person, about)
            case rules.SetStatus(people, status):
                yield from (("status", person, status) for person in people)
            case rules.Place(people, place):
                yield from (("placed", person, place) for person in people)
            case rules.MakeSafe(people):
                yield from (("safe", person) for person in people)
            case rules.Harm(flag):
                yield ("flag", flag)
            case rules.Establish(question):
                yield ("establish", question)
            case rules.If(_, then, otherwise):
                yield from _makes((*then, *otherwise))
            case _:
                pass


def _circles(after: list[list[int]]) -> list[list[int]]:
    """Return the groups of two and more that lead to one another (strongly connected), by repeated reaching."""
    reach = [set(nexts) for nexts in after]
    grew = True
    while grew:
        grew = False
        for nexts in reach:
            more = set().union(*(reach[m] for m in nexts)) - nexts if nexts else set()
            if more:
                nexts |= more
                grew = True
    seen: set[int] = set()
    circles = []
    for n in range(len(after)):
        if n not in seen and n in reach[n]:
            circle = [m for m in range(len(after)) if m in reach[n] and n in reach[m]]
            seen |= set(circle)
            circles.append(circle)
    return circles
