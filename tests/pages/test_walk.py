"""Control's walking view: what is urgent, what happens without control, one demand a minute, a hint in one tap."""

from __future__ import annotations

import json

import msgspec
import pytest

from cast import Table
from pages import dom, played
from palermo.engine import commands as c
from palermo.engine.allowed_control import judge
from palermo.engine.view import Call, ControlView
from palermo.engine.viewing import control_view
from palermo.pages import Options, control_regions
from palermo.pages.control import control_scene
from palermo.pages.walk import APART, demands

MOMENTS = ("lobby", "early", "late", "paused", "over")


def seen(table: Table) -> ControlView:
    return control_view(table.scenario, table.state)


def region(table: Table, name: str, view: ControlView | None = None) -> dom.Node:
    made = control_regions(
        table.scenario, played.texts(table), view or seen(table), "en", Options(control="Anna"), (name,)
    )
    return dom.check(made[name])


def asked(node: dom.Node) -> list[c.Command]:
    found = node.find("button", data_command="*")
    return [msgspec.convert(json.loads(one.attrs["data-command"]), c.Command) for one in found]


def playing() -> Table:
    """Return the eighth minute; `played.late` is before the first phase of play has begun for hints."""
    table = played.busy()
    table.control(c.SkipPhase())
    table.wait(200)
    return table


@pytest.mark.parametrize("moment", MOMENTS)
def test_every_button_of_the_walking_view_is_allowed(moment: str) -> None:
    table = getattr(played, moment)()
    for name in ("ready", "walk_ready", "walk_head", "walk_now", "walk_next", "walk_hint", "walk_bar"):
        for command in asked(region(table, name)):
            assert judge(table.scenario, table.state, command) is None, (name, command)


def test_five_questions_of_one_second_ask_for_control_one_a_minute() -> None:
    table = playing()
    for team, desks in table.state.world.teams:
        assert table.ask(f"s-{desks[0]}", c.Help(played.say(f"{team} asks"))) is None
    view = seen(table)
    scene = control_scene(table.scenario, played.texts(table), view, "en", Options())
    only = msgspec.structs.replace(view, calls=tuple(x for x in view.calls if x.kind == "help" and x.since == table.t))
    found = demands(scene, only)
    assert [one.shown_from for one in found] == [table.t, table.t + APART, table.t + 2 * APART]
    items = region(table, "walk_now", only).find("li")
    assert [item.attrs["data-from"] for item in items] == [str(one.shown_from) for one in found]


def test_harm_that_is_close_comes_first_and_waits_for_no_minute() -> None:
    table = playing()
    assert table.ask("s-BG", c.Help(played.say("One?"))) is None
    view = seen(table)
    near = Call("close_harm", table.scenario.harms[0].id, "", view.calls[0].since)
    root = region(table, "walk_now", msgspec.structs.replace(view, calls=(*view.calls, near)))
    first = root.find("li")[0]
    assert first.attrs["data-from"] == "-1"
    assert "Close to harm" in first.text


def test_a_question_says_what_happens_without_control_and_when() -> None:
    table = playing()
    assert table.ask("s-BG", c.Help(played.say("May we?"))) is None
    at = table.t
    view = seen(table)
    only = msgspec.structs.replace(view, calls=tuple(x for x in view.calls if x.kind == "help" and x.since == at))
    (first,) = region(table, "walk_now", only).find("li")
    assert "May we?" in first.text
    minute = f"{(at + 90) // 60}:{(at + 90) % 60:02d}"
    assert f"If you do nothing: at {minute} their page says that you are with others" in first.text
    assert first.find("p", data_to=str(at + 90))
    assert first.find("p", data_from=str(at + 90))


def test_the_next_inject_is_sent_or_postponed_in_one_tap_that_can_be_undone() -> None:
    table = playing()
    root = region(table, "walk_next")
    later, now = asked(root)
    assert isinstance(later, c.PostponeInject)
    assert later.seconds == 120
    assert isinstance(now, c.SendInject)
    assert later.inject == now.inject
    assert all(button.attrs.get("data-hold") for button in root.find("button"))
    table.control(now)
    (_, other) = asked(region(table, "walk_next"))
    assert isinstance(other, c.SendInject)
    assert other.inject != now.inject


def test_a_hint_goes_in_one_tap_to_the_table_that_was_quiet_for_longest_the_gentlest_first() -> None:
    table = playing()
    root = region(table, "walk_hint")
    (hint,) = asked(root)
    assert isinstance(hint, c.GiveHint)
    assert hint.team in {row.team for row in seen(table).teams}
    fits = [line for line in seen(table).hints if line.team == hint.team]
    if fits:
        assert hint.hint in {line.hint for line in fits}
        stem = hint.hint.rpartition("_")[0]
        same = [line.level for line in fits if line.hint.rpartition("_")[0] == stem]
        assert min(same) == next(line.level for line in fits if line.hint == hint.hint)
    else:
        assert hint.text


def test_the_pause_has_three_reasons_and_a_paused_clock_goes_on_in_one_tap() -> None:
    table = playing()
    assert region(table, "walk_bar").find("button", data_form="halt")
    table.control(c.Pause("wellbeing"))
    assert asked(region(table, "walk_bar")) == [c.Resume()]


def test_before_the_play_it_says_which_table_knows_its_task_and_lets_control_begin() -> None:
    table = played.lobby()
    root = region(table, "walk_ready")
    assert "knows its task" in root.find("li", id="ready-T3")[0].text
    assert "is still reading" in root.find("li", id="ready-T2")[0].text
    assert asked(root) == [c.Begin()]
    assert not region(table, "walk_now").find("li")


def test_the_console_says_in_a_line_which_tables_are_missing_and_opens_on_demand() -> None:
    table = played.lobby()
    root = region(table, "ready")
    (more,) = root.find("details")
    assert "open" not in more.attrs
    line = root.find("div")[0].text
    assert "of 5 tables" in line
    assert "is still reading" in line
    assert "is still reading" in more.find("li", id="ready-T2")[0].text
    assert asked(root) == []  # the clock's own "Begin" is in sight
    table = played.seated()
    table.control(c.Begin())
    assert isinstance(asked(region(table, "ready"))[0], c.SkipPhase)
    table.control(c.SkipPhase())
    assert not region(table, "ready").find("h2")


def test_in_the_preparation_the_play_can_be_started_anyway_and_facts_are_counted() -> None:
    table = played.seated()
    table.control(c.Begin())
    root = region(table, "walk_ready")
    assert "no facts yet" in root.text
    (skip,) = asked(root)
    assert isinstance(skip, c.SkipPhase)
    assert "Start anyway" in root.text
    table.wait(660)
    assert "facts" in region(table, "walk_ready").find("li", id="ready-T2")[0].text
    table.control(c.SkipPhase())
    assert not region(table, "walk_ready").find("li")


def test_after_the_end_nothing_asks_any_more() -> None:
    table = played.over()
    assert region(table, "walk_now").text.strip() == ""
    assert region(table, "walk_next").text.strip() == ""
    assert region(table, "walk_bar").find("a", href="debrief")
