"""Languages of the interface."""

from __future__ import annotations

import io
from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo

import palermo.pages
from palermo.pages import language, words

PAGES = Path(palermo.pages.__file__).parent


def found() -> set[str]:
    """Return every message that the extraction finds."""
    with (PAGES / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)
    keywords = {"_": None, "gettext": None, "ngettext": (1, 2), "N_": None, "say": None}
    rows = extract_from_dir(PAGES, methods, options, keywords=keywords)
    return {part for _, _, message, _, _ in rows for part in ([message] if isinstance(message, str) else message)}


def test_messages_of_templates_and_of_python_are_found() -> None:
    messages = found()
    assert {"New for us", "Expected of us", "We can do now", "Hand over a fact", "not handed on yet"} <= messages
    assert set(words.STATUSES.values()) <= messages
    assert "%(num)s question left. What do you ask?" in messages
    assert "The clock stands still for everyone." in messages


def test_a_language_without_a_catalogue_is_english() -> None:
    assert language.catalogue("xx").gettext("New for us") == "New for us"
    assert language.environment("xx", "i.svg") is language.environment("en", "i.svg")


def test_a_catalogue_is_used_where_there_is_one(tmp_path: Path) -> None:
    catalogue = Catalog(locale="pl", domain="pages")
    catalogue.add("New for us", "Nowe dla nas")
    folder = tmp_path / "pl" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    made = io.BytesIO()
    write_mo(made, catalogue)
    (folder / "pages.mo").write_bytes(made.getvalue())
    assert language.catalogue("pl", tmp_path).gettext("New for us") == "Nowe dla nas"
    assert language.catalogue("pl", tmp_path).gettext("All seen") == "All seen"


def test_no_message_has_a_percent_sign_that_is_not_a_place_for_a_value() -> None:
    for message in found():
        assert message.replace("%(", "").count("%") == 0, message
