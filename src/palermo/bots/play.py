"""The one door to the bots: a view goes in, commands come out."""

from __future__ import annotations

from random import Random

from palermo.bots.book import book
from palermo.bots.guess import guess
from palermo.bots.memory import Memory, Turn
from palermo.bots.mind import Text
from palermo.bots.policy import Policy, policy
from palermo.bots.quick import quick
from palermo.bots.table import table
from palermo.engine import commands as c
from palermo.engine.scenario import Scenario
from palermo.engine.view import Own, View


def no_text(key: str) -> str:
    """Return no words: what a bot reads with when nobody lent it the scenario's texts."""
    return ""


def play(
    policy_or_word: Policy | str,
    scenario: Scenario,
    view: View,
    own: Own,
    now: int,
    memory: Memory,
    random: Random,
    text: Text = no_text,
) -> Turn:
    """Return a bot's turn at exercise second `now`: commands for the desks of `own`, and what it wants to remember.

    `memory` is the team's: every bot of a team gets what the last one of it gave back. `text` finds the scenario's words in
    the exercise's language; the `table` policy reads by their number. All chance comes from `random`.
    Raises ValueError for a policy there is not.
    """
    chosen = policy(policy_or_word) if isinstance(policy_or_word, str) else policy_or_word
    known = view.known
    if known.ended:
        return Turn((), memory)
    pages = book(scenario)
    phase = pages.index.phase(known.setup.profile, known.phase) if known.phase else None
    if phase is None or phase.kind == "before":
        return Turn((*_ready(view, own), *_practise(view, own)), memory)
    match chosen.kind:
        case "table":
            return table(pages, chosen.share, view, own, now, memory, random, text)
        case "random":
            return guess(pages, view, own, now, memory, random)
        case kind:
            return quick(pages, kind, view, own, now, memory, random, text)


def _ready(view: View, own: Own) -> tuple[c.Command, ...]:
    seat = view.known.seats.get(own.seat)
    may = any(power.verb == "ready" and power.open for power in view.can)
    return (c.Ready(),) if may and seat is not None and not seat.ready else ()


def _practise(view: View, own: Own) -> tuple[c.Command, ...]:
    """Whoever practises on us gets the training fact back, so that somebody alone in a room of bots sees one arrive."""
    rows, may = view.known.practice, {power.desk for power in view.can if power.verb == "practise"}
    return tuple(
        c.Practise(row.to, (row.desk,))
        for row in rows.values()
        if row.to in own.desks and row.to in may and f"{row.to}>{row.desk}" not in rows
    )
