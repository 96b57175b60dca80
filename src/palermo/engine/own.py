"""What conditions mean on one team's own knowledge alone, without the clock: for sharing rules, and for hints."""

from __future__ import annotations

from palermo.engine import rules as r
from palermo.engine.index import index
from palermo.engine.known import Known
from palermo.engine.scenario import Scenario

# Conditions that a team can judge by what it knows. Others do not hold here: what only the world knows must not show.
TOLD = (
    r.All, r.Any, r.Not, r.AtLeast, r.Knows, r.Established, r.Started, r.Done, r.Chosen, r.Injected, r.InPhase, r.InProfile, r.Met,
    r.Consent, r.Trust, r.Sheet, r.Line, r.Asked, r.Sent, r.Always,
)  # fmt: skip


def told(condition: r.Condition, scenario: Scenario, known: Known) -> bool:
    """Tell whether a condition holds on one team's own knowledge. Leaves that a team cannot judge do not hold."""
    match condition:
        case r.All():
            return all(told(part, scenario, known) for part in condition.of)
        case r.Any():
            return any(told(part, scenario, known) for part in condition.of)
        case r.Not():
            return not told(condition.of, scenario, known)
        case r.AtLeast():
            return sum(told(part, scenario, known) for part in condition.of) >= condition.n
        case r.Knows():
            have = known.facts.get(condition.fact) if condition.desk in known.desks else None
            return have is not None and (not condition.form or have.form in ("full", condition.form))
        case r.Established():
            return condition.question in known.stands
        case r.Started():
            return any(run.action == condition.action and run.state != "dropped" for run in known.runs.values())
        case r.Done():
            return any(run.action == condition.action and run.state == "done" for run in known.runs.values())
        case r.Chosen():
            return any(
                run.action == condition.action and run.state == "done" and run.option == condition.option
                for run in known.runs.values()
            )
        case r.Injected():
            return condition.inject in known.injects
        case r.InPhase():
            return known.phase == condition.phase
        case r.InProfile():
            return known.setup.profile == condition.profile
        case r.Met():
            row = known.needs.get(condition.need)
            return row is not None and row.state == "met"
        case r.Consent():
            person = known.people.get(condition.person)
            return person is not None and condition.about in person.consents
        case r.Trust():
            if condition.group in known.trust:
                return known.trust[condition.group] >= condition.n
            group = index(scenario).groups[condition.group]
            shown = "*" in group.shown_to or any(desk in known.desks for desk in group.shown_to)
            return shown and group.trust >= condition.n
        case r.Sheet():
            return sum(key.startswith(condition.sheet + ".") for key in known.sheets) >= condition.n
        case r.Line():
            return f"{condition.sheet}.{condition.line}" in known.sheets
        case r.Asked():
            return f"{condition.talk}.{condition.card}" in known.cards
        case r.Sent():
            return any(
                mail.kind == condition.kind and mail.out and (not condition.about or mail.about == condition.about)
                for mail in known.mail.values()
            )
        case r.Always():
            return bool(known.phase)
        case _:
            return False
