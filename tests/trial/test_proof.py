from __future__ import annotations

import io
import json

import pytest
from msgspec.structs import replace

from palermo.engine.scenario import Action, Limits, Profile
from palermo.scenario import load
from palermo.scenario.closure import Reach
from palermo.scenario.earliest import NEVER
from palermo.trial.check_command import run
from palermo.trial.proof import problems, proofs, prove, told, witness
from palermo.trial.proof.coalitions import desks
from palermo.trial.proof.targets import targets
from scenario.small import FOLDER

SMALL = load(FOLDER)
TRIO = SMALL.scenario.presets[0]
PROFILE = SMALL.scenario.profiles[0]


@pytest.fixture(scope="module")
def proved() -> proofs.Proof:
    return prove(SMALL)[0]


def test_every_target_has_the_smallest_coalitions_that_can_bring_it_about(proved: proofs.Proof) -> None:
    for target in targets(SMALL.scenario, PROFILE):
        for teams in proved.coalitions[target.id]:
            table = Reach(SMALL.scenario, TRIO, desks(TRIO, teams), PROFILE)
            assert target.earliest(table) < NEVER
            for left in teams:
                fewer = tuple(team for team in teams if team != left)
                assert target.earliest(Reach(SMALL.scenario, TRIO, desks(TRIO, fewer), PROFILE)) == NEVER


def test_no_run_is_quicker_than_the_bound(proved: proofs.Proof) -> None:
    times = [time for time in proved.times.values() if time.witness >= 0]
    assert times
    assert all(time.bound <= time.witness for time in times)


def test_the_whole_table_is_shown_to_reach_every_aim(proved: proofs.Proof) -> None:
    assert not proved.not_shown
    assert not proved.unreachable
    assert list(problems(SMALL, [proved])) == []


def test_a_witness_run_played_again_by_the_engine_comes_to_the_same_end() -> None:
    package = load("night_minibus")
    preset, profile = package.scenario.presets[2], package.scenario.profiles[1]
    teams = tuple(team.id for team in preset.teams)
    setting = proofs._setting(package, preset, profile, teams)
    assert witness.run(setting, "again", targets(package.scenario, profile)).at


def test_a_run_that_does_not_come_out_alike_is_no_witness(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(witness, "replayed", lambda scenario, commands: None)
    with pytest.raises(witness.Unsound):
        prove(SMALL)


def test_teams_outside_a_coalition_do_nothing() -> None:
    setting = proofs._setting(SMALL, TRIO, PROFILE, ())
    game = witness.Game(setting, "nobody")
    end = game.play()
    assert end.world.ended >= 0
    assert not end.world.done
    assert not end.world.messages


def test_an_own_task_that_needs_nobody_is_a_problem() -> None:
    scenario = SMALL.scenario
    task = next(one.own_task for one in scenario.desks if one.own_task)
    actions = tuple(
        Action(id=one.id, desk=one.desk, takes=one.takes) if one.id == task else one for one in scenario.actions
    )
    alone = replace(SMALL, scenario=replace(scenario, actions=actions))
    found = prove(alone)
    assert found[0].alone
    assert "proof/alone" in {one.code for one in problems(alone, found) if one.grave}


def test_less_slack_than_the_author_asks_for_is_a_warning(proved: proofs.Proof) -> None:
    asked = replace(SMALL, scenario=replace(SMALL.scenario, limits=Limits(slack=3600)))
    assert {(one.code, one.grave) for one in problems(asked, [proved])} == {("proof/slack", False)}


def test_moments_of_a_profile_bound_what_waits_for_them() -> None:
    timed = Reach(SMALL.scenario, TRIO, None, PROFILE)
    free = Reach(SMALL.scenario, TRIO)
    assert timed.happened.keys() <= free.happened.keys()
    assert all(timed.begins <= since <= timed.ends for since in timed.happened.values())
    dated = [inject for inject in SMALL.scenario.injects if inject.at is not None]
    assert any(timed.at("inject", inject.id) > timed.begins for inject in dated)


def test_what_is_named_impossible_is_not_reached() -> None:
    aim = SMALL.scenario.win[0]
    task = next(one.own_task for one in SMALL.scenario.desks if one.own_task)
    assert Reach(SMALL.scenario, TRIO).holds(aim.when)
    assert not Reach(SMALL.scenario, TRIO, without=[("done", task)]).has("done", task)


def test_check_prints_the_proof_for_people_and_for_programs() -> None:
    for as_json in (False, True):
        out = io.StringIO()
        assert run(str(FOLDER), as_json, out) == 0
        assert ("smallest coalitions" in out.getvalue()) is not as_json
    proof = json.loads(out.getvalue())["proof"]
    assert set(proof) == {preset.id for preset in SMALL.scenario.presets}
    for one in proof.values():
        assert {"coalitions", "alone", "unreachable", "not_shown", "unused_facts", "slack"} <= set(one)
        assert set(one["profiles"]) == {profile.id for profile in SMALL.scenario.profiles}


def test_what_a_profile_does_by_word_of_mouth_is_not_asked_of_a_run() -> None:
    task = next(one.own_task for one in SMALL.scenario.desks if one.own_task)
    spoken = Profile(id="spoken", phases=PROFILE.phases, spoken=(task,))
    assert f"task:{task}" not in {target.id for target in targets(SMALL.scenario, spoken)}
    assert len(targets(SMALL.scenario, spoken)) < len(targets(SMALL.scenario, PROFILE))


def test_the_proof_is_plain_values(proved: proofs.Proof) -> None:
    json.dumps(told(SMALL, [proved]))
