"""Each law finds its mutant within a few random plays."""

from __future__ import annotations

import pytest

from cast import package
from laws.broken.mutants import MUTANTS, Mutant
from laws.laws import Play


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_the_law_finds_its_mutant(mutant: Mutant, monkeypatch: pytest.MonkeyPatch) -> None:
    mutant.breaks(monkeypatch)
    found = 0
    for seed in range(12):
        play = Play(package().scenario, "trio", "P30", seed, 120)
        try:
            mutant.law(play)
        except AssertionError:
            found += 1
            break
    assert found, f"{mutant.law.__name__} let {mutant.name} live"
