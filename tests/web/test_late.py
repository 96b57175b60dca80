"""Coming late: a waiting room with what the table knows, does and owes; and nothing of any other table."""

from __future__ import annotations

import pytest
from django.test import Client

from palermo.engine import commands as c
from palermo.web import door
from palermo.web.models import Exercise, Participant


@pytest.fixture
def begun(exercise: Exercise) -> Exercise:
    """The exercise in play."""
    door.ask(exercise.pk, "control", c.Begin())
    phases = door.package(exercise.pk).scenario.profiles[0].phases
    for phase in phases:
        if phase.kind == "before":
            door.ask(exercise.pk, "control", c.SkipPhase())
    return exercise


def come(exercise: Exercise, chair: str = "T1/officer", name: str = "Lena") -> str:
    given = {"name": name, "chair": chair, "part": "take", "read": "1"}
    answer = Client().post(f"/j/{exercise.code}", given)
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def test_who_comes_in_preparation_sits_down_at_once(exercise: Exercise) -> None:
    door.ask(exercise.pk, "control", c.Begin())
    assert come(exercise).startswith("/x/")


def test_who_comes_late_reads_the_brief_and_then_takes_a_seat(begun: Exercise, client: Client) -> None:
    way = come(begun)
    assert way.startswith("/late/")
    assert not door.state(begun.pk).world.seats.get(Participant.objects.get().seat or "-")
    page = client.get(way).content.decode()
    for words in ("What we know", "What we are doing", "What is expected of us", "Take my seat"):
        assert words in page
    answer = client.post(way, {"chair": "T1/officer"})
    seat = answer["Location"].split("/")[3]
    assert answer["Location"] == f"/x/{begun.pk}/{seat}/{way.split('/')[3]}/"
    assert door.state(begun.pk).world.seats[seat].desks == ("BG",)
    assert client.get(answer["Location"]).status_code == 200
    assert client.get(way)["Location"] == answer["Location"]
    assert client.post(way, {"chair": "T1/officer"})["Location"] == answer["Location"]


def test_the_button_says_that_a_brief_comes_only_while_one_does(begun: Exercise, client: Client) -> None:
    page = client.get(f"/j/{begun.code}").content.decode()
    assert '<span class="to-read">Go on: read how our table stands</span><span class="to-go">Go on</span>' in page
    assert "waiting room" not in page


def test_the_brief_tells_what_the_own_table_knows_and_nothing_of_the_others(begun: Exercise, client: Client) -> None:
    package, state = door.package(begun.pk), door.state(begun.pk)
    mine = set(state.known["T1"].facts)
    others = {fact for team in ("T2", "T3") for fact in state.known[team].facts} - mine
    brief = client.get(f"{come(begun)}brief").content.decode()
    assert mine
    assert others
    assert any(package.text(f"facts.{fact}.title") in brief for fact in mine)
    assert not any(package.text(f"facts.{fact}.title") in brief for fact in others)
    assert not any(f">{fact}<" in brief for fact in others)


def test_a_role_that_was_taken_meanwhile_is_said(begun: Exercise, client: Client) -> None:
    way = come(begun)
    other = come(begun, name="Paul")
    client.post(other, {"chair": "T1/officer"})
    answer = client.post(way, {"chair": "T1/officer"})
    assert b"Somebody has just taken this role" in answer.content
    assert client.post(way, {"chair": "T2/detective"}).status_code in (200, 302)
    assert Participant.objects.get(name="Lena").seat == ""


def test_who_waits_comes_back_by_the_code_and_is_on_controls_list(
    begun: Exercise, client: Client, control: Client
) -> None:
    way = come(begun)
    assert client.post("/", {"code": way.split("/")[3]})["Location"] == way
    assert b"Lena" in control.get(f"/exercises/{begun.pk}/people").content


def test_who_waits_for_a_table_that_joined_another_chooses_again(begun: Exercise, client: Client) -> None:
    way = come(begun, "T1")
    door.ask(begun.pk, "control", c.MergeTeams("T1", "T2"))
    assert client.get(way)["Location"] == f"/j/{begun.code}"


def test_when_it_is_over_the_waiting_room_says_so(begun: Exercise, client: Client) -> None:
    way = come(begun)
    door.ask(begun.pk, "control", c.End())
    assert client.get(way).status_code == 410
