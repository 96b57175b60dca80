"""Many exercises of bots: the object other programs rely on, the same seed, a run kept as an archive and told again."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path

import pytest

from cast import SMALL, package
from palermo.bots.policy import Policy
from palermo.conduct.archive import import_
from palermo.engine.play import apply, initial
from palermo.log.memory import MemoryLog
from palermo.trial import replay_command, simulate, simulate_command
from palermo.trial.explain import lines
from palermo.trial.game import Game
from palermo.trial.simulate import Asked, play_all, play_one, seed_of
from palermo.trial.spread import Spread, spread


def asked(policy: str = "open", runs: int = 2, **more: object) -> Asked:
    return Asked(package=package(), preset="trio", profile="P30", policy=policy, runs=runs, **more)  # type: ignore[arg-type]


def command(main: object, argv: list[str]) -> int:
    parser = ArgumentParser()
    main.arguments(parser)  # type: ignore[attr-defined]
    code: int = main.run(parser.parse_args(argv))  # type: ignore[attr-defined]
    return code


def test_open_tables_win_the_small_exercise() -> None:
    counts = play_one(asked(), 0).counts
    assert counts["won"] == 1
    assert counts["people_safe"] == 6


def test_tables_that_share_nothing_bring_nobody_from_the_mill_to_safety() -> None:
    assert play_one(asked("table", share=0.0), 0).counts["people_safe"] == 0


def test_the_result_has_the_shape_that_other_programs_rely_on() -> None:
    result = simulate.simulate(package(), "trio", "P30", "table", 0.9, 3, 1)
    assert list(result) == [
        "scenario", "digest", "preset", "profile", "policy", "share", "seed", "runs", "seconds", "won", "outcomes",
    ]  # fmt: skip
    assert set(result["outcomes"]) == {
        "people_safe", "suspects_held", "harm_flags", "assessments_established", "needs_met",
    }  # fmt: skip
    assert set(result["outcomes"]["people_safe"]) == {"of", "min", "p25", "median", "p75", "max"}
    assert result["outcomes"]["people_safe"]["of"] == 6


def test_the_same_seed_gives_the_same_outcomes_and_another_seed_others() -> None:
    first = [run.counts for run in play_all(asked("table", 6, share=0.6, seed=1))]
    again = [run.counts for run in play_all(asked("table", 6, share=0.6, seed=1))]
    other = [run.counts for run in play_all(asked("table", 6, share=0.6, seed=2))]
    assert first == again
    assert first != other


def test_two_processes_play_what_one_plays(monkeypatch: pytest.MonkeyPatch) -> None:
    one = [run.counts for run in play_all(asked("table", 12, share=0.6))]
    monkeypatch.setattr(simulate, "FEW", 2)
    ticks: list[int] = []
    assert [run.counts for run in play_all(asked("table", 12, share=0.6), ticks.append)] == one
    assert sum(ticks) == 12


@pytest.mark.parametrize("policy", ["open", "slow", "siloed", "table"])
def test_nothing_a_policy_asks_is_refused(policy: str) -> None:
    game = Game(asked(policy).setting(), "1/0")
    game.play()
    assert game.refused == 0


def test_every_entry_of_a_run_folds_to_its_last_state() -> None:
    entries = []
    setting = asked("table").setting()
    game = Game(setting, "1/0", lambda _, made: entries.extend(made))
    end = game.play()
    state = initial(setting.scenario)
    for entry in entries:
        state = apply(setting.scenario, state, entry)
    assert state == end


def test_teams_may_play_by_policies_of_their_own() -> None:
    setting = asked("open").setting()
    mixed = type(setting)(
        scenario=setting.scenario,
        digest=setting.digest,
        preset="trio",
        profile="P30",
        policy=Policy("open"),
        text=setting.text,
        mixed={"T3": Policy("siloed")},
    )
    state = Game(mixed, "1/0").play()
    assert "NGO-1" not in {item.fact for m in state.world.messages.values() if m.kind == "own" for item in m.items}


def test_a_run_is_kept_as_an_archive_and_told_through_a_teams_eyes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "run.palermo"
    assert (
        command(simulate_command, [str(SMALL), "--policy", "open", "--runs", "1", "--save", str(file), "--json"]) == 0
    )
    assert json.loads(capsys.readouterr().out)["won"] == 1
    log = MemoryLog()
    entries = log.read(import_(log, file.read_bytes()))
    assert entries
    assert command(replay_command, [str(file), "--eyes", "T2"]) == 0
    told = capsys.readouterr().out
    assert package().text("facts.BG-2.short") in told
    assert package().text("facts.BG-2.full") not in told
    assert package().text("facts.NGO-1.full") not in told
    assert command(replay_command, [str(file)]) == 0
    assert "FlagRaised" not in capsys.readouterr().out


def test_a_saved_run_is_the_run_that_was_counted() -> None:
    from palermo.trial.saving import kept

    one = asked("table", share=0.7)
    log = kept(one.package, one.setting(), seed_of(one, 0), "x")
    state = initial(one.package.scenario)
    for entry in log.read("x"):
        state = apply(one.package.scenario, state, entry)
    assert state.known["T1"].outcome == play_one(one, 0).counts


def test_explaining_names_what_never_started_and_why() -> None:
    found = [play_one(asked("table", share=0.0, explain=True), 0).reasons]
    sections = dict(lines(package().scenario, [one for one in found if one is not None]))
    assert ("mill", "100%") in sections["Aims not reached"]
    rows = dict(sections["Actions: done in, at minute of play (median, latest), why not"])
    assert "second_place does not stand" in rows["search"]


def test_words_in_place_of_the_object(capsys: pytest.CaptureFixture[str]) -> None:
    assert command(simulate_command, [str(SMALL), "--policy", "open", "--runs", "1", "--explain"]) == 0
    out = capsys.readouterr().out
    assert "won 100.0%" in out
    assert "bots on this scenario, not of people" in out


@pytest.mark.parametrize(
    "argv",
    [
        ["nowhere"],
        [str(SMALL), "--preset", "none"],
        [str(SMALL), "--profile", "none"],
        [str(SMALL), "--runs", "0"],
        [str(SMALL), "--runs", "2", "--save", "x"],
        [str(SMALL), "--runs", "1", "--share", "2"],
        [str(SMALL), "--runs", "1", "--save", "/nowhere/x"],
    ],
)
def test_what_cannot_be_played_is_said_and_exits_1(argv: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert command(simulate_command, argv) == 1
    assert capsys.readouterr().err


@pytest.mark.parametrize("argv", [["nowhere"], [str(Path(__file__))]])
def test_what_is_no_exercise_is_said_and_exits_1(
    argv: list[str], capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PALERMO_DATA", str(tmp_path))
    assert command(replay_command, argv) == 1
    assert "Nothing was replayed" in capsys.readouterr().err or argv != ["nowhere"]


def test_a_spread_has_quarters() -> None:
    assert spread([1, 2, 3, 4, 5], 6) == Spread(6, 1, 2.0, 3.0, 4.0, 5)
    assert spread([3], 6) == Spread(6, 3, 3, 3, 3, 3)
