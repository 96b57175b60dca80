"""What control's commands about the room screen and the debrief make happen, and answers after the end."""

from __future__ import annotations

from palermo.engine import commands as c
from palermo.engine import events as e
from palermo.engine.index import index
from palermo.engine.known import LineRow
from palermo.engine.outcome import outcome
from palermo.engine.showing import STEPS
from palermo.engine.turn import Turn

# Of the common result while it is still open: what says nothing of who there is still to be found.
SO_FAR = ("people_safe", "needs_met", "assessments_established")
HANDED_ON = ("message", "told")


def show(turn: Turn, command: c.Show | c.DebriefStep | c.RecordAloud | c.Answer) -> None:
    """Let a command about the room screen or the debrief happen."""
    match command:
        case c.Show():
            lines = _lines(turn, command.target) if command.what == "sheet" else ()
            counts = _counts(turn) if command.what == "result" else {}
            turn.tell(e.Shown(command.what, command.target, command.seconds, turn.wall, lines, counts, command.point))
        case c.DebriefStep():
            seconds = command.seconds or STEPS.get(command.step, 0)
            turn.tell(e.DebriefStepped(command.step, seconds, turn.wall))
        case c.RecordAloud():
            turn.tell(e.SaidAloud(command.fact, command.giver, command.desk, command.minute, command.off))
        case c.Answer():
            turn.tell(e.Answered(command.question, command.text))


def _lines(turn: Turn, target: str) -> tuple[tuple[str, LineRow], ...]:
    """Return the lines of a sheet as they stand, in its order; with a team those of its desks alone."""
    name, _, team = target.partition("@")
    desks = dict(turn.state.world.teams).get(team)
    written = turn.state.world.lines
    return tuple(
        (f"{name}.{line.id}", written.get(f"{name}.{line.id}", LineRow()))
        for line in index(turn.scenario).sheets[name].lines
        if desks is None or any(desk in desks for desk in line.desks)
    )


def _counts(turn: Turn) -> dict[str, int]:
    counts = outcome(turn.scenario, turn.state, turn.t)
    if turn.state.world.ended < 0:
        counts = {name: counts[name] for name in SO_FAR}
    given = sum(have.via in HANDED_ON for known in turn.state.known.values() for have in known.facts.values())
    return {**counts, "handed_on": given}
