"""One whole exercise in browsers: what was seen on the way is checked where it happens (`story.py`), what it left is checked here."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest

from browser import story
from browser.received import received
from browser.record import Record
from browser.story import Story
from palermo.engine import events as e


@pytest.fixture(scope="module")
def record(played: Story) -> Record:
    """Return the log it left."""
    return Record(played.server.data, played.exercise)


def test_the_story_is_in_the_log_from_the_first_seat_to_the_end(played: Story, record: Record) -> None:
    events = [entry.event for entry in record.entries]
    assert {event.seat for event in events if isinstance(event, e.SeatTaken)} >= set(played.seats.values())
    greta, nina = played.seats["Greta"], played.seats["Nina"]
    started = {event.action: event for event in events if isinstance(event, e.ActionStarted)}
    assert (started["report"].seat, started["report"].ticks) == (greta, ("who", "what", "papers"))
    yes = next(event for event in events if isinstance(event, e.ApprovalGiven) and event.seat == nina)
    assert yes.yes
    assert yes.run == started["interpreter"].run
    told = next(event for event in events if isinstance(event, e.ToldInPerson))
    assert (told.fact, told.giver, told.team) == ("BG-1", "BG", "T4")
    sent = [event for event in events if isinstance(event, e.MessageSent) and event.seat in (greta, nina)]
    assert [event.kind for event in sent] == ["own", "request", "own", "answer"]
    assert any(isinstance(event, e.NeedTaken) and event.desk == "BG" for event in events)
    assert isinstance(events[-1], e.Ended)


def test_injects_come_by_the_script_once_each_and_control_makes_one_up(record: Record) -> None:
    sent = [entry for entry in record.entries if isinstance(entry.event, e.InjectSent)]
    names = [entry.event.inject for entry in sent if isinstance(entry.event, e.InjectSent)]
    assert len(names) == len(set(names))
    assert {"i02", "i07"} <= set(names)
    (own,) = [entry for entry in sent if entry.cause.startswith("command:control")]
    assert isinstance(own.event, e.InjectSent)
    assert record.words[own.event.text] == story.IMPROVISED[1]
    assert own.audience == ("T4", "control")


def test_what_control_planned_goes_out_once_at_its_second_though_the_server_was_gone(record: Record) -> None:
    (planned,) = [entry for entry in record.entries if isinstance(entry.event, e.Planned)]
    said = [entry for entry in record.entries if isinstance(entry.event, e.Announced)]
    (later,) = [entry for entry in said if record.words.get(entry.event.text) == story.LATER]  # type: ignore[union-attr]
    assert later.t == planned.t + 60 * story.LATER_IN
    assert later.cause.startswith("plan:")
    away = next(entry for entry in record.entries if isinstance(entry.event, e.Paused) and entry.event.why == "server")
    assert planned.seq < away.seq < later.seq


def test_the_clock_stands_while_it_is_paused_and_while_the_server_is_gone(record: Record) -> None:
    stops = [entry for entry in record.entries if isinstance(entry.event, e.Paused | e.Resumed)]
    assert [getattr(entry.event, "why", "on") for entry in stops] == ["time_out", "on", "server", "on"]
    for stop, go in (stops[:2], stops[2:]):
        assert stop.t == go.t
        between = [entry for entry in record.entries if stop.seq < entry.seq < go.seq]
        assert not [entry for entry in between if isinstance(entry.event, e.InjectSent | e.MessageDelivered)]
    assert stops[3].wall - stops[2].wall > story.ASLEEP
    assert all(one.t <= other.t and one.seq + 1 == other.seq for one, other in pairwise(record.entries))


def test_nothing_acknowledged_is_lost_and_nothing_is_done_twice(played: Story, record: Record) -> None:
    kept = [f"{row.seat}.{row.command_id}" for row in record.commands]
    assert len(kept) == len(set(kept))
    acknowledged = 0
    for name, seat in {**played.seats, "Anna": "control"}.items():
        wire = played.people[name].wire
        for connection in wire.connections:
            for asked in _posted(bytes(connection.there)):
                if f"{seat}.{asked}" in kept:
                    acknowledged += 1
        answers = [answer for answer in received(wire) if answer.path == "/live/command"]
        assert {answer.status for answer in answers} == {200}, name
        assert len(answers) <= sum(row.startswith(f"{seat}.") for row in kept)
    assert acknowledged >= 25


def test_what_was_asked_while_the_server_was_gone_was_done_when_it_was_back(played: Story, record: Record) -> None:
    stop = next(entry for entry in record.entries if isinstance(entry.event, e.Paused) and entry.event.why == "server")
    seen = next(entry for entry in record.entries if entry.seq > stop.seq and isinstance(entry.event, e.SeenAll))
    assert seen.cause.startswith(f"command:{played.seats['Greta']}.")


def test_control_gets_the_whole_log_and_it_is_the_log(played: Story, record: Record) -> None:
    assert [row["seq"] for row in played.log["entries"]] == [entry.seq for entry in record.entries]
    assert played.log["texts"] == record.words
    whole = json.dumps(played.log, ensure_ascii=False)
    assert story.NOTE in whole
    assert story.KEPT not in whole  # never sent off
    assert not [name for name in ("Greta", "Nina", "Olga") if f'"{name}"' in whole]


def test_no_page_complained(played: Story) -> None:
    assert {name: person.complaints for name, person in played.people.items() if person.complaints} == {}
    assert "Traceback" not in played.server.complaints()


def _posted(there: bytes) -> list[str]:
    """Return the ids of the commands in what a browser sent."""
    found = []
    for part in there.split(b"POST /live/command")[1:]:
        body = part.partition(b"\r\n\r\n")[2]
        found.append(str(json.JSONDecoder().raw_decode(body.decode("utf-8", "replace"))[0]["id"]))
    return found
