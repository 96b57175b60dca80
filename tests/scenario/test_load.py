from __future__ import annotations

import io
import zipfile
from pathlib import Path

import msgspec
import pytest

from palermo.engine import rules
from palermo.engine.moments import Moment
from palermo.engine.scenario import Scenario
from palermo.scenario import Broken, Package, load, names
from palermo.scenario.package import read
from palermo.scenario.source import FILES, packed, unpacked
from scenario.small import FOLDER, line_of, patched, sources


def test_the_small_package_is_read_whole() -> None:
    package = load(FOLDER)
    assert (len(package.scenario.desks), len(package.scenario.facts), len(package.scenario.injects)) == (3, 6, 2)
    assert package.text("facts.NGO-2.title") == "Six beds tonight"
    assert package.language == "en"
    assert package.sources["law.md"]


def test_the_small_package_holds_one_of_everything() -> None:
    scenario = load(FOLDER).scenario
    empty = [name for name in scenario.__struct_fields__ if not getattr(scenario, name)]
    assert empty == ["cuts"]  # those have a package of their own, in test_cuts.py


def test_short_forms_become_records() -> None:
    scenario = load(FOLDER).scenario
    facts = {fact.id: fact for fact in scenario.facts}
    assert facts["POL-1"].unlock == rules.Done("report")
    assert facts["NGO-1"].price == (rules.Harm("caller"), rules.ChangeTrust("mill", -20))
    search = next(action for action in scenario.actions if action.id == "search")
    assert (search.takes, search.due, search.yes[1].other_person) == (180, Moment("crisis", 420), True)
    assert next(action for action in scenario.actions if action.id == "rights").yes[0].desk == "BG"
    assert search.options[1].then[1] == rules.If(
        rules.Sheet("plan", 2), (rules.MakeSafe(("person4", "person5")),), (rules.Harm("scattered"),)
    )
    assert scenario.scripts[1].when == rules.All(
        (rules.Since("stage:network.alert", 240), rules.Not(rules.Done("search")))
    )
    assert scenario.profiles[0].phases[1].story == 6 * 3600


def test_bare_fact_numbers_are_grounds_where_a_question_rests() -> None:
    (question,) = load(FOLDER).scenario.questions
    grounds = tuple(rules.Ground(fact) for fact in ("POL-1", "NGO-1", "NGO-3"))
    assert question.rests == rules.All((rules.AtLeast(2, grounds), rules.FromTeams(2)))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("{silent: [POL, 2m]}", rules.Silent("POL", 120)),
        ("{silent: {desk: POL, seconds: 1.5m}}", rules.Silent("POL", 90)),
        ("{not: {not: always}}", rules.Not(rules.Not(rules.Always()))),
        ("{any: [{safe: 2}, {done: report}]}", rules.Any((rules.Safe(2), rules.Done("report")))),
        ("{knows: [POL, BG-1, short]}", rules.Knows("POL", "BG-1", "short")),
        ("{sent: request}", rules.Sent("request")),
        ("{after: early+2:30}", rules.After(Moment("early", 150))),
    ],
)
def test_conditions_are_read_in_each_way_they_may_be_written(written: str, meant: rules.Condition) -> None:
    reading = read(patched("scripts.yaml", '{all: [{after: "crisis+5"}, {not: {done: search}}]}', written))
    assert reading.problems == ()
    assert reading.package is not None
    assert reading.package.scenario.scripts[0].when == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("{reveal: [BG-2, POL, short]}", rules.Reveal("BG-2", ("POL",), "short")),
        ("{place: [person1, hall]}", rules.Place(("person1",), "hall")),
        ("{meet: [doctor2]}", rules.Meet(("doctor2",))),
        ("{make_safe: person3}", rules.MakeSafe(("person3",))),
        ("{later: [3m, [{harm: gossip}]]}", rules.Later(180, (rules.Harm("gossip"),))),
        ("{slow: {channel: line, by: 30s, lasts: 1m}}", rules.Slow("line", 30, 60)),
    ],
)
def test_effects_are_read_in_each_way_they_may_be_written(written: str, meant: rules.Effect) -> None:
    reading = read(patched("scripts.yaml", '{slow: [line, "30s", "2m"]}', written))
    assert reading.problems == ()
    assert reading.package is not None
    assert reading.package.scenario.scripts[0].then[1] == meant


def test_records_fields_and_texts_remember_their_line() -> None:
    package = load(FOLDER)
    assert package.at("facts", 1, "word").line == line_of("facts.yaml", "word: candle")
    assert package.at("actions", 3, "options", 1, "then", 1).line == line_of("actions.yaml", "- if:")
    assert package.at("texts", "en", "notices.lights.text").file == "texts/en/case.yaml"
    assert package.at("nowhere").file == "scenario.yaml"


def test_the_rules_digest_changes_with_the_rules_only() -> None:
    before = load(FOLDER)
    other_words = read(patched("texts/en/case.yaml", "Six beds", "Seven beds")).package
    other_rules = read(patched("people.yaml", "trust: 30", "trust: 31")).package
    other_place = read(patched("people.yaml", "groups:", "# a remark\ngroups:")).package
    assert other_words is not None
    assert other_rules is not None
    assert other_place is not None
    assert other_words.scenario.digest == before.scenario.digest == other_place.scenario.digest
    assert other_words.text_digests() != before.text_digests()
    assert other_rules.scenario.digest != before.scenario.digest
    assert other_rules.text_digests() == before.text_digests()
    assert len({one.digest for one in (before, other_words, other_rules, other_place)}) == 4


def test_the_archive_is_the_same_for_the_same_files_and_comes_back_whole() -> None:
    package = load(FOLDER)
    data = package.to_bytes()
    assert data == packed(dict(reversed(package.sources.items())))
    again = Package.from_bytes(data)
    assert again.digest == package.digest
    assert again.scenario == package.scenario
    assert again.texts == package.texts


def test_the_scenario_survives_its_own_json() -> None:
    scenario = load(FOLDER).scenario
    assert msgspec.json.decode(msgspec.json.encode(scenario), type=Scenario) == scenario


def test_an_archive_that_is_none_is_refused_in_words() -> None:
    for data in (b"", b"no archive", packed({"scenario.yaml": b"x" * 100})[:60]):
        with pytest.raises(Broken) as caught:
            unpacked(data)
        assert caught.value.problems[0].code == "source/archive"


def test_an_archive_that_grows_too_large_is_refused_before_it_is_read() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("scenario.yaml", b"a" * (9 * 1024 * 1024))
    with pytest.raises(Broken) as caught:
        unpacked(out.getvalue())
    assert caught.value.problems[0].code == "source/size"
    many = packed({f"{n}.md": b"" for n in range(FILES + 1)})
    with pytest.raises(Broken):
        unpacked(many)


def test_what_is_no_package_is_refused_with_the_names_there_are() -> None:
    with pytest.raises(Broken) as caught:
        load("no_such_scenario")
    (found,) = caught.value.problems
    assert found.code == "source/none"
    assert all(name in found.fix for name in names())


def test_a_folder_without_a_scenario_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text("nothing", encoding="utf-8")
    with pytest.raises(Broken) as caught:
        load(tmp_path)
    assert "source/none" in {one.code for one in caught.value.problems}


@pytest.mark.parametrize(
    "data",
    [
        b"\xff\xfe\x00bad",
        b"desks: [" + b"[" * 500,
        b"a: &a [*a]",
        b"- 1\n- 2\n",
        b"? [a, b]\n: c\n",
        b"desks: !!python/object:os.system {}\n",
        b"--- \na: 1\n---\nb: 2\n",
        b"\t- a",
        b"desks: 3\nfacts: {a: 1}\nactions: [1, null, [x]]\n",
        "desks: \u0000".encode(),
    ],
)
def test_hostile_files_end_in_problems_and_nothing_else(data: bytes) -> None:
    with pytest.raises(Broken) as caught:
        Package.from_bytes(packed({**sources(), "scenario.yaml": data}))
    assert all(one.message and one.fix for one in caught.value.problems)


def test_loading_stops_at_what_cannot_be_played_and_not_at_missing_words() -> None:
    without = patched("texts/en/case.yaml", "    title: Six beds tonight\n", "")
    assert Package.from_bytes(packed(without)).text("facts.NGO-2.title") == ""
    with pytest.raises(Broken):
        Package.from_bytes(packed(patched("actions.yaml", "yes: [POL]", "yes: [PIP]")))


def test_a_second_language_falls_back_to_the_first() -> None:
    given = patched("scenario.yaml", "languages: [en]", "languages: [en, de]")
    package = Package.from_bytes(packed({**given, "texts/de/alles.yaml": b"teams: {T1: {name: Tisch der Grenze}}\n"}))
    assert package.text("teams.T1.name", "de") == "Tisch der Grenze"
    assert package.text("teams.T2.name", "de") == "Police table"
    assert sorted(package.text_digests()) == ["de", "en"]


def test_a_package_of_an_older_log_that_says_court_of_a_channel_is_read_alike() -> None:
    older = read(patched("channels.yaml", "yields: court", "court: true")).package
    assert older is not None
    assert {one.id: one.court for one in older.scenario.channels} == {
        one.id: one.court for one in load(FOLDER).scenario.channels
    }
    assert "letter" in [one.id for one in older.scenario.channels if one.court]
