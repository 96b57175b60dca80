"""A list of people with their places is read as spreadsheets save it, says by line what is wrong, and is taken whole or not at all."""

from __future__ import annotations

import pytest

from cast import package
from palermo.web import chairs, door, listing, setting
from palermo.web.listing import List, Room
from palermo.web.models import Account

LANGUAGES = [("en", "English"), ("pl", "Polski")]
GOOD = "name;table;role;language\nEwa;T1;Prosecutor on duty;pl\nMarek;Border Guard;;\n"


@pytest.fixture
def room(ada: Account) -> Room:
    """Night minibus with five tables."""
    choices = setting.Choices(scenario="night_minibus", preset="teams5", profile="P90", bots=False)
    exercise = setting.set_up(package("night_minibus"), choices, ada)
    found = door.package(exercise.pk)
    return listing.room(found, chairs.tables(found, door.state(exercise.pk), "en"), LANGUAGES, [("T4", "Nina")])


def places(found: List) -> list[tuple[str, str, str, str]]:
    assert found.problems == ()
    return [(row.name, row.team, row.role, row.language) for row in found.rows]


EXPECTED = [("Ewa", "T1", "prosecutor", "pl"), ("Marek", "T2", "", "")]


@pytest.mark.parametrize(
    "text",
    [
        GOOD,
        GOOD.replace(";", ","),
        GOOD.replace(";", "\t"),
        GOOD.replace("\n", "\r\n"),
        GOOD.replace("\n", "\r"),
        "sep=;\n" + GOOD,
        "\ufeff" + GOOD,
        "\n\n" + GOOD + ";;;\n\n",
        'Name ; TABLE;"Role";Language;;\n"Ewa";t1;PROSECUTOR ON  DUTY;Polski;;\nMarek;BG;;;;\n',
        "language;role;table;name\npl-PL;prosecutor;POL;Ewa\n;;T2;Marek\n",
    ],
)
def test_a_list_is_read_however_the_spreadsheet_saved_it(room: Room, text: str) -> None:
    assert places(listing.read(text, room)) == EXPECTED


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16", "cp1250"])
def test_letters_come_through_in_the_codings_spreadsheets_use(room: Room, coding: str) -> None:
    text, note = listing.decoded(GOOD.replace("Ewa", "Żaneta").encode(coding))
    assert places(listing.read(text, room))[0][0] == "Żaneta"
    assert bool(note) == (coding == "cp1250")


def test_what_is_no_text_is_no_list() -> None:
    with pytest.raises(ValueError, match="not a text"):
        listing.decoded(b"PK\x03\x04\x00\x00")


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("", 0, "nothing in it"),
        ("Ewa;T1\nMarek;T2", 1, "Missing: name, table"),
        ("name\nEwa", 1, "Missing: table"),
        ("name;table\n", 0, "no name below"),
        ("name;table\nEwa;T9", 2, "there is no table “T9”. The tables are: T1 ("),
        ("name;table\nEwa;", 2, "no table. The tables are"),
        ("name;table;role\nEwa;T2;prosecutor", 2, "has no role “prosecutor”. It has: "),
        ("name;table;role\nEwa;T2;shift_leader\n\nMarek;T2;shift_leader", 4, "is given on line 2 already"),
        ("name;table\nEwa;T1\newa ;t1", 3, "is at this table already"),
        ("name;table\nnina;T4", 2, "is at this table already"),
        ("name;table;language\nEwa;T1;Elvish", 2, "do not speak “Elvish”. They speak: en, pl"),
        (f"name;table\n{'E' * 41};T1", 2, "longer than 40"),
        ("name;table\n" + "".join(f"P{n};T1\n" for n in range(9)), 10, "there is no seat left"),
        ("name;table\n" + "".join(f"P{n};T1\n" for n in range(201)), 0, "At most 200"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(room: Room, text: str, line: int, said: str) -> None:
    found = listing.read(text, room)
    assert any(problem.line == line and said in problem.text for problem in found.problems), found.problems


def test_every_problem_is_said_at_once(room: Room) -> None:
    found = listing.read("name;table;role;language\nA;T9;;\nB;T2;cook;xx\nC;T3;;", room)
    assert [problem.line for problem in found.problems] == [2, 3, 3]


def test_columns_nobody_needs_and_rows_without_a_name_are_left_out_and_named(room: Room) -> None:
    found = listing.read("name;e-mail;table\nEwa;ewa@example.org;T1\n;;T2\n", room)
    assert [row.name for row in found.rows] == ["Ewa"]
    assert any("e-mail" in note for note in found.notes)
    assert any("without a name" in note for note in found.notes)


def test_a_name_over_two_lines_keeps_the_count_of_lines(room: Room) -> None:
    found = listing.read('name;table\n"Ewa\nMaria";T1\nMarek;T9\n', room)
    assert found.rows[0].name == "Ewa Maria"
    assert found.problems[0].line == 4
