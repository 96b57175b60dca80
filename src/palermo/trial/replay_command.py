"""`palermo replay`: an exercise as a transcript, from an archive or the data folder, through the eyes of a team or of control."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from palermo.conduct.archive import BadArchive, import_
from palermo.engine.events import Created
from palermo.engine.state import CONTROL, ROOM
from palermo.log.contract import Log
from palermo.log.memory import MemoryLog
from palermo.log.sqlite import SqliteLog
from palermo.scenario import Package
from palermo.trial.transcript import transcript

LOG_FILE = "log.sqlite3"


def arguments(parser: ArgumentParser) -> None:
    """Add the command's arguments to a parser."""
    parser.add_argument(
        "exercise", metavar="FILE|EXERCISE", help="an archive, or the id of an exercise in the data folder"
    )
    parser.add_argument(
        "--eyes", default=CONTROL, metavar="TEAM", help="a team's id: only what that team saw (control's)"
    )


def run(args: Namespace) -> int:
    """Print the transcript. Return 0, or 1 with a sentence on stderr when there is nothing to print."""
    file = Path(args.exercise)
    log: Log
    try:
        if file.is_file():
            log = MemoryLog()
            exercise = import_(log, file.read_bytes())
        else:
            folder = Path(os.environ.get("PALERMO_DATA") or "var")
            if not (folder / LOG_FILE).is_file():
                sys.stderr.write(f"There is no file {file}, and no log in {folder}. Nothing was replayed.\n")
                return 1
            log, exercise = SqliteLog(folder / LOG_FILE), args.exercise
    except (BadArchive, OSError) as error:
        sys.stderr.write(f"{file} was not replayed: {error}\n")
        return 1
    try:
        return _print(log, exercise, args.eyes)
    finally:
        log.close()


def _print(log: Log, exercise: str, eyes: str) -> int:
    entries = log.read(exercise)
    first = entries[0].event if entries else None
    source = log.package(first.setup.package) if isinstance(first, Created) else None
    if source is None or not isinstance(first, Created):
        sys.stderr.write(f"There is no exercise {exercise}. Nothing was replayed.\n")
        return 1
    watchers = [team for team, _ in first.teams]
    if eyes not in (*watchers, CONTROL, ROOM):
        sys.stderr.write(f"There is no team {eyes}. There are: {', '.join(watchers)}, {CONTROL}, {ROOM}.\n")
        return 1
    for line in transcript(Package.from_bytes(source).played(first.setup.profile), entries, log.texts(exercise), eyes):
        sys.stdout.write(f"{line}\n")
    return 0
