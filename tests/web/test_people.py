"""Who is here: control moves people, gives links, ends seats, fills empty desks, joins tables, and takes mis-clicks back."""

from __future__ import annotations

import pytest
from django.test import Client

from palermo.web import codes, door
from palermo.web.models import Account, Exercise, Participant
from web.conftest import Join


def greta(exercise: Exercise) -> Participant:
    return Participant.objects.get(exercise=exercise, name="Greta")


def page(control: Client, exercise: Exercise) -> str:
    return control.get(f"/exercises/{exercise.pk}/people").content.decode()


def seat(exercise: Exercise, person: Participant) -> tuple[str, str, tuple[str, ...]]:
    row = door.state(exercise.pk).world.seats[person.seat]
    return row.team, row.role, row.desks


def by(exercise: Exercise, desk: str) -> str:
    return door.state(exercise.pk).world.occupants[desk][0]


def chairs_of(control: Client, exercise: Exercise) -> list[str]:
    tables = control.get(f"/exercises/{exercise.pk}/people/{greta(exercise).pk}/move").context["tables"]
    return [chair.key for table in tables for chair in table.chairs]


def test_the_page_shows_names_by_table_and_who_answers(exercise: Exercise, control: Client, join: Join) -> None:
    assert "nobody here yet" in page(control, exercise)
    join()
    said = page(control, exercise)
    assert "Greta" in said
    assert "a bot answers" in said
    assert "people answer" in said
    assert "Greta" in control.get(f"/exercises/{exercise.pk}/people/list").content.decode()


def test_a_person_moves_to_another_table_and_the_bots_change_places(
    exercise: Exercise, control: Client, join: Join
) -> None:
    way = join()
    person = greta(exercise)
    team, role, desks = seat(exercise, person)
    other = next(key for key in chairs_of(control, exercise) if not key.startswith(f"{team}/"))
    answer = control.post(f"/exercises/{exercise.pk}/people/{person.pk}/move", {"chair": other})
    assert answer["Location"] == f"/exercises/{exercise.pk}/people"
    now = seat(exercise, person)
    assert f"{now[0]}/{now[1]}" == other
    assert {by(exercise, desk) for desk in desks} == {"bot"}
    assert {by(exercise, desk) for desk in now[2]} == {"people"}
    assert control.get(way).status_code == 200, "the personal address stays good"
    assert "Greta was moved" in page(control, exercise)
    control.post(f"/exercises/{exercise.pk}/people/undo")
    assert seat(exercise, person) == (team, role, desks)
    assert {by(exercise, desk) for desk in desks} == {"people"}
    assert "Take it back" not in page(control, exercise)


def test_nobody_is_moved_to_a_taken_chair_or_to_none(exercise: Exercise, control: Client, join: Join) -> None:
    join("T2/detective")
    join("T1/officer", "Olga")
    person = greta(exercise)
    before = seat(exercise, person)
    for key in ("T1/officer", "T9/none", "", before[0]):
        said = control.post(f"/exercises/{exercise.pk}/people/{person.pk}/move", {"chair": key})
        assert b"Nothing was changed" in said.content
    assert seat(exercise, person) == before


def test_a_seat_that_was_ended_by_mistake_comes_back_with_its_link_and_code(
    exercise: Exercise, control: Client, join: Join
) -> None:
    way = join()
    person, before = greta(exercise), seat(exercise, greta(exercise))
    control.post(f"/exercises/{exercise.pk}/people/{person.pk}", {"what": "remove"})
    assert Client().get(way).status_code == 404
    assert {by(exercise, desk) for desk in before[2]} == {"bot"}
    assert "Put back" in page(control, exercise)
    control.post(f"/exercises/{exercise.pk}/people/undo")
    assert Client().get(way).status_code == 200
    assert seat(exercise, person) == before
    assert {by(exercise, desk) for desk in before[2]} == {"people"}
    control.post(f"/exercises/{exercise.pk}/people/{person.pk}", {"what": "remove"})
    control.post(f"/exercises/{exercise.pk}/people/{person.pk}", {"what": "back"})
    assert Client().get(way).status_code == 200


def test_nobody_is_put_back_on_a_chair_that_somebody_took(exercise: Exercise, control: Client, join: Join) -> None:
    join("T1/officer")
    person = greta(exercise)
    control.post(f"/exercises/{exercise.pk}/people/{person.pk}", {"what": "remove"})
    join("T1/officer", "Olga")
    said = control.post(f"/exercises/{exercise.pk}/people/{person.pk}", {"what": "back"}, follow=True).content.decode()
    assert "Somebody else has this chair" in said
    person.refresh_from_db()
    assert person.gone
    control.post(f"/exercises/{exercise.pk}/people/undo")
    assert door.state(exercise.pk).world.seats[person.seat].gone


def test_a_new_link_comes_with_a_picture_code_and_ends_the_old_one(
    exercise: Exercise, control: Client, join: Join
) -> None:
    old = join()
    person = greta(exercise)
    answer = control.post(f"/exercises/{exercise.pk}/people/{person.pk}", {"what": "link"})
    said = answer.content.decode()
    assert 'class="qr"' in said
    assert Client().get(old).status_code == 404
    new = answer.context["link"].partition("/x/")[2]
    assert Client().get(f"/x/{new}").status_code == 200
    person.refresh_from_db()
    assert person.back == codes.digest(new.strip("/").rpartition("/")[2])
    again = control.get(f"/exercises/{exercise.pk}/people/{person.pk}")
    assert again["Location"] == f"/exercises/{exercise.pk}/people", "its address, asked for again, makes no second link"


def test_an_empty_desk_is_given_to_a_rule_and_taken_back(exercise: Exercise, control: Client) -> None:
    desk = next(iter(door.state(exercise.pk).world.occupants))
    way = f"/exercises/{exercise.pk}/people/desk/{desk}"
    assert "A bot" in control.get(way).content.decode()
    for who in ("rule", "control", "people", "bot"):
        control.post(way, {"by": who})
        assert by(exercise, desk) == who
    control.post(way, {"by": "rule"})
    control.post(f"/exercises/{exercise.pk}/people/undo")
    assert by(exercise, desk) == "bot"
    assert control.post(way, {"by": "nobody"}).status_code == 400
    assert control.get(f"/exercises/{exercise.pk}/people/desk/NONE").status_code == 404


def test_tables_join_after_it_was_read_and_confirmed_and_not_before(
    exercise: Exercise, control: Client, join: Join
) -> None:
    join()
    person = greta(exercise)
    team = seat(exercise, person)[0]
    into = next(name for name, _desks in door.state(exercise.pk).world.teams if name != team)
    way = f"/exercises/{exercise.pk}/people/join"
    said = control.get(way, {"team": team, "into": into}).content.decode()
    assert "cannot be undone" in said
    assert "Greta" in said
    assert "different tables" in control.get(way, {"team": team, "into": team}).content.decode()
    control.post(way, {"team": team, "into": into})
    assert seat(exercise, person)[0] == team
    control.post(way, {"team": team, "into": into, "sure": "1"})
    assert seat(exercise, person)[0] == into
    assert team not in dict(door.state(exercise.pk).world.teams)
    assert "Take it back" not in page(control, exercise)


def test_somebody_who_left_before_the_tables_joined_is_put_back_at_the_joined_one(
    exercise: Exercise, control: Client, join: Join
) -> None:
    join()
    person = greta(exercise)
    team = seat(exercise, person)[0]
    into = next(name for name, _desks in door.state(exercise.pk).world.teams if name != team)
    control.post(f"/exercises/{exercise.pk}/people/{person.pk}", {"what": "remove"})
    control.post(f"/exercises/{exercise.pk}/people/join", {"team": team, "into": into, "sure": "1"})
    control.post(f"/exercises/{exercise.pk}/people/{person.pk}", {"what": "back"})
    assert seat(exercise, person)[0] == into


def test_names_are_not_in_the_log_after_all_this(exercise: Exercise, control: Client, join: Join) -> None:
    join()
    person = greta(exercise)
    other = next(key for key in chairs_of(control, exercise) if not key.startswith(seat(exercise, person)[0]))
    control.post(f"/exercises/{exercise.pk}/people/{person.pk}/move", {"chair": other})
    control.post(f"/exercises/{exercise.pk}/people/{person.pk}", {"what": "remove"})
    control.post(f"/exercises/{exercise.pk}/people/undo")
    assert b"Greta" not in door.archive(exercise.pk)
    assert b"Greta" not in door.log_json(exercise.pk)


def test_taking_back_twice_takes_back_once(exercise: Exercise, control: Client) -> None:
    said = control.post(f"/exercises/{exercise.pk}/people/undo", follow=True).content.decode()
    assert "nothing to take back" in said


@pytest.mark.parametrize("way", ["people", "people/list", "people/join", "people/desk/POL", "people/1/move"])
def test_only_who_leads_it_sees_and_moves_people(exercise: Exercise, zed: Account, join: Join, way: str) -> None:
    join()
    stranger = Client()
    stranger.force_login(zed, backend="palermo.web.accounts.NameOrMail")
    assert stranger.get(f"/exercises/{exercise.pk}/{way}").status_code == 404
    assert stranger.post(f"/exercises/{exercise.pk}/people/undo").status_code == 404
    assert stranger.post(f"/exercises/{exercise.pk}/people/{greta(exercise).pk}", {"what": "back"}).status_code == 404


def test_somebody_moved_away_from_a_tables_device_gets_a_link_of_her_own_and_comes_back_to_it(
    exercise: Exercise, control: Client
) -> None:
    given = {"device": "table", "names": "Greta and Olga", "chair": "T1", "part": "take", "read": "1"}
    answer = Client().post(f"/j/{exercise.code}", given)
    assert answer.status_code == 302, answer.content.decode()
    device = str(answer["Location"])
    person = greta(exercise)
    assert person.device_id is not None
    moved = control.post(f"/exercises/{exercise.pk}/people/{person.pk}/move", {"chair": "T2/detective"})
    own = "/x/" + moved.context["link"].partition("/x/")[2]
    assert Client().get(own).status_code == 200
    assert [hand.name for hand in Client().get(device).context["hands"]] == ["Olga"]
    control.post(f"/exercises/{exercise.pk}/people/undo")
    assert [hand.name for hand in Client().get(device).context["hands"]] == ["Greta", "Olga"]


def test_who_watches_and_who_is_not_here_today_stand_apart(exercise: Exercise, control: Client, join: Join) -> None:
    Client().post(f"/j/{exercise.code}", {"name": "Vera", "part": "watch", "read": "1"})
    Client().post(f"/j/{exercise.code}", {"name": "Nik", "part": "no", "read": "1"})
    elsewhere = control.get(f"/exercises/{exercise.pk}/people").context["elsewhere"]
    assert [one.name for one in elsewhere] == ["Vera", "Nik"]
    for one in elsewhere:
        control.post(f"/exercises/{exercise.pk}/people/{one.pk}", {"what": "remove"})
    after = control.get(f"/exercises/{exercise.pk}/people").context
    assert after["elsewhere"] == []
    assert after["left"] == []
    assert after["undo"] == ""
