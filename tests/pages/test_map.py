"""A table's map has what the table knows and nothing else; control's has everything, and both move with the story."""

from __future__ import annotations

import re

from msgspec.structs import replace

from cast import Table, package
from pages import played
from pages.look import OPTIONS
from palermo.engine.known import Have, Line
from palermo.engine.scenario_map import Map
from palermo.engine.view import View
from palermo.engine.viewing import control_view
from palermo.pages import control_regions, regions
from palermo.pages.texts import Texts

PACKAGE = package("night_minibus")
MAP: Map = PACKAGE.scenario.map


def of(view: View, language: str = "en") -> str:
    texts = Texts(PACKAGE.texts, "en")
    return regions(PACKAGE.scenario, texts, view, language, OPTIONS, names=("map",))["map"]


def shown(html: str) -> set[str]:
    return set(re.findall(r'<g class="m-spot" data-kind="\w+" data-spot="([^"]*)"', html))


def with_fact(view: View, fact: str, form: str = "full") -> View:
    have = Have(fact, form, 60, "message")
    return replace(view, known=replace(view.known, facts={**view.known.facts, fact: have}))


def control(table: Table) -> str:
    view = control_view(table.scenario, table.state)
    return control_regions(table.scenario, played.texts(table), view, "en", OPTIONS, names=("map",))["map"]


def test_a_table_has_public_places_and_every_desk_on_its_map() -> None:
    html = of(played.early().view("T2"))
    assert {place.id for place in MAP.places if place.public} <= shown(html)
    assert {desk.id for desk in MAP.desks} <= shown(html)


def test_a_place_that_no_fact_of_the_table_names_is_nowhere_on_its_page() -> None:
    html = of(played.early().view("T2"))  # the Border Guard
    assert "fuel_stop" in shown(html), "the driver named it"
    for secret in ("hostel", "greenhouses", "plant", "grey_van"):
        assert secret not in html
    for words in ("Leśna", "Strumień", "Dolina", "Grey van"):
        assert words not in html


def test_nothing_hidden_leaves_its_point_or_its_id_behind() -> None:
    for table in (played.lobby(), played.early(), played.late()):
        for team, _ in table.state.world.teams:
            html = of(table.view(team))
            for place in MAP.places:
                if place.id not in shown(html):
                    assert f"translate({place.at[0]} {place.at[1]})" not in html
                    assert f'"{place.id}"' not in html
            for mover in MAP.movers:
                if mover.id not in shown(html):
                    assert mover.id not in html


def test_a_fact_that_names_a_place_puts_it_on_the_map_with_the_fact_beside_it() -> None:
    before = played.early().view("T2")
    html = of(with_fact(before, "POL-1"))
    assert shown(html) - shown(of(before)) == {"hostel", "grey_van"}
    assert 'data-goto="fact-POL-1"' in html


def test_a_fact_that_does_not_say_which_place_it_is_leaves_it_to_be_found() -> None:
    html = of(with_fact(played.early().view("T2"), "POL-8"))
    assert "greenhouses" not in shown(html)
    assert "Heard of, not found yet" in html


def test_a_thing_stands_where_the_table_last_heard_of_it_and_control_sees_where_it_is() -> None:
    table = played.late()
    moved = replace(
        table.state.world, stages={"network": ("moved", 500)}, been={"network.alert": 400, "network.moved": 500}
    )
    view = with_fact(with_fact(table.view("T2"), "POL-1"), "POL-7")
    assert "on the way to Strumień" in of(view)
    assert "on the way to the other region" not in of(view)
    seen = control_regions(
        table.scenario,
        played.texts(table),
        replace(control_view(table.scenario, table.state), world=moved),
        "en",
        OPTIONS,
        names=("map",),
    )["map"]
    assert re.search(r"Last known</dt><dd>on the way to the other region", seen)


def test_a_way_shows_only_between_places_that_are_on_the_map() -> None:
    view = with_fact(played.early().view("T2"), "POL-7")
    assert "to Strumień" not in re.sub(r"(?s)<dl.*?</dl>", "", of(view)), "the greenhouses are not found yet"
    assert "from Leśna 14 to Strumień" in of(with_fact(with_fact(view, "POL-1"), "GOV-1"))


def test_what_all_are_told_puts_a_place_on_every_map() -> None:
    view = played.early().view("T3")
    line = Line("x#1", "notice", 60, "notices.five_found.text")
    assert "greenhouses" in shown(of(replace(view, known=replace(view.known, lines=(line,)))))


def test_control_has_everything_on_its_map() -> None:
    html = control(played.early())
    every = {one.id for part in (MAP.places, MAP.desks, MAP.movers) for one in part}
    assert shown(html) == every


def test_whoever_is_on_no_map_stands_in_the_list() -> None:
    assert "Not on this map" in control(played.early())


def test_every_mark_stands_in_the_list_as_well() -> None:
    html = of(played.late().view("T1"))
    assert shown(html) == set(re.findall(r'<li data-spot="([^"]*)"', html))


def test_the_map_speaks_polish() -> None:
    html = of(played.early().view("T2"), "pl")
    assert "Biały minibus" in html
    assert "zatrzymany na przejściu" in html


def test_a_scenario_without_a_map_says_so() -> None:
    view = played.early().view("T2")
    bare = replace(PACKAGE.scenario, map=Map())
    html = regions(bare, Texts(PACKAGE.texts, "en"), view, "en", OPTIONS, names=("map",))["map"]
    assert "has no map" in html
