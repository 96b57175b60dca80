"""Control alone with one laptop and paper on the tables: what happens there is recorded in two taps, and the debrief is the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from browser.people import Person
from browser.plain import Visitor
from browser.record import Record
from browser.room import PASSWORD
from browser.server import Server
from palermo.engine import events as e

BRISK = 30  # exercise seconds in a second


class Desk:
    """Anna at the paper desk. `taps` counts what she pressed."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self.page = person.page
        self.taps = 0

    def tap(self, selector: str) -> None:
        """Press the first thing of this kind that can be seen."""
        self.page.locator(f"{selector}:visible").first.click()
        self.taps += 1

    def table(self, team: str) -> None:
        """Choose a table."""
        self.page.locator(f'[data-paper-team="{team}"]').click()
        self.page.locator(f'[data-paper="{team}"]').wait_for()

    def told(self, fact: str, desk: str) -> None:
        """Record in two taps that this table told a fact."""
        before = self.taps
        self.tap(f'[data-paper-fact="{fact}"]')
        self.tap(f'[data-paper-to="{desk}"]:not([data-channel])')
        assert self.taps - before == 2
        self.says(f"Recorded: {fact}")

    def done(self, form: str, target: str, second: str) -> None:
        """Record in two taps that this table did something; `second` is the button of the dialog."""
        before = self.taps
        self.tap(f'[data-form="{form}"][data-target{"^" if target.endswith("*") else ""}="{target.rstrip("*")}"]')
        self.page.locator("dialog[open]").wait_for()
        self.tap(f"dialog[open] {second}")
        assert self.taps - before == 2
        expect(self.page.locator("dialog[open]")).to_have_count(0)

    def says(self, words: str) -> None:
        """Wait until the note at the edge of the page says something."""
        expect(self.page.locator(".toast-at")).to_contain_text(words)

    def panel(self, words: str | re.Pattern[str]) -> None:
        """Wait until the table's panel says something."""
        self.person.sees("paper-panel", words)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A server of its own."""
    server = Server(tmp_path)
    server.start()
    try:
        yield server
    finally:
        if server.runs:
            server.kill()


def test_control_alone_records_a_paper_exercise_in_two_taps_each(chrome: Browser, server: Server) -> None:
    visitor = Visitor(server)
    visitor.fill("/setup", name="Anna", username="anna", email="", password=PASSWORD, again=PASSWORD)
    made = visitor.fill(
        "/exercises/new/night_minibus",
        title="Paper group",
        preset="teams5",
        profile="P90",
        language="en",
        help_level="0",
        talk="paper",
        retention_days="30",
        trainer="Anna",
    )
    exercise = made.headers["location"].split("/")[2]
    visitor.sit(f"/exercises/{exercise}/")
    person = Person(chrome, server, "Anna")
    try:
        session = {"name": "palermo_session", "value": visitor.cookies["palermo_session"], "url": person.wire.address}
        person.context.add_cookies([session])  # type: ignore[list-item]
        person.go(f"/exercises/{exercise}/ready")
        person.page.get_by_role("link", name="To the paper desk").click()
        _play(Desk(person), visitor)
        person.page.get_by_role("link", name="Debrief").first.click()
        person.page.wait_for_url(re.compile("/debrief"))
        expect(person.page.locator("main")).to_contain_text("First report")
        assert person.complaints == []
    finally:
        person.leave()
    server.stop()
    _check(Record(server.data, exercise))


def _play(desk: Desk, visitor: Visitor) -> None:
    person, page = desk.person, desk.page
    person.live()
    desk.panel("The tables read")
    page.get_by_role("button", name="Begin").click()
    expect(page.get_by_role("button", name="Pause").first).to_be_visible()  # it has begun; only then can it go on
    for command in ({"do": "skipphase"}, {"do": "setspeed", "speed": BRISK}):
        assert visitor.command(command).status == 200

    desk.table("T2")
    desk.panel("Told: which fact, to whom?")
    desk.told("BG-6", "POL")
    person.shot("paper-desk")

    # Several facts, several desks.
    desk.tap("[data-paper-several]")
    for fact in ("BG-1", "BG-2"):
        desk.tap(f'[data-paper-fact="{fact}"]')
    for to in ("POL", "PIP"):
        desk.tap(f'[data-paper-to="{to}"]:not([data-channel])')
    desk.tap("[data-paper-record]")
    desk.says("Recorded: BG-1, BG-2 to Police, Inspectorate")
    desk.tap("[data-paper-several]")

    # A mis-tap is set right.
    desk.told("BG-5", "GOV")
    page.locator(".toast-at").get_by_role("button", name="Undo").click()
    desk.says("Set right")

    # "bg7" finds the fact at whichever table holds it.
    desk.table("T4")
    page.locator("[data-paper-find]").fill("bg7")
    page.locator("[data-paper-find]").press("Enter")
    page.locator('[data-paper="T2"] [data-paper-fact="BG-7"][aria-pressed="true"]').wait_for()
    desk.tap('[data-paper-to="SOC"]:not([data-channel])')
    desk.says("Recorded: BG-7 to Social services")

    desk.done("paper_start", "report", 'button[type="submit"]')
    desk.done("paper_start", "secure", 'button[name="option"][value="rooms"]')
    desk.done("line", "initial.know_BG", 'button[type="submit"]')
    desk.panel("written")

    # What the story gives is handed out and said. The police have heard, and open the case; the prosecutor says yes.
    desk.table("T1")
    desk.panel(re.compile("Hand out the fact card\\s+POL-1"))
    desk.done("paper_start", "open_case", 'button[type="submit"]')
    desk.done("paper_agree", "control@T1*", 'button[value="true"]')
    desk.table("T2")
    desk.panel(re.compile("Hand out card\\s+02"))
    person.shot("paper-desk-card")
    page.get_by_role("button", name="All done").click()
    desk.panel("Nothing for this table now")

    desk.tap('[data-form="more"]')
    desk.tap('dialog[open] [data-form="end"]')
    page.get_by_label("Yes, it is over for everybody.").check()
    page.locator('dialog[open] button[type="submit"]').click()
    desk.panel("The exercise is over")


def _check(record: Record) -> None:
    events = [entry.event for entry in record.entries]
    told = {(one.fact, one.giver, one.desk) for one in events if isinstance(one, e.ToldInPerson)}
    assert told == {
        ("BG-6", "BG", "POL"),
        ("BG-1", "BG", "POL"),
        ("BG-1", "BG", "PIP"),
        ("BG-2", "BG", "POL"),
        ("BG-2", "BG", "PIP"),
        ("BG-5", "BG", "GOV"),
        ("BG-7", "BG", "SOC"),
    }
    assert sum(isinstance(one, e.ToldCorrected) for one in events) == 1
    started = {one.action: one for one in events if isinstance(one, e.ActionStarted)}
    assert started["report"].ticks == ("who", "what", "papers", "vehicle", "time")
    assert started["secure"].option == "rooms"
    assert any(isinstance(one, e.ApprovalGiven) and one.yes and one.run == started["open_case"].run for one in events)
    assert any(isinstance(one, e.LineWritten) and one.line == "know_BG" for one in events)
    assert isinstance(events[-1], e.Ended)
