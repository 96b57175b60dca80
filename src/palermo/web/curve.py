"""A curve over readiness to share, as the numbers of a drawing: a mean with its interval, from nothing shared on the left to all on the right."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

WIDTH, HEIGHT = 640, 240  # of the drawing, in its own units
LEFT, RIGHT, TOP, BOTTOM = 44, 30, 14, 34
LINES = 4  # at the most, between nothing and the most


class Tick(msgspec.Struct, frozen=True):
    """A line of the grid: where, and what it says."""

    at: str
    words: str


class Curve(msgspec.Struct, frozen=True, kw_only=True):
    """What is drawn: `band` and `line` are paths, `dots` the points; `xs` and `ys` the grid. Numbers are as a drawing wants them,
    with a point in every language."""

    line: str
    band: str
    dots: tuple[tuple[str, str], ...]
    xs: tuple[Tick, ...]
    ys: tuple[Tick, ...]


def curve(points: Sequence[Mapping[str, Any]], measure: str, most: float = 0) -> Curve:
    """Return the drawing of a measure of the points of a dividend; `most` is the top, 0 for the largest that comes up."""
    rows = [(float(point["share"]), point[measure]) for point in points]
    top = _top(most or max(row["high"] for _, row in rows))
    at = [(_x(share), _y(row["mean"], top)) for share, row in rows]
    high = [(_x(share), _y(row["high"], top)) for share, row in rows]
    low = [(_x(share), _y(row["low"], top)) for share, row in rows]
    step = 1 if top <= LINES else top // LINES
    return Curve(
        line=_path(at),
        band=_path([*high, *reversed(low)]) + "Z",
        dots=tuple((f"{x:g}", f"{y:g}") for x, y in at),
        xs=tuple(Tick(f"{_x(n / 4):g}", f"{25 * n} %") for n in range(5)),
        ys=tuple(Tick(f"{_y(n * step, top):g}", f"{n * step:g}") for n in range(top // step + 1)),
    )


def _top(most: float) -> int:
    """Return the least whole number from `most` on that the grid divides into whole steps."""
    whole = max(1, math.ceil(most))
    return whole if whole <= LINES else math.ceil(whole / LINES) * LINES


def _x(share: float) -> float:
    return round(LEFT + share * (WIDTH - LEFT - RIGHT), 1)


def _y(value: float, top: int) -> float:
    return round(HEIGHT - BOTTOM - value / top * (HEIGHT - TOP - BOTTOM), 1)


def _path(points: Sequence[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in points)
