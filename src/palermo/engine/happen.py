"""What a command makes happen. It never refuses: what the view could not judge is answered by an entry."""

from __future__ import annotations

from typing import assert_never

from palermo.engine import commands as c
from palermo.engine import events as e
from palermo.engine.advance import enter_phase, wake
from palermo.engine.clock import now
from palermo.engine.deeds import approve, ask_card, assess, start, write_line
from palermo.engine.effects import deliver, establish, opens_to, send_inject
from palermo.engine.exchange import ask, heard, release, send
from palermo.engine.index import index
from palermo.engine.known import Setup
from palermo.engine.moments import extended, left_out, phase_at, schedule, skipped
from palermo.engine.observing import voice_known
from palermo.engine.outcome import end
from palermo.engine.pinning import pin
from palermo.engine.plans import OPEN, go_out, in_skipped_rest, plan, send_plan
from palermo.engine.scenario import Scenario
from palermo.engine.scripts import settle
from palermo.engine.show import show
from palermo.engine.state import State, told_of
from palermo.engine.turn import Turn


def happen(scenario: Scenario, state: State, asked: c.Asked) -> tuple[State, tuple[e.Entry, ...]]:
    """Return the entries a command causes and the state after them. `state` must have been advanced to `asked.wall`."""
    turn = Turn(scenario, state, now(state, asked.wall), asked.wall, _cause(asked))
    _happen(turn, asked)
    settle(turn)
    return turn.state, tuple(turn.entries)


def _cause(asked: c.Asked) -> str:
    """Return what an entry's cause says: which command, and so whose; an answer after the end is nobody's."""
    return "answer" if isinstance(asked.command, c.Answer) else f"command:{asked.id}"


def _happen(turn: Turn, asked: c.Asked) -> None:
    command = asked.command
    match command:
        case c.Send():
            send(turn, command, asked.seat, asked.id)
        case c.TakeBack():
            turn.tell(e.MessageTakenBack(command.message))
        case c.OpenMessage():
            turn.tell(e.MessageOpened(command.message, _team(turn, asked)))
        case c.Heard():
            heard(turn, command.desk, command.number, command.word, command.giver, asked.id)
        case c.Told():
            heard(turn, command.desk, command.number, None, command.giver, asked.id)
        case c.Correct():
            turn.tell(e.ToldCorrected(command.told, command.text))
        case c.Ask():
            ask(turn, command, asked.id)
        case c.Release():
            release(turn, command)
        case c.Assess():
            assess(turn, command)
        case c.Start():
            start(turn, command, asked.seat, asked.id)
        case c.Approve():
            approve(turn, command, asked.seat)
        case c.Drop():
            run = turn.state.world.runs[command.run]
            turn.tell(e.ActionDropped(run.id, run.action, "withdrawn"))
        case c.WriteLine():
            write_line(turn, command, asked.seat)
        case c.ChooseLine():
            turn.tell(e.LineChosen(command.sheet, command.line, command.version))
        case c.TakeNeed():
            turn.tell(e.NeedTaken(command.need, command.desk))
        case c.AskCard():
            ask_card(turn, command)
        case c.AskNow():
            person = turn.state.world.observers[asked.seat].person
            turn.tell(e.NowAsked(asked.id, person, command.team))
        case c.AnswerNow():
            turn.tell(e.NowAnswered(command.ask, command.text))
        case c.Observe():
            known = voice_known(turn.scenario, turn.state, command.seat, command.person) if command.person else None
            turn.tell(e.ObserverSet(command.seat, command.objective, command.person, known))
        case c.SeeAll():
            turn.tell(e.SeenAll(_team(turn, asked)))
        case c.Ready():
            turn.tell(e.ReadySet(_team(turn, asked), asked.seat))
        case c.Practise():
            _practise(turn, command, asked)
        case c.Help():
            turn.tell(e.HelpAsked(asked.id, _team(turn, asked), command.text))
        case c.Pin():
            pin(turn, command, _team(turn, asked), asked.seat, asked.id)
        case c.MovePin():
            turn.tell(e.PinMoved(_team(turn, asked), command.pin, command.before))
        case c.Unpin():
            turn.tell(e.Unpinned(_team(turn, asked), command.pin, command.back))
        case c.TakeSeat() | c.MoveSeat() | c.RevokeSeat() | c.Occupy() | c.MergeTeams():
            _seating(turn, command)
        case c.Create():
            _create(turn, command)
        case c.Begin() | c.Pause() | c.Resume() | c.SetSpeed() | c.Extend() | c.SkipPhase() | c.End():
            _clock(turn, command)
        case c.SendInject() | c.EditInject() | c.PostponeInject() | c.SkipInject() | c.WithdrawInject():
            _injecting(turn, command)
        case c.Improvise() | c.GiveHint() | c.Announce() | c.Note():
            go_out(turn, command, asked.id, asked.seat)
        case c.Plan():
            plan(turn, command, command.plan or f"~{asked.id}", asked.seat)
        case c.Reply():
            turn.tell(e.HelpAnswered(command.help, turn.state.world.helps[command.help].team, command.text))
        case c.Grant():
            establish(turn, command.question, command.team, "", (), "", granted=True)
        case c.Withhold():
            turn.tell(e.GrantWithheld(command.question, command.team))
        case c.Rate():
            turn.tell(e.RatingSet(command.dimension, command.band))
        case c.EraseText():
            turn.tell(e.TextErased(command.key))
        case c.Show() | c.DebriefStep() | c.RecordAloud() | c.Answer():
            show(turn, command)
        case c.SetAction():
            what = f"action:{command.action}"
            turn.tell(e.Opened(what) if command.open else e.Closed(what), opens_to(turn, what))
        case _:
            assert_never(command)


def _team(turn: Turn, asked: c.Asked) -> str:
    """Return the team a command without a desk speaks for: its seat's; control and the server say it after an @."""
    _, at, team = asked.seat.partition("@")
    if at:
        return team
    return turn.state.world.seats[asked.seat].team


def _practise(turn: Turn, command: c.Practise, asked: c.Asked) -> None:
    """The training fact arrives at once; whoever handed it over is ready."""
    for desk in dict.fromkeys(command.to):
        turn.tell(e.Practised(command.desk, desk))
    seat = turn.state.world.seats.get(asked.seat)
    if seat is not None and not seat.ready:
        turn.tell(e.ReadySet(seat.team, asked.seat))


def _create(turn: Turn, command: c.Create) -> None:
    preset = index(turn.scenario).presets[command.preset]
    setup = Setup(
        command.package,
        command.preset,
        command.profile,
        command.language,
        command.help_level,
        command.talk,
        command.retention_days,
        command.rules,
        command.gentle,
        command.points,
    )
    turn.tell(e.Created(setup, tuple((team.id, team.desks) for team in preset.teams)))
    for team in preset.teams:
        for desk in team.desks if team.by != "people" else ():
            turn.tell(e.Occupied(desk, team.by, ""))


def _seating(turn: Turn, command: c.TakeSeat | c.MoveSeat | c.RevokeSeat | c.Occupy | c.MergeTeams) -> None:
    seats = turn.state.world.seats
    match command:
        case c.TakeSeat():
            old = seats.get(command.seat)
            generation = old.generation if old is not None else 1
            turn.tell(e.SeatTaken(command.seat, command.team, command.desks, command.role, generation))
        case c.MoveSeat():
            old_seat = seats[command.seat]
            if old_seat.team != command.team:
                turn.tell(e.SeatLeft(command.seat, old_seat.team, False))
            role = command.role or old_seat.role
            turn.tell(e.SeatTaken(command.seat, command.team, command.desks, role, old_seat.generation))
        case c.RevokeSeat() if command.seat in turn.state.world.observers:
            turn.tell(e.SeatRevoked(command.seat, turn.state.world.observers[command.seat].generation + 1))
            if command.gone:
                turn.tell(e.SeatLeft(command.seat, "", True))
        case c.RevokeSeat():
            turn.tell(e.SeatRevoked(command.seat, seats[command.seat].generation + 1))
            if command.gone:
                turn.tell(e.SeatLeft(command.seat, seats[command.seat].team, True))
        case c.Occupy():
            turn.tell(e.Occupied(command.desk, command.by, command.policy))
        case c.MergeTeams():
            _merge(turn, command.team, command.into)


def _merge(turn: Turn, team: str, into: str) -> None:
    """What is on its way between the two tables arrives; then they are one."""
    world = turn.state.world
    for message_id, rows in world.flying.items():
        sender = world.team_of[world.messages[message_id].desk]
        for to, _ in rows:
            if {sender, to} == {team, into}:
                deliver(turn, message_id, to)
    turn.tell(e.Merged(team, into, turn.state.known[team]))
    joined = dict(turn.state.world.teams)
    teams = tuple(
        (name, (*desks, *joined[team]) if name == into else desks)
        for name, desks in turn.state.world.teams
        if name != team
    )
    moving = [(seat, row) for seat, row in turn.state.world.seats.items() if row.team == team and not row.gone]
    turn.tell(e.TeamsChanged(teams))
    for seat, row in moving:
        turn.tell(e.SeatTaken(seat, into, row.desks, row.role, row.generation))


def _clock(
    turn: Turn,
    command: c.Begin | c.Pause | c.Resume | c.SetSpeed | c.Extend | c.SkipPhase | c.End,
) -> None:
    world = turn.state.world
    match command:
        case c.Begin():
            runs = schedule(index(turn.scenario).profiles[world.setup.profile].phases)
            turn.tell(e.Began(turn.wall, runs))
            wake(turn)
        case c.Pause():
            turn.tell(e.Paused(turn.wall, turn.t, command.why, command.text))
        case c.Resume():
            turn.tell(e.Resumed(turn.wall, turn.t))
            wake(turn, all_of_them=world.clock.paused == "halted")
        case c.SetSpeed():
            turn.tell(e.SpeedSet(turn.wall, turn.t, command.speed))
        case c.Extend():
            turn.tell(e.Rescheduled(extended(world.schedule, turn.t, command.seconds)))
        case c.SkipPhase():
            runs = skipped(world.schedule, turn.t)
            before = world.schedule
            turn.tell(e.Rescheduled(runs))
            profile = index(turn.scenario).profiles[world.setup.profile]
            for inject in turn.scenario.injects:
                moment = profile.moves.get(inject.id) or inject.at
                row = turn.state.world.injects.get(inject.id)
                open_ = row is None or row.state in ("scheduled", "postponed")
                if moment is not None and open_ and left_out(runs, moment) and not left_out(before, moment):
                    turn.tell(e.InjectDue(inject.id, "left", 0))
            for id, row_ in turn.state.world.plans.items():
                if row_.state in OPEN and in_skipped_rest(runs, row_):
                    turn.tell(e.InjectDue(id, "left", 0))
            if world.clock.paused:
                enter_phase(turn, phase_at(runs, turn.t).id)
            else:
                wake(turn)
        case c.End():
            end(turn)


def _injecting(
    turn: Turn,
    command: c.SendInject | c.EditInject | c.PostponeInject | c.SkipInject | c.WithdrawInject,
) -> None:
    injects, plans = turn.state.world.injects, turn.state.world.plans
    match command:
        case c.SendInject() if command.inject in plans:
            send_plan(turn, command.inject)
        case c.SendInject():
            send_inject(turn, command.inject, by_hand=True)
        case c.EditInject():
            turn.tell(e.InjectEdited(command.inject, command.text))
        case c.PostponeInject():
            row = plans.get(command.inject) or injects.get(command.inject)
            later = (row.later if row is not None else 0) + command.seconds
            turn.tell(e.InjectDue(command.inject, "postponed", later))
        case c.SkipInject():
            turn.tell(e.InjectDue(command.inject, "skipped", 0))
        case c.WithdrawInject():
            turn.tell(e.InjectWithdrawn(command.inject, command.text), told_of(turn.state, command.inject))
