"""A softer wording says the same: it stands beside the text it is for, and holds the same numbers, names and people."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from palermo.scenario.problem import Problem, problem
from palermo.scenario.wording import GENTLE

if TYPE_CHECKING:
    from palermo.scenario.package import Package

COUNTED = re.compile(
    r"\d+(?:[.,:]\d+)*|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|ninth)\b", re.IGNORECASE
)
# A capital within a sentence: a name, a place, a firm, an agency. What begins a sentence may be any word.
NAMED = re.compile(r"(?<![.!?:\"“”] )(?<!^)(?<![\"“(])\b[^\W\d_a-zà-ÿ]\w*")
NO_NAMES = {"I", "Mr", "Ms"}


def check(package: Package) -> Iterable[Problem]:
    """Give each softer wording that has no text to stand beside, or that says more or less than it."""
    for language, texts in package.texts.items():
        for key, soft in texts.items():
            if not key.endswith(GENTLE):
                continue
            here = package.at("texts", language, key)
            plain = texts.get(key.removesuffix(GENTLE))
            if plain is None:
                told = f"{key} is a softer wording of nothing."
                yield problem(here, "gentle/alone", told, f"Write {key.removesuffix(GENTLE)} too, or take it out.")
                continue
            lost, new = _apart(plain, soft)
            if lost or new:
                parts = [*(f"{one} is missing" for one in lost), *(f"{one} is new" for one in new)]
                told = f"{key} does not say the same: {', '.join(parts)}."
                yield problem(here, "gentle/facts", told, "Keep every number and name; soften the words around them.")


def _apart(plain: str, soft: str) -> tuple[list[str], list[str]]:
    """Return what only the plain wording holds, and what only the softer one does. Where a name stands does not matter."""
    counted = [{one.casefold() for one in COUNTED.findall(text)} for text in (plain, soft)]
    named = [set(NAMED.findall(text)) - NO_NAMES for text in (plain, soft)]
    lost = counted[0] - counted[1] | {one for one in named[0] if one not in soft}
    new = counted[1] - counted[0] | {one for one in named[1] if one not in plain}
    return sorted(lost), sorted(new)
