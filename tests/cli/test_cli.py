"""What docs/cli.md promises to other programs."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from cast import SMALL
from palermo import __version__
from palermo.cli import main

PAGE = (Path(__file__).parents[2] / "docs" / "cli.md").read_text(encoding="utf-8")


def test_the_page_names_every_subcommand(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    out = capsys.readouterr().out
    for name in ("serve", "demo", "room", "check", "simulate", "replay", "export", "import", "bench"):
        assert f"\n    {name}" in out
        assert f"`palermo {name}" in PAGE


def test_the_version_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--version"])
    assert capsys.readouterr().out == f"palermo {__version__}\n"


def test_an_unknown_word_exits_with_2() -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["fly"])
    assert stopped.value.code == 2


def test_check_says_what_it_found_as_one_object(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(SMALL), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["scenario"] == "small"
    assert found["presets"] == ["trio", "duo"]
    assert found["problems"] == []


def test_check_exits_with_1_and_names_file_line_and_fix(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "small"
    shutil.copytree(SMALL, folder)
    actions = folder / "actions.yaml"
    actions.write_text(actions.read_text(encoding="utf-8").replace("{knows: [NGO, BG-2]}", "{knows: [NGO, BG-99]}"))
    assert main(["check", str(folder), "--json"]) == 1
    problem = json.loads(capsys.readouterr().out)["problems"][0]
    assert set(problem) >= {"file", "line", "code", "message", "fix"}
    assert problem["file"].endswith("actions.yaml")
    assert problem["line"] > 0


def test_simulate_gives_the_same_outcomes_for_the_same_seed(capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["simulate", str(SMALL), "--preset", "trio", "--policy", "open", "--runs", "3", "--seed", "5", "--json"]
    assert main(asked) == 0
    first = json.loads(capsys.readouterr().out)
    assert main(asked) == 0
    second = json.loads(capsys.readouterr().out)
    assert {"scenario", "digest", "preset", "policy", "share", "seed", "runs", "seconds", "won", "outcomes"} <= set(
        first
    )
    wanted = {"people_safe", "suspects_held", "harm_flags", "assessments_established", "needs_met"}
    assert set(first["outcomes"]) == wanted
    assert set(first["outcomes"]["people_safe"]) == {"of", "min", "p25", "median", "p75", "max"}
    assert 0 <= first["won"] <= 1
    assert first["outcomes"] == second["outcomes"]


def test_a_saved_run_can_be_imported_exported_and_replayed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PALERMO_DATA", str(tmp_path / "data"))
    saved, again = tmp_path / "run.zip", tmp_path / "again.zip"
    asked = ["simulate", str(SMALL), "--policy", "open", "--runs", "1", "--seed", "2", "--save", str(saved)]
    assert main(asked) == 0
    capsys.readouterr()
    assert main(["import", str(saved)]) == 0
    exercise = capsys.readouterr().out.strip()
    assert main(["export", exercise, str(again)]) == 0
    assert again.read_bytes() == saved.read_bytes()
    assert main(["import", str(saved)]) == 1, "an exercise that is there is never written over"
    capsys.readouterr()
    assert main(["replay", str(saved), "--eyes", "T1"]) == 0
    assert "BG-1" in capsys.readouterr().out


def test_what_is_not_there_is_said_kindly(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", str(tmp_path / "none.zip")]) == 1
    assert "was not read" in capsys.readouterr().err
    assert main(["check", "no_such_scenario"]) == 1
