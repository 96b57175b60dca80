"""One classroom: a table with a laptop of its own, a table of two phones, three tables on paper, control and the room screen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from browser.people import Person
from browser.record import Record
from browser.room import Room
from browser.server import Server
from palermo.engine import events as e

HALT = "Look up for a moment: who has not spoken yet?"


class Classroom:
    """Ewa, Marek and Jo share T1's laptop, Lena and Ola have phones at T2; T3, T4 and T5 have paper. Anna keeps the paper desk."""

    def __init__(self, chrome: Browser, data: Path) -> None:
        self.server = Server(data)
        self.server.start()
        self.room = Room(self.server)
        self.chrome = chrome
        self.laptop = self._laptop()
        self.lena, self.ola = self._phone("Lena"), self._phone("Ola")
        self.anna, self.screen = self._signed_in("Anna", "paper"), self._signed_in("Projector", "room")

    def _laptop(self) -> Person:
        person = Person(self.chrome, self.server, "Ewa, Marek and Jo")
        page = person.page
        person.go(f"/j/{self.room.code}?table=T1")
        page.get_by_text("our whole table").click()
        page.get_by_label("Who sits at this device?").fill(person.name)
        page.get_by_label("I have read this").check()
        page.get_by_role("button", name="Go on").click()
        page.wait_for_url(re.compile("/t/"))
        person.live()
        return person

    def _phone(self, name: str) -> Person:
        person = Person(self.chrome, self.server, name, phone=True)
        person.go(f"/j/{self.room.code}?table=T2")
        person.page.get_by_label("What should we call you here?").fill(name)
        person.page.get_by_label("I have read this").check()
        person.page.get_by_role("button", name=re.compile("^Go on")).click()
        person.page.wait_for_url(re.compile("/x/"))
        person.live()
        return person

    def _signed_in(self, name: str, page: str) -> Person:
        person = Person(self.chrome, self.server, name)
        session = self.room.control.cookies["palermo_session"]
        cookie = {"name": "palermo_session", "value": session, "url": person.wire.address}
        person.context.add_cookies([cookie])  # type: ignore[list-item]
        person.go(f"/exercises/{self.room.exercise}/{page}")
        person.live()
        return person

    @property
    def people(self) -> tuple[Person, ...]:
        """Everybody at a browser."""
        return self.laptop, self.lena, self.ola, self.anna, self.screen

    def table(self, team: str) -> None:
        """Let Anna turn to a table of the paper desk."""
        self.anna.page.locator(f'[data-paper-team="{team}"]').click()
        self.anna.page.locator(f'[data-paper="{team}"]').wait_for()

    def leave(self) -> None:
        """Everybody goes home."""
        for person in self.people:
            person.leave()
        if self.server.runs:
            self.server.stop()


@pytest.fixture(scope="module")
def classroom(chrome: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Classroom]:
    """One lesson for all: the tests go through it in their order."""
    made = Classroom(chrome, tmp_path_factory.mktemp("classroom"))
    made.room.begin()
    for person in (made.laptop, made.lena, made.ola):
        expect(person.region("expected")).to_be_visible()
    yield made
    made.leave()


def test_what_a_phone_hands_over_comes_to_the_laptop_and_to_paper(classroom: Classroom) -> None:
    lena, laptop, anna = classroom.lena, classroom.laptop, classroom.anna
    lena.tab("facts")
    dialog = lena.press("hand", "BG-3")
    dialog.locator("#to-POL").check()
    dialog.locator("#to-SOC").check()
    lena.submit(dialog)
    classroom.ola.tab("messages")
    classroom.ola.sees("messages", "BG-3")
    assert classroom.room.control.command({"do": "setspeed", "speed": 20}).status == 200
    laptop.sees("new", "BG-3", 30)
    classroom.table("T3")
    anna.sees("paper-panel", "Two passports were altered", 30)  # in the form the rules allow: to be said aloud
    assert classroom.room.control.command({"do": "setspeed", "speed": 1}).status == 200


def test_what_a_paper_table_says_aloud_is_recorded_by_either_side_and_reaches_the_others(classroom: Classroom) -> None:
    laptop, anna = classroom.laptop, classroom.anna
    dialog = laptop.press("heard")  # the laptop's table heard it, and types number and word
    dialog.get_by_label("Number").fill("NGO-4")
    dialog.get_by_label("Check word").fill("kettle")
    laptop.submit(dialog)
    laptop.tab("facts")
    laptop.sees("facts", "NGO-4")
    classroom.table("T4")  # what two phones heard, control records in two taps
    anna.page.locator('[data-paper-fact="NGO-3"]:visible').click()
    anna.page.locator('[data-paper-to="BG"]:not([data-channel]):visible').click()
    for phone in (classroom.lena, classroom.ola):
        phone.tab("facts")
        phone.sees("facts", "NGO-3")


def test_a_line_that_a_paper_table_wrote_stands_on_everybodys_sheet(classroom: Classroom) -> None:
    anna = classroom.anna
    classroom.table("T3")
    line = anna.page.locator('[data-form="line"][data-target^="initial."]:visible').first
    name = str(line.get_attribute("data-target"))
    line.click()
    dialog = anna.page.locator("dialog[open]")
    dialog.wait_for()
    dialog.locator("textarea").first.fill("A child stays with nobody from the group.")
    anna.submit(dialog)
    assert name.startswith("initial.")
    classroom.laptop.tab("operations")
    classroom.laptop.sees("operations", "A child stays with nobody from the group.")


def test_a_pause_reaches_every_kind_of_screen_and_so_does_the_end(classroom: Classroom) -> None:
    assert classroom.room.control.command({"do": "pause", "why": "time_out", "text": HALT}).status == 200
    for person in (classroom.laptop, classroom.lena, classroom.ola):
        person.sees("hold", HALT)
    classroom.screen.sees("room", HALT)
    classroom.lena.shot("classroom-paused")
    classroom.screen.shot("classroom-screen")
    assert classroom.room.control.command({"do": "resume"}).status == 200
    expect(classroom.lena.region("hold")).to_be_empty()
    assert classroom.room.control.command({"do": "end"}).status == 200
    classroom.anna.sees("paper-panel", "The exercise is over")
    for person in (classroom.laptop, classroom.lena):
        expect(person.page.locator("body")).to_contain_text(re.compile("over", re.IGNORECASE))


def test_the_log_tells_all_three_ways_alike_and_nobodys_page_complained(classroom: Classroom) -> None:
    events = [entry.event for entry in Record(classroom.server.data, classroom.room.exercise).entries]
    there = {
        (item.fact, event.team) for event in events if isinstance(event, e.MessageDelivered) for item in event.items
    }
    assert {("BG-3", "T1"), ("BG-3", "T3")} <= there
    told = {(event.fact, event.giver_team, event.team) for event in events if isinstance(event, e.ToldInPerson)}
    assert {("NGO-4", "T4", "T1"), ("NGO-3", "T4", "T2")} <= told
    assert {person.name: person.complaints for person in classroom.people if person.complaints} == {}
