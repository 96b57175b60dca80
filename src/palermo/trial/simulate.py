"""Many exercises played by bots, and how they came out. The same seed gives the same outcomes on any number of processes."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from typing import Any

import msgspec

from palermo.bots.policy import Policy
from palermo.engine.outcome import outcome
from palermo.scenario.package import Package
from palermo.trial.explain import Reasons, reasons
from palermo.trial.game import Game, Setting
from palermo.trial.spread import spread

COUNTS = {
    "people_safe": "people",
    "suspects_held": "suspects",
    "harm_flags": "harms",
    "assessments_established": "assessments",
    "needs_met": "needs",
}
FEW = 30  # runs not worth a second process
CHUNK = 10
PROCESSES = 2


class Run(msgspec.Struct, frozen=True, gc=False):
    """How one exercise came out: counts by name, and what went wrong when that was asked for."""

    counts: dict[str, int]
    reasons: Reasons | None = None


class Asked(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """What to play. `share` is read by the policy `table` only."""

    package: Package
    preset: str
    profile: str
    policy: str = "table"
    share: float = 0.9
    runs: int = 1
    seed: int = 1
    explain: bool = False

    def setting(self) -> Setting:
        """Return what each exercise is played with. Raises ValueError for a preset, profile or policy there is not."""
        scenario = self.package.scenario
        played = self.package.played(self.profile)
        for word, known in (
            (self.preset, [preset.id for preset in scenario.presets]),
            (self.profile, [profile.id for profile in scenario.profiles]),
        ):
            if word not in known:
                raise ValueError(f"{scenario.id} has no {word}. It has: {', '.join(known)}.")
        if not 0 <= self.share <= 1:
            raise ValueError(f"Readiness to share is from 0 to 1, not {self.share:g}.")
        return Setting(
            scenario=played.scenario,
            digest=self.package.digest,
            preset=self.preset,
            profile=self.profile,
            policy=Policy(self.policy, self.share),
            text=played.text,
        )


def simulate(
    package: Package, preset: str, profile: str, policy: str, share: float, runs: int, seed: int
) -> dict[str, Any]:
    """Return how many runs came out: the object of `palermo simulate --json`."""
    asked = Asked(package=package, preset=preset, profile=profile, policy=policy, share=share, runs=runs, seed=seed)
    started = time.perf_counter()
    played = list(play_all(asked))
    return told(asked, played, time.perf_counter() - started)


def play_all(asked: Asked, tick: Callable[[int], None] | None = None, processes: int = PROCESSES) -> Iterator[Run]:
    """Play every run and yield them in order; `tick` is told how many more are done. With one process it is this one."""
    asked.setting()
    if asked.runs < FEW or processes < 2:
        for number in range(asked.runs):
            yield play_one(asked, number)
            if tick is not None:
                tick(1)
        return
    chunks = [range(first, min(first + CHUNK, asked.runs)) for first in range(0, asked.runs, CHUNK)]
    sources = asked.package.to_bytes()
    rest = msgspec.structs.asdict(asked)
    del rest["package"]
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, context, _begin, (sources, rest)) as pool:
        for found in pool.map(_chunk, chunks):
            yield from found
            if tick is not None:
                tick(len(found))


def play_one(asked: Asked, number: int) -> Run:
    """Play the run of a number: its chance depends on the seed and the number alone."""
    game = Game(asked.setting(), seed_of(asked, number))
    state = game.play()
    counts = outcome(game.scenario, state, state.t)
    return Run(counts, reasons(game.scenario, state) if asked.explain else None)


def seed_of(asked: Asked, number: int) -> str:
    """Return the seed of the run of a number."""
    return f"{asked.seed}/{number}"


def told(asked: Asked, played: list[Run], seconds: float) -> dict[str, Any]:
    """Return the runs as the object that other programs rely on."""
    counts = [run.counts for run in played]
    return {
        "scenario": asked.package.scenario.id,
        "digest": asked.package.digest,
        "preset": asked.preset,
        "profile": asked.profile,
        "policy": asked.policy,
        "share": asked.share if asked.policy == "table" else None,
        "seed": asked.seed,
        "runs": asked.runs,
        "seconds": round(seconds, 3),
        "won": sum(one["won"] for one in counts) / len(counts),
        "outcomes": {
            name: msgspec.to_builtins(spread([one[name] for one in counts], counts[0][of]))
            for name, of in COUNTS.items()
        },
    }


_play: Callable[[int], Run]


def _begin(sources: bytes, rest: dict[str, Any]) -> None:
    """Make a process ready: the package is read once in each."""
    global _play
    whole = Asked(package=Package.from_bytes(sources), **rest)
    _play = partial(play_one, whole)


def _chunk(numbers: range) -> list[Run]:
    return [_play(number) for number in numbers]
