"""The first run, signing in and out, passwords, one-time addresses."""

from __future__ import annotations

from datetime import timedelta

from django.test import Client
from django.utils import timezone

from palermo.web import entrance
from palermo.web.models import Account, Exercise, OneTime
from web.made_ready import PASSWORD

FIRST = {"name": "Anna", "username": "anna", "password": PASSWORD, "again": PASSWORD}
ELSEWHERE = {"REMOTE_ADDR": "192.0.2.7"}


def test_a_new_server_leads_to_its_first_account(client: Client) -> None:
    assert client.get("/account/sign-in")["Location"] == "/setup"
    assert client.get("/setup").status_code == 200
    assert client.post("/setup", FIRST)["Location"] == "/exercises"
    assert client.get("/exercises").status_code == 200
    assert Account.objects.get().is_superuser


def test_there_is_one_first_account(client: Client, ada: Account) -> None:
    assert client.get("/setup")["Location"] == "/account/sign-in"
    assert client.post("/setup", FIRST)["Location"] == "/account/sign-in"
    assert Account.objects.count() == 1


def test_the_first_account_from_elsewhere_needs_the_code(client: Client) -> None:
    code = entrance.setup_code()
    assert b"Code from the server" in client.get("/setup", **ELSEWHERE).content
    assert client.post("/setup", FIRST, **ELSEWHERE).status_code == 200
    assert client.post("/setup", {**FIRST, "code": "BCDFGHJKMNPQ"}, **ELSEWHERE).status_code == 200
    assert not Account.objects.exists()
    assert client.post("/setup", {**FIRST, "code": str(code).lower()}, **ELSEWHERE).status_code == 302
    assert Account.objects.get().username == "anna"


def test_a_proxy_on_the_machine_is_not_the_machine(client: Client) -> None:
    entrance.setup_code()
    assert client.post("/setup", FIRST, HTTP_X_FORWARDED_FOR="192.0.2.7").status_code == 200
    assert not Account.objects.exists()


def test_a_weak_password_and_two_different_ones_are_not_taken(client: Client) -> None:
    assert b"too common" in client.post("/setup", {**FIRST, "password": "password12", "again": "password12"}).content
    assert b"differ" in client.post("/setup", {**FIRST, "again": "something else entirely"}).content
    assert not Account.objects.exists()


def test_one_signs_in_by_name_or_by_mail(client: Client, ada: Account) -> None:
    for typed in ("ada", "ADA@example.org"):
        assert client.post("/account/sign-in", {"username": typed, "password": PASSWORD})["Location"] == "/exercises"
        assert client.post("/account/sign-out")["Location"] == "/"
    assert client.get("/exercises")["Location"].startswith("/account/sign-in")


def test_signing_in_leads_on_to_pages_of_ours_alone(client: Client, ada: Account) -> None:
    given = {"username": "ada", "password": PASSWORD}
    assert client.post("/account/sign-in", {**given, "next": "/account/password"})["Location"] == "/account/password"
    client.post("/account/sign-out")
    assert client.post("/account/sign-in", {**given, "next": "https://evil.example"})["Location"] == "/exercises"


def test_five_wrong_passwords_lock_the_name_for_this_address(client: Client, ada: Account) -> None:
    for _ in range(5):
        answer = client.post("/account/sign-in", {"username": "ada", "password": "wrong"})
    assert answer.status_code == 429
    assert client.post("/account/sign-in", {"username": "ada", "password": PASSWORD}).status_code == 429
    elsewhere = client.post("/account/sign-in", {"username": "ada", "password": PASSWORD}, **ELSEWHERE)
    assert elsewhere.status_code == 302


def test_signing_out_is_not_a_link(control: Client) -> None:
    assert control.get("/account/sign-out").status_code == 405


def test_a_password_is_changed_with_the_present_one(control: Client, ada: Account) -> None:
    other = "a lantern on the third step"
    wrong = control.post("/account/password", {"present": "no", "password": other, "again": other})
    assert b"not your present password" in wrong.content
    control.post("/account/password", {"present": PASSWORD, "password": other, "again": other})
    ada.refresh_from_db()
    assert ada.check_password(other)
    assert control.get("/exercises").status_code == 200


def test_a_one_time_address_signs_in_once(client: Client, exercise: Exercise) -> None:
    way = entrance.entrance(f"/exercises/{exercise.pk}/")
    assert client.get(way)["Location"] == f"/exercises/{exercise.pk}/"
    assert client.get("/exercises").status_code == 200
    assert Client().get(way).status_code == 410


def test_a_one_time_address_ends_after_half_an_hour(client: Client, ada: Account) -> None:
    way = entrance.entrance()
    OneTime.objects.update(until=timezone.now() - timedelta(seconds=1))
    assert client.get(way).status_code == 410


def test_a_preview_does_not_use_up_a_one_time_address(client: Client, ada: Account) -> None:
    way = entrance.entrance()
    assert client.head(way).status_code == 410
    assert client.get(way).status_code == 302


def test_the_database_does_not_hold_the_address_itself(ada: Account) -> None:
    token = entrance.entrance().rpartition("/")[2]
    assert not OneTime.objects.filter(digest=token).exists()


def test_a_first_run_by_address_makes_the_facilitator_who_then_sets_a_password(client: Client) -> None:
    client.get(entrance.entrance())
    assert Account.objects.get().username == "trainer"
    page = client.get("/account/password")
    assert b"Present password" not in page.content
    assert client.post("/account/password", {"password": PASSWORD, "again": PASSWORD}).status_code == 302
    assert Account.objects.get().check_password(PASSWORD)
