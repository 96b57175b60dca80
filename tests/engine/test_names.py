"""Names across spellings and scripts: the pairs that the limits were decided by. All are invented."""

from __future__ import annotations

import pytest

from palermo.engine.names import Match, best, compare

# Two spellings of one name each.
SAME = (
    ("Мирела Тоск", "Mirela Tosk"), ("Tosk Mirela", "Mirela Tosk"), ("Oleksandr Kovalenko", "Олександр Коваленко"),
    ("Aleksandr Kovalenko", "Oleksandr Kovalenko"), ("Alexander Kovalenko", "Oleksandr Kovalenko"),
    ("Yuliya Shcherbakova", "Юлия Щербакова"), ("Julia Szczerbakowa", "Юлия Щербакова"), ("Iuliia Shcherbakova", "Юлия Щербакова"),
    ("Lukasz Zolw", "Łukasz Żółw"), ("Giorgos Papadopoulos", "Γιώργος Παπαδόπουλος"), ("George Papadopoulos", "Γιώργος Παπαδόπουλος"),
    ("Nguyen Thi Huong", "Nguyễn Thị Hương"), ("Huong Nguyen", "Nguyễn Thị Hương"), ("Stefan Turcanu", "Ștefan Țurcanu"),
    ("Shtefan Tsurcanu", "Ștefan Țurcanu"), ("Bjoern Mueller", "Björn Müller"), ("Mohammed Ali", "Muhammad Ali"),
    ("محمد علي", "Muhammad Ali"), ("Ivan Petrov", "Ivan Sergeevich Petrov"), ("Evgenij Ivanov", "Yevgeniy Ivanov"),
    ("Katarina Novak", "Catarina Nowak"), ("Tarin Bello", "Tarin Belo"), ("Tarin Bleo", "Tarin Belo"), ("Marlen Foss", "Marlen Voss"),
    ("Schevchenko", "Шевченко"), ("Dmytro Bondar", "Dmitri Bondar"), ("Dmitry Bondar", "Дмитрий Бондарь"),
    ("Valentyna Hryhorivna Lysenko", "Valentina Lysenko"), ("Anna-Maria Kask", "Anna Maria Kask"), ("Fedor Chajka", "Фёдор Чайка"),
)  # fmt: skip
# Two people each.
APART = (
    ("Ivan Petrov", "Igor Petrov"), ("Anna Kowalska", "Maria Kowalska"), ("Ruk", "Rok"), ("Petrov", "Ivan Petrov"),
    ("Marlen Voss", "Marlen Fox"), ("Tarin Belo", "Tarin Milo"), ("Jan Nowak", "Jana Novak"), ("Olga Sidorenko", "Olha Petrenko"),
    ("Ivan Petrov", "Petra Ivanova"), ("Li Wei", "Li Wen"), ("Ana Popa", "Ina Popa"), ("Elena Rusu", "Alina Rusu"),
    ("Maria Ionescu", "Marin Iordache"), ("Unit 2417", "Unit 2471"), ("Dan Sava", "Dana Slav"), ("...", "Dan Sava"), ("", "Dan Sava"),
)  # fmt: skip


def test_nine_of_ten_spellings_of_a_name_find_it_whichever_way_round() -> None:
    for asked, held in ((0, 1), (1, 0)):
        missed = [pair for pair in SAME if compare(pair[asked], pair[held]) is None]
        assert len(missed) * 10 <= len(SAME), missed


@pytest.mark.parametrize(("asked", "held"), APART)
def test_names_of_two_people_are_kept_apart(asked: str, held: str) -> None:
    assert compare(asked, held) is None


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("mirela  TOSK", Match("Mirela Tosk")),
        ("Мирела Тоск", Match("Mirela Tosk", script=True)),
        ("Tosk, Mirela", Match("Mirela Tosk", order=True)),
        ("Myrela Tosk", Match("Mirela Tosk", spelling=True)),
        ("Mirena Tosk", Match("Mirela Tosk", letters=1)),
        ("Mirela Anna Tosk", Match("Mirela Tosk", more=True)),
    ],
)
def test_a_match_says_in_what_the_names_differ(asked: str, found: Match) -> None:
    assert compare(asked, "Mirela Tosk") == found
    assert found.exact == (asked in ("mirela  TOSK", "Мирела Тоск"))


def test_the_nearest_of_several_names_is_found() -> None:
    assert best("Мирена Тоск", ("Mirela Tosk", "Mirena Tosk")) == Match("Mirena Tosk", script=True)
    assert best("Somebody Else", ("Mirela Tosk", "Mirena Tosk")) is None
