"""The cooperation dividend: how exercises come out as tables are readier to share. It speaks of bots on one scenario, not of people."""

from __future__ import annotations

import math
from collections.abc import Callable
from statistics import fmean, stdev
from typing import Any

import msgspec

from palermo.scenario.package import Package
from palermo.trial.simulate import COUNTS, PROCESSES, Asked, play_all

STEPS = 10  # between readiness 0 and 1
SURE = 1.96  # standard errors to each side of a mean: 95 of 100 such intervals hold the true one
MEASURES = ("people_safe", "suspects_held", "harm_flags", "assessments_established", "needs_met")


class Mean(msgspec.Struct, frozen=True, gc=False):
    """A mean over runs with its 95 % interval, cut to what there can be; `of` is the most."""

    mean: float
    low: float
    high: float
    of: int


class Point(msgspec.Struct, frozen=True, gc=False):
    """The outcomes at one readiness to share; `won` is a fraction of the runs."""

    share: float
    won: float
    means: dict[str, Mean]


def dividend(
    package: Package,
    preset: str,
    profile: str,
    runs: int,
    seed: int,
    tick: Callable[[int], None] | None = None,
    steps: int = STEPS,
    *,
    processes: int = PROCESSES,
) -> list[Point]:
    """Return the outcomes of `runs` exercises of the policy `table` at each readiness from 0 to 1; `processes` share the work.

    Raises ValueError for a preset or profile there is not.
    """
    out: list[Point] = []
    for step in range(steps + 1):
        share = round(step / steps, 4)
        asked = Asked(
            package=package, preset=preset, profile=profile, policy="table", share=share, runs=runs, seed=seed
        )
        counts = [run.counts for run in play_all(asked, tick, processes)]
        means = {name: mean([one[name] for one in counts], counts[0][COUNTS[name]]) for name in MEASURES}
        out.append(Point(share, sum(one["won"] for one in counts) / len(counts), means))
    return out


def mean(values: list[int], of: int) -> Mean:
    """Return the mean of some counts with its interval; they must not be empty."""
    middle = fmean(values)
    half = SURE * stdev(values) / math.sqrt(len(values)) if len(values) > 1 else float(of)
    return Mean(round(middle, 3), round(max(0.0, middle - half), 3), round(min(float(of), middle + half), 3), of)


def told(points: list[Point]) -> list[dict[str, Any]]:
    """Return the points as the list that other programs rely on."""
    return [{"share": p.share, "won": round(p.won, 4), **msgspec.to_builtins(p.means)} for p in points]
