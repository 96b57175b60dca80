"""Languages of the interface."""

from __future__ import annotations

import io
import re
from pathlib import Path

import messages
import pytest
from babel.messages import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from palermo.pages import language, words

PLACE = re.compile(r"%\(\w+\)[sd]|\{\w*\}")


def found() -> set[str]:
    """Return every message of regions."""
    rows = (row.id for row in messages.template("pages"))
    return {part for row in rows for part in ([row] if isinstance(row, str) else row) if part}


def test_messages_of_templates_and_of_python_are_found() -> None:
    said = found()
    assert {"New for us", "Expected of us", "We can do now", "Hand over a fact", "not handed on yet"} <= said
    assert set(words.STATUSES.values()) <= said
    assert "%(num)s question left. What do you ask?" in said
    assert "The clock stands still for everyone." in said


def test_messages_of_whole_pages_are_found_with_plurals_and_context() -> None:
    rows = {row.id: row for row in messages.template("django") if row.id}
    assert ("%(n)s person here", "%(n)s people here") in rows
    assert "At the table" in rows  # a default inside {{ }}
    assert rows["over"].context == "exercise"


def test_a_catalogue_names_neither_lines_nor_days(tmp_path: Path) -> None:
    made = Catalog(locale="pl", domain="pages")
    made.add("New for us", "Nowe dla nas", locations=[("x.py", 3)])
    made.add("All seen", "")
    messages.save(tmp_path / "pages.po", made)
    told = (tmp_path / "pages.po").read_text(encoding="utf-8")
    assert told.index("All seen") < told.index("New for us")
    assert "x.py" not in told
    assert "Date" not in told
    assert "nplurals=4" in told


def test_a_number_is_written_as_its_language_does() -> None:
    assert [language.number(one, 1.5) for one in ("en", "pl", "en-xa", "")] == ["1.5", "1,5", "1.5", "1.5"]
    assert language.number("pl", 2.0) == "2"


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


def test_no_message_of_a_template_has_a_percent_sign_that_is_not_a_place_for_a_value() -> None:
    for path in (messages.SOURCE / "pages").rglob("*.html"):
        with path.open("rb") as file:
            for _line, message, _comments, _context in messages.extract("jinja2", file, messages.KEYWORDS):
                for part in [message] if isinstance(message, str) else message:
                    assert part.replace("%(", "").count("%") == 0, part


@pytest.mark.parametrize("domain", messages.DOMAINS)
def test_polish_is_complete_and_up_to_date(domain: str) -> None:
    """After new words: `make messages`, then translate what is empty in the catalogues (docs/translate.md)."""
    said = {(row.id, row.context) for row in messages.template(domain) if row.id}
    with (messages.folder(domain) / "pl" / "LC_MESSAGES" / f"{domain}.po").open("rb") as file:
        kept = {(row.id, row.context): row for row in read_po(file, locale="pl") if row.id}
    assert said - kept.keys() == set()
    for key in said:
        row = kept[key]
        forms = row.string if isinstance(row.string, tuple) else (row.string,)
        assert all(forms), row.id
        assert not row.fuzzy, row.id
        assert len(forms) == (4 if row.pluralizable else 1), row.id
        if not row.pluralizable:
            assert sorted(PLACE.findall(row.id)) == sorted(PLACE.findall(row.string)), row.id
        else:
            assert all(set(PLACE.findall(form)) == set(PLACE.findall(row.id[1])) for form in forms[1:]), row.id
