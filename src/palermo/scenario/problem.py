"""What is wrong with a package: where, which rule, in plain words, and what mends it."""

from __future__ import annotations

import msgspec


class Mark(msgspec.Struct, frozen=True, gc=False, order=True):
    """A place in a package: the file's path inside it and the line, counted from 1 (0: the file as a whole)."""

    file: str
    line: int


class Problem(msgspec.Struct, frozen=True, gc=False, order=True):
    """One thing to mend. `code` is the rule, `fix` what to do; `grave` is False for a warning, which stops nothing."""

    file: str
    line: int
    code: str
    message: str
    fix: str
    grave: bool = True


class Broken(Exception):
    """The package cannot be played; `problems` holds everything that was found, not the first only."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        first = problems[0] if problems else None
        told = f"{first.file}:{first.line}: {first.message} {first.fix}" if first else ""
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        super().__init__(f"{told}{more}")


def problem(mark: Mark, code: str, message: str, fix: str) -> Problem:
    """Return a problem at a mark."""
    return Problem(mark.file, mark.line, code, message, fix)


def warning(mark: Mark, code: str, message: str, fix: str) -> Problem:
    """Return a warning at a mark."""
    return Problem(mark.file, mark.line, code, message, fix, grave=False)
