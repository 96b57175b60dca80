"""The room screen, control's card for it, and the debrief's steps on a table's page."""

from __future__ import annotations

import json

import msgspec
import pytest

from cast import Table
from pages import dom, played
from palermo.engine import commands as c
from palermo.engine.allowed_control import judge
from palermo.engine.showing import STEPS, Held, Point
from palermo.engine.state import ROOM
from palermo.engine.viewing import control_view
from palermo.pages import ROOM_REGIONS, Options, control_regions, regions

OPTIONS = Options(icons="/i.svg", control="Anna", support="800 000 000")
WAITED = Point("question", "second_place", (Held("POL-1", 0), Held("PIP-1", 120)), 120, 1440)


def room(table: Table) -> dom.Node:
    """Return the room screen."""
    made = regions(table.scenario, played.texts(table), table.view(ROOM), "en", OPTIONS, names=ROOM_REGIONS)
    return dom.check(made["room"])


def stage(table: Table) -> dom.Node:
    """Return control's card."""
    view = control_view(table.scenario, table.state)
    return dom.check(control_regions(table.scenario, played.texts(table), view, "en", OPTIONS, ["stage"])["stage"])


def own_page(table: Table) -> dom.Node:
    """Return what the Border Guard reads of the debrief."""
    return dom.check(regions(table.scenario, played.texts(table), table.view("T2"), "en", OPTIONS)["debrief"])


def over() -> Table:
    """Return the exercise a while after its end, to go on with."""
    return played.over().aside()


def test_before_the_start_the_room_is_told_how_to_come_in() -> None:
    screen = room(played.lobby())
    assert screen.find(data_room="before", data_room_join="")
    assert "We begin soon" in screen.text


def test_in_play_the_minutes_left_and_what_was_said_to_all_are_on_it() -> None:
    screen = room(played.late())
    assert screen.find(data_phase_minutes="")
    assert "Please speak up: the room is loud." in screen.text
    assert not screen.find(data_room_join="")


def test_a_pause_is_told_with_its_words() -> None:
    assert "Look at the wall map." in room(played.paused()).text


def test_a_sheet_is_shown_as_it_is_read_aloud() -> None:
    table = played.busy()
    table.control(c.Show("sheet", "initial@T2", 60))
    screen = room(table)
    assert "Nine passengers, one driver, eight passports held." in screen.text
    assert "nothing written yet" in screen.text
    assert screen.find(data_seconds="60")


def test_the_table_that_speaks_is_named_and_the_one_after_it() -> None:
    table = played.busy()
    table.control(c.Show("table", "T2", 20))
    assert "Border Guard" in room(table).text
    assert "Then: Social services" in room(table).text


def test_the_common_result_is_shown_on_request_alone() -> None:
    table = played.busy()
    assert "people safe in time" not in room(table).text
    table.control(c.Show("result"))
    assert "people safe in time" in room(table).text
    assert "suspects" not in room(table).text


def test_a_turning_point_speaks_of_facts_and_minutes_and_of_no_table() -> None:
    table = over()
    table.control(c.DebriefStep("turning"))
    table.control(c.Show("turning", point=WAITED))
    for screen in (room(table), own_page(table)):
        assert "At minute 2" in screen.text
        assert "22 min later. No request for it was recorded." in screen.text
        assert not [name for name in ("Police", "Labour inspectorate", "Border Guard") if name in screen.text]
        assert not [tag for tag in ("POL-1", "PIP-1") if tag in screen.text]


def test_what_people_wrote_is_a_wall_without_names_and_without_what_was_erased() -> None:
    table = over()
    table.control(c.DebriefStep("keep"))
    for words in ("Read the number back.", "A word that has to go."):
        assert table.ask("s-BG", c.Answer("keep", played.say(words))) is None
    gone = table.state.world.answers[-1].text
    played.SAID[gone] = ""
    for screen in (room(table), own_page(table)):
        assert "Read the number back." in screen.text
        assert "has to go" not in screen.text
        assert "erased" not in screen.text
    assert (
        "s-BG"
        not in regions(table.scenario, played.texts(table), table.view(ROOM), "en", OPTIONS, names=["room"])["room"]
    )


@pytest.mark.parametrize("step", STEPS)
def test_every_step_is_on_the_room_screen_and_on_the_tables_with_its_timer(step: str) -> None:
    table = over()
    table.control(c.DebriefStep(step))
    assert room(table).find(data_seconds=str(STEPS[step]))
    assert own_page(table).find(data_seconds=str(STEPS[step]))
    assert own_page(table).find(data_step=step)


def test_a_debrief_is_closed_on_every_screen_and_can_be_opened_again() -> None:
    table = over()
    table.control(c.DebriefStep("commit"))
    assert [json.loads(b.attrs["data-command"]) for b in stage(table).find("button") if "Close" in b.text] == [
        {"do": "debriefstep", "step": "close"}
    ]
    table.control(c.DebriefStep("close"))
    assert "Thank you." in room(table).text
    assert "800 000 000" in room(table).text
    assert own_page(table).find(data_step="close")
    assert "Thank you." in own_page(table).text
    assert "The debrief is closed." in stage(table).text
    assert not stage(table).find("b", role="timer")
    table.control(c.DebriefStep("commit"))
    assert "Thank you." not in room(table).text


def test_every_button_of_controls_card_does_something_control_may_do() -> None:
    for table in (played.late(), over()):
        buttons = stage(table).find("button")
        assert buttons
        for button in buttons:
            command = msgspec.convert(json.loads(button.attrs["data-command"]), c.Command)
            assert judge(table.scenario, table.state, command) is None, command


def test_the_next_table_is_the_one_after_who_speaks() -> None:
    table = played.busy()
    table.control(c.Show("table", "T1", 20))
    commands = [json.loads(button.attrs["data-command"]) for button in stage(table).find("button")]
    turns = [row["target"] for row in commands if row.get("what") == "table"]
    assert turns == ["T2", "T2"]
