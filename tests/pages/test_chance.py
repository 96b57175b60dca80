"""Whatever people do: pages stay sound, and their buttons do not lie."""

from __future__ import annotations

import json
from random import Random

import msgspec
import pytest

import cast
from cast import Table, anything, control_whim, package
from pages import dom
from palermo.engine import commands as c
from palermo.engine.allowed import allowed
from palermo.engine.allowed_control import judge
from palermo.engine.viewing import control_view
from palermo.pages import CONTROL_FORMS, Options, Texts, control_forms, control_regions, debrief_regions, forms, regions

OPTIONS = Options(control="Anna")


def steps(table: Table, random: Random, n: int) -> None:
    """Let people and control do things by chance."""
    for _ in range(n):
        if random.random() < 0.1:
            whim = control_whim(table, random)
            if judge(table.scenario, table.state, whim) is None:
                table.do("control", whim)
        seat = random.choice(cast.seats(table))
        view = table.view(table.own(seat).team)
        mine = [power for power in view.can if power.open and (not power.desk or power.desk in table.own(seat).desks)]
        if mine:
            table.ask(seat, anything(table, random.choice(mine), seat, random))
        table.wait(random.randint(0, 12))
    if table.state.world.clock.paused:
        table.do("control", c.Resume())


def look(table: Table, texts: Texts) -> int:
    """Look at everything there is now; return how many buttons were tried."""
    tried = 0
    for team, desks in table.state.world.teams:
        view = table.view(team)
        own = {desk: table.own(f"s-{desk}") for desk in desks}
        for html in regions(table.scenario, texts, view, "en", OPTIONS, own=own[desks[0]]).values():
            for node in dom.check(html).walk():
                desk = (node.attrs.get("data-desk", "").split() or [desks[0]])[0]
                if "data-command" in node.attrs:
                    command = msgspec.convert(json.loads(node.attrs["data-command"]), c.Command)
                    assert allowed(table.scenario, view, own[desk], command) is None, node.attrs
                    tried += 1
                if "data-form" in node.attrs:
                    what, target = node.attrs["data-form"], node.attrs.get("data-target", "")
                    made = forms(table.scenario, texts, view, own[desk], what, target, "en", OPTIONS, desk)
                    dialog = dom.check(made)
                    assert "This is not open now" not in dialog.text, node.attrs
                    for inner in dialog.find(data_command="*"):
                        command = msgspec.convert(json.loads(inner.attrs["data-command"]), c.Command)
                        assert allowed(table.scenario, view, own[desk], command) is None, inner.attrs
                    tried += 1
    return tried


def control(table: Table, texts: Texts) -> None:
    """Look at control's page and its dialogs."""
    view = control_view(table.scenario, table.state)
    for html in control_regions(table.scenario, texts, view, "en", OPTIONS).values():
        for node in dom.check(html).walk():
            if "data-command" in node.attrs:
                command = msgspec.convert(json.loads(node.attrs["data-command"]), c.Command)
                assert judge(table.scenario, table.state, command) is None, node.attrs
            if node.attrs.get("data-form") in CONTROL_FORMS and "data-seat" not in node.attrs:
                target = node.attrs.get("data-target", "")
                made = control_forms(table.scenario, texts, view, node.attrs["data-form"], target, "en", OPTIONS)
                assert "This is not open now" not in dom.check(made).text, node.attrs


@pytest.mark.parametrize("seed", [1, 2])
def test_a_small_exercise_played_by_chance_always_has_sound_pages(seed: int) -> None:
    random = Random(seed)
    table = cast.small()
    texts = Texts(package().texts, "en", {})
    tried = 0
    for _ in range(4):
        steps(table, random, 25)
        tried += look(table, texts)
        control(table, texts)
    assert tried > 20
    for watcher in ("control", *(team for team, _ in table.state.world.teams)):
        for html in debrief_regions(table.scenario, texts, (), table.entries, "en", OPTIONS, watcher).values():
            dom.check(html)


@pytest.mark.parametrize(
    ("name", "preset", "profile"), [("night_minibus", "teams5", "P90"), ("harvest_corridor", "groups5", "P90")]
)
def test_a_built_in_exercise_played_by_chance_always_has_sound_pages(name: str, preset: str, profile: str) -> None:
    random = Random(5)
    played = package(name).played(profile)
    table = Table(played.scenario, preset, profile)
    table.seat_all()
    table.begin()
    texts = Texts(played.texts, "en", {})
    for _ in range(2):
        steps(table, random, 70)
        assert look(table, texts) > 20
        control(table, texts)
