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
