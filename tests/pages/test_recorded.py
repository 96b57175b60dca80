"""A table's silence is told by what it recorded last."""

from __future__ import annotations

from pages import played
from palermo.engine import commands as c
from palermo.pages.recorded import last_recorded


def test_a_table_that_did_nothing_has_recorded_nothing() -> None:
    assert last_recorded(played.early().view("T2").known) == -1


def test_what_a_table_does_is_recorded_and_what_others_do_is_not() -> None:
    table = played.seated()
    table.begin()
    table.wait(45)
    played.ask(table, "s-BG", c.Start("BG", "report", ticks=("who",)))
    assert last_recorded(table.view("T2").known) == table.t
    assert last_recorded(table.view("T5").known) == -1


def test_a_dialog_warns_of_each_need_it_would_be_too_late_for() -> None:
    from pages.look import OPTIONS
    from palermo.pages import forms

    table = played.late()
    own = table.own("s-SOC")
    html = forms(table.scenario, played.texts(table), table.view(own.team), own, "start", "first_care", "en", OPTIONS)
    water = next(need for need in table.view("T3").known.needs if need == "water_food")
    assert water
    assert "data-late-at=" in html
    assert 'data-takes="120"' in html
