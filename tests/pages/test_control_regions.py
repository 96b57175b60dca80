"""Control's page and dialogs."""

from __future__ import annotations

import json

import msgspec
import pytest

from cast import Table, package
from pages import dom, played
from pages.test_forms import filled
from palermo.engine import commands as c
from palermo.engine.allowed_control import judge
from palermo.engine.state import InjectState
from palermo.engine.view import Call, ControlView
from palermo.engine.viewing import control_view
from palermo.pages import CONTROL_FORMS, CONTROL_REGIONS, Options, control_forms, control_regions, regions

OPTIONS = Options(names={"s-BG": "Marta"}, control="Anna")
MOMENTS = ("lobby", "early", "late", "paused", "over")


def made(table: Table, **more: object) -> dict[str, str]:
    view = more.pop("view", control_view(table.scenario, table.state))
    return control_regions(table.scenario, played.texts(table), view, "en", OPTIONS, **more)  # type: ignore[arg-type]


def opened(table: Table, what: str, target: str = "") -> dom.Node:
    view = control_view(table.scenario, table.state)
    return dom.check(control_forms(table.scenario, played.texts(table), view, what, target, "en", OPTIONS))


@pytest.mark.parametrize("moment", MOMENTS)
def test_every_region_is_sound_html_and_every_button_of_it_is_allowed(moment: str) -> None:
    table = getattr(played, moment)()
    found = made(table)
    assert tuple(found) == CONTROL_REGIONS
    for name, html in found.items():
        root = dom.check(html)
        for tag in ("input", "textarea", "select", "form"):
            assert not root.find(tag), name
        for node in root.find(data_command="*"):
            command = msgspec.convert(json.loads(node.attrs["data-command"]), c.Command)
            assert judge(table.scenario, table.state, command) is None, (name, node.attrs)


def test_no_key_of_a_text_is_shown_in_its_place() -> None:
    keys = set(package("night_minibus").texts["en"])
    for moment in MOMENTS:
        for name, html in made(getattr(played, moment)()).items():
            words = dom.read(html).text.split()
            assert not [word for word in words if word.startswith("~") or word in keys], name


def test_who_knows_what_is_a_table_with_words_for_each_mark() -> None:
    table = played.late()
    root = dom.read(made(table)["matrix"])
    assert root.find("caption")
    heads = [th for th in root.find("th", scope="col") if th.attrs.get("class") == "c"]
    assert len(heads) == len(table.state.world.teams)
    row = root.find("tr", id="mx-BG-3")[0]
    assert row.find("th", scope="row")
    cells = [td.text for td in row.find("td")[:5]]
    assert "Team 1, Police and prosecutor: knows, in full, since minute 3" in cells[0]
    assert "Team 2, Border Guard: holds it, since minute 0" in cells[1]
    assert "Team 3, Social services: knows, short form, since minute 3" in cells[2]
    assert "Team 4, Support organisation: nothing recorded" in cells[3]
    assert all(mark.attrs["aria-hidden"] == "true" for mark in row.find("span") if "k " in mark.attrs.get("class", ""))


def test_a_fact_that_its_rule_would_let_go_says_since_when_it_waits() -> None:
    root = dom.read(made(played.late())["matrix"])
    assert root.find("tr", id="mx-BG-4")[0].find("b")[0].text == "0:00"
    assert not root.find("tr", id="mx-BG-3")[0].find("b")
    assert "Waits since" in root.text


def test_the_next_inject_can_be_sent_or_held_and_none_is_listed_twice() -> None:
    table = played.late()
    root = dom.read(made(table)["injects"])
    rows = [li for li in root.find("li") if li.attrs.get("id", "").startswith("inj-")]
    assert len(rows) == len(table.scenario.injects) + 1
    following = next(li for li in rows if li.attrs["data-s"] == "next")
    assert following.find("button", data_command='{"do":"sendinject","inject":"i02"}')
    assert following.find("button", data_form="postpone")


def test_a_table_asks_and_control_can_answer_from_what_needs_it() -> None:
    root = dom.read(made(played.late())["calls"])
    assert "May we keep their phones?" in root.text
    assert root.find("button", data_form="reply")


def test_every_kind_of_call_is_told_in_words() -> None:
    table = played.late()
    view = control_view(table.scenario, table.state)
    helped = next(iter(table.state.world.helps))
    run = next(iter(table.state.world.runs))
    calls = (
        Call("help", helped, "T5", 1),
        Call("overdue_inject", "i02", "", 1),
        Call("silent", "T5", "T5", 1),
        Call("close_harm", table.scenario.harms[0].id, "", 1),
        Call("harm", table.scenario.harms[1].id, "", 1),
        Call("overloaded", "T2", "T2", 1),
        Call("grant", table.scenario.questions[0].id, "T1", 1),
        Call("unplayed", run, "T2", 1),
        Call("halted", "", "", 1),
    )
    root = dom.check(made(table, view=msgspec.structs.replace(view, calls=calls), names=["calls"])["calls"])
    items = root.find("li")
    assert len(items) == len(calls)
    assert all(len(item.text) > 10 for item in items)
    assert root.find("b")[0].text.startswith("The story's rules")


def test_the_exchange_shows_messages_what_was_told_and_notes_newest_first() -> None:
    table = played.busy()
    table.control(c.Note(played.say("They took her side."), "T3"))
    root = dom.read(made(table)["exchange"])
    rows = [li.text for li in root.find("li")]
    assert "They took her side." in rows[0]
    assert any("in person" in row for row in rows)
    assert any("waits for an answer" in row for row in rows)


def test_control_acts_for_a_desk_that_it_answers_for() -> None:
    table = played.busy()
    table.control(c.Occupy("NGO", "control"))
    root = dom.read(made(table)["calls"])
    assert root.find("button", data_form="approve", data_seat="control@T4")


# -- dialogs --------------------------------------------------------------------------------------


@pytest.mark.parametrize("what", CONTROL_FORMS)
def test_every_dialog_opens_in_every_moment(what: str) -> None:
    for moment in MOMENTS:
        assert opened(getattr(played, moment)(), what).find(role="dialog")


TARGETS = {
    "edit": "i04",
    "postpone": "i04",
    "withdraw": "~control.25",
    "occupant": "NGO",
    "seat": "s-BG",
    "grant": "second_place",
    "hint": "T2",
}


# These are read, or their buttons ask at once.
NO_FORMS = ("inject", "halt", "more", "reserve", "room")


@pytest.mark.parametrize("what", [what for what in CONTROL_FORMS if what in NO_FORMS])
def test_what_a_dialogs_buttons_ask_for_is_allowed(what: str) -> None:
    table = played.late()
    buttons = opened(table, what, TARGETS["edit"]).find("button", data_command="*")
    assert buttons
    for node in buttons:
        asked = msgspec.convert(json.loads(node.attrs["data-command"]), c.Command)
        assert judge(table.scenario, table.state, asked) is None, node.attrs


@pytest.mark.parametrize("what", [what for what in CONTROL_FORMS if what not in (*NO_FORMS, "aloud")])
def test_what_a_filled_dialog_sends_is_allowed(what: str) -> None:
    table = played.late()
    target = TARGETS.get(what, "")
    if what == "reply":
        target = next(iter(table.state.world.helps))
    if what == "withdraw":
        target = next(iter(table.state.world.improvised))
    if what == "plan":
        table = table.aside()
        table.control(c.Plan("note", 300, text="~x.text"))
        target = next(iter(table.state.world.plans))
    asked = filled(opened(table, what, target), text="~x.text", number="BG-1")
    if what == "improvise":
        asked["to"] = ["T2"]
    assert judge(table.scenario, table.state, msgspec.convert(asked, c.Command)) is None, asked


def test_an_inject_is_edited_on_its_own_words_and_keeps_the_original_in_sight() -> None:
    texts = package("night_minibus").texts["en"]
    root = opened(played.late(), "edit", "i04")
    assert " ".join(texts["injects.i04.text"].split()) in " ".join(root.find("textarea")[0].text.split())
    table = played.busy()
    table.control(c.EditInject("i04", played.say("Other words.")))
    root = opened(table, "edit", "i04")
    assert root.find("textarea")[0].text.strip() == "Other words."
    assert " ".join(texts["injects.i04.text"].split()) in " ".join(root.text.split())


def test_hints_of_the_package_are_offered_to_the_table_that_holds_their_desk() -> None:
    table = played.late()
    root = opened(table, "hint", "T2")
    assert root.find("input", id="team-T2", checked="*")
    shown = [label for label in root.find("label") if label.attrs.get("data-needs") == "team-T2"]
    given = {key.partition(".")[2] for key in table.state.world.hinted if key.startswith("T2.")}
    expected = {hint.id for hint in table.scenario.hints if hint.desk == "BG"} - given
    assert {label.find("input")[0].attrs["value"] for label in shown} == expected


# -- times and the end ----------------------------------------------------------------------------


def with_world(table: Table, **fields: object) -> ControlView:
    view = control_view(table.scenario, table.state)
    return msgspec.structs.replace(view, world=msgspec.structs.replace(table.state.world, **fields))


def missed(at: int, **fields: object) -> ControlView:
    table = played.late()
    inject = next(one for one in table.scenario.injects if one.expected is not None and one.within)
    row = InjectState(state="sent", at=at, met=False)
    view = with_world(table, injects={inject.id: row}, **fields)
    lines = tuple(
        msgspec.structs.replace(line, state="sent", at=at, met=False) if line.inject == inject.id else line
        for line in view.injects
    )
    calls = (Call("overdue_inject", inject.id, "", at),)
    return msgspec.structs.replace(view, calls=calls, injects=lines)


def test_an_inject_nobody_reacted_to_is_told_quietly_and_for_five_minutes() -> None:
    table = played.late()
    root = dom.read(made(table, view=missed(table.state.t - 60), names=["calls"])["calls"])
    call = root.find("li")[0]
    assert "no reaction within" in call.text
    assert call.find("div")[0].attrs["class"] == "line mute"
    assert "data-over-at" in call.attrs
    assert next(one for one in root.find("span") if one.attrs.get("class") == "n").text == "0"
    long_ago = dom.read(made(table, view=missed(-10_000), names=["calls"])["calls"])
    assert not long_ago.find("li")


def test_an_inject_that_was_missed_is_delivered_and_never_amber() -> None:
    table = played.late()
    root = dom.read(made(table, view=missed(60), names=["injects"])["injects"])
    row = next(li for li in root.find("li") if "no reaction within" in li.text)
    assert row.attrs["data-s"] == "done"
    assert not [node for node in row.walk() if "soon" in node.attrs.get("class", "").split()]


def test_after_the_end_no_inject_waits_and_no_table_works() -> None:
    table = played.over()
    found = made(table)
    injects = dom.read(found["injects"])
    assert not [li for li in injects.find("li") if li.attrs.get("data-s") in ("wait", "over", "next", "sched")]
    assert not injects.find("button", data_form="improvise")
    assert "Working" not in found["teams"]
    assert dom.read(found["teams"]).text.count("It is over") == len(table.state.world.teams)
    clock = dom.read(found["clock"])
    assert "The exercise is over" in clock.text
    assert not clock.find("button", data_form="improvise")
    assert not clock.find("button", data_form="hint")


def test_after_the_end_controls_clock_stands_where_the_exercise_ended() -> None:
    table = played.over()
    (told,) = dom.read(made(table)["clock"]).find(data_clock="*")
    assert told.attrs["data-running"] == ""
    assert told.attrs["data-t"] == str(table.state.world.ended)


def test_control_counts_no_durations_that_a_change_of_speed_would_shrink() -> None:
    for moment in MOMENTS:
        for name, html in made(getattr(played, moment)()).items():
            assert not dom.read(html).find(data_ago="*"), name


def test_the_rate_of_the_story_follows_a_phase_that_was_made_longer() -> None:
    table = played.busy()
    before = dom.read(made(table)["clock"]).text
    table.control(c.Extend(300))
    after = dom.read(made(table)["clock"]).text
    said = [text.partition("1 min = ")[2].partition(" min")[0] for text in (before, after)]
    assert float(said[1]) < float(said[0])


def test_speed_and_end_are_named_in_words() -> None:
    clock = dom.read(made(played.late())["clock"])
    assert clock.find("button", data_form="more", aria_label="More…")
    more = opened(played.late(), "more")
    assert "Speed…" in more.find("button", data_form="speed")[0].text
    assert "End the exercise…" in more.find("button", data_form="end")[0].text


def test_calls_for_help_are_counted_in_the_header() -> None:
    assert "1 asks for you" in dom.read(made(played.late())["clock"]).text
    assert "for you" not in dom.read(made(played.early())["clock"]).text


def test_a_long_exchange_says_that_the_latest_are_shown() -> None:
    table = played.late()
    message = next(iter(table.state.world.messages.values()))
    many = {f"m{n}": msgspec.structs.replace(message, id=f"m{n}") for n in range(70)}
    root = dom.read(made(table, view=with_world(table, messages=many), names=["exchange"])["exchange"])
    assert "latest 60" in root.text


def test_a_hint_that_came_by_itself_is_listed_as_automatic() -> None:
    table = played.late()
    hint = next(one for one in table.scenario.hints if one.level <= table.state.world.setup.help_level)
    team = table.state.world.team_of[hint.desk]
    root = dom.read(
        made(table, view=with_world(table, hinted={f"{team}.{hint.id}": 100}), names=["exchange"])["exchange"]
    )
    assert "automatic" in next(li.text for li in root.find("li") if li.attrs["id"].startswith("x-hint-"))


def test_who_answers_for_a_desk_is_explained() -> None:
    words = opened(played.late(), "occupant", "NGO").text
    assert "A program plays this desk by itself" in words
    assert "You act for this desk" in words


def test_the_room_screen_opens_nothing_and_shows_each_thing_once() -> None:
    table = played.busy()
    names = ["new", "analysis", "ended"]
    shown = regions(table.scenario, played.texts(table), table.view("room"), "en", Options(), names=names)
    assert not dom.read(shown["new"]).find("button")
    assert "Please speak up: the room is loud." in shown["new"]
    assert "".join(shown.values()).count("Please speak up") == 1


def test_the_matrix_can_be_put_in_order_by_conclusion_and_by_wait() -> None:
    table = played.late()
    root = dom.read(made(table)["matrix"])
    assert {node.attrs["data-mode"] for node in root.find("button", data_mode="*")} == {"owner", "question", "wait"}
    headings = {node.attrs["data-heading"] for node in root.find("tr", data_heading="*")}
    assert headings == {question.id for question in table.scenario.questions}
    facts = [node for node in root.find("tr") if node.attrs.get("id", "").startswith("mx-")]
    assert all(node.attrs["data-question"] in headings | {""} for node in facts)
    assert any("data-since" in node.attrs for node in facts)


def test_what_nobody_has_yet_stands_apart_from_who_knows_what() -> None:
    table = played.late()
    root = dom.read(made(table)["matrix"])
    later = root.find("details", id="mx-later")[0]
    dealt = {line.fact for line in control_view(table.scenario, table.state).facts if line.dealt}
    assert {
        node.attrs["id"].removeprefix("mx-") for node in root.find("tr") if node.attrs.get("id", "").startswith("mx-")
    } == dealt
    assert "facts that nobody has yet" in later.text
