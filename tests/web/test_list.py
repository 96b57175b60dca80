"""Places by a list: what the facilitator sees, the personal card, and coming by it."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from palermo.engine import commands as c
from palermo.web import chairs, door, invited
from palermo.web.models import Exercise, Invitation, Participant

LIST = "name,table,role\nEwa,T1,officer\nMarek,T2,\n"


@pytest.fixture
def listed(exercise: Exercise) -> Exercise:
    """The exercise with Ewa and Marek on its list."""
    invited.invite(exercise, "Ewa", "T1", "officer", "")
    invited.invite(exercise, "Marek", "T2", "", "")
    return exercise


def card_of(name: str) -> str:
    return f"/i/{invited.code(Invitation.objects.get(name=name))}"


def come(way: str, part: str = "take", name: str = "Ewa") -> str:
    answer = Client().post(way, {"name": name, "part": part, "read": "1"})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def test_a_list_is_shown_first_and_kept_when_that_was_confirmed(exercise: Exercise, control: Client) -> None:
    way = f"/exercises/{exercise.pk}/list"
    page = control.post(way, {"text": LIST}).content.decode()
    assert "This is how it was read: 2 people" in page
    assert not Invitation.objects.exists()
    assert control.post(way, {"text": LIST, "what": "take"})["Location"] == way
    assert [(one.name, one.team, one.role) for one in Invitation.objects.all()] == [
        ("Ewa", "T1", "officer"),
        ("Marek", "T2", ""),
    ]
    cards = control.get(f"{way}/cards").content.decode()
    assert f"http://testserver{card_of('Ewa')}" in cards
    assert cards.count("<svg") >= 2


def test_a_list_with_a_mistake_keeps_nobody_and_loses_no_word(exercise: Exercise, control: Client) -> None:
    text = LIST + "Jo,T9,\n"
    page = control.post(f"/exercises/{exercise.pk}/list", {"text": text, "what": "take"}).content.decode()
    assert "Line 4:" in page
    assert "Jo,T9," in page
    assert not Invitation.objects.exists()


def test_a_file_is_read_and_one_that_is_no_text_is_refused_kindly(exercise: Exercise, control: Client) -> None:
    way = f"/exercises/{exercise.pk}/list"
    good = SimpleUploadedFile("list.csv", LIST.encode("utf-16"))
    assert b"This is how it was read: 2 people" in control.post(way, {"file": good}).content
    bad = SimpleUploadedFile("list.xlsx", b"PK\x03\x04\x00\x00")
    assert b"This file is no text" in control.post(way, {"file": bad}).content


def test_the_sheet_to_fill_in_is_a_list_when_names_are_added(exercise: Exercise, control: Client) -> None:
    sheet = control.get(f"/exercises/{exercise.pk}/list/example.csv").content.decode("utf-8-sig")
    lines = sheet.splitlines()
    filled = "\n".join([lines[0], *(f"Person {n}{line}" for n, line in enumerate(lines[1:]))])
    page = control.post(f"/exercises/{exercise.pk}/list", {"text": filled}).content.decode()
    assert f"{len(lines) - 1} people" in page


def test_who_comes_by_her_card_reads_the_notice_and_sits_in_her_place(listed: Exercise, client: Client) -> None:
    way = card_of("Ewa")
    page = client.get(way).content.decode()
    assert "A place is kept for you" in page
    assert 'value="Ewa"' in page
    assert "Today I would like to" in page
    assert b"Read the notice" in client.post(way, {"name": "Ewa", "part": "take"}).content
    seat = come(way).split("/")[3]
    row = door.state(listed.pk).world.seats[seat]
    assert (row.team, row.role) == ("T1", "officer")


def test_the_card_is_the_way_back_as_well(listed: Exercise, client: Client) -> None:
    way = card_of("Ewa")
    seat = come(way)
    assert client.get(way)["Location"] == seat
    assert client.get(seat).status_code == 200
    assert client.post("/", {"code": way.split("/")[2]})["Location"] == seat
    assert Participant.objects.count() == 1


def test_the_code_on_the_card_opens_it_from_the_start_page(listed: Exercise, client: Client) -> None:
    assert client.post("/", {"code": card_of("Marek").split("/")[2].lower()})["Location"] == card_of("Marek")


def test_a_place_on_the_list_is_kept_from_others(listed: Exercise, client: Client) -> None:
    given = {"name": "Paul", "chair": "T1/officer", "part": "take", "read": "1"}
    assert b"Somebody has just taken this chair" in client.post(f"/j/{listed.code}", given).content
    assert b"kept for somebody" in client.get(f"/j/{listed.code}").content
    come(card_of("Ewa"))


def test_who_comes_late_by_her_card_reads_the_brief_first(listed: Exercise, client: Client) -> None:
    door.ask(listed.pk, "control", c.Begin())
    door.ask(listed.pk, "control", c.SkipPhase())
    way = come(card_of("Ewa"))
    assert way.startswith("/late/")
    assert b"What we know" in client.get(way).content
    answer = client.post(way, {"chair": "T1/officer"})
    assert door.state(listed.pk).world.seats[answer["Location"].split("/")[3]].role == "officer"
    assert client.get(card_of("Ewa"))["Location"] == answer["Location"]


def test_who_would_rather_not_today_keeps_her_card_and_who_watches_has_no_chair(
    listed: Exercise, client: Client
) -> None:
    given = {"name": "Ewa", "part": "no", "read": "1"}
    assert b"That is all right" in client.post(card_of("Ewa"), given).content
    assert client.get(card_of("Ewa")).status_code == 200
    assert come(card_of("Marek"), "watch", "Marek").startswith("/w/")
    assert not chairs.seated(door.state(listed.pk), "T2")


def test_a_full_table_says_so_and_the_card_stays_good(listed: Exercise, client: Client) -> None:
    for n in range(chairs.AT_A_TABLE):
        door.ask(listed.pk, "server", c.TakeSeat(seat=f"s-{n}", team="T2", desks=("POL",)))
    answer = client.post(card_of("Marek"), {"name": "Marek", "part": "take", "read": "1"})
    assert b"Your table is full now" in answer.content
    assert client.get(card_of("Marek")).status_code == 200


def test_who_is_taken_off_the_list_has_no_card(listed: Exercise, client: Client, control: Client) -> None:
    way, pk = card_of("Ewa"), Invitation.objects.get(name="Ewa").pk
    control.post(f"/exercises/{listed.pk}/list/{pk}/off")
    assert client.get(way).status_code == 404


def test_the_database_alone_opens_nothing(listed: Exercise) -> None:
    for invitation in Invitation.objects.all():
        assert invited.code(invitation) not in (invitation.nonce, invitation.digest)


def test_the_list_is_the_facilitators_alone(listed: Exercise, client: Client, control: Client, zed: object) -> None:
    other = Client()
    other.force_login(zed, backend="palermo.web.accounts.NameOrMail")  # type: ignore[arg-type]
    for path in ("list", "list/cards", "list/example.csv", "way-in"):
        way = f"/exercises/{listed.pk}/{path}"
        assert "/account/sign-in" in client.get(way)["Location"]
        assert other.get(way).status_code == 404
        assert control.get(way).status_code == 200


def test_the_way_in_has_a_picture_and_an_address_for_each_table(
    listed: Exercise, client: Client, control: Client
) -> None:
    page = control.get(f"/exercises/{listed.pk}/way-in").content.decode()
    tables = [team for team, _desks in door.state(listed.pk).world.teams]
    assert page.count('class="qr"') == len(tables) + 1
    for team in tables:
        assert f"http://testserver/j/{listed.code}?table={team}" in page
    chosen = client.get(f"/j/{listed.code}?table=T2").content.decode()
    assert re.search(r'name="chair" value="T2" checked', chosen)
    assert f"/exercises/{listed.pk}/way-in" in control.get(f"/exercises/{listed.pk}/people").content.decode()
