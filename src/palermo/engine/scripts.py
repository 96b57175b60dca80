"""The scripts' loop: after something happened, armed scripts are looked at in package order until none fires."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from palermo.engine import events as e
from palermo.engine import rules as r
from palermo.engine.conditions import acted_at, hint_holds, holds, mark_at
from palermo.engine.effects import carry_out
from palermo.engine.index import index
from palermo.engine.scenario import HintDef, InjectDef
from palermo.engine.turn import Turn


def settle(turn: Turn, *, woken: bool = False, all_of_them: bool = False) -> None:
    """Let scripts fire until none does.

    `woken`: look at those whose time has come. `all_of_them`: look at every script, whatever happened.
    When they set off more than a turn may hold, the clock stops and control is told; when it runs on, every script is looked at.
    """
    if not turn.state.world.schedule or turn.halted:
        return
    known = index(turn.scenario)
    hints: dict[str, HintDef] = {}
    injects: dict[str, InjectDef] = {}
    pending = _turned(turn, hints) if woken else set[int]()
    if all_of_them:
        pending.update(range(len(known.scripts)))
    while True:
        while turn.looked < len(turn.entries):
            event = turn.entries[turn.looked].event
            turn.looked += 1
            if type(event) in MANY_TURN:
                pending.update(range(len(known.scripts)))
            for topic in topics_of_event(event):
                heard = known.heard.get(topic)
                if heard is not None:
                    pending.update(heard.scripts)
                    hints.update(heard.hints)
                    injects.update(heard.injects)
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
    _injects_met(turn, injects)
    _hints(turn, hints)


def _turned(turn: Turn, hints: dict[str, HintDef]) -> set[int]:
    """Return the scripts whose time came since the last entry, by number, and put such hints to the others."""
    known, state = index(turn.scenario), turn.state
    came = range(turn.since, turn.t + 1)
    pending: set[int] = set()
    for what in known.calendar(state.world.schedule).turned(turn.since, turn.t):
        if what.startswith("hint:"):
            hint = known.hints[what.removeprefix("hint:")]
            hints[hint.id] = hint
        else:
            pending.add(known.number_of[what])
    for number, since in known.since:
        mark = mark_at(state, since.mark)
        if mark is not None and mark + since.seconds in came:
            pending.add(number)
    for number, silent in known.silent:
        if acted_at(turn.scenario, state, silent.desk) + silent.seconds in came:
            pending.add(number)
    for hint, silent in known.silent_hints:
        if acted_at(turn.scenario, state, silent.desk) + silent.seconds in came:
            hints[hint.id] = hint
    return pending


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


def _injects_met(turn: Turn, injects: dict[str, InjectDef]) -> None:
    """Note for control which of these injects got the response hoped for."""
    for inject_id, inject in injects.items():
        row = turn.state.world.injects.get(inject_id)
        if row is None or row.state != "sent" or row.met is not None or inject.expected is None:
            continue
        if holds(inject.expected, turn.scenario, turn.state, turn.t):
            turn.tell(e.InjectDue(inject_id, "met", 0))


def _hints(turn: Turn, hints: dict[str, HintDef]) -> None:
    """Give those of the hints that the help level allows and whose condition holds on the team's own knowledge, each once."""
    state = turn.state
    level = state.world.setup.help_level
    if not hints or not level or not state.world.phase or state.world.ended >= 0:
        return
    calendar = index(turn.scenario).calendar(state.world.schedule)
    for hint_id in sorted(hints):
        hint = hints[hint_id]
        team = state.world.team_of.get(hint.desk)
        if hint.level > level or team is None or f"{team}.{hint.id}" in state.world.hinted:
            continue
        if hint.after is not None and turn.t < calendar.at(hint.after):
            continue
        if hint_holds(hint.when, turn.scenario, turn.state, team, turn.t):
            turn.tell(e.HintGiven(f"hint.{hint.id}", team, hint.id, f"hints.{hint.id}.text", True))


# After these every script is looked at: what holds from the start, and what is about a desk's team.
MANY_TURN = frozenset({e.Began, e.TeamsChanged})

TOPICS: dict[type, Callable[[Any], tuple[str, ...]]] = {
    e.FactLearned: lambda event: (f"fact:{event.fact}",),
    e.MessageDelivered: lambda event: tuple(f"fact:{item.fact}" for item in event.items),
    e.MessageSent: lambda event: ("sent",),
    e.MessageThere: lambda event: ("sent",),
    e.ToldInPerson: lambda event: (f"fact:{event.fact}",),
    e.Established: lambda event: (f"stands:{event.question}",),
    e.ActionStarted: lambda event: (f"started:{event.action}",),
    e.ActionRunning: lambda event: (f"started:{event.action}",),
    e.ActionDropped: lambda event: (f"started:{event.action}",),
    e.ActionDone: lambda event: (f"done:{event.action}",),
    e.TrackMoved: lambda event: (f"track:{event.track}",),
    e.Began: lambda event: ("phase",),
    e.PhaseEntered: lambda event: ("phase",),
    e.Rescheduled: lambda event: ("phase",),
    e.TeamsChanged: lambda event: ("phase",),
    e.InjectSent: lambda event: (f"inject:{event.inject}",),
    e.NeedMet: lambda event: (f"need:{event.need}",),
    e.NeedMissed: lambda event: (f"need:{event.need}",),
    e.TrustSet: lambda event: (f"trust:{event.group}",),
    e.ConsentGiven: lambda event: (f"person:{event.person}",),
    e.StatusSet: lambda event: (f"person:{event.person}",),
    e.PersonPlaced: lambda event: (f"person:{event.person}",),
    e.PersonSafe: lambda event: (f"person:{event.person}", "safe"),
    e.ResourceSet: lambda event: (f"resource:{event.resource}",),
    e.LineWritten: lambda event: (f"sheet:{event.sheet}",),
    e.CardAsked: lambda event: (f"card:{event.talk}.{event.card}",),
    e.FlagRaised: lambda event: (f"flag:{event.flag}",),
}


def topics_of_event(event: e.Event) -> tuple[str, ...]:
    """Return the topics of conditions that an event may turn: the same words as `index.topics_of`."""
    topics = TOPICS.get(type(event))
    return topics(event) if topics is not None else ()
