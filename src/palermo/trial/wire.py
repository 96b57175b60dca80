"""The bench's own browser: as little as is needed to hold a stream open and to post commands, so that the server is measured."""

from __future__ import annotations

import asyncio
import base64
import json
import os
import re
import struct
import time
from collections.abc import Callable

MARK = re.compile(rb"bench-(\d+)-")
PING, CLOSE, TEXT, PONG = 9, 8, 1, 10


class Page(asyncio.Protocol):
    """An open page. `seen` says when each mark first came; `first` is set when the first frame is there."""

    def __init__(
        self,
        host: str,
        token: str,
        seen: Callable[[int, float], None],
        size: Callable[[int], None] = lambda size: None,
    ) -> None:
        self._host = host
        self._token = token
        self._seen = seen
        self._size = size
        self._buffer = bytearray()
        self._open = False
        self._marks: set[int] = set()
        self.first: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._out: asyncio.Transport | None = None

    def itself(self) -> Page:
        """Return the page: what a connection is made with."""
        return self

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask for the stream."""
        self._out = transport  # type: ignore[assignment]
        key = base64.b64encode(os.urandom(16)).decode()
        self._write(
            f"GET /live/socket HTTP/1.1\r\nHost: {self._host}\r\nOrigin: http://{self._host}\r\nUpgrade: websocket\r\n"
            f"Connection: Upgrade\r\nSec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n".encode()
        )

    def data_received(self, data: bytes) -> None:
        """Take frames in."""
        self._buffer += data
        if not self._open:
            end = self._buffer.find(b"\r\n\r\n")
            if end < 0:
                return
            if b" 101 " not in self._buffer[: end + 2]:
                self.first.set_exception(ConnectionError(self._buffer[:80].decode("latin-1")))
                return
            del self._buffer[: end + 4]
            self._open = True
            self._write(masked(TEXT, json.dumps({"token": self._token, "language": "en"}).encode()))
        while (frame := unframed(self._buffer)) is not None:
            self._take(*frame)

    def _take(self, kind: int, body: bytes) -> None:
        if kind == PING:
            self._write(masked(PONG, body))
        elif kind == CLOSE and not self.first.done():
            self.first.set_exception(ConnectionError(f"the stream was closed: {body[2:].decode()}"))
        elif kind == TEXT:
            if not self.first.done():
                self.first.set_result(None)
            now = time.perf_counter()
            fresh = {int(found) for found in MARK.findall(body)} - self._marks
            if fresh:
                self._size(len(body))
            for mark in fresh:
                self._marks.add(mark)
                self._seen(mark, now)

    def connection_lost(self, error: Exception | None) -> None:
        """The server closed the stream."""
        if not self.first.done():
            self.first.set_exception(ConnectionError("closed before the first frame"))

    def close(self) -> None:
        """Close the page."""
        if self._out is not None:
            self._out.abort()

    def _write(self, data: bytes) -> None:
        if self._out is not None:
            self._out.write(data)


def masked(kind: int, body: bytes) -> bytes:
    """Return a frame as a browser sends it; the mask is zero, which is one of the allowed masks."""
    length = struct.pack("!BB", 0x80 | kind, 0x80 | len(body)) if len(body) < 126 else b""
    length = length or struct.pack("!BBH", 0x80 | kind, 0x80 | 126, len(body))
    return length + b"\0\0\0\0" + body


def framed(body: bytes) -> bytes:
    """Return a text frame as a server sends it."""
    if len(body) < 126:
        return struct.pack("!BB", 0x80 | TEXT, len(body)) + body
    if len(body) < 65536:
        return struct.pack("!BBH", 0x80 | TEXT, 126, len(body)) + body
    return struct.pack("!BBQ", 0x80 | TEXT, 127, len(body)) + body


def unframed(buffer: bytearray) -> tuple[int, bytes] | None:
    """Take the first whole frame of a server out of a buffer and return its kind and body, None when there is none yet."""
    if len(buffer) < 2:
        return None
    kind, size, at = buffer[0] & 15, buffer[1] & 127, 2
    if size == 126:
        if len(buffer) < 4:
            return None
        size, at = int.from_bytes(buffer[2:4], "big"), 4
    elif size == 127:
        if len(buffer) < 10:
            return None
        size, at = int.from_bytes(buffer[2:10], "big"), 10
    if len(buffer) < at + size:
        return None
    body = bytes(buffer[at : at + size])
    del buffer[: at + size]
    return kind, body


class Poster:
    """A kept-alive connection that posts commands as one seat."""

    def __init__(self, host: str, token: str) -> None:
        self._host = host
        self._token = token
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def post(self, command_id: str, command: dict[str, object]) -> int:
        """Post a command and return the status of its answer. Raises OSError or EOFError when the server is gone."""
        if self._streams is None:
            name, _, port = self._host.rpartition(":")
            self._streams = await asyncio.open_connection(name, int(port))
        reader, writer = self._streams
        body = json.dumps({"id": command_id, "command": command}).encode()
        writer.write(
            f"POST /live/command HTTP/1.1\r\nHost: {self._host}\r\nOrigin: http://{self._host}\r\nX-Seat: {self._token}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n".encode()
            + body
        )
        status, _, _ = await answered(reader)
        return status

    def close(self) -> None:
        """Close the connection."""
        if self._streams is not None:
            self._streams[1].close()
            self._streams = None


async def answered(reader: asyncio.StreamReader) -> tuple[int, dict[str, str], bytes]:
    """Read one HTTP answer: status, headers, body. Raises EOFError when the server is gone."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    status = int(head[0].split()[1])
    headers: dict[str, str] = {}
    for line in head[1:]:
        name, _, value = line.partition(":")
        if name:
            headers[name.lower()] = f"{headers.get(name.lower(), '')} {value.strip()}".strip()
    body = b""
    if "content-length" in headers:
        body = await reader.readexactly(int(headers["content-length"]))
    elif "chunked" in headers.get("transfer-encoding", ""):
        while size := int((await reader.readline()).strip() or b"0", 16):
            body += await reader.readexactly(size)
            await reader.readline()
        await reader.readline()
    return status, headers, body
