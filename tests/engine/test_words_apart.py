"""A word of control's to one table alone: nobody else learns of it."""

from __future__ import annotations

from cast import small
from palermo.engine import commands as c
from palermo.engine import events as e


def test_a_word_to_one_table_is_told_to_it_alone() -> None:
    table = small()
    before = {watcher: known.version for watcher, known in table.state.known.items()}
    (entry,) = table.control(c.Announce("~quietly", ("T2",)))
    assert entry.audience == ("T2", "control")
    after = {watcher: known.version for watcher, known in table.state.known.items()}
    assert {watcher for watcher in after if after[watcher] != before[watcher]} == {"T2"}
    line = table.state.known["T2"].lines[-1]
    assert (line.kind, line.text) == ("word", "~quietly")


def test_a_word_to_all_stays_a_word_to_all() -> None:
    table = small()
    (entry,) = table.control(c.Announce("~all"))
    assert isinstance(entry.event, e.Announced)
    assert {"T1", "T2", "T3", "room", "control"} <= set(entry.audience)
    assert table.state.known["T1"].lines[-1].kind == "announcement"


def test_nobody_says_anything_to_a_table_that_is_not_there() -> None:
    assert small().judge_control(c.Announce("~x", ("T9",))) == c.Refused("unknown")
    assert small().judge_control(c.Announce("", ("T1",))) == c.Refused("empty")
