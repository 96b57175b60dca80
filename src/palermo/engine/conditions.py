"""What a condition means: looked at on the state, at an exercise second."""

from __future__ import annotations

from palermo.engine import rules as r
from palermo.engine.index import index
from palermo.engine.own import told
from palermo.engine.scenario import Scenario
from palermo.engine.state import State


def holds(condition: r.Condition, scenario: Scenario, state: State, t: int) -> bool:
    """Tell whether the condition holds at exercise second `t`. Grounds and teams of grounds are never held here."""
    world = state.world
    match condition:
        case r.All():
            return all(holds(part, scenario, state, t) for part in condition.of)
        case r.Any():
            return any(holds(part, scenario, state, t) for part in condition.of)
        case r.Not():
            return not holds(condition.of, scenario, state, t)
        case r.AtLeast():
            return sum(holds(part, scenario, state, t) for part in condition.of) >= condition.n
        case r.Knows():
            known = state.known.get(world.team_of.get(condition.desk, ""))
            have = known.facts.get(condition.fact) if known is not None else None
            return have is not None and (not condition.form or have.form in ("full", condition.form))
        case r.Established():
            return condition.question in world.stands
        case r.Started():
            return condition.action in world.started
        case r.Done():
            return condition.action in world.done
        case r.Chosen():
            row = world.done.get(condition.action)
            return row is not None and row.option == condition.option
        case r.Ticked():
            row = world.done.get(condition.action)
            return row is not None and condition.tick in row.ticks
        case r.Stage():
            return stage_of(scenario, state, condition.track) == condition.stage
        case r.Reached():
            return (
                f"{condition.track}.{condition.stage}" in world.been
                or stage_of(scenario, state, condition.track) == condition.stage
            )
        case r.InPhase():
            return world.phase == condition.phase
        case r.InProfile():
            return world.setup.profile == condition.profile
        case r.After():
            return bool(world.schedule) and t >= index(scenario).calendar(world.schedule).at(condition.moment)
        case r.Before():
            return bool(world.schedule) and t < index(scenario).calendar(world.schedule).at(condition.moment)
        case r.Since():
            since = mark_at(state, condition.mark)
            return since is not None and t - since >= condition.seconds
        case r.Sent():
            return any(_is_sent(condition, state, message_id) for message_id in world.messages)
        case r.Injected():
            inject = world.injects.get(condition.inject)
            return inject is not None and inject.at >= 0
        case r.Silent():
            return t - acted_at(scenario, state, condition.desk) >= condition.seconds
        case r.Met():
            return world.needs.get(condition.need, ("", 0, ""))[0] == "met"
        case r.Missed():
            return world.needs.get(condition.need, ("", 0, ""))[0] == "missed"
        case r.Trust():
            return trust_of(scenario, state, condition.group) >= condition.n
        case r.Consent():
            return f"{condition.person}:{condition.about}" in world.consents
        case r.Status():
            return status_of(scenario, state, condition.person) == condition.status
        case r.Placed():
            return place_of(scenario, state, condition.person) == condition.place
        case r.Safe():
            return len(world.safe) >= condition.n
        case r.SafePerson():
            return condition.person in world.safe or condition.person in world.late
        case r.Has():
            return left_of(scenario, state, condition.resource) >= condition.n
        case r.Sheet():
            prefix = condition.sheet + "."
            return sum(key.startswith(prefix) for key in world.lines) >= condition.n
        case r.Line():
            return f"{condition.sheet}.{condition.line}" in world.lines
        case r.Asked():
            return f"{condition.talk}.{condition.card}" in world.cards
        case r.Flag():
            return condition.flag in world.flags
        case r.Always():
            return in_play(scenario, state)
        case r.Ground() | r.FromTeams():
            return False


def in_play(scenario: Scenario, state: State) -> bool:
    """Tell whether play has begun (a phase of kind play or after runs)."""
    phase = index(scenario).phase(state.world.setup.profile, state.world.phase) if state.world.phase else None
    return phase is not None and phase.kind != "before"


def stage_of(scenario: Scenario, state: State, track: str) -> str:
    """Return the stage a track is at: the first of its stages until it moves."""
    row = state.world.stages.get(track)
    if row is not None:
        return row[0]
    return index(scenario).tracks[track].stages[0]


def trust_of(scenario: Scenario, state: State, group: str) -> int:
    """Return a group's trust, 0 to 100."""
    if group in state.world.trust:
        return state.world.trust[group]
    return index(scenario).groups[group].trust


def status_of(scenario: Scenario, state: State, person: str) -> str:
    """Return a person's status."""
    return state.world.status.get(person) or index(scenario).people[person].status


def place_of(scenario: Scenario, state: State, person: str) -> str:
    """Return where a person is."""
    return state.world.places.get(person) or index(scenario).people[person].place


def left_of(scenario: Scenario, state: State, resource: str) -> int:
    """Return how many of a resource are left."""
    if resource in state.world.resources:
        return state.world.resources[resource]
    return index(scenario).resources[resource].n


def acted_at(scenario: Scenario, state: State, desk: str) -> int:
    """Return the exercise second at which the desk's team last did something; the start of play when it has not since then."""
    world = state.world
    play = index(scenario).calendar(world.schedule).play if world.schedule else 0
    return max(play, world.last_act.get(world.team_of.get(desk, ""), 0))


def mark_at(state: State, mark: str) -> int | None:
    """Return the exercise second of a mark (`done:jo2`), or None when it has not come."""
    world = state.world
    kind, _, name = mark.partition(":")
    match kind:
        case "done":
            row = world.done.get(name)
            return None if row is None else row.at
        case "started":
            return world.started.get(name)
        case "inject":
            inject = world.injects.get(name)
            return inject.at if inject is not None and inject.at >= 0 else None
        case "established":
            return world.stands.get(name)
        case "stage":
            return world.been.get(name)
        case "flag":
            return world.flags.get(name)
        case _:
            return None


def _is_sent(condition: r.Sent, state: State, message_id: str) -> bool:
    message = state.world.messages[message_id]
    team_of = state.world.team_of
    return (
        message.kind == condition.kind
        and bool(message.there)
        and (not condition.sender or team_of.get(message.desk) == team_of.get(condition.sender))
        and (not condition.to or team_of.get(condition.to, "") in message.there)
        and (not condition.about or message.about == condition.about)
    )


def hint_holds(condition: r.Condition, scenario: Scenario, state: State, team: str, t: int) -> bool:
    """Tell whether a hint's condition holds on one team's own knowledge. Leaves that a team cannot judge do not hold."""
    known = state.known[team]
    match condition:
        case r.All():
            return all(hint_holds(part, scenario, state, team, t) for part in condition.of)
        case r.Any():
            return any(hint_holds(part, scenario, state, team, t) for part in condition.of)
        case r.Not():
            return not hint_holds(condition.of, scenario, state, team, t)
        case r.AtLeast():
            return sum(hint_holds(part, scenario, state, team, t) for part in condition.of) >= condition.n
        case r.After():
            return bool(known.schedule) and t >= index(scenario).calendar(known.schedule).at(condition.moment)
        case r.Before():
            return bool(known.schedule) and t < index(scenario).calendar(known.schedule).at(condition.moment)
        case r.Silent():
            mine = condition.desk in known.desks
            return mine and t - acted_at(scenario, state, condition.desk) >= condition.seconds
        case _:
            return told(condition, scenario, known)
