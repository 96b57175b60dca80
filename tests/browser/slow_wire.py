"""A bad classroom network: late, thin, and sometimes not there at all."""

from __future__ import annotations

import contextlib
import socket
import threading
import time

from browser.wire import Connection, Wire

SMALL = 4_096  # bytes passed on at a time, so that a large page does not block a small answer for long


class SlowWire(Wire):
    """A wire that passes each piece on `late` seconds later, at `rate` bytes a second, until it is cut."""

    def __init__(self, port: int, *, late: float, rate: int) -> None:
        self.late = late
        self.rate = rate
        self._lies = threading.Event()  # set while the wire lies cut
        super().__init__(port)

    def cut(self) -> None:
        """Break every connection; whoever comes meanwhile finds nobody."""
        self._lies.set()
        for one in tuple(self._open):
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)

    def mend(self) -> None:
        """Let everybody in again."""
        self._lies.clear()

    def _serve(self, here: socket.socket) -> None:
        if self._lies.is_set():
            here.close()
            return
        super()._serve(here)

    def _pass(self, source: socket.socket, sink: socket.socket, connection: Connection, back: bool) -> None:
        with contextlib.suppress(OSError):
            first = True
            while piece := source.recv(SMALL):
                time.sleep((self.late if first or len(piece) < SMALL else 0.0) + len(piece) / self.rate)
                first = False
                if back:
                    connection.back += piece
                    connection.marks.append((len(connection.back), time.time()))
                else:
                    connection.there += piece
                sink.sendall(piece)
        with contextlib.suppress(OSError):
            sink.shutdown(socket.SHUT_WR)
