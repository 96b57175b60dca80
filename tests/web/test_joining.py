"""Coming in by the code, taking a chair over from a bot, stepping out, leaving, coming back."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client

from cast import package
from palermo.engine import commands as c
from palermo.live import tokens
from palermo.web import chairs, door, setting, sitting
from palermo.web.models import Account, Exercise, Participant, SteppedOut
from palermo.web.names import names

Join = Callable[..., str]


def seat_of(way: str) -> str:
    return way.split("/")[3]


def test_the_start_page_takes_the_code_as_it_is_read_aloud(client: Client, exercise: Exercise) -> None:
    typed = f"{exercise.code[:3]} {exercise.code[3:]}".lower()
    assert client.post("/", {"code": typed})["Location"] == f"/j/{exercise.code}"


def test_a_wrong_code_is_said_and_too_many_are_stopped(client: Client, exercise: Exercise) -> None:
    assert b"No exercise has this code" in client.post("/", {"code": "XXXXXX"}).content
    for _ in range(40):
        answer = client.post("/", {"code": "XXXXXX"})
    assert answer.status_code == 429
    assert client.post("/", {"code": exercise.code}).status_code == 429
    assert client.get(f"/j/{exercise.code}").status_code == 429


def test_the_join_page_says_what_will_come_what_is_kept_and_by_whom(client: Client, exercise: Exercise) -> None:
    page = client.get(f"/j/{exercise.code.lower()}").content.decode()
    assert door.package(exercise.pk).text("scenario.notice")[:30] in page
    assert "until 30 days after the end" in page
    assert "Ada looks after it" in page
    assert "Not today" in page
    assert "a bot plays until somebody comes" in page
    assert page.count("Nobody asks why") == 1


def test_who_takes_a_chair_takes_it_over_from_its_bot(exercise: Exercise, join: Join) -> None:
    assert door.state(exercise.pk).world.occupants["BG"][0] == "bot"
    way = join("T1/officer")
    state = door.state(exercise.pk)
    seat = state.world.seats[seat_of(way)]
    assert (seat.team, seat.desks, seat.role) == ("T1", ("BG",), "officer")
    assert state.world.occupants["BG"][0] == "people"
    assert state.world.occupants["POL"][0] == "bot"


def test_a_name_is_shown_to_the_room_and_never_in_the_log(exercise: Exercise, join: Join) -> None:
    way = join(name="Greta\u202e  von\nT1")
    assert names(exercise.pk) == {seat_of(way): "Greta von T1", "control": "Ada"}
    assert b"Greta" not in door.archive(exercise.pk)


def test_a_chair_is_taken_once(exercise: Exercise, join: Join, client: Client) -> None:
    join("T1/officer")
    answer = client.post(f"/j/{exercise.code}", {"name": "Paul", "chair": "T1/officer", "part": "take", "read": "1"})
    assert b"Somebody has just taken this chair" in answer.content
    assert Participant.objects.count() == 1


def test_who_forgot_the_tick_is_led_to_it_and_loses_nothing(exercise: Exercise, client: Client) -> None:
    page = client.post(f"/j/{exercise.code}", {"name": "Paul", "chair": "T1", "part": "gentle"}).content.decode()
    assert not Participant.objects.exists()
    box = next(tag for tag in re.findall("<input[^>]*>", page) if 'id="id_read"' in tag)
    assert "autofocus" in box
    assert 'aria-invalid="true"' in box
    assert page.count("autofocus") == 1
    assert '<a class="text-decoration-underline" href="#id_read">Read the notice on this page first' in page
    assert 'value="Paul"' in page
    assert re.search('value="T1"[^>]* checked', page)
    assert re.search('value="gentle"[^>]* checked', page)


def test_the_first_of_several_mistakes_is_where_the_page_opens(exercise: Exercise, client: Client) -> None:
    page = client.post(f"/j/{exercise.code}", {"part": "take", "read": "1"}).content.decode()
    assert [tag for tag in re.findall("<input[^>]*>", page) if "autofocus" in tag and 'name="name"' in tag]
    for place in ("id_name", "id_chair"):
        assert f'href="#{place}"' in page
        assert f'id="{place}"' in page


def test_who_does_not_come_today_need_not_read_what_will_come(exercise: Exercise, client: Client) -> None:
    client.post(f"/j/{exercise.code}", {"name": "Paul", "part": "no"})
    assert Participant.objects.get().part == "no"


@pytest.mark.parametrize("chair", ["", "T9/officer", "T1/detective", "T9", "<b>"])
def test_a_chair_that_is_none_is_not_taken(exercise: Exercise, client: Client, chair: str) -> None:
    answer = client.post(f"/j/{exercise.code}", {"name": "Paul", "chair": chair, "part": "take", "read": "1"})
    assert answer.status_code == 200
    assert not Participant.objects.exists()


def test_the_notice_has_to_be_read_and_a_name_given(exercise: Exercise, client: Client) -> None:
    answer = client.post(f"/j/{exercise.code}", {"name": " \u202e ", "chair": "T1/officer", "part": "take"})
    assert b"Type a name or a number" in answer.content
    assert b"Read the notice" in answer.content
    assert not Participant.objects.exists()


def test_not_today_needs_no_chair_and_takes_none(exercise: Exercise, client: Client, control: Client) -> None:
    answer = client.post(f"/j/{exercise.code}", {"name": "Nina", "part": "no", "read": "1"})
    assert b"That is all right" in answer.content
    assert not any(chairs.seated(door.state(exercise.pk), team) for team in ("T1", "T2", "T3"))
    assert b"Nina" in control.get(f"/exercises/{exercise.pk}/people").content


def test_who_watches_sees_what_everybody_may_see(exercise: Exercise, client: Client) -> None:
    way = client.post(f"/j/{exercise.code}", {"name": "Olga", "part": "watch", "read": "1"})["Location"]
    page = client.get(way).content.decode()
    assert f'data-seat="{Participant.objects.get(name="Olga").seat}"' in page
    assert "Olga" in page
    assert client.get(way[:-3] + "XY/").status_code == 404


def test_the_seats_page_is_whole_before_its_stream_is_up(exercise: Exercise, join: Join, client: Client) -> None:
    way = join()
    page = client.get(way).content.decode()
    seat = seat_of(way)
    assert f'data-exercise="{exercise.pk}"' in page
    assert f'data-seat="{seat}"' in page
    assert "Greta" in page
    for name in (
        "clock",
        "hold",
        "own",
        "new",
        "expected",
        "can",
        "facts",
        "messages",
        "people",
        "operations",
        "analysis",
        "handbook",
        "lobby",
        "ended",
    ):
        assert f'data-region="{name}"' in page
    token = re.search(r'<meta name="seat-token" content="([^"]+)">', page)
    assert token is not None
    from django.conf import settings

    read = tokens.read(tokens.load_key(settings.DATA), token[1], 0.0)
    assert (read.exercise, read.seat, read.generation) == (exercise.pk, seat, 1)


def test_a_seats_page_needs_its_own_code(exercise: Exercise, join: Join, client: Client) -> None:
    greta, paul = join("T1/officer", "Greta"), join("T2/detective", "Paul")
    swapped = "/".join([*greta.split("/")[:4], paul.split("/")[4], ""])
    assert client.get(swapped).status_code == 404
    assert client.get(f"/x/{exercise.pk}/{seat_of(greta)}/BCDFGHJKMNPQ/").status_code == 404
    assert client.get(f"/x/other/{'/'.join(greta.split('/')[3:])}").status_code == 404


def test_the_personal_code_brings_back_to_the_chair(join: Join, client: Client) -> None:
    way = join()
    back = way.split("/")[4]
    assert client.post("/", {"code": f"{back[:4]} {back[4:8]} {back[8:]}".lower()})["Location"] == way


def test_stepping_out_is_seen_by_control_alone_and_is_in_no_log(
    exercise: Exercise, join: Join, client: Client, control: Client
) -> None:
    way, other = join("T1/officer", "Greta"), join("T2/detective", "Paul")
    before = door.archive(exercise.pk)
    client.post(f"{way}leave", {"what": "out"})
    assert b"You have stepped out" in client.get(f"{way}leave").content
    for page in ("", "people/out"):
        assert b"1 stepped out" in control.get(f"/exercises/{exercise.pk}/{page}").content
    assert b"stepped out" in control.get(f"/exercises/{exercise.pk}/people").content
    assert b"stepped out" not in client.get(other).content
    assert door.archive(exercise.pk) == before
    client.post(f"{way}leave", {"what": "in"})
    assert not SteppedOut.objects.exists()


def test_who_stepped_out_is_forgotten_at_the_end(
    exercise: Exercise, join: Join, client: Client, control: Client
) -> None:
    client.post(f"{join()}leave", {"what": "out"})
    door.ask(exercise.pk, "control", c.Begin())
    door.ask(exercise.pk, "control", c.End())
    assert control.get("/exercises").status_code == 200
    assert not SteppedOut.objects.exists()


def test_leaving_for_good_gives_the_desk_back_to_its_bot(exercise: Exercise, join: Join, client: Client) -> None:
    way = join()
    assert b"You have left" in client.post(f"{way}leave", {"what": "gone"}).content
    state = door.state(exercise.pk)
    assert state.world.seats[seat_of(way)].gone
    assert state.world.occupants["BG"][0] == "bot"
    assert client.get(way).status_code == 404
    assert seat_of(way) not in names(exercise.pk)
    assert join("T1/officer", "Rita") != way


def test_a_new_link_ends_the_old_one(exercise: Exercise, join: Join, client: Client, control: Client) -> None:
    way = join()
    pk = Participant.objects.get().pk
    page = control.post(f"/exercises/{exercise.pk}/people/{pk}", {"what": "link"}).content.decode()
    fresh = re.search(r'href="http://testserver(/x/[^"]+)"', page)
    assert fresh is not None
    assert client.get(way).status_code == 404
    assert client.get(fresh[1]).status_code == 200
    assert door.state(exercise.pk).world.seats[seat_of(way)].generation == 2


def test_after_the_end_the_seat_leads_to_the_debrief_and_may_be_left(
    exercise: Exercise, join: Join, client: Client
) -> None:
    way = join()
    assert client.get(f"{way}debrief")["Location"] == way
    door.ask(exercise.pk, "control", c.Begin())
    door.ask(exercise.pk, "control", c.End())
    assert client.get(way).status_code == 200
    assert b"After today" in client.get(f"{way}debrief").content
    assert b"You have left" in client.post(f"{way}leave", {"what": "gone"}).content


def test_a_seat_that_control_ended_says_so(exercise: Exercise, join: Join, client: Client) -> None:
    way = join()
    door.ask(exercise.pk, "control", c.RevokeSeat(seat=seat_of(way), gone=True))
    assert b"Your seat has ended" in client.get(way).content


def test_an_exercise_that_is_over_is_not_joined(exercise: Exercise, client: Client) -> None:
    door.ask(exercise.pk, "control", c.Begin())
    door.ask(exercise.pk, "control", c.End())
    assert client.get(f"/j/{exercise.code}").status_code == 410


def test_several_may_sit_down_as_the_whole_table(ada: Account) -> None:
    choices = setting.Choices(scenario="night_minibus", preset="teams5", profile="P90")
    exercise = setting.set_up(package("night_minibus"), choices, ada)
    for name in ("Greta", "Paul"):
        sitting.sit_down(exercise, "T1/table", name, "take", "en")
    state = door.state(exercise.pk)
    assert [state.world.seats[seat].desks for seat in chairs.seated(state, "T1")] == [("POL", "PRO")] * 2


def test_a_table_seats_as_many_as_can_work_at_it(exercise: Exercise) -> None:
    state = door.state(exercise.pk)
    for n in range(chairs.AT_A_TABLE):
        door.ask(exercise.pk, "server", c.TakeSeat(seat=f"s-{n}", team="T1", desks=("BG",)))
    chair = chairs.find(door.package(exercise.pk), door.state(exercise.pk), "T1/officer", "en")
    assert chairs.find(door.package(exercise.pk), state, "T1/officer", "en").free
    assert chair is not None
    assert not chair.free
    with pytest.raises(sitting.Taken):
        sitting.sit_down(exercise, "T1/officer", "Late", "take", "en")
