"""What a package has to pass, one rule a file. Each check takes a package and gives problems and warnings."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import msgspec

from palermo.scenario.checks.codes import check as codes
from palermo.scenario.checks.cut import check as cut
from palermo.scenario.checks.cycles import check as cycles
from palermo.scenario.checks.duplicates import check as duplicates
from palermo.scenario.checks.fiction import check as fiction
from palermo.scenario.checks.gentle import check as gentle
from palermo.scenario.checks.ids import check as ids
from palermo.scenario.checks.languages import check as languages
from palermo.scenario.checks.lengths import check as lengths
from palermo.scenario.checks.load import check as load
from palermo.scenario.checks.mapped import check as mapped
from palermo.scenario.checks.moments import check as moments
from palermo.scenario.checks.observers import check as observers
from palermo.scenario.checks.parts import check as parts
from palermo.scenario.checks.presets import check as presets
from palermo.scenario.checks.reachable import check as reachable
from palermo.scenario.checks.scripts import check as scripts
from palermo.scenario.checks.sharing import check as sharing
from palermo.scenario.checks.tasks import check as tasks
from palermo.scenario.checks.terms import check as terms
from palermo.scenario.checks.unused import check as unused
from palermo.scenario.checks.words import check as words
from palermo.scenario.problem import Problem

if TYPE_CHECKING:
    from palermo.scenario.package import Package

Check = Callable[["Package"], Iterable[Problem]]

# A package that fails one of these cannot be played at all.
VITAL: tuple[Check, ...] = (ids, parts, duplicates, presets, cut, mapped)

# The rest look at how it plays, for each cut by itself, and at how it reads; they are run only on a package without a vital problem.
PLAY: tuple[Check, ...] = (moments, sharing, cycles, reachable, scripts, tasks, observers, unused, load)
WORDS: tuple[Check, ...] = (words, languages, lengths, gentle, codes, terms, fiction)


def vital(package: Package) -> list[Problem]:
    """Return what the vital checks find."""
    return [found for check in VITAL for found in check(package)]


def others(package: Package) -> list[Problem]:
    """Return what all other checks find. The package must have passed the vital ones."""
    found = [one for check in PLAY for one in check(package.uncut())]
    told = {one.message for one in found}
    for name in dict.fromkeys(profile.cut for profile in package.scenario.profiles if profile.cut):
        smaller = package.cut_down(name)
        found += [_in_cut(one, name) for check in PLAY for one in check(smaller) if one.message not in told]
    return [*found, *(one for check in WORDS for one in check(package))]


def _in_cut(found: Problem, cut: str) -> Problem:
    return msgspec.structs.replace(found, message=f"In the cut {cut}: {found.message}")
