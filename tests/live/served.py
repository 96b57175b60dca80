"""A real server for tests, in a process of its own: `python -m live.served FOLDER PORT`. It says its address when it answers."""

from __future__ import annotations

import sys
from pathlib import Path

from cast import package
from palermo.conduct.submit import Conduct
from palermo.engine import commands as c
from palermo.live import serve
from palermo.live.http import Receive, Scope, Send
from palermo.pages.options import Options

EXERCISE = "x1"


def prepare(conduct: Conduct) -> None:
    """Set the exercise up, unless the log has it."""
    if conduct.state(EXERCISE) is not None:
        return
    digest = conduct.packages.add(package())
    setup = c.Create(digest, "trio", "P30", "en", help_level=2, talk="liaison")
    steps = (
        ("server", setup),
        ("server", c.TakeSeat("s-BG", "T1", ("BG",))),
        ("server", c.TakeSeat("s-NGO", "T3", ("NGO",))),
        ("control", c.Begin()),
    )
    for n, (seat, command) in enumerate(steps):
        answer = conduct.submit_blocking(EXERCISE, seat, f"prepare-{n}", command)
        assert not isinstance(answer, c.Refused), answer


async def web(scope: Scope, receive: Receive, send: Send) -> None:
    """Stand in for the web's half."""
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"the web's half"})


def say(addresses: tuple[str, ...]) -> None:
    """Tell the test where the server is."""
    sys.stdout.write(f"{addresses[0]}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    serve.run(
        "127.0.0.1",
        int(sys.argv[2]),
        Path(sys.argv[1]),
        site=serve.Site(lambda conduct: web, lambda exercise: Options()),
        prepare=prepare,
        ready=say,
    )
