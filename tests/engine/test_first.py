"""Which facts are a person's to read first: all of a desk's are shared out, and everybody has two or three."""

from __future__ import annotations

import pytest

from cast import Table, package
from palermo.engine import commands as c
from palermo.engine.index import index


def at_one_table(team: str, desks: list[tuple[str, ...]]) -> tuple[Table, list[tuple[str, ...]]]:
    """Seat people at a table of Night minibus, for these desks each; return what each reads first."""
    table = Table(package("night_minibus").scenario, "teams5", "P90")
    for n, held in enumerate(desks):
        table.control(c.TakeSeat(f"s-{n}", team, held), "server")
    return table, [table.own(f"s-{n}").first for n in range(len(desks))]


@pytest.mark.parametrize("people", range(1, 9))
def test_everybody_at_a_table_has_two_or_three_facts_to_read_first(people: int) -> None:
    table, first = at_one_table("T2", [("BG",)] * people)
    assert all(len(facts) in (2, 3) and len(set(facts)) == len(facts) for facts in first)
    dealt = {fact for fact, desk in index(table.scenario).dealt if desk == "BG"}
    assert {fact for facts in first for fact in facts} == dealt or people < 3


def test_a_desk_of_few_facts_reads_its_tables() -> None:
    _, (police, prosecutor) = at_one_table("T1", [("POL",), ("PRO",)])
    assert police == prosecutor != ()


def test_each_desk_reads_its_own_facts() -> None:
    table, first = at_one_table("T5", [("GOV",), ("PIP",), ("GOV",)])
    desk_of = dict(index(table.scenario).dealt)
    assert {desk_of[fact] for facts in first for fact in facts} == {"GOV"}
