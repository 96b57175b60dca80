"""The lobby's practice: the training fact in the dialog of a real hand-over, and what both tables see of it."""

from __future__ import annotations

import msgspec

from cast import Table, package
from pages import dom, played
from pages.test_forms import OPTIONS, filled, is_closed, opened
from palermo.engine import commands as c
from palermo.pages import regions


def lobby(table: Table, team: str) -> dom.Node:
    texts = played.texts(table)
    return dom.check(regions(table.scenario, texts, table.view(team), "en", OPTIONS, names=("lobby",))["lobby"])


def test_the_training_fact_goes_through_the_dialog_of_a_hand_over() -> None:
    table = played.seated()
    assert lobby(table, "T2").find("button", data_form="practise", data_desk="BG")
    dialog = opened(table, "s-BG", "practise")
    assert "Hand over TR-1" in dialog.text
    asked = filled(dialog, "to-NGO", "to-POL")
    assert asked == {"do": "practise", "desk": "BG", "to": ["POL", "NGO"]}
    assert table.ask("s-BG", msgspec.convert(asked, c.Command)) is None


def test_both_tables_see_the_practice_and_a_third_one_does_not() -> None:
    table = played.seated()
    table.ask("s-BG", c.Practise("BG", ("NGO",)))
    words = package("night_minibus").texts["en"]
    assert words["scenario.practice.title"] in lobby(table, "T2").text
    assert "We handed it on to" in lobby(table, "T2").text
    assert "TR-1 arrived" in lobby(table, "T4").text
    assert "TR-1 arrived" not in lobby(table, "T3").text


def test_a_lobby_that_is_over_offers_no_practice() -> None:
    assert is_closed(opened(played.early(), "s-BG", "practise"))


def shown(table: Table, team: str, name: str) -> dom.Node:
    texts = played.texts(table)
    return dom.check(regions(table.scenario, texts, table.view(team), "en", OPTIONS, names=(name,))[name])


def preparing() -> Table:
    """Return an exercise that has begun: its preparation runs, nobody has a fact yet."""
    table = played.seated()
    table.control(c.Begin())
    assert not table.view("T2").known.facts
    return table


def test_when_the_clock_begins_the_page_stays_until_the_facts_are_dealt() -> None:
    table = preparing()
    assert lobby(table, "T2").find("button", data_form="practise")
    assert lobby(table, "T2").find("span", data_phase_left="*")
    table.wait(600)
    assert table.view("T2").known.facts
    assert not lobby(table, "T2").find("button")


def test_the_preparation_says_what_to_do_and_what_is_done() -> None:
    table = preparing()
    said = lobby(table, "T2").find("ol")[0]
    steps = [item.text for item in said.find("li")]
    for n, words in enumerate(("role card", "the law", "names", "practice fact", "how we will work", "our facts")):
        assert words in steps[n]
    assert "done" not in said.text
    table.ask("s-BG", c.Practise("BG", ("NGO",)))
    assert "done" in lobby(table, "T2").find("ol")[0].text


def test_with_the_facts_in_hand_the_table_is_told_to_read_them_and_may_still_practise() -> None:
    table = preparing()
    table.wait(600)
    assert "Nobody waits for us" not in shown(table, "T2", "expected").text
    assert "Read our facts" in shown(table, "T2", "expected").text
    assert shown(table, "T2", "can").find("button", data_form="practise", data_desk="BG")
    assert shown(table, "T2", "can").find("button", data_command='{"do":"ready"}')
    table.ask("s-BG", c.Practise("BG", ("NGO",)))
    assert not shown(table, "T2", "can").find("button", data_form="practise")
    table.wait(300)
    assert "Read our facts" not in shown(table, "T2", "expected").text
    assert not shown(table, "T2", "can").find("button", data_command='{"do":"ready"}')
