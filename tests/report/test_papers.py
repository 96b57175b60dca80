"""The printed kit: a pile for each table and for the room, badges, observers' forms, handouts, and the sheet that lists them."""

from __future__ import annotations

import io
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TypeVar

import pypdf
import pytest
from msgspec.structs import replace

from cast import altered, package
from palermo import handouts, report
from palermo.cli import main
from palermo.engine.scenario import Code, Country, Law
from palermo.pages.texts import Texts
from palermo.report import Kit
from palermo.report.records import Badges, Card, Observation, Sign, Voice, Watched

T = TypeVar("T")


@cache
def packed(preset: str = "teams5", profile: str = "P90", language: str = "en") -> Kit:
    made = package("night_minibus").played(profile)
    texts = Texts(made.texts, "en")
    return report.kit(made.scenario, texts, preset=preset, profile=profile, language=language)


def leaves(made: Kit, kind: type[T]) -> list[T]:
    return [leaf for envelope in made.envelopes for leaf in envelope.leaves if isinstance(leaf, kind)]


@pytest.mark.parametrize("preset", ["teams5", "teams7", "teams3"])
def test_there_is_a_badge_for_each_role_of_each_table(preset: str) -> None:
    (badges,) = leaves(packed(preset), Badges)
    scenario, texts = package("night_minibus").scenario, package("night_minibus").texts["en"]
    roles = [card.role for card in badges.cards]
    for role in scenario.roles:
        assert roles.count(texts[f"roles.{role.id}.name"]) == (1 if len(role.desks) == 1 else 0)
    places = {card.place for card in badges.cards if card.place}
    assert len(places) == len(next(one for one in scenario.presets if one.id == preset).teams)


def test_observers_have_a_form_for_each_objective_each_table_and_each_voice() -> None:
    scenario = package("night_minibus").scenario
    assert len(leaves(packed(), Observation)) == len(scenario.objectives)
    tables = leaves(packed(), Watched)
    assert len(tables) == 5
    ticks = sum(len(one.ticks) for one in scenario.objectives)
    assert all(sum(len(part.lines) for part in one.parts) == ticks for one in tables)
    voices = {one.person for one in leaves(packed(), Voice)}
    assert len(voices) == sum(person.voice for person in scenario.people)


def between() -> Kit:
    """The small package between two countries, one table of it played by a rule."""
    found = package().scenario
    for desk, country in (("BG", "north"), ("POL", "south")):
        found = altered(found, "desks", desk, country=country)
    presets = tuple(
        replace(
            one, teams=tuple(replace(team, by="control" if "NGO" in team.desks else "people") for team in one.teams)
        )
        for one in found.presets
    )
    found = replace(
        altered(found, "channels", "line", coded=True),
        presets=presets,
        countries=(Country(id="north"), Country(id="south")),
        laws=(Law(id="names", country="north"),),
        codes=(Code(id="H2", ask=True),),
    )
    words = {
        "countries.north.name": "North",
        "countries.north.card": "Northern law.",
        "countries.south.name": "South",
        "countries.south.card": "Southern law.",
        "laws.names.text": "No names leave.",
        "codes.H2.name": "H2",
        "codes.H2.means": "Ask first.",
    }
    texts = Texts({"en": {**package().texts["en"], **words}}, "en")
    preset, profile = found.presets[0].id, found.profiles[0].id
    return report.kit(found, texts, preset=preset, profile=profile, language="en")


def test_a_table_gets_its_own_countrys_law_card_and_control_gets_all() -> None:
    made = between()
    held = {one.id: [leaf for leaf in one.leaves if isinstance(leaf, Card)] for one in made.envelopes}
    titles = {id: {card.title for card in cards} for id, cards in held.items()}
    north = next(id for id, one in titles.items() if id != "control" and "Law card of North" in one)
    assert "Law card of South" not in titles[north]
    assert {"Law card of North", "Law card of South"} <= titles["control"]
    card = next(card for card in held[north] if card.title == "Law card of North")
    assert (card.paragraphs, card.steps) == (("Northern law.",), ("No names leave.",))
    assert "What a message bears" in titles[north]


def test_a_table_that_nobody_plays_has_no_badge_and_no_sign_and_its_envelope_stays_with_control() -> None:
    made = between()
    unplayed = [one for one in made.envelopes if "nobody plays it" in one.name]
    assert len(unplayed) == 1
    signs = {sign.letters for sign in leaves(made, Sign)}
    assert unplayed[0].letters not in signs
    (badges,) = leaves(made, Badges)
    assert unplayed[0].letters not in {card.letters for card in badges.cards}


def test_the_set_lists_every_file_and_how_often_it_is_printed() -> None:
    made = report.papers(packed(), about="Five teams · 90 minutes")
    cover, *piles = made
    read = pypdf.PdfReader(io.BytesIO(cover.make()))
    said = "".join("".join(page.extract_text().split()) for page in read.pages)
    for pile in piles:
        assert pile.file in said
        assert "".join(pile.name.split()) in said
    assert "".join(packed().credit.split()) in said
    assert "Fiveteams·90minutes" in said
    assert len({one.file for one in made}) == len(made)
    assert [one.file for one in made] == sorted(one.file for one in made)
    assert sum("-table-" in one.file for one in piles) == 5
    assert all(any(name in one.file for one in piles) for name in handouts.NAMES)


def test_the_command_writes_the_set_in_the_language_that_was_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    made = []
    module = import_module("palermo.report.papers")
    monkeypatch.setattr(module, "pdf", lambda kit, **how: made.append(kit) or b"%PDF")
    monkeypatch.setattr(module, "handout_pdf", lambda name, language: f"%PDF {language}".encode())
    out = tmp_path / "kit"
    told = ["kit", "night_minibus", "--preset", "teams3", "--profile", "P75", "--language", "pl", "--out", str(out)]
    assert main(told) == 0
    files = sorted(path.name for path in out.iterdir())
    assert capsys.readouterr().out.splitlines() == [str(out / name) for name in files]
    assert "10-table-P.pdf" in files
    assert (out / "30-procedures.pdf").read_bytes() == b"%PDF pl"
    assert {kit.language for kit in made} == {"pl"}


@pytest.mark.parametrize("option", ["preset", "profile", "language"])
def test_what_the_package_does_not_have_is_told_with_what_it_has(
    tmp_path: Path, option: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["kit", "night_minibus", f"--{option}", "none", "--out", str(tmp_path / "kit")]) == 1
    said = capsys.readouterr().err
    assert f"There is no {option} “none”" in said
    assert not (tmp_path / "kit").exists()


def test_a_folder_that_is_no_package_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["kit", str(tmp_path)]) == 1
    assert "palermo check" in capsys.readouterr().err
