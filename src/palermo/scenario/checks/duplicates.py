"""No id twice among things of one kind, no check word twice, and no id that a text's key or a mark could not carry."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from palermo.scenario.problem import Problem, problem

if TYPE_CHECKING:
    from palermo.scenario.package import Package

SECTIONS = (
    "desks", "presets", "profiles", "roles", "facts", "entities", "channels", "questions", "actions", "sheets", "people", "groups",
    "needs", "tracks", "resources", "injects", "talks", "harms", "hints", "scripts", "lookups", "objectives", "rubric", "win", "debrief",
)  # fmt: skip
PARTS = (
    ("presets", "teams"), ("profiles", "phases"), ("actions", "options"), ("actions", "ticks"), ("sheets", "lines"), ("talks", "cards"),
)  # fmt: skip
NUMBER = re.compile(r"[A-Z]{2,4}-[0-9]{1,3}")
ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")


def check(package: Package) -> Iterable[Problem]:
    """Give each id and check word that stands twice or is not well formed."""
    scenario = package.scenario
    for section in SECTIONS:
        records = getattr(scenario, section)
        yield from _twice(package, (section,), records)
        for owner, part in PARTS:
            if owner == section:
                for n, record in enumerate(records):
                    yield from _twice(package, (section, n, part), getattr(record, part))
    words: dict[str, str] = {}
    for n, fact in enumerate(scenario.facts):
        for place, word in (("word", fact.word), *(("words", word) for word in fact.words.values())):
            here = package.at("facts", n, place)
            if not re.fullmatch(r"[a-z]+", word):
                told = f"The check word of {fact.id} is {word!r}."
                yield problem(here, "id/word", told, "Use one plain word in small letters, without accents.")
            if words.setdefault(word, fact.id) != fact.id:
                told = f"The check word {word} stands on {words[word]} and on {fact.id}."
                yield problem(here, "id/word-twice", told, "Give each fact a word of its own.")
        if not NUMBER.fullmatch(fact.id) or fact.id.partition("-")[0] != fact.desk:
            told = f"The fact {fact.id} of {fact.desk} has no number that people can say."
            yield problem(
                package.at("facts", n, "id"),
                "id/number",
                told,
                f"Write the desk, a hyphen and a number: {fact.desk}-1.",
            )
    for n, track in enumerate(scenario.tracks):
        if not track.stages or len(set(track.stages)) < len(track.stages):
            told = f"The track {track.id} has no stage, or one stage twice."
            yield problem(package.at("tracks", n), "id/twice", told, "Name each stage once, the first one first.")


def _twice(package: Package, path: tuple[str | int, ...], records: tuple[Any, ...]) -> Iterable[Problem]:
    first: dict[str, int] = {}
    for n, record in enumerate(records):
        here = package.at(*path, n, "id")
        if record.id in first:
            line = package.at(*path, first[record.id], "id").line
            told = f"{record.id} stands in {path[-1]} for the second time (first in line {line})."
            yield problem(here, "id/twice", told, "Give one of the two another id.")
        elif not ID.fullmatch(record.id):
            fix = "Use letters without accents, digits, _ and - only."
            yield problem(here, "id/form", f"{record.id!r} in {path[-1]} is no id.", fix)
        first.setdefault(record.id, n)
