"""What the room screen can be asked to show, and the steps of the debrief."""

from __future__ import annotations

from typing import dataclass_transform

import msgspec

from palermo.engine.scenario import Scenario

# The run of show after the end, with the seconds each step is planned for: fifteen minutes together.
STEPS: dict[str, int] = {"out": 60, "pairs": 180, "turning": 300, "keep": 240, "commit": 120}

# After the last step: thanks, and what is left. It has no time of its own.
CLOSE = "close"

# "" is the clock and what everybody was told.
SHOWABLE = ("", "join", "result", "sheet", "table", "turning", "wall")
AFTERWARDS = ("turning", "wall")

# What people may answer in every exercise, beside the scenario's own questions.
KEEP, CHANGE, COMMITMENT = "keep", "change", "commitment"
ALWAYS_ASKED = (KEEP, CHANGE, COMMITMENT)

MOST_SECONDS = 3600


@dataclass_transform(frozen_default=True, field_specifiers=(msgspec.field,))
class _Row(msgspec.Struct, frozen=True, gc=False):
    pass


class Held(_Row):
    """A fact that was needed, and the exercise second since when the table it belongs to had it."""

    fact: str
    since: int


class Point(_Row):
    """A turning point as it is told to the room.

    `kind` is question or action, `what` its id. At second `together` the tables together held all that was needed, `facts` with
    the second each; at `at_one` one table had all of it, at `done` it was put together (-1: not recorded). `asked` tells whether a
    request about it was recorded in between.
    It says nothing of tables but what the facts' own numbers say.
    """

    kind: str
    what: str
    facts: tuple[Held, ...]
    together: int
    done: int
    asked: bool = False
    at_one: int = -1


class StepRow(_Row):
    """The step of the debrief that runs since UTC second `wall`, for so many seconds."""

    step: str
    wall: float
    seconds: int


class AnswerRow(_Row):
    """What somebody answered after the end; nobody knows who. `text` is a key."""

    question: str
    text: str


def asked_afterwards(scenario: Scenario) -> tuple[str, ...]:
    """Return the questions that may be answered after the end."""
    own = tuple(question.id for question in scenario.debrief)
    return (*own, *(name for name in ALWAYS_ASKED if name not in own))
