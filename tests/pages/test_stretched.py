"""Pages in the pretended language: whatever lacks its brackets was said past the catalogues."""

from __future__ import annotations

from collections.abc import Iterator

import messages
import pytest
from stretched import CLOSE, OPEN, stretched, stretched_prose

from bare import bare as bare_words
from cast import package
from pages import played
from palermo.engine.commands import Refused
from palermo.engine.viewing import control_view
from palermo.pages import (
    CONTROL_FORMS,
    FORMS,
    Options,
    Texts,
    control_forms,
    control_regions,
    debrief_regions,
    forms,
    language,
    refusal,
    regions,
)
from palermo.pages.refusals import REFUSALS

LANGUAGE = "en-xa"
OPTIONS = Options(names={"s-BG": "Marta", "s-SOC": "Kasia"}, control="Anna", support="800 000 000")
MOMENTS = {
    "lobby": played.lobby,
    "early": played.early,
    "late": played.late,
    "paused": played.paused,
    "over": played.over,
}


def texts() -> Texts:
    """Return the words of the package in the pretended language too, and what was said."""
    english = package("night_minibus").texts["en"]
    return Texts(
        {"en": english, LANGUAGE: {key: stretched_prose(words) for key, words in english.items()}}, "en", played.SAID
    )


def bare(html: str) -> list[str]:
    """Return what is said past the catalogues in a piece of HTML."""
    return bare_words(html, *(fact.word for fact in package("night_minibus").scenario.facts), "Anna", "Marta", "Kasia")


@pytest.fixture(scope="module", autouse=True)
def pretended(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Offer the pretended language to pages."""
    folder = tmp_path_factory.mktemp("locales")
    messages.longer(folder, stretched)
    before = list(language._folders)
    language.look_in(folder)
    yield
    language._folders[:] = before
    for made in (language.catalogue, language.spoken, language._environment):
        made.cache_clear()


@pytest.mark.parametrize("moment", MOMENTS)
def test_nothing_on_a_tables_page_is_said_past_the_catalogues(moment: str) -> None:
    table, words = MOMENTS[moment](), texts()
    wrong = {}
    for team, _desks in table.state.world.teams:
        own = next((table.own(seat) for seat in table.state.world.seats if table.own(seat).team == team), None)
        made = regions(table.scenario, words, table.view(team), LANGUAGE, OPTIONS, own)
        wrong |= {f"{team} {name}": found for name, html in made.items() if (found := bare(html))}
    assert wrong == {}


@pytest.mark.parametrize("moment", MOMENTS)
def test_nothing_on_controls_page_is_said_past_the_catalogues(moment: str) -> None:
    table = MOMENTS[moment]()
    made = control_regions(table.scenario, texts(), control_view(table.scenario, table.state), LANGUAGE, OPTIONS)
    assert {name: found for name, html in made.items() if (found := bare(html))} == {}


def test_nothing_in_a_dialog_is_said_past_the_catalogues() -> None:
    table, words, wrong = played.late(), texts(), {}
    for seat in table.state.world.seats:
        own = table.own(seat)
        view = table.view(own.team)
        targets = {(power.verb, power.target) for power in view.can}
        for what in FORMS:
            for target in sorted(
                {""} | {target for verb, target in targets if verb in (what, "start", "send")} | set(view.known.facts)
            ):
                html = forms(table.scenario, words, view, own, what, target, LANGUAGE, OPTIONS, "")
                if html is not None and (found := bare(html)):
                    wrong[f"{seat} {what} {target}"] = found
    assert wrong == {}


def test_nothing_in_controls_dialogs_is_said_past_the_catalogues() -> None:
    table, words = played.late(), texts()
    view = control_view(table.scenario, table.state)
    wrong = {}
    for what in CONTROL_FORMS:
        for target in ("", "i04", "T2", "BG", "s-BG"):
            html = control_forms(table.scenario, words, view, what, target, LANGUAGE, OPTIONS)
            if html is not None and (found := bare(html)):
                wrong[f"{what} {target}"] = found
    assert wrong == {}


def test_nothing_in_the_debrief_is_said_past_the_catalogues() -> None:
    table = played.over()
    for watcher in ("control", "T2"):
        made = debrief_regions(table.scenario, texts(), [], table.entries, LANGUAGE, OPTIONS, watcher)
        assert {name: found for name, html in made.items() if (found := bare(html))} == {}


@pytest.mark.parametrize("code", REFUSALS)
def test_every_refusal_is_said_through_the_catalogue(code: str) -> None:
    assert bare(refusal(Refused(code, {}), LANGUAGE)) == []


def test_words_past_the_catalogue_are_found() -> None:
    assert bare("<p>Hello</p>") == ["Hello"]
    assert bare(f"<p>{stretched('Hello %(n)s')} <b>BG-6 bridge</b> 08:54 <bdi>what I wrote</bdi></p>") == []
    assert bare(f'<button aria-label="Close">{stretched("Close")}</button>') == ["Close"]
    assert bare(f"<p>{OPEN}Asked by <b>somebody</b>{CLOSE} and more</p>") != []
