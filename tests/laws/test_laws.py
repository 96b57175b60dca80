"""Each law on random legal plays of the small package and of every built-in one."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest

from cast import package
from laws.laws import LAWS, Play

PLAYS = [
    *(("small", preset, profile, seed) for preset, profile in (("trio", "P30"), ("duo", "P25")) for seed in range(8)),
    *(("night_minibus", preset, profile, seed) for preset, profile, seed in (
        ("teams5", "P90", 1), ("teams7", "P75", 2), ("teams3", "P90", 3), ("teams5", "P75", 4),
    )),
    *(("harvest_corridor", preset, profile, seed) for preset, profile, seed in (
        ("groups5", "P90", 1), ("groups6split", "P75", 2), ("groups4", "P90", 3),
    )),
]  # fmt: skip


@cache
def play(name: str, preset: str, profile: str, seed: int) -> Play:
    return Play(package(name).played(profile).scenario, preset, profile, seed, 100 if name == "small" else 200)


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
@pytest.mark.parametrize("which", PLAYS, ids=lambda which: "-".join(map(str, which)))
def test_the_law_holds(law: Callable[[Play], None], which: tuple[str, str, str, int]) -> None:
    law(play(*which))


def test_random_play_reaches_far_enough_to_mean_something() -> None:
    verbs = {type(entry.event).__name__ for which in PLAYS for entry in play(*which).table.entries}
    wanted = {"ActionDone", "Established", "NotYet", "MessageDelivered", "ToldInPerson", "LineWritten", "CardAsked",
              "NeedMet", "NeedMissed", "InjectSent", "ApprovalGiven", "Overshared", "FlagRaised", "HintGiven", "ObserverSet",
              "NowAsked", "NowAnswered", "NoteWritten", "Planned"}  # fmt: skip
    assert wanted <= verbs, wanted - verbs
