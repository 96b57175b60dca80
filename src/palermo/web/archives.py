"""`palermo export` and `palermo import`: an exercise as one file, carried from one data folder to another."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from palermo.conduct import archive
from palermo.conduct.lock import Held, ServerLock
from palermo.log.sqlite import SqliteLog
from palermo.web.folder import data_folder

LOG_FILE = "log.sqlite3"


def export_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of `palermo export`."""
    parser.add_argument("exercise", help="the exercise's id, as its address shows it")
    parser.add_argument("file", type=Path, help="where to write the archive")


def import_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of `palermo import`."""
    parser.add_argument("file", type=Path, help="an archive that `palermo export` or the page wrote")


def export_run(args: Namespace) -> int:
    """Write an archive; works while the server runs. Return 0, or 1 with a sentence on stderr."""
    log = SqliteLog(data_folder() / LOG_FILE)
    try:
        if args.exercise not in log.exercises():
            sys.stderr.write(f"There is no exercise {args.exercise} in {data_folder()}. Nothing was written.\n")
            return 1
        args.file.write_bytes(archive.export(log, args.exercise))
    except OSError as error:
        sys.stderr.write(f"{args.file} was not written: {error.strerror}.\n")
        return 1
    finally:
        log.close()
    return 0


def import_run(args: Namespace) -> int:
    """Read an archive into the data folder; the server must not run. Return 0, or 1 with a sentence on stderr."""
    try:
        data = args.file.read_bytes()
    except OSError as error:
        sys.stderr.write(f"{args.file} was not read: {error.strerror}.\n")
        return 1
    try:
        with ServerLock(data_folder()):
            log = SqliteLog(data_folder() / LOG_FILE)
            try:
                exercise = archive.import_(log, data)
            finally:
                log.close()
    except Held:
        sys.stderr.write("The server runs: import on its page of exercises, or stop it first. Nothing was changed.\n")
        return 1
    except (archive.BadArchive, archive.AlreadyThere) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(f"{exercise}\n")
    return 0
