"""What an author can get wrong on a map is found, with its place."""

from __future__ import annotations

import pytest

from scenario.small import sources, told

GOOD = """map:
  size: [100, 60]
  outlines: [{id: coast, kind: land, line: [[0, 0], [50, 0], [50, 60]]}]
  places:
    - {id: inn, at: [10, 10], public: true}
    - {id: mill, at: [30, 30], side: left}
  routes: [{id: lane, legs: [{ends: [inn, mill], by: [[20, 10]]}]}]
"""
WORDS = "places: {inn: {name: Inn}, mill: {name: Mill}}\nmap: {lane: {name: The lane}}\n"


def found(old: str = "", new: str = "") -> set[str]:
    assert old in GOOD
    files = {**sources(), "map.yaml": GOOD.replace(old, new).encode(), "texts/en/map.yaml": WORDS.encode()}
    return {one.code for one in told(files)} - {one.code for one in told(sources())}


def test_a_map_that_is_whole_passes() -> None:
    assert found() == set()


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("at: [10, 10]", "at: [10, 61]", "map/point"),
        ("[[0, 0], [50, 0], [50, 60]]", "[[0, 0], [50, 0]]", "map/line"),
        ("[50, 60]", "[30, 30]", "map/tells"),
        ("ends: [inn, mill]", "ends: [inn, pond]", "map/leg"),
        ("side: left", "side: north", "value/unknown"),
        ("id: mill, at", "id: inn, at", "id/twice"),
        ("side: left", "known: {safe: 3}", "map/known"),
        ("side: left", "facts: [ZZ-9]", "id/fact"),
        ("side: left", "notices: [nobody_said]", "map/notice"),
        ("size: [100, 60]", "desks: [{id: NOBODY, at: [1, 1]}]", "id/desk"),
        ("size: [100, 60]", "movers: [{id: nothing, stops: []}]", "map/stops"),
    ],
)
def test_what_is_wrong_is_told(old: str, new: str, code: str) -> None:
    assert code in found(old, new)
