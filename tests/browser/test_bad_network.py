"""A bad classroom network: what is new comes all the same, what was asked is done once, and the page says what is so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from browser.people import Person
from browser.room import Room, begun
from browser.slow_wire import SlowWire

LATE = 0.15  # seconds each way: a telephone network with a weak signal
RATE = 50_000  # bytes a second
INJECT = "Somebody left a bicycle at the gate. Nobody knows whose it is."
QUESTION = "Who can read Vostrian handwriting?"


class Place:
    """A running exercise and a phone that reaches it by a slow wire only."""

    def __init__(self, chrome: Browser, data: Path) -> None:
        self.room: Room = begun(data)
        self.phone = Person(chrome, self.room.server, "Greta", phone=True)
        self.phone.wire.close()
        self.wire = SlowWire(self.room.server.port, late=LATE, rate=RATE)
        self.phone.wire = self.wire
        self.phone.context.set_default_timeout(40_000)
        self.phone.go(self.room.ways[0])
        self.phone.live(40)

    def leave(self) -> None:
        """Close all that was opened."""
        self.phone.leave()
        self.room.server.stop()


@pytest.fixture(scope="module")
def place(chrome: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """One room for all of these tests, which go through it in their order."""
    place = Place(chrome, tmp_path_factory.mktemp("slow"))
    yield place
    place.leave()


def test_an_inject_reaches_a_phone_on_a_slow_network_as_a_piece_and_not_as_a_page(place: Place) -> None:
    before = sum(len(connection.back) for connection in place.wire.connections)
    asked = {"do": "improvise", "to": ["T2"], "kind": "new", "text": INJECT, "title": "A bicycle"}
    assert place.room.control.command(asked).status == 200
    place.phone.sees("new", "A bicycle", 30)
    came = sum(len(connection.back) for connection in place.wire.connections) - before
    # A second of this network carries 50,000 bytes: less than a third of them lets the inject come within it.
    assert came < RATE // 3, f"{came} bytes for one inject"


def test_what_is_asked_without_a_network_waits_says_so_and_is_done_once(place: Place) -> None:
    phone, page = place.phone, place.phone.page
    dialog = phone.press("ask", within='[data-region="can"]')
    dialog.locator('input[name="to[]"]').first.check()
    dialog.get_by_label("Our question").fill(QUESTION)
    phone.away = True
    place.wire.cut()
    expect(page.locator("[data-connection]").first).to_have_text(re.compile("No connection"))
    dialog.locator('button[type="submit"]').click()
    expect(page.locator("[data-connection]").first).to_have_text("No connection. 1 not sent yet")
    expect(page.locator(".toast-at")).to_contain_text("It goes out as soon as the connection is back")
    expect(dialog.get_by_label("Our question")).to_have_value(QUESTION)
    place.wire.mend()
    expect(dialog).to_have_count(0, timeout=40_000)
    phone.live(40)
    phone.away = False
    phone.sees("messages", QUESTION, 30)
    assert page.locator('[data-region="messages"]').get_by_text(QUESTION).count() >= 1
    said = place.room.control.ask("GET", "/live/regions", x_seat=place.room.control.token, x_language="en").json
    assert said["regions"]["exchange"].count(QUESTION) == 1


def test_a_page_that_is_opened_again_after_an_outage_has_what_was_typed(place: Place) -> None:
    phone = place.phone
    dialog = phone.press("ask", within='[data-region="can"]')
    dialog.get_by_label("Our question").fill("Half a question about")
    phone.away = True
    place.wire.cut()
    expect(phone.page.locator("[data-connection]").first).to_have_text(re.compile("No connection"))
    place.wire.mend()
    phone.go(place.room.ways[0])
    phone.live(40)
    phone.away = False
    dialog = phone.press("ask", within='[data-region="can"]')
    expect(dialog.get_by_label("Our question")).to_have_value("Half a question about")
    assert phone.complaints == []
