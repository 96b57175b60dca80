"""A seat may ask often, and not without end."""

from __future__ import annotations

import pytest

from palermo.live.rates import MOST, Rates


def test_a_burst_passes_and_then_one_at_a_time() -> None:
    rates = Rates(burst=3, each_second=2.0)
    assert [rates.wait("a", 10.0) for _ in range(4)] == [0.0, 0.0, 0.0, 0.5]
    assert rates.wait("a", 10.5) == 0.0
    assert rates.wait("a", 10.5) == pytest.approx(0.5)


def test_one_seat_does_not_use_up_anothers() -> None:
    rates = Rates(burst=1, each_second=1.0)
    assert rates.wait("a", 0.0) == 0.0
    assert rates.wait("a", 0.0) == 1.0
    assert rates.wait("b", 0.0) == 0.0


def test_waiting_longer_saves_no_more_than_a_burst() -> None:
    rates = Rates(burst=2, each_second=1.0)
    assert rates.wait("a", 0.0) == 0.0
    assert [rates.wait("a", 9_999.0) for _ in range(3)] == [0.0, 0.0, 1.0]


def test_only_so_many_names_are_remembered() -> None:
    rates = Rates(burst=1, each_second=1.0)
    for n in range(MOST + 10):
        rates.wait(str(n), 0.0)
    assert len(rates._buckets) == MOST
