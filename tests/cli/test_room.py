"""`palermo room`: the way in when it is open, and what to do when it is not."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from palermo.cli import main
from palermo.live import network
from palermo.web import room_command

HERE = "127.0.0.1"


class Healthy(BaseHTTPRequestHandler):
    """Answers as our server does."""

    def do_GET(self) -> None:
        body = b'{"ok":true}' if self.path == "/live/health" else b"something else"
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def port() -> Iterator[int]:
    """A server that answers on loopback."""
    with ThreadingHTTPServer((HERE, 0), Healthy) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder with a list of exercises."""
    monkeypatch.setenv("PALERMO_DATA", str(tmp_path))
    with sqlite3.connect(tmp_path / "web.sqlite3") as book:
        book.execute("CREATE TABLE web_exercise (title, code, standing, rehearsal, created_at)")
    return tmp_path


def add(data: Path, title: str, code: str, standing: str = "before", rehearsal: bool = False) -> None:
    with sqlite3.connect(data / "web.sqlite3") as book:
        book.execute("INSERT INTO web_exercise VALUES (?, ?, ?, ?, 1)", (title, code, standing, rehearsal))


def said(capsys: pytest.CaptureFixture[str], port: int) -> tuple[int, str]:
    code = main(["room", "--port", str(port)])
    return code, capsys.readouterr().out


def test_an_open_room_prints_address_code_picture_and_advice(
    data: Path, port: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(network, "own_addresses", lambda: (HERE, "192.0.2.99"))
    monkeypatch.setattr(room_command, "PATIENCE", 0.2)
    monkeypatch.setattr(room_command, "answers", lambda address, port: address == HERE)
    add(data, "Over", "AAAAAA", "over")
    add(data, "Alone", "BBBBBB", rehearsal=True)
    add(data, "Tuesday group", "CCCCCC")
    code, out = said(capsys, port)
    assert code == 0
    assert f"http://{HERE}:{port}/j/CCCCCC" in out
    assert "Tuesday group" in out
    assert "192.0.2.99" not in out, "an address that does not answer is not offered"
    assert "▄" in out or "█" in out
    assert "Guest networks" in out


def test_with_several_exercises_the_picture_leads_to_the_start_page(
    data: Path, port: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(network, "own_addresses", lambda: (HERE,))
    add(data, "One", "CCCCCC")
    add(data, "Two", "DDDDDD", "running")
    code, out = said(capsys, port)
    assert code == 0
    assert f"http://{HERE}:{port}\n" in out
    assert "/j/" not in out


def test_without_a_list_of_exercises_it_still_says_the_address(
    tmp_path: Path, port: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PALERMO_DATA", str(tmp_path / "none"))
    monkeypatch.setattr(network, "own_addresses", lambda: (HERE,))
    assert said(capsys, port)[0] == 0
    assert not (tmp_path / "none").exists(), "looking makes nothing"


def test_a_server_for_this_machine_alone_says_how_to_let_others_in(
    data: Path, port: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(network, "own_addresses", lambda: ("192.0.2.99",))
    real = room_command.answers
    monkeypatch.setattr(room_command, "answers", lambda address, at: address == HERE and real(address, at))
    code, out = said(capsys, port)
    assert code == 1
    assert "for this machine alone" in out
    assert f"palermo serve --lan --port {port}" in out


def test_a_server_that_does_not_run_and_a_machine_without_a_network_are_told_apart(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(room_command, "answers", lambda address, port: False)
    monkeypatch.setattr(network, "own_addresses", lambda: ("192.0.2.99",))
    code, out = said(capsys, 8000)
    assert code == 1
    assert "No Palermo answers on port 8000" in out
    monkeypatch.setattr(network, "own_addresses", lambda: ())
    code, out = said(capsys, 8000)
    assert code == 1
    assert "in no network" in out


def test_another_server_on_the_port_is_not_taken_for_ours(port: int) -> None:
    assert room_command.answers(HERE, port)

    class Other(Healthy):
        def do_GET(self) -> None:
            self.send_error(404)

    with ThreadingHTTPServer((HERE, 0), Other) as server:
        thread = threading.Thread(target=server.handle_request)
        thread.start()
        assert not room_command.answers(HERE, server.server_port)
        thread.join()


@pytest.mark.parametrize(
    ("platform", "words"), [("win32", "netsh"), ("darwin", "System Settings"), ("linux", "ufw allow 8000/tcp")]
)
def test_the_firewall_is_named_as_the_platform_calls_it(platform: str, words: str) -> None:
    assert words in room_command.firewall(platform, 8000)


def test_own_addresses_are_none_of_this_machine_alone() -> None:
    assert not [address for address in network.own_addresses() if address.startswith(("127.", "0."))]
