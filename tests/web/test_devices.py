"""A device that a whole table shares: roles dealt, one token for each person, one code that brings all of them back."""

from __future__ import annotations

import html
import json
import re
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from cast import package
from palermo.engine import commands as c
from palermo.live import tokens
from palermo.web import chairs, dealing, door, setting, sitting
from palermo.web.form_join import people
from palermo.web.models import Account, Exercise, Participant

PEOPLE = "Ewa, Marek and Jo"


@pytest.fixture
def minibus(ada: Account) -> Exercise:
    """Night minibus with five tables and a bot at every desk."""
    choices = setting.Choices(scenario="night_minibus", preset="teams5", profile="P90", trainer="Ada")
    return setting.set_up(package("night_minibus"), choices, ada)


def together(exercise: Exercise, team: str = "T1", names: str = PEOPLE) -> str:
    """Join as a table; return the address of its page."""
    given = {"device": "table", "names": names, "chair": team, "part": "take", "read": "1"}
    answer = Client().post(f"/j/{exercise.code}", given)
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def hands(page: str) -> list[dict[str, Any]]:
    found = re.search(r'<meta name="seat-hands" content="([^"]*)">', page)
    assert found is not None
    read: list[dict[str, Any]] = json.loads(html.unescape(found[1]))
    return read


def table_of(exercise: Exercise, team: str) -> chairs.Table:
    every = chairs.tables(door.package(exercise.pk), door.state(exercise.pk), "en")
    return next(table for table in every if table.team == team)


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        (PEOPLE, ("Ewa", "Marek", "Jo")),
        ("3", ("Person 1", "Person 2", "Person 3")),
        (" Ewa ;; Marek/Jo, ", ("Ewa", "Marek", "Jo")),
        ("Ewa", ("Ewa",)),
        ("", ()),
        ("0", ()),
        ("Sandy", ("Sandy",)),
    ],
)
def test_people_are_named_with_commas_or_counted(typed: str, names: tuple[str, ...]) -> None:
    assert people(typed) == names


@pytest.mark.parametrize("n", range(1, 9))
@pytest.mark.parametrize("team", ["T1", "T2", "T5"])
def test_every_desk_of_a_table_has_somebody_however_many_they_are(minibus: Exercise, team: str, n: int) -> None:
    table = table_of(minibus, team)
    dealt = dealing.deal(table, n)
    assert len(dealt) == n
    assert {desk for one in dealt for desk in one.desks} == set(table.desks)


def test_desks_that_ask_each_other_for_a_yes_have_different_people(minibus: Exercise) -> None:
    police, prosecutor = dealing.deal(table_of(minibus, "T1"), 2)
    assert (police.desks, prosecutor.desks) == (("POL",), ("PRO",))


def test_who_comes_beside_others_gets_the_desk_that_nobody_has(minibus: Exercise) -> None:
    assert dealing.deal(table_of(minibus, "T1"), 1, held=("POL",))[0].desks == ("PRO",)


def test_a_table_joins_with_a_seat_for_each_of_its_people(minibus: Exercise, client: Client) -> None:
    way = together(minibus)
    state = door.state(minibus.pk)
    seats = chairs.seated(state, "T1")
    assert {desk for seat in seats for desk in state.world.seats[seat].desks} == {"POL", "PRO"}
    assert state.world.occupants["PRO"][0] == "people"
    page = client.get(way).content.decode()
    found = hands(page)
    assert [(hand["name"], hand["seat"]) for hand in found] == list(zip(("Ewa", "Marek", "Jo"), seats, strict=True))
    for hand in found:
        read = tokens.read(tokens.load_key(settings.DATA), hand["token"], 0.0)
        assert (read.exercise, read.seat) == (minibus.pk, hand["seat"])
    assert "Now typing:" in page
    assert "Pass the keyboard to {name}." in page


def test_a_device_of_one_is_a_page_without_a_choice(minibus: Exercise, client: Client) -> None:
    page = client.get(together(minibus, names="1")).content.decode()
    assert [hand["name"] for hand in hands(page)] == ["Person 1"]
    assert "Now typing:" not in page


def test_a_phone_joins_beside_the_tables_device(minibus: Exercise) -> None:
    together(minibus)
    sitting.sit_down(minibus, "T1", "Nina", "take", "en")
    assert len(chairs.seated(door.state(minibus.pk), "T1")) == 4


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ("", "Type the first names"),
        ("9", "At most 8 people"),
        ("Ewa, ewa", "Two of you have the same name"),
        ("E" * 41, "Put a comma between two names"),
    ],
)
def test_a_table_that_is_none_is_told_why_and_keeps_what_was_typed(minibus: Exercise, names: str, said: str) -> None:
    given = {"device": "table", "names": names, "chair": "T1", "part": "take", "read": "1"}
    page = Client().post(f"/j/{minibus.code}", given).content.decode()
    assert said in page
    assert f'value="{names}"' in page or not names
    assert not Participant.objects.exists()


def test_a_table_without_room_for_all_seats_nobody(minibus: Exercise) -> None:
    together(minibus, names="6")
    given = {"device": "table", "names": "3", "chair": "T1", "part": "take", "read": "1"}
    assert b"no room for so many" in Client().post(f"/j/{minibus.code}", given).content
    assert len(chairs.seated(door.state(minibus.pk), "T1")) == 6


def test_one_code_brings_the_whole_table_back_and_stops_the_old_page(minibus: Exercise, client: Client) -> None:
    way = together(minibus)
    code = way.split("/")[3]
    assert client.post("/", {"code": code.lower()})["Location"] == way
    seats = door.state(minibus.pk).world.seats
    assert [seats[hand["seat"]].generation for hand in hands(client.get(way).content.decode())] == [2, 2, 2]


def test_a_new_link_for_one_of_them_brings_all_back(minibus: Exercise, client: Client, control: Client) -> None:
    way = together(minibus)
    pk = Participant.objects.get(name="Marek").pk
    page = control.post(f"/exercises/{minibus.pk}/people/{pk}", {"what": "link"}).content.decode()
    fresh = re.search(r'href="http://testserver(/t/[^"]+)"', page)
    assert fresh is not None
    assert b"leads nowhere now" in client.get(way).content
    assert [hand["name"] for hand in hands(client.get(fresh[1]).content.decode())] == ["Ewa", "Marek", "Jo"]


def test_who_was_moved_to_another_table_leaves_the_device_and_gets_a_link_of_her_own(
    minibus: Exercise, client: Client
) -> None:
    way = together(minibus)
    jo = Participant.objects.get(name="Jo")
    door.ask(minibus.pk, "control", c.MoveSeat(jo.seat, "T2", ("BG",)))
    assert [hand["name"] for hand in hands(client.get(way).content.decode())] == ["Ewa", "Marek"]
    code = sitting.new_link(jo)
    assert client.get(f"/x/{minibus.pk}/{jo.seat}/{code}/").status_code == 200
    assert [hand["name"] for hand in hands(client.get(way).content.decode())] == ["Ewa", "Marek"]


def test_one_of_them_steps_out_and_one_leaves_while_the_others_go_on(minibus: Exercise, client: Client) -> None:
    way = together(minibus)
    ewa, marek = Participant.objects.get(name="Ewa"), Participant.objects.get(name="Marek")
    assert b"Who would like to step out?" in client.get(f"{way}leave").content
    client.post(f"{way}leave?who={ewa.seat}", {"what": "out"})
    assert b"You have stepped out" in client.get(f"{way}leave?who={ewa.seat}").content
    assert b"You have stepped out" not in client.get(way).content
    client.post(f"{way}leave?who={marek.seat}", {"what": "gone"})
    assert [hand["name"] for hand in hands(client.get(way).content.decode())] == ["Ewa", "Jo"]
    assert client.get(f"{way}leave?who={marek.seat}").status_code == 404


def test_a_seat_of_another_device_is_nobodys_here(minibus: Exercise, client: Client) -> None:
    way, other = together(minibus), together(minibus, "T2")
    seat = hands(client.get(other).content.decode())[0]["seat"]
    assert client.post(f"{way}leave?who={seat}", {"what": "gone"}).status_code == 404
    assert client.get(f"/t/{minibus.pk}/BCDFGHJKMNPQ/").status_code == 404


def test_when_all_have_left_the_device_says_so(minibus: Exercise, client: Client) -> None:
    way = together(minibus, names="2")
    for participant in Participant.objects.all():
        sitting.leave(participant)
    assert b"Your seat has ended" in client.get(way).content
    assert b"Your seat has ended" in client.get(f"{way}leave").content


def test_after_the_end_the_table_reads_its_debrief(minibus: Exercise, client: Client) -> None:
    way = together(minibus)
    assert client.get(f"{way}debrief")["Location"] == way
    door.ask(minibus.pk, "control", c.Begin())
    door.ask(minibus.pk, "control", c.End())
    for page in (client.get(way), client.get(f"{way}debrief")):
        assert page.status_code == 200
        assert b"Several of you share this device. Write what is just for you on paper" in page.content
        assert b"data-just-me" not in page.content
