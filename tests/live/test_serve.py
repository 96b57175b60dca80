"""The server as a process: it answers, it ends within its time, and it comes back with all it acknowledged."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from palermo.live import tokens
from palermo.live.stream import Close

ENVIRONMENT = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}


class Server:
    """A running server and its address."""

    def __init__(self, process: subprocess.Popen[str], address: str, data: Path) -> None:
        self.process = process
        self.address = address
        self.key = tokens.load_key(data)

    def token(self, seat: str) -> str:
        """Return a genuine token."""
        if seat == "control":
            return tokens.mint_control(self.key, "x1", time.time())
        return tokens.mint(self.key, tokens.Token("x1", seat, 1))

    def ask(self, path: str, seat: str = "", body: object = None) -> tuple[int, Any]:
        """Ask over a real connection; return status and what came back."""
        headers = {"Origin": self.address, "Content-Type": "application/json"}
        if seat:
            headers["X-Seat"] = self.token(seat)
        data = json.dumps(body).encode() if body is not None else None
        request = urllib.request.Request(f"{self.address}{path}", data=data, headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=5) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()

    def stream(self) -> connect:
        """Return a connection to the stream, to be opened."""
        return connect(f"{self.address.replace('http', 'ws')}/live/socket", origin=self.address)  # type: ignore[arg-type]


def command(data: Path) -> list[str]:
    """Return the command that starts a server over a data folder, on any free port."""
    return [sys.executable, "-m", "live.served", str(data), "0"]


@contextmanager
def server(data: Path) -> Iterator[Server]:
    """Run a server over a data folder."""
    with subprocess.Popen(command(data), env=ENVIRONMENT, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            yield Server(process, process.stdout.readline().strip(), data)
        finally:
            process.kill()


async def hello(there: Server, stream: ClientConnection, seat: str) -> dict[str, Any]:
    await stream.send(json.dumps({"token": there.token(seat), "language": "en", "have": {}}))
    return json.loads(await stream.recv())


def test_a_page_is_served_told_and_heard(tmp_path: Path) -> None:
    async def tell(there: Server) -> None:
        async with there.stream() as stream:
            first = await hello(there, stream, "s-BG")
            assert "new" in first["regions"]
            command = {"id": "0123456789", "command": {"do": "help", "text": "Hello"}}
            status, body = await asyncio.to_thread(there.ask, "/live/command", "s-BG", command)
            assert status == 200
            async with asyncio.timeout(3):
                frame = json.loads(await stream.recv())
            assert frame["v"] == json.loads(body)["v"]
            assert "Hello" in frame["regions"]["messages"]

    with server(tmp_path) as there:
        assert there.ask("/live/health") == (200, b'{"ok":true}')
        assert there.ask("/anything") == (200, b"the web's half")
        asyncio.run(tell(there))


def test_a_signal_closes_the_streams_and_ends_the_server_in_time(tmp_path: Path) -> None:
    async def tell(there: Server) -> None:
        async with there.stream() as one, there.stream() as two:
            await hello(there, one, "s-BG")
            await hello(there, two, "s-NGO")
            began = time.monotonic()
            there.process.send_signal(signal.SIGTERM)
            for stream in (one, two):
                with pytest.raises(ConnectionClosed) as closed:
                    await asyncio.wait_for(stream.recv(), 5)
                assert closed.value.rcvd is not None
                assert closed.value.rcvd.code == Close.RESTART
            assert await asyncio.to_thread(there.process.wait, 6) == 0
            assert time.monotonic() - began < 5

    with server(tmp_path) as there:
        asyncio.run(tell(there))


def test_what_was_acknowledged_is_there_after_a_kill(tmp_path: Path) -> None:
    ids = [f"command-{n:04}" for n in range(20)]
    with server(tmp_path) as there:
        for id in ids:
            assert there.ask("/live/command", "s-BG", {"id": id, "command": {"do": "help", "text": id}})[0] == 200
        os.kill(there.process.pid, signal.SIGKILL)
        there.process.wait()
    with server(tmp_path) as there:
        regions = json.loads(there.ask("/live/regions", "s-BG")[1])["regions"]
        assert [id for id in ids if id not in regions["messages"]] == []
        again = there.ask("/live/command", "s-BG", {"id": ids[0], "command": {"do": "help", "text": ids[0]}})
        assert again[0] == 200
        assert json.loads(there.ask("/live/regions", "s-BG")[1])["regions"]["messages"].count(ids[0]) == regions[
            "messages"
        ].count(ids[0])


def test_a_second_server_on_the_same_folder_says_that_there_is_one(tmp_path: Path) -> None:
    with server(tmp_path):
        second = subprocess.run(
            command(tmp_path), env=ENVIRONMENT, capture_output=True, text=True, timeout=60, check=False
        )
    assert second.returncode != 0
    assert "already runs" in second.stderr
