"""Whether the facts laid down carry an assessment: counted, never weighed."""

from __future__ import annotations

from palermo.engine import rules as r
from palermo.engine.index import index, leaves
from palermo.engine.known import Have, Known
from palermo.engine.scenario import Question, Scenario


def laid(scenario: Scenario, question: Question, facts: tuple[str, ...]) -> frozenset[str]:
    """Return those of the facts that are grounds of the question and can carry it: a charge never rests on a lead."""
    known = index(scenario).facts
    wanted = {leaf.fact for leaf in leaves(question.rests) if isinstance(leaf, r.Ground)}
    return frozenset(f for f in facts if f in wanted and (not question.evidence_only or known[f].use == "evidence"))


def admissible(scenario: Scenario, question: Question, facts: tuple[str, ...], known: Known) -> tuple[str, ...]:
    """Return those of the facts that a table may rest the question on, by how each came to it.

    Evidence from another country counts for a court only when it came by a channel that yields such evidence, and not under a
    handling code that keeps it out of court. Leads and other questions are not touched.
    """
    if not question.evidence_only or not (scenario.countries or scenario.codes):
        return facts
    desks = index(scenario).desks
    own = {desks[desk].country for desk in known.desks}
    return tuple(fact for fact in facts if _counts(scenario, known.facts.get(fact), fact, own))


def _counts(scenario: Scenario, have: Have | None, fact: str, own: set[str]) -> bool:
    known = index(scenario)
    if have is None or have.via in ("dealt", "unlocked"):
        return True
    country = known.desks[known.facts[fact].desk].country
    if country and country not in own and not have.court:
        return False
    return have.code not in known.codes or known.codes[have.code].court


def missing(scenario: Scenario, question: Question, facts: tuple[str, ...], team_of: dict[str, str]) -> int:
    """Return how many more grounds the question wants, at the least, beside these facts; 0 when they carry it."""
    return _missing(question.rests, laid(scenario, question, facts), scenario, team_of)


def carried(scenario: Scenario, question: Question, facts: tuple[str, ...]) -> int:
    """Return how many of the facts are among the question's grounds."""
    return len(laid(scenario, question, facts))


def _missing(condition: r.Condition, facts: frozenset[str], scenario: Scenario, team_of: dict[str, str]) -> int:
    match condition:
        case r.Ground():
            return 0 if condition.fact in facts else 1
        case r.All():
            return sum(_missing(part, facts, scenario, team_of) for part in condition.of)
        case r.Any():
            return min(_missing(part, facts, scenario, team_of) for part in condition.of)
        case r.AtLeast():
            return sum(sorted(_missing(part, facts, scenario, team_of) for part in condition.of)[: condition.n])
        case r.FromTeams():
            owners = {team_of.get(index(scenario).facts[fact].desk, "") for fact in facts}
            return max(0, condition.n - len(owners))
        case _:
            return 1
