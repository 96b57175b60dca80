"""Before the day: an exercise once more, rehearsals, and what can be changed."""

from __future__ import annotations

from datetime import timedelta

import msgspec
import pytest
from django.test import Client
from django.utils import timezone

from palermo import scenario
from palermo.web import again, door, retention, setting
from palermo.web.form_new import NewExercise
from palermo.web.models import Account, Exercise, Participant
from web.conftest import Join

NIGHT = "night_minibus"


def rehearsed(control: Client, speed: str = "10") -> Exercise:
    answer = control.post(f"/exercises/rehearse/{NIGHT}", {"speed": speed})
    assert answer.status_code == 302
    return Exercise.objects.get(rehearsal=True)


def test_a_duplicate_has_the_same_choices_a_new_code_and_nobody_in_it(
    exercise: Exercise, control: Client, join: Join
) -> None:
    Exercise.objects.filter(pk=exercise.pk).update(support="the duty line", meeting="https://meet.example.org/room")
    join()
    page = control.get(f"/exercises/{exercise.pk}/again")
    form = page.context["form"]
    filled = {name: form[name].value() for name in form.fields}
    control.post(
        f"/exercises/{exercise.pk}/again", {name: value for name, value in filled.items() if value is not False}
    )
    copy = Exercise.objects.exclude(pk=exercise.pk).get()
    exercise.refresh_from_db()
    assert msgspec.structs.asdict(again.choices_of(copy)) == msgspec.structs.asdict(again.choices_of(exercise))
    assert copy.code != exercise.code
    assert not Participant.objects.filter(exercise=copy).exists()
    assert {seat[:4] for seat in door.state(copy.pk).world.seats} == {"bot:"}


def test_points_for_groups_are_off_until_somebody_asks_and_a_duplicate_keeps_them(
    exercise: Exercise, control: Client, ada: Account
) -> None:
    assert not door.state(exercise.pk).world.setup.points
    choices = msgspec.structs.replace(again.choices_of(exercise), scenario=exercise.scenario, points=True)
    scored = setting.set_up(door.package(exercise.pk), choices, ada)
    assert door.state(scored.pk).world.setup.points
    assert control.get(f"/exercises/{scored.pk}/again").context["form"]["points"].value() is True
    assert "Points for groups" in control.get(f"/exercises/{scored.pk}/ready").content.decode()
    assert "Points for groups" not in control.get(f"/exercises/{exercise.pk}/ready").content.decode()


def test_an_exercise_of_a_package_that_is_not_built_in_is_duplicated_from_the_log(exercise: Exercise) -> None:
    assert exercise.scenario not in scenario.names()
    assert again.package_of(exercise).digest == door.package(exercise.pk).digest


def test_a_rehearsal_runs_at_its_speed_from_the_first_scene_with_bots_in_all_chairs(control: Client) -> None:
    row = rehearsed(control, "30")
    world = door.state(row.pk).world
    assert world.clock.paused == ""
    assert world.clock.speed == 30
    assert {by for by, _policy in world.occupants.values()} == {"bot"}
    assert "Rehearsal" in row.title
    assert control.get(f"/exercises/{row.pk}/").status_code == 200


def test_a_rehearsal_stands_apart_from_the_real_ones(exercise: Exercise, control: Client) -> None:
    row = rehearsed(control)
    answer = control.get("/exercises")
    shown = [line["exercise"].pk for _name, lines in answer.context["groups"] for line in lines]
    assert shown == [exercise.pk]
    assert [line["exercise"].pk for line in answer.context["rehearsals"]] == [row.pk]


def test_a_rehearsal_like_an_exercise_changes_nothing_in_it(exercise: Exercise, control: Client) -> None:
    before = door.state(exercise.pk).seq
    control.post(f"/exercises/{exercise.pk}/rehearse", {"speed": "60"})
    row = Exercise.objects.get(rehearsal=True)
    assert (row.preset, row.profile, row.trainer) == (exercise.preset, exercise.profile, "Ada")
    assert door.state(exercise.pk).seq == before


@pytest.mark.parametrize("speed", ["", "7", "-1", "fast", "1e9"])
def test_a_rehearsal_needs_one_of_the_speeds(control: Client, speed: str) -> None:
    answer = control.post(f"/exercises/rehearse/{NIGHT}", {"speed": speed}, follow=True)
    assert b"Nothing was started" in answer.content
    assert not Exercise.objects.exists()


def test_rehearsals_go_with_one_tap_and_take_no_exercise_with_them(exercise: Exercise, control: Client) -> None:
    first = rehearsed(control)
    control.post("/exercises/rehearsals", {"exercise": exercise.pk})
    assert Exercise.objects.count() == 2
    control.post("/exercises/rehearsals", {"exercise": first.pk})
    assert not Exercise.objects.filter(rehearsal=True).exists()
    assert not door.has(first.pk)
    for _n in range(2):
        control.post(f"/exercises/{exercise.pk}/rehearse", {"speed": "4"})
    control.post("/exercises/rehearsals")
    assert list(Exercise.objects.all()) == [exercise]


def test_nobody_deletes_the_rehearsals_of_others(exercise: Exercise, control: Client, zed: Account) -> None:
    row = rehearsed(control)
    other = Client()
    other.force_login(zed, backend="palermo.web.accounts.NameOrMail")
    other.post("/exercises/rehearsals", {"exercise": row.pk})
    other.post("/exercises/rehearsals")
    assert Exercise.objects.filter(pk=row.pk).exists()


def test_a_rehearsal_that_was_left_alone_goes_after_a_week(exercise: Exercise, control: Client) -> None:
    row = rehearsed(control)
    assert retention.clear(timezone.now() + timedelta(days=6)) == ()
    assert retention.clear(timezone.now() + timedelta(days=8)) == (row.pk,)


@pytest.mark.parametrize("typed", ["http://meet.example.org/x", "ftp://meet.example.org", "javascript:alert(1)"])
def test_a_meeting_has_an_https_address(typed: str) -> None:
    form = NewExercise(scenario.load(NIGHT), {"meeting": typed}, language="en")
    assert "meeting" in form.errors


def test_a_meeting_is_shown_to_control_and_to_participants(exercise: Exercise, control: Client, join: Join) -> None:
    seat = join()
    assert b"meet.example.org" not in control.get(seat).content
    given = {"title": "Tuesday group", "trainer": "Ada", "support": "", "meeting": "meet.example.org/room7"}
    control.post(f"/exercises/{exercise.pk}/details", given)
    for page in (seat, f"/exercises/{exercise.pk}/"):
        assert b'href="https://meet.example.org/room7"' in control.get(page).content


def test_title_and_names_can_be_changed_and_a_title_cannot_be_emptied(exercise: Exercise, control: Client) -> None:
    way = f"/exercises/{exercise.pk}/details"
    assert control.post(way, {"title": "", "trainer": "Bo"}).status_code == 200
    exercise.refresh_from_db()
    assert exercise.trainer == "Ada"
    control.post(way, {"title": "Friday", "trainer": "Bo", "support": "12 34"})
    exercise.refresh_from_db()
    assert (exercise.title, exercise.trainer, exercise.support) == ("Friday", "Bo", "12 34")


def test_an_empty_list_says_what_to_do(control: Client) -> None:
    page = control.get("/exercises").content.decode()
    assert "No exercise yet" in page
    assert "Rehearse" in page
