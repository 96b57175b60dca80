"""Starting actions: when, with which option, on which grounds."""

from __future__ import annotations

from palermo.bots.book import Book
from palermo.bots.memory import Choice
from palermo.bots.mind import Mind
from palermo.engine import commands as c
from palermo.engine.known import Known
from palermo.engine.moments import at
from palermo.engine.scenario import Action
from palermo.engine.view import Power, View

LATE = 240  # seconds after its due time at which a table stops waiting for the good option
PATIENCE = 180  # seconds before its due time up to which an operation waits for every line of its sheet
SPARE = 2  # lines that may be missing when it waits no longer


def team_of(known: Known) -> dict[str, str]:
    """Return which team holds each desk."""
    return {desk: team for team, desks in known.teams for desk in desks}


def start(book: Book, view: View, power: Power, now: int, mind: Mind) -> tuple[Choice | None, int]:
    """Return the start of an action if the table would start it now, and else the second until which it waits (-1: for news)."""
    action = book.index.actions[power.target]
    known = view.known
    due = at(known.schedule, action.due) if action.due is not None and known.schedule else -1
    if any(known.resources.get(name, n) < n for name, n in action.uses.items()):
        return None, -1
    grounds = _grounds(book, known, action, mind)
    if grounds is None:
        return None, -1
    wait = _sheet_wait(book, known, action, due)
    if mind.careful and wait > now:
        return None, wait
    option, wait = _option(action, power, known, due, now, mind)
    if option is None:
        return None, wait
    ticks = tuple(tick for tick in power.slots.get("tick", ()) if mind.ticks(f"{action.id}.{tick}"))
    ticks = ticks or power.slots.get("tick", ())[:1]
    command = c.Start(power.desk, action.id, option, ticks, grounds)
    left = (due - now) / 60 if due >= 0 else 8.0
    rank = 3 + max(-1.0, left / 10) + action.priority / 10
    return Choice(f"start:{action.id}", "start", power.desk, rank, command), -1


def _grounds(book: Book, known: Known, action: Action, mind: Mind) -> tuple[str, ...] | None:
    """Return the facts to lay down for assessments that do not stand yet, or None when those known do not carry them."""
    out: dict[str, None] = {}
    for name in action.stands_on:
        if name in known.stands:
            continue
        facts = book.counting(name, known, tuple(fact for fact in book.grounds[name] if fact in mind.facts))
        if book.lacking(name, facts, known.teams):
            return None
        out.update(dict.fromkeys(facts))
    return tuple(out)


def _sheet_wait(book: Book, known: Known, action: Action, due: int) -> int:
    """Return the second up to which the table waits for lines that are missing on the action's sheet; -1 when it need not."""
    if not action.sheet:
        return -1
    lines = [f"{action.sheet}.{line.id}" for line in book.index.sheets[action.sheet].lines]
    lacking = sum(line not in known.sheets for line in lines)
    if not lacking or due < 0:
        return -1
    return due - PATIENCE if lacking <= SPARE else due


def _option(action: Action, power: Power, known: Known, due: int, now: int, mind: Mind) -> tuple[str | None, int]:
    """Return the option to take ('' where there is none to choose), or None with the second until which the table waits."""
    if not action.options:
        return "", -1
    free = power.slots.get("option", ())
    if not free:
        return None, -1
    good = action.options[0].id
    tries = sum(run.action == action.id for run in known.runs.values())
    if not mind.wise(f"{action.id}#{tries}"):
        return next((option for option in free if option != good), good), -1
    if good in free:
        return good, -1
    if due >= 0 and now >= due + LATE:
        return free[0], -1
    return None, due + LATE if due >= 0 else -1
