"""One whole exercise of Night minibus as a room would play it: control, two people at browsers, three tables of bots."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, expect

from browser.people import Person, join
from browser.server import Server

PASSWORD = "the heron stands still at dawn"
ASLEEP = 16.0  # seconds; a server that was away for longer than 15 comes back with the clock standing
BRISK, FASTEST = 20, 60

# What people write, each with words that stand nowhere else.
ANSWER = 'Our shift counted <b onclick="alert(1)">nine</b> and a driver \u202edessap\u202c.'
QUESTION = "Violet question: who speaks Vostrian at your crossing?"
LINE = "Turquoise line: nine passengers, one driver, papers held."
HALF = "Half a sentence in saffron, and then"
KEPT = "Indigo words that nobody has sent off yet"
HELP = "Crimson question to the trainer: who may sign for the child?"
IMPROVISED = ("Amber lanterns", "Somebody left amber lanterns at the shelter's door. Nobody knows who.")
HINT = "Magenta hint: whose list could name a voice to trust?"
LATER, LATER_IN = "Ten minutes to the first report.", 12  # the server is killed and started again before it goes out
NOTE = "Olive note: two tables spoke at once."
TIME_OUT = "Look up from the screens for a moment."


@dataclass
class Story:
    """Who took part, and what is left of it: the folder of the log, what came over each wire, what the page said."""

    server: Server
    people: dict[str, Person] = field(default_factory=dict)
    exercise: str = ""
    code: str = ""
    seats: dict[str, str] = field(default_factory=dict)
    log: dict[str, Any] = field(default_factory=dict)
    scenes: dict[str, float] = field(default_factory=dict)
    began: float = field(default_factory=time.monotonic)

    def scene(self, name: str) -> None:
        """Note when a scene was over, for who wonders where the time goes."""
        self.scenes[name] = round(time.monotonic() - self.began, 1)


def tell(chrome: Browser, data: Path) -> Story:
    """Play the exercise from an empty folder to its end; the server is down afterwards."""
    story = Story(Server(data))
    try:
        _first_run(chrome, story)
        _set_up(chrome, story)
        _lobby(story)
        _first_decisions(story)
        _exchange(story)
        _control_steers(story)
        _reload(story)
        _outage(story)
        _to_the_end(story)
        story.server.stop()
    finally:
        for person in story.people.values():
            person.leave()
        if story.server.runs:
            story.server.kill()
    return story


def _first_run(chrome: Browser, story: Story) -> None:
    """The first facilitator is made; the server starts again and prints an address that signs in once."""
    story.server.start()
    ada = story.people["Anna"] = Person(chrome, story.server, "Anna")
    ada.go(story.server.printed("/setup"))
    ada.shot("setup")
    page = ada.page
    page.get_by_label("Your name").fill("Anna")
    page.get_by_label("User name").fill("anna")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("The same password again").fill(PASSWORD)
    page.get_by_role("button", name="Make the account").click()
    page.get_by_role("button", name="Sign out").click()
    ada.shot("start")
    story.server.stop()
    story.server.start()
    way = story.server.printed("/enter/")
    ada.go(way)
    expect(page.get_by_role("heading", name="Exercises")).to_be_visible()
    ada.shot("exercises")
    story.scene("signed in")


def _set_up(chrome: Browser, story: Story) -> None:
    """Night minibus with five tables and bots in all chairs; two people and somebody who watches come by the code."""
    ada = story.people["Anna"]
    ada.page.get_by_role("link", name="Set up Night minibus").click()
    ada.page.get_by_label("Title").fill("Tuesday group")
    ada.page.get_by_text("Five teams").click()
    ada.page.get_by_text("One person of each table may walk over").click()
    ada.page.get_by_label("Someone to talk to afterwards").fill("Ward 7, door open")
    ada.shot("create")
    ada.page.get_by_role("button", name="Set it up").click()
    ada.shot("ready")
    ada.page.get_by_role("link", name="To control").click()
    ada.live()
    ada.shot("control-before")
    story.exercise = ada.page.url.rstrip("/").rpartition("/")[2]
    story.code = ada.page.locator("header .lb b").first.inner_text().replace(" ", "")
    for name, chair, phone in (("Greta", "T2/table", False), ("Nina", "T4/table", True)):
        person = story.people[name] = Person(chrome, story.server, name, phone=phone)
        join(person, story.code, chair)
        story.seats[name] = person.page.url.split("/")[5]
    olga = story.people["Olga"] = Person(chrome, story.server, "Olga")
    join(olga, story.code, "")
    story.scene("joined")


def _lobby(story: Story) -> None:
    """Both say that they are ready; control begins and goes on to the first decisions."""
    ada, greta, nina = (story.people[name] for name in ("Anna", "Greta", "Nina"))
    for person in (greta, nina):
        person.shot("lobby")
        person.region("lobby").get_by_role("button", name="I am ready").click()
        person.sees("lobby", "Ready")
    ada.region("clock").get_by_role("button", name="Begin").click()
    ada.submit(ada.press("skip"))
    greta.sees("can", "First report")
    nina.sees("expected", "Ask the police for an undertaking")
    ada.press("more")
    ada.choose("speed", "speed", "10.0")
    for person in (ada, greta, nina):
        person.shot("work")
    command(ada, {"do": "setspeed", "speed": BRISK})
    story.scene("begun")


def _first_decisions(story: Story) -> None:
    """The report by its list of ticks, a need taken, a line of a sheet."""
    greta, nina = story.people["Greta"], story.people["Nina"]
    dialog = greta.press("start", "report")
    for tick in ("who", "what", "papers"):
        dialog.locator(f'input[value="{tick}"]').check()
    greta.shot("dialog-start")
    greta.submit(dialog)
    greta.region("expected").get_by_role("button", name="We take it").first.click()
    greta.tab("people")
    greta.sees("people", "we see to it")
    greta.shot("people")
    dialog = greta.press("line", "initial.know_BG")
    dialog.get_by_label("Our line").fill(LINE)
    greta.shot("dialog-line")
    greta.submit(dialog)
    nina.tab("operations")
    nina.sees("operations", LINE)
    nina.shot("operations")
    nina.tab("now")
    greta.tab("facts")
    story.scene("first decisions")


def _exchange(story: Story) -> None:
    """A fact handed over, a question and its answer, something told in person, a yes that one table asks of the other."""
    greta, nina = story.people["Greta"], story.people["Nina"]
    dialog = greta.press("hand", "BG-8")
    dialog.locator("#to-NGO").check()
    expect(dialog).to_contain_text("They read: A man offers to interpret")
    greta.shot("dialog-hand")
    greta.submit(dialog)
    dialog = nina.press("ask")
    dialog.locator('input[name="to[]"][value="BG"]').check()
    dialog.get_by_label("Our question").fill(QUESTION)
    nina.shot("dialog-ask")
    nina.submit(dialog)
    dialog = nina.press("heard")
    dialog.get_by_label("Number").fill("bg-1")
    dialog.get_by_label("Check word").fill("Maple")
    nina.shot("dialog-heard")
    nina.submit(dialog)
    greta.tab("messages")
    greta.sees("messages", "Told in person")
    nina.tab("facts")
    nina.sees("facts", "An early offer to interpret", 30)
    dialog = nina.press("hand", "NGO-5")
    dialog.locator("#to-BG").check()
    nina.submit(dialog)
    greta.sees("expected", "Violet question", 30)
    dialog = greta.press("answer", f"{story.seats['Nina']}.*", within='[data-region="expected"]')
    dialog.get_by_label("Our answer").fill(ANSWER)
    greta.shot("dialog-answer")
    greta.submit(dialog)
    greta.tab("facts")
    greta.sees("facts", "NGO-5", 30)
    greta.shot("facts")
    dialog = greta.press("start", "interpreter")
    dialog.locator('input[value="vetted"]').check()
    greta.submit(dialog)
    nina.tab("now")
    nina.sees("expected", "Choose an interpreter")
    dialog = nina.press("approve", f"{story.seats['Greta']}.*", within='[data-region="expected"]')
    dialog.get_by_text("Yes", exact=True).click()
    nina.shot("dialog-approve")
    nina.submit(dialog)
    nina.tab("messages")
    nina.sees("messages", "Our shift counted", 30)
    nina.shot("messages")
    story.scene("exchanged")


def _control_steers(story: Story) -> None:
    """An inject of the script comes by its time, control makes one up, gives a hint, stops the clock and goes on."""
    ada, greta, nina = (story.people[name] for name in ("Anna", "Greta", "Nina"))
    command(ada, {"do": "setspeed", "speed": FASTEST})
    greta.sees("new", "A friendly man at the gate", 40)
    ada.press("more")
    ada.choose("speed", "speed", "4.0")
    dialog = greta.read("inject:i02")
    expect(dialog).to_contain_text("Selin, interpreter for Vostrian")
    greta.shot("dialog-inject")
    dialog.get_by_role("button", name="Read, thank you").click()
    expect(dialog).to_have_count(0)
    dialog = ada.press("improvise")
    dialog.locator('input[name="to[]"][value="T4"]').check()
    dialog.get_by_label("In a few words").fill(IMPROVISED[0])
    dialog.get_by_label("What happens").fill(IMPROVISED[1])
    ada.shot("dialog-improvise")
    ada.submit(dialog)
    nina.tab("now")
    nina.sees("new", IMPROVISED[0])
    dialog = ada.press("hint")
    dialog.locator("#team-T2").check()
    dialog.get_by_label("In your own words").fill(HINT)
    ada.submit(dialog)
    greta.sees("messages", HINT)
    ada.page.locator('[data-compose="note"]').click()
    note = ada.page.get_by_label("A note for the debrief")
    note.fill(NOTE)
    ada.page.locator('[data-composer="note"]').get_by_role("button", name="Keep it").click()
    expect(note).to_have_value("")
    _control_plans(ada)
    dialog = ada.press("pause")
    dialog.get_by_label("What everybody reads").fill(TIME_OUT)
    ada.submit(dialog)
    for person in (greta, nina):
        person.sees("hold", TIME_OUT)
        person.shot("paused")
    ada.shot("control-paused")
    ada.region("clock").get_by_role("button", name="Go on").click()
    expect(greta.region("hold")).to_be_empty()
    story.scene("steered")


def _control_plans(ada: Person) -> None:
    """What is typed in the composer goes along into the dialog for later, and stands on the list from then on."""
    ada.page.locator('[data-compose="word"]').click()
    said = ada.page.get_by_label("What you say")
    said.fill(LATER)
    ada.page.locator('[data-composer="word"]').get_by_role("button", name="At…").click()
    dialog = ada.page.locator("dialog[open]")
    expect(dialog.get_by_label("What you say")).to_have_value(LATER)
    dialog.get_by_label("In how many minutes of the clock?").fill(str(LATER_IN))
    ada.shot("dialog-later")
    ada.submit(dialog)
    expect(said).to_have_value("")
    ada.sees("injects", LATER)
    expect(ada.region("strip").locator("[data-now-line]")).to_have_attribute(
        "transform", re.compile(r"translate\([1-9]")
    )


def _reload(story: Story) -> None:
    """A page is loaded anew in the middle of a sentence; the sentence is still there."""
    nina = story.people["Nina"]
    dialog = nina.press("ask", within='[data-region="can"]')
    dialog.locator('input[name="to[]"][value="SOC"]').check()
    dialog.get_by_label("Our question").fill(HALF)
    nina.page.reload()
    nina.live()
    dialog = nina.press("ask", within='[data-region="can"]')
    expect(dialog.get_by_label("Our question")).to_have_value(HALF)
    expect(dialog.locator('input[name="to[]"][value="SOC"]')).to_be_checked()
    nina.close(dialog)
    story.scene("reloaded")


def _outage(story: Story) -> None:
    """The server is killed and stays away for a while. Pages heal by themselves, and nothing asked or typed is lost."""
    ada, greta, nina = (story.people[name] for name in ("Anna", "Greta", "Nina"))
    dialog = greta.press("ask", within='[data-region="can"]')
    for person in story.people.values():
        person.away = True
    story.server.kill()
    gone = time.monotonic()
    dialog.get_by_label("Our question").fill(KEPT)
    asking = nina.page.locator("dialog[open]")
    expect(nina.page.locator("[data-connection]").first).to_have_text(re.compile("No connection"))
    nina.shot("lost")
    greta.shot("lost")
    nina.page.evaluate("document.querySelector('nav.slim [data-tab=more]').click()")
    # The dialog has to come from the server: it cannot be opened now, and the page says so.
    nina.page.locator('#panel-more [data-form="help"]').click()
    expect(nina.page.locator(".toast-at")).to_be_visible()
    expect(asking).to_have_count(0)
    seen = greta.page.locator('[data-region="new"] [data-command*="seeall"]')
    greta.page.evaluate("button => button.click()", seen.element_handle())
    time.sleep(max(0.0, ASLEEP - (time.monotonic() - gone)))
    story.server.start()
    for person in story.people.values():
        person.live(40)
        person.away = False
    for person in (greta, nina):
        person.sees("hold", "Paused")
    # What was asked while nobody listened has been done since.
    expect(greta.region("new").locator(".blank")).to_be_visible()
    expect(dialog.get_by_label("Our question")).to_have_value(KEPT)
    greta.shot("healed")
    nina.shot("healed")
    greta.close(dialog)
    dialog = nina.press("help", within="#panel-more")
    dialog.get_by_label("Our question").fill(HELP)
    nina.submit(dialog)
    ada.sees("calls", HELP)
    ada.shot("control-standing")
    ada.region("clock").get_by_role("button", name="Go on").click()
    expect(greta.region("hold")).to_be_empty()
    story.scene("restarted")


def _to_the_end(story: Story) -> None:
    """The crisis at the highest speed, then the end: the outcome for all, control's debrief, the log."""
    ada, greta, nina = (story.people[name] for name in ("Anna", "Greta", "Nina"))
    command(ada, {"do": "setspeed", "speed": FASTEST})
    greta.sees("messages", "Three numbers for one bus", 40)
    ada.shot("control-busy")
    for tab in ("messages", "people", "analysis", "operations", "handbook"):
        greta.tab(tab)
        greta.shot(f"tab-{tab}")
    for tab in ("facts", "people", "analysis"):
        nina.tab(tab)
        nina.shot(f"tab-{tab}")
    nina.tab("now")
    ada.press("more")
    end = ada.press("end")
    end.get_by_label("Yes, it is over for everybody.").check()
    ada.submit(end)
    for person in (greta, nina):
        person.sees("ended", "The exercise is over. You are out of role.")
        person.sees("ended", "Ward 7, door open")
        person.shot("ended")
        person.page.get_by_role("link", name="To the debrief").click()
        expect(person.page.get_by_role("heading", name="What happened between us")).to_be_visible()
        person.shot("debrief")
    ada.region("ended").get_by_role("link", name="To the debrief").click()
    expect(ada.page.get_by_role("heading", name="Who knew what, since when")).to_be_visible()
    ada.shot("debrief-control")
    way = ada.page.get_by_role("link", name="Log (JSON)").get_attribute("href")
    answer = ada.context.request.get(f"{ada.wire.address}{way}")
    assert answer.ok
    story.log = answer.json()
    story.scene("ended")


def command(person: Person, asked: dict[str, Any], id: str = "") -> dict[str, Any]:
    """Ask for a command as the page's own script does; return status and answer."""
    told: dict[str, Any] = person.page.evaluate(
        """async ([command, id]) => {
            const token = document.querySelector('meta[name="seat-token"]').content;
            const answer = await fetch("/live/command", {
                method: "POST",
                headers: {"X-Seat": token, "Content-Type": "application/json"},
                body: JSON.stringify({id: id || crypto.getRandomValues(new Uint32Array(3)).join("-"), command}),
            });
            return {status: answer.status, ...(await answer.json())};
        }""",
        [asked, id],
    )
    return told
