"""Observers: a job one chooses or is given, control's one tap before somebody sees everything, and what is kept of it."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from palermo.engine import commands as c
from palermo.engine.state import OBSERVER, ROOM
from palermo.live import seats, tokens
from palermo.scenario import load
from palermo.web import door, observing
from palermo.web.models import Account, Exercise, Participant
from web.conftest import Join


@pytest.fixture
def way(exercise: Exercise) -> str:
    """Olga watches: the address of her page."""
    answer = Client().post(f"/j/{exercise.code}", {"name": "Olga", "part": "watch", "read": "1"})
    return str(answer["Location"])


def olga() -> Participant:
    return Participant.objects.get(name="Olga")


def watcher(exercise: Exercise) -> str:
    place = seats.place(door.state(exercise.pk), tokens.Token(exercise.pk, olga().seat, 1))
    assert place is not None
    return place.watcher


def choose(way: str, job: str) -> str:
    return Client().post(f"{way}job", {"job": job}, follow=True).content.decode()


def appoint(control: Client, exercise: Exercise, what: str, job: str = "") -> None:
    page = f"/exercises/{exercise.pk}/observers/{olga().pk}"
    assert control.post(page, {"what": what, "job": job}).status_code == 302


def test_whoever_watches_is_offered_the_jobs_of_the_package(way: str, exercise: Exercise) -> None:
    page = Client().get(way).content.decode()
    assert 'value="objective:o1"' in page
    assert 'value="person:person2"' in page
    assert 'value="person:person3"' not in page, "person 3 has no voice"
    assert watcher(exercise) == ROOM


def test_an_objective_waits_for_one_tap_of_control(way: str, exercise: Exercise, control: Client) -> None:
    page = choose(way, "objective:o1")
    assert "lets you in" in page
    assert watcher(exercise) == ROOM
    assert 'data-region="matrix"' not in page
    assert "1 observer waits" in control.get(f"/exercises/{exercise.pk}/calm").content.decode()
    assert "Let in" in control.get(f"/exercises/{exercise.pk}/observers").content.decode()
    appoint(control, exercise, "let_in")
    assert watcher(exercise) == OBSERVER
    page = Client().get(way).content.decode()
    assert 'data-region="matrix"' in page
    assert "A source was said." in page
    assert "waits" not in control.get(f"/exercises/{exercise.pk}/calm").content.decode()


def test_nobody_lets_herself_in(way: str, exercise: Exercise, zed: Account) -> None:
    choose(way, "objective:o1")
    choose(way, "objective:o1")
    path = f"/exercises/{exercise.pk}/observers/{olga().pk}"
    assert Client().post(path, {"what": "let_in"}).status_code == 302, "to the sign-in"
    other = Client()
    other.force_login(zed, backend="palermo.web.accounts.NameOrMail")
    for answer in (other.post(path, {"what": "let_in"}), other.get(f"/exercises/{exercise.pk}/observers")):
        assert answer.status_code == 404
    assert watcher(exercise) == ROOM


def test_control_can_say_not_now_and_give_another_job(way: str, exercise: Exercise, control: Client) -> None:
    choose(way, "objective:o1")
    appoint(control, exercise, "not_now")
    assert olga().wish == ""
    assert watcher(exercise) == ROOM
    appoint(control, exercise, "job", "person:person2")
    assert watcher(exercise) == olga().seat
    appoint(control, exercise, "job", "objective:o2")
    assert watcher(exercise) == OBSERVER
    appoint(control, exercise, "job")
    assert watcher(exercise) == ROOM


def test_a_person_is_spoken_for_at_once_and_her_card_is_all_one_sees(way: str, exercise: Exercise) -> None:
    page = choose(way, "person:person2")
    assert "I am hot, and nobody has asked me." in page
    assert 'data-region="asked"' in page
    for hidden in ("matrix", "teams", "facts", "exchange"):
        assert f'data-region="{hidden}"' not in page
    assert watcher(exercise) == olga().seat


def test_choosing_an_objective_again_ends_the_voice_and_shows_the_room(way: str, exercise: Exercise) -> None:
    choose(way, "person:person2")
    choose(way, "objective:o1")
    assert watcher(exercise) == ROOM, "the world is not shown before control has said yes"


@pytest.mark.parametrize("job", ["objective:o9", "person:person3", "control", "objective:"])
def test_a_job_that_there_is_not_is_refused(way: str, job: str) -> None:
    assert Client().post(f"{way}job", {"job": job}).status_code == 400


def test_control_is_warned_where_somebody_of_the_name_sits_at_a_table(
    way: str, exercise: Exercise, control: Client, join: Join
) -> None:
    join("T1/officer", "olga")
    choose(way, "objective:o1")
    assert "sits at a table" in control.get(f"/exercises/{exercise.pk}/observers").content.decode()


def test_a_participant_cannot_be_made_an_observer(exercise: Exercise, control: Client, join: Join) -> None:
    join()
    person = Participant.objects.get(name="Greta")
    path = f"/exercises/{exercise.pk}/observers/{person.pk}"
    assert control.post(path, {"what": "job", "job": "objective:o1"}).status_code == 404
    with pytest.raises(door.NotDone) as refused:
        door.ask(exercise.pk, "control", c.Observe(person.seat, objective="o1"))
    assert "sits at a table" in str(refused.value)


def test_control_reads_what_was_seen_with_names_and_the_log_holds_none(
    way: str, exercise: Exercise, control: Client
) -> None:
    choose(way, "objective:o1")
    appoint(control, exercise, "let_in")
    door.ask(exercise.pk, olga().seat, c.Note("said it twice", "o1", "source", "T1"))
    seen = control.get(f"/exercises/{exercise.pk}/observers/seen").content.decode()
    assert "A source was said." in seen
    assert "said it twice" in seen
    assert "Olga" in seen
    assert "Olga" not in door.log_json(exercise.pk).decode()


def test_a_new_link_and_leaving_work_for_observers_too(way: str, exercise: Exercise, control: Client) -> None:
    choose(way, "person:person2")
    page = control.post(f"/exercises/{exercise.pk}/people/{olga().pk}", {"what": "link"}).content.decode()
    found = re.search(r"/w/[^\"<]+", page)
    assert found is not None
    assert Client().get(way).status_code == 404
    new = found[0]
    assert "I am hot" in Client().get(new).content.decode()
    control.post(f"/exercises/{exercise.pk}/people/{olga().pk}", {"what": "remove"})
    assert Client().get(new).status_code == 404
    assert not door.state(exercise.pk).world.observers
    control.post(f"/exercises/{exercise.pk}/people/{olga().pk}", {"what": "back"})
    assert "Would you like a job?" in Client().get(new).content.decode()


def test_after_the_end_an_observer_finds_the_debrief(way: str, exercise: Exercise) -> None:
    choose(way, "person:person2")
    assert Client().get(f"{way}debrief").status_code == 302
    door.ask(exercise.pk, "control", c.Begin())
    door.ask(exercise.pk, "control", c.End())
    assert "After today" in Client().get(way).content.decode()
    assert "What observers saw" in Client().get(f"{way}debrief").content.decode()


def test_who_watches_is_told_nothing_of_people_that_a_table_has_still_to_find() -> None:
    package = load("night_minibus")
    mine, controls = observing.offered(package, "en"), observing.people(package, "en")
    assert {job.key for job in controls} - {job.key for job in mine} >= {"person:house7"}
    assert not any(job.text for job in mine)
    assert all(job.text for job in controls)
    assert observing.is_job(package, "person:house7", by_control=True)
    assert not observing.is_job(package, "person:house7", by_control=False)
