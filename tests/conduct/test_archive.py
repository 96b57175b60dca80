from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from conduct.room import START, Room
from palermo.conduct.archive import AlreadyThere, BadArchive, export, import_
from palermo.conduct.memo import Packages
from palermo.conduct.submit import Conduct
from palermo.engine import commands as c
from palermo.log.contract import Log
from palermo.log.memory import MemoryLog
from palermo.log.sqlite import SqliteLog


@pytest.fixture
def room() -> Room:
    room = Room(MemoryLog()).set_up()
    room.accepted("greta", c.Start("BG", "report", ticks=("papers", "people")), at=310)
    room.accepted("nina", c.Help("Where is Anna Novak?"), "h", at=320)
    room.accepted("control", c.EraseText("~nina.h.text"))
    room.accepted("paul", c.Help("Who leads?"), at=330)
    room.wake(700)
    return room


def changed(data: bytes, name: str, old: bytes, new: bytes) -> bytes:
    """Return the archive with something in one of its files replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w") as after:
        for one in before.namelist():
            content = before.read(one)
            if one == name:
                assert old in content
                content = content.replace(old, new, 1)
            after.writestr(one, content)
    return out.getvalue()


@pytest.fixture(params=["memory", "sqlite"])
def elsewhere(request: pytest.FixtureRequest, tmp_path: Path):  # type: ignore[no-untyped-def]
    log: Log = MemoryLog() if request.param == "memory" else SqliteLog(tmp_path / "log.sqlite3")
    yield log
    log.close()


def test_an_exercise_exported_twice_is_the_same_file(room: Room) -> None:
    assert export(room.log, "x") == export(room.log, "x")


def test_an_imported_exercise_is_the_same_log_again(room: Room, elsewhere: Log) -> None:
    data = export(room.log, "x")
    assert import_(elsewhere, data) == "x"
    assert elsewhere.read("x") == room.log.read("x")
    assert elsewhere.commands("x") == room.log.commands("x")
    assert elsewhere.texts("x") == room.log.texts("x")
    assert export(elsewhere, "x") == data
    assert Conduct(elsewhere, Packages(elsewhere)).state("x") == room.conduct.state("x")


def test_an_erased_text_is_in_no_archive_made_afterwards(room: Room) -> None:
    with zipfile.ZipFile(io.BytesIO(export(room.log, "x"))) as archive:
        content = b"".join(archive.read(name) for name in archive.namelist())
    assert b"Anna Novak" not in content
    assert b"Who leads?" in content


def test_an_exercise_that_was_running_comes_back_paused_where_it_stood(room: Room, elsewhere: Log) -> None:
    import_(elsewhere, export(room.log, "x"))
    last = room.entries()[-1]
    conduct = Conduct(elsewhere, Packages(elsewhere), clock=lambda: START + 90_000)
    conduct.wake_blocking("x")
    state = conduct.state("x")
    assert state is not None
    assert state.world.clock.paused == "server"
    assert state.t == last.t
    assert elsewhere.running() == []


def test_an_import_never_overwrites(room: Room) -> None:
    data = export(room.log, "x")
    before = room.entries()
    with pytest.raises(AlreadyThere, match="Nothing was imported"):
        import_(room.log, data)
    assert room.entries() == before


def test_there_is_no_archive_of_nothing() -> None:
    with pytest.raises(KeyError):
        export(MemoryLog(), "x")


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        ("manifest.json", b"palermo-exercise", b"something-else", "not the archive"),
        ("manifest.json", b'"schema": 1', b'"schema": 9', "newer version"),
        ("manifest.json", b'"package": "', b'"package": "0', "not the one it names"),
        ("manifest.json", b'"exercise"', b'"exersice"', "manifest.json"),
        ("entries.jsonl", b'"seq":5,', b'"seq":55,', "missing"),
        ("entries.jsonl", b'"e":"Began"', b'"e":"Begin"', "An entry"),
        ("entries.jsonl", b'"v":1', b'"v":7', "version 7"),
        ("commands.jsonl", b'"do":"begin"', b'"do":"bogus"', "A command"),
        ("texts.json", b"{", b"[", "texts.json"),
    ],
)
def test_an_archive_that_was_tampered_with_is_refused_whole(
    room: Room, name: str, old: bytes, new: bytes, told: str
) -> None:
    log = MemoryLog()
    with pytest.raises(BadArchive, match=told):
        import_(log, changed(export(room.log, "x"), name, old, new))
    assert log.exercises() == []


@pytest.mark.parametrize("data", [b"", b"not a zip", b"PK\x03\x04 broken"])
def test_what_is_no_archive_is_refused(data: bytes) -> None:
    with pytest.raises(BadArchive):
        import_(MemoryLog(), data)


def test_an_archive_that_would_fill_the_memory_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("palermo.conduct.archive.ROOM", 1024 * 1024)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("manifest.json", b" " * (2 * 1024 * 1024))
    with pytest.raises(BadArchive, match="larger"):
        import_(MemoryLog(), out.getvalue())
