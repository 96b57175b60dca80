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
WORD = re.compile(r"[^\W\d_]\w*")
OPENS = '.!?:"“”„«('  # after these a capital may stand for any word
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
    named = [_names(text) for text in (plain, soft)]
    lost = counted[0] - counted[1] | {one for one in named[0] if one not in soft}
    new = counted[1] - counted[0] | {one for one in named[1] if one not in plain}
    return sorted(lost), sorted(new)


def _names(text: str) -> set[str]:
    """Return the words with a capital within a sentence: people, places, firms, agencies."""
    found = set()
    for match in WORD.finditer(text):
        before = text[: match.start()].rstrip()
        if match[0][0].isupper() and before and before[-1] not in OPENS:
            found.add(match[0])
    return found - NO_NAMES
