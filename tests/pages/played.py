"""Night minibus, played by hand to some moments: what the tests of pages look at."""

from __future__ import annotations

from functools import cache

from cast import Table, package
from palermo.engine import commands as c
from palermo.pages.texts import Texts

SAID: dict[str, str] = {}


def say(words: str) -> str:
    """Keep words as conduct does, and return their key."""
    key = f"~said.{len(SAID)}.text"
    SAID[key] = words
    return key


def texts(table: Table) -> Texts:
    """Return the words of the package and of what was said."""
    return Texts(package("night_minibus").texts, "en", SAID)


def seated() -> Table:
    """Return an exercise with everybody seated and the clock not begun."""
    table = Table(package("night_minibus").scenario, "teams5", "P90")
    table.seat_all()
    return table


def ask(table: Table, seat: str, command: c.Command) -> None:
    """Ask for something that must be allowed."""
    refused = table.ask(seat, command)
    assert refused is None, (command, refused)


@cache
def lobby() -> Table:
    """Before the start."""
    table = seated()
    ask(table, "s-SOC", c.Ready())
    return table


@cache
def early() -> Table:
    """The first minute."""
    table = seated()
    table.begin()
    table.wait(60)
    return table


def busy() -> Table:
    """Play twelve minutes: a report, messages both ways, a yes asked for, a line written twice."""
    table = seated()
    table.begin()
    table.wait(45)
    ask(table, "s-BG", c.Start("BG", "report", ticks=("who", "what", "papers", "vehicle")))
    ask(table, "s-BG", c.Start("BG", "secure", option="rooms"))
    table.wait(75)
    items = (c.Item("BG-3", "full", "POL"), c.Item("BG-3", "short", "SOC"))
    ask(
        table,
        "s-BG",
        c.Send("own", "BG", ("POL", "SOC"), "duty", items, basis="care", text=say("Please read back the names.")),
    )
    ask(table, "s-POL", c.Start("POL", "open_case"))
    table.wait(70)
    ask(table, "s-PRO", c.Approve("PRO", _run(table, "open_case"), True))
    question = say("How many people are on the minibus? One list says 8, <b>another</b> says 10.")
    ask(table, "s-POL", c.Send("request", "POL", ("BG",), "duty", about="who_are_the_eight", due=300, text=question))
    ask(
        table,
        "s-NGO",
        c.Send("own", "NGO", ("BG",), "duty", (c.Item("NGO-5", "full", "BG"),), text=say("Two we trust.")),
    )
    table.wait(80)
    ask(table, "s-BG", c.Heard("BG", "SOC-3", "piano", "SOC"))
    ask(table, "s-BG", c.Assess("BG", "who_are_the_eight", ("BG-1", "BG-2")))
    for power in table.view("T3").can:
        if power.verb == "take_need":
            ask(table, "s-SOC", c.TakeNeed("SOC", power.target))
            break
    ask(
        table,
        "s-BG",
        c.WriteLine("BG", "initial", "know_BG", say("Nine passengers, one driver, eight passports held."), 0),
    )
    ask(table, "s-GOV", c.Help(say("May we keep their phones?")))
    table.control(c.Announce(say("Please speak up: the room is loud.")))
    table.control(c.GiveHint("T2", text=say("Who could know where they were to work?")))
    table.wait(110)
    table.control(c.Improvise(("T2",), "calm", say("The kitchen sends hot soup for everybody."), say("Hot soup")))
    interpreter = next((p for p in table.view("T2").can if p.verb == "start" and p.target == "interpreter"), None)
    if interpreter is not None and interpreter.open:
        table.ask("s-BG", c.Start("BG", "interpreter", option="vetted"))
    table.wait(20)
    return table


def _run(table: Table, action: str) -> str:
    return next(run.id for run in table.state.world.runs.values() if run.action == action)


@cache
def late() -> Table:
    """Eight minutes in, much going on."""
    return busy()


@cache
def paused() -> Table:
    """The same, with the clock stopped by control."""
    table = busy()
    table.control(c.Pause("organisational", say("Look at the wall map.")))
    return table


@cache
def over() -> Table:
    """The same, ended early."""
    table = busy()
    table.wait(1500)
    table.control(c.End())
    return table


DIALOGS: dict[str, tuple[str, str, str, tuple[str, ...]]] = {
    "hand": ("s-BG", "hand", "BG-6", ("to-POL",)),
    "hand-over": ("s-BG", "hand", "BG-3", ("to-NGO", "to-SOC")),
    "hand-all": ("s-BG", "hand", "", ("to-POL", "f-BG-4", "f-BG-5")),
    "ask": ("s-POL", "ask", "", ()),
    "start": ("s-SOC", "start", "first_care", ()),
    "grounds": ("s-POL", "start", "trace", ()),
    "assess": ("s-BG", "assess", "who_are_the_eight", ()),
    "line": ("s-BG", "line", "initial.know_BG", ()),
    "lookup": ("s-BG", "lookup", "", ()),
    "heard": ("s-BG", "heard", "", ()),
    "help": ("s-BG", "help", "", ()),
}
CONTROL_DIALOGS: dict[str, tuple[str, str]] = {
    "improvise": ("improvise", ""),
    "edit": ("edit", "i04"),
}
