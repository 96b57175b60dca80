"""The wire between one browser and the server: a door of its own that passes every byte on and keeps what came back.

It stands outside the browser, so that nothing is missed: pages, files, answers, frames, also of requests that the page gave up.
"""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from dataclasses import dataclass, field

PIECE = 65_536


@dataclass
class Connection:
    """One connection, both ways. `marks` are (length of `back` so far, UTC second): when each piece came."""

    there: bytearray = field(default_factory=bytearray)
    back: bytearray = field(default_factory=bytearray)
    marks: list[tuple[int, float]] = field(default_factory=list)

    def came(self, length: int) -> float:
        """Return when the first `length` bytes had come back."""
        return next((at for upto, at in self.marks if upto >= length), self.marks[-1][1] if self.marks else 0.0)


class Wire:
    """Listens on a port of its own and connects to the server's. `port` may change when the server does."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.connections: list[Connection] = []
        self._open: set[socket.socket] = set()
        self._door = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self._listen, daemon=True).start()

    @property
    def address(self) -> str:
        """The server's address for this browser."""
        return f"http://127.0.0.1:{self._door.getsockname()[1]}"

    def close(self) -> None:
        """Let nobody in any more and end what is open."""
        for one in (self._door, *self._open):
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()

    def _listen(self) -> None:
        while True:
            try:
                here, _ = self._door.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(here,), daemon=True).start()

    def _serve(self, here: socket.socket) -> None:
        try:
            away = socket.create_connection(("127.0.0.1", self.port), 5)
        except OSError:
            here.close()
            return
        away.settimeout(None)
        for one in (here, away):
            one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        connection = Connection()
        self.connections.append(connection)
        self._open |= {here, away}
        asking = threading.Thread(target=self._pass, args=(here, away, connection, False), daemon=True)
        asking.start()
        self._pass(away, here, connection, True)
        asking.join()
        self._open -= {here, away}
        here.close()
        away.close()

    def _pass(self, source: socket.socket, sink: socket.socket, connection: Connection, back: bool) -> None:
        with contextlib.suppress(OSError):
            while piece := source.recv(PIECE):
                if back:
                    connection.back += piece
                    connection.marks.append((len(connection.back), time.time()))
                else:
                    connection.there += piece
                sink.sendall(piece)
        with contextlib.suppress(OSError):
            sink.shutdown(socket.SHUT_WR)
