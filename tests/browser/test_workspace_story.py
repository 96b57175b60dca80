"""Two people of one table at once: an exchange read by the keyboard while it moves, and the table's own board."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.axe import Findings
from browser.people import Person
from browser.room import Room, begun

FOCUS = "() => document.activeElement.id"
QUESTION = "Amber question: how many people were on the minibus?"
SECOND = "Second question, about something else."
ANSWER = "Nine passengers and one driver. We read back: nine."
NOTE = "Who paid for the fuel?"


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    """An exercise that has begun, with Greta at T2 and Nina at T4."""
    room = begun(tmp_path_factory.mktemp("workspace"))
    room.join("T2/table", "Ola")
    assert room.control.command({"do": "setspeed", "speed": 20.0}).status == 200
    yield room
    room.server.stop()


@pytest.fixture
def pair(chrome: Browser, room: Room) -> Iterator[tuple[Person, Person]]:
    """Greta and Ola, at two devices of one table."""
    people = [Person(chrome, room.server, name) for name in ("Greta", "Ola")]
    for person, way in zip(people, (room.ways[0], room.ways[-1]), strict=True):
        person.go(way)
        person.live()
    yield people[0], people[1]
    for person in people:
        assert person.complaints == [], person.name
        person.leave()


def asks(room: Room, words: str) -> None:
    """Let the NGO ask the Border Guard something."""
    sent = {"do": "send", "kind": "request", "desk": "NGO", "to": ["BG"], "channel": "duty", "text": words, "due": 1800}
    assert room.helpers.command(sent).status == 200


def focused(page: Page, id: str) -> None:
    """Wait until something has the focus."""
    page.wait_for_function("id => document.activeElement.id === id", arg=id)


def test_an_exchange_is_read_and_answered_while_it_moves_and_the_place_is_never_lost(
    pair: tuple[Person, Person], room: Room
) -> None:
    greta, ola = pair
    found = Findings()
    greta.tab("messages")
    ola.tab("messages")
    expect(greta.region("messages")).to_contain_text("A good moment to ask")
    asks(room, QUESTION)
    row = greta.page.locator("[data-mail]", has_text="Amber question")
    row.wait_for()
    name = row.get_attribute("data-mail")
    row.focus()
    greta.page.keyboard.press("Enter")
    focused(greta.page, f"read-h-{name}")
    expect(greta.page).to_have_url(re.compile(f"#messages/{re.escape(str(name))}$"))

    # Something new arrives: what is open stays open, and the focus stays in it.
    asks(room, SECOND)
    expect(ola.region("messages")).to_contain_text("Second question")
    expect(greta.region("messages")).to_contain_text(re.compile("Second question|1 new"))
    assert greta.page.evaluate(FOCUS) == f"read-h-{name}"
    expect(greta.page.locator(f'[data-mail="{name}"]')).to_have_attribute("aria-current", "true")

    # Her neighbour answers; the answer stands in the exchange that Greta has open.
    ola.page.locator(f'[data-mail="{name}"]').click()
    dialog = ola.press("answer", str(name), within="[data-reading]")
    dialog.get_by_label("Our answer").fill(ANSWER)
    ola.submit(dialog)
    expect(greta.page.locator(f'[data-mail-pane="{name}"]')).to_contain_text(ANSWER)
    expect(greta.page.locator(f'[data-mail-pane="{name}"]')).to_be_visible()
    assert greta.page.evaluate(FOCUS) != ""

    greta.page.locator(f'[id="read-h-{name}"]').focus()
    greta.page.keyboard.press("Escape")
    focused(greta.page, f"open-{name}")
    greta.page.keyboard.press("Home")
    first = greta.page.evaluate(FOCUS)
    greta.page.keyboard.press("ArrowDown")
    assert greta.page.evaluate(FOCUS) != first

    # A page that is loaded anew by its address has the same open; a new message can be written from here.
    greta.page.reload()
    greta.live()
    expect(greta.page.locator(f'[data-mail-pane="{name}"]')).to_be_visible()
    found.look(greta.page, "messages")
    dialog = greta.press("compose", within="[data-mailbox]")
    dialog.locator('label:has(input[name="to[]"])').first.click()
    expect(dialog.locator("[data-reads-none]:visible")).to_contain_text("an empty message is not sent")
    dialog.get_by_label("A line with it").fill("Hello")
    expect(dialog.locator("[data-reads-none]:visible")).to_have_count(0)
    greta.close(dialog)
    assert found.serious == []


def test_two_people_pin_to_one_board_at_once_and_nothing_is_lost(pair: tuple[Person, Person]) -> None:
    greta, ola = pair
    found = Findings()
    for person in pair:
        person.tab("board")
    pinning(greta, NOTE)
    ola.sees("board", NOTE)

    # Both change it; the second to send stands beside the first.
    hers, his = (person.press("pin_note", within="#notes") for person in pair)
    his.locator("textarea").fill("Ola: ask the police about the card.")
    hers.locator("textarea").fill("Greta: ask the fuel station.")
    greta.submit(hers)
    ola.submit(his)
    for person in pair:
        expect(person.page.locator("#notes li")).to_have_count(2)
        person.sees("board", "Greta: ask the fuel station.")
        person.sees("board", "Ola: ask the police about the card.")

    # The keyboard moves a note and stays on it; her neighbour sees the new order.
    last = greta.page.locator("#notes li").last.get_by_role("button", name=re.compile("^Move forward"))
    last.focus()
    greta.page.keyboard.press("Enter")
    expect(ola.page.locator("#notes li p").first).to_contain_text("Ola:")
    expect(greta.page.locator("#notes li p").first).to_contain_text("Ola:")
    expect(greta.page.locator(":focus")).to_have_attribute("aria-label", re.compile("^Move forward: Ola"))

    # One takes a note off, and puts it back from the words that say so.
    ola.page.locator("#notes li").first.get_by_role("button", name=re.compile("^Take off")).click()
    expect(greta.page.locator("#notes li")).to_have_count(1)
    ola.page.locator(".toast-at").get_by_role("button", name="Put back").click()
    expect(greta.page.locator("#notes li")).to_have_count(2)

    # A link by hand is there for both, in the picture and in words.
    dialog = greta.press("pin_link", "@*")
    dialog.get_by_label("The word on it").fill("fits with")
    dialog.locator('select[name="two"]').select_option("BG-6")
    greta.submit(dialog)
    ola.page.locator('#panel-board .chips [data-thing-pick="BG-6"]').click()
    expect(ola.page.locator('[data-thing="BG-6"]')).to_contain_text("fits with")
    expect(ola.page.locator("[data-around] text.hand")).to_have_text(["fits with"])
    found.look(greta.page, "the board")
    assert found.serious == []


def pinning(person: Person, words: str) -> None:
    """Pin a note to the whole board."""
    person.page.locator('#panel-board .head [data-form="pin_note"]').click()
    dialog = person.page.locator("dialog[open]")
    dialog.get_by_label("The note").fill(words)
    person.submit(dialog)


def test_the_map_is_moved_by_keys_and_keeps_its_place_while_it_grows(pair: tuple[Person, Person], room: Room) -> None:
    greta, _ = pair
    found = Findings()
    greta.tab("map")
    box, drawn = greta.page.locator("[data-map-box]:visible"), greta.page.locator("#panel-map svg[data-plane]")
    box.focus()
    greta.page.keyboard.press("+")
    greta.page.keyboard.press("ArrowRight")
    seen = str(drawn.get_attribute("viewBox"))
    assert not seen.startswith("0.0 ")
    greta.region("map").get_by_role("button", name="Fuel station Orlik").press("Enter")
    chosen = greta.page.locator("[data-map-chosen]")
    expect(chosen).to_contain_text("What the driver said at the window")
    greta.lacks("map", "Guesthouse")
    seen = str(drawn.get_attribute("viewBox"))

    # The table hears of another place: it is there, and what was chosen and where one looked stay.
    heard = {"do": "heard", "desk": "BG", "number": "GOV-2", "word": "needle", "giver": "GOV"}
    assert room.guard.command(heard).status == 200
    greta.sees("map", "Guesthouse")
    expect(drawn).to_have_attribute("viewBox", seen)
    expect(chosen).to_contain_text("What the driver said at the window")
    found.look(greta.page, "the map")

    # Who works with whom: one agency at a time, its ways lit.
    greta.tab("handbook")
    greta.page.locator('button[data-way-pick="SOC"]').press("Enter")
    expect(greta.page.locator("[data-way-of]:visible")).to_have_count(1)
    expect(greta.page.locator('[data-way-of="SOC"]')).to_contain_text("Pass on a diagnosis.")
    expect(greta.page.locator("[data-ways].lit")).to_have_count(1)
    found.look(greta.page, "who works with whom")
    assert found.serious == []
