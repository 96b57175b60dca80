"""A table's own board: notes and links by hand, of everybody at the table and of nobody else."""

from __future__ import annotations

from random import Random

import msgspec
import pytest

from cast import Table, small
from laws.laws import bytes_of
from palermo.engine import commands as c
from palermo.engine import events as e
from palermo.engine.board import MOST
from palermo.engine.known import PinRow
from palermo.engine.state import CONTROL


def board(table: Table, desk: str = "BG") -> list[PinRow]:
    return [row for row in table.state.known[table.team(desk)].pins.values() if not row.off]


def pin(table: Table, text: str, seat: str = "s-BG", **more: object) -> str:
    """Pin something that must be allowed; return the name it got."""
    assert table.ask(seat, c.Pin(text, **more)) is None  # type: ignore[arg-type]
    event = table.entries[-1].event
    assert isinstance(event, e.Pinned)
    return event.id


@pytest.fixture
def table() -> Table:
    return small()


def test_a_note_is_the_teams_and_controls(table: Table) -> None:
    pin(table, "~fuel")
    assert table.entries[-1].audience == (table.team("BG"), CONTROL)
    assert [row.text for row in board(table)] == ["~fuel"]
    assert not board(table, "NGO")


def test_nothing_another_table_pins_moves_our_view(table: Table) -> None:
    before = bytes_of(table.view(table.team("NGO")))
    name = pin(table, "~fuel", one="driver")
    table.ask("s-BG", c.MovePin(name))
    table.ask("s-BG", c.Unpin(name))
    assert bytes_of(table.view(table.team("NGO"))) == before


def test_a_board_can_be_written_while_the_clock_stands_and_not_after_the_end(table: Table) -> None:
    table.control(c.Pause("time_out"))
    pin(table, "~fuel")
    table.control(c.End())
    refused = table.judge("s-BG", c.Pin("~late"))
    assert refused is not None
    assert refused.code == "over"


def test_writing_on_the_board_is_no_act_of_the_table(table: Table) -> None:
    before = table.state.world
    pin(table, "~fuel")
    assert table.state.world == before


def test_a_note_is_changed_in_its_place(table: Table) -> None:
    first, second = pin(table, "~one"), pin(table, "~two")
    assert pin(table, "~one more", pin=first, base=1) == first
    assert [(row.id, row.text, row.count) for row in board(table)] == [(first, "~one more", 2), (second, "~two", 1)]


def test_what_two_people_write_at_once_stands_side_by_side(table: Table) -> None:
    first, last = pin(table, "~one"), pin(table, "~last")
    pin(table, "~hers", pin=first, base=1)
    mine = pin(table, "~mine", pin=first, base=1)
    assert [row.text for row in board(table)] == ["~hers", "~mine", "~last"]
    assert mine not in (first, last)


def test_a_change_of_what_somebody_took_off_is_not_lost(table: Table) -> None:
    first = pin(table, "~one")
    table.ask("s-BG", c.Unpin(first))
    pin(table, "~still true", pin=first, base=1)
    assert [row.text for row in board(table)] == ["~still true"]


def test_pins_are_moved_before_another_or_to_the_end(table: Table) -> None:
    one, two, three = (pin(table, text) for text in ("~1", "~2", "~3"))
    assert table.ask("s-BG", c.MovePin(three, one)) is None
    assert [row.id for row in board(table)] == [three, one, two]
    assert table.ask("s-BG", c.MovePin(three)) is None
    assert [row.id for row in board(table)] == [one, two, three]
    assert table.ask("s-BG", c.MovePin(two, two)) is None
    assert [row.id for row in board(table)] == [one, two, three]


def test_what_was_taken_off_can_be_put_back_where_it_was(table: Table) -> None:
    one, two = pin(table, "~1"), pin(table, "~2")
    assert table.ask("s-BG", c.Unpin(one)) is None
    assert [row.id for row in board(table)] == [two]
    assert table.ask("s-BG", c.Unpin(one, back=True)) is None
    assert [row.id for row in board(table)] == [one, two]


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (c.Pin(""), "empty"),
        (c.Pin("~x", "my telephone is 555"), "unknown"),
        (c.Pin("~x", "a" * 81), "too_long"),
        (c.Pin("~x", "", "van"), "no_such_link"),
        (c.Pin("~x", "van", "van"), "no_such_link"),
        (c.Pin("~x", pin="nobodys"), "unknown"),
        (c.Pin("~x", base=-1), "unknown"),
        (c.MovePin("nobodys"), "unknown"),
        (c.Unpin("nobodys"), "unknown"),
    ],
)
def test_bad_input_is_refused(table: Table, command: c.Command, code: str) -> None:
    refused = table.judge("s-BG", command)
    assert refused is not None
    assert refused.code == code


def test_another_tables_pin_is_refused_like_one_that_does_not_exist(table: Table) -> None:
    name = pin(table, "~ours")
    for command in (c.MovePin, c.Unpin, lambda pin: c.Pin("~x", pin=pin)):
        assert table.judge("s-NGO", command(name)) == table.judge("s-NGO", command("none"))


def test_a_board_has_an_end(table: Table) -> None:
    for n in range(MOST):
        last = pin(table, f"~{n}")
    refused = table.judge("s-BG", c.Pin("~one too many"))
    assert refused is not None
    assert refused.code == "board_full"
    assert table.judge("s-BG", c.Pin("~other", pin=last, base=1)) is None
    assert table.judge("s-BG", c.Pin("~stale", pin=last)) == c.Refused("board_full")
    table.ask("s-BG", c.Unpin(last))
    pin(table, "~again")
    assert table.judge("s-BG", c.Unpin(last, back=True)) == c.Refused("board_full")


def test_boards_join_as_their_tables_do(table: Table) -> None:
    pin(table, "~ours")
    pin(table, "~theirs", "s-NGO")
    table.control(c.MergeTeams(table.team("NGO"), table.team("BG")))
    assert [row.text for row in board(table)] == ["~ours", "~theirs"]


def test_an_order_is_the_same_whatever_two_people_did_to_it(table: Table) -> None:
    random = Random(4)
    names = [pin(table, f"~{n}") for n in range(5)]
    for _ in range(40):
        table.ask("s-BG", c.MovePin(random.choice(names), random.choice(["", *names])))
    assert sorted(row.id for row in board(table)) == sorted(names)


def test_a_texts_erasure_reaches_the_table_that_pinned_it(table: Table) -> None:
    pin(table, "~s-BG.7.text")
    (erased,) = table.control(c.EraseText("~s-BG.7.text"))
    assert erased.audience == (table.team("BG"), CONTROL)
    assert msgspec.json.encode(board(table)[0].text) == b'"~s-BG.7.text"'
