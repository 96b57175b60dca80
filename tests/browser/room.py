"""An exercise of Night minibus, set up without a browser: control, a Border Guard and an NGO."""

from __future__ import annotations

import re
from pathlib import Path

from browser.plain import Visitor
from browser.server import Server

PASSWORD = "the heron stands still at dawn"


class Room:
    """A server with one exercise, not begun. `control`, `guard` (T2) and `helpers` (T4) are at their pages."""

    def __init__(self, server: Server, *, bots: bool = False) -> None:
        self.server = server
        self.bots = bots
        self.control = Visitor(server)
        made = self.control.fill("/setup", name="Anna", username="anna", email="", password=PASSWORD, again=PASSWORD)
        assert made.status == 302, made.text
        self.exercise = self.set_up()
        self.control.sit(f"/exercises/{self.exercise}/")
        found = re.search(r"/j/(\w{6})", self.control.ask("GET", f"/exercises/{self.exercise}/people").text)
        assert found is not None
        self.code = found[1]
        self.ways: list[str] = []
        self.guard, self.helpers = self.join("T2/table", "Greta"), self.join("T4/table", "Nina")

    def begin(self) -> None:
        """Start the clock and go on to the first minute of play."""
        for command in ({"do": "begin"}, {"do": "skipphase"}):
            assert self.control.command(command).status == 200

    def set_up(self) -> str:
        """Set an exercise up and return its id."""
        more = {"bots": "on"} if self.bots else {}
        made = self.control.fill(
            "/exercises/new/night_minibus",
            title="<b>Title</b>",
            preset="teams5",
            profile="P90",
            language="en",
            help_level="0",
            talk="liaison",
            retention_days="30",
            trainer="Anna",
            **more,
        )
        assert made.status == 302, made.text
        return made.headers["location"].split("/")[2]

    def join(self, chair: str, name: str) -> Visitor:
        """Take a chair."""
        visitor = Visitor(self.server)
        answer = visitor.fill(f"/j/{self.code}", name=name, chair=chair, part="take", read="1")
        assert answer.status == 302, answer.text
        if answer.headers["location"].startswith("/late/"):  # play has begun
            answer = visitor.fill(answer.headers["location"], chair=chair)
        visitor.sit(answer.headers["location"])
        self.ways.append(answer.headers["location"])
        return visitor


def begun(data: Path, *, program: str = "palermo.cli") -> Room:
    """Start a server on a folder and begin an exercise; end it by `room.server.stop()`."""
    server = Server(data, program)
    server.start()
    try:
        room = Room(server)
        room.begin()
        return room
    except BaseException:
        server.kill()
        raise
