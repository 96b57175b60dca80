"""The handbook shows how the agencies work together: who, what they may and may not, by which channel they reach whom."""

from __future__ import annotations

import re
from html import unescape

from pages import played
from pages.look import OPTIONS
from palermo.pages import regions


def handbook(team: str) -> str:
    table = played.early()
    made = regions(table.scenario, played.texts(table), table.view(team), "en", OPTIONS, names=("handbook",))
    return made["handbook"]


def together(team: str) -> str:
    found = re.search(r"(?s)<article[^>]*data-ways-map.*?</article>", handbook(team))
    assert found is not None
    return unescape(found[0])


def test_each_agency_has_what_it_may_do_what_not_and_its_channels() -> None:
    html = together("T2")
    parts = re.findall(r'(?s)<section[^>]*data-way-of="(\w+)".*?</section>', html)
    assert parts == [desk.id for desk in played.early().scenario.desks]
    prosecutor = re.search(r'(?s)data-way-of="PRO".*?</section>', html)
    assert prosecutor is not None
    assert "Decide on charges, you alone." in prosecutor[0]
    assert "Order care." in prosecutor[0]
    assert "<table" in prosecutor[0]


def test_a_line_stands_for_a_way_that_not_everybody_has() -> None:
    ways = set(" ".join(re.findall(r'data-ways="([^"]*)"', together("T2"))).split())
    assert {"BG>POL", "POL>BG", "SOC>PRO"} <= ways, "the direct line, and letters to the prosecutor"
    assert "PRO>SOC" not in ways
    assert "SOC>NGO" not in ways


def test_nothing_is_hidden_until_the_script_hides_it() -> None:
    assert " hidden" not in together("T2").replace("visually-hidden", "")


def test_it_begins_with_the_tables_own_agency_and_else_is_the_same_for_all() -> None:
    assert 'data-first="BG"' in together("T2")
    assert together("T2").replace('data-first="BG"', "") == together("T3").replace('data-first="SOC"', "")
