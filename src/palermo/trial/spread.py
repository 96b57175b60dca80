"""How numbers of many runs are spread: least, quarters, most."""

from __future__ import annotations

from statistics import quantiles

import msgspec


class Spread(msgspec.Struct, frozen=True, gc=False):
    """`of` is the most there could be."""

    of: int
    min: int
    p25: float
    median: float
    p75: float
    max: int


def spread(values: list[int], of: int) -> Spread:
    """Return how the values are spread; they must not be empty."""
    if len(values) == 1:
        only = values[0]
        return Spread(of, only, only, only, only, only)
    low, middle, high = quantiles(values, n=4, method="inclusive")
    return Spread(of, min(values), low, middle, high, max(values))
