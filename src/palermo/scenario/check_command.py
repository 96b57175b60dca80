"""`palermo check NAME|FOLDER [--json]`: everything that is wrong with a package, at once."""

from __future__ import annotations

import json
import sys
from typing import Any, TextIO

from palermo.scenario.report import examine


def run(target: str, as_json: bool, out: TextIO | None = None) -> int:
    """Check a package folder or a built-in package and print what was found. Return 1 when there are problems, else 0."""
    found = examine(target)
    out = out or sys.stdout
    out.write(json.dumps(found, indent=2, ensure_ascii=False) + "\n" if as_json else _table(found))
    return 1 if found["problems"] else 0


def _table(found: dict[str, Any]) -> str:
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
    for language, scores in found["readability"].items():
        told = ", ".join(f"{name} {score}" for name, score in scores.items())
        lines += [f"Flesch reading ease ({language}; 60 and more is plain English): {told}", ""]
    problems, warnings = len(found["problems"]), len(found["warnings"])
    lines.append(f"{found['scenario']}: {_count(problems, 'problem')}, {_count(warnings, 'warning')}.")
    return "\n".join(lines) + "\n"


def _count(n: int, thing: str) -> str:
    return f"{n or 'no'} {thing}{'' if n == 1 else 's'}"
