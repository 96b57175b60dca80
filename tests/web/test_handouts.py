"""The handouts on the web: for everybody, without an exercise and without a cookie."""

from __future__ import annotations

import asyncio
import io

import pypdf
import pytest
from django.http import StreamingHttpResponse
from django.test import Client

from palermo import handouts, report


def test_anybody_finds_and_reads_every_handout(client: Client) -> None:
    listed = client.get("/handouts").content.decode()
    for name in handouts.NAMES:
        one = handouts.handout(name, "en")
        assert one.title in listed
        page = client.get(f"/handouts/{name}").content.decode()
        assert f"/handouts/{name}.pdf" in page
        assert handouts.words("en").note in page
        for source in one.sources:
            assert source.at in page
    assert not client.cookies


def test_a_browser_that_prefers_polish_reads_polish(client: Client) -> None:
    page = client.get("/handouts/institutions", HTTP_ACCEPT_LANGUAGE="pl").content.decode()
    assert handouts.handout("institutions", "pl").title in page


@pytest.mark.parametrize("way", ["/handouts/none", "/handouts/none.pdf", "/handouts/..%2Fwords.pdf"])
def test_a_handout_that_is_none_is_not_found(client: Client, way: str) -> None:
    assert client.get(way).status_code == 404


def test_it_comes_as_a_pdf_that_browsers_show(client: Client) -> None:
    answer = client.get("/handouts/cooperation.pdf")
    assert isinstance(answer, StreamingHttpResponse)
    assert answer["Content-Disposition"] == 'inline; filename="palermo-cooperation-en.pdf"'

    async def read() -> bytes:
        return b"".join([part async for part in answer])

    assert len(pypdf.PdfReader(io.BytesIO(asyncio.run(read()))).pages) == 2


def test_without_fonts_no_pdf_is_offered_and_its_address_leads_to_the_page(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report, "ready", lambda: False)
    assert ".pdf" not in client.get("/handouts").content.decode()
    assert client.get("/handouts/cooperation.pdf")["Location"] == "/handouts/cooperation"


def test_the_list_of_exercises_and_every_foot_lead_to_them(client: Client, control: Client) -> None:
    assert 'href="/handouts"' in client.get("/").content.decode()
    assert 'href="/handouts"' in control.get("/exercises").content.decode()
