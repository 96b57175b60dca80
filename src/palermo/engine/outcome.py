"""The common result, as counts: what the room is told at the end and trial runs measure."""

from __future__ import annotations

from palermo.engine import events as e
from palermo.engine.conditions import holds, place_of, status_of
from palermo.engine.index import index
from palermo.engine.scenario import Scenario
from palermo.engine.state import State
from palermo.engine.turn import Turn

ADAPTING = "adapting:"  # before a team: how it adapted, which control rates where groups have points
HELD = ("held", "detained")  # statuses of a suspect that count as held


def outcome(scenario: Scenario, state: State, t: int) -> dict[str, int]:
    """Return counts by name: people_safe of people, suspects_held of suspects, harm_flags, assessments_established,
    needs_met of needs, won and each aim of the whole table as 0 or 1."""
    world = state.world
    counted = [person.id for person in scenario.people if person.safe_by is not None]
    suspects = [person.id for person in scenario.people if person.suspect]
    held = [
        person
        for person in suspects
        if status_of(scenario, state, person) in HELD or place_of(scenario, state, person) in HELD
    ]
    aims = {f"aim:{aim.id}": int(holds(aim.when, scenario, state, t)) for aim in scenario.win}
    return {
        "people_safe": len(world.safe),
        "people_late": len(world.late),
        "people": len(counted),
        "suspects_held": len(held),
        "suspects": len(suspects),
        "harm_flags": len(world.flags),
        "harms": len(scenario.harms),
        "assessments_established": len(world.stands),
        "assessments": len(scenario.questions),
        "needs_met": sum(row[0] == "met" for row in world.needs.values()),
        "needs": len(scenario.needs),
        "won": int(bool(aims) and all(aims.values())),
        **aims,
    }


def end(turn: Turn) -> None:
    """The exercise is over; everybody is told the common result."""
    turn.tell(e.Ended(turn.wall, turn.t, outcome(turn.scenario, turn.state, turn.t)))


def rubric(scenario: Scenario, state: State) -> dict[str, str]:
    """Return each dimension's band: control's own where it set one, else the first whose condition holds, else U."""
    t = state.world.ended if state.world.ended >= 0 else state.t
    out: dict[str, str] = {}
    for dimension in index(scenario).scenario.rubric:
        by_log = next((band.band for band in dimension.bands if holds(band.when, scenario, state, t)), "U")
        out[dimension.id] = state.world.ratings.get(dimension.id) or by_log
    return out


def adapting_of(team: str) -> str:
    """Return the dimension by which control rates how a table adapted."""
    return f"{ADAPTING}{team}"
