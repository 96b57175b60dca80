from __future__ import annotations

import pytest

from palermo.scenario import Package, examine, load, names


@pytest.mark.parametrize("name", names())
def test_a_built_in_package_has_no_problem(name: str) -> None:
    found = examine(name)
    assert found["problems"] == []
    assert found["scenario"] == name
    assert found["readability"]["en"]["all"] >= 60


@pytest.mark.parametrize("name", names())
def test_a_built_in_package_travels_in_an_archive(name: str) -> None:
    package = load(name)
    assert Package.from_bytes(package.to_bytes()).digest == package.digest
