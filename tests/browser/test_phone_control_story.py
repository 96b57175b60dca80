"""Somebody with nothing but a phone leads an exercise: begins it, sends, postpones, hints, pauses, notes, and ends it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, expect

from browser.people import PHONE, Person
from browser.record import Record
from browser.room import Room
from browser.server import Server
from browser.story import command
from palermo.engine import events as e

BRISK = 20.0  # exercise seconds a real second
SHORT, LONG = (
    0.3,
    60,
)  # seconds in which a tap can be undone: nobody does here, or somebody does on however slow a machine
DESKS = ("POL", "PRO", "BG", "NGO", "GOV", "PIP")  # bots sit there; at the third table nobody says anything


class Walker:
    """A facilitator with a phone: what she taps, in the words of the page."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self.held = person.page.locator(".held")

    def holds(self, seconds: float) -> None:
        """Let taps be held back for so long."""
        self.person.page.evaluate(f"document.documentElement.dataset.holdSeconds = '{seconds}'")

    def tap(self, region: str, name: str) -> None:
        """Tap a button; it is large enough for a thumb."""
        button = self.person.region(region).get_by_role("button", name=name)
        box = button.bounding_box()
        assert box is not None
        assert box["height"] >= 44, (name, box)
        button.click()

    def thumb(self, name: str) -> Locator:
        """Tap a button of the bar below, which is in reach of the thumb; return the sheet it opens."""
        button = self.person.page.locator("nav.thumb").get_by_role("button", name=name)
        box = button.bounding_box()
        assert box is not None
        assert box["y"] > PHONE["height"] * 0.8, (name, box)
        button.click()
        sheet = self.person.page.locator("dialog[open]")
        sheet.wait_for()
        return sheet

    def gone_out(self) -> None:
        """Wait until nothing is held back any more."""
        expect(self.held).to_have_count(0)


@pytest.fixture(scope="module")
def told(chrome: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    """The story; what it left in the log is returned."""
    server = Server(tmp_path_factory.mktemp("phone"))
    server.start()
    try:
        room = Room(server)
        for desk in DESKS:
            assert room.control.command({"do": "occupy", "desk": desk, "by": "bot", "policy": "table"}).status == 200
        ada = Person(chrome, server, "Anna", phone=True)
        session = room.control.cookies["palermo_session"]
        ada.context.add_cookies([{"name": "palermo_session", "value": session, "url": ada.wire.address}])
        try:
            _lead(Walker(ada), room)
            assert ada.complaints == []
        finally:
            ada.leave()
        server.stop()
        yield Record(server.data, room.exercise)
    finally:
        if server.runs:
            server.kill()


def _lead(walker: Walker, room: Room) -> None:
    ada = walker.person
    ada.go(f"/exercises/{room.exercise}/")
    ada.page.wait_for_url(re.compile("/walk$"))
    ada.live()
    _begin(walker)
    command(ada, {"do": "setspeed", "speed": BRISK})
    _send_and_postpone(walker)
    _help(walker)
    _pause(walker)
    _note(walker)
    _end(walker)


def _begin(walker: Walker) -> None:
    """The check says who is ready; she begins anyway, once by mistake."""
    ada = walker.person
    ada.sees("walk_ready", "Ready to start?")
    ada.sees("walk_ready", "Go over and ask: what is your task")
    ada.shot("walk-ready")
    walker.tap("walk_ready", "Begin")
    start = ada.region("walk_ready").get_by_role("button", name=re.compile("Start (anyway|the play)"))
    walker.holds(LONG)
    # "Begin" has become "Start anyway": a second tap within a moment is taken for a double one, and does nothing.
    while not walker.held.count():
        start.click()
        ada.page.wait_for_timeout(200)
    walker.held.get_by_role("button", name="Undo").click()
    expect(walker.held).to_have_text("Nothing was sent.")
    walker.gone_out()
    ada.sees("walk_ready", "Ready to start?")
    walker.holds(SHORT)
    start.click()
    ada.sees("walk_head", "First decisions")
    ada.sees("walk_next", "Next inject")


def _send_and_postpone(walker: Walker) -> None:
    """The next inject now; the one after it two minutes later; for each there was time to undo."""
    ada = walker.person
    title = ada.region("walk_next").locator("b").first
    first = title.inner_text()
    walker.tap("walk_next", "Send now")
    expect(title).not_to_have_text(first)
    walker.gone_out()
    due = ada.region("walk_next").locator("[data-in]").get_attribute("data-in")
    ada.shot("walk")
    walker.tap("walk_next", "2 min later")
    walker.gone_out()
    assert due is not None
    expect(ada.region("walk_next").locator(f'[data-in="{due}"]')).to_have_count(0)


def _help(walker: Walker) -> None:
    """The table that says nothing gets a hint in one tap."""
    ada = walker.person
    card = ada.region("walk_hint")
    card.get_by_role("button", name="Give this hint").wait_for(timeout=40_000)
    expect(card).to_contain_text("Social services")
    walker.tap("walk_hint", "Give this hint")
    walker.gone_out()


def _pause(walker: Walker) -> None:
    """A time-out with its words, and on."""
    ada = walker.person
    sheet = walker.thumb("Pause")
    ada.shot("walk-pause")
    sheet.get_by_role("button", name=re.compile("^Time-out")).click()
    ada.sees("hold", "the smallest step that both of you can take now")
    expect(ada.page.locator("nav.thumb").get_by_role("button", name="Pause")).to_have_count(0)
    ada.page.locator("nav.thumb").get_by_role("button", name="Go on").click()
    expect(ada.region("hold")).to_be_empty()


def _note(walker: Walker) -> None:
    """Two words, tapped."""
    ada = walker.person
    sheet = walker.thumb("Note")
    sheet.get_by_role("button", name="read it back").click()
    sheet.get_by_role("button", name="care came first").click()
    ada.shot("walk-note")
    ada.submit(sheet)


def _end(walker: Walker) -> None:
    """She says in words that it is over, and is led to the debrief."""
    ada = walker.person
    sheet = walker.thumb("More")
    ada.shot("walk-more")
    sheet.get_by_role("button", name="End the exercise…").click()
    end = ada.page.locator("dialog[open]").filter(has_text="Everybody is out of role at once")
    end.get_by_label("Yes, it is over for everybody.").check()
    end.locator('button[type="submit"]').click()
    ada.sees("ended", "The exercise is over")
    expect(ada.page.locator("nav.thumb").get_by_role("link", name="Debrief")).to_be_visible()


def test_the_log_says_what_the_phone_did_and_nothing_twice(told: Record) -> None:
    ours = [entry for entry in told.entries if entry.cause.startswith("command:control.")]
    kinds = [type(entry.event) for entry in ours]
    for kind in (e.Began, e.HintGiven, e.Paused, e.Resumed, e.NoteWritten, e.Ended):
        assert kinds.count(kind) == 1, kind
    sent = [entry.event for entry in ours if isinstance(entry.event, e.InjectSent)]
    later = [entry.event for entry in ours if isinstance(entry.event, e.InjectDue) and entry.event.state == "postponed"]
    assert len(sent) == 1
    assert [(row.by) for row in later] == [120]
    assert sent[0].inject != later[0].inject


def test_what_was_undone_is_not_in_the_log(told: Record) -> None:
    skips = [row for row in told.commands if b'"skipphase"' in row.body]
    assert len(skips) == 1


def test_the_hint_went_to_one_table_and_the_note_to_control_alone(told: Record) -> None:
    (hint,) = [x for x in told.entries if isinstance(x.event, e.HintGiven) and x.cause.startswith("command:control.")]
    assert hint.audience == ("T3", "control")
    (note,) = [entry for entry in told.entries if isinstance(entry.event, e.NoteWritten)]
    assert note.audience == ("control",)
    assert isinstance(note.event, e.NoteWritten)
    assert told.words[note.event.text] == "read it back, care came first"
