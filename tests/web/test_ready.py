"""Is the room ready: ticks are kept, a phone's try is seen, and what does not work says what to do."""

from __future__ import annotations

import pytest
from django.test import Client

from palermo.web import reach, readiness
from palermo.web.models import Account, Exercise


@pytest.fixture(autouse=True)
def _unknown_addresses() -> None:
    reach.use(())
    readiness.visits = readiness.Visits()


def page(control: Client, exercise: Exercise, host: str = "localhost:8000") -> str:
    return control.get(f"/exercises/{exercise.pk}/ready", headers={"host": host}).content.decode()


def test_a_tick_is_kept_and_can_be_taken_away(exercise: Exercise, control: Client) -> None:
    way = f"/exercises/{exercise.pk}/ready"
    assert control.post(way, {"check": "sound", "on": "1"})["Location"] == f"{way}#sound"
    control.post(way, {"check": "projector", "on": "1"})
    assert readiness.ticked(Exercise.objects.get(pk=exercise.pk)) == {"sound", "projector"}
    assert "2 of 7 done" in page(control, exercise)
    control.post(way, {"check": "sound", "on": "0"})
    assert readiness.ticked(Exercise.objects.get(pk=exercise.pk)) == {"projector"}


@pytest.mark.parametrize("check", ["", "phone", "everything"])
def test_only_what_is_tried_by_hand_is_ticked_by_hand(exercise: Exercise, control: Client, check: str) -> None:
    assert control.post(f"/exercises/{exercise.pk}/ready", {"check": check, "on": "1"}).status_code == 400
    assert Exercise.objects.get(pk=exercise.pk).ready == {}


def test_a_phone_that_reached_us_is_seen_with_its_live_line(exercise: Exercise, control: Client) -> None:
    visit = f"/exercises/{exercise.pk}/ready/visit"
    assert "No phone has reached us yet" in control.get(visit).content.decode()
    phone = Client()
    opened = phone.get(f"/ready/{exercise.code}")
    assert "data-phone-try" in opened.content.decode()
    assert "A phone reached us, 0 s ago" in control.get(visit).content.decode()
    assert "phone" not in Exercise.objects.get(pk=exercise.pk).ready
    assert phone.post(f"/ready/{exercise.code}", {"live": "yes", "took": "34"}).status_code == 204
    assert "Its live line works (34 ms)" in control.get(visit).content.decode()
    assert "phone" in Exercise.objects.get(pk=exercise.pk).ready


def test_a_live_line_that_does_not_get_through_is_told_with_a_way_on(exercise: Exercise, control: Client) -> None:
    Client().post(f"/ready/{exercise.code}", {"live": "no", "took": "nonsense"})
    said = control.get(f"/exercises/{exercise.pk}/ready/visit").content.decode()
    assert "does not get through" in said
    assert "VPN" in said
    assert "phone" not in Exercise.objects.get(pk=exercise.pk).ready


def test_a_visit_grows_older() -> None:
    now = 100.0
    visits = readiness.Visits(lambda: now)
    visits.opened("x")
    now = 112.0
    found = visits.last("x")
    assert found is not None
    assert found[1] == 12
    assert visits.last("y") is None


def test_a_wrong_test_code_opens_nothing(exercise: Exercise) -> None:
    assert Client().get("/ready/XXXXXX").status_code == 404
    assert Client().post("/ready/XXXXXX", {"live": "yes"}).status_code == 404


def test_the_page_names_the_addresses_for_others(exercise: Exercise, control: Client) -> None:
    reach.use(("http://192.168.1.20:8000", "http://10.0.0.7:8000", "http://127.0.0.1:8000"), lan=True)
    said = page(control, exercise)
    assert "http://192.168.1.20:8000" in said
    assert "http://10.0.0.7:8000" in said
    assert f"http://192.168.1.20:8000/ready/{exercise.code}" in said
    assert "port 8000" in said
    assert "guest network" in said


def test_a_server_for_this_machine_alone_says_how_to_let_others_in(exercise: Exercise, control: Client) -> None:
    reach.use(("http://127.0.0.1:8000",))
    assert "palermo serve --lan" in page(control, exercise)


def test_a_machine_in_no_network_says_so(exercise: Exercise, control: Client) -> None:
    reach.use(("http://127.0.0.1:8000",), lan=True)
    assert "in no network" in page(control, exercise)


def test_behind_a_name_of_its_own_the_page_shows_that_name(exercise: Exercise, control: Client) -> None:
    reach.use(("http://127.0.0.1:8000",))
    said = page(control, exercise, "192.168.7.7:8000")
    assert f"http://192.168.7.7:8000/ready/{exercise.code}" in said
    assert "palermo serve --lan" not in said


def test_what_was_decided_is_shown_in_words_and_what_is_missing_is_said(exercise: Exercise, control: Client) -> None:
    said = page(control, exercise)
    assert "a nudge when a table is stuck" in said
    assert "Only through the pages" in said
    assert "nobody entered" in said
    Exercise.objects.filter(pk=exercise.pk).update(support="12 34 56")
    assert "12 34 56" in page(control, exercise)


def test_the_test_picture_opens(exercise: Exercise, control: Client) -> None:
    assert "smallest line" in control.get(f"/exercises/{exercise.pk}/ready/picture").content.decode()


def test_only_who_leads_it_sees_whether_the_room_is_ready(exercise: Exercise, zed: Account) -> None:
    stranger = Client()
    stranger.force_login(zed, backend="palermo.web.accounts.NameOrMail")
    for way in ("ready", "ready/visit", "ready/picture", "details"):
        assert stranger.get(f"/exercises/{exercise.pk}/{way}").status_code == 404
    assert stranger.post(f"/exercises/{exercise.pk}/ready", {"check": "sound", "on": "1"}).status_code == 404
