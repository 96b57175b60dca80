"""Two who lead: who may invite, accept, remove, and what each may open."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from palermo.live import seats, tokens
from palermo.web import access, door, leading
from palermo.web.models import Account, Exercise, LeaderLink
from web.conftest import Join
from web.made_ready import PASSWORD

LED = (
    "",
    "people",
    "room",
    "code.svg",
    "archive",
    "ready",
    "ready/visit",
    "leaders",
    "again",
    "details",
    "walk",
    "way-in",
    "list",
    "observers",
    "calm",
    "paper",
    "print",
)


def browser(account: Account) -> Client:
    made = Client()
    made.force_login(account, backend="palermo.web.accounts.NameOrMail")
    return made


def invited(control: Client, exercise: Exercise) -> str:
    page = control.post(f"/exercises/{exercise.pk}/leaders", {"what": "invite"}).content.decode()
    found = re.search(r"/lead/[A-Za-z0-9_-]+", page)
    assert found is not None
    return found[0]


@pytest.fixture
def mine(zed: Account) -> Account:
    """Ada as the owner alone: no power over the whole server."""
    Account.objects.filter(username="ada").update(is_superuser=False)
    return Account.objects.get(username="ada")


def test_a_second_facilitator_opens_everything_but_what_belongs_to_the_owner(
    exercise: Exercise, mine: Account, zed: Account
) -> None:
    exercise.leaders.add(zed)
    second = browser(zed)
    for page in LED:
        assert second.get(f"/exercises/{exercise.pk}/{page}").status_code == 200, page
    assert "Tuesday group" in second.get("/exercises").content.decode()
    for page in ("delete",):
        assert second.get(f"/exercises/{exercise.pk}/{page}").status_code == 404
        assert second.post(f"/exercises/{exercise.pk}/{page}").status_code == 404
    assert second.post(f"/exercises/{exercise.pk}/leaders", {"what": "invite"}).status_code == 404
    assert Exercise.objects.filter(pk=exercise.pk).exists()


@pytest.mark.parametrize("page", LED)
def test_who_was_not_invited_finds_nothing(exercise: Exercise, mine: Account, zed: Account, page: str) -> None:
    assert browser(zed).get(f"/exercises/{exercise.pk}/{page}").status_code == 404


def test_an_invitation_makes_an_account_holder_a_second_facilitator_once(
    exercise: Exercise, mine: Account, zed: Account
) -> None:
    link = invited(browser(mine), exercise)
    second = browser(zed)
    assert "Tuesday group" in second.get(link).content.decode()
    assert not access.leads(zed, exercise), "looking at it accepts nothing"
    assert second.post(link)["Location"] == f"/exercises/{exercise.pk}/"
    assert access.leads(zed, Exercise.objects.get(pk=exercise.pk))
    third = Account.objects.create(username="third", name="Third")
    assert browser(third).post(link).status_code == 410
    assert not access.leads(third, Exercise.objects.get(pk=exercise.pk))


def test_an_invitation_makes_an_account_where_there_is_none(exercise: Exercise, mine: Account) -> None:
    link = invited(browser(mine), exercise)
    guest = Client()
    given = {"name": "Bo", "username": "bo", "email": "", "password": PASSWORD, "again": PASSWORD}
    assert guest.post(link, {**given, "username": "ada"}).status_code == 200, "a name that somebody has"
    assert guest.post(link, given)["Location"] == f"/exercises/{exercise.pk}/"
    made = Account.objects.get(username="bo")
    assert not made.is_superuser
    assert access.leads(made, Exercise.objects.get(pk=exercise.pk))
    assert guest.get(f"/exercises/{exercise.pk}/").status_code == 200


def test_an_invitation_ends_by_time_by_the_owner_and_with_the_owners_right(exercise: Exercise, mine: Account) -> None:
    owner = browser(mine)
    old = invited(owner, exercise)
    LeaderLink.objects.update(until=timezone.now() - timedelta(minutes=1))
    assert Client().get(old).status_code == 410
    taken_back = invited(owner, exercise)
    owner.post(f"/exercises/{exercise.pk}/leaders", {"what": "withdraw"})
    assert Client().get(taken_back).status_code == 410
    orphan = invited(owner, exercise)
    other = Account.objects.create(username="other")
    Exercise.objects.filter(pk=exercise.pk).update(created_by=other)
    assert Client().get(orphan).status_code == 410
    assert Client().get("/lead/nonsense").status_code == 410


def test_the_link_itself_is_not_kept(exercise: Exercise, mine: Account) -> None:
    link = invited(browser(mine), exercise)
    assert link.rpartition("/")[2] not in str(list(LeaderLink.objects.values()))


def test_the_owner_removes_and_a_second_one_leaves(exercise: Exercise, mine: Account, zed: Account) -> None:
    other = Account.objects.create(username="other")
    exercise.leaders.set([zed, other])
    second = browser(zed)
    assert second.post(f"/exercises/{exercise.pk}/leaders/{other.pk}").status_code == 404
    assert second.post(f"/exercises/{exercise.pk}/leaders/{mine.pk}").status_code == 404, "the owner stays"
    assert second.post(f"/exercises/{exercise.pk}/leaders/{zed.pk}")["Location"] == "/exercises"
    assert second.get(f"/exercises/{exercise.pk}/").status_code == 404
    browser(mine).post(f"/exercises/{exercise.pk}/leaders/{other.pk}")
    assert not exercise.leaders.exists()


def test_a_participant_leads_nothing(exercise: Exercise, join: Join) -> None:
    join()
    assert Client().get(f"/exercises/{exercise.pk}/leaders")["Location"].startswith("/account/sign-in")


def test_pages_of_one_who_no_longer_leads_end_and_the_others_go_on(
    exercise: Exercise, mine: Account, zed: Account
) -> None:
    exercise.leaders.add(zed)
    second, first = page_token(browser(zed), exercise), page_token(browser(mine), exercise)
    state = door.state(exercise.pk)
    assert seats.place(state, second) is not None
    browser(mine).post(f"/exercises/{exercise.pk}/leaders/{zed.pk}")
    assert seats.place(state, second) is None
    assert seats.place(state, first) is not None
    seats.let_in(exercise.pk, zed.pk)  # as after a restart, when the live half has forgotten
    leading.shut_out_former()
    assert seats.place(state, second) is None
    browser(zed).post(invited(browser(mine), exercise))
    assert seats.place(state, second) is not None


def page_token(control: Client, exercise: Exercise) -> tokens.Token:
    found = re.search(
        r'name="seat-token" content="([^"]+)"', control.get(f"/exercises/{exercise.pk}/").content.decode()
    )
    assert found is not None
    return tokens.read(tokens.load_key(settings.DATA), found[1], 0.0)
