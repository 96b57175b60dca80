"""The map of Harvest corridor: what is named only in part stands apart, and what was said in confidence leads nobody to a door."""

from __future__ import annotations

import re
from functools import cache

from msgspec.structs import replace

from cast import Table, package
from pages.look import OPTIONS
from palermo.engine.known import Have, Line
from palermo.engine.view import View
from palermo.engine.viewing import control_view
from palermo.pages import control_regions, regions
from palermo.pages.texts import Texts

PACKAGE = package("harvest_corridor")
TEXTS = Texts(PACKAGE.texts, "en")


@cache
def table() -> Table:
    """The full version, begun."""
    made = Table(PACKAGE.scenario, "groups5", "P90")
    made.seat_all()
    made.begin()
    made.wait(30)
    return made


def of(view: View) -> str:
    return regions(PACKAGE.scenario, TEXTS, view, "en", OPTIONS, names=("map",))["map"]


def control(**changed: object) -> str:
    seen = control_view(PACKAGE.scenario, table().state)
    world = replace(table().state.world, **changed)
    return control_regions(PACKAGE.scenario, TEXTS, replace(seen, world=world), "en", OPTIONS, names=("map",))["map"]


def shown(html: str) -> set[str]:
    return set(re.findall(r'<g class="m-spot" data-kind="\w+" data-spot="([^"]*)"', html))


def knowing(view: View, *facts: tuple[str, str]) -> View:
    more = {fact: Have(fact, form, 60, "message") for fact, form in facts}
    return replace(view, known=replace(view.known, facts={**view.known.facts, **more}))


def told(view: View, notice: str) -> View:
    line = Line(f"{notice}#1", "notice", 60, f"notices.{notice}.text")
    return replace(view, known=replace(view.known, lines=(line,)))


def test_vans_that_a_fact_names_in_part_stand_apart_under_its_words() -> None:
    html = of(table().view("G1"))  # the police of Arvenia hold PA-5
    assert "PA-5.1" in shown(html)
    assert "two_vans" not in shown(html)
    assert "KJ-2417" not in html
    both = of(knowing(table().view("G1"), ("BB-1", "full")))
    assert {"PA-5.1", "two_vans"} <= shown(both), "that they are the same is for the table to say"


def test_a_short_form_that_names_no_plate_moves_no_van() -> None:
    html = of(knowing(table().view("G4"), ("BB-4", "short")))
    assert "rest_area" in shown(html)
    assert "two_vans" not in shown(html)


def test_whoever_called_in_confidence_leads_nobody_to_the_house() -> None:
    html = of(table().view("G4"))  # the support organisation knows of the caller
    assert "a house at a dyke" in html
    assert "Dyke Road" not in html
    assert "dyke_house" not in html
    register = of(knowing(table().view("G4"), ("CL-2", "full")))
    assert "dyke_house" in shown(register)
    assert re.search(r"Not on this map.*a house at a dyke", register, re.S), (
        "that it is that house is for the table to say"
    )


def test_a_stop_without_a_point_is_where_the_one_before_was() -> None:
    stages, been = {"vans": ("stopped", 900)}, {"vans.resting": 600, "vans.stopped": 900}
    html = control(stages=stages, been=been)
    stops = {stop.id: stop for mover in PACKAGE.scenario.map.movers for stop in mover.stops}
    at = stops["resting"].at
    assert at is not None
    assert f'data-spot="two_vans" transform="translate({at[0]} {at[1]})"' in html
    assert "stopped, everybody is out" in html


def test_the_vans_move_for_a_table_only_as_far_as_it_was_told() -> None:
    view = knowing(table().view("G2"), ("BB-4", "full"))
    assert "Last known</dt><dd>11:00" in of(view)
    assert "Last known</dt><dd>on the ferry" in of(told(view, "vans_sailed"))
    assert "Last known</dt><dd>on the road" in control()


def test_the_shorter_version_has_a_map_without_what_was_left_out() -> None:
    small = PACKAGE.cut_down("essential").scenario.map
    whole = PACKAGE.scenario.map
    assert [place.id for place in small.places] == [place.id for place in whole.places]
    ferry = next(route for route in small.routes if route.id == "ferry")
    assert ferry.facts == ()
    assert ferry.notices == ("vans_sailed",)
