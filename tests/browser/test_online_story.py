"""An online group of three: each alone at a device, a video meeting beside the pages, to the end, and each presents its result."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Browser, expect

from browser.people import Person, join
from browser.plain import Visitor
from browser.server import Server
from browser.story import BRISK, PASSWORD, command

MEETING = "https://meet.example.org/three-groups"
# Chair, and a word of the table's name on the room screen.
TABLES = {
    "Pola": ("P/table", "Police"),
    "Nina": ("N/table", "NGO"),
    "Jan": ("J/table", "Prosecut"),
}
QUESTION = "Silver question: what may the case worker tell us without her name?"
ANSWER = "Silver answer: that nine people need beds tonight."
LINE = "Teal line: two rooms by noon, and a word each of them understands."


def test_an_online_group_of_three_meets_plays_and_presents(chrome: Browser, tmp_path: Path) -> None:
    server = Server(tmp_path / "data")
    people: dict[str, Person] = {}
    try:
        server.start()
        made = Visitor(server).fill("/setup", name="Anna", username="anna", email="", password=PASSWORD, again=PASSWORD)
        assert made.status == 302, made.text
        anna = people["Anna"] = Person(chrome, server, "Anna")
        _set_up(anna)
        for name in TABLES:
            people[name] = Person(chrome, server, name, phone=name == "Jan")
        code = _try_the_room(anna, people["Jan"])
        for name, (chair, _table) in TABLES.items():
            join(people[name], code, chair)
        three = [people[name] for name in TABLES]
        _meet(anna, three)
        _work(anna, *three)
        _end(anna, three)
        for person in people.values():
            assert person.complaints == [], person.name
    finally:
        for person in people.values():
            person.leave()
        if server.runs:
            server.kill()


def _set_up(anna: Person) -> None:
    """Three teams and a meeting elsewhere; the page before the day shows it."""
    page = anna.page
    anna.go("/account/sign-in")
    page.get_by_label("User name").fill("anna")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("link", name="Set up Night minibus").click()
    page.get_by_label("Title").fill("Three groups, online")
    page.get_by_text("Three teams, online").click()
    meeting = page.get_by_label("Video meeting, when the group is online")
    meeting.fill("http://meet.example.org/three-groups")
    page.get_by_role("button", name="Set it up").click()
    expect(page.locator("#id_meeting_error")).to_contain_text("begins with https://")
    expect(page.get_by_label("Title")).to_have_value("Three groups, online")
    meeting.fill(MEETING)
    page.get_by_label("Bots in all chairs until people come").uncheck()
    page.get_by_role("button", name="Set it up").click()
    expect(page.locator("#choices").get_by_role("link", name=MEETING)).to_be_visible()


def _try_the_room(anna: Person, jan: Person) -> str:
    """A sound that this browser makes, a switch it remembers, a phone whose live line works; then control. Return the code."""
    page = anna.page
    sound = page.locator("#sound")
    sound.get_by_role("button", name="Something new").click()
    sound.get_by_role("button", name="Sound on this device").click()
    expect(sound.locator("[data-sound-failed]")).to_be_hidden()
    sound.get_by_role("button", name="I heard it").click()
    expect(page.get_by_text("1 of 7 done")).to_be_visible()
    expect(sound.get_by_role("button", name="Sound on this device")).to_have_attribute("aria-pressed", "true")
    with page.expect_popup() as opened:
        page.get_by_role("link", name="Room screen").click()
    code = opened.value.locator("body").inner_text()
    opened.value.close()
    found = re.search(r"/j/([A-Z0-9]{6})", code)
    assert found is not None, code
    jan.go(f"/ready/{found[1]}")
    expect(jan.page.get_by_text("The live line works")).to_be_visible()
    expect(page.locator("#phone").get_by_text("A phone reached us")).to_contain_text("s ago")
    expect(page.locator("#phone").get_by_text("Its live line works")).to_be_visible()
    jan.shot("online-tried")
    anna.shot("online-ready")
    page.get_by_role("link", name="To control").click()
    anna.live()
    return found[1]


def _meet(anna: Person, three: list[Person]) -> None:
    """Everybody finds the way to the meeting: a window of its own, that learns nothing of where it was opened."""
    for person in (anna, *three):
        where = ".meet" if person.phone else "header"
        link = person.page.locator(where).get_by_role("link", name="Video meeting")
        expect(link).to_be_visible()
        assert link.get_attribute("href") == MEETING
        assert link.get_attribute("target") == "_blank"
        assert set((link.get_attribute("rel") or "").split()) == {"noopener", "noreferrer"}
    for person in three:
        person.shot("online-lobby")
        person.region("lobby").get_by_role("button", name="I am ready").click()
        person.sees("lobby", "Ready")


def _work(anna: Person, pola: Person, nina: Person, jan: Person) -> None:
    """The police group reports, the prosecution asks the NGO group, which answers, and writes its line of the sheet."""
    for asked in ({"do": "begin"}, {"do": "skipphase"}, {"do": "setspeed", "speed": BRISK}):
        assert command(anna, asked)["status"] == 200
    dialog = pola.press("start", "report")
    for tick in ("who", "what", "papers"):
        dialog.locator(f'input[value="{tick}"]').check()
    pola.submit(dialog)
    jan.tab("more")
    expect(jan.page.locator("#panel-more").get_by_role("link", name="Video meeting")).to_be_visible()
    expect(jan.page.locator(".meet")).to_be_hidden()
    jan.tab("now")
    dialog = jan.press("ask", within='[data-region="can"]')
    dialog.locator('input[name="to[]"][value="NGO"]').check()
    dialog.get_by_label("Our question").fill(QUESTION)
    jan.submit(dialog)
    nina.sees("expected", "Silver question", 30)
    seat = jan.page.url.split("/")[5]
    dialog = nina.press("answer", f"{seat}.*", within='[data-region="expected"]')
    dialog.get_by_label("Our answer").fill(ANSWER)
    nina.submit(dialog)
    jan.tab("messages")
    jan.sees("messages", "Silver answer", 30)
    dialog = nina.press("line", "initial.know_NGO")
    dialog.get_by_label("Our line").fill(LINE)
    nina.submit(dialog)
    pola.tab("operations")
    pola.sees("operations", LINE)


def _end(anna: Person, three: list[Person]) -> None:
    """The rest at speed; then each group speaks in turn beside the shared room screen, and all read the common result."""
    anna.page.get_by_role("link", name="Room screen").first.wait_for(state="attached")
    way = re.sub(r"/[^/]*$", "/room", anna.page.url)
    room = anna.new_page()
    room.goto(way)
    assert command(anna, {"do": "setspeed", "speed": 600})["status"] == 200
    for person in three:
        person.sees("ended", "The exercise is over", 40)
    for chair, table in TABLES.values():
        team = chair.partition("/")[0]
        assert command(anna, {"do": "show", "what": "table", "target": team, "seconds": 60})["status"] == 200
        expect(room.get_by_role("main").get_by_role("heading", name=re.compile(table))).to_be_visible()
    for person in three:
        person.page.get_by_role("link", name="To the debrief").click()
        expect(person.page.get_by_role("heading", name="What happened between us")).to_be_visible()
    three[0].shot("online-debrief")
