"""`/live/socket`: the stream of a seat's page.

The browser's first frame is {"token", "language", "gentle", "have": {region: digest}, "only": [region]}; afterwards it sends
{"ping": 1}, {"writing": {"key", "text"}} while somebody types, and control {"take": call, "by": name} when somebody sees to what
needs control. The server sends frames of changed regions (see `screens`; with "only", of those alone), {"writing": [...]},
{"pong": seconds}, and to control {"present": {...}} and {"taken": {...}}.
"""

from __future__ import annotations

import asyncio
import contextlib
from typing import Annotated

import msgspec

from palermo.live import guard, tokens
from palermo.live.house import Wording
from palermo.live.http import Message, Receive, Scope, Send, Stop, header
from palermo.live.hub import Hub
from palermo.live.seats import place
from palermo.live.stream import Close, Stream
from palermo.live.writing import Writing

HELLO_SECONDS = 10.0
STUCK_SECONDS = 20.0  # a reader that takes nothing for so long is dropped; it comes back and resumes
MOST_BYTES = 65_536
MOST_FRAMES = 30  # from a browser, in a minute
MOST_WORDS = 90  # frames that say who is writing, in a minute


class Hello(msgspec.Struct, frozen=True, gc=False, forbid_unknown_fields=True):
    """The first frame."""

    token: str
    language: str = ""
    gentle: bool = False
    have: dict[str, str] = {}
    only: Annotated[tuple[Annotated[str, msgspec.Meta(max_length=40)], ...], msgspec.Meta(max_length=40)] = ()


class Said(msgspec.Struct, frozen=True, gc=False, forbid_unknown_fields=True):
    """Is anybody there? Or: I see to this ('' lets go of it), I am writing there."""

    ping: int = 0
    take: Annotated[str, msgspec.Meta(max_length=160)] | None = None
    writing: Writing | None = None
    by: Annotated[str, msgspec.Meta(max_length=80)] = ""


class Left(Exception):
    """The browser is gone."""


_hello = msgspec.json.Decoder(Hello)
_said = msgspec.json.Decoder(Said)


class Socket:
    """Streams for seats with a token of this key, from pages of a known host."""

    def __init__(self, hub: Hub, *, key: bytes, hosts: frozenset[str], stuck: float = STUCK_SECONDS) -> None:
        self._hub = hub
        self._key = key
        self._hosts = hosts
        self._stuck = stuck

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection to its end."""
        if (await receive())["type"] != "websocket.connect":
            return
        if not self._welcome(scope):
            await send({"type": "websocket.close", "code": 1008, "reason": ""})
            return
        await send({"type": "websocket.accept"})
        with contextlib.suppress(Left):
            why = await self._serve(receive, send)
            await send({"type": "websocket.close", "code": int(why), "reason": why.name.lower()})

    def _welcome(self, scope: Scope) -> bool:
        try:
            host, origin = header(scope, b"host"), header(scope, b"origin")
        except Stop:
            return False
        return guard.known_host(host, self._hosts) and guard.same_origin(origin, host)

    async def _serve(self, receive: Receive, send: Send) -> Close:
        try:
            async with asyncio.timeout(HELLO_SECONDS):
                hello = _hello.decode(await _text(receive))
            token = tokens.read(self._key, hello.token, self._hub.wall())
        except (TimeoutError, msgspec.MsgspecError):
            return Close.UNCLEAR
        except tokens.Forged:
            return Close.STRANGER
        house = self._hub.house
        now = await house.now(token.exercise)
        if now is None:
            return Close.NOWHERE
        sits = place(now.state, token)
        if sits is None:
            return Close.REVOKED
        wording = house.wording(now, Wording(hello.language, hello.gentle))
        stream = Stream(token=token, place=sits, wording=wording, only=frozenset(hello.only))
        if not self._hub.room_for(stream):
            return Close.FULL
        listening = asyncio.create_task(self._listen(receive, stream))
        try:
            first = await self._hub.enter(stream, now, hello.have)
            return await self._tell(stream, first, send)
        finally:
            self._hub.leave(stream)
            listening.cancel()

    async def _tell(self, stream: Stream, first: str, send: Send) -> Close:
        texts = [first]
        while stream.closing is None:
            try:
                for text in texts:
                    async with asyncio.timeout(self._stuck):
                        await send({"type": "websocket.send", "text": text})
            except TimeoutError:
                return Close.SLOW
            except OSError:  # what a send to a closed connection raises
                raise Left from None
            await stream.changed()
            texts = stream.next_texts(self._hub.wall()) if stream.closing is None else []
            if stream.left:
                raise Left
        return stream.closing

    async def _listen(self, receive: Receive, stream: Stream) -> None:
        """Answer pings, at a bearable pace, until the browser leaves or says something unknown."""
        loop = asyncio.get_running_loop()
        since, count, words = loop.time(), 0, 0
        while True:
            try:
                said = _said.decode(await _text(receive))
            except Left:
                stream.leave()
                return
            except msgspec.MsgspecError:
                stream.close(Close.UNCLEAR)
                return
            if loop.time() - since > 60:
                since, count, words = loop.time(), 0, 0
            if said.writing is None:
                count += 1
            else:
                words += 1
            if count > MOST_FRAMES or words > MOST_WORDS:
                stream.close(Close.UNCLEAR)
                return
            if said.take is not None:
                self._hub.take(stream, said.take, said.by)
            elif said.writing is not None:
                await self._hub.write(stream, said.writing)
            else:
                stream.pong()


async def _text(receive: Receive) -> str:
    """Return the next text frame. Raises Left at the end, and DecodeError for a frame that is too long or not text."""
    message: Message = await receive()
    if message["type"] == "websocket.disconnect":
        raise Left
    text = message.get("text")
    if not isinstance(text, str) or len(text) > MOST_BYTES:
        raise msgspec.DecodeError("not a text frame")
    return text
