"""What control may do: everything that makes sense now."""

from __future__ import annotations

from palermo.engine import allowed_room
from palermo.engine import commands as c
from palermo.engine.advance import inject_due
from palermo.engine.index import index
from palermo.engine.observing import judge_job
from palermo.engine.outcome import adapting_of
from palermo.engine.plans import OPEN, deed_of, no_time
from palermo.engine.scenario import Scenario
from palermo.engine.state import CONTROL, ROOM, PlanState, State

Check = c.Refused | None
REASONS = ("organisational", "time_out", "wellbeing", "server")
NOT_SEATS = (CONTROL, ROOM, "server")
UNKNOWN = c.Refused("unknown")


def judge(scenario: Scenario, state: State, command: c.Command) -> Check:
    """Return None, or the refusal of a control command on this state."""
    if not isinstance(command, c.Create) and not state.world.teams:
        return c.Refused("not_created")
    match command:
        case c.Create():
            return _create(scenario, state, command)
        case c.TakeSeat() | c.MoveSeat() | c.RevokeSeat() | c.Occupy() | c.MergeTeams():
            return _seating(state, command)
        case c.Observe():
            return judge_job(scenario, state, command)
        case c.Begin() | c.Pause() | c.Resume() | c.SetSpeed() | c.Extend() | c.SkipPhase() | c.End():
            return _clock(state, command)
        case c.SendInject() | c.EditInject() | c.PostponeInject() | c.SkipInject() | c.WithdrawInject():
            return _inject(scenario, state, command)
        case c.Improvise():
            if not command.text:
                return c.Refused("empty")
            if command.kind not in ("new", "difficulty", "challenge", "calm"):
                return UNKNOWN
            return _teams(state, command.to)
        case c.GiveHint():
            if not command.text and not command.hint:
                return c.Refused("empty")
            if command.hint and command.hint not in index(scenario).hints:
                return UNKNOWN
            return None if _is_team(state, command.team) else UNKNOWN
        case c.Plan():
            deed = deed_of(command)
            return UNKNOWN if deed is None else judge(scenario, state, deed) or no_time(scenario, state, command)
        case c.Announce() if command.to and not all(_is_team(state, team) for team in command.to):
            return UNKNOWN
        case c.Announce() | c.Note():
            return None if command.text else c.Refused("empty")
        case c.Reply():
            if command.help not in state.world.helps:
                return UNKNOWN
            if state.world.helps[command.help].reply:
                return c.Refused("already_sent")
            return None if command.text else c.Refused("empty")
        case c.Grant():
            if command.question not in index(scenario).questions or command.question in state.world.stands:
                return UNKNOWN
            return None if _is_team(state, command.team) else UNKNOWN
        case c.Withhold():
            if not _is_team(state, command.team) or command.question in state.world.stands:
                return UNKNOWN
            tried = state.known[command.team].tried.get(command.question)
            return None if tried is not None and tried.missing == 1 else UNKNOWN
        case c.Rate():
            known = any(d.id == command.dimension for d in scenario.rubric) or _adapts(state, command.dimension)
            return None if known and command.band in ("P", "S", "M", "U", "") else UNKNOWN
        case c.Told():
            return _told(scenario, state, command)
        case c.EraseText():
            return None if command.key.startswith("~") else UNKNOWN
        case c.Show() | c.DebriefStep() | c.RecordAloud():
            return allowed_room.judge(scenario, state, command)
        case c.SetAction():
            return None if command.action in index(scenario).actions else UNKNOWN
        case _:
            return c.Refused("not_for_control")


def _create(scenario: Scenario, state: State, command: c.Create) -> Check:
    if state.seq:
        return c.Refused("already_there")
    known = index(scenario)
    if command.preset not in known.presets or command.profile not in known.profiles:
        return UNKNOWN
    if command.language not in scenario.languages or command.talk not in ("system", "liaison", "paper"):
        return UNKNOWN
    return None if 0 <= command.help_level <= 3 and 0 < command.retention_days <= 3650 else UNKNOWN


def _seating(state: State, command: c.TakeSeat | c.MoveSeat | c.RevokeSeat | c.Occupy | c.MergeTeams) -> Check:
    teams = dict(state.world.teams)
    match command:
        case c.TakeSeat():
            if command.seat in state.world.seats and not state.world.seats[command.seat].gone:
                return c.Refused("already_there")
            if not command.seat or command.seat.partition("@")[0] in NOT_SEATS:
                return UNKNOWN
            if command.seat in state.world.observers:
                return c.Refused("already_there")
            fits = command.team in teams and set(command.desks) <= set(teams[command.team])
            return None if fits and command.desks else UNKNOWN
        case c.MoveSeat():
            row = state.world.seats.get(command.seat)
            fits = command.team in teams and set(command.desks) <= set(teams[command.team])
            return None if fits and command.desks and row is not None and not row.gone else UNKNOWN
        case c.RevokeSeat() if command.seat in state.world.observers:
            return None
        case c.RevokeSeat():
            row = state.world.seats.get(command.seat)
            return None if row is not None and not row.gone else UNKNOWN
        case c.Occupy():
            known = command.desk in state.world.team_of and command.by in ("people", "bot", "rule", "control")
            return None if known else UNKNOWN
        case c.MergeTeams():
            fits = command.team in teams and command.into in teams and command.team != command.into
            return None if fits else UNKNOWN


def _clock(state: State, command: c.Begin | c.Pause | c.Resume | c.SetSpeed | c.Extend | c.SkipPhase | c.End) -> Check:
    world = state.world
    if isinstance(command, c.Begin):
        return c.Refused("already_running") if world.schedule else None
    if not world.schedule:
        return c.Refused("not_running")
    match command:
        case c.Pause():
            if command.why not in REASONS:
                return UNKNOWN
            return c.Refused("already_paused") if world.clock.paused else None
        case c.Resume():
            return None if world.clock.paused else c.Refused("already_running")
        case c.SetSpeed():
            return None if 0.25 <= command.speed <= 600 else c.Refused("speed")
        case c.Extend():
            return None if 0 < command.seconds <= 3600 and world.ended < 0 else c.Refused("too_long")
        case c.SkipPhase():
            return c.Refused("over") if world.ended >= 0 else None
        case c.End():
            return c.Refused("over") if world.ended >= 0 else None


def _inject(
    scenario: Scenario,
    state: State,
    command: c.SendInject | c.EditInject | c.PostponeInject | c.SkipInject | c.WithdrawInject,
) -> Check:
    plan = state.world.plans.get(command.inject)
    if plan is not None and not isinstance(command, c.WithdrawInject):
        return _planned(state, command, plan)
    if not _playing(state) and not isinstance(command, c.EditInject):
        return c.Refused("not_running")
    row = state.world.injects.get(command.inject)
    if isinstance(command, c.WithdrawInject):
        own = state.world.improvised.get(command.inject)
        sent = (own is not None and not own.withdrawn) or (row is not None and row.state == "sent")
        return None if sent else c.Refused("not_sent")
    if command.inject not in index(scenario).injects:
        return UNKNOWN
    if row is not None and row.state in ("sent", "withdrawn"):
        return c.Refused("already_sent")
    if isinstance(command, c.EditInject):
        return None if command.text else c.Refused("empty")
    if isinstance(command, c.PostponeInject):
        if not 0 < command.seconds <= 7200:
            return c.Refused("too_long")
        return None if _comes_by_itself(scenario, state, command.inject) else UNKNOWN
    return None


def _planned(
    state: State, command: c.SendInject | c.EditInject | c.PostponeInject | c.SkipInject, plan: PlanState
) -> Check:
    """What control planned can be put off or left out before the exercise begins, and has its words changed by planning it anew."""
    if plan.state == "sent":
        return c.Refused("gone_out")
    if state.world.ended >= 0:
        return c.Refused("over")
    match command:
        case c.SendInject():
            return None if _playing(state) else c.Refused("not_running")
        case c.EditInject():
            return UNKNOWN
        case c.PostponeInject() if not 0 < command.seconds <= 7200:
            return c.Refused("too_long")
        case _:
            return None if plan.state in OPEN else UNKNOWN


def _comes_by_itself(scenario: Scenario, state: State, inject_id: str) -> bool:
    """Whether an inject has a time or a condition still to come; what is left to control's hand cannot come later."""
    inject = index(scenario).injects[inject_id]
    row = state.world.injects.get(inject_id)
    if row is not None and row.state not in ("scheduled", "postponed"):
        return False
    return inject.when is not None or inject_due(scenario, state, inject, row) >= 0


def _told(scenario: Scenario, state: State, command: c.Told) -> Check:
    """Control records what was told in person, unless nothing is (talk rule system). It sees who has what, so it is told."""
    world = state.world
    if command.desk not in world.team_of:
        return UNKNOWN
    if not _playing(state):
        return c.Refused("not_running")
    if world.setup.talk == "system":
        return c.Refused("no_talk_here")
    fact = index(scenario).numbers.get(command.number.strip().casefold())
    if fact is None or not fact.forms:
        return UNKNOWN
    giver = world.team_of.get(command.giver or fact.desk, "")
    has = giver in state.known and fact.id in state.known[giver].facts
    return None if has and giver != world.team_of[command.desk] else c.Refused("no_such_fact", {"fact": fact.id})


def _adapts(state: State, dimension: str) -> bool:
    """Tell whether it is how a table adapted, which control rates where groups have points."""
    return state.world.setup.points and any(dimension == adapting_of(team) for team, _ in state.world.teams)


def _is_team(state: State, team: str) -> bool:
    return any(team == name for name, _ in state.world.teams)


def _teams(state: State, teams: tuple[str, ...]) -> Check:
    known = {team for team, _ in state.world.teams}
    return None if teams and all(team in known or team == "*" for team in teams) else UNKNOWN


def _playing(state: State) -> bool:
    return bool(state.world.schedule) and state.world.ended < 0
