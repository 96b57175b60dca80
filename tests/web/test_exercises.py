"""The facilitator's list: set up, open, export, import, delete, and what strangers get."""

from __future__ import annotations

import msgspec
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from palermo import scenario
from palermo.engine import commands as c
from palermo.web import door, index
from palermo.web.models import Account, Exercise, Participant

PAGES = (
    "",
    "people",
    "people/out",
    "room",
    "code.svg",
    "debrief",
    "archive",
    "log.json",
    "delete",
    "print",
    "print/pack",
    "print/pack.pdf",
    "paper",
)


def file_of(data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("x.palermo.zip", data, "application/zip")


def over(exercise: Exercise) -> None:
    door.ask(exercise.pk, "control", c.Begin())
    door.ask(exercise.pk, "control", c.End())


@pytest.mark.parametrize("page", PAGES)
def test_a_page_of_an_exercise_is_its_facilitators_alone(exercise: Exercise, zed: Account, page: str) -> None:
    way = f"/exercises/{exercise.pk}/{page}"
    assert Client().get(way)["Location"].startswith("/account/sign-in")
    stranger = Client()
    stranger.force_login(zed, backend="palermo.web.accounts.NameOrMail")
    assert stranger.get(way).status_code == 404
    assert stranger.get("/exercises/x-other/" + page).status_code == 404


@pytest.mark.parametrize("page", [page for page in PAGES if page not in ("debrief", "log.json")])
def test_a_page_of_an_exercise_opens_for_its_facilitator(exercise: Exercise, control: Client, page: str) -> None:
    assert control.get(f"/exercises/{exercise.pk}/{page}").status_code == 200


def test_set_up_says_how_the_minutes_are_spent_and_who_sits_where(control: Client) -> None:
    page = " ".join(control.get("/exercises/new/night_minibus").content.decode().split())
    assert "Preparation 15</span>" in page
    assert "Closing and handover 15</span>" in page
    assert "60 minutes of play in 90 minutes in all" in page
    assert "45 minutes of play in 75 minutes in all" in page
    words = scenario.load("night_minibus")
    for preset in words.scenario.presets:
        (told,) = page.split(f'name="preset" value="{preset.id}"')[1:]
        told = told.partition("</label>")[0]
        places = [
            told.index(f">{words.text(f'desks.{desk}.letters', 'en') or desk}</span>")
            for team in preset.teams
            for desk in team.desks
        ]
        assert places == sorted(places)


def test_the_list_shows_titles_codes_and_how_long_each_is_kept(exercise: Exercise, control: Client) -> None:
    page = control.get("/exercises").content.decode()
    assert "Tuesday group" in page
    assert f"{exercise.code[:3]} {exercise.code[3:]}" in page
    assert "kept until" in page
    assert "not started" in page


def test_an_exercise_is_set_up_from_the_form(control: Client, ada: Account) -> None:
    name = scenario.names()[0]
    package = scenario.load(name)
    page = control.get(f"/exercises/new/{name}")
    assert package.text("scenario.title") in page.content.decode()
    given = {
        "preset": package.scenario.presets[0].id,
        "profile": package.scenario.profiles[0].id,
        "language": "en",
        "help_level": "2",
        "talk": "paper",
        "retention_days": "7",
        "bots": "on",
        "trainer": "Ada",
        "support": "the duty line 1234",
    }
    answer = control.post(f"/exercises/new/{name}", given)
    exercise = Exercise.objects.get()
    assert answer["Location"] == f"/exercises/{exercise.pk}/ready"
    setup = door.state(exercise.pk).world.setup
    assert (setup.help_level, setup.talk, setup.retention_days, setup.gentle) == (2, "paper", 7, False)
    nobodys = {team.by for team in package.scenario.presets[0].teams} - {"people"}
    assert {by for by, _policy in door.state(exercise.pk).world.occupants.values()} == {"bot", *nobodys}
    assert exercise.created_by == ada
    assert control.get(answer["Location"]).status_code == 200


def test_an_exercise_needs_tables_and_length_of_its_scenario(control: Client) -> None:
    name = scenario.names()[0]
    answer = control.post(f"/exercises/new/{name}", {"preset": "none", "profile": "none", "language": "xx"})
    assert answer.status_code == 200
    assert not Exercise.objects.exists()
    assert control.get("/exercises/new/no_such_scenario").status_code == 404


def test_an_exercise_carried_elsewhere_is_the_same_without_names(exercise: Exercise, control: Client) -> None:
    control.post(f"/j/{exercise.code}", {"name": "Greta", "chair": "T1/officer", "part": "take", "read": "1"})
    data = control.get(f"/exercises/{exercise.pk}/archive").content
    assert b"Greta" not in data
    control.post(f"/exercises/{exercise.pk}/delete")
    assert not Exercise.objects.exists()
    assert not Participant.objects.exists()
    assert door.exercises() == []
    answer = control.post("/exercises/import", {"archive": file_of(data)})
    assert answer["Location"] == f"/exercises/{exercise.pk}/"
    assert control.get(f"/exercises/{exercise.pk}/archive").content == data


def test_an_archive_that_is_none_or_is_there_already_changes_nothing(exercise: Exercise, control: Client) -> None:
    data = control.get(f"/exercises/{exercise.pk}/archive").content
    for file in (file_of(b"PK nonsense"), file_of(data)):
        control.post("/exercises/import", {"archive": file})
    assert control.post("/exercises/import").status_code == 302
    assert Exercise.objects.count() == 1
    assert b"here already" in control.get("/exercises").content


def test_deleting_asks_once_more(exercise: Exercise, control: Client) -> None:
    assert b"cannot be taken back" in control.get(f"/exercises/{exercise.pk}/delete").content
    assert door.has(exercise.pk)


def test_the_log_is_given_out_once_the_exercise_is_over(exercise: Exercise, control: Client) -> None:
    way = f"/exercises/{exercise.pk}/log.json"
    assert control.get(way).status_code == 404
    over(exercise)
    answer = control.get(way)
    book = msgspec.json.decode(answer.content)
    assert book["exercise"] == exercise.pk
    assert [line["seq"] for line in book["entries"]] == list(range(1, len(book["entries"]) + 1))
    assert "attachment" in answer["Content-Disposition"]


def test_the_debrief_opens_at_the_end(exercise: Exercise, control: Client) -> None:
    way = f"/exercises/{exercise.pk}/debrief"
    assert control.get(way)["Location"] == f"/exercises/{exercise.pk}/"
    over(exercise)
    assert control.get(way).status_code == 200


def test_the_log_can_rebuild_the_list(exercise: Exercise) -> None:
    kept = {
        field: getattr(exercise, field)
        for field in ("scenario", "preset", "profile", "help_level", "talk", "retention_days")
    }
    exercise.delete()
    (again,) = index.rebuild_index()
    row = Exercise.objects.get(pk=again)
    assert {field: getattr(row, field) for field in kept} == kept
    assert index.rebuild_index() == ()


def test_a_line_without_a_log_is_not_shown(exercise: Exercise, control: Client) -> None:
    door.delete(exercise.pk)
    assert b"Tuesday group" not in control.get("/exercises").content
    assert control.get(f"/exercises/{exercise.pk}/").status_code == 404
