"""Control begins and goes home: the exercise runs to its end by itself, and nobody waits for her for ever."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from browser.people import Person
from browser.record import Record
from browser.room import Room
from browser.server import Server
from palermo.engine import events as e

BRISK = 150.0  # exercise seconds a real second
ASKED = "Who may sign for the child?"


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    """An exercise with bots in the empty chairs. Nobody keeps control's page open."""
    server = Server(tmp_path_factory.mktemp("absent"))
    server.start()
    yield Room(server, bots=True)
    if server.runs:
        server.stop()


def test_an_exercise_runs_to_its_end_with_nobody_at_control(chrome: Browser, room: Room) -> None:
    greta = Person(chrome, room.server, "Greta", phone=True)
    greta.go(room.ways[0])
    greta.live()
    room.begin()
    expect(greta.region("expected")).to_be_visible()
    greta.tab("more")
    dialog = greta.press("help", within="#panel-more")
    dialog.locator("textarea").first.fill(ASKED)
    greta.submit(dialog)
    assert room.control.command({"do": "setspeed", "speed": BRISK}).status == 200
    left = len(Record(room.server.data, room.exercise).commands)

    greta.tab("now")
    greta.sees("new", "A friendly man at the gate", 60)
    greta.sees("clock", "Closing and handover", 90)
    expect(greta.region("ended")).to_contain_text(re.compile("over|end", re.IGNORECASE), timeout=90_000)
    greta.shot("absent-end")
    assert greta.complaints == []
    greta.leave()
    room.server.stop()

    record = Record(room.server.data, room.exercise)
    assert {row.seat for row in record.commands[left:]} & {"control"} == set()
    events = [entry.event for entry in record.entries]
    assert [one.phase for one in events if isinstance(one, e.PhaseEntered)] == [
        "prep",
        "pre",
        "crisis",
        "close",
        "debrief",
    ]
    assert isinstance(events[-1], e.Ended)
    assert len([one for one in events if isinstance(one, e.InjectSent)]) > 8
    assert [one for one in events if isinstance(one, e.ActionDone)], "the tables' work went on"
