"""Words that explain themselves: each has a name and a meaning, people meet it, and no abbreviation is left without one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from palermo.scenario.problem import Problem, problem, warning

if TYPE_CHECKING:
    from palermo.scenario.package import Package

FIELDS = ("name", "also", "means")
# Codes that the pages themselves write behind a fact's words.
SHOWN = re.compile(r"[ABCX][1-4]|H[1-3]")
_SHORT = re.compile(r"(?<![\w-])[A-ZĄĆĘŁŃÓŚŹŻ]{3,}(?![\w-])")
READ = ("facts", "desks", "scenario", "people", "injects", "actions", "channels", "needs", "sheets", "talks", "hints")
FACILITATOR = ("scenario.script",)


def check(package: Package) -> Iterable[Problem]:
    """Give terms without a meaning, terms that nobody meets, and abbreviations that nothing explains."""
    for language, texts in package.texts.items():
        yield from _whole(package, language, texts)
        yield from _unknown(package, language, texts)


def named(texts: dict[str, str], term: str) -> list[str]:
    """Return all forms of a term."""
    also = texts.get(f"terms.{term}.also", "").split(",")
    return [word for word in (texts.get(f"terms.{term}.name", ""), *(part.strip() for part in also)) if word]


def ids(texts: dict[str, str]) -> list[str]:
    """Return the ids of the terms, in order."""
    return list(dict.fromkeys(key.split(".")[1] for key in texts if key.startswith("terms.") and key.count(".") == 2))


def _whole(package: Package, language: str, texts: dict[str, str]) -> Iterator[Problem]:
    read = " ".join(words for key, words in texts.items() if key.split(".")[0] in READ).casefold()
    for term in ids(texts):
        mark = package.at("texts", language, f"terms.{term}.name")
        for field in ("name", "means"):
            if f"terms.{term}.{field}" not in texts:
                told = f"The term {term} has no {field}."
                yield problem(mark, "term/half", told, "Write name, the word itself, and means, what it means.")
        forms = named(texts, term)
        if not any(form.casefold() in read or SHOWN.fullmatch(form) for form in forms):
            told = f"No text that people read has the term {term}."
            yield warning(mark, "term/unused", told, "Take it out, or add the form that the texts use to also.")


def _unknown(package: Package, language: str, texts: dict[str, str]) -> Iterator[Problem]:
    desks = {desk.letters for desk in package.scenario.desks} | {desk.id for desk in package.scenario.desks}
    plates = {part for allowed in package.scenario.allowed for part in allowed.split()}
    known = desks | plates | {form for term in ids(texts) for form in named(texts, term)}
    met: set[str] = set()
    for key, words in texts.items():
        if key.split(".")[0] not in READ or key in FACILITATOR:
            continue
        for short in _SHORT.findall(words):
            if short in known or short in met:
                continue
            met.add(short)
            told = f"Nothing explains {short}, which the text {key} uses."
            fix = "Write it out, or add it to terms: name, means."
            yield warning(package.at("texts", language, key), "term/unknown", told, fix)
