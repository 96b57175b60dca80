from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import wait
from pathlib import Path

import pytest

from log.contract import SOON, LogContract, batch, entry, row
from palermo.engine.events import TextErased
from palermo.log.codec import Unreadable
from palermo.log.contract import Batch, Conflict, Full, Log
from palermo.log.sqlite import SqliteLog


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "log.sqlite3"


class TestSqliteLog(LogContract):
    @pytest.fixture
    def log(self, path: Path) -> Iterator[Log]:
        log = SqliteLog(path)
        yield log
        log.close()


def test_what_was_kept_is_there_after_a_restart(path: Path) -> None:
    log = SqliteLog(path)
    log.append(batch(0, 3, commands=(row("a", n=3),), texts={"~a": "words"}, due=5.0, alive=6.0)).result(SOON)
    kept = (log.read("x"), log.commands("x"), log.texts("x"), log.due_at("x"), log.alive("x"))
    log.close()
    again = SqliteLog(path)
    assert (again.read("x"), again.commands("x"), again.texts("x"), again.due_at("x"), again.alive("x")) == kept
    again.close()


def test_closing_finishes_what_is_under_way(path: Path) -> None:
    log = SqliteLog(path)
    futures = [log.append(batch(k, 1)) for k in range(50)]
    log.close()
    assert all(future.done() and future.exception() is None for future in futures)
    with pytest.raises(RuntimeError):
        log.append(batch(50, 1))


def test_two_processes_on_one_file_leave_no_gap_and_no_double(path: Path) -> None:
    first, second = SqliteLog(path), SqliteLog(path)

    def play(log: Log, seat: str) -> None:
        for k in range(40):
            while True:
                at = log.last("x")
                try:
                    log.append(batch(at, 1, commands=(row(str(k), seat=seat, first=at + 1),))).result(SOON)
                except Conflict:
                    continue
                break

    threads = [threading.Thread(target=play, args=(log, seat)) for log, seat in ((first, "paul"), (second, "nina"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [entry.seq for entry in first.read("x")] == list(range(1, 81))
    assert len(second.commands("x")) == 80
    first.close()
    second.close()


def test_a_full_disk_keeps_nothing_of_a_batch_and_the_log_goes_on_when_there_is_room(path: Path) -> None:
    log = SqliteLog(path)
    log.append(batch(0, 1)).result(SOON)
    log.limit(1).result(SOON)  # as full as it is
    at = log.last("x")
    full = None
    for k in range(200):
        future = log.append(batch(at, 1, commands=(row(str(k), first=at + 1),), texts={f"~{k}": "w" * 3000}, due=1.0))
        full = future.exception(SOON)
        if full is not None:
            break
        at += 1
    assert isinstance(full, Full)
    assert log.last("x") == at
    assert log.find("x", "greta", str(k)) is None
    assert f"~{k}" not in log.texts("x")
    log.limit(1_000_000).result(SOON)
    log.append(batch(at, 1, texts={f"~{k}": "w" * 3000})).result(SOON)
    assert log.last("x") == at + 1
    log.close()


def test_in_a_full_group_what_fits_is_kept(path: Path) -> None:
    log = SqliteLog(path)
    log.append(batch(0, 1)).result(SOON)
    log.limit(1).result(SOON)
    futures = [log.append(batch(0, 1, exercise="big", texts={"~a": "w" * 100_000})), log.append(batch(1, 1))]
    wait(futures, SOON)
    assert [type(future.exception()) for future in futures] == [Full, type(None)]
    log.close()


def test_a_file_of_a_newer_version_is_refused_with_a_clear_message(path: Path) -> None:
    SqliteLog(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(Unreadable, match="newer version"):
        SqliteLog(path)


def test_the_file_is_in_wal_mode_and_commits_are_full(path: Path) -> None:
    log = SqliteLog(path)
    assert log._connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert log._connection.execute("PRAGMA synchronous").fetchone() == (2,)
    log.close()


def test_erased_words_are_not_left_in_the_files(path: Path) -> None:
    log = SqliteLog(path)
    log.append(batch(0, 1, texts={"~a": "the name of the girl"})).result(SOON)
    assert any(b"the name of the girl" in file.read_bytes() for file in path.parent.iterdir())
    log.append(Batch(exercise="x", expected=1, entries=(entry(2, TextErased("~a")),))).result(SOON)
    assert all(b"the name of the girl" not in file.read_bytes() for file in path.parent.iterdir())
    log.append(batch(2, 1, texts={"~b": "another name"})).result(SOON)
    log.delete("x").result(SOON)
    assert all(b"another name" not in file.read_bytes() for file in path.parent.iterdir())
    log.close()


BURST = """
import sys
sys.path.insert(0, {tests!r})
from log.contract import batch, row
from palermo.log.sqlite import SqliteLog
log = SqliteLog({path!r})
at = log.last("x")
futures = []
while True:
    futures = [log.append(batch(at + k, 1, commands=(row(str(at + k), first=at + k + 1),))) for k in range(20)]
    for k, future in enumerate(futures):
        future.result()
        sys.stdout.write(f"{{at + k}}\\n")
        sys.stdout.flush()
    at += 20
"""


def test_killing_the_process_in_a_burst_loses_nothing_acknowledged(path: Path) -> None:
    script = BURST.format(tests=str(Path(__file__).parents[1]), path=str(path))
    acknowledged: list[str] = []
    for round_ in range(3):
        process = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        for _ in range(90 + round_ * 37):
            acknowledged.append(process.stdout.readline().strip())
        process.kill()
        acknowledged += [line for line in process.stdout.read().split("\n")[:-1] if line]
        process.wait()
    log = SqliteLog(path)
    assert len(acknowledged) > 300
    assert all(log.find("x", "greta", command_id) for command_id in acknowledged)
    assert [entry.seq for entry in log.read("x")] == list(range(1, log.last("x") + 1))
    log.close()
