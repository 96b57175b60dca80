"""What control may ask of the room screen and of the debrief."""

from __future__ import annotations

from palermo.engine import commands as c
from palermo.engine.index import index
from palermo.engine.scenario import Scenario
from palermo.engine.showing import AFTERWARDS, CLOSE, MOST_SECONDS, SHOWABLE, STEPS, Point, asked_afterwards
from palermo.engine.state import State

Check = c.Refused | None
UNKNOWN = c.Refused("unknown")
LATEST = 600  # minutes of an exercise, however long


def judge(scenario: Scenario, state: State, command: c.Show | c.DebriefStep | c.RecordAloud) -> Check:
    """Return None, or the refusal of a command about the room screen or the debrief."""
    if not isinstance(command, c.RecordAloud) and not 0 <= command.seconds <= MOST_SECONDS:
        return c.Refused("too_long")
    over = state.world.ended >= 0
    match command:
        case c.Show():
            if command.what in AFTERWARDS and not over:
                return c.Refused("not_over")
            return None if _shows(scenario, state, command) else UNKNOWN
        case c.DebriefStep():
            if not over:
                return c.Refused("not_over")
            return None if command.step in (*STEPS, CLOSE, "") else UNKNOWN
        case c.RecordAloud():
            if not over:
                return c.Refused("not_over")
            return None if _aloud(scenario, state, command) else UNKNOWN


def _shows(scenario: Scenario, state: State, command: c.Show) -> bool:
    teams = dict(state.world.teams)
    match command.what:
        case "sheet":
            sheet, at, team = command.target.partition("@")
            return sheet in index(scenario).sheets and (not at or team in teams)
        case "table":
            return command.target in teams
        case "turning":
            return command.point is not None and _told(scenario, command.point)
        case "wall":
            return command.target in asked_afterwards(scenario)
        case what:
            return what in SHOWABLE and not command.target and command.point is None


def _told(scenario: Scenario, point: Point) -> bool:
    known = index(scenario)
    there = point.what in (known.questions if point.kind == "question" else known.actions)
    return there and all(held.fact in known.facts for held in point.facts)


def _aloud(scenario: Scenario, state: State, command: c.RecordAloud) -> bool:
    desks = state.world.team_of
    said = command.giver in desks and (command.desk in desks or command.desk == "*") and 0 <= command.minute <= LATEST
    row = (command.fact, command.giver, command.desk, command.minute)
    if command.off:
        return row in state.world.aloud
    return said and command.fact in index(scenario).facts
