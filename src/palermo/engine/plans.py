"""What control lets go out later: a plan has a time, stands on control's list, and goes out once."""

from __future__ import annotations

from palermo.engine import commands as c
from palermo.engine import events as e
from palermo.engine.index import index
from palermo.engine.moments import Moment, PhaseRun, at, left_out, schedule, script_at
from palermo.engine.scenario import Scenario
from palermo.engine.state import PlanState, State
from palermo.engine.turn import Turn

LATEST = 6 * 3600  # seconds from now: nothing is planned for longer
OPEN = ("scheduled", "postponed")


def deed_of(command: c.Plan) -> c.Deed | None:
    """Return what a plan lets happen, None when there is no such thing."""
    match command.what:
        case "improvise":
            return c.Improvise(command.to, command.kind, command.text, command.title)
        case "givehint":
            return c.GiveHint(command.team, command.hint, command.text)
        case "announce":
            return c.Announce(command.text, command.to)
        case "note":
            return c.Note(command.text, command.about)
        case _:
            return None


def runs_of(scenario: Scenario, state: State) -> tuple[PhaseRun, ...]:
    """Return the phases as they run; as they will, before the exercise has begun."""
    return state.world.schedule or schedule(index(scenario).profiles[state.world.setup.profile].phases)


def plan_due(runs: tuple[PhaseRun, ...], plan: PlanState) -> int:
    """Return the exercise second at which a plan goes out by itself, -1 when it does not."""
    if plan.state not in OPEN:
        return -1
    return plan.later + (at(runs, Moment(plan.phase, plan.seconds)) if plan.phase else plan.seconds)


def in_skipped_rest(runs: tuple[PhaseRun, ...], plan: PlanState) -> bool:
    """Tell whether a plan's moment lies in the skipped rest of a phase."""
    return bool(plan.phase) and left_out(runs, Moment(plan.phase, plan.seconds))


def no_time(scenario: Scenario, state: State, command: c.Plan) -> c.Refused | None:
    """Return why something cannot be planned for that time, None when it can. A minute that is over since the last entry is not
    known to be: then it goes out at once."""
    old = state.world.plans.get(command.plan)
    if command.plan and old is None:
        return c.Refused("unknown")
    if old is not None and old.state == "sent":
        return c.Refused("gone_out")
    if state.world.ended >= 0:
        return c.Refused("over")
    if not command.phase:
        if not state.world.schedule:
            return c.Refused("not_running")
        return None if 0 < command.seconds <= LATEST else c.Refused("no_such_minute")
    run = next((run for run in runs_of(scenario, state) if run.id == command.phase), None)
    kinds = {phase.id: phase.kind for phase in index(scenario).profiles[state.world.setup.profile].phases}
    if run is None or kinds[run.id] == "after":
        return c.Refused("unknown")
    if not 0 <= command.seconds < run.ends - run.starts:
        return c.Refused("no_such_minute")
    return c.Refused("minute_over") if run.starts + command.seconds <= state.t and state.world.schedule else None


def plan(turn: Turn, command: c.Plan, id: str, seat: str) -> None:
    """Put it on control's list, with the moment of the script that its minute is now."""
    deed = deed_of(command)
    if deed is None:
        return
    phase, seconds = command.phase, command.seconds
    if phase:
        run = next(run for run in runs_of(turn.scenario, turn.state) if run.id == phase)
        seconds = script_at(run, run.starts + seconds)
    else:
        seconds += turn.t
    turn.tell(e.Planned(id, seat, deed, phase, seconds))


def send_plan(turn: Turn, id: str) -> None:
    """A plan goes out, once. A hint of the package that the table was given meanwhile is left out."""
    plan = turn.state.world.plans[id]
    if plan.state == "sent":
        return
    deed = plan.deed
    if isinstance(deed, c.GiveHint) and deed.hint and f"{deed.team}.{deed.hint}" in turn.state.world.hinted:
        turn.tell(e.InjectDue(id, "skipped", 0))
        return
    turn.tell(e.InjectDue(id, "sent", 0))
    go_out(turn, deed, id.removeprefix("~"), plan.seat)


def go_out(turn: Turn, deed: c.Deed, id: str, seat: str) -> None:
    """Let an inject of control's own, a hint, words or a note go out now, under an id."""
    match deed:
        case c.Improvise():
            teams = tuple(team for team, _ in turn.state.world.teams if team in deed.to or "*" in deed.to)
            turn.tell(e.InjectSent(f"~{id}", deed.kind, deed.title, deed.text), teams)
        case c.GiveHint():
            text = deed.text or f"hints.{deed.hint}.text"
            turn.tell(e.HintGiven(id, deed.team, deed.hint, text, False))
        case c.Announce():
            turn.tell(e.Announced(id, deed.text, bool(deed.to)), deed.to)
        case c.Note():
            turn.tell(e.NoteWritten(id, seat, deed.about, deed.text, deed.tick, deed.team))
