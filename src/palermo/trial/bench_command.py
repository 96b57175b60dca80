"""`palermo bench`: the measurements as one object, or in words."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace

from palermo.trial.bench import QUICK, Size, bench
from palermo.trial.served import NotServed

GOALS = {
    "dry_run_ms": "a whole exercise of open tables, one core (goal: under 10)",
    "view_ms": "a team's view late in an exercise (goal: under 0.5)",
    "join30_s": "30 people joining at once (goal: under 2)",
    "burst30_ms": "30 commands at once, until all are answered (goal: under 300)",
    "durable_commands_per_s": "commands kept on disk a second",
    "rss_idle_mb": "memory of an idle server (goal: under 150)",
    "rss_exercise_mb": "memory of one more exercise",
    "rss_page_kb": "memory of one more page",
}


def arguments(parser: ArgumentParser) -> None:
    """Add the command's arguments to a parser."""
    parser.add_argument("--json", action="store_true", help="print one object")
    parser.add_argument("--quick", action="store_true", help="fewer pages, less time")


def run(args: Namespace) -> int:
    """Measure and print. Return 0, or 1 with a sentence on stderr when the server did not start or a command was lost."""
    try:
        found = bench(QUICK if args.quick else Size())
    except NotServed as error:
        sys.stderr.write(f"{error}\n")
        return 1
    if args.json:
        sys.stdout.write(f"{json.dumps(found, indent=2)}\n")
    else:
        _say(found)
    return 1 if found["kill"]["lost"] else 0


def _say(found: dict[str, object]) -> None:
    live, kill = found["live"], found["kill"]
    lines = [f"{found[name]:>10}  {name:24} {what}" for name, what in GOALS.items()]
    if isinstance(live, dict) and isinstance(kill, dict):
        lines += [
            f"{live['p99_ms']:>10}  live p99_ms              command to last page, {live['pages']} pages, "
            f"{live['commands_per_s']:g} commands a second (goal: under 150)",
            f"{live['p50_ms']:>10}  live p50_ms              the middle of it",
            f"{live['ceiling_p99_ms']:>10}  live ceiling_p99_ms      the same client with a server that does nothing",
            f"{kill['lost']:>10}  kill lost                of {kill['acknowledged']} acknowledged commands (goal: 0)",
        ]
    lines.append(f"Measured with the client on the same {found['cores']} cores.")
    sys.stdout.write("\n".join(lines) + "\n")
