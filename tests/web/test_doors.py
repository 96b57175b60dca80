"""Headers, errors, and everything that is kept out or kept quiet."""

from __future__ import annotations

import gzip
import logging
import stat
from pathlib import Path

import pytest
from django.test import Client

from palermo.web import assets, door, folder, languages, reach
from palermo.web.discreet import Discreet, masked
from palermo.web.models import Exercise


def test_pages_are_strict_about_where_things_come_from(client: Client) -> None:
    answer = client.get("/")
    policy = answer["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cache-Control"] == "no-store"
    assert "noindex" in answer["X-Robots-Tag"]


def test_pages_hold_no_inline_style_or_script(client: Client, control: Client, exercise: Exercise) -> None:
    seat = client.post(f"/j/{exercise.code}", {"name": "Greta", "chair": "T1/officer", "part": "take", "read": "1"})[
        "Location"
    ]
    ways = [
        "/",
        "/about",
        f"/j/{exercise.code}",
        seat,
        f"{seat}leave",
        "/account/sign-in",
        "/handouts",
        "/handouts/cooperation",
    ]
    pages = [client.get(way).content.decode() for way in ways]
    pages += [
        control.get(way).content.decode()
        for way in ("/exercises", f"/exercises/{exercise.pk}/", f"/exercises/{exercise.pk}/people")
    ]
    for page in pages:
        assert " style=" not in page
        assert "<style" not in page
        assert " onclick=" not in page
        assert "<script>" not in page


def test_a_form_without_its_mark_is_refused_with_a_way_on(exercise: Exercise) -> None:
    answer = Client(enforce_csrf_checks=True).post("/account/sign-in", {"username": "ada"})
    assert answer.status_code == 403
    assert b"Load the page again" in answer.content


def test_who_takes_part_gets_no_cookie(exercise: Exercise) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.get("/")
    browser.get(f"/j/{exercise.code}")
    given = {"name": "Greta", "chair": "T1/officer", "part": "take", "read": "1"}
    way = browser.post(f"/j/{exercise.code}", given)["Location"]
    browser.get(way)
    browser.post(f"{way}leave", {"what": "out"})
    assert not browser.cookies


def test_others_get_the_networks_address(exercise: Exercise, control: Client) -> None:
    reach.use(("http://192.168.1.20:8000", "http://127.0.0.1:8000"))
    way = f"/exercises/{exercise.pk}/people"
    try:
        assert b"http://192.168.1.20:8000/j/" in control.get(way, HTTP_HOST="127.0.0.1:8000").content
        assert b"http://192.168.1.20:8000/j/" in control.get(way, HTTP_HOST="[::1]:8000").content
        assert b"http://trainer.local/j/" in control.get(way, HTTP_HOST="trainer.local").content
    finally:
        reach.use(())


def test_another_host_is_not_us(client: Client) -> None:
    assert client.get("/", HTTP_HOST="evil.example").status_code == 400
    for host in ("localhost:8000", "127.0.0.1:8000", "[::1]:8000", "192.168.1.20:8000", "trainer.local"):
        assert client.get("/", HTTP_HOST=host).status_code == 200


def test_what_is_not_there_says_so_and_leads_on(client: Client) -> None:
    answer = client.get("/nothing/here")
    assert answer.status_code == 404
    assert b"There is nothing here" in answer.content
    assert b'href="/"' in answer.content


def test_a_mistake_of_ours_shows_no_more_than_that(exercise: Exercise, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(code: str) -> Exercise:
        raise RuntimeError("a secret of the case")

    monkeypatch.setattr("palermo.web.access.exercise_to_join", fails)
    answer = Client(raise_request_exception=False).get(f"/j/{exercise.code}")
    assert answer.status_code == 500
    assert b"It is not your fault" in answer.content
    assert b"secret" not in answer.content


def test_a_log_line_holds_no_code_and_nothing_typed() -> None:
    assert masked("/x/x-abc/s-def/BCDFGH/leave?what=1") == "/x/x-abc/s-def/…/leave"
    assert masked("/enter/abcdef") == "/enter/…"
    assert masked("/w/x-abc/BCDFGH/") == "/w/x-abc/…/"
    record = logging.LogRecord("django.request", logging.ERROR, "", 0, "%s: %s", ("Not Found", "/enter/abcdef"), None)
    assert Discreet().filter(record)
    assert record.getMessage() == "Not Found: /enter/…"


def test_every_catalogue_is_a_language_and_english_is_first(tmp_path: Path) -> None:
    for code in ("pl", "pt_BR"):
        folder_of = tmp_path / code / "LC_MESSAGES"
        folder_of.mkdir(parents=True)
        (folder_of / "django.mo").touch()
    (tmp_path / "de").mkdir()
    assert [code for code, _name in languages.available(tmp_path)] == ["en", "pl", "pt-br"]
    assert languages.own_name("pl") == "Polski"


def test_search_engines_are_sent_away_and_the_favicon_is_there(client: Client) -> None:
    assert b"Disallow: /" in client.get("/robots.txt").content
    assert client.get("/favicon.ico")["Location"] == assets.url("favicon.svg")


def test_built_files_are_served_and_keep_for_ever(client: Client) -> None:
    answer = client.get(assets.url("palermo.css"))
    assert answer.status_code == 200
    assert "immutable" in answer["Cache-Control"]


def test_built_files_are_packed_for_browsers_that_can(client: Client) -> None:
    plain = client.get(assets.url("palermo.css"))
    packed = client.get(assets.url("palermo.css"), HTTP_ACCEPT_ENCODING="gzip")
    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert len(packed.content) < len(plain.content) / 3
    assert client.get(assets.url("palermo.css"), HTTP_IF_MODIFIED_SINCE=plain["Last-Modified"]).status_code == 304


def test_the_sources_are_named_with_the_credit_and_the_disclaimer(client: Client) -> None:
    page = client.get("/about").content.decode()
    for words in (
        "Hochschule",
        "Center for the Study of Democracy",
        "Dezvoltare",
        "KWPG",
        "co-funded",
        "neither can be held responsible",
        "Interviewing suspects",
    ):
        assert words in page
    assert "co-funded" in client.get("/").content.decode()


def test_the_key_is_made_once_and_read_by_its_owner_alone(tmp_path: Path) -> None:
    key = folder.session_key(tmp_path)
    assert folder.session_key(tmp_path) == key
    assert stat.S_IMODE((tmp_path / folder.KEY_FILE).stat().st_mode) == 0o600
    (tmp_path / folder.KEY_FILE).write_text("")
    with pytest.raises(ValueError, match="holds no key"):
        folder.session_key(tmp_path)


def test_names_with_marks_are_shown_as_words(exercise: Exercise, control: Client, client: Client) -> None:
    client.post(f"/j/{exercise.code}", {"name": "<b>Zed</b>", "chair": "T1/officer", "part": "take", "read": "1"})
    page = control.get(f"/exercises/{exercise.pk}/people").content.decode()
    assert "<b>Zed" not in page
    assert "&lt;b&gt;Zed" in page


def test_a_closed_door_is_a_mistake_of_the_server(client: Client) -> None:
    door.use(None)
    with pytest.raises(RuntimeError):
        door.exercises()
