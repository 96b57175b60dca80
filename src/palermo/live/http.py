"""The little HTTP the live path needs: reading a bounded body, answering with the headers every answer carries."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

import msgspec

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
ASGI = Callable[[Scope, Receive, Send], Awaitable[None]]

BODY_SECONDS = 10.0

_HEADERS: tuple[tuple[bytes, bytes], ...] = (
    (b"cache-control", b"no-store"),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'; base-uri 'none'"),
)
JSON = b"application/json"
HTML = b"text/html; charset=utf-8"


class Stop(Exception):
    """This request ends here: a status, a code, its parameters. The body carries no more than these and their sentence."""

    def __init__(self, status: int, code: str, params: dict[str, str] | None = None, *, after: float = 0.0) -> None:
        super().__init__(code)
        self.status = status
        self.code = code
        self.params = params or {}
        self.after = after


class Gone(Exception):
    """The other side left before it had said all."""


class Answer(msgspec.Struct, frozen=True, gc=False):
    """What goes back: `after` are seconds to wait before asking again (429 and 503)."""

    status: int
    body: bytes
    kind: bytes = JSON
    after: float = 0.0


def header(scope: Scope, name: bytes) -> str:
    """Return a request header, '' when it is missing. A header that comes twice is refused: which one counts is anybody's guess."""
    found = [value for key, value in scope["headers"] if key == name]
    if len(found) > 1:
        raise Stop(400, "malformed")
    return found[0].decode("latin-1") if found else ""


async def read_body(scope: Scope, receive: Receive, most: int) -> bytes:
    """Return the body. Raises Stop for one of more than `most` bytes or one that does not arrive in time, Gone for half a one."""
    length = header(scope, b"content-length")
    if length and (not length.isdigit() or len(length) > 12):
        raise Stop(400, "malformed")
    if length and int(length) > most:
        raise Stop(413, "too_large")
    body = bytearray()
    try:
        async with asyncio.timeout(BODY_SECONDS):
            while True:
                message = await receive()
                if message["type"] == "http.disconnect":
                    raise Gone
                body += message.get("body", b"")
                if len(body) > most:
                    raise Stop(413, "too_large")
                if not message.get("more_body"):
                    return bytes(body)
    except TimeoutError:
        raise Stop(408, "too_slow") from None


async def answer(send: Send, back: Answer) -> None:
    """Send an answer."""
    headers = [*_HEADERS, (b"content-type", back.kind), (b"content-length", str(len(back.body)).encode())]
    if back.after > 0:
        headers.append((b"retry-after", str(max(1, round(back.after))).encode()))
    await send({"type": "http.response.start", "status": back.status, "headers": headers})
    await send({"type": "http.response.body", "body": back.body})
