"""What happens by itself: when the next such thing may be, and what it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from palermo.engine import events as e
from palermo.engine.clock import wall_of
from palermo.engine.conditions import acted_at, mark_at
from palermo.engine.deeds import finish, run_action
from palermo.engine.effects import carry_out, deliver, establish, send_inject
from palermo.engine.granting import grants
from palermo.engine.index import index
from palermo.engine.known import Tried
from palermo.engine.moments import phase_at
from palermo.engine.outcome import end
from palermo.engine.plans import OPEN, plan_due, send_plan
from palermo.engine.scenario import InjectDef, Need, Scenario
from palermo.engine.scripts import settle
from palermo.engine.speaking import first_turn, next_turn, turn_ends
from palermo.engine.state import Due, InjectState, State
from palermo.engine.turn import Turn


def next_due(scenario: Scenario, state: State, t: int) -> int | None:
    """Return the first exercise second after `t` at which something may happen by itself, or None.

    What should have happened by then, and has not, comes a second later. Waking then may find nothing; that appends nothing.
    """
    world = state.world
    if not world.schedule:
        return None
    times = [run.starts for run in world.schedule if run.starts > t]
    if (over := turn_ends(scenario, state)) >= 0:
        times.append(max(over, t + 1))
    if world.ended >= 0:
        return min(times, default=None)
    known = index(scenario)
    turn = known.calendar(world.schedule).next(t)
    if turn is not None:
        times.append(turn)
    times.extend(time if time > t else t + 1 for time in _waiting(scenario, state))
    times.extend(time for time in _turning(scenario, state) if time > t)
    return min(times, default=None)


def _waiting(scenario: Scenario, state: State) -> Iterator[int]:
    """Yield the times of what is sure to happen by itself unless something comes in between."""
    world = state.world
    known = index(scenario)
    for rows in world.flying.values():
        yield from (due for _, due in rows)
    yield from (due.at for due in world.scheduled.values())
    for run in world.runs.values():
        if run.state == "running":
            yield run.due
        elif run.state == "waiting" and known.actions[run.action].patience:
            yield run.at + known.actions[run.action].patience
    calendar = known.calendar(world.schedule)
    for inject, second in calendar.injects(scenario.injects, known.profiles[world.setup.profile]).items():
        row = world.injects.get(inject)
        if row is None:
            yield second
        elif row.state in ("scheduled", "postponed"):
            yield second + row.later
    for inject_id, row in world.injects.items():
        if row.state == "sent" and row.met is None and known.injects[inject_id].within:
            yield row.at + known.injects[inject_id].within
    for plan in world.plans.values():
        if plan.state in OPEN:
            yield plan_due(world.schedule, plan)
    for need, (stands, _, _) in world.needs.items():
        if stands in ("wait", "hand"):
            yield calendar.at(known.needs[need].due)
    yield from (due for due, _, _ in grants(scenario, state))


def _turning(scenario: Scenario, state: State) -> Iterator[int]:
    """Yield the times at which conditions may turn that count from something that happened."""
    world = state.world
    known = index(scenario)
    for number, since in known.since:
        if known.scripts[number].id not in world.fired or known.scripts[number].again:
            mark = mark_at(state, since.mark)
            if mark is not None:
                yield mark + since.seconds
    for number, silent in known.silent:
        if known.scripts[number].id not in world.fired or known.scripts[number].again:
            yield acted_at(scenario, state, silent.desk) + silent.seconds
    for hint, silent in known.silent_hints:
        team = world.team_of.get(hint.desk)
        if hint.level <= world.setup.help_level and f"{team}.{hint.id}" not in world.hinted:
            yield acted_at(scenario, state, silent.desk) + silent.seconds


def advance(scenario: Scenario, state: State, to: int) -> tuple[State, tuple[e.Entry, ...]]:
    """Return what happens by itself at exercise second `to`, and the state after it. Call it in the order of `next_due`."""
    if not state.world.schedule:
        return state, ()
    wall = wall_of(state, to)
    turn = Turn(scenario, state, to, wall if wall is not None else state.world.clock.wall, "clock")
    wake(turn)
    return turn.state, tuple(turn.entries)


def wake(turn: Turn, *, all_of_them: bool = False) -> None:
    """Let what is due at this second happen; `all_of_them` looks at every script, whatever happened."""
    phase = phase_at(turn.state.world.schedule, turn.t).id
    if phase != turn.state.world.phase:
        enter_phase(turn, phase)
    next_turn(turn)
    if turn.state.world.ended < 0:
        _due(turn)
        settle(turn, woken=True, all_of_them=all_of_them)


def enter_phase(turn: Turn, phase: str) -> None:
    """The next phase begins; with the first one after play the exercise is over."""
    turn.tell(e.PhaseEntered(phase))
    defined = index(turn.scenario).phase(turn.state.world.setup.profile, phase)
    if defined is not None and defined.kind == "after" and turn.state.world.ended < 0:
        settle(turn, woken=True)
        end(turn)
    first_turn(turn)


def inject_due(scenario: Scenario, state: State, inject: InjectDef, row: InjectState | None) -> int:
    """Return the exercise second at which an inject comes by itself, -1 when it does not."""
    if row is not None and row.state not in ("scheduled", "postponed"):
        return -1
    known = index(scenario)
    times = known.calendar(state.world.schedule).injects(scenario.injects, known.profiles[state.world.setup.profile])
    due = times.get(inject.id)
    return -1 if due is None else due + (row.later if row is not None else 0)


def _due(turn: Turn) -> None:
    """Everything whose time has come, in a fixed order: messages, actions, waiting effects, injects, control's plans, needs, grants."""
    before = turn.cause
    for part in (_messages, _runs, _later, _injects, _plans, _needs, _grants):
        for cause, deed in part(turn):
            if turn.halted:
                return
            turn.cause = cause
            deed()
            turn.cause = before
            settle(turn)


Deeds = Iterator[tuple[str, Callable[[], None]]]


def _messages(turn: Turn) -> Deeds:
    for message_id, rows in turn.state.world.flying.items():
        for team, due in rows:
            if due <= turn.t and (team, due) in turn.state.world.flying.get(message_id, ()):
                yield f"message:{message_id}", partial(deliver, turn, message_id, team)


def _runs(turn: Turn) -> Deeds:
    known = index(turn.scenario)
    for run_id in turn.state.world.runs:
        run = turn.state.world.runs[run_id]
        patience = known.actions[run.action].patience
        if run.state == "running" and run.due <= turn.t:
            yield f"run:{run_id}", partial(finish, turn, run_id)
        elif run.state == "waiting" and patience and run.at + patience <= turn.t:
            yield f"run:{run_id}", partial(run_action, turn, run_id)


def _later(turn: Turn) -> Deeds:
    for key, later in turn.state.world.scheduled.items():
        if later.at <= turn.t and key in turn.state.world.scheduled:
            yield f"later:{key}", partial(_at_last, turn, key, later)


def _at_last(turn: Turn, key: str, later: Due) -> None:
    turn.tell(e.ScheduleDone(key))
    carry_out(turn, later.then)


def _injects(turn: Turn) -> Deeds:
    known = index(turn.scenario)
    world = turn.state.world
    times = known.calendar(world.schedule).injects(turn.scenario.injects, known.profiles[world.setup.profile])
    for inject in turn.scenario.injects:
        row = turn.state.world.injects.get(inject.id)
        due = times.get(inject.id)
        open_ = row is None or row.state in ("scheduled", "postponed")
        if due is not None and open_ and due + (row.later if row is not None else 0) <= turn.t:
            yield f"inject:{inject.id}", partial(send_inject, turn, inject.id)
            row = turn.state.world.injects.get(inject.id)
        waiting = row is not None and row.state == "sent" and row.met is None and inject.within > 0
        if waiting and row is not None and row.at + inject.within <= turn.t:
            yield f"inject:{inject.id}", partial(_went_wrong, turn, inject)


def _plans(turn: Turn) -> Deeds:
    runs = turn.state.world.schedule
    for plan_id, plan in turn.state.world.plans.items():
        if plan.state in OPEN and plan_due(runs, plan) <= turn.t:
            yield f"plan:{plan_id}", partial(send_plan, turn, plan_id)


def _went_wrong(turn: Turn, inject: InjectDef) -> None:
    turn.tell(e.InjectDue(inject.id, "missed", 0))
    carry_out(turn, inject.wrong)


def _needs(turn: Turn) -> Deeds:
    known = index(turn.scenario)
    for need_id in turn.state.world.needs:
        need = known.needs[need_id]
        waits = turn.state.world.needs[need_id][0] in ("wait", "hand")
        if waits and known.calendar(turn.state.world.schedule).at(need.due) <= turn.t:
            yield f"need:{need_id}", partial(_missed, turn, need)


def _missed(turn: Turn, need: Need) -> None:
    turn.tell(e.NeedMissed(need.id))
    carry_out(turn, need.missed)


def _grants(turn: Turn) -> Deeds:
    for due, team, tried in list(grants(turn.scenario, turn.state)):
        if due <= turn.t and tried.question not in turn.state.world.stands:
            yield f"grant:{tried.question}", partial(_granted, turn, team, tried)


def _granted(turn: Turn, team: str, tried: Tried) -> None:
    establish(turn, tried.question, team, "", tried.facts, "", granted=True, by_rule=True)
