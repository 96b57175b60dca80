"""A table with one laptop and a phone beside it, somebody who comes late, and a phone that is lost: the ways into a room, played."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.axe import NARROW, Findings
from browser.people import Person
from browser.record import Record
from browser.room import Room
from browser.server import Server
from palermo.engine import events as e

BELOW = """() => document.querySelector("[data-notices]").getBoundingClientRect().top
    >= document.querySelector("main").getBoundingClientRect().bottom - 1"""


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    """An exercise of Night minibus, not begun, with somebody at T2 and at T4."""
    server = Server(tmp_path_factory.mktemp("joining"))
    server.start()
    yield Room(server)
    server.stop()


@pytest.fixture
def someone(chrome: Browser, room: Room) -> Iterator[_Coming]:
    """People who come in the course of a test, and leave at its end."""
    coming = _Coming(chrome, room)
    yield coming
    for person in coming.people:
        assert person.complaints == [], person.name
        person.leave()


class _Coming:
    def __init__(self, chrome: Browser, room: Room) -> None:
        self.chrome = chrome
        self.room = room
        self.people: list[Person] = []

    def new(self, name: str, *, phone: bool = False) -> Person:
        person = Person(self.chrome, self.room.server, name, phone=phone)
        self.people.append(person)
        return person

    def table(self, team: str, names: str) -> Person:
        """Let a laptop join as a table, by the address of the table's picture code."""
        laptop = self.new(names)
        page = laptop.page
        laptop.go(f"/j/{self.room.code}?table={team}")
        page.get_by_text("our whole table").click()
        page.get_by_label("Who sits at this device?").fill(names)
        expect(page.get_by_label("What should we call you here?")).to_be_hidden()
        page.get_by_label("I have read this").check()
        page.get_by_role("button", name="Go on").click()
        page.wait_for_url(re.compile("/t/"))
        laptop.live()
        return laptop

    def phone(self, team: str, name: str) -> Person:
        """Let a phone go as far as the join page leads it."""
        phone = self.new(name, phone=True)
        phone.go(f"/j/{self.room.code}?table={team}")
        phone.page.get_by_label("What should we call you here?").fill(name)
        phone.page.get_by_label("I have read this").check()
        phone.page.get_by_role("button", name=re.compile("^Go on")).click()
        return phone


def types(laptop: Person, name: str) -> None:
    """Wait until somebody types on a table's device, and her own regions are there."""
    expect(laptop.page.locator("[data-hands] option:checked")).to_have_text(name)
    laptop.sees("own", name)


def test_a_table_with_one_laptop_practises_takes_turns_and_gives_a_yes_that_needs_two(
    someone: _Coming, room: Room
) -> None:
    laptop, found = someone.table("T1", "Ewa, Marek and Jo"), Findings()
    phone = someone.phone("T2", "Lena")
    phone.page.wait_for_url(re.compile("/x/"))
    phone.live()
    types(laptop, "Ewa")
    found.look(laptop.page, "a table's lobby")

    # A first fact goes over; all who share the laptop are ready with it.
    dialog = laptop.press("practise")
    found.look(laptop.page, "practice")
    dialog.locator("#to-BG").check()
    laptop.submit(dialog)
    laptop.sees("lobby", "We handed it on to")
    expect(laptop.region("lobby").locator(".lb.ok", has_text="Ready")).to_have_count(3)
    phone.sees("lobby", "TR-1 arrived")
    phone.lacks("lobby", "Ewa")

    # Play begins: the keyboard goes on, and with it whose powers the page shows.
    room.begin()
    offer = laptop.page.locator("[data-pass]")
    expect(offer).to_contain_text("Pass the keyboard to Marek.")
    assert laptop.page.evaluate(BELOW), "what is offered covers nothing of the work"
    heading = laptop.page.locator("h1").text_content()
    offer.get_by_role("button", name="Marek types now").click()
    types(laptop, "Marek")
    expect(offer).to_be_hidden()
    expect(laptop.page.locator("h1")).not_to_have_text(str(heading))
    assert room.control.command({"do": "setaction", "action": "open_case", "open": True}).status == 200
    laptop.page.locator("[data-hands]").select_option(label="Ewa")
    types(laptop, "Ewa")
    laptop.submit(laptop.press("start", "open_case"))
    laptop.sees("expected", "needs your yes")
    lent = laptop.region("expected").get_by_role("button", name=re.compile("Marek can"))
    found.look(laptop.page, "a table's work")
    lent.first.click()
    types(laptop, "Marek")
    dialog = laptop.press("approve", within='[data-region="expected"]')
    dialog.get_by_text("Yes", exact=True).click()
    laptop.submit(dialog)
    laptop.lacks("expected", "needs your yes")
    events = [entry.event for entry in Record(room.server.data, room.exercise).entries]
    started = next(event for event in events if isinstance(event, e.ActionStarted) and event.action == "open_case")
    said = next(event for event in events if isinstance(event, e.ApprovalGiven))
    assert (said.run, said.yes) == (started.run, True)
    assert said.seat != started.seat
    assert found.serious == []

    # What was typed is the table's, whoever types; and a page loaded anew knows who did.
    laptop.page.reload()
    laptop.live()
    types(laptop, "Marek")


def test_a_latecomer_reads_how_the_table_stands_and_then_sits_down(someone: _Coming, room: Room) -> None:
    _begin(room)
    phone, found = someone.phone("T2", "Nora"), Findings()
    phone.page.wait_for_url(re.compile("/late/"))
    for words in ("What we know", "What we are doing", "What is expected of us", "BG-"):
        expect(phone.page.locator("[data-poll]")).to_contain_text(words)
    expect(phone.page.locator("[data-poll]")).not_to_contain_text("NGO-")
    found.look(phone.page, "the waiting room")
    phone.page.set_viewport_size(NARROW)
    phone.page.get_by_role("button", name="Take my seat").click()
    phone.page.wait_for_url(re.compile("/x/"))
    phone.live()
    phone.sees("first", "You came later")
    dialog = phone.press("brief")
    expect(dialog).to_contain_text("What we know")
    phone.close(dialog)
    assert found.serious == []


def test_a_lost_phone_comes_back_by_its_code_and_the_old_one_says_why_it_stopped(someone: _Coming, room: Room) -> None:
    _begin(room)
    lost = someone.phone("T4", "Olena")
    lost.page.wait_for_url(re.compile("/late/"))
    lost.page.get_by_role("button", name="Take my seat").click()
    lost.page.wait_for_url(re.compile("/x/"))
    lost.live()
    lost.page.locator('nav.slim [data-tab="more"]').click()
    lost.page.locator('#panel-more [data-opens="way-back"]').click()
    way = lost.page.locator("#way-back")
    expect(way.locator("svg.qr")).to_be_visible()
    code = way.locator("b").first.inner_text()
    found = Findings()
    found.look(lost.page, "the way back")
    way.get_by_role("button", name="Got it").click()
    expect(way).to_be_hidden()

    other = someone.new("Olena again", phone=True)
    other.go("/")
    other.page.get_by_label("Code from the screen").fill(code.lower())
    other.page.get_by_role("button", name="Go on").click()
    other.page.wait_for_url(re.compile("/x/"))
    other.live()
    assert _seat(other.page) == _seat(lost.page)
    toast = lost.page.locator(".toast-at")
    expect(toast).to_contain_text("opened on another device")
    toast.get_by_role("button", name="Open it here").click()
    lost.live()
    assert found.serious == []


def _seat(page: Page) -> str:
    return page.url.split("/")[5]


def _begin(room: Room) -> None:
    """Let play run, if it does not yet: each of these tests can be told alone."""
    if room.control.command({"do": "begin"}).status == 200:
        assert room.control.command({"do": "skipphase"}).status == 200
