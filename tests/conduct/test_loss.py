"""A killed process and a full disk."""

from __future__ import annotations

import math
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from conduct.room import Room, small
from palermo.conduct.memo import Packages
from palermo.conduct.submit import Conduct
from palermo.engine import commands as c
from palermo.engine import events as e
from palermo.engine.commands import Refused
from palermo.log.sqlite import SqliteLog

BURST = """
import asyncio, math, sys, time
sys.path.insert(0, {tests!r})
from conduct.room import START
from palermo.conduct.decision import Accepted
from palermo.conduct.memo import Packages
from palermo.conduct.submit import Conduct
from palermo.engine import commands as c
from palermo.log.sqlite import SqliteLog
log = SqliteLog({path!r})
conduct = Conduct(log, Packages(log), clock=lambda: START + 310, grace=math.inf)

async def say(k):
    answer = await conduct.submit("x", "greta", f"{name}-{{k}}", c.Help(f"question {{k}}"))
    assert isinstance(answer, Accepted), answer
    sys.stdout.write(f"{name}-{{k}} {{answer.first_seq}} {{answer.n}}\\n")
    sys.stdout.flush()

async def burst():
    for k in range(0, 100000, 16):
        await asyncio.gather(*(say(k + j) for j in range(16)))

asyncio.run(burst())
"""


def test_killing_the_server_in_a_burst_loses_nothing_acknowledged(tmp_path: Path) -> None:
    path = tmp_path / "log.sqlite3"
    log = SqliteLog(path)
    Room(log).set_up()
    log.close()
    acknowledged: list[str] = []
    for name, lines in (("first", 40), ("second", 61)):
        script = BURST.format(tests=str(Path(__file__).parents[1]), path=str(path), name=name)
        process = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        acknowledged += [process.stdout.readline().strip() for _ in range(lines)]
        process.kill()
        acknowledged += [line for line in process.stdout.read().split("\n")[:-1] if line]
        process.wait()
    log = SqliteLog(path)
    assert len(acknowledged) >= 101
    for line in acknowledged:
        command_id, first_seq, n = line.split()
        row = log.find("x", "greta", command_id)
        assert row is not None
        assert (row.first_seq, row.n) == (int(first_seq), int(n))
    entries = log.read("x")
    assert [entry.seq for entry in entries] == list(range(1, len(entries) + 1))
    asked = [entry.event.text for entry in entries if isinstance(entry.event, e.HelpAsked)]
    assert sorted(asked) == sorted(log.texts("x")), "no text without its entry, no entry without its text"
    after = Conduct(log, Packages(log), grace=math.inf)
    state = after.state("x")
    assert state is not None
    assert len(state.world.helps) == len(asked)
    log.close()


@pytest.fixture
def room(tmp_path: Path):  # type: ignore[no-untyped-def]
    log = SqliteLog(tmp_path / "log.sqlite3")
    yield Room(log).set_up()
    log.close()


def test_on_a_full_disk_a_command_is_refused_kindly_and_play_goes_on_when_there_is_room(room: Room) -> None:
    log = room.log
    assert isinstance(log, SqliteLog)
    room.wake(310)
    log.limit(1).result()
    refused = None
    told = 0
    for k in range(100):
        answer = room.ask("greta", c.Help("x" * 4000), f"h{k}")
        if isinstance(answer, Refused):
            refused = answer
            break
        told += 1
    assert refused == Refused("disk_full")
    state = room.conduct.state("x")
    assert state is not None
    assert len(state.world.helps) == told
    assert state.seq == log.last("x")
    assert log.find("x", "greta", f"h{told}") is None
    assert len(log.texts("x")) == told
    assert room.refused("greta", c.Help("x" * 4000), f"h{told}") == "disk_full"
    log.limit(1_000_000).result()
    room.accepted("greta", c.Help("x" * 4000), f"h{told}")
    assert len(room.told(e.HelpAsked)) == told + 1
    fresh = Conduct(log, Packages(log), grace=math.inf)
    assert fresh.state("x") == room.conduct.state("x")


def test_a_log_that_cannot_write_refuses_and_loses_nothing(
    room: Room, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    log = room.log
    assert isinstance(log, SqliteLog)
    room.wake(310)
    before = room.conduct.state("x")
    log._run("PRAGMA busy_timeout = 20", ()).result()
    backup = sqlite3.connect(tmp_path / "log.sqlite3", isolation_level=None)
    backup.execute("BEGIN IMMEDIATE")  # somebody else holds the file
    assert room.refused("greta", c.Help("my own words"), "a") == "not_saved"
    assert room.conduct.state("x") == before
    backup.execute("ROLLBACK")
    backup.close()
    room.accepted("greta", c.Help("my own words"), "a")
    assert "my own words" not in caplog.text


def test_packages_come_back_from_the_log(room: Room) -> None:
    again = Packages(room.log)
    assert not again.has(small().digest)
    assert again.get(small().digest).scenario == small().scenario
    assert again.has(small().digest)
