"""Who is writing now: kept in memory while somebody types, shown to those who may read it, and never in the log.

A line of a sheet being written is shown with its words to every table that may read the sheet; a dialog of a table to the other
seats of that table alone, without its words.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import msgspec

from palermo.live.stream import Stream

FORGOTTEN = 20.0  # seconds without a word from the one who writes; its page says so every eight
LONGEST_KEY = 200
LONGEST_TEXT = 300  # letters of a draft that others see; the rest comes with the line itself
LINE = "line:"


class Writing(msgspec.Struct, frozen=True, gc=False, forbid_unknown_fields=True):
    """What a browser says: `key` is "line:sheet.line" or "form:what:target", '' when nobody writes any more."""

    key: str = ""
    text: str = ""


class Draft(msgspec.Struct, frozen=True, gc=False):
    """Somebody's writing: on which place, the words so far, the tables that may see it, and since when it stands."""

    seat: str
    team: str
    key: str
    text: str
    readers: frozenset[str]
    at: float


class Shown(msgspec.Struct, frozen=True, gc=False):
    """What another page is told of it."""

    key: str
    who: str
    text: str


class Writers:
    """The drafts of one exercise, one a stream."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._drafts: dict[Stream, Draft] = {}

    def write(self, stream: Stream, said: Writing, readers: frozenset[str]) -> None:
        """Keep what somebody writes; nothing where nobody may read it."""
        seat, team = stream.place.seat, stream.place.watcher
        if not said.key or not readers:
            self._drafts.pop(stream, None)
            return
        text = said.text[:LONGEST_TEXT] if said.key.startswith(LINE) else ""
        self._drafts[stream] = Draft(seat, team, said.key[:LONGEST_KEY], text, readers, self._clock())

    def forget(self, stream: Stream) -> bool:
        """A stream is over; tell whether somebody was writing there."""
        return self._drafts.pop(stream, None) is not None

    def expire(self) -> bool:
        """Forget those who fell silent; tell whether there were any."""
        gone = [stream for stream, draft in self._drafts.items() if self._clock() - draft.at > FORGOTTEN]
        for stream in gone:
            del self._drafts[stream]
        return bool(gone)

    def seen_by(self, stream: Stream, names: Callable[[str], str]) -> tuple[Shown, ...]:
        """Return what a stream is shown: others' drafts that its table may read."""
        place = stream.place
        rows = [d for d in self._drafts.values() if d.seat != place.seat and place.watcher in d.readers]
        return tuple(Shown(draft.key, names(draft.seat), draft.text) for draft in rows)
