"""Sharing rules: who may have a fact in which form, judged from what one team knows."""

from __future__ import annotations

from palermo.engine.commands import Item
from palermo.engine.forms import RANK, forms_held
from palermo.engine.index import index
from palermo.engine.known import Known
from palermo.engine.own import told
from palermo.engine.scenario import Channel, Scenario

__all__ = ["RANK", "forms_held", "lawful_form", "leaks", "oversharing", "sendable"]


def lawful_form(scenario: Scenario, known: Known, fact: str, desk: str) -> str:
    """Return the fullest form of a fact that its rules allow the desk to have, '' for none.

    A rule that wants a person's consent counts only when the giver's team knows of that consent; one with a `when`, while that
    holds on what the team knows.
    """
    best = ""
    for rule in index(scenario).facts[fact].rules:
        if "*" not in rule.to and desk not in rule.to:
            continue
        if rule.consent:
            person, _, about = rule.consent.partition(":")
            row = known.people.get(person)
            if row is None or about not in row.consents:
                continue
        if rule.when is not None and not told(rule.when, scenario, known):
            continue
        if RANK[rule.form] > RANK[best]:
            best = rule.form
    return best


def sendable(scenario: Scenario, known: Known, fact: str, desk: str) -> str:
    """Return the form in which this team may lawfully hand the fact to the desk: the rule's, as far as it is held; '' for none."""
    form = lawful_form(scenario, known, fact, desk)
    have = known.facts.get(fact)
    if not form or have is None:
        return ""
    held = [f for f in forms_held(index(scenario).facts[fact], have.form) if RANK[f] <= RANK[form]]
    return max(held, key=lambda f: RANK[f], default="")


def oversharing(scenario: Scenario, known: Known, fact: str, form: str, desk: str) -> bool:
    """Tell whether handing the fact to the desk in this form goes beyond its rules."""
    return RANK[form] > RANK[lawful_form(scenario, known, fact, desk)]


def leaks(scenario: Scenario, channel: Channel, items: tuple[Item, ...]) -> bool:
    """Tell whether somebody outside listens to a message with these facts by this channel."""
    if not channel.leak or not items:
        return False
    about = {one for item in items for one in index(scenario).facts[item.fact].about}
    return not channel.leak_about or not about.isdisjoint(channel.leak_about)
