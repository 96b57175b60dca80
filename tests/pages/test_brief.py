"""The brief for latecomers: made from the table's own view, offered on the page of who sat down in play, for a while."""

from __future__ import annotations

from cast import package
from pages import dom, played
from pages.test_forms import OPTIONS, opened
from palermo.engine import commands as c
from palermo.pages.brief import LONG
from palermo.pages.team import own_regions, scene_of

WORDS = package("night_minibus").texts["en"]


def test_the_brief_names_what_is_known_under_way_and_expected() -> None:
    table = played.busy()
    brief = opened(table, "s-BG", "brief").text
    known = table.view("T2").known
    running = [run.action for run in known.runs.values() if run.state in ("waiting", "running")]
    assert running
    assert all(WORDS[f"actions.{action}.title"] in brief for action in running)
    assert any(WORDS[f"facts.{fact}.title"] in brief for fact in known.facts)
    assert f"{len(known.facts)} facts" in brief


def test_the_brief_names_no_fact_that_the_table_does_not_have() -> None:
    table = played.late()
    for team, seat in (("T2", "s-BG"), ("T4", "s-NGO")):
        brief = opened(table, seat, "brief").text
        lacking = [fact.id for fact in table.scenario.facts if fact.id not in table.view(team).known.facts]
        assert lacking
        assert not [fact for fact in lacking if WORDS[f"facts.{fact}.title"] in brief]


def test_in_the_first_second_the_brief_says_that_there_is_nothing_yet() -> None:
    assert "Nothing is under way just now." in opened(played.early(), "s-PIP", "brief").text


def test_only_who_sat_down_in_play_is_offered_the_brief_and_for_a_while() -> None:
    table = played.seated()
    table.begin()
    table.wait(300)
    table.control(c.TakeSeat("s-late", "T2", ("BG",), "document_expert"), "server")
    view = table.view("T2")
    scene = scene_of(table.scenario, played.texts(table), view.known, "en", OPTIONS)
    first = dom.check(own_regions(scene, view, table.own("s-late"))["first"])
    assert first.find("div", data_over_at=str(table.t + LONG))
    assert first.find("button", data_form="brief")
    assert "You came later" not in own_regions(scene, view, table.own("s-BG"))["first"]
