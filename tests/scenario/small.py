"""The small package of the test-suite, whole or with one thing changed."""

from __future__ import annotations

from pathlib import Path

from palermo.scenario.package import Reading, read
from palermo.scenario.problem import Problem
from palermo.scenario.report import report
from palermo.scenario.source import files

FOLDER = Path(__file__).parent / "packages" / "small"


def sources() -> dict[str, bytes]:
    """Return the files of the small package."""
    return files(FOLDER)


def patched(file: str, old: str, new: str) -> dict[str, bytes]:
    """Return the small package's files with one piece of one file replaced; the piece stands there exactly once."""
    found = sources()
    text = found[file].decode()
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
    return {**found, file: text.replace(old, new).encode()}


def line_of(file: str, piece: str) -> int:
    """Return the line in which a piece of the small package stands."""
    text = sources()[file].decode()
    return text[: text.index(piece)].count("\n") + 1


def told(given: dict[str, bytes]) -> list[Problem]:
    """Return everything that is found in a package, problems and warnings."""
    reading: Reading = read(given)
    if reading.package is None:
        return list(reading.problems)
    found = report(reading.package, reading.problems)
    return [Problem(**one, grave=kind == "problems") for kind in ("problems", "warnings") for one in found[kind]]
