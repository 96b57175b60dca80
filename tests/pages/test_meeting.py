"""A need says what would meet it, as far as this table may know."""

from __future__ import annotations

from cast import Table
from pages import played
from pages.look import OPTIONS
from palermo.pages import regions
from palermo.pages.meeting import meets, way
from palermo.pages.rows import Powers
from palermo.pages.team import scene_of

DESKS = ("POL", "PRO", "BG", "SOC", "NGO", "GOV", "PIP")


def people(table: Table, team: str) -> str:
    return regions(table.scenario, played.texts(table), table.view(team), "en", OPTIONS, names=("people",))["people"]


def found(table: Table, team: str, need: str) -> str:
    view = table.view(team)
    scene = scene_of(table.scenario, played.texts(table), view.known, "en", OPTIONS)
    made = way(scene, view.known.desks, scene.index.needs[need], Powers(view.can))
    return str(made.words) if made is not None else ""


def test_a_need_that_our_action_meets_offers_to_start_it() -> None:
    assert found(played.late(), "T3", "water_food") == "We can start: First care, about 2 min"


def test_a_need_that_another_desk_meets_names_the_desk_and_not_what_it_would_do() -> None:
    table = played.late()
    assert found(table, "T2", "water_food") == "Social services can do this: ask, and say until when."
    assert "First care" not in people(table, "T2")


def test_no_desk_is_named_that_does_not_itself_see_the_need() -> None:
    table = played.late()
    names = {desk: played.texts(table).package["en"][f"desks.{desk}.short"] for desk in DESKS}
    for need in table.scenario.needs:
        for team in ("T1", "T2", "T3", "T4", "T5"):
            said = found(table, team, need.id)
            if "can do this" in said:
                assert all(desk in need.desks for desk, name in names.items() if name in said), (team, need.id)


def test_every_need_that_an_action_meets_is_found() -> None:
    secure = next(action for action in played.late().scenario.actions if action.id == "secure")
    assert meets(secure) == {"separation"}


def test_people_known_from_facts_alone_stand_apart_from_those_in_our_care() -> None:
    html = people(played.early(), "T2")
    assert "Not with us, known from facts" in html
    assert "A man who phoned" in html
    assert "Selin" not in html
