"""The handouts: the same in every language, each sentence with its source, and typeset as accessible PDF."""

from __future__ import annotations

import io
from functools import cache

import pypdf
import pytest

from palermo import handouts, report

EVERY = [(name, language) for name in handouts.NAMES for language in handouts.LANGUAGES]


@cache
def read(name: str, language: str) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(report.handout_pdf(name, language)))


def words(of: pypdf.PdfReader) -> str:
    return "".join("".join(page.extract_text().split()) for page in of.pages)


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_every_card_fills_every_label_and_names_sources_that_are_listed(name: str, language: str) -> None:
    one = handouts.handout(name, language)
    listed = {source.id for source in one.sources}
    used = {id for lane in one.lanes for id in lane.sources}
    for section in one.sections:
        used |= set(section.sources)
        for entry in section.entries:
            assert list(entry.fields) == list(one.labels), entry.name
            assert entry.sources, entry.name
            used |= set(entry.sources)
    assert used == listed


@pytest.mark.parametrize("name", handouts.NAMES)
def test_the_languages_say_the_same_things_in_the_same_order(name: str) -> None:
    shapes = []
    for language in handouts.LANGUAGES:
        one = handouts.handout(name, language)
        cards = [[(entry.sources, bool(entry.check)) for entry in section.entries] for section in one.sections]
        points = [(len(section.points), len(section.text)) for section in one.sections]
        lanes = [lane.sources for lane in one.lanes]
        sources = [source.at for source in one.sources]
        shapes.append((cards, points, lanes, len(one.check), [source.id for source in one.sources], sources))
    assert shapes[0] == shapes[1]


def test_who_reads_another_language_gets_english_and_a_variant_its_own() -> None:
    assert handouts.handout("procedures", "uk") is handouts.handout("procedures", "en")
    assert handouts.handout("procedures", "pl-PL") is handouts.handout("procedures", "pl")


def test_a_name_that_none_has_is_told() -> None:
    with pytest.raises(KeyError):
        handouts.handout("../words", "en")


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_a_handout_is_typeset_tagged_titled_and_in_its_language(name: str, language: str) -> None:
    made, one = read(name, language), handouts.handout(name, language)
    root = made.trailer["/Root"]
    assert root["/Lang"] == language
    assert root["/MarkInfo"]["/Marked"]
    assert b"pdfuaid" in root["/Metadata"].get_object().get_data()
    assert made.metadata is not None
    assert made.metadata.title == one.title
    assert 2 <= len(made.pages) <= 4


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_a_printed_handout_says_everything_and_that_it_is_no_advice(name: str, language: str) -> None:
    said, one, around = words(read(name, language)), handouts.handout(name, language), handouts.words(language)
    told = [around.note, around.read, *one.check, *(source.name for source in one.sources)]
    told += [entry.name for section in one.sections for entry in section.entries]
    told += [part for lane in one.lanes for part in (lane.hub, lane.can, lane.cannot)]
    for sentence in told:
        assert "".join(sentence.split()) in said, sentence


def test_the_map_is_one_page_lying_on_its_side() -> None:
    first = read("cooperation", "en").pages[0]
    assert first.mediabox.width > first.mediabox.height
    lanes = handouts.handout("cooperation", "en").lanes
    assert all("".join(lane.hub.split()) in "".join(first.extract_text().split()) for lane in lanes)
