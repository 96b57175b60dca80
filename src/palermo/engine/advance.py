"""What happens by itself: when the next such thing may be, and what it is."""

from __future__ import annotations

from bisect import bisect_right

from palermo.engine import events as e
from palermo.engine.clock import wall_of
from palermo.engine.conditions import mark_at
from palermo.engine.deeds import finish, run_action
from palermo.engine.effects import carry_out, deliver, send_inject
from palermo.engine.index import index
from palermo.engine.moments import Moment, left_out, phase_at
from palermo.engine.outcome import end
from palermo.engine.scenario import InjectDef, Scenario
from palermo.engine.scripts import settle
from palermo.engine.state import InjectState, State
from palermo.engine.turn import Turn


def next_due(scenario: Scenario, state: State, t: int) -> int | None:
    """Return the first exercise second after `t` at which something may happen by itself, or None.

    Waking then may find nothing; that appends nothing.
    """
    world = state.world
    if not world.schedule:
        return None
    known = index(scenario)
    times: list[int] = [run.starts for run in world.schedule if run.starts > t]
    if world.ended >= 0:
        return min(times, default=None)
    turns = known.calendar(world.schedule).turns
    place = bisect_right(turns, t)
    if place < len(turns):
        times.append(turns[place])
    times.extend(due for rows in world.flying.values() for _, due in rows)
    times.extend(due.at for due in world.scheduled.values())
    for run in world.runs.values():
        if run.state == "running":
            times.append(run.due)
        elif run.state == "waiting" and known.actions[run.action].patience:
            times.append(run.at + known.actions[run.action].patience)
    for inject in scenario.injects:
        row = world.injects.get(inject.id)
        due = inject_due(scenario, state, inject, row)
        if due >= 0:
            times.append(due)
        if row is not None and row.state == "sent" and row.met is None and inject.within:
            times.append(row.at + inject.within)
    for number, since in known.since:
        if known.scripts[number].id not in world.fired or known.scripts[number].again:
            mark = mark_at(state, since.mark)
            if mark is not None:
                times.append(mark + since.seconds)
    for number, silent in known.silent:
        if known.scripts[number].id not in world.fired or known.scripts[number].again:
            times.append(world.last_act.get(world.team_of.get(silent.desk, ""), 0) + silent.seconds)
    return min((time for time in times if time > t), default=None)


def advance(scenario: Scenario, state: State, to: int) -> tuple[State, tuple[e.Entry, ...]]:
    """Return what happens by itself at exercise second `to`, and the state after it. Call it in the order of `next_due`."""
    wall = wall_of(state, to)
    turn = Turn(scenario, state, to, wall if wall is not None else state.world.clock.wall, "clock")
    world = state.world
    if not world.schedule:
        return state, ()
    phase = phase_at(world.schedule, to).id
    if phase != world.phase:
        enter_phase(turn, phase)
    if turn.state.world.ended < 0:
        _due(turn)
        settle(turn, woken=True)
    return turn.state, tuple(turn.entries)


def enter_phase(turn: Turn, phase: str) -> None:
    """The next phase begins; with the first one after play the exercise is over."""
    turn.tell(e.PhaseEntered(phase))
    defined = index(turn.scenario).phase(turn.state.world.setup.profile, phase)
    if defined is not None and defined.kind == "after" and turn.state.world.ended < 0:
        settle(turn, woken=True)
        end(turn)


def inject_due(scenario: Scenario, state: State, inject: InjectDef, row: InjectState | None) -> int:
    """Return the exercise second at which an inject comes by itself, -1 when it does not."""
    if row is not None and row.state not in ("scheduled", "postponed"):
        return -1
    moment = _inject_moment(scenario, state, inject)
    if moment is None or left_out(state.world.schedule, moment):
        return -1
    return index(scenario).calendar(state.world.schedule).at(moment) + (row.later if row is not None else 0)


def _inject_moment(scenario: Scenario, state: State, inject: InjectDef) -> Moment | None:
    profile = index(scenario).profiles[state.world.setup.profile]
    return profile.moves.get(inject.id) or inject.at or inject.latest


def _due(turn: Turn) -> None:
    """Everything whose time has come, in a fixed order: messages, actions, waiting effects, injects, needs."""
    scenario, t = turn.scenario, turn.t
    known = index(scenario)
    for message_id, rows in tuple(turn.state.world.flying.items()):
        for team, due in rows:
            if due <= t:
                turn.cause = f"message:{message_id}"
                deliver(turn, message_id, team)
                turn.cause = "clock"
                settle(turn)
    for run in tuple(turn.state.world.runs.values()):
        turn.cause = f"run:{run.id}"
        if run.state == "running" and run.due <= t:
            finish(turn, run.id)
            settle(turn)
        elif run.state == "waiting":
            patience = known.actions[run.action].patience
            if patience and run.at + patience <= t:
                run_action(turn, run.id)
                settle(turn)
    turn.cause = "clock"
    for key, later in tuple(turn.state.world.scheduled.items()):
        if later.at <= t:
            turn.cause = f"later:{key}"
            turn.tell(e.ScheduleDone(key))
            carry_out(turn, later.then)
            settle(turn)
    turn.cause = "clock"
    _injects(turn)
    for need_id, (state, _, _) in tuple(turn.state.world.needs.items()):
        need = known.needs[need_id]
        if state in ("wait", "hand") and known.calendar(turn.state.world.schedule).at(need.due) <= t:
            turn.cause = f"need:{need_id}"
            turn.tell(e.NeedMissed(need_id))
            carry_out(turn, need.missed)
    turn.cause = "clock"


def _injects(turn: Turn) -> None:
    for inject in turn.scenario.injects:
        row = turn.state.world.injects.get(inject.id)
        due = inject_due(turn.scenario, turn.state, inject, row)
        if 0 <= due <= turn.t:
            turn.cause = f"inject:{inject.id}"
            send_inject(turn, inject.id)
            settle(turn)
            row = turn.state.world.injects.get(inject.id)
        waiting = row is not None and row.state == "sent" and row.met is None and inject.within > 0
        if waiting and row is not None and row.at + inject.within <= turn.t:
            turn.cause = f"inject:{inject.id}"
            turn.tell(e.InjectDue(inject.id, "missed", 0))
            carry_out(turn, inject.wrong)
    turn.cause = "clock"
