"""The board says what the table's facts name, and nothing that they leave open."""

from __future__ import annotations

import re

from cast import Table
from pages import played
from pages.look import OPTIONS
from palermo.pages import regions
from palermo.pages.things import mentions


def board(table: Table, team: str) -> str:
    return regions(table.scenario, played.texts(table), table.view(team), "en", OPTIONS, names=("board",))["board"]


def things(html: str) -> set[str]:
    return set(re.findall(r'data-name="([^"]*)"', html))


def test_the_board_shows_what_the_tables_facts_are_about_and_links_name_their_facts() -> None:
    html = board(played.early(), "T2")
    assert {"The driver", "Envelope with passports", "Fuel station Orlik"} <= things(html)
    assert re.search(r'data-link="fuel_stop" data-facts="BG-9"', html)


def test_a_fact_that_names_nobody_shows_somebody_without_a_name() -> None:
    html = board(played.early(), "T2")
    assert "A man who phoned" in things(html)
    assert "selin" not in html.casefold()


def test_the_board_holds_nothing_that_other_tables_alone_have_facts_about() -> None:
    assert "Grey van" not in board(played.early(), "T2")
    assert "Helpline" not in board(played.late(), "T2")


def test_a_table_without_facts_is_told_what_the_board_is_for() -> None:
    assert "Nothing to see yet" in board(played.lobby(), "T2")


def test_a_short_form_shows_only_what_its_words_mention() -> None:
    assert mentions("Papers were held. The passengers did not carry their own passports.", "Passports")
    assert not mentions("One man should see a doctor soon.", "Person 4")
    assert mentions("The grey van WRX 9P02 came back.", "Grey van WRX 9P02")
    assert not mentions("A grey van came back.", "Grey van WRX 9P02")
