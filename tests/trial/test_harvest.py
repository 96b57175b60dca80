"""Harvest corridor, played: what is shared decides how many people come to safety, whichever groups there are and however long it takes."""

from __future__ import annotations

from statistics import median

import pytest

from cast import Table, package
from palermo.engine import commands as c
from palermo.engine.conditions import stage_of
from palermo.trial.game import Game
from palermo.trial.simulate import Asked, play_one, seed_of

HARVEST = package("harvest_corridor")
PRESETS = [preset.id for preset in HARVEST.scenario.presets]
PROFILES = [profile.id for profile in HARVEST.scenario.profiles]


def asked(preset: str, profile: str, policy: str = "table", share: float = 0.9) -> Asked:
    return Asked(package=HARVEST, preset=preset, profile=profile, policy=policy, share=share, runs=1)


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("preset", PRESETS)
def test_groups_that_share_everything_bring_everybody_to_safety_and_win(preset: str, profile: str) -> None:
    how = asked(preset, profile, "open")
    counts = play_one(how, 0).counts
    assert counts["won"] == 1
    assert counts["people_safe"] == counts["people"]
    assert counts["harm_flags"] == 0


@pytest.mark.parametrize("profile", ["P60", "P90"])
def test_groups_that_keep_to_themselves_bring_nobody_to_safety(profile: str) -> None:
    assert play_one(asked("groups5", profile, "siloed"), 0).counts["people_safe"] == 0


@pytest.mark.parametrize("profile", ["P60", "P90"])
def test_groups_that_are_ready_to_share_bring_many_more_people_to_safety(profile: str) -> None:
    ready = [play_one(asked("groups5", profile, share=0.9), n).counts for n in range(6)]
    half = [play_one(asked("groups5", profile, share=0.5), n).counts for n in range(6)]
    safe, fewer = (median(one["people_safe"] for one in counts) for counts in (ready, half))
    assert safe > ready[0]["people"] / 2 > fewer


def table(profile: str = "P90") -> Table:
    made = Table(HARVEST.played(profile).scenario, "groups5", profile)
    made.seat_all()
    made.begin()
    return made


def hand(made: Table, fact: str, form: str, sender: str, to: str, channel: str) -> None:
    code = "H0" if channel == "secure" else ""
    sent = c.Send("own", sender, (to,), channel, (c.Item(fact, form, to),), code=code)
    assert made.ask(f"s-{sender}", sent) is None
    made.wait(100)


def stage(made: Table, track: str) -> str:
    return stage_of(made.scenario, made.state, track)


def test_the_short_versions_are_made_of_six_events_five_answers_and_four_ways_to_send() -> None:
    for profile in ("P60", "P75"):
        scenario = HARVEST.played(profile).scenario
        assert len(scenario.injects) == 6
        assert len(scenario.questions) == 5
        assert len([channel for channel in scenario.channels if not channel.spoken]) == 4
        assert sum(person.safe_by is not None for person in scenario.people) == 25


@pytest.mark.parametrize("preset", PRESETS)
def test_every_desk_has_an_own_task_in_every_version(preset: str) -> None:
    for profile in PROFILES:
        scenario = HARVEST.played(profile).scenario
        actions = {action.id: action.desk for action in scenario.actions}
        assert all(actions[desk.own_task] == desk.id for desk in scenario.desks)


def test_a_name_that_leaves_arvenia_before_a_case_is_open_costs_and_a_missing_child_does_not() -> None:
    made = table()
    hand(made, "PA-1", "full", "PA", "BB", "secure")
    assert "names_out" not in made.state.world.flags
    hand(made, "PA-2", "full", "PA", "BB", "secure")
    assert "names_out" in made.state.world.flags


def test_the_international_organisation_is_told_numbers_and_never_names() -> None:
    made = table()
    hand(made, "PA-3", "short", "PA", "IO", "network")
    assert "names_out" not in made.state.world.flags
    hand(made, "PA-3", "full", "PA", "IO", "network")
    assert "names_out" in made.state.world.flags


def test_what_a_caller_did_not_agree_to_costs_trust_that_can_be_mended() -> None:
    made = table("P75")
    hand(made, "NGO-1", "short", "NGO", "CP", "network")
    assert "consent_broken" not in made.state.world.flags
    hand(made, "NGO-1", "full", "NGO", "CP", "network")
    assert "consent_broken" in made.state.world.flags
    assert made.ask("s-NGO", c.Start("NGO", "repair")) is None


def test_plates_on_the_plain_phone_send_the_vans_through_the_forest() -> None:
    for channel, where in (("secure", "driving"), ("phone", "forest")):
        made = table("P75")
        made.wait(70)
        hand(made, "BB-1", "full", "BB", "PA", channel)
        assert stage(made, "vans") == where


def test_a_note_that_nobody_takes_out_is_back_only_in_the_evening() -> None:
    made = table("P75")
    made.wait(11 * 60)
    assert not made.knows("BB", "BB-3")
    made.wait(2 * 60)
    assert made.knows("BB", "BB-3") == "full"
    saved = table("P75")
    saved.wait(30)
    assert saved.ask("s-BB", c.Start("BB", "take_note")) is None
    saved.wait(30)
    assert saved.knows("BB", "BB-3") == "full"


def test_contracts_from_arvenia_carry_a_charge_in_corland_only_by_the_joint_team() -> None:
    how = asked("groups5", "P75", "open")
    game = Game(how.setting(), seed_of(how, 0))
    known = game.play().known["G5"]
    assert known.facts["PA-8"].court
    assert "organiser" in known.stands
