"""A cut of a scenario: what it leaves out is gone, what spoke of it asks nothing more, and its own words take their place."""

from __future__ import annotations

from palermo.engine import rules as r
from palermo.scenario import Package
from palermo.scenario.package import read
from scenario.small import sources, told

OUT = '"fact:NGO-3", "lookup:vehicles", "inject:i2", "talk:talk1", "action:rights", "line:plan.care", "option:search.loud"'


def cut(out: str = OUT, words: str = "") -> dict[str, bytes]:
    """Return the small package with a second profile that plays a cut of it."""
    found = sources()
    text = found["scenario.yaml"].decode()
    begins = text.index("  - id: P30")
    ends = text.index("\n  - id:", begins)
    profile = text[begins:ends].replace("id: P30", "id: P20\n    cut: brief")
    text = f"{text[:ends]}\n{profile}{text[ends:]}\ncuts:\n  - {{id: brief, without: [{out}]}}\n"
    more = 'profiles: {P20: {name: "Brief"}}\n' + words
    return {**found, "scenario.yaml": text.encode(), "texts/en/brief.yaml": more.encode()}


def package(out: str = OUT, words: str = "") -> Package:
    found = read(cut(out, words)).package
    assert found is not None, read(cut(out, words)).problems
    return found


def test_what_is_left_out_is_gone_and_the_other_profile_has_it() -> None:
    played = package().played("P20").scenario
    assert "NGO-3" not in [fact.id for fact in played.facts]
    assert [line.id for line in played.sheets[0].lines] == ["approach"]
    assert [option.id for action in played.actions for option in action.options] == ["quiet"]
    assert [profile.id for profile in played.profiles] == ["P20"]
    assert "NGO-3" in [fact.id for fact in package().played("P30").scenario.facts]


def test_a_ground_left_out_is_one_possibility_less() -> None:
    rests = package().played("P20").scenario.questions[0].rests
    assert rests == r.All((r.AtLeast(2, (r.Ground("POL-1"), r.Ground("NGO-1"))), r.FromTeams(2)))


def test_a_condition_on_what_is_left_out_asks_nothing_more() -> None:
    papers = next(one for one in package().played("P20").scenario.actions if one.id == "papers")
    assert papers.opens == r.Established("second_place")


def test_a_script_whose_condition_fell_away_is_gone() -> None:
    played = package('"track:network", "inject:i2"').played("P20").scenario
    assert [script.id for script in played.scripts] == ["worried"]
    assert played.scripts[0].then == (r.Slow("line", 30, 120),)


def test_the_cut_has_its_own_words_where_it_says_other_things() -> None:
    words = "facts: {BG-1: {full_brief: Three passports., full_brief_gentle: Three papers.}}\n"
    found = package(words=words)
    assert found.played("P20").text("facts.BG-1.full") == "Three passports."
    assert found.played("P20").text("facts.BG-1.full_gentle") == "Three papers."
    assert found.played("P30").text("facts.BG-1.full") == found.text("facts.BG-1.full") != "Three passports."
    assert not any("_brief" in key for key in found.played("P20").texts["en"])


def test_a_cut_keeps_the_digest_of_its_package_and_has_rules_of_its_own() -> None:
    found = package()
    assert found.played("P20").digest == found.digest
    assert found.played("P20").scenario.digest != found.scenario.digest


def test_a_cut_that_names_what_there_is_not_is_told_with_its_place() -> None:
    found = [one for one in told(cut('"fact:BG-77"')) if one.code == "cut/unknown"]
    assert found
    assert found[0].file == "scenario.yaml"
    assert "fact:BG-77" in found[0].message


def test_a_cut_that_leaves_an_answer_without_grounds_is_told() -> None:
    found = told(cut('"fact:POL-1", "fact:NGO-1", "fact:NGO-3"'))
    assert "cut/rests" in {one.code for one in found}


def test_a_cut_may_not_leave_a_desk_without_its_own_task() -> None:
    assert "cut/own-task" in {one.code for one in told(cut('"action:beds"'))}


def test_what_fails_in_the_cut_alone_is_told_for_the_cut() -> None:
    found = told(cut('"talk:talk1"'))
    assert [one for one in found if one.message.startswith("In the cut brief:") and one.code == "sharing/consent"]
