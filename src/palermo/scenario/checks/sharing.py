"""A sharing rule allows only forms the fact has; what is revealed or handed has that form; consent can be given."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from palermo.engine import rules
from palermo.engine.index import leaves
from palermo.engine.own import TOLD
from palermo.scenario.problem import Problem, problem, warning
from palermo.scenario.walk import records

if TYPE_CHECKING:
    from palermo.scenario.package import Package


def check(package: Package) -> Iterable[Problem]:
    """Give each form that a fact does not have, and warn of facts nobody may pass on to anybody."""
    scenario = package.scenario
    forms = {fact.id: fact.forms for fact in scenario.facts}
    agreed = {f"{record.person}:{record.about}" for _, record in records(scenario) if isinstance(record, rules.AgreeTo)}
    for n, fact in enumerate(scenario.facts):
        for m, rule in enumerate(fact.rules):
            here = package.at("facts", n, "rules", m)
            if rule.form not in fact.forms:
                told = f"A rule of {fact.id} allows the form {rule.form}, which it cannot be sent in."
                yield problem(
                    here,
                    "sharing/form",
                    told,
                    f"Add {rule.form} to its forms, or allow one of: {', '.join(fact.forms) or 'none'}.",
                )
            for leaf in leaves(rule.when) if rule.when is not None else ():
                if not isinstance(leaf, TOLD):
                    word = rules.word(type(leaf).__name__)
                    told = f"A rule of {fact.id} looks at {word}, which no table can judge by what it knows."
                    fix = "Let it look at what is established, known, done, met or agreed to."
                    yield problem(package.at("facts", n, "rules", m, "when"), "sharing/when", told, fix)
            if rule.consent and rule.consent not in agreed:
                told = f"Nobody can agree to {rule.consent}, on which a rule of {fact.id} rests."
                yield problem(
                    here, "sharing/consent", told, "Let something agree_to it: an answer in a talk, an action."
                )
        if fact.forms and not fact.rules:
            told = f"{fact.id} can be sent and has no rule who may have it."
            fix = "Write its rules, or forms: [] if it never moves."
            yield warning(package.at("facts", n), "sharing/no-rule", told, fix)
    for path, record in records(scenario):
        if isinstance(record, rules.Reveal | rules.Hand):
            if record.form not in ("full", *forms.get(record.fact, ())):
                told = f"{record.fact} has no form {record.form}."
                yield problem(
                    package.at(*path), "sharing/form", told, f"Add {record.form} to the fact's forms and its words."
                )
        elif isinstance(record, rules.Consent) and f"{record.person}:{record.about}" not in agreed:
            told = f"Nobody can agree to {record.person}:{record.about}."
            yield problem(
                package.at(*path), "sharing/consent", told, "Let something agree_to it: an answer in a talk, an action."
            )
