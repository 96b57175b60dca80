"""The language of whole pages: what a device chose, what its browser prefers, else the exercise's own."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import messages
import pytest
from django.conf import settings
from django.test import Client, override_settings
from stretched import stretched, stretched_prose

from bare import bare
from cast import package
from palermo.engine import commands as c
from palermo.pages import language
from palermo.pages.texts import Texts
from palermo.scenario import Package
from palermo.web import door, said, screen, setting, urls
from palermo.web.models import Account, Exercise

PRETENDED = "en-xa"
POLISH = {"HTTP_ACCEPT_LANGUAGE": "pl-PL,pl;q=0.9,en;q=0.5"}
UKRAINIAN = {"HTTP_ACCEPT_LANGUAGE": "uk"}


@pytest.fixture
def polish(ada: Account) -> Exercise:
    """Ada's exercise in Polish."""
    chosen = setting.Choices(scenario="night_minibus", preset="teams5", profile="P90", language="pl", trainer="Ada")
    return setting.set_up(package("night_minibus"), chosen, ada)


def spoken(page: str) -> str:
    return page.partition('<html lang="')[2].partition('"')[0]


def test_a_first_visit_is_in_the_language_that_the_browser_prefers(client: Client, polish: Exercise) -> None:
    page = client.get(f"/j/{polish.code}", **POLISH).content.decode()
    assert spoken(page) == "pl"
    assert "Gdzie usiądziesz?" in page
    assert "Straż Graniczna" in page


def test_what_the_device_chose_counts_more_than_what_its_browser_prefers(client: Client, polish: Exercise) -> None:
    answer = client.post("/language", {"language": "en", "next": f"/j/{polish.code}"}, **POLISH)
    assert answer["Location"] == f"/j/{polish.code}"
    page = client.get(f"/j/{polish.code}", **POLISH).content.decode()
    assert spoken(page) == "en"
    assert "Where will you sit?" in page


def test_a_device_that_prefers_nothing_we_have_gets_the_language_of_the_exercise(
    client: Client, polish: Exercise, exercise: Exercise
) -> None:
    assert spoken(client.get(f"/j/{polish.code}", **UKRAINIAN).content.decode()) == "pl"
    assert spoken(client.get(f"/j/{polish.code}").content.decode()) == "pl"
    assert spoken(client.get(f"/j/{exercise.code}", **UKRAINIAN).content.decode()) == "en"


def test_a_seat_is_in_the_language_of_its_device(client: Client, polish: Exercise) -> None:
    answer = client.post(
        f"/j/{polish.code}", {"name": "Ola", "chair": "T1/duty_officer", "part": "take", "read": "1"}, **POLISH
    )
    page = client.get(answer["Location"], **POLISH).content.decode()
    assert spoken(page) == "pl"
    assert "Czego od nas oczekują" in page
    assert "Zespół 1, Policja i prokurator" in page
    assert spoken(client.get(answer["Location"], HTTP_ACCEPT_LANGUAGE="en").content.decode()) == "en"


def test_the_form_for_a_new_exercise_begins_with_the_language_of_the_page(control: Client) -> None:
    page = control.get("/exercises/new/night_minibus", **POLISH).content.decode()
    assert '<option value="pl" selected>' in page


def test_every_word_of_the_pages_script_is_said_in_the_language_of_the_page() -> None:
    source = (Path(__file__).parents[2] / "frontend" / "src" / "live" / "words.ts").read_text(encoding="utf-8")
    wanted = set(re.findall(r"^  (\w+):(?: \"|$)", source, re.MULTILINE))
    assert wanted == set(json.loads(said.words()))


# -- the pretended language -----------------------------------------------------------------------


@pytest.fixture(scope="module")
def locales(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the pretended language."""
    folder = tmp_path_factory.mktemp("locales")
    messages.longer(folder, stretched)
    return folder


@pytest.fixture
def pretended(locales: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Speak the pretended language, also in packages."""
    text = Package.text
    monkeypatch.setattr(
        Package, "text", lambda self, key, _="": stretched_prose(found) if (found := text(self, key)) else ""
    )
    monkeypatch.setattr(screen, "texts", _texts)
    before = list(language._folders)
    language.look_in(locales)
    with override_settings(LOCALE_PATHS=[locales], LANGUAGES=[("en", "English"), (PRETENDED, "En-xa")]):
        yield
    language._folders[:] = before
    for made in (language.catalogue, language.spoken, language._environment):
        made.cache_clear()


def _texts(row: Exercise) -> Texts:
    words = door.package(row.pk).texts["en"]
    return Texts({PRETENDED: {key: stretched_prose(one) for key, one in words.items()}}, "en", door.words(row.pk))


# What people typed, names of programs, and what is no page of words.
SAME = (
    "Tuesday",
    "group",
    "Ada",
    "Greta",
    "Palermo",
    "English",
    "Polski",
    *["January", "February", "March", "April", "May", "June", "July"],
    *["August", "September", "October", "November", "December"],
    "En-xa",
    "Apache",
    "License",
    "palermo",
    "serve",
    "lan",
)
PARTNERS = ("CSD", "Center", "for", "the", "Study", "of", "Democracy")
# A pack is printed in the language of its exercise.
NO_PAGE = ("print", "print/pack", "svg", "json", "csv", "pdf", "archive", "robots.txt", "favicon.ico")


def said_past(client: Client, path: str) -> list[str]:
    answer = client.get(path, HTTP_ACCEPT_LANGUAGE=PRETENDED, follow=True)
    if answer.status_code == 405 or "html" not in answer.headers.get("Content-Type", ""):
        return []
    page = answer.content.decode()
    if "<body" not in page:
        return bare(page, *SAME, *PARTNERS)  # a part of a page, fetched again and again
    assert spoken(page) == PRETENDED, path
    return bare(page[page.index("<body") : page.rindex("</body>")] + "</body>", *SAME, *PARTNERS)


@pytest.mark.usefixtures("pretended")
def test_nothing_on_a_facilitators_page_is_said_past_the_catalogue(control: Client, exercise: Exercise) -> None:
    door.ask(exercise.pk, "control", c.Begin())
    paths = [
        f"/{one.pattern._route}".replace("<id:exercise>", exercise.pk).replace("<id:name>", "night_minibus")
        for one in urls.urlpatterns
        if one.pattern._route.startswith(("exercises", "scenarios")) and not one.pattern._route.endswith(NO_PAGE)
    ]
    paths = [path for path in paths if "<" not in path]
    assert len(paths) > 8
    assert {path: found for path in paths if (found := said_past(control, path))} == {}


@pytest.mark.usefixtures("pretended")
def test_nothing_on_a_participants_page_is_said_past_the_catalogue(client: Client, exercise: Exercise) -> None:
    form = {"name": "Greta", "chair": "T1/officer", "part": "take", "read": "1"}
    seat = client.post(f"/j/{exercise.code}", form, HTTP_ACCEPT_LANGUAGE=PRETENDED)["Location"]
    watch = client.post(f"/j/{exercise.code}", {**form, "part": "watch"}, HTTP_ACCEPT_LANGUAGE=PRETENDED)["Location"]
    paths = ["/", "/about", f"/j/{exercise.code}", "/account/sign-in", "/setup", "/nowhere"]
    paths += [seat, f"{seat}leave", f"{seat}debrief", watch]
    assert {path: found for path in paths if (found := said_past(client, path))} == {}


def test_the_interface_is_offered_in_english_and_polish() -> None:
    assert settings.LANGUAGES[:2] == [("en", "English"), ("pl", "Polski")]
