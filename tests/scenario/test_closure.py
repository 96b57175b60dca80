from __future__ import annotations

from itertools import combinations

import pytest

from palermo.engine.scenario import Preset, Team
from palermo.scenario import load
from palermo.scenario.closure import Reach
from palermo.scenario.earliest import NEVER
from palermo.scenario.package import read
from scenario.small import FOLDER, patched

SCENARIO = load(FOLDER).scenario
TRIO, DUO = SCENARIO.presets


def test_the_whole_table_reaches_every_aim_and_every_task() -> None:
    for preset in SCENARIO.presets:
        reach = Reach(SCENARIO, preset)
        assert all(reach.holds(aim.when) for aim in SCENARIO.win)
        assert all(reach.has("done", desk.own_task) for desk in SCENARIO.desks)


@pytest.mark.parametrize("preset", SCENARIO.presets, ids=lambda preset: preset.id)
def test_no_team_alone_reaches_a_task_of_its_own(preset: Preset) -> None:
    for team in preset.teams:
        alone = Reach(SCENARIO, preset, team.desks)
        assert not any(alone.has("done", desk.own_task) for desk in SCENARIO.desks if desk.id in team.desks)


def test_a_larger_coalition_reaches_no_less() -> None:
    desks = [desk.id for desk in SCENARIO.desks]
    for size in range(len(desks)):
        for some in combinations(desks, size):
            for more in desks:
                small, large = Reach(SCENARIO, TRIO, some), Reach(SCENARIO, TRIO, {*some, more})
                assert small.happened.keys() <= large.happened.keys()


def test_an_answer_needs_grounds_from_as_many_teams_as_it_says() -> None:
    (question,) = SCENARIO.questions
    assert Reach(SCENARIO, TRIO).stands(question)
    assert not Reach(SCENARIO, TRIO, ["BG", "POL"]).stands(question)  # one of the three facts only
    one_table = Preset(id="one", teams=(Team(id="T", desks=("BG", "POL", "NGO")),))
    assert not Reach(SCENARIO, one_table).stands(question)  # all of the facts, and no second team


def test_a_fact_without_a_form_stays_with_its_team() -> None:
    package = read(
        patched("facts.yaml", "    about: [mill]\n    forms: [full, anon]\n", "    about: [mill]\n    forms: []\n")
    ).package
    assert package is not None
    reach = Reach(package.scenario, TRIO)
    assert reach.knows("NGO", "NGO-1")
    assert not reach.knows("POL", "NGO-1")


def test_an_action_that_goes_on_without_its_yes_is_not_held_up_by_it() -> None:
    waits = read(patched("actions.yaml", "    opens: {done: report}\n", "")).package
    goes_on = read(patched("actions.yaml", "    opens: {done: report}\n", '    patience: "3m"\n')).package
    assert waits is not None
    assert goes_on is not None
    assert not Reach(waits.scenario, TRIO, ["NGO"]).has("done", "rights")
    assert Reach(goes_on.scenario, TRIO, ["NGO"]).has("done", "rights")


def test_a_lookup_gives_only_what_its_owner_has() -> None:
    assert Reach(SCENARIO, TRIO, ["BG", "POL"]).knows("BG", "POL-1")
    assert not Reach(SCENARIO, TRIO, ["POL", "NGO"]).knows("NGO", "POL-1")  # no report, so nothing to find


def test_an_answer_can_stand_in_part_with_facts_of_two_tables_and_one_missing() -> None:
    more = "at_least: [3, [POL-1, NGO-1, NGO-3]]"
    package = read(patched("questions.yaml", "at_least: [2, [POL-1, NGO-1, NGO-3]]", more)).package
    assert package is not None
    (question,) = package.scenario.questions
    both = Reach(package.scenario, TRIO)
    assert both._when(question.rests, {"POL-1": 0, "NGO-1": 0}) == NEVER
    assert both._in_part(question, {"POL-1": 0, "NGO-1": 0}) < NEVER
    assert both._in_part(question, {"NGO-1": 0, "NGO-3": 0}) == NEVER  # of one table
    assert both._in_part(question, {"POL-1": 0}) == NEVER
