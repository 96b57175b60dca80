"""A further language says the same as the first: the same numbers, times, plates and places to write in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from palermo.scenario.problem import Mark, Problem, problem, warning
from palermo.scenario.wording import wanted

if TYPE_CHECKING:
    from palermo.scenario.package import Package

# 2,000 and 2 000 and 2000 are one number; 05:40 is one, and so is LHV 27K (its letters are the same everywhere).
APART = re.compile(r"(?<=\d)[ ,.\u00a0\u202f](?=\d{3}(?!\d))")
FIGURE = re.compile(r"\d+(?::\d\d)?")
GAP = "…"
PAGES = ("guide", "law")


def check(package: Package) -> Iterable[Problem]:
    """Give each text of a further language that tells other figures, or leaves another number of gaps to fill in."""
    first, *others = package.scenario.languages
    for n, fact in enumerate(package.scenario.facts):
        if fact.words and (without := [language for language in others if language not in fact.words]):
            told = f"{fact.id} has no check word in {', '.join(without)}."
            yield warning(package.at("facts", n), "text/word", told, "Write one in words: people say it aloud.")
    for language in others:
        said = package.texts.get(first, {})
        wants = {one.key for one in wanted(package.scenario).values() if one.must}  # told by the check of words
        for key in said.keys() - package.texts.get(language, {}).keys() - wants:
            if not key.endswith(".letters"):
                told = f"The text {key} is there in {first} and not in {language}."
                yield warning(package.at("texts", first, key), "text/missing", told, f"Write it in texts/{language}/.")
        for key, text in package.texts.get(language, {}).items():
            if key not in said:
                continue
            here = package.at("texts", language, key)
            missing, added = _figures(said[key]) - _figures(text), _figures(text) - _figures(said[key])
            if missing or added:
                told = f"The text {key} has other figures in {language} than in {first}: {_told(missing, added)}."
                yield problem(here, "text/figures", told, f"Write the same figures as in {first}.")
            if said[key].count(GAP) != text.count(GAP):
                told = f"The text {key} has {text.count(GAP)} gaps ({GAP}) in {language} and {said[key].count(GAP)} in {first}."
                yield problem(here, "text/gaps", told, f"Leave the same gaps as in {first}.")
        for name in PAGES:
            if f"{name}.md" in package.sources and f"{name}.{language}.md" not in package.sources:
                told = f"{name}.md is there in {first} only."
                yield warning(Mark(f"{name}.md", 0), "text/page", told, f"Write {name}.{language}.md.")


def _figures(text: str) -> Counter[str]:
    return Counter(FIGURE.findall(APART.sub("", text)))


def _told(missing: Counter[str], added: Counter[str]) -> str:
    parts = [f"{', '.join(sorted(missing.elements()))} missing"] if missing else []
    return "; ".join([*parts, f"{', '.join(sorted(added.elements()))} added"] if added else parts)
