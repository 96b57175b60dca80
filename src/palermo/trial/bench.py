"""Measurements of a whole server on this machine, beside a bare-socket stand-in under the same client.

The client runs on the same cores as the server, and whatever else runs there takes its share: compare `p99_ms` with
`ceiling_p99_ms`, which is what this client sees of a server that does nothing.
"""

from __future__ import annotations

import asyncio
import os
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

import msgspec

from palermo.conduct.memo import Packages
from palermo.conduct.submit import Conduct
from palermo.engine import commands as c
from palermo.engine.commands import Refused
from palermo.engine.viewing import view
from palermo.log.sqlite import SqliteLog
from palermo.scenario import Package, load
from palermo.trial.game import Game
from palermo.trial.joining import joined
from palermo.trial.served import Server, echoing, minted, serving
from palermo.trial.simulate import Asked
from palermo.trial.wire import Page, Poster

SCENARIO = "night_minibus"
LOG_FILE = "log.sqlite3"
RATE = 20.0  # commands a second
GONE = (OSError, EOFError, asyncio.IncompleteReadError)


class Size(msgspec.Struct, frozen=True):
    """How much is measured."""

    exercises: int = 10
    people: int = 30  # in each exercise
    seconds: float = 12.0
    durable: float = 3.0
    kills: int = 3
    dry_runs: int = 3


QUICK = Size(exercises=2, people=15, seconds=4.0, durable=1.0, kills=1, dry_runs=1)


def bench(size: Size) -> dict[str, Any]:
    """Measure everything, in about a minute and a half; return the object of `palermo bench --json`."""
    package = load(SCENARIO)
    out: dict[str, Any] = {
        "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    }
    out["dry_run_ms"], out["view_ms"] = _alone(package, size)
    with tempfile.TemporaryDirectory(prefix="palermo-bench-") as name:
        root = Path(name)
        with serving(_folder(root, "idle"), "serve") as server:
            idle = server.megabytes()
        out.update(asyncio.run(_whole(package, root, size, idle)))
        out["durable_commands_per_s"] = round(asyncio.run(_durable(package, _folder(root, "durable"), size)))
        out["rss_idle_mb"] = round(idle, 1)
        out["kill"] = _kills(package, _folder(root, "kill"), size)
    order = ("cores", "dry_run_ms", "view_ms", "live", "join30_s", "burst30_ms", "durable_commands_per_s")
    return {name: out[name] for name in (*order, "rss_idle_mb", "rss_exercise_mb", "rss_page_kb", "kill")}


def _folder(root: Path, name: str) -> Path:
    folder = root / name
    folder.mkdir(mode=0o700)
    return folder


# -- without a server -------------------------------------------------------------------------------


def _alone(package: Package, size: Size) -> tuple[float, float]:
    """Return the processor's milliseconds of a whole exercise of open tables, and of a view late in it."""
    scenario = package.scenario
    asked = Asked(package=package, preset=scenario.presets[0].id, profile=scenario.profiles[0].id, policy="open")
    times = []
    for number in range(size.dry_runs + 1):  # the first one warms up
        begun = time.process_time()
        ended = Game(asked.setting(), f"bench/{number}").play()
        times.append(time.process_time() - begun)
    late = Game(asked.setting(), "bench/view").play(until=ended.t * 2 // 3)
    teams = [known for known in late.known.values() if known.desks]
    begun = time.process_time()
    for _ in range(20):
        for known in teams:
            view(scenario, known)
    return round(min(times) * 1000, 2), round((time.process_time() - begun) * 1000 / (20 * len(teams)), 3)


# -- with one ---------------------------------------------------------------------------------------


def _seats(package: Package, size: Size) -> list[tuple[str, str, str, str]]:
    """Return exercise, seat, team and desk of everybody, spread over the tables."""
    desks = [(team.id, desk) for team in package.scenario.presets[0].teams for desk in team.desks]
    return [
        (f"bench{x}", f"s-{x:02}-{n:03}", *desks[n % len(desks)])
        for x in range(size.exercises)
        for n in range(size.people)
    ]


def _prepare(package: Package, folder: Path, size: Size) -> None:
    """Put the exercises into the log, everybody seated."""
    log = SqliteLog(folder / LOG_FILE)
    conduct = Conduct(log, Packages(log))
    digest = conduct.packages.add(package)
    scenario = package.scenario
    for x in range(size.exercises):
        create = c.Create(digest, scenario.presets[0].id, scenario.profiles[0].id, scenario.languages[0])
        _kept(conduct.submit_blocking(f"bench{x}", "server", "create-it", create))
    for exercise, seat, team, desk in _seats(package, size):
        _kept(conduct.submit_blocking(exercise, "server", f"sit-{seat}", c.TakeSeat(seat, team, (desk,))))
    log.close()


def _kept(answer: object) -> None:
    if isinstance(answer, Refused):
        raise RuntimeError(f"the bench was refused: {answer.code}")


async def _whole(package: Package, root: Path, size: Size, idle: float) -> dict[str, Any]:
    folder = _folder(root, "live")
    await asyncio.to_thread(_prepare, package, folder, size)
    seats = _seats(package, size)
    exercises = [f"bench{x}" for x in range(size.exercises)]
    tokens = minted(folder, [(x, "control") for x in exercises] + [(x, seat) for x, seat, _, _ in seats])
    control = dict(zip(exercises, tokens, strict=False))
    people = tokens[len(exercises) :]
    with serving(folder, "demo", "--wait") as server:
        for exercise in exercises:
            poster = Poster(server.host, control[exercise])
            for step in ("begin", "skipphase"):
                await poster.post(f"bench-{step}", {"do": step})
            poster.close()
        loaded = server.megabytes()
        meter = _Meter()
        pages = await _open(server.host, people, meter)
        opened = server.megabytes()
        live = await _live(server.host, control, meter, size)
        burst = await _burst(server, [t for t, s in zip(people, seats, strict=True) if s[0] == exercises[0]], seats)
        for page in pages:
            page.close()
        join = await joined(server.host, server.code, 30)
    ceiling = await _ceiling(exercises, seats, size, meter.bytes_of_a_frame())
    return {
        "live": {
            "pages": len(pages),
            "commands_per_s": round(RATE, 1),
            "p50_ms": live[0],
            "p99_ms": live[1],
            "ceiling_p99_ms": ceiling[1],
        },
        "join30_s": round(join, 2),
        "burst30_ms": round(burst * 1000, 1),
        "rss_exercise_mb": round(max(0.0, loaded - idle) / (size.exercises + 1), 2),
        "rss_page_kb": round(max(0.0, opened - loaded) * 1024 / len(pages), 1),
    }


class _Meter:
    """When each marked command was sent and seen, and how large the frames were."""

    def __init__(self) -> None:
        self.sent: dict[int, float] = {}
        self.seen: dict[int, list[float]] = {}
        self.sizes: list[int] = []

    def see(self, mark: int, at: float) -> None:
        """A page saw a mark."""
        self.seen.setdefault(mark, []).append(at)

    def size(self, size: int) -> None:
        """A frame with a mark had so many bytes."""
        self.sizes.append(size)

    def bytes_of_a_frame(self) -> int:
        """Return the size of a usual frame."""
        return int(median(self.sizes)) if self.sizes else 4096

    def late(self, pages: int) -> tuple[float, float]:
        """Return p50 and p99, in milliseconds, from sending a command to the last page that saw it.

        Raises RuntimeError when one did not reach all pages.
        """
        times = []
        for mark, sent in self.sent.items():
            seen = self.seen.get(mark, [])
            if len(seen) < pages:
                raise RuntimeError(f"command {mark} reached {len(seen)} of {pages} pages")
            times.append((max(seen) - sent) * 1000)
        times.sort()
        return round(times[len(times) // 2], 1), round(times[min(len(times) - 1, int(len(times) * 0.99))], 1)


async def _open(host: str, tokens: list[str], meter: _Meter) -> list[Page]:
    loop = asyncio.get_running_loop()
    name, _, port = host.rpartition(":")
    pages = [Page(host, token, meter.see, meter.size) for token in tokens]
    for first in range(0, len(pages), 30):
        batch = pages[first : first + 30]
        await asyncio.gather(*(loop.create_connection(page.itself, name, int(port)) for page in batch))
        await asyncio.wait_for(asyncio.gather(*(page.first for page in batch)), 60)
    return pages


async def _live(host: str, control: dict[str, str], meter: _Meter, size: Size) -> tuple[float, float]:
    """Announce things to whole rooms, one exercise after the other, and time the last page."""
    idle: dict[str, list[Poster]] = {exercise: [] for exercise in control}

    async def announce(exercise: str, mark: int) -> int:
        poster = idle[exercise].pop() if idle[exercise] else Poster(host, control[exercise])
        meter.sent[mark] = time.perf_counter()
        status = await poster.post(f"bench-{mark:08}", {"do": "announce", "text": f"bench-{mark}-"})
        idle[exercise].append(poster)
        return status

    names = list(control)
    posting = []
    begun = time.perf_counter()
    for n in range(int(size.seconds * RATE)):
        await asyncio.sleep(max(0.0, begun + n / RATE - time.perf_counter()))
        posting.append(asyncio.create_task(announce(names[n % len(names)], n + 1)))
    statuses = await asyncio.gather(*posting)
    if any(status != 200 for status in statuses):
        raise RuntimeError(f"a command was answered with {max(statuses)}")
    await asyncio.sleep(2.0)
    for poster in (poster for posters in idle.values() for poster in posters):
        poster.close()
    return meter.late(size.people)


async def _burst(server: Server, tokens: list[str], seats: list[tuple[str, str, str, str]]) -> float:
    """Return the seconds until thirty requests from as many seats, sent at once, are answered."""
    posters = [Poster(server.host, token) for token in tokens[:30]]
    begun = time.perf_counter()
    statuses = await asyncio.gather(
        *(poster.post(f"burst-{n:04}", {"do": "help", "text": f"Burst {n}"}) for n, poster in enumerate(posters))
    )
    took = time.perf_counter() - begun
    for poster in posters:
        poster.close()
    if any(status != 200 for status in statuses):
        raise RuntimeError(f"a command of the burst was answered with {max(statuses)}")
    return took


async def _ceiling(
    exercises: list[str], seats: list[tuple[str, str, str, str]], size: Size, frame: int
) -> tuple[float, float]:
    """Return p50 and p99 of the stand-in, under the same client with frames of the same size."""
    with echoing(frame) as host:
        meter = _Meter()
        pages = await _open(host, [f"{exercise}/{seat}" for exercise, seat, _, _ in seats], meter)
        late = await _live(host, {exercise: f"{exercise}/control" for exercise in exercises}, meter, size)
        for page in pages:
            page.close()
        return late


async def _durable(package: Package, folder: Path, size: Size) -> float:
    """Return commands kept on disk a second: thirty-two askers, each waiting for its answer, in as many seats of the exercises."""
    await asyncio.to_thread(_prepare, package, folder, size)
    log = SqliteLog(folder / LOG_FILE)
    conduct = Conduct(log, Packages(log))
    seats = _seats(package, size)
    step = max(1, len(seats) // 32)
    until = time.perf_counter() + size.durable
    count = 0

    async def ask(exercise: str, seat: str) -> None:
        nonlocal count
        n = 0
        while time.perf_counter() < until:
            n += 1
            _kept(await conduct.submit(exercise, seat, f"durable-{n}", c.Help("How long?")))
            count += 1

    begun = time.perf_counter()
    await asyncio.gather(*(ask(exercise, seat) for exercise, seat, _, _ in seats[::step][:32]))
    took = time.perf_counter() - begun
    log.close()
    return count / took


# -- killed -----------------------------------------------------------------------------------------


def _kills(package: Package, folder: Path, size: Size) -> dict[str, int]:
    """Kill the server under load, again and again; count what it had acknowledged and what of that the log lacks."""
    _prepare(package, folder, size)
    seats = [(exercise, seat) for exercise, seat, _, _ in _seats(package, size)][:24]
    tokens = minted(folder, seats)
    known: list[tuple[str, str, str]] = []
    for number in range(size.kills):
        with serving(folder, "serve") as server:
            known += asyncio.run(_killed(server, seats, tokens, number))
    log = SqliteLog(folder / LOG_FILE)
    lost = sum(log.find(exercise, seat, command_id) is None for exercise, seat, command_id in known)
    log.close()
    return {"acknowledged": len(known), "lost": lost}


async def _killed(
    server: Server, seats: list[tuple[str, str]], tokens: list[str], number: int
) -> list[tuple[str, str, str]]:
    known: list[tuple[str, str, str]] = []

    async def ask(exercise: str, seat: str, token: str) -> None:
        poster = Poster(server.host, token)
        for n in range(50):
            command_id = f"kill-{number}-{n:04}"
            try:
                if await poster.post(command_id, {"do": "help", "text": "Is anybody there?"}) == 200:
                    known.append((exercise, seat, command_id))
            except GONE:
                return

    asking = [asyncio.create_task(ask(*who, token)) for who, token in zip(seats, tokens, strict=True)]
    await asyncio.sleep(0.7 + 0.3 * number)
    server.kill()
    await asyncio.gather(*asking)
    return known
