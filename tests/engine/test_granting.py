"""What was reasoned from two tables' facts but for one ground comes to stand by itself, unless control says no."""

from __future__ import annotations

from cast import Table, altered, of_scenario, package
from palermo.engine import commands as c
from palermo.engine import events as e
from palermo.engine import rules as r
from palermo.engine.granting import GRANT_AFTER

THREE = r.AtLeast(3, (r.Ground("BG-1"), r.Ground("NGO-2"), r.Ground("POL-1")))


def table() -> Table:
    """Return a table where the Border Guard holds a fact of its own and one of the NGO's."""
    made = of_scenario(altered(package().scenario, "questions", "second_place", rests=THREE))
    assert made.ask("s-NGO", c.Send("own", "NGO", ("BG",), "line", (c.Item("NGO-2", "full", "BG"),))) is None
    made.wait(60)
    assert "NGO-2" in made.state.known["T1"].facts
    return made


def tried(facts: tuple[str, ...] = ("BG-1", "NGO-2")) -> Table:
    made = table()
    assert made.ask("s-BG", c.Assess("BG", "second_place", facts)) is None
    return made


def stands(made: Table) -> list[e.Established]:
    return [entry.event for entry in made.entries if isinstance(entry.event, e.Established)]


def due(made: Table) -> list[int]:
    return [call.due for call in made.control_calls() if call.kind == "grant"]


def test_a_try_that_lacks_one_ground_stands_in_part_after_a_minute_without_a_word_from_control() -> None:
    made = tried()
    at = made.t
    assert due(made) == [at + GRANT_AFTER]
    made.wait(GRANT_AFTER - 1)
    assert stands(made) == []
    made.wait(1)
    (event,) = stands(made)
    assert (event.team, event.facts, event.granted, event.by_rule) == ("T1", ("BG-1", "NGO-2"), True, True)
    row = made.state.known["T1"].stands["second_place"]
    assert (row.at, row.granted, row.by_rule) == (at + GRANT_AFTER, True, True)
    assert due(made) == []


def test_control_may_say_no_and_a_later_try_counts_anew() -> None:
    made = tried()
    before = made.state.known["T1"].version
    made.control(c.Withhold("second_place", "T1"))
    assert made.state.known["T1"].version == before
    assert due(made) == []
    made.wait(GRANT_AFTER * 2)
    assert stands(made) == []
    assert made.ask("s-BG", c.Assess("BG", "second_place", ("BG-1", "NGO-2"))) is None
    assert len(due(made)) == 1
    made.wait(GRANT_AFTER)
    assert len(stands(made)) == 1


def test_what_a_table_tries_with_its_own_facts_alone_never_stands_by_itself() -> None:
    two = r.AtLeast(2, (r.Ground("BG-1"), r.Ground("POL-1")))
    made = of_scenario(altered(package().scenario, "questions", "second_place", rests=two))
    assert made.ask("s-BG", c.Assess("BG", "second_place", ("BG-1",))) is None
    assert due(made) == [-1]
    made.wait(GRANT_AFTER * 3)
    assert stands(made) == []


def test_two_missing_facts_are_too_many_and_a_pause_holds_the_minute() -> None:
    made = tried(("BG-1",))
    made.wait(GRANT_AFTER * 2)
    assert stands(made) == []
    made = tried()
    made.wait(30)
    made.control(c.Pause())
    made.wait(600)
    assert stands(made) == []
    made.control(c.Resume())
    made.wait(29)
    assert stands(made) == []
    made.wait(1)
    assert len(stands(made)) == 1


def test_only_a_try_that_lacks_one_ground_can_be_said_no_to() -> None:
    made = tried(("BG-1",))
    assert made.judge_control(c.Withhold("second_place", "T1")) == c.Refused("unknown")
    assert made.judge_control(c.Withhold("second_place", "T9")) == c.Refused("unknown")
    made = tried()
    made.control(c.Grant("second_place", "T1"))
    assert made.judge_control(c.Withhold("second_place", "T1")) == c.Refused("unknown")
    assert not stands(made)[0].by_rule


def test_a_no_goes_along_when_two_tables_become_one() -> None:
    made = tried()
    made.control(c.Withhold("second_place", "T1"))
    made.control(c.MergeTeams("T1", "T2"))
    assert due(made) == []
    made.wait(GRANT_AFTER * 2)
    assert stands(made) == []
