"""The server: live and web in one process, with the ticker and the bots, on one data folder."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import ipaddress
import logging
import signal
import socket
import sys
import threading
from collections.abc import Awaitable, Callable, Generator
from pathlib import Path

import uvicorn

from palermo.conduct.lock import ServerLock
from palermo.conduct.memo import Packages
from palermo.conduct.occupants import Occupants
from palermo.conduct.submit import Conduct
from palermo.conduct.ticker import Ticker
from palermo.live import guard, network, tokens
from palermo.live.app import PREFIX, Live
from palermo.live.faults import where
from palermo.live.http import ASGI, Receive, Scope, Send
from palermo.live.hub import Hub
from palermo.live.rooms import Rooms
from palermo.live.socket import MOST_BYTES
from palermo.log.sqlite import SqliteLog
from palermo.pages.options import Options

log = logging.getLogger("palermo.live")

LOG_FILE = "log.sqlite3"
LOOPBACK = "127.0.0.1"
EVERYWHERE = ""
GRACEFUL = 3  # seconds for streams and requests to end
PING = 20.0  # seconds between two signs of life on a socket, and for the answer to one
KEEP_ALIVE = 30  # seconds an idle connection stays open between two requests
REST = 1.0  # seconds until a task that broke is started again

# On Windows SO_REUSEADDR lets a second server take the port away; elsewhere it lets us come back at once after a restart.
# What asks us to end is one signal more there: Ctrl+Break.
if sys.platform == "win32":
    _ALONE = socket.SO_EXCLUSIVEADDRUSE
    _ENDS = (signal.SIGINT, signal.SIGTERM, signal.SIGBREAK)
else:
    _ALONE = socket.SO_REUSEADDR
    _ENDS = (signal.SIGINT, signal.SIGTERM)


class Site:
    """The web's half: made over a conduct, and asked how an exercise's pages are shown (names of people among it)."""

    def __init__(self, application: Callable[[Conduct], ASGI], options: Callable[[str], Options]) -> None:
        self.application = application
        self.options = options


class Whole:
    """Both halves as one application, and what runs beside them for as long as it lives."""

    def __init__(self, live: Live, web: ASGI, rooms: Rooms, beside: tuple[Callable[[], Awaitable[None]], ...]) -> None:
        self._live = live
        self._web = web
        self._rooms = rooms
        self._beside = beside

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, one connection, or the life of the server."""
        if scope["type"] == "lifespan":
            await self._live_on(receive, send)
        elif scope["type"] == "websocket" or scope["path"].startswith(PREFIX):
            await self._live(scope, receive, send)
        else:
            await self._web(scope, receive, send)

    async def _live_on(self, receive: Receive, send: Send) -> None:
        await receive()
        self._live.hub.start(self._rooms)
        tasks = [asyncio.create_task(_kept_up(run)) for run in self._beside]
        await send({"type": "lifespan.startup.complete"})
        await receive()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await send({"type": "lifespan.shutdown.complete"})


def run(
    host: str,
    port: int,
    data: Path,
    *,
    site: Site,
    lan: bool = False,
    ready: Callable[[tuple[str, ...]], None] = lambda addresses: None,
    prepare: Callable[[Conduct], None] = lambda conduct: None,
) -> None:
    """Serve until a signal comes; return when everything is on disk.

    With `lan` the local network may come in. Port 0 is any free one. `prepare` is called once the log is open, `ready` with the
    addresses once the server answers. Raises `conduct.lock.Held` when another server has the data folder, OSError when the
    port is taken.
    """
    with (
        ServerLock(data),
        _listening(EVERYWHERE if lan and host in ("", LOOPBACK, "localhost") else host, port) as here,
    ):
        book = SqliteLog(data / LOG_FILE)
        try:
            conduct = Conduct(book, Packages(book))
            prepare(conduct)
            _serve(conduct, data, site, here, ready)
        finally:
            book.close()


def _serve(
    conduct: Conduct, data: Path, site: Site, here: socket.socket, ready: Callable[[tuple[str, ...]], None]
) -> None:
    hub = Hub(wall=conduct.clock)
    occupants = Occupants(conduct)
    conduct.listen(hub.moved)
    conduct.listen(occupants.moved)
    live = Live(hub, key=tokens.load_key(data), hosts=guard.named_hosts())
    whole = Whole(live, site.application(conduct), Rooms(conduct, site.options), (Ticker(conduct).run, occupants.run))
    config = uvicorn.Config(
        whole,
        ws="websockets-sansio",
        ws_max_size=MOST_BYTES,
        ws_ping_interval=PING,
        ws_ping_timeout=PING,
        ws_per_message_deflate=False,  # a frame is encoded once; packing it would be done for each connection
        timeout_graceful_shutdown=GRACEFUL,
        timeout_keep_alive=KEEP_ALIVE,
        server_header=False,
        access_log=False,
        log_config=None,
        log_level="warning",
        lifespan="on",
    )
    _Server(config, hub, lambda: ready(addresses(here))).run(sockets=[here])


class _Server(uvicorn.Server):
    """Closes its streams before it goes down, and returns to its caller when a signal ends it."""

    def __init__(self, config: uvicorn.Config, hub: Hub, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._hub = hub
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to answer, and say so."""
        await super().startup(sockets)
        gc.collect()
        gc.freeze()  # what is there now stays: later collections need not look at it
        self._ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Close the streams, then everything else."""
        await self._hub.close()
        await super().shutdown(sockets)

    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        """Take SIGINT and SIGTERM as a wish to end. Unlike the library's own, do not die of them afterwards: the log is closed."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = {which: signal.signal(which, self.handle_exit) for which in _ENDS}
        try:
            yield
        finally:
            for which, handler in before.items():
                signal.signal(which, handler)


async def _kept_up(run: Callable[[], Awaitable[None]]) -> None:
    """Keep a task running: one that breaks is started again."""
    while True:
        try:
            await run()
        except Exception as error:
            log.error("something beside the server broke and is started again: %s", where(error))
        await asyncio.sleep(REST)


@contextlib.contextmanager
def _listening(host: str, port: int) -> Generator[socket.socket, None, None]:
    """Hold the port, so that a taken one is known before anything else is opened."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as here:
        here.setsockopt(socket.SOL_SOCKET, _ALONE, 1)
        here.bind((host, port))
        yield here


def addresses(here: socket.socket) -> tuple[str, ...]:
    """Return the addresses a listening socket is reached by, the local network's first."""
    host, port = here.getsockname()[:2]
    if ipaddress.ip_address(host).is_unspecified:
        names = [*network.own_addresses(), LOOPBACK]
    else:
        names = [f"[{host}]" if ":" in host else host]
    return tuple(f"http://{name}:{port}" for name in dict.fromkeys(names))
