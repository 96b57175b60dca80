"""Every text a rule needs is there, and no text is left over that no rule has a place for."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from palermo.scenario.problem import Mark, Problem, problem, warning
from palermo.scenario.wording import plain_key, wanted

if TYPE_CHECKING:
    from palermo.scenario.package import Package

# Words kept in one place for several records; nobody has to use all of them.
SHARED = ("bases", "statuses", "places")


def check(package: Package) -> Iterable[Problem]:
    """Give missing and left-over texts. In a further language a missing text is a warning: the first one stands in for it."""
    languages = package.scenario.languages
    for language in sorted(package.texts):
        if language not in languages:
            told = f"There are texts in {language}, which is not among the scenario's languages."
            yield problem(
                Mark(f"texts/{language}", 0), "text/language", told, "Add it to languages, or take the folder out."
            )
    for n, language in enumerate(languages):
        yield from _missing(package, language, first=n == 0)
        yield from _left_over(package, language)


def _missing(package: Package, language: str, *, first: bool) -> Iterator[Problem]:
    texts = package.texts.get(language, {})
    for one in wanted(package.scenario).values():
        if one.must and one.key not in texts:
            told = f"The text {one.key} is missing in {language}."
            tell = problem if first else warning
            yield tell(
                package.at(*one.path), "text/missing", told, f"Write it in texts/{language}/, or correct the id."
            )


def _left_over(package: Package, language: str) -> Iterator[Problem]:
    keys = wanted(package.scenario)
    for key in package.texts.get(language, {}):
        if (
            plain_key(package.scenario, key) in keys
        ):  # any text may have a softer wording beside it, and a cut's own words
            continue
        section, _, rest = key.partition(".")
        if section == "terms" and rest.count(".") == 1 and rest.endswith((".name", ".also", ".means")):
            continue
        if section in SHARED and key.endswith(".name"):
            yield warning(
                package.at("texts", language, key),
                "text/unused",
                f"Nothing uses the text {key}.",
                "Take it out, or use it.",
            )
            continue
        close = difflib.get_close_matches(key, keys, n=1, cutoff=0.8)
        fix = f"Did you mean {close[0]}?" if close else "Take it out, or add the record it belongs to."
        yield problem(
            package.at("texts", language, key), "text/left-over", f"No rule has a place for the text {key}.", fix
        )
