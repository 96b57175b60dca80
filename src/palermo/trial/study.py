"""A study of a package, for the page of its authors: the checks with the proof, or the dividend. Long work, made to run as a process of
its own (`python -m palermo.trial.study KIND PRESET PROFILE`), which ends with the one that started it."""

from __future__ import annotations

import json
import os
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import IO, Any

import msgspec

from palermo.scenario.package import Package
from palermo.scenario.report import as_rows, report
from palermo.trial.dividend import STEPS, dividend
from palermo.trial.dividend import told as told_points
from palermo.trial.proof import problems, prove, told

RUNS = 100  # exercises at each readiness: those of `palermo dividend`, with its seed
SEED = 1
NICE = 10  # an exercise that somebody leads on the same machine goes before it
SIZE = 8  # bytes that say how long the package is

Row = dict[str, Any]
Tick = Callable[[int, int, str], None]  # done, of how many, at what


class Wanted(msgspec.Struct, frozen=True):
    """What is to be worked out: `kind` proof (of the whole package), or dividend (of a preset in a profile)."""

    kind: str
    preset: str = ""
    profile: str = ""

    @property
    def key(self) -> str:
        """The name it is kept under."""
        return ".".join(part for part in (self.kind, self.preset, self.profile) if part)


def study(package: Package, wanted: Wanted, tick: Tick, runs: int = RUNS) -> Row:
    """Work it out; `tick` is told how far it is. Raises ValueError for a preset or profile there is not."""
    if wanted.kind == "proof":
        return _proof(package, tick)
    done = 0

    def on(more: int) -> None:
        nonlocal done
        done += more
        tick(done, runs * (STEPS + 1), "")

    points = dividend(package, wanted.preset, wanted.profile, runs, SEED, on, processes=1)
    return {"runs": runs, "seed": SEED, "points": told_points(points)}


def _proof(package: Package, tick: Tick) -> Row:
    """Return the report of the checks, with what is proved where they found nothing grave."""
    of = len(package.scenario.presets) * len(package.scenario.profiles) + 1
    done = 0
    tick(done, of, "")
    found = report(package)
    if found["problems"]:
        return found

    def on(what: str) -> None:
        nonlocal done
        done += 1
        tick(done, of, what)

    proofs = prove(package, on)
    more = list(problems(package, proofs))
    return {
        **found,
        "problems": as_rows(more, grave=True),
        "warnings": found["warnings"] + as_rows(more, grave=False),
        "proof": told(package, proofs),
    }


# -- as a process -------------------------------------------------------------------------------


def sent(package: Package) -> bytes:
    """Return a package as the process reads it from its standard input, which then stays open for as long as it is to work."""
    whole = package.to_bytes()
    return len(whole).to_bytes(SIZE, "big") + whole


def main(words: list[str], source: IO[bytes], out: IO[str]) -> None:
    """Work it out for the process at the other end of the pipes: a line a step, and the result in the last line."""
    package = Package.from_bytes(source.read(int.from_bytes(source.read(SIZE), "big")))
    threading.Thread(target=_end_with, args=(source,), daemon=True).start()
    with suppress(AttributeError, OSError):
        os.nice(NICE)

    def say(row: Row) -> None:
        out.write(json.dumps(row) + "\n")
        out.flush()

    result = study(package, Wanted(*words), lambda done, of, what: say({"done": done, "of": of, "what": what.split()}))
    say({"result": result})


def _end_with(source: IO[bytes]) -> None:
    """Wait until nobody holds the other end any more: who asked has gone, and nobody would read the answer."""
    os.read(source.fileno(), 1)  # not `read`: it would hold the lock that the interpreter wants at its own end
    os._exit(1)


if __name__ == "__main__":
    main(sys.argv[1:], sys.stdin.buffer, sys.stdout)
