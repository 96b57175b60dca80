"""Observers and wellbeing in browsers: an objective's observer ticks, a voice asks twice, and a talk is asked for quietly."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.axe import Findings
from browser.people import Person
from browser.room import PASSWORD, Room, begun

ASKED = "What happens to me now?"


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    """An exercise in its first minute."""
    room = begun(tmp_path_factory.mktemp("observers"))
    yield room
    room.server.stop()
    assert room.server.complaints() == ""


class Cast:
    """Anna at control, Greta at the Border Guard's table; whoever comes to watch."""

    def __init__(self, chrome: Browser, room: Room) -> None:
        self.chrome, self.room = chrome, room
        self.people: list[Person] = []
        self.anna = self._come("Anna")
        self.anna.go("/account/sign-in")
        self.anna.page.get_by_label("User name or e-mail").fill("anna")
        self.anna.page.get_by_label("Password").fill(PASSWORD)
        self.anna.page.get_by_role("button", name="Sign in").click()
        self.anna.go(f"/exercises/{room.exercise}/")
        self.greta = self._come("Greta")
        self.greta.go(room.ways[0])
        self.greta.live()

    def watch(self, name: str, *, phone: bool = False) -> Person:
        """Somebody joins to watch."""
        person = self._come(name, phone=phone)
        answer = self.room.control.__class__(self.room.server).fill(
            f"/j/{self.room.code}", name=name, part="watch", read="1"
        )
        person.go(answer.headers["location"])
        person.live()
        return person

    def leave(self) -> None:
        """Everybody goes; no page had anything to complain of."""
        for person in self.people:
            person.leave()
        assert [line for person in self.people for line in person.complaints] == []

    def _come(self, name: str, *, phone: bool = False) -> Person:
        person = Person(self.chrome, self.room.server, name, phone=phone)
        self.people.append(person)
        return person


@pytest.fixture
def cast(chrome: Browser, room: Room) -> Iterator[Cast]:
    made = Cast(chrome, room)
    yield made
    made.leave()


def take(page: Page, job: str) -> None:
    page.locator(f'input[name="job"][value="{job}"]').check()
    page.get_by_role("button", name="Take this job").click()


def test_an_objectives_observer_is_let_in_and_ticks(cast: Cast) -> None:
    olga, anna = cast.watch("Olga"), cast.anna
    olga.shot("watch")
    take(olga.page, "objective:exchange")
    expect(olga.page.locator("main")).to_contain_text("Anna lets you in")
    anna.go(f"/exercises/{cast.room.exercise}/observers")
    anna.shot("observers-waiting")
    anna.page.get_by_role("button", name="Let in").click()
    olga.sees("matrix", "Passports in one envelope")  # by itself
    expect(olga.page.locator("[data-region] :is(button, [data-command], [data-form])")).to_have_count(0)
    olga.page.locator('input[name="team"][value="T2"]').check()
    line = olga.page.get_by_role("button", name=re.compile("Read a number, a time or a plate back"))
    other = olga.page.get_by_role("button", name=re.compile("A request said what it was for"))
    line.click()
    other.click()  # before the first is known to be kept
    olga.page.get_by_label("Two words").fill("two plates")
    expect(line).not_to_have_attribute("aria-disabled", "true")
    line.click()
    olga.sees("noted", "two plates")
    olga.sees("noted", "Border Guard")
    expect(line.locator("[data-count]")).to_have_text("2")
    expect(other.locator("[data-count]")).to_have_text("1")
    expect(olga.page.locator('input[name="team"][value="T2"]')).to_be_checked()
    expect(olga.page.get_by_label("Two words")).to_have_value("")
    olga.shot("observe")
    anna.go(f"/exercises/{cast.room.exercise}/observers")
    expect(anna.page.locator('[data-region="observations"]')).to_contain_text("two plates")
    anna.shot("observers")
    for page, name in ((olga.page, "observe"), (anna.page, "observers")):
        findings = Findings()
        findings.look(page, name)
        assert findings.serious == []


def test_a_voice_asks_twice_and_hears_the_answer(cast: Cast) -> None:
    vera, greta = cast.watch("Vera", phone=True), cast.greta
    take(vera.page, "person:person6")
    vera.sees("voice", "You can call me Ela")
    vera.shot("voice")
    for team in ("T2", "T1"):
        vera.page.locator(f'[data-region="asked"] input[value="{team}"]').check()
        vera.page.get_by_role("button", name=f"Ask: {ASKED}").click()
        vera.sees("asked", "1 left" if team == "T2" else "0 left")
    vera.sees("asked", "Both questions are asked")
    expect(vera.page.locator('form[data-do="asknow"]')).to_have_count(0)
    greta.sees("new", f"Person 6 asks: {ASKED}")
    greta.shot("asked")
    button = greta.region("new").locator('[data-form="now"]')
    button.click()
    dialog = greta.page.locator("dialog[open]")
    dialog.get_by_label("Our answer").fill("You stay warm here, and nobody locks a door.")
    greta.shot("dialog-now")
    greta.submit(dialog)
    vera.sees("asked", "nobody locks a door")
    greta.lacks("new", ASKED)
    vera.page.get_by_label("A few words").fill("They looked at her")
    vera.page.get_by_role("button", name="Note it").click()
    vera.sees("noted", "They looked at her")
    vera.shot("voice-asked")
    findings = Findings()
    findings.look(vera.page, "voice")
    assert findings.serious == []


def test_talk_to_me_reaches_control_alone(cast: Cast) -> None:
    greta, anna = cast.greta, cast.anna
    greta.shot("talk-button")
    greta.page.get_by_role("link", name="Talk to me").first.click()
    greta.shot("talk-ask")
    greta.page.get_by_role("button", name="Talk to me, please").click()
    greta.page.get_by_role("link", name="Back to my page").click()
    expect(greta.page.locator(".hold")).to_contain_text("Nobody else is")
    anna.page.reload()
    calm = anna.page.locator("#h-calm").locator("..")
    expect(calm).to_contain_text("Greta would like to talk to you")
    anna.shot("calm")
    calm.get_by_role("button", name="I see to it").click()
    expect(calm).to_contain_text("you see to it")
    assert anna.page.url.endswith(f"/exercises/{cast.room.exercise}/"), "the page stays"
    greta.page.reload()
    expect(greta.page.locator(".hold")).to_contain_text("Anna has read")
    assert "Greta" not in cast.room.helpers.ask("GET", cast.room.ways[1]).text


def test_the_wording_changes_in_place_and_nothing_typed_is_lost(cast: Cast) -> None:
    greta = cast.greta
    greta.sees("facts", "bruised wrists")
    dialog = greta.press("help")
    dialog.get_by_label("Our question").fill("Half a question")
    greta.close(dialog)
    greta.tab("handbook")
    switch = greta.page.locator("#panel-handbook").get_by_role("button", name="Gentle wording")
    expect(switch).to_have_attribute("aria-pressed", "false")
    greta.page.evaluate("() => { window.same = true }")
    switch.click()
    expect(switch).to_have_attribute("aria-pressed", "true")
    greta.tab("facts")
    greta.sees("facts", "a doctor should look at his wrists")
    greta.lacks("facts", "bruised")
    assert greta.page.evaluate("() => window.same === true"), "the page was not loaded anew"
    greta.page.reload()
    greta.sees("facts", "a doctor should look at his wrists")
    expect(greta.press("help").get_by_label("Our question")).to_have_value("Half a question")
