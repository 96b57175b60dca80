"""A small ASGI caller: one request, or one socket, against an application in this process."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable, Mapping
from typing import Any

from palermo.live.http import ASGI

HOST = "localhost:8000"
ORIGIN = "http://localhost:8000"

Headers = Mapping[str, str]


class Answer:
    """What came back."""

    def __init__(self, status: int, headers: Iterable[tuple[bytes, bytes]], body: bytes) -> None:
        self.status = status
        self.headers = {name.decode(): value.decode() for name, value in headers}
        self.body = body

    @property
    def json(self) -> Any:
        """The body, decoded."""
        return json.loads(self.body)

    @property
    def code(self) -> str:
        """The refusal's code."""
        return str(self.json["refused"]["code"])


def _raw(headers: Headers) -> list[tuple[bytes, bytes]]:
    return [(name.lower().encode(), value.encode("latin-1")) for name, value in headers.items()]


async def call(
    app: ASGI,
    method: str,
    path: str,
    *,
    headers: Headers | None = None,
    body: bytes | Iterable[bytes] = b"",
    again: Iterable[tuple[bytes, bytes]] = (),
) -> Answer:
    """Ask once. `body` may come in pieces; `again` are headers that come a second time."""
    path, _, query = path.partition("?")
    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "query_string": query.encode(),
        "headers": [*_raw({"host": HOST, **(headers or {})}), *again],
    }
    pieces = [body] if isinstance(body, bytes) else list(body)
    incoming = [
        {"type": "http.request", "body": piece, "more_body": n < len(pieces)} for n, piece in enumerate(pieces, 1)
    ]
    sent: list[Any] = []

    async def receive() -> Any:
        if incoming:
            return incoming.pop(0)
        return {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        sent.append(message)

    await app(scope, receive, send)
    start = next(message for message in sent if message["type"] == "http.response.start")
    whole = b"".join(message.get("body", b"") for message in sent if message["type"] == "http.response.body")
    return Answer(start["status"], start["headers"], whole)


class Socket:
    """A browser's end of a stream. `take` returns the next frame, `code` why it was closed."""

    def __init__(self, app: ASGI, *, headers: Headers | None = None) -> None:
        self._app = app
        self._scope = {
            "type": "websocket",
            "path": "/live/socket",
            "query_string": b"",
            "headers": _raw({"host": HOST, "origin": ORIGIN, **(headers or {})}),
        }
        self._in: asyncio.Queue[Any] = asyncio.Queue()
        self._out: asyncio.Queue[Any] = asyncio.Queue()
        self.reads = asyncio.Event()
        self.reads.set()
        self.accepted = False
        self.code: int | None = None
        self.received: list[str] = []
        self._task: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Socket:
        self._in.put_nowait({"type": "websocket.connect"})
        self._task = asyncio.create_task(self._run())
        return self

    async def __aexit__(self, *_: object) -> None:
        self._in.put_nowait({"type": "websocket.disconnect", "code": 1001})
        self.reads.set()
        assert self._task is not None
        await asyncio.wait_for(self._task, 3)

    async def _run(self) -> None:
        await self._app(self._scope, self._in.get, self._send)
        if self.code is None:
            self.code = 1006
        self._out.put_nowait(None)

    async def _send(self, message: Any) -> None:
        if message["type"] == "websocket.accept":
            self.accepted = True
        elif message["type"] == "websocket.close":
            self.code = message["code"]
        else:
            await self.reads.wait()  # a stuck reader: its server's send does not come back
            self.received.append(message["text"])
            self._out.put_nowait(message["text"])

    def say(self, value: object) -> None:
        """Send a frame."""
        text = value if isinstance(value, str) else json.dumps(value)
        self._in.put_nowait({"type": "websocket.receive", "text": text})

    async def take(self, seconds: float = 2.0) -> Any:
        """Return the next frame, None when the stream has ended. Raises TimeoutError when nothing comes."""
        text = await asyncio.wait_for(self._out.get(), seconds)
        return None if text is None else json.loads(text)

    def more(self) -> bool:
        """Tell whether a frame is waiting."""
        return not self._out.empty()

    async def nothing(self, seconds: float = 0.15) -> bool:
        """Tell whether nothing comes for a while."""
        try:
            text = await asyncio.wait_for(self._out.get(), seconds)
        except TimeoutError:
            return True
        self._out.put_nowait(text)
        return False

    async def end(self, seconds: float = 2.0) -> int:
        """Wait for the end and return why."""
        while await self.take(seconds) is not None:
            pass
        assert self.code is not None
        return self.code
