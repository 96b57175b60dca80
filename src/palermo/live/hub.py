"""Who looks at what, and what to do when an exercise moved.

The bus says only that an exercise moved. For each watcher somebody watches, and whose version is another than the one on
screen, the page is rendered once a language and its streams are woken: a team whose view did not change gets nothing.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable

from palermo.engine.state import CONTROL, OBSERVER, State
from palermo.live.faults import where
from palermo.live.house import House, Now, Wording
from palermo.live.screens import Page, Screen, page
from palermo.live.seats import Place, place, version
from palermo.live.stream import Close, Stream
from palermo.live.writing import Writers, Writing

log = logging.getLogger("palermo.live")

MOST_STREAMS = 3000
MOST_A_SEAT = 12
LOOK_AGAIN = 5.0  # seconds; a lost word that something moved heals within them
CONTROL_EVERY = 0.1  # seconds between two pages of control's at least: it changes at every entry
ALONE = 60.0  # seconds until a team that is back without control goes on, where nobody wanted the pause
TAKEN = 180.0  # seconds that a facilitator's "I see to it" stands
MOST_TAKEN = 60
ABSENT = {
    "time_out": 180.0,
    "organisational": 300.0,
    "wellbeing": 600.0,
}  # seconds, where control did and has gone since

Key = tuple[str, Wording]  # a watcher, and how its page speaks


class Hall:
    """The streams of one exercise."""

    def __init__(self) -> None:
        self.screens: dict[Key, Screen] = {}
        self.streams: set[Stream] = set()
        self.moved = asyncio.Event()
        self.task: asyncio.Task[None] | None = None
        self.whole_shown: dict[Key, float] = {}
        self.alone_since: float | None = None
        self.present: dict[str, int] = {}
        self.taken: dict[str, tuple[str, float]] = {}  # what needs control -> who sees to it, until when
        self.writers = Writers()

    def looking(self, key: Key) -> list[Stream]:
        """Return the streams of a watcher in a wording."""
        return [stream for stream in self.streams if (stream.place.watcher, stream.wording) == key]

    def presence(self) -> dict[str, int]:
        """Return how many seats of each team (and control) are connected."""
        seats = {(stream.place.watcher, stream.place.seat) for stream in self.streams}
        counts: dict[str, int] = {}
        for watcher, _ in sorted(seats):
            counts[watcher] = counts.get(watcher, 0) + 1
        return counts


class Hub:
    """All halls. Belongs to one event loop; `moved` alone may be called from another thread."""

    def __init__(self, *, wall: Callable[[], float] = time.time) -> None:
        self.wall = wall
        self.closed = False
        self._halls: dict[str, Hall] = {}
        self._house: House | None = None
        self._loop: asyncio.AbstractEventLoop | None = None

    @property
    def house(self) -> House:
        """The exercises. Raises RuntimeError before `start`."""
        if self._house is None:
            raise RuntimeError("the hub has not been started")
        return self._house

    def start(self, house: House) -> None:
        """Serve these exercises, in the running loop."""
        self._house = house
        self._loop = asyncio.get_running_loop()

    def moved(self, exercise: str) -> None:
        """An exercise has new entries on disk."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._note, exercise)

    def presence(self, exercise: str) -> dict[str, int]:
        """Return how many seats of each team (and control) are connected to an exercise."""
        hall = self._halls.get(exercise)
        return hall.presence() if hall else {}

    def room_for(self, stream: Stream) -> bool:
        """Tell whether one more stream of this seat may open."""
        hall = self._halls.get(stream.token.exercise)
        own = sum(1 for one in hall.streams if one.place.seat == stream.place.seat) if hall else 0
        every = sum(len(one.streams) for one in self._halls.values())
        return not self.closed and own < MOST_A_SEAT and every < MOST_STREAMS

    async def enter(self, stream: Stream, now: Now, have: dict[str, str]) -> str:
        """Let a stream look at its watcher's page; return its first frame. `leave` takes it away again."""
        hall = self._halls.setdefault(now.exercise, Hall())
        hall.streams.add(stream)
        key = (stream.place.watcher, stream.wording)
        screen = await self._bring_up(hall, key, now)
        while screen.page.version > version(now.state, stream.place.watcher):
            # Somebody brought the screen further meanwhile; the seat's own regions have to be of the same moment.
            now = await self.house.now(now.exercise) or now
            screen = await self._bring_up(hall, key, now)
        text = stream.open(screen, self._own(stream, now), have, self.wall())
        if hall.task is None:
            hall.task = asyncio.create_task(self._follow(now.exercise, hall))
        hall.moved.set()  # it may have moved while its state was read
        self._tell_presence(hall)
        if stream.place.watcher == CONTROL:
            stream.show_presence(hall.present)
            if standing := _standing(hall):
                stream.show_taken(standing)
        stream.show_writing(hall.writers.seen_by(stream, now.options.call))
        return text

    def leave(self, stream: Stream) -> None:
        """A stream is over; the last one out ends the hall."""
        hall = self._halls.get(stream.token.exercise)
        if hall is None or stream not in hall.streams:
            return
        hall.streams.discard(stream)
        key = (stream.place.watcher, stream.wording)
        if not hall.looking(key):
            hall.screens.pop(key, None)
        self._tell_presence(hall)
        if hall.writers.forget(stream):
            hall.moved.set()
        if not hall.streams:
            if hall.task is not None:
                hall.task.cancel()
            del self._halls[stream.token.exercise]

    def take(self, stream: Stream, call: str, by: str) -> None:
        """Somebody at control sees to a call; '' as `by` lets go of it. The others at control are told."""
        hall = self._halls.get(stream.token.exercise)
        if hall is None or stream.place.watcher != CONTROL or not call:
            return
        hall.taken = {name: row for name, row in hall.taken.items() if row[1] > time.monotonic() and name != call}
        if by and len(hall.taken) < MOST_TAKEN:
            hall.taken[call] = (by, time.monotonic() + TAKEN)
        for other in hall.streams:
            if other.place.watcher == CONTROL:
                other.show_taken(_standing(hall))

    async def write(self, stream: Stream, said: Writing) -> None:
        """Somebody is writing, or has stopped: those who may read it are told."""
        hall = self._halls.get(stream.token.exercise)
        now = await self.house.now(stream.token.exercise)
        if hall is None or now is None or stream not in hall.streams:
            return
        readers = self.house.readers(now, stream.place.watcher, said.key) if said.key else frozenset()
        hall.writers.write(stream, said, readers)
        self._tell_writing(hall, now)

    def _tell_writing(self, hall: Hall, now: Now) -> None:
        for stream in hall.streams:
            stream.show_writing(hall.writers.seen_by(stream, now.options.call))

    async def fresh(self, now: Now, place: Place, wording: Wording) -> Page:
        """Return all regions of a seat's page, made from nothing."""
        shown = await self.house.show(now, place.watcher, wording)
        own = self.house.show_own(now, place.seat, wording, anew=True)
        return page(version(now.state, place.watcher), shown.regions | own)

    async def close(self) -> None:
        """Close every stream: the server goes down."""
        self.closed = True
        for hall in list(self._halls.values()):
            for stream in hall.streams:
                stream.close(Close.RESTART)
        for _ in range(20):
            if not self._halls:
                return
            await asyncio.sleep(0.05)

    # -- within -------------------------------------------------------------------------------------

    def _note(self, exercise: str) -> None:
        hall = self._halls.get(exercise)
        if hall is not None:
            hall.moved.set()

    async def _bring_up(self, hall: Hall, key: Key, now: Now) -> Screen:
        """Let a screen show what its watcher knows now, if it does not yet, and wake those who look at it."""
        watcher, wording = key
        screen = hall.screens.setdefault(key, Screen())
        async with screen.rendering:
            at = version(now.state, watcher)
            if screen.stale(at, now.options):
                screen.show(await self.house.show(now, watcher, wording, screen.shown), at, now)
                for stream in hall.looking(key):
                    stream.told(self._own(stream, now))
        return screen

    def _own(self, stream: Stream, now: Now) -> dict[str, str]:
        return self.house.show_own(now, stream.place.seat, stream.wording)

    async def _follow(self, exercise: str, hall: Hall) -> None:
        while True:
            try:
                async with asyncio.timeout(LOOK_AGAIN):
                    await hall.moved.wait()
            except TimeoutError:
                pass
            hall.moved.clear()
            try:
                await self._step(exercise, hall)
            except Exception as error:  # the next move, or the look after it, tries again
                log.error("exercise %s: its pages could not be brought up to date: %s", exercise, where(error))

    async def _step(self, exercise: str, hall: Hall) -> None:
        now = await self.house.now(exercise)
        if now is None:
            for stream in hall.streams:
                stream.close(Close.NOWHERE)
            return
        self._check_seats(hall, now.state)
        hall.writers.expire()
        self._tell_writing(hall, now)
        for key, screen in list(hall.screens.items()):
            if not screen.stale(version(now.state, key[0]), now.options):
                continue
            if key[0] in (CONTROL, OBSERVER) and not self._controls_turn(hall, key):
                continue
            if key in hall.screens:
                await self._bring_up(hall, key, now)
        await self._go_on_alone(exercise, hall, now.state)

    def _check_seats(self, hall: Hall, state: State) -> None:
        for stream in hall.streams:
            now = place(state, stream.token)
            if now is None:
                stream.close(Close.REVOKED)
            elif now != stream.place:
                stream.close(Close.MOVED)

    def _controls_turn(self, hall: Hall, key: Key) -> bool:
        """Tell whether a page with control's view may be rendered again; if not, see to it that it will be."""
        left = hall.whole_shown.get(key, 0.0) + CONTROL_EVERY - time.monotonic()
        if left > 0:
            asyncio.get_running_loop().call_later(left, hall.moved.set)
            return False
        hall.whole_shown[key] = time.monotonic()
        return True

    async def _go_on_alone(self, exercise: str, hall: Hall, state: State) -> None:
        """End a pause when a team is there and nobody has been at control for a while: no room waits for control for ever."""
        why = state.world.clock.paused
        watchers = {stream.place.watcher for stream in hall.streams}
        teams = watchers & {team for team, _ in state.world.teams}
        if why in ("", "before") or CONTROL in watchers or not teams:
            hall.alone_since = None
            return
        if hall.alone_since is None:
            hall.alone_since = time.monotonic()
        if time.monotonic() - hall.alone_since >= ABSENT.get(why, ALONE):
            hall.alone_since = None
            await self.house.resume_if_alone(exercise, why)

    def _tell_presence(self, hall: Hall) -> None:
        counts = hall.presence()
        if counts == hall.present:
            return
        hall.present = counts
        for stream in hall.streams:
            if stream.place.watcher == CONTROL:
                stream.show_presence(counts)


def _standing(hall: Hall) -> dict[str, str]:
    return {call: by for call, (by, until) in hall.taken.items() if until > time.monotonic()}
