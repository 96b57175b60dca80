"""A table's own board: notes in their order, links by hand between what stands on it, and what no other page may show of them."""

from __future__ import annotations

from functools import cache

from cast import Table
from pages import dom, played
from pages.look import OPTIONS
from palermo.engine import commands as c
from palermo.engine.viewing import control_view
from palermo.pages import changed, control_regions, debrief_regions, forms, regions


def pin(table: Table, words: str, seat: str = "s-BG", **more: object) -> str:
    played.ask(table, seat, c.Pin(played.say(words), **more))  # type: ignore[arg-type]
    return table.entries[-1].event.id  # type: ignore[union-attr]


@cache
def pinned() -> tuple[Table, str, str, str]:
    """The Border Guard pinned two notes and a link: their names."""
    table = played.early().aside()
    fuel = pin(table, "Who paid for the <fuel>?")
    van = pin(table, "Which other van?", one="driver")
    link = pin(table, "rang him twice", one="driver", two="BG-6")
    return table, fuel, van, link


def board(table: Table, team: str = "T2") -> dom.Node:
    html = regions(table.scenario, played.texts(table), table.view(team), "en", OPTIONS, names=("board",))["board"]
    return dom.check(html)


def dialog(table: Table, what: str, target: str = "", seat: str = "s-BG") -> str:
    own = table.own(seat)
    return forms(table.scenario, played.texts(table), table.view(own.team), own, what, target, "en", OPTIONS)


def test_notes_stand_in_their_order_with_who_wrote_them() -> None:
    table, fuel, van, _ = pinned()
    notes = board(table).find("li", data_note="*")
    assert [note.attrs["data-note"] for note in notes] == [fuel, van]
    assert "Who paid for the <fuel>?" in notes[0].text
    assert "Marta" in notes[0].text
    assert notes[1].find("button", data_thing_pick="driver")


def test_a_note_is_changed_moved_and_taken_off_by_buttons_that_say_which_note() -> None:
    table, fuel, van, _ = pinned()
    first, last = board(table).find("li", data_note="*")
    assert first.find("button", data_form="pin_note", data_target=fuel)
    labels = [button.attrs["aria-label"] for button in first.find("button", aria_label="*")]
    assert [label.partition(":")[0] for label in labels] == ["Move forward", "Move back", "Change", "Take off"]
    assert all("Who paid" in label for label in labels)
    (forward,) = [b for b in last.find("button") if b.attrs.get("aria-label", "").startswith("Move forward")]
    assert forward.attrs["data-command"] == f'{{"do":"movepin","pin":"{van}","before":"{fuel}"}}'


def test_the_first_note_cannot_move_forward_nor_the_last_back() -> None:
    first, last = board(pinned()[0]).find("li", data_note="*")
    for note, label in ((first, "Move forward"), (last, "Move back")):
        (still,) = note.find("button", aria_disabled="true")
        assert still.attrs["aria-label"].startswith(label)


def test_a_link_by_hand_stands_at_both_its_ends_with_its_word() -> None:
    root = board(pinned()[0])
    for here, there in (("driver", "BG-6"), ("BG-6", "driver")):
        (thing,) = root.find("div", data_thing=here)
        (link,) = thing.find("li", data_link=there, data_word="rang him twice")
        assert link.find("button", data_form="pin_link")


def test_a_fact_stands_on_the_board_only_once_something_leads_to_it() -> None:
    assert not board(played.early()).find("div", data_thing="BG-6")
    assert board(pinned()[0]).find("div", data_thing="BG-6")


def test_a_link_to_what_the_table_has_no_fact_about_shows_nothing() -> None:
    table = played.early().aside()
    pin(table, "secret", one="driver", two="selin")
    assert "secret" not in board(table).text
    assert "selin" not in board(table).text.casefold()


def test_what_was_taken_off_can_be_put_back_and_is_gone_from_the_list() -> None:
    table, fuel, van, _ = pinned()
    table = table.aside()
    played.ask(table, "s-BG", c.Unpin(fuel))
    root = board(table)
    assert [note.attrs["data-note"] for note in root.find("li", data_note="*")] == [van]
    (off,) = root.find("details", id="pins-off")
    assert off.find("button", data_command=f'{{"do":"unpin","pin":"{fuel}","back":true}}')


def test_no_other_table_and_no_room_screen_shows_what_is_pinned() -> None:
    table = pinned()[0]
    for team in ("T1", "T3", "T4", "T5", "room"):
        html = regions(table.scenario, played.texts(table), table.view(team), "en", OPTIONS)
        assert not [name for name, page in html.items() if "rang him twice" in page or "fuel&gt;?" in page]


def test_the_board_alone_is_made_anew_when_something_is_pinned() -> None:
    table = played.early().aside()
    before = table.view("T2")
    pin(table, "one")
    assert changed(before, table.view("T2")) == {"board"}


def test_an_empty_board_takes_notes_before_there_are_facts() -> None:
    root = board(played.lobby())
    assert root.find("button", data_form="pin_note")
    assert "Nothing pinned yet" in root.text


def test_after_the_end_the_board_is_read_and_not_written() -> None:
    table = pinned()[0].aside()
    table.control(c.End())
    root = board(table)
    assert len(root.find("li", data_note="*")) == 2
    assert not root.find("button", data_form="pin_note")
    assert 'data-do="pin"' not in dialog(table, "pin_note")


def test_a_note_is_changed_upon_the_version_that_was_read() -> None:
    table, fuel, _, _ = pinned()
    html = dialog(table, "pin_note", fuel)
    root = dom.read(html)
    assert [node.attrs["value"] for node in root.find("input", name="base")] == ["1"]
    assert "Who paid for the &lt;fuel&gt;?" in html


def test_a_link_begins_at_the_thing_it_is_drawn_from_and_offers_facts_too() -> None:
    root = dom.read(dialog(played.early(), "pin_link", "@driver"))
    one, two = root.find("select", name="one")[0], root.find("select", name="two")[0]
    assert [option.attrs["value"] for option in one.find("option", selected="*")] == ["driver"]
    assert {"driver", "BG-6"} <= {option.attrs["value"] for option in two.find("option")}


def test_a_pin_that_is_not_ours_gives_the_dialog_that_says_so() -> None:
    table, fuel, _, link = pinned()
    for what, target in (("pin_note", fuel), ("pin_link", link), ("pin_note", "nobodys")):
        assert 'data-do="pin"' not in dialog(table, what, target, "s-NGO")


def test_control_reads_a_tables_board_from_where_it_sees_who_answers() -> None:
    table = pinned()[0]
    view = control_view(table.scenario, table.state)
    html = control_regions(table.scenario, played.texts(table), view, "en", OPTIONS, ("seats",))["seats"]
    assert dom.check(html).find("button", data_form="board", data_seat="control@T2")
    shown = dialog(table, "board")
    assert "Which other van?" in shown
    assert "rang him twice" in shown


def test_controls_debrief_has_what_was_pinned_and_a_tables_has_not() -> None:
    table = pinned()[0].aside()
    table.control(c.End())
    texts = played.texts(table)
    for watcher, there in (("control", True), ("T2", False), ("T4", False)):
        found = debrief_regions(table.scenario, texts, (), table.entries, "en", OPTIONS, watcher)
        assert any("rang him twice" in html for html in found.values()) == there
