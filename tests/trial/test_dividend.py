from __future__ import annotations

import pytest

from palermo.scenario import load
from palermo.trial.dividend import MEASURES, dividend, mean, told
from scenario.small import FOLDER

SMALL = load(FOLDER)
PRESET, PROFILE = SMALL.scenario.presets[0].id, SMALL.scenario.profiles[0].id


def test_the_same_seed_gives_the_same_curve_from_nothing_shared_to_all() -> None:
    first = dividend(SMALL, PRESET, PROFILE, 3, 7, steps=2)
    assert [point.share for point in first] == [0, 0.5, 1]
    assert first == dividend(SMALL, PRESET, PROFILE, 3, 7, steps=2)
    assert all(set(row) == {"share", "won", *MEASURES} for row in told(first))


def test_an_interval_holds_its_mean_and_stays_within_what_there_is() -> None:
    found = mean([0, 0, 4, 4], 4)
    assert 0 <= found.low < found.mean == 2 < found.high <= 4
    assert mean([3], 4).low == 0
    assert mean([3], 4).high == 4


def test_a_preset_that_is_not_there_is_refused() -> None:
    with pytest.raises(ValueError, match="has no nowhere"):
        dividend(SMALL, "nowhere", PROFILE, 1, 1)
