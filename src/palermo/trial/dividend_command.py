"""`palermo dividend NAME`: the outcome against readiness to share, as a table or as a list for other programs."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from palermo.scenario import load
from palermo.scenario.problem import Broken
from palermo.trial.dividend import MEASURES, STEPS, Point, dividend, told


def arguments(parser: ArgumentParser) -> None:
    """Add the command's arguments to a parser."""
    parser.add_argument("scenario", help="a built-in scenario or a package's folder")
    parser.add_argument("--preset", default="", help="which desks make which teams (the scenario's first)")
    parser.add_argument("--profile", default="", help="which phases it is played in (the scenario's first)")
    parser.add_argument("--runs", type=int, default=100, help="how many exercises at each readiness")
    parser.add_argument("--seed", type=int, default=1, help="the same seed gives the same outcomes")
    parser.add_argument("--json", action="store_true", help="print one list")


def run(args: Namespace) -> int:
    """Play, print, and return the exit code: 0, or 1 when it cannot be played (said on stderr)."""
    try:
        package = load(args.scenario)
        if args.runs < 1:
            raise ValueError("Nothing was played: --runs must be 1 or more.")
        preset = args.preset or package.scenario.presets[0].id
        profile = args.profile or package.scenario.profiles[0].id
        console = Console(stderr=True)
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
            task = bar.add_task(f"{package.scenario.id} {preset} {profile}", total=args.runs * (STEPS + 1))
            points = dividend(package, preset, profile, args.runs, args.seed, lambda n: bar.advance(task, n))
    except Broken as broken:
        for problem in broken.problems:
            sys.stderr.write(f"{problem}\n")
        return 1
    except ValueError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(json.dumps(told(points), indent=2) + "\n" if args.json else _table(points))
    return 0


def _table(points: list[Point]) -> str:
    row = "{:>6} {:>6}" + " {:>24}" * len(MEASURES)
    lines = [row.format("share", "won", *(name.replace("_", " ") for name in MEASURES))]
    for point in points:
        cells = [f"{m.mean:.1f} ({m.low:.1f}-{m.high:.1f}) of {m.of}" for m in (point.means[name] for name in MEASURES)]
        lines.append(row.format(f"{point.share:g}", f"{point.won:.0%}", *cells))
    lines.append("Means with 95 % intervals. This speaks of bots on this scenario, not of people.")
    return "\n".join(lines) + "\n"
