"""A debrief as a run of show: control leads it, the room screen and phones follow, and what was said aloud is reckoned with."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, expect

from browser import nearly
from browser.axe import Findings
from browser.people import Person
from browser.plain import Visitor
from browser.server import Server

PASSWORD = "the heron stands still at dawn"
KEEP = "Read the number back: it ended the muddle."
GONE = "A word that somebody is sorry for."
HALF = "Half a thought, not yet"
MINE = "I will call the helpline's office on Monday."


class Afternoon:
    """An exercise that has just ended. Anna leads at her desk, the projector shows the room screen, Greta and Nina have phones."""

    def __init__(self, chrome: Browser, data: Path) -> None:
        nearly.put(data)
        self.server = Server(data)
        self.server.start()
        self.control = Visitor(self.server)
        self.control.fill("/setup", name="Anna", username="anna", email="", password=PASSWORD, again=PASSWORD)
        self.way = f"/exercises/{nearly.EXERCISE}/"
        self.control.sit(self.way)
        code = re.search(r"/j/(\w{6})", self.control.ask("GET", f"{self.way}people").text)
        assert code is not None
        self.ways = [self._join(code[1], name, chair) for name, chair in (("Greta", "T2/table"), ("Nina", "T4/table"))]
        assert self.control.command({"do": "end"}).status == 200
        self.anna = self._signed_in(chrome, "Anna", "debrief")
        self.room = self._signed_in(chrome, "Projector", "room")
        self.greta = Person(chrome, self.server, "Greta", phone=True)
        self.nina = Person(chrome, self.server, "Nina", phone=True)
        self.greta.go(self.ways[0])
        self.greta.live()

    def _join(self, code: str, name: str, chair: str) -> str:
        answer = Visitor(self.server).fill(f"/j/{code}", name=name, chair=chair, part="take", read="1")
        assert answer.status == 302, answer.text
        return answer.headers["location"]

    def _signed_in(self, chrome: Browser, name: str, page: str) -> Person:
        person = Person(chrome, self.server, name)
        session = {
            "name": "palermo_session",
            "value": self.control.cookies["palermo_session"],
            "url": person.wire.address,
        }
        person.context.add_cookies([session])  # type: ignore[list-item]
        person.go(self.way + page)
        person.live()
        return person

    @property
    def people(self) -> tuple[Person, ...]:
        """Everybody at a browser."""
        return self.anna, self.room, self.greta, self.nina

    def on(self) -> None:
        """Go on to the next step."""
        self.anna.region("stage").get_by_role("button", name=re.compile("^(Begin the debrief|Go on)$")).click()

    def part(self, name: str) -> Locator:
        """Return a part of the debrief on Anna's page, opened."""
        part = self.anna.page.locator(f'[data-part="{name}"]')
        if part.get_attribute("open") is None:
            part.locator("summary").first.click()
        return part

    def leave(self) -> None:
        """Everybody goes home."""
        for person in self.people:
            person.leave()
        if self.server.runs:
            self.server.stop()


@pytest.fixture(scope="module")
def afternoon(chrome: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Afternoon]:
    """One afternoon for all: the tests go through it in their order."""
    made = Afternoon(chrome, tmp_path_factory.mktemp("afternoon"))
    yield made
    made.leave()


def test_every_screen_follows_the_steps(afternoon: Afternoon) -> None:
    anna, room, greta = afternoon.anna, afternoon.room, afternoon.greta
    room.sees("room", "You are out of role.")
    for name in ("Out of role", "In pairs", "One turning point"):
        afternoon.on()
        for screen, region in ((room, "room"), (greta, "debrief")):
            expect(screen.region(region).get_by_role("heading", name=name)).to_be_visible()
    anna.shot("debrief-lead")


def test_the_turning_point_that_control_picks_is_on_the_room_screen_and_the_phones(afternoon: Afternoon) -> None:
    offers = afternoon.part("turning").get_by_role("article")
    expect(offers).to_have_count(3)
    title = offers.nth(1).get_by_role("heading").inner_text().strip()
    offers.nth(1).get_by_role("button").click()
    afternoon.room.sees("room", title)
    afternoon.room.sees("room", re.compile("together, we held everything for this"))
    afternoon.greta.sees("debrief", title)
    afternoon.room.shot("room-turning")


def test_answers_from_phones_are_a_wall_that_control_can_take_from(afternoon: Afternoon) -> None:
    anna, room, greta, nina = afternoon.people[0], afternoon.room, afternoon.greta, afternoon.nina
    afternoon.on()
    nina.go(afternoon.ways[1])  # a phone that was asleep till now
    nina.live()
    nina.sees("debrief", "Keep and change")
    nina.page.get_by_label("What do we want to change?").fill(HALF)
    for words in (KEEP, GONE):
        greta.page.get_by_label("What worked and should stay?").fill(words)
        greta.page.locator('form[data-draft="answer:keep"] button').click()
        room.sees("room", words)
        expect(greta.page.get_by_label("What worked and should stay?")).to_have_value("")
    nina.sees("debrief", KEEP)
    expect(nina.page.get_by_label("What do we want to change?")).to_have_value(HALF)
    wall = afternoon.part("wall")
    wall.get_by_role("button", name=f"Take off: {GONE}").click()
    room.lacks("room", GONE)
    expect(wall).not_to_contain_text(GONE)
    room.sees("room", KEEP)
    for person in (room, greta):
        person.shot("keep")
    anna.shot("debrief-lead-keep")


def test_what_was_said_aloud_is_reckoned_with_at_once(afternoon: Afternoon) -> None:
    anna = afternoon.anna
    matrix = afternoon.part("knowledge")
    lacking = matrix.locator("tr", has=anna.page.locator(".k.want")).first
    fact = lacking.locator(".ref").inner_text()
    before = lacking.locator(".k.want").count()
    lacking.get_by_role("button", name=f"{fact} was said aloud").click()
    dialog = anna.page.locator("dialog[open]")
    expect(dialog.get_by_label("What was said")).to_have_value(fact)
    dialog.get_by_label("About minute").fill("21")
    anna.submit(dialog)
    row = matrix.locator("tr", has_text=fact).first
    expect(row.locator(".k.want")).to_have_count(0)
    expect(row).to_contain_text("since minute 21")
    expect(afternoon.part("timeline")).to_contain_text("said aloud at about this minute")
    afternoon.part("aloud").get_by_role("button", name="Take back").click()
    expect(row.locator(".k.want")).to_have_count(before)
    expect(afternoon.part("timeline")).not_to_contain_text("said aloud at about this minute")


def test_notes_just_for_me_stay_on_the_device(afternoon: Afternoon) -> None:
    nina = afternoon.nina
    afternoon.on()
    nina.sees("debrief", "One thing I do")
    nina.page.get_by_label("Or just for me").fill(MINE)
    nina.page.reload()
    nina.live()
    expect(nina.page.get_by_label("Or just for me")).to_have_value(MINE)
    taken = afternoon.control.ask("GET", f"{afternoon.way}debrief.json")
    whole = json.loads(taken.text)
    assert KEEP in whole["texts"].values()
    assert MINE not in taken.text
    assert GONE not in taken.text


def test_the_debrief_can_be_used_by_everybody_and_said_nothing_wrong(afternoon: Afternoon) -> None:
    found = Findings()
    for part in ("questions", "rubric"):
        afternoon.part(part)
    found.look(afternoon.anna.page, "control's debrief")
    found.look(afternoon.greta.page, "a phone in the debrief")
    found.look(afternoon.room.page, "the room screen in the debrief")
    assert found.serious == []
    assert [person.complaints for person in afternoon.people] == [[], [], [], []]
