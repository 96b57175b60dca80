"""What the log of a data folder says, read once the server is down: entries, commands, words, and what each watcher was told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

import msgspec

from palermo.conduct.memo import Packages
from palermo.engine.events import Entry
from palermo.engine.known import Known
from palermo.engine.learn import learn
from palermo.engine.play import apply, initial
from palermo.engine.scenario import Scenario
from palermo.engine.state import State
from palermo.engine.view import View
from palermo.engine.viewing import view
from palermo.log.contract import CommandRow
from palermo.log.sqlite import SqliteLog
from palermo.scenario import Package

LOG_FILE = "log.sqlite3"
_MADE = re.compile(r"(?:s-[a-z]{8}|bot:[A-Z]+|control(?:@\w+)?|server)\.[\w-]+|s-[a-z]{8}")


class Record:
    """One exercise of a folder, whole."""

    def __init__(self, data: Path, exercise: str) -> None:
        log = SqliteLog(data / LOG_FILE)
        try:
            self.entries: tuple[Entry, ...] = tuple(log.read(exercise))
            self.commands: tuple[CommandRow, ...] = tuple(log.commands(exercise))
            self.words: dict[str, str] = log.texts(exercise)
            created = self.entries[0].event
            self.package: Package = Packages(log).get(created.setup.package)  # type: ignore[union-attr]  # the first entry
        finally:
            log.close()

    @property
    def scenario(self) -> Scenario:
        """The scenario it was played by."""
        return self.package.scenario

    @cached_property
    def texts(self) -> dict[str, str]:
        """The package's words by key."""
        return dict(self.package.texts["en"])

    @cached_property
    def state(self) -> State:
        """The state at the end."""
        state = initial(self.scenario)
        for entry in self.entries:
            state = apply(self.scenario, state, entry)
        return state

    @cached_property
    def ids(self) -> frozenset[str]:
        """Every id that a seat, a bot or control made."""
        return frozenset(one for entry in self.entries for one in ids_of(entry))

    def told(self, watcher: str) -> Told:
        """Return what the entries told one watcher, and nothing else."""
        return Told(self, watcher)


class Told:
    """A watcher's entries, and what follows from them alone."""

    def __init__(self, record: Record, watcher: str) -> None:
        self.record = record
        self.watcher = watcher
        self.entries = tuple(entry for entry in record.entries if watcher in entry.audience)
        self._strings = frozenset(one for entry in self.entries for one in strings(entry.event))

    @cached_property
    def ids(self) -> frozenset[str]:
        """The ids its entries carry."""
        return frozenset(one for entry in self.entries for one in ids_of(entry))

    @cached_property
    def words(self) -> dict[str, str]:
        """What people wrote, by the keys its entries carry."""
        return {key: words for key, words in self.record.words.items() if key in self._strings}

    @cached_property
    def knowns(self) -> tuple[Known, ...]:
        """What it knew at each version, from 0 on."""
        found = [Known(watcher=self.watcher)]
        for entry in self.entries:
            found.append(learn(found[-1], entry.t, entry.event))
        return tuple(found)

    def view(self, version: int) -> View:
        """Return what it saw at a version."""
        return view(self.record.scenario, self.knowns[version])

    def said(self, word: str) -> bool:
        """Tell whether its entries carry a string."""
        return word in self._strings


def strings(value: object) -> Iterator[str]:
    """Return every string in a record, field names apart."""
    match msgspec.to_builtins(value):
        case str() as one:
            yield one
        case dict() as fields:
            for key, one in fields.items():
                yield str(key)
                yield from strings(one)
        case list() | tuple() as rows:
            for one in rows:
                yield from strings(one)
        case _:
            return


def ids_of(entry: Entry) -> Iterator[str]:
    """Return the ids in an entry that a command made, and its seats."""
    for one in strings(entry.event):
        if _MADE.fullmatch(one.removeprefix("~")):
            yield one
