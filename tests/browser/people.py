"""People at browsers: what they do on the page, named as deeds. Each has a context and a wire of her own."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, ViewportSize, expect

from browser.server import Server
from browser.wire import Wire

DESK = ViewportSize(width=1366, height=860)
PHONE = ViewportSize(width=390, height=844)
SHOTS = os.environ.get("PALERMO_SHOTS", "")
PATIENCE = 20_000.0
expect.set_options(timeout=PATIENCE)

# What a browser itself says of a server that is not there; nothing of ours can keep it from saying so.
_GONE = re.compile(r"net::ERR_|WebSocket connection to .* failed|WebSocket is already in CLOSING")


class Person:
    """Somebody at a browser. `complaints` are errors of the page's console; while the server is `away` its absence is none."""

    def __init__(
        self, chrome: Browser, server: Server, name: str, *, phone: bool = False, theme: str = "light"
    ) -> None:
        self.server = server
        self.name = name
        self.phone = phone
        self.wire = Wire(server.port)
        self.complaints: list[str] = []
        self.away = False
        more: dict[str, Any] = {"is_mobile": True, "has_touch": True} if phone else {}
        self.context = chrome.new_context(viewport=PHONE if phone else DESK, reduced_motion="reduce", **more)
        self.context.set_default_timeout(PATIENCE)
        self.page = self.new_page()

    def new_page(self) -> Page:
        """Open a tab whose console is listened to."""
        page = self.context.new_page()
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        return page

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type != "error" or (self.away and _GONE.search(message.text)):
            return
        self.complaints.append(f"{message.text} ({message.location['url']})")

    def leave(self) -> None:
        """Close the browser's window and hang up."""
        self.context.close()
        self.wire.close()

    # -- looking ----------------------------------------------------------------------------------

    def go(self, path: str) -> None:
        """Open a path of the server."""
        self.page.goto(self.wire.address + path)

    def region(self, name: str) -> Locator:
        """Return a region of the page."""
        return self.page.locator(f'[data-region="{name}"]')

    def sees(self, name: str, words: str | re.Pattern[str], seconds: float = 15) -> None:
        """Wait until a region says something."""
        expect(self.region(name)).to_contain_text(words, timeout=seconds * 1000)

    def lacks(self, name: str, words: str) -> None:
        """Wait until a region does not say something."""
        expect(self.region(name)).not_to_contain_text(words)

    def live(self, seconds: float = 20) -> None:
        """Wait until the page's stream is up, or up again."""
        label = self.page.locator("[data-connection]").first
        expect(label).to_have_text(re.compile("^(Live|Back)"), timeout=seconds * 1000)

    def shot(self, name: str) -> None:
        """Take a picture of the window, where somebody asked for pictures."""
        if SHOTS:
            Path(SHOTS).mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=f"{SHOTS}/{name}{'-phone' if self.phone else ''}.png")

    # -- the page's ways --------------------------------------------------------------------------

    def tab(self, name: str) -> None:
        """Open one of the work's tabs."""
        links = self.page.locator(f'nav.tabs a[data-tab="{name}"]:visible')
        if not links.count():
            self.page.locator('nav.tabs a[data-tab="more"]:visible').click()
            links = self.page.locator(f'#panel-more a[data-tab="{name}"]')
        links.first.click()

    def press(self, form: str, target: str = "", within: str = "") -> Locator:
        """Press the button of a form about a target ("s-abc.*": that begins so), in a part of the page; return the dialog."""
        how, target = ("^=", target[:-1]) if target.endswith("*") else ("=", target)
        wanted = f'{within} [data-form="{form}"]' + (f'[data-target{how}"{target}"]' if target else "")
        button = self.page.locator(f"{wanted}:visible").first
        button.click()
        dialog = self.page.locator("dialog[open]")
        dialog.wait_for()
        return dialog

    def read(self, target: str) -> Locator:
        """Open something new, also if it stands below the first few; return the dialog."""
        button = self.region("new").locator(f'[data-target="{target}"]')
        button.wait_for(state="attached")
        if not button.is_visible():
            self.region("new").locator("#more-new > summary").click()
        button.click()
        dialog = self.page.locator("dialog[open]")
        dialog.wait_for()
        return dialog

    def submit(self, dialog: Locator) -> None:
        """Send a dialog off and wait until it has been acknowledged."""
        dialog.locator('button[type="submit"]').click()
        expect(dialog).to_have_count(0)

    def choose(self, form: str, field: str, value: str) -> None:
        """Open a form, choose one value of a field, and send it off."""
        dialog = self.press(form)
        dialog.locator(f'input[name="{field}"][value="{value}"]').check()
        self.submit(dialog)

    def close(self, dialog: Locator) -> None:
        """Leave a dialog by the key for it."""
        self.page.keyboard.press("Escape")
        expect(dialog).to_have_count(0)


def join(person: Person, code: str, chair: str) -> None:
    """Come in by the code from the screen and take a chair ("T2/table"), or only watch ('')."""
    person.go("/")
    person.page.get_by_label("Code from the screen").fill(f"{code[:3]} {code[3:]}".lower())
    person.page.get_by_role("button", name="Go on").click()
    person.page.get_by_label("What should we call you here?").fill(person.name)
    person.shot("join")
    if chair:
        team = chair.partition("/")[0]
        person.page.locator(f'input[name="chair"][value="{team}"]').check()
        if chair != team:
            person.page.locator(f'select[name="role-{team}"]').select_option(chair)
    else:
        person.page.get_by_text("Watch only").click()
    person.page.get_by_label("I have read this").check()
    person.page.get_by_role("button", name="Go on").click()
    person.page.wait_for_url(re.compile("/(x|w|late)/"))
    if "/late/" in person.page.url:  # play has begun
        person.page.locator(f'input[name="chair"][value="{chair}"]').check()
        person.page.get_by_role("button", name="Take my seat").click()
        person.page.wait_for_url(re.compile("/x/"))
    person.live()
