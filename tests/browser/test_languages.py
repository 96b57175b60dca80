"""Longer words: pages in the pretended language and in Polish, on narrow phones, and a change of language while typing."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import messages
import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect
from stretched import stretched

from browser.people import Person
from browser.pretended import LANGUAGE
from browser.room import PASSWORD, Room, begun

SCRIPTS = Path(messages.__file__).parent
TABS = ("now", "facts", "messages", "people", "board", "analysis", "operations", "handbook", "more")

# What is wider than the place it has: the page itself, what scrolls in it, and buttons whose words are cut.
WIDE = """() => {
    const wide = (e) => e.scrollWidth > e.clientWidth + 1;
    const shown = (e) => e.getClientRects().length > 0;
    const told = (e) => `${e.tagName.toLowerCase()}.${e.className} ${(e.textContent || "").trim().slice(0, 60)}`;
    const last = (e) => [...e.querySelectorAll("*")].filter((x) => x.getBoundingClientRect().right > e.getBoundingClientRect().right + 1).at(-1);
    const page = document.documentElement;
    const found = page.scrollWidth > window.innerWidth ? [`the page: ${page.scrollWidth} of ${window.innerWidth}`] : [];
    for (const e of document.querySelectorAll(".now, .view, .app > main, dialog[open], dialog[open] form"))
        if (shown(e) && wide(e)) found.push(`${e.className}: ${last(e) ? told(last(e)) : "itself"}`);
    for (const e of document.querySelectorAll("button, .btn, .tabs a"))
        if (shown(e) && wide(e) && !e.classList.contains("clip")) found.push("cut: " + told(e));
    return found;
}"""


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    """An exercise in its first minute on a server that speaks three languages."""
    locales = tmp_path_factory.mktemp("locales")
    messages.longer(locales, stretched)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PALERMO_LOCALES", str(locales))
        patch.setenv("PYTHONPATH", os.pathsep.join([str(SCRIPTS), os.environ.get("PYTHONPATH", "")]))
        room = begun(tmp_path_factory.mktemp("room"), program="browser.pretended")
    yield room
    room.server.stop()
    assert room.server.complaints() == ""


@pytest.fixture(params=[LANGUAGE, "pl"])
def person(chrome: Browser, room: Room, request: pytest.FixtureRequest) -> Iterator[Person]:
    """Somebody with a phone who reads this language."""
    person = Person(chrome, room.server, "Kasia", phone=True)
    person.context.add_cookies([{"name": "palermo_language", "value": request.param, "url": person.wire.address}])
    yield person
    assert person.complaints == []
    person.leave()


def too_wide(page: Page) -> list[str]:
    """Return what does not fit at the widths of phones."""
    found = []
    for width in (320, 390):
        page.set_viewport_size(ViewportSize(width=width, height=844))
        found += [f"{width}: {what}" for what in page.evaluate(WIDE)]
    return found


def test_nothing_runs_out_of_a_phones_page(person: Person, room: Room) -> None:
    wrong: dict[str, list[str]] = {}
    for path in ("/", f"/j/{room.code}", "/account/sign-in", "/about"):
        person.go(path)
        wrong[path] = too_wide(person.page)
    person.go(room.ways[0])
    person.page.locator("[data-connection]").first.wait_for(state="attached")
    for tab in TABS:
        links = person.page.locator(f'nav.tabs a[data-tab="{tab}"]:visible')
        if links.count() or person.page.locator(f'#panel-more a[data-tab="{tab}"]').count():
            person.tab(tab)
            wrong[tab] = too_wide(person.page)
            person.shot(f"language-{tab}")
    person.tab("now")
    for form in ("hand", "ask", "heard"):
        buttons = person.page.locator(f'[data-form="{form}"]:visible')
        if buttons.count():
            buttons.first.click()
            person.page.locator("dialog[open]").wait_for()
            wrong[f"dialog {form}"] = too_wide(person.page)
            person.page.keyboard.press("Escape")
    assert {where: what for where, what in wrong.items() if what} == {}


def test_nothing_runs_out_of_controls_phone(person: Person, room: Room) -> None:
    person.go("/account/sign-in")
    person.page.locator('input[name="username"]').fill("anna")
    person.page.locator('input[name="password"]').fill(PASSWORD)
    person.page.locator('main form button:not([type="button"])').first.click()
    person.page.wait_for_url(re.compile("/exercises"))
    wrong = {"list": too_wide(person.page)}
    for path in ("walk", "people", "ready", "way-in", "paper"):
        person.go(f"/exercises/{room.exercise}/{path}")
        wrong[path] = too_wide(person.page)
    assert {where: what for where, what in wrong.items() if what} == {}


def test_what_is_typed_outlasts_a_change_of_language(chrome: Browser, room: Room) -> None:
    person = Person(chrome, room.server, "Ola")
    person.go(f"/j/{room.code}")
    page = person.page
    page.locator('input[name="name"]').fill("Ola")
    page.locator('input[name="read"]').check()
    page.locator('input[name="part"][value="gentle"]').check()
    page.locator("select[name=language]").first.select_option("pl")
    page.locator("form[data-language] button").first.click()
    expect(page.locator("html")).to_have_attribute("lang", "pl")
    expect(page.locator('input[name="name"]')).to_have_value("Ola")
    expect(page.locator('input[name="read"]')).to_be_checked()
    expect(page.locator('input[name="part"][value="gentle"]')).to_be_checked()
    page.reload()
    expect(page.locator('input[name="name"]')).to_have_value("")
    person.leave()
