"""Why runs came out as they did: what failed, and which actions never came about and what they waited for."""

from __future__ import annotations

from collections import Counter
from statistics import median

import msgspec

from palermo.engine import rules as r
from palermo.engine.conditions import holds
from palermo.engine.grounds import admissible, missing
from palermo.engine.index import index
from palermo.engine.scenario import Action, Scenario
from palermo.engine.state import State


class Reasons(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """One run: what failed; when each action was done (script minutes into play); why the others were not."""

    aims: tuple[str, ...]
    people: tuple[str, ...]
    late: tuple[str, ...]
    needs: tuple[str, ...]
    flags: tuple[str, ...]
    missed: tuple[str, ...]  # injects that did not get the response hoped for
    done: dict[str, int]  # action -> exercise second of play
    never: dict[str, str]  # action -> why
    stands: dict[str, int]
    stages: dict[str, int]


def reasons(scenario: Scenario, state: State) -> Reasons:
    """Return why a finished run came out as it did."""
    world, t = state.world, state.t
    start = _start(scenario, state)
    return Reasons(
        aims=tuple(aim.id for aim in scenario.win if not holds(aim.when, scenario, state, t)),
        people=tuple(p.id for p in scenario.people if p.safe_by is not None and p.id not in world.safe),
        late=tuple(world.late),
        needs=tuple(n.id for n in scenario.needs if world.needs.get(n.id, ("", 0, ""))[0] != "met"),
        flags=tuple(world.flags),
        missed=tuple(i for i, row in world.injects.items() if row.met is False),
        done={action: row.at - start for action, row in world.done.items()},
        never={a.id: _why(scenario, state, a) for a in scenario.actions if a.listed and a.id not in world.done},
        stands={question: at_ - start for question, at_ in world.stands.items()},
        stages={stage: at_ - start for stage, at_ in world.been.items()},
    )


def _start(scenario: Scenario, state: State) -> int:
    """Return the exercise second at which play began."""
    kinds = {phase.id: phase.kind for phase in index(scenario).profiles[state.world.setup.profile].phases}
    return next(run.starts for run in state.world.schedule if kinds[run.id] != "before")


def _why(scenario: Scenario, state: State, action: Action) -> str:
    world = state.world
    runs = [run for run in world.runs.values() if run.action == action.id]
    if runs:
        last = runs[-1]
        if last.state == "waiting":
            return f"waits for the yes of {', '.join(last.awaiting)}"
        return f"{last.state} {last.why}".strip()
    if f"action:{action.id}" not in world.opened:
        return f"closed: {_unmet(action.opens, scenario, state)}" if action.opens is not None else "closed"
    for question_id in action.stands_on:
        if question_id not in world.stands:
            known = state.known[world.team_of[action.desk]]
            question = index(scenario).questions[question_id]
            counting = admissible(scenario, question, tuple(known.facts), known)
            lacking = missing(scenario, question, counting, world.team_of)
            return f"{question_id} does not stand ({lacking} missing)"
    return "never started"


def _unmet(condition: r.Condition, scenario: Scenario, state: State) -> str:
    if holds(condition, scenario, state, state.t):
        return "opened late"
    match condition:
        case r.All():
            return " & ".join(
                _unmet(p, scenario, state) for p in condition.of if not holds(p, scenario, state, state.t)
            )
        case r.Any() | r.AtLeast():
            return " | ".join(
                _unmet(p, scenario, state) for p in condition.of if not holds(p, scenario, state, state.t)
            )
        case r.Not():
            return f"not ({_told(condition.of)})"
        case _:
            return _told(condition)


def _told(condition: r.Condition) -> str:
    fields = [str(getattr(condition, field)) for field in condition.__struct_fields__]
    return " ".join([str(condition.__struct_config__.tag), *fields])


def lines(scenario: Scenario, played: list[Reasons]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return sections of (name, figures) rows that say how often what failed, and when each action was done."""
    n = len(played)
    out: list[tuple[str, list[tuple[str, str]]]] = []
    for title, name in (
        ("Aims not reached", "aims"),
        ("People not safe in time", "people"),
        ("of them, safe too late", "late"),
        ("Needs not met", "needs"),
        ("Harm flags", "flags"),
        ("Injects without the response hoped for", "missed"),
    ):
        counted = Counter(thing for run in played for thing in getattr(run, name))
        out.append((title, [(thing, f"{times / n:.0%}") for thing, times in counted.most_common()]))
    rows = []
    for action in scenario.actions:
        times = [run.done[action.id] for run in played if action.id in run.done]
        why = Counter(run.never[action.id] for run in played if action.id in run.never)
        due = f"due {action.due.phase}+{action.due.seconds / 60:g}" if action.due is not None else ""
        when = f"{median(times) / 60:5.1f} (to {max(times) / 60:.1f})" if times else "    -"
        told = "; ".join(f"{count / n:.0%} {reason}" for reason, count in why.most_common(4))
        rows.append((action.id, f"{len(times) / n:4.0%} at {when}  {due}  {told}"))
    out.append(("Actions: done in, at minute of play (median, latest), why not", rows))
    for title, name in (("Assessments", "stands"), ("Stages", "stages")):
        seen = Counter(thing for run in played for thing in getattr(run, name))
        rows = []
        for thing, times_seen in sorted(seen.items()):
            minutes = [getattr(run, name)[thing] / 60 for run in played if thing in getattr(run, name)]
            rows.append((thing, f"{times_seen / n:4.0%} at {median(minutes):5.1f}"))
        out.append((title, rows))
    return out
