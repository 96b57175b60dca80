"""The pack as PDF and as a page: it is made, tagged, of the expected length, and says what is written in it."""

from __future__ import annotations

import io
from functools import cache

import msgspec
import pypdf
import pytest

from cast import package
from palermo import report
from palermo.pages.texts import Texts
from palermo.report.records import Envelope, Fact, Facts, Kit, Script

POLISH = "Zażółć gęślą jaźń: Leśna 14, Wierzbno, Strumień, „Dolina Mięsna”. ĄĆĘŁŃÓŚŹŻ"


@cache
def packed() -> Kit:
    made = package("night_minibus")
    way = report.Way(code="482715", address="http://192.168.1.20:8000/j/482715", trainer="Anna")
    texts = Texts(made.texts, "en")
    return report.kit(made.scenario, texts, preset="teams5", profile="P90", language="en", way=way)


@cache
def read() -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(report.pdf(packed())))


def text(of: pypdf.PdfReader) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in of.pages)


def test_the_whole_pack_is_typeset_on_as_many_pages_as_expected() -> None:
    assert 90 <= len(read().pages) <= 120


def test_the_pdf_is_tagged_has_a_title_and_says_that_it_is_accessible() -> None:
    root = read().trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert root["/Lang"] == "en"
    assert read().metadata is not None
    assert "Night minibus" in str(read().metadata.title)
    assert b"pdfuaid" in root["/Metadata"].get_object().get_data()


def test_a_page_is_a4_upright_or_lying() -> None:
    sizes = {(round(page.mediabox.width), round(page.mediabox.height)) for page in read().pages}
    assert sizes == {(595, 842), (842, 595)}


def test_every_number_and_check_word_is_in_it() -> None:
    said = text(read())
    for fact in package("night_minibus").scenario.facts:
        assert fact.id in said
        assert fact.word in said


def test_a_table_alone_is_a_short_pdf() -> None:
    part = report.chosen(packed(), report.Wanted("T3"))
    alone = pypdf.PdfReader(io.BytesIO(report.pdf(part, subtitle="Team 3")))
    assert 7 <= len(alone.pages) <= 11
    assert "BG-1" not in text(alone)


def odd(words: str) -> Kit:
    """A kit of two pages that say these words."""
    card = Fact(
        number="BG-6",
        letters="BG",
        word=words,
        title=words,
        text=words,
        use="",
        source=words,
        rules=(words,),
        others=(),
    )
    leaves = (
        Script(title=words, lead="", paragraphs=(words,)),
        Facts(title="Facts", lead="", letters="BG", cards=(card,)),
    )
    envelope = Envelope(id="x", name=words, letters=(), leaves=leaves)
    return msgspec.structs.replace(packed(), language="pl", title=words, envelopes=(envelope,))


def test_polish_letters_are_themselves() -> None:
    made = pypdf.PdfReader(io.BytesIO(report.pdf(odd(POLISH))))
    assert POLISH in text(made)
    assert made.trailer["/Root"]["/Lang"] == "pl"


@pytest.mark.parametrize(
    "words", ['#panic("x") *bold* $x$ @y <b>', "\\", "[#image(`/etc/passwd`)]", "{{ 7*7 }} {% if %}"]
)
def test_words_are_never_markup(words: str) -> None:
    made = report.pdf(odd(words))
    assert "".join(words.split()) in "".join(text(pypdf.PdfReader(io.BytesIO(made))).split())
    page = report.page(odd(words), style="s", code="c", back="b", as_pdf="p")
    assert words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&#34;") in page


def test_very_long_words_are_typeset_too() -> None:
    report.pdf(odd("long " * 400))


def test_what_cannot_be_typeset_says_so() -> None:
    broken = msgspec.structs.replace(packed(), language="not a language!")
    with pytest.raises(report.NotMade):
        report.pdf(broken)


def test_the_page_has_every_card_and_nothing_that_the_content_policy_forbids() -> None:
    page = report.page(packed(), style="/s.css", code="/m.js", back="/back", as_pdf="/pdf")
    for fact in package("night_minibus").scenario.facts:
        assert f">{fact.id}<" in page
    assert " style=" not in page
    assert "onclick" not in page
    assert page.count("<script") == 1


def test_nothing_chosen_is_said_on_the_page() -> None:
    part = report.chosen(packed(), report.Wanted("T3", frozenset({"inject"})))
    assert "nothing of this kind" in report.page(part, style="", code="", back="", as_pdf="")
