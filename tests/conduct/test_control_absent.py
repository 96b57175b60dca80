"""After the beginning nobody touches control: the exercise runs to its end, and what waited for control happened by itself."""

from __future__ import annotations

import math
from functools import cache

from conduct.room import START, Clock
from palermo.conduct.decision import Accepted
from palermo.conduct.memo import Packages
from palermo.conduct.occupants import Occupants, play_out
from palermo.conduct.submit import Conduct
from palermo.engine import commands as c
from palermo.engine import events as e
from palermo.engine.events import Entry
from palermo.engine.overview import UNPLAYED_AFTER
from palermo.log.memory import MemoryLog
from palermo.scenario import load

OURS = ("PIP", "PRO")  # desks that control took and forgot


@cache
def played() -> tuple[Entry, ...]:
    """Night minibus with bots at the tables and two desks of control's, begun and left alone. Played once."""
    log = MemoryLog()
    packages = Packages(log)
    conduct = Conduct(log, packages, clock=Clock(START), grace=math.inf)

    def ask(seat: str, name: str, command: c.Command) -> None:
        answer = conduct.submit_blocking("x", seat, name, command, START)
        assert isinstance(answer, Accepted), answer

    ask("server", "create", c.Create(packages.add(load("night_minibus")), "teams5", "P90", "en", help_level=2))
    for desk in ("POL", "PRO", "BG", "SOC", "NGO", "GOV", "PIP"):
        ask("control", f"occupy-{desk}", c.Occupy(desk, *(("control", "") if desk in OURS else ("bot", "table"))))
    ask("control", "begin", c.Begin())
    play_out(conduct, Occupants(conduct, seed=3), "x", START)
    return tuple(log.read("x"))


def told(kind: type) -> list[Entry]:
    return [entry for entry in played() if isinstance(entry.event, kind)]


def test_it_runs_to_its_end_in_its_time() -> None:
    (ended,) = told(e.Ended)
    assert ended.t == 75 * 60
    assert not told(e.Paused)
    assert not [entry for entry in played() if entry.cause.startswith("command:control") and entry.t > 0]


def test_every_inject_came_by_itself_or_was_dropped_by_its_own_rule() -> None:
    sent = {entry.event.inject for entry in told(e.InjectSent)}
    dropped = {entry.event.inject for entry in told(e.InjectDue) if entry.event.state in ("skipped", "left")}
    listed = {inject.id for inject in load("night_minibus").scenario.injects if not inject.reserve}
    assert listed <= sent | dropped


def test_the_rule_said_yes_for_the_desks_that_control_forgot() -> None:
    asked = {entry.event.run: entry.t for entry in told(e.ApprovalAsked) if set(OURS) & set(entry.event.awaiting)}
    given = [entry for entry in told(e.ApprovalGiven) if entry.event.desk in OURS]
    assert given
    for entry in given:
        assert entry.event.seat.startswith("server@")
        assert entry.t >= asked[entry.event.run] + UNPLAYED_AFTER
    waits = set(asked) - {entry.event.run for entry in given}
    dropped = {entry.event.run for entry in told(e.ActionDropped)}
    last = max(entry.t for entry in played())
    assert all(run in dropped or asked[run] + UNPLAYED_AFTER > last - 900 for run in waits)
