"""The latest folded state of each exercise, and the packages they are played by. Drop them at any moment: the log has all."""

from __future__ import annotations

import itertools
import threading
from collections import OrderedDict
from concurrent.futures import Future
from typing import Protocol

from palermo.engine.events import Created
from palermo.engine.known import Known
from palermo.engine.play import apply, initial
from palermo.engine.scenario import Scenario
from palermo.engine.state import State
from palermo.engine.view import Own, View
from palermo.engine.viewing import own, view
from palermo.log.contract import Log
from palermo.scenario import Package

_lines = itertools.count(1)


class NoPackage(Exception):
    """The log does not hold this package."""


class Packages:
    """Packages by digest: from the log, read once and kept, the latest `limit` of them."""

    def __init__(self, log: Log, limit: int = 16) -> None:
        self._log = log
        self._limit = limit
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, Package] = OrderedDict()

    def add(self, package: Package) -> str:
        """Store a package beside the log and return its digest. Raises `Full` when there is no room."""
        self._log.store_package(package.digest, package.to_bytes()).result()
        self._keep(package)
        return package.digest

    def has(self, digest: str) -> bool:
        """Whether the package is at hand, so that getting it takes no time."""
        return digest in self._kept

    def get(self, digest: str) -> Package:
        """Return a package; reading one for the first time takes up to a second. Raises `NoPackage`."""
        with self._lock:
            package = self._kept.get(digest)
            if package is not None:
                self._kept.move_to_end(digest)
                return package
        source = self._log.package(digest)
        if source is None:
            raise NoPackage(digest)
        package = Package.from_bytes(source)
        self._keep(package)
        return package

    def _keep(self, package: Package) -> None:
        with self._lock:
            self._kept[package.digest] = package
            self._kept.move_to_end(package.digest)
            while len(self._kept) > self._limit:
                self._kept.popitem(last=False)


class Waiting(Protocol):
    """A decision on its way into the log."""

    future: Future[None] | None


class Slot:
    """One exercise, folded.

    `settled` is the state as kept in the log; `ahead` has what is on its way there on top, which nobody may be shown. `tail` is
    the last thing on its way, `pending` the commands among them; `done` has those that are kept. `due` and `alive` are the side notes as last written or read.
    """

    __slots__ = ("_views", "ahead", "alive", "done", "due", "line", "package", "pending", "settled", "tail", "words")

    def __init__(self, package: Package, state: State) -> None:
        self.line = next(_lines)
        self.package = package
        self.settled = state
        self.ahead = state
        self.tail: Future[None] | None = None
        self.pending: dict[tuple[str, str], Waiting] = {}
        self.done: dict[tuple[str, str], tuple[int, int]] = {}  # seat, id -> first entry, number of entries
        self.due: float | None = None
        self.alive: float | None = None
        self.words: dict[str, str] | None = None
        self._views: dict[str, tuple[Known, View]] = {}

    @property
    def scenario(self) -> Scenario:
        """The scenario it is played by."""
        return self.package.scenario

    @property
    def quiet(self) -> bool:
        """Whether nothing is on its way."""
        return self.tail is None or self.tail.done()

    @property
    def broken(self) -> bool:
        """Whether something `ahead` stands on was not kept."""
        return self.tail is not None and self.tail.done() and self.tail.exception() is not None

    def view(self, known: Known) -> View:
        """Return the view of what a watcher knows, made anew only when that has changed."""
        kept = self._views.get(known.watcher)
        if kept is not None and kept[0] is known:
            return kept[1]
        made = view(self.scenario, known)
        self._views[known.watcher] = (known, made)
        return made


class Look:
    """One exercise as it was kept when somebody looked: its package and state, and what follows from them.

    `due` is the UTC second at which something may happen by itself next; None while the clock stands.
    """

    __slots__ = ("_slot", "due", "package", "state")

    def __init__(self, slot: Slot) -> None:
        self._slot = slot
        self.package = slot.package
        self.state = slot.settled
        self.due = slot.due

    def view(self, watcher: str) -> View | None:
        """Return what a team, or the room screen, sees; None when there is no such watcher."""
        known = self.state.known.get(watcher)
        return None if known is None else self._slot.view(known)

    def own(self, seat: str) -> Own | None:
        """Return what is a seat's alone; None when nobody may sit there."""
        return own(self.package.scenario, self.state, seat)


class Memo:
    """Slots by exercise, the latest `limit` of them. Callers hold the exercise's lock.

    With `shared`, others write the log too, and it is asked each time whether they have.
    """

    def __init__(self, log: Log, packages: Packages, limit: int = 64, *, shared: bool = False) -> None:
        self._log = log
        self._packages = packages
        self._limit = limit
        self._shared = shared
        self._slots: OrderedDict[str, Slot] = OrderedDict()
        self._lock = threading.Lock()

    def peek(self, exercise: str) -> Slot | None:
        """Return the slot if it is at hand."""
        return self._slots.get(exercise)

    def get(self, exercise: str) -> Slot | None:
        """Return the slot as the log has it, folded anew or caught up; None when there is no such exercise.

        While something is on its way, the log is not asked: what is decided upon it fails if somebody else was first.
        """
        slot = self._slots.get(exercise)
        if slot is not None and slot.broken:
            self.drop(exercise, slot)
            slot = None
        if slot is None:
            slot = self._fold(exercise)
            if slot is not None:
                self.put(exercise, slot)
            return slot
        if slot.quiet:
            slot.settled = slot.ahead
            if self._shared:
                slot = self._caught_up(exercise, slot)
        with self._lock:
            if exercise in self._slots:
                self._slots.move_to_end(exercise)
        return slot

    def put(self, exercise: str, slot: Slot) -> None:
        """Keep a slot, and let go of the one unused for longest that has nothing on its way."""
        with self._lock:
            self._slots[exercise] = slot
            self._slots.move_to_end(exercise)
            if len(self._slots) > self._limit:
                idle = next((x for x, one in self._slots.items() if one is not slot and one.quiet), None)
                if idle is not None:
                    del self._slots[idle]

    def drop(self, exercise: str, slot: Slot | None = None) -> None:
        """Forget what was folded; with `slot`, only if it is still that one."""
        with self._lock:
            if slot is None or self._slots.get(exercise) is slot:
                self._slots.pop(exercise, None)

    def _fold(self, exercise: str) -> Slot | None:
        entries = self._log.read(exercise)
        if not entries:
            return None
        first = entries[0].event
        if not isinstance(first, Created):
            raise ValueError(f"{exercise} does not begin with its creation")
        package = self._packages.get(first.setup.package).played(first.setup.profile)
        state = initial(package.scenario)
        for entry in entries:
            state = apply(package.scenario, state, entry)
        return self._noted(exercise, Slot(package, state))

    def _caught_up(self, exercise: str, slot: Slot) -> Slot | None:
        last = self._log.last(exercise)
        if last == slot.ahead.seq:
            return slot
        self.drop(exercise, slot)
        if last < slot.ahead.seq:  # it was deleted, and perhaps another was put in its place
            fresh = self._fold(exercise)
        else:
            state = slot.ahead
            for entry in self._log.read(exercise, after=state.seq):
                state = apply(slot.scenario, state, entry)
            fresh = self._noted(exercise, Slot(slot.package, state))
        if fresh is not None:
            self.put(exercise, fresh)
        return fresh

    def _noted(self, exercise: str, slot: Slot) -> Slot:
        slot.due, slot.alive = self._log.due_at(exercise), self._log.alive(exercise)
        slot.done = {(row.seat, row.command_id): (row.first_seq, row.n) for row in self._log.commands(exercise)}
        return slot
