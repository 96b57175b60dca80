"""The server as the bench meets it: a process of its own on a folder of its own, spoken to over the network alone."""

from __future__ import annotations

import contextlib
import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

ADDRESS = re.compile(r"http://(127\.0\.0\.1:\d+)")
CODE = re.compile(r"/j/([A-Za-z0-9_-]+)")
READY_SECONDS = 90.0
MINT = (
    "import json, sys; from pathlib import Path; from palermo.live import tokens;"
    "key = tokens.load_key(Path(sys.argv[1]));"
    "print(json.dumps([tokens.mint(key, tokens.Token(*one, 1)) for one in json.load(sys.stdin)]))"
)


class NotServed(Exception):
    """The server did not answer in time; its last words are in the message."""


class Server:
    """A running server: where it is, which process it is, and the join code it named, if any."""

    def __init__(self, process: subprocess.Popen[str], host: str, code: str) -> None:
        self.process = process
        self.host = host
        self.code = code

    def kill(self) -> None:
        """End it without a word, as a power cut of the process would."""
        self.process.kill()
        self.process.wait()

    def megabytes(self) -> float:
        """Return the memory it holds now, 0.0 where the system does not say."""
        try:
            status = Path(f"/proc/{self.process.pid}/status").read_text()
        except OSError:
            return 0.0
        found = re.search(r"VmRSS:\s+(\d+) kB", status)
        return int(found[1]) / 1024 if found else 0.0


@contextlib.contextmanager
def serving(folder: Path, *words: str) -> Iterator[Server]:
    """Run `palermo WORDS --port 0` on a data folder until the block ends. Raises NotServed."""
    process = subprocess.Popen(
        [sys.executable, "-m", "palermo.cli", *words, "--port", "0"],
        env={**os.environ, "PALERMO_DATA": str(folder), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    said: list[str] = []
    there = threading.Event()

    def listen() -> None:
        for line in process.stdout or ():
            said.append(line)
            if line.startswith("Stop with"):
                there.set()
        there.set()

    threading.Thread(target=listen, daemon=True).start()
    try:
        there.wait(READY_SECONDS)
        text = "".join(said)
        address, code = ADDRESS.search(text), CODE.search(text)
        if address is None or process.poll() is not None:
            raise NotServed(f"The server did not start: {text[-400:].strip()}")
        yield Server(process, address[1], code[1] if code else "")
    finally:
        if process.poll() is None:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


@contextlib.contextmanager
def echoing(size: int) -> Iterator[str]:
    """Run the bare-socket stand-in, with frames of so many bytes, until the block ends; yield its host."""
    process = subprocess.Popen(
        [sys.executable, "-m", "palermo.trial.echo", str(size)], stdout=subprocess.PIPE, text=True
    )
    try:
        port = process.stdout.readline().strip() if process.stdout is not None else ""
        yield f"127.0.0.1:{port}"
    finally:
        process.kill()
        process.wait()


def minted(folder: Path, seats: list[tuple[str, str]]) -> list[str]:
    """Return a token for each (exercise, seat), made by the server's own code in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", MINT, str(folder)], input=json.dumps(seats), capture_output=True, text=True, check=True
    )
    tokens: list[str] = json.loads(done.stdout)
    return tokens
