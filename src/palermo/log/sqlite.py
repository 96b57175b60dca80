"""A log in one SQLite file of its own: one writer thread commits whatever has queued up, readers have their own connections.

WAL with synchronous FULL: what is committed survives a killed process. The admin's database is another file, so that no page
of it ever holds the writer up.
"""

from __future__ import annotations

import queue
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any, Generic, TypeVar

import msgspec

from palermo.engine.events import Entry
from palermo.log.codec import EVENTS, Unreadable
from palermo.log.contract import Batch, CommandRow, Full, Lines

GROUP = 512  # batches in one commit
BUSY = 20.0  # seconds to wait for another process's commit
SCHEMA = 1

_TABLES = """
CREATE TABLE entry (
  exercise TEXT NOT NULL, seq INTEGER NOT NULL, t INTEGER NOT NULL, wall REAL NOT NULL, audience TEXT NOT NULL,
  kind TEXT NOT NULL, v INTEGER NOT NULL, body BLOB NOT NULL, cause TEXT NOT NULL,
  PRIMARY KEY (exercise, seq)) WITHOUT ROWID;
CREATE INDEX entry_first ON entry (exercise) WHERE seq = 1;
CREATE TABLE command (
  id INTEGER PRIMARY KEY, exercise TEXT NOT NULL, seat TEXT NOT NULL, command_id TEXT NOT NULL, v INTEGER NOT NULL,
  body BLOB NOT NULL, wall REAL NOT NULL, first_seq INTEGER NOT NULL, n INTEGER NOT NULL,
  UNIQUE (exercise, seat, command_id));
CREATE TABLE text (
  exercise TEXT NOT NULL, key TEXT NOT NULL, words TEXT NOT NULL, PRIMARY KEY (exercise, key)) WITHOUT ROWID;
CREATE TABLE package (digest TEXT PRIMARY KEY, source BLOB NOT NULL);
CREATE TABLE due (exercise TEXT PRIMARY KEY, wall REAL NOT NULL) WITHOUT ROWID;
CREATE INDEX due_wall ON due (wall);
CREATE TABLE alive (exercise TEXT PRIMARY KEY, wall REAL NOT NULL) WITHOUT ROWID;
"""
_COMMAND = "SELECT seat, command_id, body, wall, first_seq, n, v FROM command WHERE exercise = ?"
_ENTER = "INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
_ACCEPT = (
    "INSERT INTO command (exercise, seat, command_id, v, body, wall, first_seq, n) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
)
_NOTE_DUE = "INSERT OR REPLACE INTO due VALUES (?, ?)"
_NOTE_ALIVE = "INSERT OR REPLACE INTO alive VALUES (?, ?)"
_FORGET_DUE = "DELETE FROM due WHERE exercise = ?"
_FORGET_ALIVE = "DELETE FROM alive WHERE exercise = ?"
_DELETE = (
    "DELETE FROM entry WHERE exercise = ?",
    "DELETE FROM command WHERE exercise = ?",
    "DELETE FROM text WHERE exercise = ?",
    _FORGET_DUE,
    _FORGET_ALIVE,
)
_AUDIENCE = msgspec.json.Decoder(tuple[str, ...])

_NO_ROOM = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR)

T = TypeVar("T")
Row = tuple[Any, ...]


class _Job(Generic[T]):
    """Something to write, inside the group's transaction. `failed` is told when it was not kept; `wipes` takes words away."""

    __slots__ = ("failed", "future", "wipes", "write")

    def __init__(
        self,
        write: Callable[[sqlite3.Connection], T],
        failed: Callable[[], None] | None = None,
        *,
        wipes: bool = False,
    ) -> None:
        self.write = write
        self.failed = failed
        self.wipes = wipes
        self.future: Future[T] = Future()
        self.future.set_running_or_notify_cancel()  # who waits may go away; what is queued is written all the same


_Done = tuple[_Job[Any], object, Exception | None]


class SqliteLog:
    """See `contract.Log`. `pages` bounds the file (of 4096 bytes each; 0 is no bound).

    Raises `Unreadable` when the file was made by a newer version.
    """

    def __init__(self, path: Path | str, pages: int = 0) -> None:
        self._path = str(path)
        self._lines = Lines()
        self._jobs: queue.SimpleQueue[_Job[Any] | None] = queue.SimpleQueue()
        self._local = threading.local()
        self._lock = threading.Lock()
        self._readers: list[sqlite3.Connection] = []
        self._closed = False
        self._connection = self._connect()
        self._prepare()
        if pages:
            self._connection.execute(f"PRAGMA max_page_count = {int(pages)}")
        self._writer = threading.Thread(target=self._write, name="palermo-log", daemon=True)
        self._writer.start()

    # -- writing --------------------------------------------------------------------------------

    def append(self, batch: Batch) -> Future[None]:
        write, failed = partial(self._append, batch), partial(self._lines.fail, batch)
        return self._queue(_Job(write, failed, wipes=bool(batch.erased())))

    def touch(self, wall: float, since: float) -> Future[None]:
        return self._run("UPDATE alive SET wall = ? WHERE wall >= ? AND wall < ?", (wall, since, wall))

    def delete(self, exercise: str) -> Future[None]:
        def write(to: sqlite3.Connection) -> None:
            for statement in _DELETE:
                to.execute(statement, (exercise,))

        return self._queue(_Job(write, wipes=True))

    def store_package(self, digest: str, source: bytes) -> Future[None]:
        return self._run("INSERT OR IGNORE INTO package (digest, source) VALUES (?, ?)", (digest, source))

    def limit(self, pages: int) -> Future[None]:
        """Bound the file to so many pages of 4096 bytes from now on; it never becomes smaller than it is."""
        return self._run(f"PRAGMA max_page_count = {int(pages)}", ())

    def _run(self, statement: str, values: Row) -> Future[None]:
        def write(to: sqlite3.Connection) -> None:
            to.execute(statement, values).fetchall()

        return self._queue(_Job(write))

    def _queue(self, job: _Job[T]) -> Future[T]:
        with self._lock:
            if self._closed:
                raise RuntimeError("the log is closed")
            self._jobs.put(job)
        return job.future

    def _append(self, batch: Batch, to: sqlite3.Connection) -> None:
        x = batch.exercise
        (last,) = to.execute("SELECT coalesce(max(seq), 0) FROM entry WHERE exercise = ?", (x,)).fetchone()
        self._lines.check(batch, last, [_find(to, x, row.seat, row.command_id) for row in batch.commands])
        if batch.entries:
            to.executemany(_ENTER, [_row(x, entry) for entry in batch.entries])
        for c in batch.commands:
            to.execute(_ACCEPT, (x, c.seat, c.command_id, c.v, c.body, c.wall, c.first_seq, c.n))
        for key, words in batch.texts.items():
            to.execute("INSERT INTO text VALUES (?, ?, ?)", (x, key, words))
        for key in batch.erased():
            to.execute("UPDATE text SET words = '' WHERE exercise = ? AND key = ?", (x, key))
        for wall, note, forget in ((batch.due, _NOTE_DUE, _FORGET_DUE), (batch.alive, _NOTE_ALIVE, _FORGET_ALIVE)):
            if wall is None:
                to.execute(forget, (x,))
            else:
                to.execute(note, (x, wall))

    def _write(self) -> None:
        while (job := self._jobs.get()) is not None:
            jobs: list[_Job[Any]] = [job]
            stop = False
            while len(jobs) < GROUP and not self._jobs.empty() and not stop:
                more = self._jobs.get()
                if more is None:
                    stop = True
                else:
                    jobs.append(more)
            self._commit(jobs)
            if stop:
                break

    def _commit(self, jobs: list[_Job[Any]]) -> None:
        """Write the jobs in one transaction; when it cannot be kept as a whole, each in its own."""
        to = self._connection
        try:
            to.execute("BEGIN IMMEDIATE")
        except sqlite3.Error as error:
            _answer([_failed(job, error) for job in jobs])
            return
        done: list[_Done] = []
        try:
            for job in jobs:
                try:
                    done.append((job, job.write(to), None))
                except sqlite3.Error:
                    raise
                except Exception as error:  # refused before anything was written: it fails alone
                    done.append(_failed(job, error))
            to.execute("COMMIT")
        except sqlite3.Error as error:
            if to.in_transaction:
                to.execute("ROLLBACK")
            if len(jobs) > 1:
                for job in jobs:
                    self._commit([job])
                return
            done = [_failed(jobs[0], error)]
        if any(job.wipes for job in jobs):
            # The words would stay in the write-ahead log until it is written over. A reader may delay it: the next one, then.
            with suppress(sqlite3.Error):
                to.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        _answer(done)

    # -- reading --------------------------------------------------------------------------------

    def read(self, exercise: str, after: int = 0) -> list[Entry]:
        rows = self._all(
            "SELECT seq, t, wall, audience, kind, v, body, cause FROM entry WHERE exercise = ? AND seq > ? ORDER BY seq",
            (exercise, after),
        )
        return [
            Entry(seq, t, wall, _AUDIENCE.decode(audience), EVENTS.decode(kind, v, body), cause)
            for seq, t, wall, audience, kind, v, body, cause in rows
        ]

    def last(self, exercise: str) -> int:
        return int(self._all("SELECT coalesce(max(seq), 0) FROM entry WHERE exercise = ?", (exercise,))[0][0])

    def commands(self, exercise: str) -> list[CommandRow]:
        return [_command(row) for row in self._all(f"{_COMMAND} ORDER BY id", (exercise,))]

    def find(self, exercise: str, seat: str, command_id: str) -> CommandRow | None:
        return _find(self._reader(), exercise, seat, command_id)

    def texts(self, exercise: str) -> dict[str, str]:
        return dict(self._all("SELECT key, words FROM text WHERE exercise = ? ORDER BY key", (exercise,)))

    def due(self, before: float) -> list[str]:
        return [x for (x,) in self._all("SELECT exercise FROM due WHERE wall <= ? ORDER BY wall", (before,))]

    def due_at(self, exercise: str) -> float | None:
        return self._wall("SELECT wall FROM due WHERE exercise = ?", exercise)

    def alive(self, exercise: str) -> float | None:
        return self._wall("SELECT wall FROM alive WHERE exercise = ?", exercise)

    def running(self, before: float | None = None) -> list[str]:
        bound = float("inf") if before is None else before
        return [x for (x,) in self._all("SELECT exercise FROM alive WHERE wall < ? ORDER BY exercise", (bound,))]

    def exercises(self) -> list[str]:
        return [x for (x,) in self._all("SELECT exercise FROM entry WHERE seq = 1 ORDER BY exercise", ())]

    def package(self, digest: str) -> bytes | None:
        rows = self._all("SELECT source FROM package WHERE digest = ?", (digest,))
        return bytes(rows[0][0]) if rows else None

    def close(self) -> None:
        with self._lock:
            if self._closed:
                return
            self._closed = True
            self._jobs.put(None)
        self._writer.join()
        for reader in self._readers:
            reader.close()
        self._connection.close()

    def _all(self, question: str, values: Row) -> list[Row]:
        return self._reader().execute(question, values).fetchall()

    def _wall(self, question: str, exercise: str) -> float | None:
        rows = self._all(question, (exercise,))
        return float(rows[0][0]) if rows else None

    # -- connections ----------------------------------------------------------------------------

    def _reader(self) -> sqlite3.Connection:
        """Return the calling thread's own connection."""
        reader: sqlite3.Connection | None = getattr(self._local, "reader", None)
        if reader is None:
            reader = self._connect()
            reader.execute("PRAGMA query_only = ON")
            with self._lock:
                self._readers.append(reader)
            self._local.reader = reader
        return reader

    def _connect(self) -> sqlite3.Connection:
        # Only the thread that a connection belongs to uses it; the last one, in `close`, is another.
        return sqlite3.connect(self._path, timeout=BUSY, isolation_level=None, check_same_thread=False)

    def _prepare(self) -> None:
        to = self._connection
        to.execute("PRAGMA journal_mode = WAL").fetchall()
        to.execute("PRAGMA synchronous = FULL")
        to.execute("PRAGMA secure_delete = ON").fetchall()  # what is erased is not left lying in free pages
        to.execute("BEGIN IMMEDIATE")
        try:
            (schema,) = to.execute("PRAGMA user_version").fetchone()
            if schema > SCHEMA:
                raise Unreadable(
                    f"{self._path} was made by a newer version (schema {schema}; this program reads {SCHEMA})"
                )
            if schema == 0:
                for statement in filter(str.strip, _TABLES.split(";")):
                    to.execute(statement)
                to.execute(f"PRAGMA user_version = {SCHEMA}")
            to.execute("COMMIT")
        except BaseException:
            to.execute("ROLLBACK")
            to.close()
            raise


def _row(exercise: str, entry: Entry) -> Row:
    kind, v, body = EVENTS.encode(entry.event)
    audience = msgspec.json.encode(entry.audience).decode()
    return exercise, entry.seq, entry.t, entry.wall, audience, kind, v, body, entry.cause


def _command(row: Row) -> CommandRow:
    seat, command_id, body, wall, first_seq, n, v = row
    return CommandRow(seat=seat, command_id=command_id, body=bytes(body), wall=wall, first_seq=first_seq, n=n, v=v)


def _find(at: sqlite3.Connection, exercise: str, seat: str, command_id: str) -> CommandRow | None:
    row = at.execute(f"{_COMMAND} AND seat = ? AND command_id = ?", (exercise, seat, command_id)).fetchone()
    return None if row is None else _command(row)


def _failed(job: _Job[Any], error: Exception) -> _Done:
    """Note that the job was not kept, and say what that means: no room, or the error as it is."""
    if job.failed is not None:
        job.failed()
    if isinstance(error, sqlite3.Error) and getattr(error, "sqlite_errorcode", 0) & 0xFF in _NO_ROOM:
        return job, None, Full(str(error))
    return job, None, error


def _answer(done: list[_Done]) -> None:
    for job, result, error in done:
        if error is None:
            job.future.set_result(result)
        else:
            job.future.set_exception(error)
