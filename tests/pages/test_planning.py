"""What control sees of what it lets go out later: dialogs, the list, the strip, the walking view."""

from __future__ import annotations

import json
from itertools import pairwise

import msgspec
import pytest

from cast import Table
from pages import dom, played
from pages.test_control_regions import made, opened
from pages.test_forms import filled
from palermo.engine import commands as c
from palermo.engine.allowed_control import judge
from palermo.pages.words import PLANS

TALKED = {"improvise": "improvise", "announce": "announce", "note": "note", "hint": "givehint"}


def region(table: Table, name: str) -> dom.Node:
    return dom.check(made(table)[name])


def planned(*commands: c.Plan) -> tuple[Table, list[str]]:
    """Return an exercise in play with things planned, and their ids."""
    table = played.late().aside()
    for command in commands:
        table.control(command)
    return table, list(table.state.world.plans)


@pytest.mark.parametrize("what", TALKED)
@pytest.mark.parametrize(("tick", "typed"), [("when-in", "7"), ("when-at", "14:30")])
def test_every_dialog_of_controls_words_can_be_sent_at_a_chosen_minute(what: str, tick: str, typed: str) -> None:
    table = played.late()
    root = opened(table, what, "")
    now = next(node for node in root.find("input", id="when-now"))
    assert "checked" in now.attrs
    asked = filled(root, tick, text="~x.text", seconds=typed, when=tick.removeprefix("when-"), team="T2")
    if what == "improvise":
        asked["to"] = ["T2"]
    assert (asked["do"], asked["what"]) == ("plan", TALKED[what])
    assert asked["seconds"] == (420 if tick == "when-in" else 14 * 60 + 30)
    assert ("phase" in asked) == (tick == "when-at")
    command = msgspec.convert(asked, c.Command)
    assert judge(table.scenario, table.state, command) is None, asked


def test_the_composers_button_opens_a_dialog_for_later() -> None:
    root = opened(played.late(), "improvise", "later")
    assert [node.attrs["id"] for node in root.find("input", name="when") if "checked" in node.attrs] == ["when-in"]
    root = opened(played.lobby(), "announce", "later")
    assert [node.attrs["id"] for node in root.find("input", name="when") if "checked" in node.attrs] == ["when-at"]


def test_after_the_end_there_is_nothing_to_choose() -> None:
    assert not opened(played.over(), "note", "").find("input", name="when")


DEEDS = [
    c.Plan(
        "improvise", 300, to=("T2",), kind="challenge", title=played.say("At the gate"), text=played.say("A car stops.")
    ),
    c.Plan("announce", 300, text=played.say("Five minutes left."), to=("T4",)),
    c.Plan("note", 300, text=played.say("Watch the clock."), about="T2"),
    c.Plan("givehint", 300, team="T3", text=played.say("Who could know?")),
]


@pytest.mark.parametrize("command", DEEDS, ids=lambda command: command.what)
def test_what_is_planned_is_changed_in_the_dialog_it_was_made_in(command: c.Plan) -> None:
    table, (id,) = planned(command)
    due = table.t + 300
    root = opened(table, "plan", id)
    assert command.plan == ""
    asked = msgspec.convert(filled(root), c.Command)
    assert isinstance(asked, c.Plan)
    assert (asked.plan, asked.what, asked.to, asked.kind, asked.about, asked.team) == (
        id, command.what, command.to, command.kind, command.about, command.team
    )  # fmt: skip
    run = next(run for run in table.state.world.schedule if run.id == asked.phase)
    assert run.starts + asked.seconds == due
    assert judge(table.scenario, table.state, asked) is None


@pytest.mark.parametrize("command", DEEDS, ids=lambda command: command.what)
def test_a_plan_stands_on_the_list_with_its_kind_and_minute_and_can_be_sent_put_off_changed_and_left_out(
    command: c.Plan,
) -> None:
    table, (id,) = planned(command)
    (row,) = region(table, "injects").find("li", id=f"inj-{id}")
    assert any(f"{word} · " in row.text for word in (*PLANS.values(), "Challenge"))
    assert " of " in row.text
    root = opened(table, "inject", id)
    forms = {node.attrs["data-form"] for node in root.find("button", data_form="*")}
    assert {"plan", "postpone"} <= forms
    for node in root.find("button", data_command="*"):
        asked = msgspec.convert(json.loads(node.attrs["data-command"]), c.Command)
        assert judge(table.scenario, table.state, asked) is None
    assert len(root.find("button", data_command="*")) == 2
    late = msgspec.convert(filled(opened(table, "postpone", id)), c.Command)
    assert judge(table.scenario, table.state, late) is None


def test_what_has_gone_out_or_was_left_out_says_so_and_sent_words_are_no_longer_changed() -> None:
    table, (first, second) = planned(DEEDS[1], DEEDS[3])
    table.control(c.SendInject(first))
    table.control(c.SkipInject(second))
    root = region(table, "injects")
    assert root.find("details", id="inj-group-sent")[0].find("li", id=f"inj-{first}")
    assert root.find("details", id="inj-group-out")[0].find("li", id=f"inj-{second}")
    assert not opened(table, "plan", first).find("form")
    assert opened(table, "plan", second).find("form")


def test_a_long_word_of_controls_own_is_shortened_in_the_list() -> None:
    table, (id,) = planned(c.Plan("announce", 300, text=played.say("word " * 60)))
    (row,) = region(table, "injects").find("li", id=f"inj-{id}")
    assert "…" in row.text
    assert len(row.text) < 250


def test_the_strip_says_where_the_clock_is_in_words_and_in_a_line_that_moves_by_attributes() -> None:
    table, _ = planned(DEEDS[0])
    root = region(table, "strip")
    (line,) = root.find("g", data_now_line="*")
    assert line.attrs["transform"].startswith("translate(")
    assert "style" not in line.attrs
    words = root.find("p")[0]
    assert "aria-live" not in words.attrs
    assert "Now:" in words.text
    assert "Next:" in words.text
    assert not region(played.lobby(), "strip").find("g", data_now_line="*")
    assert not region(played.over(), "strip").find("g", data_now_line="*")


def test_the_line_stands_while_the_clock_does() -> None:
    table = played.late().aside()
    table.control(c.Pause("organisational"))
    root = region(table, "strip")
    assert "stands" in root.find("g", data_now_line="*")[0].attrs["class"]


def test_no_shape_on_the_strip_hides_its_neighbours_number() -> None:
    table, _ = planned(*DEEDS)
    places = sorted(
        float(node.attrs["x"]) for node in region(table, "strip").find("text") if "nm" in node.attrs.get("class", "")
    )
    apart = [after - before for before, after in pairwise(places)]
    assert min(apart) >= 26


def test_before_the_exercise_begins_the_list_says_when_each_inject_comes() -> None:
    root = region(played.lobby(), "injects")
    assert "Next" in root.text
    assert region(played.lobby(), "strip").find("text", text_anchor="middle")
    assert not root.find("button", data_command="*")


def test_what_comes_next_in_the_walking_view_may_be_words_but_is_no_note() -> None:
    table, _ = planned(c.Plan("note", 5, text=played.say("Watch the clock.")))
    assert "Watch the clock." not in region(table, "walk_next").text
    table, _ = planned(c.Plan("announce", 5, text=played.say("Five minutes left.")))
    assert "Five minutes left." in region(table, "walk_next").text
    assert "Words" in region(table, "walk_next").text


def test_a_paper_desk_is_told_of_the_next_card_and_not_of_words() -> None:
    table, _ = planned(c.Plan("announce", 5, text=played.say("Five minutes left.")))
    assert "Five minutes left." not in region(table, "paper").text


def test_a_note_for_later_stands_under_needs_you_when_its_minute_has_come() -> None:
    table, _ = planned(c.Plan("note", 5, text=played.say("Watch the clock."), about="T2"))
    assert "Watch the clock." not in region(table, "calls").text
    table.wait(6)
    assert "Watch the clock." in region(table, "calls").text
    assert isinstance(region(table, "walk_now"), dom.Node)
