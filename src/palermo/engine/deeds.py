"""Actions, approvals, assessments, sheets and talks: the events a team's deeds make."""

from __future__ import annotations

from palermo.engine import commands as c
from palermo.engine import events as e
from palermo.engine.conditions import left_of
from palermo.engine.effects import carry_out, establish, opens_to, teams_of
from palermo.engine.grounds import admissible, carried, missing
from palermo.engine.index import index
from palermo.engine.known import LineVersion
from palermo.engine.rules import Open
from palermo.engine.scenario import Action, Yes
from palermo.engine.turn import Turn


def assess(turn: Turn, command: c.Assess) -> None:
    """Facts laid down for a question: it stands, or not yet."""
    team = turn.state.world.team_of[command.desk]
    question = index(turn.scenario).questions[command.question]
    facts = tuple(dict.fromkeys(command.facts))
    counting = admissible(turn.scenario, question, facts, turn.state.known[team])
    lacking = missing(turn.scenario, question, counting, turn.state.world.team_of)
    if lacking:
        turn.tell(e.NotYet(question.id, team, facts, carried(turn.scenario, question, counting), lacking))
        return
    establish(turn, question.id, team, command.desk, facts, "", granted=False)


def start(turn: Turn, command: c.Start, seat: str, run: str) -> None:
    """An action is started: what it stands on is established by its grounds, then it waits for its yeses or runs."""
    action = index(turn.scenario).actions[command.action]
    team = turn.state.world.team_of[command.desk]
    grounds = tuple(dict.fromkeys(command.grounds))
    for question_id in action.stands_on:
        if question_id in turn.state.world.stands:
            continue
        question = index(turn.scenario).questions[question_id]
        counting = admissible(turn.scenario, question, grounds, turn.state.known[team])
        lacking = missing(turn.scenario, question, counting, turn.state.world.team_of)
        if lacking:
            carry = carried(turn.scenario, question, counting)
            turn.tell(e.NotYet(question_id, team, grounds, carry, lacking))
            return
        establish(turn, question_id, team, command.desk, grounds, action.id, granted=False)
    lacks = _lacks(turn, action)
    if lacks:
        turn.tell(e.NoneLeft(team, lacks))
        return
    ticks = tuple(dict.fromkeys(command.ticks))
    awaiting = tuple(yes.desk for yes in action.yes if not _said_by_starting(turn, yes, seat, command.desk))
    turn.tell(
        e.ActionStarted(
            run, action.id, team, command.desk, seat, command.option, ticks, grounds, command.reason, awaiting
        )
    )
    if not awaiting:
        run_action(turn, run)
        return
    for to_team in teams_of(turn, awaiting):
        turn.tell(e.ApprovalAsked(run, action.id, command.option, team, command.desk, seat, to_team, awaiting))


def approve(turn: Turn, command: c.Approve, seat: str) -> None:
    """A yes or a reasoned no; the last yes sets the action going, a no ends it: it may be started again."""
    run = turn.state.world.runs[command.run]
    turn.tell(e.ApprovalGiven(run.id, run.action, command.desk, seat, command.yes, command.reason))
    if not command.yes:
        turn.tell(e.ActionDropped(run.id, run.action, "refused"))
    elif not turn.state.world.runs[run.id].awaiting:
        run_action(turn, run.id)


def run_action(turn: Turn, run_id: str) -> None:
    """The action gets under way: it takes what it uses, and its start has its effects."""
    run = turn.state.world.runs[run_id]
    action = index(turn.scenario).actions[run.action]
    lacks = _lacks(turn, action)
    if lacks:
        turn.tell(e.NoneLeft(run.team, lacks))
        turn.tell(e.ActionDropped(run_id, run.action, "none_left"))
        return
    for resource, n in action.uses.items():
        turn.tell(e.ResourceSet(resource, left_of(turn.scenario, turn.state, resource) - n))
    turn.tell(e.ActionRunning(run_id, action.id, turn.t + action.takes))
    if action.talk:
        turn.tell(e.Opened(f"talk:{action.talk}"), opens_to(turn, f"talk:{action.talk}"))
    carry_out(turn, action.start)


def finish(turn: Turn, run_id: str) -> None:
    """The action is done: its option's effects, its ticks', its own; a wrong option can be mended after a while."""
    run = turn.state.world.runs[run_id]
    action = index(turn.scenario).actions[run.action]
    turn.tell(e.ActionDone(run_id, action.id, run.option, run.ticks))
    if action.talk:
        turn.tell(e.Closed(f"talk:{action.talk}"), opens_to(turn, f"talk:{action.talk}"))
    option = index(turn.scenario).option(action, run.option)
    if option is not None:
        carry_out(turn, option.then)
    for tick in action.ticks:
        if tick.id in run.ticks:
            carry_out(turn, tick.then)
    carry_out(turn, action.then)
    again = _reopens_after(action, run.option)
    for earlier in turn.state.world.scheduled:
        name = earlier.removeprefix("again:")
        if name != earlier and turn.state.world.runs[name].action == action.id:
            turn.tell(e.ScheduleDone(earlier))  # what it would reopen has been done anew
    if again:
        turn.tell(e.Scheduled(f"again:{run_id}", turn.t + again, (Open(f"action:{action.id}"),)))


def write_line(turn: Turn, command: c.WriteLine, seat: str) -> None:
    """A line of a sheet gets a version; written on an older one, it stands beside what came in between."""
    row = turn.state.world.lines.get(f"{command.sheet}.{command.line}")
    number = (row.count if row is not None else 0) + 1
    version = LineVersion(number, command.desk, seat, command.text, turn.t)
    turn.tell(e.LineWritten(command.sheet, command.line, version, command.base))


def ask_card(turn: Turn, command: c.AskCard) -> None:
    """A question card is asked: its answer is printed, its effects follow."""
    talk = index(turn.scenario).talks[command.talk]
    card = next(card for card in talk.cards if card.id == command.card)
    team = turn.state.world.team_of[command.desk]
    turn.tell(e.CardAsked(talk.id, card.id, team, command.desk))
    carry_out(turn, card.then)


def _lacks(turn: Turn, action: Action) -> str:
    """Return the first resource of which there is too little for the action, '' when there is enough of all."""
    uses = action.uses.items()
    return next((resource for resource, n in uses if left_of(turn.scenario, turn.state, resource) < n), "")


def _reopens_after(action: Action, option: str) -> int:
    chosen = next((o for o in action.options if o.id == option), None)
    if chosen is not None and chosen.mend:
        return chosen.mend
    return action.again


def _said_by_starting(turn: Turn, yes: Yes, seat: str, desk: str) -> bool:
    """Whether the one who starts an action thereby says this yes: the same person holds both desks, and may.

    Where another person must say it, but nobody else at that desk can, the one person there may say both.
    """
    row = turn.state.world.seats.get(seat)
    desks = row.desks if row is not None else (desk,)
    if yes.desk not in desks:
        return False
    if not yes.other_person:
        return True
    return not any(s != seat and yes.desk in x.desks and not x.gone for s, x in turn.state.world.seats.items())
