"""Talk to me, stepping out, gentle wording: the trainer alone is told, and nothing of it is kept."""

from __future__ import annotations

from django.test import Client

from palermo.engine import commands as c
from palermo.web import door, index
from palermo.web.models import Account, Exercise, Participant, SteppedOut, TalkToMe
from web.conftest import Join


def calm(control: Client, exercise: Exercise) -> str:
    return control.get(f"/exercises/{exercise.pk}/calm").content.decode()


def test_talk_to_me_stands_on_every_page_of_a_participant(exercise: Exercise, join: Join) -> None:
    seat = join()
    watching = Client().post(f"/j/{exercise.code}", {"name": "Olga", "part": "watch", "read": "1"})["Location"]
    for page in (seat, watching):
        assert 'href="talk"' in Client().get(page).content.decode()
    Client().post(f"{watching}job", {"job": "person:person2"})
    assert 'href="talk"' in Client().get(watching).content.decode()


def test_who_asks_for_a_talk_is_named_to_control_alone(exercise: Exercise, control: Client, join: Join) -> None:
    way = join()
    said = Client().post(f"{way}talk", {"what": "ask"}).content.decode()
    assert "Ada is told" in said
    told = calm(control, exercise)
    assert "Greta" in told
    assert "would like to talk to you" in told
    assert "would like to talk" in control.get(f"/exercises/{exercise.pk}/").content.decode()
    other = join("T3/adviser", "Hans")
    for page in (other, f"{other}talk", f"/j/{exercise.code}"):
        assert "Greta" not in Client().get(page).content.decode()
    assert "Greta" not in door.log_json(exercise.pk).decode()
    assert not any("talk" in entry.cause for entry in door.record(exercise.pk)[1])


def test_control_takes_it_and_the_person_reads_that(exercise: Exercise, control: Client, join: Join) -> None:
    way = join()
    Client().post(f"{way}talk", {"what": "ask"})
    pk = Participant.objects.get(name="Greta").pk
    piece = control.post(f"/exercises/{exercise.pk}/calm/{pk}", headers={"X-Piece": "1"}).content.decode()
    assert "you see to it" in piece
    assert "Ada has read" in Client().get(way).content.decode()
    assert control.post(f"/exercises/{exercise.pk}/calm/{pk}").status_code == 302, "without a script"


def test_it_can_be_taken_back_and_asked_again(exercise: Exercise, control: Client, join: Join) -> None:
    way = join()
    Client().post(f"{way}talk", {"what": "ask"})
    Client().post(f"{way}talk", {"what": "ask"})
    assert TalkToMe.objects.count() == 1
    Client().post(f"{way}talk", {"what": "not_now"})
    assert "Greta" not in calm(control, exercise)
    assert Client().post(f"{way}talk", {"what": "shout"}).status_code == 400


def test_nobody_else_reads_or_takes_it(exercise: Exercise, zed: Account, join: Join) -> None:
    way = join()
    Client().post(f"{way}talk", {"what": "ask"})
    pk = Participant.objects.get(name="Greta").pk
    other = Client()
    other.force_login(zed, backend="palermo.web.accounts.NameOrMail")
    assert other.get(f"/exercises/{exercise.pk}/calm").status_code == 404
    assert other.post(f"/exercises/{exercise.pk}/calm/{pk}").status_code == 404
    assert Client().get(f"/exercises/{exercise.pk}/calm").status_code == 302
    assert Client().get(f"{way[:-3]}XY/talk").status_code == 404


def test_at_the_end_all_is_forgotten_but_what_nobody_saw_to(exercise: Exercise, control: Client, join: Join) -> None:
    greta, hans = join(), join("T3/adviser", "Hans")
    for way in (greta, hans):
        Client().post(f"{way}talk", {"what": "ask"})
    Client().post(f"{hans}leave", {"what": "out"})
    control.post(f"/exercises/{exercise.pk}/calm/{Participant.objects.get(name='Hans').pk}")
    door.ask(exercise.pk, "control", c.Begin())
    door.ask(exercise.pk, "control", c.End())
    index.look_again(Exercise.objects.get(pk=exercise.pk))
    assert not SteppedOut.objects.exists()
    assert [row.participant.name for row in TalkToMe.objects.all()] == ["Greta"]
    control.post(f"/exercises/{exercise.pk}/calm/{Participant.objects.get(name='Greta').pk}")
    assert not TalkToMe.objects.exists()


def test_who_leaves_for_good_is_not_waited_for(exercise: Exercise, control: Client, join: Join) -> None:
    way = join()
    Client().post(f"{way}talk", {"what": "ask"})
    Client().post(f"{way}leave", {"what": "gone"})
    assert "Greta" not in calm(control, exercise)


def test_control_is_told_of_a_desk_where_nobody_is_left(exercise: Exercise, control: Client, join: Join) -> None:
    way = join()
    assert "Nobody is left" not in calm(control, exercise)
    Client().post(f"{way}leave", {"what": "out"})
    told = calm(control, exercise)
    assert "Stepped out:" in told
    assert "Nobody is left at" in told
    assert 'data-form="occupant" data-target="' in told
    Client().post(f"{way}leave", {"what": "in"})
    assert "Nobody is left" not in calm(control, exercise)


def test_somebody_else_at_the_desk_keeps_it_going(exercise: Exercise, control: Client, join: Join) -> None:
    way = join()
    sits = door.state(exercise.pk).world.seats[Participant.objects.get(name="Greta").seat]
    door.ask(exercise.pk, "server", c.TakeSeat("s-beside", sits.team, sits.desks, sits.role))
    Client().post(f"{way}leave", {"what": "out"})
    told = calm(control, exercise)
    assert "Stepped out:" in told
    assert "Nobody is left" not in told


def test_gentle_wording_is_each_devices_choice(exercise: Exercise, join: Join) -> None:
    way = join(part="gentle")
    device, other = Client(), Client()
    assert 'data-gentle="1"' in device.get(way).content.decode(), "as chosen on joining"
    assert device.post("/wording", {"gentle": "0", "next": way})["Location"] == way
    assert 'data-gentle="1"' not in device.get(way).content.decode()
    assert 'data-gentle="1"' in other.get(way).content.decode()
    device.post("/wording", {"gentle": "1", "next": way})
    assert 'data-gentle="1"' in device.get(way).content.decode()


def test_choosing_the_wording_leads_nowhere_else(client: Client) -> None:
    assert client.post("/wording", {"gentle": "1", "next": "https://example.com/"})["Location"] == "/"
    assert client.post("/wording", {"gentle": "maybe"}).status_code == 400


def test_a_pause_for_wellbeing_says_that_nobody_has_to_do_anything(exercise: Exercise, join: Join) -> None:
    way = join()
    door.ask(exercise.pk, "control", c.Begin())
    door.ask(exercise.pk, "control", c.Pause("wellbeing", "Tea is ready."))
    page = Client().get(way).content.decode()
    assert "We take a moment. Nobody has to do anything now." in page
    assert "Tea is ready." in page


def test_the_line_for_after_today_names_the_number_or_the_trainer(exercise: Exercise, join: Join) -> None:
    way = join()
    for page in ("leave", "talk"):
        assert "<b>Ada</b>" in Client().get(f"{way}{page}").content.decode()
    Exercise.objects.filter(pk=exercise.pk).update(support="116 123")
    for page in ("leave", "talk"):
        assert "<b>116 123</b>" in Client().get(f"{way}{page}").content.decode()
