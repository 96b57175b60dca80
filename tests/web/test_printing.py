"""Printing from the web: what can be chosen, and that only the facilitator gets it."""

from __future__ import annotations

import asyncio
import io
import zipfile

import pypdf
import pytest
from django.http import StreamingHttpResponse
from django.test import Client

from palermo import report
from palermo.web import door
from palermo.web.models import Exercise


def test_the_page_offers_every_table_and_every_kind(exercise: Exercise, control: Client) -> None:
    page = control.get(f"/exercises/{exercise.pk}/print").content.decode()
    for words in ("Everything", "All tables", "For control alone", "Role cards", "Minute plan and script", "As PDF"):
        assert words in page


def test_a_chosen_part_is_all_that_is_shown(exercise: Exercise, control: Client) -> None:
    whole = control.get(f"/exercises/{exercise.pk}/print/pack").content.decode()
    room = control.get(f"/exercises/{exercise.pk}/print/pack?envelope=room&kind=notice").content.decode()
    assert "Minute plan" in whole
    assert "Before we begin" in room
    assert "Minute plan" not in room
    assert exercise.code in whole


def test_the_code_on_a_tables_papers_leads_to_that_table(exercise: Exercise, control: Client) -> None:
    teams = [team for team, _ in door.state(exercise.pk).world.teams]
    for team in teams:
        page = control.get(f"/exercises/{exercise.pk}/print/pack?envelope={team}&kind=role").content.decode()
        assert f"/j/{exercise.code}?table={team}" in page


@pytest.mark.parametrize("query", ["envelope=T99", "kind=what", "language=xx", "gentle=maybe", "x=%00"])
def test_a_choice_that_is_none_shows_what_can_be_shown(exercise: Exercise, control: Client, query: str) -> None:
    assert control.get(f"/exercises/{exercise.pk}/print/pack?{query}").status_code == 200


def test_the_pdf_comes_as_a_file_that_browsers_show(exercise: Exercise, control: Client) -> None:
    answer = control.get(f"/exercises/{exercise.pk}/print/pack.pdf?envelope=room")
    assert isinstance(answer, StreamingHttpResponse)
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'inline; filename="tuesday-group-for-the-room.pdf"'
    assert answer["Cache-Control"] == "no-store"

    async def read() -> bytes:
        return b"".join([part async for part in answer])

    made = pypdf.PdfReader(io.BytesIO(asyncio.run(read())))
    assert len(made.pages) >= 3


def test_without_fonts_the_pdf_leads_back_to_the_page_that_can_be_printed(
    exercise: Exercise, control: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report, "ready", lambda: False)
    answer = control.get(f"/exercises/{exercise.pk}/print/pack.pdf", follow=True)
    assert "cannot make a PDF" in answer.content.decode()


def test_the_kit_comes_as_one_archive_of_everything(
    exercise: Exercise, control: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    quick = [report.Paper(file="00-contents.pdf", name="", copies="", make=lambda: b"%PDF made")]
    monkeypatch.setattr("palermo.web.printing.papers", lambda kit, about: quick if kit.title and about else [])
    answer = control.get(f"/exercises/{exercise.pk}/print/kit.zip?language=en")
    assert isinstance(answer, StreamingHttpResponse)
    assert answer["Content-Type"] == "application/zip"
    assert answer["Content-Disposition"] == 'attachment; filename="tuesday-group-kit.zip"'

    async def read() -> bytes:
        return b"".join([part async for part in answer])

    with zipfile.ZipFile(io.BytesIO(asyncio.run(read()))) as archive:
        assert archive.read("00-contents.pdf") == b"%PDF made"


def test_nobody_but_its_facilitator_gets_the_kit(exercise: Exercise, client: Client) -> None:
    assert client.get(f"/exercises/{exercise.pk}/print/kit.zip").status_code == 302
