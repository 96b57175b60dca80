"""Records to JSON and back, with a schema number a row, so that logs of older versions stay readable.

When the shape of an event or a command changes, a function that turns the old JSON into the new one is put into the registry
under its kind and the version it takes; rows of that kind are written one version higher from then on. A renamed kind keeps
counting: its function changes the tag, and the new kind's own changes begin at the next version.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Generic, TypeVar

import msgspec

from palermo.engine.commands import Command
from palermo.engine.events import Event

Plain = dict[str, object]
Upcaster = Callable[[Plain], Plain]
Registry = Mapping[tuple[str, int], Upcaster]
T = TypeVar("T")

# (kind, version) -> the same thing one version later. The first version of every kind is 1.
OLDER_EVENTS: Registry = {}
OLDER_COMMANDS: Registry = {}


class Unreadable(Exception):
    """A row was written by a newer version, or is broken."""


class Codec(Generic[T]):
    """One union of tagged records. `tag` is the field that names the kind."""

    def __init__(self, union: object, tag: str, older: Registry) -> None:
        self._tag = tag
        self._older = older
        self._union = union
        self._versions: dict[str, int] = {}
        for kind, version in older:
            self._versions[kind] = max(self._versions.get(kind, 1), version + 1)
        self._encoder = msgspec.json.Encoder()
        self._decoder: msgspec.json.Decoder[T] = msgspec.json.Decoder(union)

    def version(self, kind: str) -> int:
        """Return the version in which this kind is written now."""
        return self._versions.get(kind, 1)

    def encode(self, record: T) -> tuple[str, int, bytes]:
        """Return the record's kind, its version and its JSON."""
        kind = str(type(record).__struct_config__.tag)  # type: ignore[attr-defined]  # every member is a tagged record
        return kind, self.version(kind), self._encoder.encode(record)

    def decode(self, kind: str, version: int, body: bytes) -> T:
        """Return the record of a row of any version so far. Raises `Unreadable`."""
        if version > self.version(kind):
            raise Unreadable(
                f"a row of kind {kind} has version {version}; this program reads up to {self.version(kind)}"
            )
        try:
            if version == self.version(kind):
                return self._decoder.decode(body)
            return self._upcast(kind, version, msgspec.json.decode(body, type=Plain))
        except msgspec.MsgspecError as error:
            raise Unreadable(f"a row of kind {kind}, version {version} cannot be read: {error}") from error

    def _upcast(self, kind: str, version: int, plain: Plain) -> T:
        while (change := self._older.get((kind, version))) is not None:
            plain = change(plain)
            kind, version = str(plain[self._tag]), version + 1
        record: T = msgspec.convert(plain, self._union)
        return record


EVENTS: Codec[Event] = Codec(Event, "e", OLDER_EVENTS)
COMMANDS: Codec[Command] = Codec(Command, "do", OLDER_COMMANDS)
