from __future__ import annotations

import io
import json
from pathlib import Path

from palermo.scenario import examine, load, report
from palermo.scenario.checks.load import loads
from palermo.scenario.package import read
from palermo.scenario.prose import flesch, sentences, syllables, words
from palermo.trial.check_command import run
from scenario.small import FOLDER, patched


def broken(folder: Path) -> Path:
    for path, data in patched("actions.yaml", "yes: [POL]", "yes: [PIP]").items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return folder


def test_the_small_package_has_nothing_to_mend() -> None:
    found = report(load(FOLDER))
    assert (found["problems"], found["warnings"]) == ([], [])
    assert (found["scenario"], found["presets"]) == ("small", ["trio", "duo"])
    assert found["readability"]["en"]["all"] >= 60


def test_a_report_has_the_keys_that_programs_rely_on(tmp_path: Path) -> None:
    for target in (FOLDER, broken(tmp_path), "no_such_scenario"):
        found = examine(target)
        assert set(found) >= {"scenario", "presets", "problems", "warnings"}
        for one in [*found["problems"], *found["warnings"]]:
            assert set(one) == {"file", "line", "code", "message", "fix"}
        assert json.loads(json.dumps(found)) == found


def test_the_command_prints_file_line_message_and_fix_and_fails(tmp_path: Path) -> None:
    out = io.StringIO()
    assert run(str(broken(tmp_path)), False, out) == 1
    assert "actions.yaml:64  [id/desk]" in out.getvalue()
    assert "'PIP' is not a desk." in out.getvalue()
    assert "Known are: BG, NGO, POL." in out.getvalue()
    assert out.getvalue().endswith(": 1 problem, no warnings.\n")


def test_the_command_succeeds_on_a_package_that_is_fine() -> None:
    out = io.StringIO()
    assert run(str(FOLDER), False, out) == 0
    assert out.getvalue().endswith("small: no problems, no warnings.\n")
    out = io.StringIO()
    assert run(str(FOLDER), True, out) == 0
    assert json.loads(out.getvalue())["problems"] == []


def test_load_counts_a_pair_of_hands_and_what_is_spoken_is_no_decision() -> None:
    package = load(FOLDER)
    trio, duo = package.scenario.presets
    long, short = package.scenario.profiles
    by_team = {one.team: one for one in loads(package, trio, long)}
    assert by_team["T3"].asked == ("doctor", "rights")
    assert by_team["T1"].presses == 4  # report, papers; a yes to rights and to beds; none of its own desk
    assert {one.team: one.presses for one in loads(package, duo, short)}["T1"] == 4
    assert by_team["T2"].before < by_team["T1"].before


def test_a_fixed_problem_disappears() -> None:
    given = patched("texts/en/case.yaml", "    title: Six beds tonight\n", "")
    reading = read(given)
    assert reading.package is not None
    assert [one["code"] for one in report(reading.package)["problems"]] == ["text/missing"]
    assert report(load(FOLDER))["problems"] == []


def test_words_sentences_and_syllables_are_counted_as_people_would() -> None:
    assert words("At 05:40 a second-line check, with 1,800 EUR.") == 8
    assert sentences("One. Two! Three?") == 3
    assert sentences("no stop") == 1
    assert [syllables(word) for word in ("cat", "police", "certificate", "makes", "wanted", "the")] == [
        1,
        2,
        4,
        1,
        2,
        1,
    ]


def test_plain_words_score_higher_than_heavy_ones() -> None:
    plain = flesch(["The man is ill. He asks for a doctor."])
    heavy = flesch(
        ["Notwithstanding administrative considerations, identification necessitates interdisciplinary cooperation."]
    )
    assert plain is not None
    assert heavy is not None
    assert plain > 80 > 0 > heavy
    assert flesch([""]) is None
