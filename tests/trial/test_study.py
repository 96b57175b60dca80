from __future__ import annotations

import json
import subprocess
import sys

import pytest

from palermo.scenario import load
from palermo.trial import study as studied
from palermo.trial.dividend import STEPS, dividend, told
from palermo.trial.study import Wanted, sent, study
from scenario.small import FOLDER

SMALL = load(FOLDER)
PRESET, PROFILE = SMALL.scenario.presets[0].id, SMALL.scenario.profiles[0].id


def test_a_study_of_the_dividend_finds_what_the_command_finds() -> None:
    steps: list[tuple[int, int, str]] = []
    found = study(SMALL, Wanted("dividend", PRESET, PROFILE), lambda *step: steps.append(step), runs=2)
    assert found["points"] == told(dividend(SMALL, PRESET, PROFILE, 2, studied.SEED))
    assert [done for done, _, _ in steps] == list(range(1, 2 * (STEPS + 1) + 1))
    assert {of for _, of, _ in steps} == {2 * (STEPS + 1)}


def test_what_the_checks_find_grave_stops_the_proof(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(studied, "report", lambda package: {"problems": [{"code": "x"}], "warnings": []})
    assert "proof" not in study(SMALL, Wanted("proof"), lambda *step: None)


COMMAND = [sys.executable, "-m", "palermo.trial.study", "proof", "", ""]


def test_as_a_process_it_says_how_far_it_is_and_what_it_found() -> None:
    with subprocess.Popen(COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(sent(SMALL))
        process.stdin.flush()
        rows = [json.loads(line) for line in process.stdout]
        assert process.wait() == 0
    of = len(SMALL.scenario.presets) * len(SMALL.scenario.profiles) + 1
    assert [row["done"] for row in rows[:-1]] == list(range(of))
    assert {row["of"] for row in rows[:-1]} == {of}
    assert rows[1]["what"] == [PRESET, PROFILE]
    assert rows[-1]["result"]["digest"] == SMALL.digest
    assert PRESET in rows[-1]["result"]["proof"]


def test_as_a_process_it_ends_with_the_one_who_asked() -> None:
    done = subprocess.run(COMMAND, input=sent(SMALL), capture_output=True, check=False)
    assert done.returncode == 1
    assert b"result" not in done.stdout
