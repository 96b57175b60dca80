"""A participant without a mouse, from the start page to the debrief: Tab, arrows, Space, Enter, Escape, and letters once switched on."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from browser.people import Person
from browser.room import Room
from browser.server import Server

FARTHEST = 250  # presses of Tab: nothing may be farther away
BRISK = 10
_HAS_FOCUS = """selector => {
    const one = document.activeElement;
    return one !== null && one.matches(selector) && one.checkVisibility();
}"""


class Keys:
    """Somebody's hands on a keyboard."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def to(self, selector: str, key: str = "Tab") -> None:
        """Press a key until something has the focus."""
        for _ in range(FARTHEST):
            if self.page.evaluate(_HAS_FOCUS, selector):
                return
            self.page.keyboard.press(key)
        focused = self.page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
        raise AssertionError(f"{selector} cannot be reached by {key}; the focus is on {focused}")

    def press(self, *keys: str) -> None:
        """Press keys."""
        for key in keys:
            self.page.keyboard.press(key)

    def write(self, text: str) -> None:
        """Type."""
        self.page.keyboard.type(text)

    def on(self, selector: str) -> None:
        """Wait until something has the focus."""
        try:
            self.page.locator(f":is({selector}):focus").wait_for()
        except PlaywrightTimeout:
            focused = self.page.evaluate("document.activeElement.outerHTML.slice(0, 300)")
            raise AssertionError(f"{selector} should have the focus; it is on {focused}") from None

    def dialog_gone(self) -> None:
        """Wait until no dialog is open."""
        expect(self.page.locator("dialog[open]")).to_have_count(0)


@pytest.fixture
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    """An exercise of Night minibus, not begun, with bots in the chairs that nobody takes."""
    server = Server(tmp_path_factory.mktemp("keyboard"))
    server.start()
    yield Room(server, bots=True)
    server.stop()


def test_a_whole_exercise_without_a_mouse(chrome: Browser, room: Room) -> None:
    kim = Person(chrome, room.server, "Kim")
    try:
        keys = Keys(kim.page)
        _join(kim, keys, room)
        _get_ready(kim, keys, room)
        _find_ones_way(kim, keys)
        _hand_over(kim, keys)
        _ask_and_write(kim, keys)
        _end(kim, keys, room)
        assert kim.complaints == []
    finally:
        kim.leave()


def _join(kim: Person, keys: Keys, room: Room) -> None:
    kim.go("/")
    keys.to('input[name="code"]')
    keys.write(room.code)
    keys.press("Enter")
    kim.page.wait_for_url("**/j/**")
    keys.to('input[name="name"]')
    keys.write("Kim")
    keys.to('input[name="chair"]')
    keys.to('input[name="chair"][value="T3"]:checked', "ArrowDown")
    keys.to('input[name="read"]')
    keys.press("Space")
    keys.to("main form button:not([type=button])")
    keys.press("Enter")
    kim.page.wait_for_url("**/x/**")
    kim.live()


def _get_ready(kim: Person, keys: Keys, room: Room) -> None:
    """The lobby's practice makes ready; then play begins."""
    keys.to('[data-region="lobby"] [data-form="practise"]')
    keys.press("Enter")
    keys.on('dialog input[name="to[]"]')
    if not kim.page.evaluate("document.activeElement.checked"):
        keys.press("Space")
    keys.press("Enter")
    keys.dialog_gone()
    kim.sees("lobby", "We handed it on to")
    room.begin()
    assert room.control.command({"do": "setspeed", "speed": BRISK}).status == 200
    expect(kim.region("lobby")).to_be_empty()


def _find_ones_way(kim: Person, keys: Keys) -> None:
    """The first Tab skips to the work; keys are switched on under Help, and act from then on."""
    kim.page.reload()
    kim.live()
    keys.press("Tab")
    keys.on('a[href="#view"]')
    keys.press("Enter")
    keys.on("#view")
    keys.press("3")
    expect(kim.page.locator("#panel-people")).to_be_hidden()
    keys.to('header [data-form="help"]', "Shift+Tab")
    keys.press("Enter")
    kim.page.locator("dialog[open]").wait_for()
    keys.to("dialog [data-keys-toggle]")
    keys.press("Space")
    expect(kim.page.locator("dialog [data-keys-toggle]")).to_have_attribute("aria-pressed", "true")
    keys.press("Escape")
    keys.dialog_gone()
    keys.on('header [data-form="help"]')
    for key, tab in (("3", "people"), ("4", "board"), ("8", "handbook"), ("1", "facts")):
        keys.press(key)
        expect(kim.page.locator(f"#panel-{tab}")).to_be_visible()
    keys.press("8")
    keys.to("#panel-handbook .term")
    keys.press("Enter")
    expect(kim.page.locator(".term-box")).to_be_visible()
    keys.press("Escape")
    expect(kim.page.locator(".term-box")).to_have_count(0)
    keys.press("n")
    keys.on('[data-region="new"] *')


def _hand_over(kim: Person, keys: Keys) -> None:
    """From a card: Hand over, the arrow to a recipient, Enter. What was sent can be taken back, and the focus comes home."""
    keys.press("1")
    button = '[data-region="facts"] [data-form="hand"][data-target="SOC-1"]'
    keys.to(button)
    keys.press("Enter")
    keys.on('dialog input[name="to[]"]')
    first = kim.page.evaluate("document.activeElement.value")
    keys.press("ArrowDown", "ArrowUp")
    assert kim.page.evaluate("document.activeElement.value") == first
    keys.press("Enter")
    keys.dialog_gone()
    expect(kim.page.locator(".toast-at")).to_contain_text("Take back")
    keys.on(button)
    keys.press("2")
    kim.sees("messages", "Places for tonight")


def _ask_and_write(kim: Person, keys: Keys) -> None:
    """A question by its letter, which is a letter again while somebody types; and a line of a sheet."""
    keys.press("a")
    keys.on('dialog input[name="to[]"]')
    keys.press("Space")
    keys.to('dialog textarea[name="text"]')
    keys.write("Has anybody an hour at a hall?")
    keys.to("dialog button[type=submit]")
    keys.press("Enter")
    keys.dialog_gone()
    kim.sees("messages", "Has anybody an hour at a hall?")
    keys.press("7")
    keys.to('#panel-operations [data-form="line"]')
    keys.press("Enter")
    keys.on('dialog textarea[name="text"]')
    keys.press("Control+a")
    keys.write("Four places tonight, two beds in hospital.")
    keys.to("dialog button[type=submit]")
    keys.press("Enter")
    keys.dialog_gone()
    kim.sees("operations", "Four places tonight")


def _end(kim: Person, keys: Keys, room: Room) -> None:
    assert room.control.command({"do": "end"}).status == 200
    kim.sees("ended", "You are out of role")
    stood = kim.page.locator("[data-story]").first.inner_text()
    keys.to("[data-debrief]")
    assert kim.page.locator("[data-story]").first.inner_text() == stood
    keys.press("Enter")
    expect(kim.page.get_by_role("heading", level=1)).to_be_visible()
    kim.page.wait_for_url("**/debrief")
