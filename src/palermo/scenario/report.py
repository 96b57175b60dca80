"""Everything a package's authors want to know, as plain values: problems, warnings, load and readability."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from palermo.scenario import source
from palermo.scenario.checks import others, vital
from palermo.scenario.checks.load import loads
from palermo.scenario.package import Package, Reading, read
from palermo.scenario.problem import Broken, Problem
from palermo.scenario.prose import flesch

GROUPS = {
    "cards": ("desks",),
    "facts": ("facts",),
    "injects": ("injects",),
    "actions": ("actions", "sheets"),
    "people": ("people", "talks", "needs", "harms", "consents"),
    "frame": ("scenario", "objectives", "rubric", "debrief", "questions", "hints", "notices"),
}

# After these, parts of the package are missing, and every id that stands in them would be told as unknown.
CUT_SHORT = frozenset({"yaml/syntax", "yaml/encoding", "yaml/mapping", "yaml/anchor", "yaml/repeated", "shape/section"})


def report(package: Package, more: tuple[Problem, ...] = ()) -> dict[str, Any]:
    """Return what the checks find in a package, with `more` problems found before they ran.

    Keys: scenario, digest, presets, problems and warnings (each with file, line, code, message, fix), load (each team's fullest
    five minutes in each preset and profile) and readability (Flesch reading ease of the English texts, by group).
    """
    found = list(more)
    if not any(one.code in CUT_SHORT for one in more):
        found += vital(package)
    if not any(one.grave for one in found):
        found += others(package)
        load = [
            one
            for preset in package.scenario.presets
            for profile in package.scenario.profiles
            for one in loads(package.played(profile.id), preset, profile)
        ]
    else:
        load = []
    return {
        "scenario": package.scenario.id,
        "digest": package.digest,
        "presets": [preset.id for preset in package.scenario.presets],
        "problems": as_rows(found, grave=True),
        "warnings": as_rows(found, grave=False),
        "load": msgspec.json.decode(msgspec.json.encode(load)),
        "readability": readability(package),
    }


def examine(target: str | Path) -> dict[str, Any]:
    """Return the report of a folder or built-in package, however broken it is. Never raises `Broken`."""
    try:
        reading = read(source.files(target))
    except Broken as broken:
        reading = Reading(None, broken.problems)
    if reading.package is not None:
        return report(reading.package, reading.problems)
    name = Path(target).name
    return {
        "scenario": name,
        "digest": "",
        "presets": [],
        "problems": as_rows(reading.problems, grave=True),
        "warnings": as_rows(reading.problems, grave=False),
        "load": [],
        "readability": {},
    }


def readability(package: Package) -> dict[str, dict[str, float]]:
    """Return Flesch reading ease by language (English only: the figure means nothing elsewhere) and group of texts."""
    found: dict[str, dict[str, float]] = {}
    for language, texts in package.texts.items():
        if not language.startswith("en"):
            continue
        scores = {"all": flesch(texts.values())}
        for name, sections in GROUPS.items():
            scores[name] = flesch(text for key, text in texts.items() if key.partition(".")[0] in sections)
        found[language] = {name: score for name, score in scores.items() if score is not None}
    return found


def as_rows(problems: list[Problem] | tuple[Problem, ...], *, grave: bool) -> list[dict[str, Any]]:
    """Return the grave ones, or the others, as plain values in the order of files and lines."""
    return [
        {"file": one.file, "line": one.line, "code": one.code, "message": one.message, "fix": one.fix}
        for one in sorted(set(problems))
        if one.grave is grave
    ]
