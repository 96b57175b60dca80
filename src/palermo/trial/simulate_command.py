"""`palermo simulate`: exercises played by bots, with a progress bar, as one object or as words."""

from __future__ import annotations

import json
import sys
import time
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from palermo.bots.policy import KINDS, SHARE
from palermo.scenario import load
from palermo.scenario.problem import Broken
from palermo.trial.explain import lines
from palermo.trial.saving import save
from palermo.trial.simulate import Asked, Run, play_all, seed_of, told


def arguments(parser: ArgumentParser) -> None:
    """Add the command's arguments to a parser."""
    parser.add_argument("scenario", help="a built-in scenario or a package's folder")
    parser.add_argument("--preset", default="", help="which desks make which teams (the scenario's first)")
    parser.add_argument("--profile", default="", help="which phases it is played in (the scenario's first)")
    parser.add_argument("--policy", default="table", choices=KINDS, help="how the bots play")
    parser.add_argument("--share", type=float, default=SHARE, help="readiness of a table to share, 0 to 1")
    parser.add_argument("--runs", type=int, default=100, help="how many exercises")
    parser.add_argument("--seed", type=int, default=1, help="the same seed gives the same outcomes")
    parser.add_argument("--json", action="store_true", help="print one object")
    parser.add_argument("--explain", action="store_true", help="say what failed how often and why")
    parser.add_argument("--save", type=Path, metavar="FILE", help="with one run: write its archive")


def run(args: Namespace) -> int:
    """Play, print, and return the exit code: 0, or 1 when it cannot be played (said on stderr)."""
    try:
        package = load(args.scenario)
        scenario = package.scenario
        asked = Asked(
            package=package,
            preset=args.preset or scenario.presets[0].id,
            profile=args.profile or scenario.profiles[0].id,
            policy=args.policy,
            share=args.share,
            runs=args.runs,
            seed=args.seed,
            explain=args.explain,
        )
        asked.setting()
        if args.runs < 1:
            raise ValueError("Nothing was played: --runs must be 1 or more.")
        if args.save is not None and args.runs != 1:
            raise ValueError("Nothing was saved: --save writes one run; give --runs 1.")
    except Broken as broken:
        for problem in broken.problems:
            sys.stderr.write(f"{problem}\n")
        return 1
    except ValueError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    started = time.perf_counter()
    played = _with_bar(asked)
    result = told(asked, played, time.perf_counter() - started)
    if args.save is not None:
        try:
            save(package, asked.setting(), seed_of(asked, 0), args.save)
        except OSError as error:
            sys.stderr.write(f"The run was played but not saved: {error}. Give another --save.\n")
            return 1
    if args.json:
        _say(json.dumps(result, indent=2))
    else:
        _print(result)
    if args.explain:
        _explain(asked, played)
    return 0


def _with_bar(asked: Asked) -> list[Run]:
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(f"{asked.package.scenario.id} {asked.preset} {asked.profile}", total=asked.runs)
        return list(play_all(asked, lambda n: bar.advance(task, n)))


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")


def _print(result: dict[str, Any]) -> None:
    share = "" if result["share"] is None else f" (readiness to share {result['share']})"
    _say(
        f"{result['scenario']}, {result['preset']}, {result['profile']}: {result['runs']} runs of {result['policy']}{share}"
    )
    _say(f"won {result['won']:.1%}    {result['seconds']:.1f} s")
    for name, row in result["outcomes"].items():
        told_ = f"least {row['min']}, quarter {row['p25']:g}, middle {row['median']:g}, three quarters {row['p75']:g}, most {row['max']}"
        _say(f"{name.replace('_', ' '):24} {told_} of {row['of']}")
    _say("This speaks of bots on this scenario, not of people.")


def _explain(asked: Asked, played: list[Run]) -> None:
    found = [one.reasons for one in played if one.reasons is not None]
    for title, rows in lines(asked.package.scenario, found):
        _say(f"\n{title}")
        for name, figures in rows:
            _say(f"  {name:28} {figures}")
