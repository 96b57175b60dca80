"""What a browser received, read from the bytes on its wire: answers to requests, and frames of streams."""

from __future__ import annotations

import gzip
import json
import zlib
from dataclasses import dataclass
from typing import Any

from browser.wire import Connection, Wire

TEXT = 1
_BODILESS = (204, 304)


@dataclass(frozen=True)
class Answer:
    """What came back for one request, or one frame of a stream (`status` 0). `at` is the UTC second it had come whole."""

    method: str
    target: str
    status: int
    kind: str
    head: str
    body: bytes
    at: float

    @property
    def path(self) -> str:
        """The path that was asked for."""
        return self.target.partition("?")[0]

    @property
    def text(self) -> str:
        """The body as text, its head before it; nothing of a font or a picture."""
        if self.kind.startswith(("font/", "image/png")):
            return self.head
        return self.head + self.body.decode("utf-8", "replace")

    @property
    def json(self) -> Any:
        """The body, decoded."""
        return json.loads(self.body)

    @property
    def frame(self) -> bool:
        """Whether it is a frame of a stream."""
        return self.status == 0


def received(wire: Wire) -> list[Answer]:
    """Return everything that came over a wire, in the order in which it came."""
    found = [answer for connection in wire.connections for answer in _answers(connection)]
    return sorted(found, key=lambda answer: answer.at)


def _answers(connection: Connection) -> list[Answer]:
    back = bytes(connection.back)
    asked = _asked(bytes(connection.there))
    found: list[Answer] = []
    place = 0
    for method, target in asked:
        end = back.find(b"\r\n\r\n", place)
        if end < 0:
            break
        head = back[place : end + 4].decode("latin-1")
        status, fields = int(head.split()[1]), _fields(head)
        if status == 101:
            return found + _frames(connection, target, end + 4)
        body, place = _body(back, end + 4, fields, bodiless=method == "HEAD" or status in _BODILESS)
        kind = fields.get("content-type", "")
        body = _unpacked(body, fields.get("content-encoding", ""))
        found.append(Answer(method, target, status, kind, head, body, connection.came(place)))
    return found


def _unpacked(body: bytes, packing: str) -> bytes:
    """Return a body as it reads. What Brotli packed are files of the build, the same for all: they stay as they came."""
    if packing == "gzip" and body:
        return gzip.decompress(body)
    return zlib.decompress(body) if packing == "deflate" and body else body


def _asked(there: bytes) -> list[tuple[str, str]]:
    """Return method and target of each request on a connection, in order."""
    found: list[tuple[str, str]] = []
    place = 0
    while (end := there.find(b"\r\n\r\n", place)) >= 0:
        head = there[place:end].decode("latin-1")
        parts = head.split(" ", 2)
        if len(parts) < 3:
            break
        found.append((parts[0], parts[1]))
        fields = _fields(head)
        if "upgrade" in fields:
            break
        place = end + 4 + int(fields.get("content-length", "0"))
    return found


def _fields(head: str) -> dict[str, str]:
    lines = head.split("\r\n")[1:]
    return {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}


def _body(back: bytes, start: int, fields: dict[str, str], *, bodiless: bool) -> tuple[bytes, int]:
    if bodiless:
        return b"", start
    if "content-length" in fields:
        end = start + int(fields["content-length"])
        return back[start:end], end
    if fields.get("transfer-encoding", "") != "chunked":
        return back[start:], len(back)
    whole, place = bytearray(), start
    while (line := back.find(b"\r\n", place)) >= 0:
        size = int(back[place:line], 16)
        whole += back[line + 2 : line + 2 + size]
        place = line + 2 + size + 2
        if size == 0:
            break
    return bytes(whole), place


def _frames(connection: Connection, target: str, place: int) -> list[Answer]:
    back = bytes(connection.back)
    found: list[Answer] = []
    while place + 2 <= len(back):
        kind, size = back[place] & 0x0F, back[place + 1] & 0x7F
        place += 2
        if size >= 126:
            wide = 2 if size == 126 else 8
            size = int.from_bytes(back[place : place + wide])
            place += wide
        body = back[place : place + size]
        if len(body) < size:
            break  # the server ended in the middle of it: the browser never had it whole
        place += size
        if kind == TEXT:
            found.append(Answer("", target, 0, "application/json", "", body, connection.came(place)))
    return found
