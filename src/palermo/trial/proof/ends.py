"""What an author should not leave behind: options after which there is no way on, facts that nobody needs, stock that runs out."""

from __future__ import annotations

from palermo.engine import rules
from palermo.engine.scenario import Action, Preset, Profile, Scenario
from palermo.scenario.closure import Reach
from palermo.scenario.earliest import NEVER
from palermo.scenario.walk import records


def dead_ends(scenario: Scenario, preset: Preset, profile: Profile) -> tuple[str, ...]:
    """Return the options ("action.option") after which an aim is out of reach that the whole table could reach before.

    An action that may be done again, and an option that mends itself, leave the way open.
    """
    whole = Reach(scenario, preset, None, profile)
    aims = [aim.when for aim in scenario.win if whole.when(aim.when) < NEVER]
    found = []
    for action in scenario.actions:
        if len(action.options) < 2 or action.again:
            continue
        for option in action.options:
            if option.mend:
                continue
            others = [("chosen", action.id, other.id) for other in action.options if other.id != option.id]
            left = Reach(scenario, preset, None, profile, without=others)
            if any(left.when(aim) >= NEVER for aim in aims):
                found.append(f"{action.id}.{option.id}")
    return tuple(found)


def unused_facts(scenario: Scenario) -> tuple[str, ...]:
    """Return the facts that no rule waits for or rests on, that cost nothing when told too widely, and that no question of the
    debrief is about."""
    named = {one.fact for _, one in records(scenario) if isinstance(one, rules.Knows | rules.Ground)}
    asked = {fact for question in scenario.debrief for fact in question.facts}
    return tuple(fact.id for fact in scenario.facts if fact.id not in named | asked and not fact.price)


def stock(scenario: Scenario) -> dict[str, dict[str, int]]:
    """Return for each resource how much there is at the start, how much may come, and how much all actions together would use."""
    given: dict[str, int] = {}
    for _, one in records(scenario):
        if isinstance(one, rules.Give):
            given[one.resource] = given.get(one.resource, 0) + one.n
    return {
        resource.id: {
            "start": resource.n,
            "given": given.get(resource.id, 0),
            "used": sum(_uses(action, resource.id) for action in scenario.actions),
        }
        for resource in scenario.resources
    }


def _uses(action: Action, resource: str) -> int:
    """Return how much an action takes at the most: on starting, and by its effects with the option that takes most."""
    taken = action.uses.get(resource, 0)
    fixed = sum(one.n for _, one in records((action.start, action.then)) if _takes(one, resource))
    options = [sum(one.n for _, one in records(option.then) if _takes(one, resource)) for option in action.options]
    return taken + fixed + max(options, default=0)


def _takes(effect: object, resource: str) -> bool:
    return isinstance(effect, rules.Take) and effect.resource == resource
