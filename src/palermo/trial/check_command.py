"""`palermo check NAME|FOLDER [--json]`: everything that is wrong with a package, and what is proved of it."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, TextIO

from rich.console import Console

from palermo.scenario import source
from palermo.scenario.package import read
from palermo.scenario.problem import Broken, Problem
from palermo.scenario.report import as_rows, examine
from palermo.trial.proof import problems, prove, told

Row = dict[str, Any]


def arguments(parser: ArgumentParser) -> None:
    """Add the command's arguments to a parser."""
    parser.add_argument("target", metavar="NAME|FOLDER")
    parser.add_argument("--json", action="store_true", help="print one object")
    parser.add_argument("--no-proof", action="store_true", help="leave out the proof, which takes a while")


def run(target: str, as_json: bool, out: TextIO | None = None, *, proof: bool = True) -> int:
    """Check a package folder or a built-in package and print what was found. Return 1 when there are problems, else 0."""
    found = examine(target)
    if proof and not found["problems"]:
        found |= proved(target, found)
    out = out or sys.stdout
    out.write(json.dumps(found, indent=2, ensure_ascii=False) + "\n" if as_json else _table(found))
    return 1 if found["problems"] else 0


def proved(target: str | Path, found: Row) -> Row:
    """Return the proof of a package that passed the checks, and its problems and warnings with those of the proof among them."""
    try:
        package = read(source.files(target)).package
    except Broken:
        return {}
    if package is None:
        return {}
    console = Console(stderr=True)
    with console.status("") as status:
        proofs = prove(package, lambda what: status.update(f"proving {what}"))
    more: list[Problem] = list(problems(package, proofs))
    return {
        "problems": found["problems"] + as_rows(more, grave=True),
        "warnings": found["warnings"] + as_rows(more, grave=False),
        "proof": told(package, proofs),
    }


def _table(found: Row) -> str:
    lines: list[str] = []
    for name in ("problems", "warnings"):
        if found[name]:
            lines += [f"{name.capitalize()} ({len(found[name])})", ""]
        for one in found[name]:
            at = f"{one['file']}:{one['line']}" if one["line"] else one["file"]
            lines += [f"  {at}  [{one['code']}]", f"    {one['message']}", f"    {one['fix']}", ""]
    if found["load"]:
        lines += [
            "Load (words before the start; most decisions and words in five minutes; decisions and yes in all)",
            "",
        ]
        row = "  {:<10} {:<8} {:<8} {:>6} {:>6} {:>10} {:>6} {:>7}"
        lines.append(row.format("preset", "profile", "team", "pairs", "before", "decisions", "words", "in all"))
        for one in found["load"]:
            cells = [
                one[key] for key in ("preset", "profile", "team", "pairs", "before", "decisions", "words", "presses")
            ]
            lines.append(row.format(*cells))
        lines.append("")
    for preset, proof in found.get("proof", {}).items():
        for profile, one in proof["profiles"].items():
            lines += _proof(preset, profile, one)
    for language, scores in found["readability"].items():
        said = ", ".join(f"{name} {score}" for name, score in scores.items())
        lines += [f"Flesch reading ease ({language}; 60 and more is plain English): {said}", ""]
    grave, mild = len(found["problems"]), len(found["warnings"])
    lines.append(f"{found['scenario']}: {_count(grave, 'problem')}, {_count(mild, 'warning')}.")
    return "\n".join(lines) + "\n"


def _proof(preset: str, profile: str, one: Row) -> list[str]:
    """Return the table of one proof: who is needed at the least, and when; * marks a coalition that a run has shown."""
    lines = [
        f"Proof, {preset} {profile}: the smallest coalitions of teams without which it is impossible; * shown possible by a run",
        "(minutes of play: the earliest by calculation; the best of some runs with one pair of hands a team; the deadline)",
        "",
    ]
    row = "  {:<28} {:>6} {:>6} {:>6}  {}"
    lines.append(row.format("", "bound", "run", "due", "coalitions"))
    for name, coalitions in one["coalitions"].items():
        time = one["times"].get(name)
        cells = (
            ("-", "-", "-") if time is None else tuple(_minutes(time[key]) for key in ("bound", "witness", "deadline"))
        )
        shown = [tuple(teams) for teams in one["shown"][name]]
        sets = ", ".join(("+".join(teams) or "nobody") + ("*" if tuple(teams) in shown else "") for teams in coalitions)
        lines.append(row.format(name, *cells, sets or "none"))
    return [*lines, ""]


def _minutes(seconds: int) -> str:
    return "-" if seconds < 0 else f"{seconds // 60}:{seconds % 60:02}"


def _count(n: int, thing: str) -> str:
    return f"{n or 'no'} {thing}{'' if n == 1 else 's'}"
