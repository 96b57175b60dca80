"""The small exercise on a memory log, with the live path before it: three tables, a seat at each, a clock that waits."""

from __future__ import annotations

import asyncio
import inspect
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

from cast import START, package
from live.caller import ORIGIN, Answer, Socket, call
from palermo.conduct.memo import Packages
from palermo.conduct.submit import Conduct
from palermo.engine import commands as c
from palermo.live import tokens
from palermo.live.app import Live
from palermo.live.hub import Hub
from palermo.live.rooms import Rooms
from palermo.log.memory import MemoryLog
from palermo.pages.options import Options

KEY = b"k" * 32
EXERCISE = "x1"


class Hall:
    """A running server without a network. `seats` are one for each table, named after its first desk, with their teams."""

    def __init__(self, name: str = "small") -> None:
        self.package = package(name)
        self.preset, self.profile = self.package.scenario.presets[0], self.package.scenario.profiles[0]
        self.seats = {f"s-{team.desks[0]}": team.id for team in self.preset.teams}
        self.wall = START
        self.log = MemoryLog()
        self.packages = Packages(self.log)
        self.conduct = Conduct(self.log, self.packages, clock=lambda: self.wall, grace=float("inf"))
        self.names = {"control": "Ada"} | {seat: seat.lower() for seat in self.seats}
        self.hub = Hub(wall=lambda: self.wall)
        self.conduct.listen(self.hub.moved)
        self.rooms = Rooms(self.conduct, lambda exercise: Options(names=dict(self.names), control="Ada"))
        self.app = Live(self.hub, key=KEY)
        self.count = 0

    def begin(self) -> None:
        """Set the exercise up and go to the first minute of play."""
        digest = self.packages.add(self.package)
        self.must("server", c.Create(digest, self.preset.id, self.profile.id, "en", help_level=2, talk="liaison"))
        for team in self.preset.teams:
            self.must("server", c.TakeSeat(f"s-{team.desks[0]}", team.id, team.desks))
        self.must("control", c.Begin())
        self.must("control", c.SkipPhase())

    def another_seat(self, seat: str, team: str) -> c.Command:
        """Return the command that seats somebody beside those who sit at a table."""
        return c.TakeSeat(seat, team, next(one.desks for one in self.preset.teams if one.id == team))

    def must(self, seat: str, command: c.Command) -> None:
        """Make a command happen; fails if it is refused."""
        self.count += 1
        answer = self.conduct.submit_blocking(EXERCISE, seat, f"test-{self.count}", command)
        assert not isinstance(answer, c.Refused), answer

    async def done(self) -> None:
        """Wait until every stream has been told everything."""
        inner = self.hub._halls[EXERCISE]
        await self.hub._step(EXERCISE, inner)
        while any(stream._wake.is_set() for stream in inner.streams):
            await asyncio.sleep(0)
        for _ in range(5):
            await asyncio.sleep(0)

    def token(self, seat: str, generation: int = 1, exercise: str = EXERCISE) -> str:
        """Return a genuine token."""
        if seat == "control":
            return tokens.mint_control(KEY, exercise, self.wall)
        return tokens.mint(KEY, tokens.Token(exercise, seat, generation))

    async def post(self, seat: str, command: object, id: str = "", **more: Any) -> Answer:
        """Post a command as a seat's page does."""
        self.count += 1
        headers = {"origin": ORIGIN, "content-type": "application/json", "x-seat": self.token(seat)}
        headers |= more.pop("headers", {})
        body = json.dumps({"id": id or f"command-{self.count:04}", "command": command, **more}).encode()
        return await call(self.app, "POST", "/live/command", headers=headers, body=body)

    async def get(self, seat: str, path: str, **headers: str) -> Answer:
        """Get something as a seat's page does."""
        return await call(self.app, "GET", path, headers={"x-seat": self.token(seat), **headers})

    @asynccontextmanager
    async def stream(
        self, seat: str, *, have: dict[str, str] | None = None, language: str = "en", only: tuple[str, ...] = ()
    ) -> AsyncIterator[Page]:
        """Open a seat's stream and take its first frame."""
        async with Socket(self.app) as socket:
            socket.say({"token": self.token(seat), "language": language, "have": have or {}, "only": only})
            page = Page(self, socket, dict(have or {}))
            page.take_in(await socket.take())
            yield page


class Page:
    """What a browser keeps of a stream."""

    def __init__(self, hall: Hall, socket: Socket, digests: dict[str, str]) -> None:
        self.hall = hall
        self.socket = socket
        self.version = -1
        self.regions: dict[str, str] = {}
        self.digests = digests
        self.frames: list[dict[str, Any]] = []

    def take_in(self, frame: dict[str, Any]) -> None:
        """Do with a frame what the page does."""
        if "regions" not in frame:
            return
        assert frame["since"] in (-1, self.version), "a frame is missing"
        self.frames.append(frame)
        self.version = frame["v"]
        self.regions |= frame["regions"]
        self.digests |= frame["digests"]

    async def until(self, version: int) -> None:
        """Take frames until the page is at a version."""
        while self.version < version:
            self.take_in(await self.socket.take())

    async def settle(self) -> None:
        """Take every frame there is once the hub has nothing left to do."""
        await self.hall.done()
        while self.socket.more():
            self.take_in(await self.socket.take())


Story = Callable[..., Awaitable[None]]


async def in_hall(tell: Callable[[Hall], Awaitable[None]], name: str = "small") -> None:
    """Tell a story in a hall where play has begun."""
    hall = Hall(name)
    hall.hub.start(hall.rooms)
    hall.begin()
    async with asyncio.timeout(120):
        await tell(hall)


def story(test: Story) -> Callable[..., None]:
    """Run a test in an event loop, with a hall as its first argument."""

    def run(**given: Any) -> None:
        asyncio.run(in_hall(lambda hall: test(hall, **given)))

    parameters = list(inspect.signature(test).parameters.values())[1:]
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    run.__name__ = test.__name__
    run.__doc__ = test.__doc__
    for mark in getattr(test, "pytestmark", []):
        run.__dict__.setdefault("pytestmark", []).append(mark)
    return run
