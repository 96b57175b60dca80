"""The speaking order on control's card, on the room screen and on the tables' pages."""

from __future__ import annotations

import json

import msgspec

from cast import Table, package
from engine.test_speaking import spoken
from pages import dom
from palermo.engine import commands as c
from palermo.engine.allowed_control import judge
from palermo.engine.state import ROOM
from palermo.engine.viewing import control_view
from palermo.pages import Options, changed, control_regions, regions
from palermo.pages.texts import Texts

OPTIONS = Options(control="Anna")


def shown(table: Table, watcher: str, region: str) -> dom.Node:
    texts = Texts(package().texts, "en")
    return dom.check(regions(table.scenario, texts, table.view(watcher), "en", OPTIONS, names=(region,))[region])


def card(table: Table) -> dom.Node:
    view = control_view(table.scenario, table.state)
    made = control_regions(table.scenario, Texts(package().texts, "en"), view, "en", OPTIONS, ["stage"])
    return dom.check(made["stage"])


def test_control_sees_the_order_and_gives_the_next_table_its_turn_in_one_tap() -> None:
    table = spoken(by="rule")
    made = card(table)
    assert "1 min each" in made.text
    presses = [node for node in made.find("button") if '"table"' in node.attrs.get("data-command", "")]
    commands = [msgspec.convert(json.loads(node.attrs["data-command"]), c.Command) for node in presses]
    assert [(one.target, one.seconds) for one in commands if isinstance(one, c.Show)] == [
        ("T1", 60),
        ("T3", 60),
        ("T3", 60),
    ]
    assert all(judge(table.scenario, table.state, one) is None for one in commands)
    assert "Next table" in presses[-1].text
    table.control(commands[-1])
    assert "The last table speaks." in card(table).text


def test_the_room_and_the_tables_see_who_speaks_and_who_comes_then() -> None:
    table = spoken()
    for watcher, region in ((ROOM, "room"), ("T2", "debrief")):
        made = shown(table, watcher, region)
        assert "Now speaks" in made.text
        assert "Then:" in made.text
        assert made.find(data_timer="*")
    order = [node for node in shown(table, ROOM, "room").find("ol") if node.attrs.get("class") == "rs-order"]
    assert len(order[0].find("li")) == 3


def test_pages_follow_when_the_next_table_speaks() -> None:
    table = spoken()
    before = {watcher: table.view(watcher) for watcher in ("T2", ROOM)}
    table.wait(61)
    assert "debrief" in changed(before["T2"], table.view("T2"))
    assert "room" in changed(before[ROOM], table.view(ROOM))
