"""A real server for browser tests, in a process of its own, on a folder of its own."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

ANY_PORT = 0
TESTS = Path(__file__).parents[1]


class Server:
    """`palermo serve` on loopback. `said` is what it printed last; it is ended by its own process alone."""

    def __init__(self, data: Path, program: str = "palermo.cli") -> None:
        self.data = data
        self.program = program
        self.port = ANY_PORT
        self.said = ""
        self.errors = data / "server.err"
        self._process: subprocess.Popen[str] | None = None

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def runs(self) -> bool:
        """Whether it has been started and not ended."""
        return self._process is not None

    def start(self) -> None:
        """Start it, on the port it had before, and wait until it answers."""
        self.data.mkdir(parents=True, exist_ok=True)
        paths = [path for path in (str(TESTS), os.environ.get("PYTHONPATH")) if path]
        with self.errors.open("a") as errors:
            self._process = subprocess.Popen(
                [sys.executable, "-m", self.program, "serve", "--port", str(self.port)],
                env={**os.environ, "PALERMO_DATA": str(self.data), "PYTHONPATH": os.pathsep.join(paths)},
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
            )
        assert self._process.stdout is not None
        self.said = ""
        for line in self._process.stdout:
            self.said += line
            if line.startswith("Stop with"):
                break
        found = re.search(r"http://127\.0\.0\.1:(\d+)", self.said)
        assert found is not None, self.said + self.errors.read_text()
        self.port = int(found[1])

    def printed(self, path: str) -> str:
        """Return the path of a printed address that begins with `path`."""
        found = re.search(rf"http://[^/\s]+({re.escape(path)}\S*)", self.said)
        assert found is not None, self.said
        return found[1]

    def kill(self) -> None:
        """End it at once, as a power cut of the process."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """Ask it to end; it does, and well."""
        if self._process is not None:
            assert self._end(signal.SIGTERM) == 0, self.complaints()

    def complaints(self) -> str:
        """Return what it wrote to its own log."""
        return self.errors.read_text() if self.errors.exists() else ""

    def _end(self, how: signal.Signals) -> int:
        process, self._process = self._process, None
        assert process is not None
        process.send_signal(how)
        code = process.wait(20)
        assert process.stdout is not None
        process.stdout.close()
        return code
