"""The scripts' loop: after something happened, armed scripts are looked at in package order until none fires."""

from __future__ import annotations

from palermo.engine import events as e
from palermo.engine import rules as r
from palermo.engine.conditions import hint_holds, holds
from palermo.engine.effects import carry_out
from palermo.engine.index import TIME, index
from palermo.engine.turn import Turn


def settle(turn: Turn, *, woken: bool = False, all_of_them: bool = False) -> None:
    """Let scripts fire until none does.

    `woken`: time has come for those that wait for a moment. `all_of_them`: look at every script, whatever happened.
    When they set off more than a turn may hold, the clock stops and control is told; when it runs on, every script is looked at.
    """
    if not turn.state.world.schedule or turn.halted:
        return
    known = index(turn.scenario)
    topics: set[str] = {TIME} if woken else set()
    pending = set(known.topics.get(TIME, ())) if woken else set[int]()
    if all_of_them:
        pending.update(range(len(known.scripts)))
    while True:
        while turn.looked < len(turn.entries):
            event = turn.entries[turn.looked].event
            turn.looked += 1
            if isinstance(event, e.TeamsChanged):  # every condition about a desk's team may turn
                pending.update(range(len(known.scripts)))
            for topic in topics_of_event(event):
                topics.add(topic)
                pending.update(known.topics.get(topic, ()))
        if not pending:
            break
        if turn.full:
            turn.halted = True
            turn.tell(e.Halted(turn.cause))
            turn.tell(e.Paused(turn.wall, turn.t, "halted", ""))
            return
        number = min(pending)
        pending.discard(number)
        _fires(turn, known.scripts[number])
    if topics:
        _injects_met(turn)
        _hints(turn, topics)


def _fires(turn: Turn, script: r.Script) -> None:
    last = turn.state.world.fired.get(script.id)
    if last is not None and (not script.again or turn.t - last < script.again):
        return
    if turn.state.world.ended >= 0 or not holds(script.when, turn.scenario, turn.state, turn.t):
        return
    cause, turn.cause = turn.cause, f"script:{script.id}"
    turn.tell(e.Fired(script.id))
    carry_out(turn, script.then)
    turn.cause = cause


def _injects_met(turn: Turn) -> None:
    """Note for control which injects got the response hoped for."""
    world = turn.state.world
    for inject_id, row in world.injects.items():
        inject = index(turn.scenario).injects[inject_id]
        waiting = row.state == "sent" and row.met is None and inject.expected is not None
        if waiting and inject.expected is not None and holds(inject.expected, turn.scenario, turn.state, turn.t):
            turn.tell(e.InjectDue(inject_id, "met", 0))


def _hints(turn: Turn, topics: set[str]) -> None:
    """Give the hints of the exercise's help level whose condition holds on the team's own knowledge, each once."""
    state = turn.state
    level = state.world.setup.help_level
    if not level or not state.world.phase or state.world.ended >= 0:
        return
    known = index(turn.scenario)
    found = {hint.id: hint for topic in topics for hint in known.hint_topics.get(topic, ())}
    for hint_id in sorted(found):
        hint = found[hint_id]
        team = state.world.team_of.get(hint.desk)
        if hint.level > level or team is None or f"{team}.{hint.id}" in state.world.hinted:
            continue
        if hint.after is not None and turn.t < known.calendar(state.world.schedule).at(hint.after):
            continue
        if hint_holds(hint.when, turn.scenario, turn.state, team, turn.t):
            turn.tell(e.HintGiven(f"hint.{hint.id}", team, hint.id, f"hints.{hint.id}.text", True))


def topics_of_event(event: e.Event) -> tuple[str, ...]:
    """Return the topics of conditions that an event may turn: the same words as `index.topics_of`."""
    match event:
        case e.FactLearned():
            return (f"fact:{event.fact}",)
        case e.MessageThere():
            return ("sent",)
        case e.MessageDelivered():
            return tuple(f"fact:{item.fact}" for item in event.items)
        case e.ToldInPerson():
            return (f"fact:{event.fact}",)
        case e.Established():
            return (f"stands:{event.question}",)
        case e.ActionStarted() | e.ActionRunning():
            return (f"started:{event.action}",)
        case e.ActionDone():
            return (f"done:{event.action}",)
        case e.TrackMoved():
            return (f"track:{event.track}",)
        case e.PhaseEntered() | e.Began() | e.Rescheduled():
            return ("phase",)
        case e.InjectSent():
            return (f"inject:{event.inject}",)
        case e.NeedMet() | e.NeedMissed():
            return (f"need:{event.need}",)
        case e.TrustSet():
            return (f"trust:{event.group}",)
        case e.ConsentGiven() | e.StatusSet() | e.PersonPlaced():
            return (f"person:{event.person}",)
        case e.PersonSafe():
            return (f"person:{event.person}", "safe")
        case e.ResourceSet():
            return (f"resource:{event.resource}",)
        case e.LineWritten():
            return (f"sheet:{event.sheet}",)
        case e.CardAsked():
            return (f"card:{event.talk}.{event.card}",)
        case e.FlagRaised():
            return (f"flag:{event.flag}",)
        case _:
            return ()
