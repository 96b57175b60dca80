"""What stands in part by itself: a table reasoned it from two tables' facts, one ground is lacking, and control says nothing."""

from __future__ import annotations

from collections.abc import Iterator

from palermo.engine.grounds import laid
from palermo.engine.index import index
from palermo.engine.known import Tried
from palermo.engine.scenario import Scenario
from palermo.engine.state import State

GRANT_AFTER = 60  # exercise seconds of control's silence after a try


def grants(scenario: Scenario, state: State) -> Iterator[tuple[int, str, Tried]]:
    """Yield what will stand in part by itself: the exercise second, the team, its try."""
    for team, _ in state.world.teams:
        for tried in state.known[team].tried.values():
            if near(scenario, state, tried) and not withheld(state, team, tried):
                yield tried.at + GRANT_AFTER, team, tried


def near(scenario: Scenario, state: State, tried: Tried) -> bool:
    """Tell whether a try lacks one ground alone and rests on facts of two tables' desks.

    What a table tries with its own facts alone waits for those of others, whatever control does.
    """
    if tried.missing != 1 or tried.question in state.world.stands:
        return False
    known = index(scenario)
    question = known.questions.get(tried.question)
    if question is None or not question.in_part:
        return False
    desks = {known.facts[fact].desk for fact in laid(scenario, question, tried.facts)}
    return len({state.world.team_of.get(desk, desk) for desk in desks}) > 1


def withheld(state: State, team: str, tried: Tried) -> bool:
    """Tell whether control said no to this try. A later one counts anew."""
    return state.world.withheld.get(f"{team}.{tried.question}", -1) >= tried.at
