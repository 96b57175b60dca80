"""Every page and dialog can be used by everybody: no serious finding of axe, light or dark, on a desk or at 320 pixels."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from browser.axe import NARROW, Findings
from browser.people import Person
from browser.room import Room
from browser.server import Server

TABS = ("facts", "messages", "people", "board", "analysis", "operations", "handbook")


class House:
    """A server, and a browser that goes from page to page; whose session it has is said by `signed_in`."""

    def __init__(self, chrome: Browser, data: Path) -> None:
        self.server = Server(data)
        self.server.start()
        self.person = Person(chrome, self.server, "Anna")
        self.room: Room | None = None

    def furnish(self) -> Room:
        """Set an exercise up, the first time."""
        if self.room is None:
            self.room = Room(self.server)
        return self.room

    def signed_in(self) -> None:
        """Be the facilitator from now on."""
        value = self.furnish().control.cookies["palermo_session"]
        self.person.context.add_cookies([{"name": "palermo_session", "value": value, "url": self.person.wire.address}])


@pytest.fixture(scope="module")
def house(chrome: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """One house for all: the tests go through it in their order, as an evening does."""
    house = House(chrome, tmp_path_factory.mktemp("house"))
    yield house
    house.person.leave()
    house.server.stop()


def test_a_page_that_shuts_somebody_out_is_found(house: House) -> None:
    found, page = Findings(), house.person.page
    house.person.go("/about")
    page.evaluate(
        """() => document.querySelector("main").insertAdjacentHTML("beforeend",
            '<p class="faint">faint</p><img src="/favicon.ico"><pre>' + "wide ".repeat(200) + "</pre>")"""
    )
    page.locator(".faint").evaluate("one => { one.style.color = '#ccc' }")
    page.locator("pre").evaluate("one => { one.style.overflow = 'visible' }")
    found.look(page, "spoilt")
    assert {line.split(":")[0].split()[1] for line in found.serious} >= {"color-contrast", "image-alt", "reflow"}


def test_the_doors(house: House) -> None:
    found, person = Findings(), house.person
    for name, path in (("start, new", "/"), ("first run", "/setup")):
        person.go(path)
        found.look(person.page, name)
    room = house.furnish()
    for name, path in (
        ("start", "/"),
        ("sign in", "/account/sign-in"),
        ("join", f"/j/{room.code}"),
        ("join, a table chosen", f"/j/{room.code}?table=T1"),
        ("about", "/about"),
        ("a phone is tried", f"/ready/{room.code}"),
    ):
        person.go(path)
        found.look(person.page, name)
    person.page.goto(f"{person.wire.address}/j/{room.code}")
    person.page.get_by_role("button", name="Go on").click()
    found.look(person.page, "join, something missing")
    house.signed_in()
    way = f"/exercises/{room.exercise}"
    for name, path in (
        ("list", "/exercises"),
        ("create", "/exercises/new/night_minibus"),
        ("proved", "/scenarios/night_minibus/proof"),
        ("who is here", f"{way}/people"),
        ("the way in", f"{way}/way-in"),
        ("places by a list", f"{way}/list"),
        ("cards, none", f"{way}/list/cards"),
        ("delete", f"{way}/delete"),
        ("duplicate", f"{way}/again"),
        ("is the room ready", f"{way}/ready"),
        ("test picture", f"{way}/ready/picture"),
        ("title, names, meeting", f"{way}/details"),
        ("who leads it", f"{way}/leaders"),
        ("move somebody", f"{way}/people/1/move"),
        ("who answers", f"{way}/people/desk/BG"),
        ("join two tables", f"{way}/people/join"),
        ("join two tables, sure?", f"{way}/people/join?team=T2&into=T4"),
        ("print", f"{way}/print"),
        ("a table's pack", f"{way}/print/pack?envelope=T2"),
        ("control's pack", f"{way}/print/pack?envelope=control"),
        ("password", "/account/password"),
    ):
        person.go(path)
        found.look(person.page, name)
    assert found.serious == []


def test_the_lobby_and_the_workspace(house: House) -> None:
    found, person, room = Findings(), house.person, house.furnish()
    person.go(room.ways[0])
    person.live()
    found.look(person.page, "lobby")
    room.begin()
    _play(room)
    person.sees("messages", "Rose question")
    assert room.control.command({"do": "setspeed", "speed": 0.25}).status == 200
    for tab in TABS:
        person.page.locator(f'nav.wide a[data-tab="{tab}"]').click()
        found.look(person.page, f"tab {tab}")
    for tab in ("now", "more"):
        person.page.set_viewport_size(NARROW)
        person.page.locator(f'nav.slim a[data-tab="{tab}"]').click()
        found.look(person.page, f"phone, {tab}")
    person.go(f"{room.ways[0]}leave")
    found.look(person.page, "step out")
    assert found.serious == []


def test_the_dialogs_of_a_table(house: House) -> None:
    found, person, room = Findings(), house.person, house.furnish()
    person.go(room.ways[0])
    person.live()
    person.tab("facts")
    wanted = (
        ("hand", "", "can"),
        ("hand", "BG-3", "facts"),
        ("ask", "", "can"),
        ("lookup", "", "can"),
        ("assess", "", "can"),
        ("heard", "", "can"),
        ("start", "secure", "expected"),
        ("line", "", "expected"),
        ("answer", "", "expected"),
        ("read", "", "new"),
    )
    for form, target, region in wanted:
        dialog = person.press(form, target, within=f'[data-region="{region}"]')
        if target == "BG-3":
            dialog.locator("#to-NGO").check()  # more than its rule allows: the warning is to be read as well
        found.look_at_dialog(person.page, f"dialog {form} {target}")
        person.close(dialog)
    dialog = person.press("hand", "BG-3", within='[data-region="facts"]')
    dialog.locator('[data-form="compose"]').click()
    person.page.locator("dialog .outcome").wait_for()
    dialog.locator("#to-NGO").check()
    found.look_at_dialog(person.page, "dialog compose")
    person.close(dialog)
    dialog = person.press("help")
    found.look_at_dialog(person.page, "dialog help")
    person.close(dialog)
    assert found.serious == []


def test_control_and_its_dialogs(house: House) -> None:
    found, person, room = Findings(), house.person, house.furnish()
    house.signed_in()
    person.go(f"/exercises/{room.exercise}/")
    person.live()
    person.page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true })")
    found.look(person.page, "control")
    person.page.locator("details.menu").evaluate("one => { one.open = false }")
    for form in (
        "improvise",
        "hint",
        "more",
        "speed",
        "skip",
        "pause",
        "end",
        "seat",
        "occupant",
        "postpone",
    ):
        if form in ("seat", "occupant"):
            person.page.locator('nav.tabs [data-tab="chairs"]').click()
        if form in ("speed", "end"):  # they stand in the dialog with the rest
            person.press("more")
        dialog = person.press(form)
        found.look_at_dialog(person.page, f"control's dialog {form}")
        person.close(dialog)
    person.go(f"/exercises/{room.exercise}/walk")
    person.live()
    found.look(person.page, "control, walking")
    for form in ("halt", "hint", "note", "more"):
        person.page.locator(f'nav [data-form="{form}"]').click()
        dialog = person.page.locator("dialog[open]")
        dialog.wait_for()
        found.look_at_dialog(person.page, f"walking: {form}")
        person.close(dialog)
    person.go(f"/exercises/{room.exercise}/room")
    person.live()
    found.look(person.page, "room screen")
    assert found.serious == []


def test_the_paper_desk_and_its_dialogs(house: House) -> None:
    found, person, room = Findings(), house.person, house.furnish()
    house.signed_in()
    person.go(f"/exercises/{room.exercise}/paper")
    person.live()
    for team in ("T1", "T2", "T4"):
        person.page.locator(f'[data-paper-team="{team}"]').click()
        person.page.locator(f'[data-paper="{team}"]').wait_for()
        person.page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true })")
        found.look(person.page, f"paper desk, {team}")
        for form in ("paper_start", "paper_agree", "paper_need", "assess", "line"):
            button = person.page.locator(f'[data-form="{form}"]:visible').first
            if not button.count():
                continue
            button.click()
            dialog = person.page.locator("dialog[open]")
            dialog.wait_for()
            found.look_at_dialog(person.page, f"paper desk's dialog {form}")
            person.close(dialog)
    assert found.serious == []


def test_a_pause_the_end_and_the_debrief(house: House) -> None:
    found, person, room = Findings(), house.person, house.furnish()
    assert room.control.command({"do": "pause", "why": "time_out", "text": "Look up."}).status == 200
    person.go(room.ways[0])
    person.live()
    person.sees("hold", "Look up.")
    found.look(person.page, "paused")
    assert room.control.command({"do": "end"}).status == 200
    person.sees("ended", re.compile("out of role"))
    found.look(person.page, "ended")
    person.page.get_by_role("link", name="To the debrief").click()
    expect(person.page.get_by_role("heading", name="What happened between us")).to_be_visible()
    found.look(person.page, "debrief")
    house.signed_in()
    for name, path in (("control, ended", ""), ("control's debrief", "debrief")):
        person.go(f"/exercises/{room.exercise}/{path}")
        found.look(person.page, name)
    assert found.serious == []
    assert person.complaints == []


def _play(room: Room) -> None:
    """Let enough happen that every kind of thing is on the page."""
    guard, helpers, control = room.guard, room.helpers, room.control
    asked = (
        (control, {"do": "setspeed", "speed": 60}),
        (guard, {"do": "start", "desk": "BG", "action": "report", "ticks": ["who", "what", "papers"]}),
        (guard, {"do": "takeneed", "desk": "BG", "need": "separation"}),
        (guard, {"do": "writeline", "desk": "BG", "sheet": "initial", "line": "know_BG", "text": "Nine passengers."}),
        (helpers, _message("request", "NGO", "BG", "Rose question: how many?", due=600)),
        (helpers, {"do": "heard", "desk": "NGO", "number": "BG-1", "word": "maple"}),
        (helpers, {**_message("own", "NGO", "BG", "Here."), "items": [["NGO-5", "full", "BG"]]}),
        (guard, {"do": "assess", "desk": "BG", "question": "who_are_the_eight", "facts": ["BG-1", "BG-2"]}),
        (guard, {"do": "help", "text": "May we keep the phones?"}),
        (control, {"do": "sendinject", "inject": "i02"}),
        (control, {"do": "givehint", "team": "T2", "text": "Who could know?"}),
        (control, {"do": "announce", "text": "Ten minutes more."}),
    )
    for who, command in asked:
        answer = who.command(command)
        assert answer.status == 200, (command, answer.text)


def _message(kind: str, desk: str, to: str, text: str, due: int = 0) -> dict[str, object]:
    return {"do": "send", "kind": kind, "desk": desk, "to": [to], "channel": "duty", "text": text, "due": due}
