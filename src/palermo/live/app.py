"""The ASGI application for `/live/...`: raw, beside the framework, in one process with it."""

from __future__ import annotations

import contextlib
import logging

from palermo.live.faults import where
from palermo.live.http import Gone, Receive, Scope, Send
from palermo.live.hub import Hub
from palermo.live.requests import Requests
from palermo.live.socket import STUCK_SECONDS, Socket

log = logging.getLogger("palermo.live")

PREFIX = "/live/"


class Live:
    """Serves `/live/socket` and the requests beside it."""

    def __init__(
        self, hub: Hub, *, key: bytes, hosts: frozenset[str] = frozenset(), stuck: float = STUCK_SECONDS
    ) -> None:
        self.hub = hub
        self._requests = Requests(hub, key=key, hosts=hosts)
        self._socket = Socket(hub, key=key, hosts=hosts, stuck=stuck)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request or one connection."""
        if scope["type"] == "http":
            with contextlib.suppress(Gone):
                await self._requests(scope, receive, send)
        elif scope["path"] == "/live/socket":
            try:
                await self._socket(scope, receive, send)
            except Exception as error:
                log.error("/live/socket: %s", where(error))
        else:
            await receive()
            await send({"type": "websocket.close", "code": 1008, "reason": ""})
