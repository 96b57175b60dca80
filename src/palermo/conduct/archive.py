"""One exercise in one file: its package, commands, entries and texts, to keep or to carry elsewhere.

Exported twice it is the same, byte for byte, and imported it is the same log again. Names of people in the room are not in it.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from typing import TypeVar

import msgspec

from palermo.engine.events import Created, Entry
from palermo.engine.play import apply, initial
from palermo.log.codec import COMMANDS, EVENTS, Unreadable
from palermo.log.contract import Batch, CommandRow, Conflict, Log
from palermo.scenario import Broken, Package

FORMAT = "palermo-exercise"
SCHEMA = 1
ROOM = 64 * 1024 * 1024  # bytes of everything in an archive; a long exercise has a twentieth of it
T = TypeVar("T")
STAMP = (1980, 1, 1, 0, 0, 0)
MANIFEST, PACKAGE, COMMAND_ROWS, ENTRY_ROWS, TEXTS = (
    "manifest.json",
    "package.zip",
    "commands.jsonl",
    "entries.jsonl",
    "texts.json",
)


class BadArchive(Exception):
    """It is no archive of an exercise, or not one this version reads. The message says why, for people."""


class AlreadyThere(Exception):
    """An exercise of this id is in the log. Nothing was changed."""

    def __init__(self, exercise: str) -> None:
        super().__init__(
            f"Exercise {exercise} is here already. Nothing was imported. Delete it first if you want this one instead."
        )
        self.exercise = exercise


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What an archive says about itself."""

    format: str = FORMAT
    schema: int = SCHEMA
    exercise: str
    scenario: str
    package: str  # digest
    entries: int
    commands: int


class _Command(msgspec.Struct, frozen=True):
    seat: str
    id: str
    v: int
    wall: float
    first_seq: int
    n: int
    command: msgspec.Raw


class _Entry(msgspec.Struct, frozen=True):
    seq: int
    t: int
    wall: float
    audience: tuple[str, ...]
    kind: str
    v: int
    cause: str
    event: msgspec.Raw


def export(log: Log, exercise: str) -> bytes:
    """Return the archive of an exercise as its log stands. Raises KeyError when there is no such exercise."""
    entries = log.read(exercise)
    if not entries or not isinstance(entries[0].event, Created):
        raise KeyError(exercise)
    digest = entries[0].event.setup.package
    source = log.package(digest)
    if source is None:
        raise KeyError(digest)
    # What was accepted after the entries were read would stand in one half only.
    commands = [row for row in log.commands(exercise) if row.first_seq + row.n - 1 <= len(entries)]
    manifest = Manifest(
        exercise=exercise,
        scenario=Package.from_bytes(source).scenario.id,
        package=digest,
        entries=len(entries),
        commands=len(commands),
    )
    return _zipped(
        (
            (MANIFEST, msgspec.json.format(msgspec.json.encode(manifest), indent=2)),
            (PACKAGE, source),
            (COMMAND_ROWS, _lines(_command(row) for row in commands)),
            (ENTRY_ROWS, _lines(_entry(entry) for entry in entries)),
            (TEXTS, msgspec.json.format(msgspec.json.encode(log.texts(exercise), order="sorted"), indent=1)),
        )
    )


def import_(log: Log, data: bytes) -> str:
    """Put an archive's exercise into the log and return its id.

    It is put there whole, and only if it can be played again. Raises `BadArchive`, `AlreadyThere` or `Full`.
    """
    files = _unzipped(data)
    manifest = _decoded(files[MANIFEST], Manifest, MANIFEST)
    if manifest.format != FORMAT or not manifest.exercise:
        raise BadArchive("This is not the archive of an exercise.")
    if manifest.schema > SCHEMA:
        raise BadArchive(
            f"The archive was made by a newer version (schema {manifest.schema}; this one reads {SCHEMA})."
        )
    package = _package(files[PACKAGE], manifest)
    entries = tuple(_read_entry(line) for line in files[ENTRY_ROWS].splitlines())
    commands = tuple(_read_command(line) for line in files[COMMAND_ROWS].splitlines())
    texts = _decoded(files[TEXTS], dict[str, str], TEXTS)
    _folded(package, entries, commands, manifest)
    log.store_package(package.digest, files[PACKAGE]).result()
    # A clock that ran when it was exported counts as last seen alive at the last entry: it comes back paused there.
    batch = Batch(
        exercise=manifest.exercise,
        expected=0,
        entries=entries,
        commands=commands,
        texts=texts,
        alive=entries[-1].wall,
    )
    try:
        log.append(batch).result()
    except Conflict:
        raise AlreadyThere(manifest.exercise) from None
    return manifest.exercise


def _folded(package: Package, entries: tuple[Entry, ...], commands: tuple[CommandRow, ...], manifest: Manifest) -> None:
    first = entries[0].event if entries else None
    if not isinstance(first, Created) or first.setup.package != package.digest:
        raise BadArchive("The entries are not those of an exercise with this package.")
    if [entry.seq for entry in entries] != list(range(1, manifest.entries + 1)) or len(commands) != manifest.commands:
        raise BadArchive("Entries or commands are missing from the archive.")
    scenario = package.played(first.setup.profile).scenario
    state = initial(scenario)
    try:
        for entry in entries:
            state = apply(scenario, state, entry)
    except Exception as error:  # whatever a made-up entry can do to the fold
        raise BadArchive(f"Entry {state.seq + 1} does not fit the ones before it.") from error


def _package(source: bytes, manifest: Manifest) -> Package:
    try:
        package = Package.from_bytes(source)
    except Broken as error:
        raise BadArchive("The package in the archive cannot be read.") from error
    if package.digest != manifest.package:
        raise BadArchive("The package in the archive is not the one it names.")
    return package


def _command(row: CommandRow) -> _Command:
    return _Command(row.seat, row.command_id, row.v, row.wall, row.first_seq, row.n, msgspec.Raw(row.body))


def _entry(entry: Entry) -> _Entry:
    kind, v, body = EVENTS.encode(entry.event)
    return _Entry(entry.seq, entry.t, entry.wall, entry.audience, kind, v, entry.cause, msgspec.Raw(body))


def _read_command(line: bytes) -> CommandRow:
    row = _decoded(line, _Command, COMMAND_ROWS)
    body = bytes(row.command)
    kind = _decoded(body, dict[str, object], COMMAND_ROWS).get("do")
    try:
        COMMANDS.decode(str(kind), row.v, body)
    except Unreadable as error:
        raise BadArchive(f"A command in the archive cannot be read: {error}.") from error
    return CommandRow(
        seat=row.seat, command_id=row.id, body=body, wall=row.wall, first_seq=row.first_seq, n=row.n, v=row.v
    )


def _read_entry(line: bytes) -> Entry:
    row = _decoded(line, _Entry, ENTRY_ROWS)
    try:
        event = EVENTS.decode(row.kind, row.v, bytes(row.event))
    except Unreadable as error:
        raise BadArchive(f"An entry in the archive cannot be read: {error}.") from error
    return Entry(row.seq, row.t, row.wall, row.audience, event, row.cause)


def _decoded(data: bytes, kind: type[T], name: str) -> T:
    try:
        return msgspec.json.decode(data, type=kind)
    except msgspec.MsgspecError as error:
        raise BadArchive(f"{name} in the archive cannot be read: {error}.") from error


def _lines(records: Iterable[msgspec.Struct]) -> bytes:
    return b"".join(msgspec.json.encode(record) + b"\n" for record in records)


def _zipped(files: Iterable[tuple[str, bytes]]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files:
            entry = zipfile.ZipInfo(name, STAMP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, data)
    return out.getvalue()


def _unzipped(data: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(one.file_size for one in archive.infolist()) > ROOM:
                raise BadArchive("The archive is larger than an exercise can be.")
            return {name: archive.read(name) for name in (MANIFEST, PACKAGE, COMMAND_ROWS, ENTRY_ROWS, TEXTS)}
    except KeyError as error:
        raise BadArchive("This is not the archive of an exercise: a part of it is missing.") from error
    except (zipfile.BadZipFile, EOFError, RuntimeError, NotImplementedError, ValueError, OSError) as error:
        raise BadArchive("This is not the archive of an exercise, or it is damaged.") from error
