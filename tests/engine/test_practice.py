"""Before play the training fact goes from table to table. It makes who hands it over ready, and counts for nothing."""

from __future__ import annotations

from random import Random

from msgspec.structs import replace

from cast import Table, package
from palermo.bots.memory import Memory
from palermo.bots.play import play
from palermo.debrief import summary
from palermo.engine import commands as c
from palermo.engine import events as e


def waiting() -> Table:
    table = Table(package().scenario, "trio", "P30")
    table.seat_all()
    return table


def without_practice(table: Table) -> tuple[e.Entry, ...]:
    """Return the entries of an exercise as if nobody had practised, numbered anew."""
    rest = [entry for entry in table.entries if not isinstance(entry.event, e.Practised)]
    return tuple(replace(entry, seq=n) for n, entry in enumerate(rest, 1))


def test_the_training_fact_arrives_and_makes_the_giver_ready() -> None:
    table = waiting()
    assert table.ask("s-BG", c.Practise("BG", ("POL",))) is None
    giver, taker = table.view(table.team("BG")).known, table.view(table.team("POL")).known
    assert list(giver.practice) == list(taker.practice) == ["BG>POL"]
    assert giver.seats["s-BG"].ready
    assert not taker.seats["s-POL"].ready


def test_only_the_two_tables_learn_of_a_practice_and_neither_who_sat_there() -> None:
    table = waiting()
    third = next(team for team, desks in table.state.world.teams if not {"BG", "POL"} & set(desks))
    before = table.state.known[third]
    table.ask("s-BG", c.Practise("BG", ("POL",)))
    assert table.state.known[third] is before
    told = next(entry for entry in table.entries if isinstance(entry.event, e.Practised))
    assert set(told.audience) == {table.team("BG"), table.team("POL"), "control"}
    assert told.event == e.Practised("BG", "POL")


def test_practising_needs_somebody_else_and_the_right_desk() -> None:
    table = waiting()
    assert table.judge("s-BG", c.Practise("BG", ())) == c.Refused("no_recipient")
    assert table.judge("s-BG", c.Practise("BG", ("BG",))) == c.Refused("no_such_recipient", {"desk": "BG"})
    assert table.judge("s-BG", c.Practise("POL", ("BG",))) == c.Refused("not_your_desk", {"desk": "POL"})


def test_when_play_has_begun_nobody_practises() -> None:
    table = waiting()
    table.begin()
    assert table.judge("s-BG", c.Practise("BG", ("POL",))) is not None


def test_practice_is_in_no_finding_and_starts_nothing() -> None:
    table, other = waiting(), waiting()
    table.ask("s-BG", c.Practise("BG", ("POL", "POL")))
    other.ask("s-BG", c.Ready())
    for one in (table, other):
        one.begin()
    assert table.view("T1").new == other.view("T1").new
    assert table.state.world == other.state.world
    found = [summary(one.scenario, (), without_practice(one)) for one in (table, other)]
    assert found[0] == found[1]


def test_a_bot_hands_the_training_fact_back_once() -> None:
    table = waiting()
    table.ask("s-BG", c.Practise("BG", ("POL",)))

    def turn() -> tuple[c.Command, ...]:
        seen = table.view(table.team("POL"))
        return play("table", table.scenario, seen, table.own("s-POL"), 0, Memory(), Random(1)).commands

    assert turn() == (c.Ready(), c.Practise("POL", ("BG",)))
    for command in turn():
        assert table.ask("s-POL", command) is None
    assert turn() == ()
