"""The print pack: every card is in it, in the right envelope, and none lies on a table that may not see it."""

from __future__ import annotations

from functools import cache

import msgspec
import pytest

from cast import package
from palermo.pages.texts import Texts
from palermo.report import KINDS, Kit, Wanted, Way, chosen, kit
from palermo.report.records import Envelope, Facts, Inject, Map, Observation, Plan, Role, Sheet, Sign, Talk, kind_of

PRESETS = ("teams5", "teams7", "teams3")


@cache
def packed(preset: str = "teams5", profile: str = "P90", *, gentle: bool = False, talk: str = "paper") -> Kit:
    made = package("night_minibus")
    way = Way(code="482715", address="http://192.168.1.20:8000/j/482715", trainer="Anna", support="116 123")
    texts = Texts(made.texts, "en")
    return kit(made.scenario, texts, preset=preset, profile=profile, language="en", gentle=gentle, talk=talk, way=way)


def envelope(made: Kit, name: str) -> Envelope:
    return next(one for one in made.envelopes if one.id == name)


def words(of: object) -> str:
    return msgspec.json.encode(of).decode()


def numbers(of: Envelope) -> list[tuple[str, str]]:
    return [(card.number, card.form) for leaf in of.leaves if isinstance(leaf, Facts) for card in leaf.cards]


@pytest.mark.parametrize("preset", PRESETS)
def test_every_fact_is_dealt_to_its_own_table_or_kept_by_control(preset: str) -> None:
    made, scenario = packed(preset), package("night_minibus").scenario
    team_of = {
        desk: team.id for one in scenario.presets if one.id == preset for team in one.teams for desk in team.desks
    }
    for fact in scenario.facts:
        place = team_of[fact.desk] if fact.unlock is None else "control"
        assert (fact.id, "") in numbers(envelope(made, place))


@pytest.mark.parametrize(("preset", "profile"), [("groups5", "P75"), ("groups6split", "P90")])
def test_a_pack_of_a_version_deals_the_facts_of_that_version(preset: str, profile: str) -> None:
    source = package("harvest_corridor").played(profile)
    made = kit(source.scenario, Texts(source.texts, "en"), preset=preset, profile=profile, language="en")
    teams = next(one for one in source.scenario.presets if one.id == preset).teams
    for team in (one for one in teams if one.by == "people"):
        dealt = {(fact.id, "") for fact in source.scenario.facts if fact.desk in team.desks and fact.unlock is None}
        assert {row for row in numbers(envelope(made, team.id)) if not row[1]} == dealt


@pytest.mark.parametrize("preset", PRESETS)
@pytest.mark.parametrize("gentle", [False, True])
def test_a_tables_envelope_holds_no_word_of_a_fact_that_is_not_dealt_to_it(preset: str, gentle: bool) -> None:
    made, source = packed(preset, gentle=gentle), package("night_minibus")
    for team in next(one for one in source.scenario.presets if one.id == preset).teams:
        theirs = words(envelope(made, team.id))
        for fact in source.scenario.facts:
            if fact.desk in team.desks and fact.unlock is None:
                continue
            for form in ("title", "full", "short", "gentle"):
                told = source.texts["en"].get(f"facts.{fact.id}.{form}", "")
                assert not told or " ".join(told.split()) not in theirs, (team.id, fact.id, form)
            assert f'"{fact.id}"' not in theirs


@pytest.mark.parametrize("preset", PRESETS)
def test_a_tables_envelope_says_nothing_of_what_is_to_come(preset: str) -> None:
    made, source = packed(preset), package("night_minibus")
    for one in made.envelopes:
        if one.id == "control":
            continue
        theirs = words(one)
        for key, told in source.texts["en"].items():
            secret = key.startswith(("injects.", "talks.", "hints.", "notices.", "harms.", "questions."))
            if secret and len(told) > 25:
                assert " ".join(told.split()) not in theirs, (one.id, key)
        for sheet in source.scenario.sheets:
            if sheet.opens is not None:
                for line in sheet.lines:
                    assert source.texts["en"][f"sheets.{sheet.id}.lines.{line.id}.starter"] not in theirs


def test_the_room_gets_the_notice_and_a_sign_for_each_table_and_no_fact() -> None:
    room = envelope(packed(), "room")
    assert [kind_of(leaf) for leaf in room.leaves] == ["notice", "map"] + ["sign"] * 5 + ["badges"]
    assert {leaf.join for leaf in room.leaves if isinstance(leaf, Sign)} == {"http://192.168.1.20:8000/j/482715"}
    assert "lay your card face down" in words(room)
    assert "116 123" in words(room)


@pytest.mark.parametrize("preset", PRESETS)
def test_there_is_a_card_of_each_inject_for_each_table_it_goes_to(preset: str) -> None:
    made, scenario = packed(preset), package("night_minibus").scenario
    teams = next(one for one in scenario.presets if one.id == preset).teams
    cards = [leaf for leaf in envelope(made, "control").leaves if isinstance(leaf, Inject)]
    for inject in scenario.injects:
        title = package("night_minibus").texts["en"][f"injects.{inject.id}.title"]
        mine = [card for card in cards if card.title == title]
        assert len(mine) == sum(bool(set(inject.to) & set(team.desks)) for team in teams), inject.id
        assert sum(bool(card.inside) for card in mine) == 1
    assert len({card.number for card in cards}) == len(scenario.injects)
    assert {card.shape for card in cards} == {"circle", "square", "diamond"}


def test_control_has_every_sheet_talk_and_objective_and_a_plan_with_all_times() -> None:
    made, scenario = packed(), package("night_minibus").scenario
    own = envelope(made, "control").leaves
    assert len([leaf for leaf in own if isinstance(leaf, Sheet)]) == len(scenario.sheets)
    talks = [leaf for leaf in own if isinstance(leaf, Talk)]
    assert [len(leaf.cards) for leaf in talks] == [len(talk.cards) for talk in scenario.talks]
    assert sum(isinstance(leaf, Observation) for leaf in own) == len(scenario.objectives)
    plan = next(leaf for leaf in own if isinstance(leaf, Plan))
    timed = {row.number for row in plan.rows if row.number}
    assert len(timed) == sum(not one.reserve for one in scenario.injects)
    minutes = [int(row.minute.replace("−", "-")) for row in plan.rows]
    assert minutes == sorted(minutes)
    first = next(row for row in plan.rows if row.number == "02")
    assert (first.minute, first.clock, first.screen) == ("7", "06:50", "22:00")


def test_the_shorter_form_moves_its_injects_and_drops_its_last_sheets() -> None:
    plan = next(leaf for leaf in envelope(packed(profile="P75"), "control").leaves if isinstance(leaf, Plan))
    assert {row.minute for row in plan.rows if row.number == "15"} == {"33"}
    assert not any("Handover file" in row.title for row in plan.rows)


def test_a_role_card_says_what_its_desk_may_what_it_may_not_and_what_is_expected() -> None:
    role = next(leaf for leaf in envelope(packed(), "T2").leaves if isinstance(leaf, Role))
    assert role.letters == "BG"
    assert [part.head for part in role.parts] == [
        "You can",
        "You cannot",
        "What is expected of you",
        "Keep asking",
    ]
    assert "First report, by 06:30" in role.parts[2].lines
    assert "Anna, or 116 123" in role.out


def test_a_fact_card_says_who_may_have_it_in_which_form_and_on_what_basis() -> None:
    cards = {
        card.number: card for leaf in envelope(packed(), "T2").leaves if isinstance(leaf, Facts) for card in leaf.cards
    }
    first = cards["BG-1"]
    assert first.word == "maple"
    assert first.rules == (
        "in full to Police, Prosecutor (the open case under the prosecutor)",
        "short form to NGO (care of the person)",
    )
    assert first.short.startswith("Papers were held.")
    assert first.others == ("POL", "PRO", "SOC", "NGO", "GOV", "PIP")


def test_gentle_wording_is_printed_where_it_was_asked_for() -> None:
    assert "does not speak" in words(envelope(packed(), "T2"))
    assert "is very quiet" in words(envelope(packed(gentle=True), "T2"))


def test_told_in_person_is_no_channel_where_people_talk_by_screen_only() -> None:
    assert "Told in person" in words(envelope(packed(), "T2"))
    assert "Told in person" not in words(envelope(packed(talk="system"), "T2"))


def test_one_table_or_one_kind_can_be_chosen() -> None:
    made = packed()
    assert [one.id for one in chosen(made, Wanted("T3")).envelopes] == ["T3"]
    assert [one.id for one in chosen(made, Wanted("tables")).envelopes] == ["T1", "T2", "T3", "T4", "T5"]
    assert chosen(made, Wanted()) == made
    for kind in KINDS:
        part = chosen(made, Wanted(kinds=frozenset({kind})))
        assert {kind_of(leaf) for one in part.envelopes for leaf in one.leaves} == {kind}
    assert chosen(made, Wanted("T9")).envelopes == ()
    assert chosen(made, Wanted("T3", frozenset({"inject"}))).envelopes == ()


def test_each_table_has_the_map_as_it_knows_it_at_the_start_and_control_has_all_of_it() -> None:
    made, scenario = packed(), package("night_minibus").scenario
    maps = {one.id: [leaf for leaf in one.leaves if isinstance(leaf, Map)] for one in made.envelopes}
    assert {name: len(leaves) for name, leaves in maps.items()} == dict.fromkeys(maps, 1)
    for told in ("Leśna 14", "Strumień", "Orlik"):
        assert told in maps["control"][0].drawing
    assert "Orlik" in maps["T2"][0].drawing, "the driver named it to the Border Guard"
    for team, hidden in (("T1", "Orlik"), ("T2", "Leśna"), ("T3", "Strumień"), ("T5", "Leśna")):
        assert hidden not in words(maps[team][0]), (team, hidden)
    for place in scenario.map.places:
        for team in ("T1", "T2", "T3", "T4", "T5"):
            if not place.public and place.id not in {"fuel_stop", "hostel", "guesthouse", "day_hall"}:
                assert f"translate({place.at[0]} {place.at[1]})" not in maps[team][0].drawing


def test_who_works_with_whom_hangs_in_the_room() -> None:
    hung = next(leaf for leaf in envelope(packed(), "room").leaves if isinstance(leaf, Map))
    prosecutor = next(part for part in hung.parts if part.head.startswith("PRO"))
    assert "Decide on charges, you alone." in prosecutor.lines[0]
    assert prosecutor.lines[1].startswith("May not: Order care.")
    assert any(line.startswith("Direct line: POL BG") for line in prosecutor.lines)


def test_the_small_package_can_be_packed_too() -> None:
    made = package("small")
    for preset in made.scenario.presets:
        for profile in made.scenario.profiles:
            texts = Texts(made.texts, made.language)
            whole = kit(made.scenario, texts, preset=preset.id, profile=profile.id, language="en")
            assert len(whole.envelopes) == len(preset.teams) + 2


def test_an_unknown_preset_or_profile_is_an_error() -> None:
    made = package("night_minibus")
    for preset, profile in (("teams5", "P10"), ("teams9", "P90")):
        with pytest.raises(KeyError):
            kit(made.scenario, Texts(made.texts, "en"), preset=preset, profile=profile, language="en")
