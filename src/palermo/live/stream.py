"""One open connection of one seat: what it has, what it is to be told next, and why it ends."""

from __future__ import annotations

import asyncio
from enum import IntEnum

from palermo.live.house import Wording
from palermo.live.screens import Page, Screen, encode, frame, narrowed, page
from palermo.live.seats import Place
from palermo.live.tokens import Token


class Close(IntEnum):
    """Why a stream ends, in the numbers a browser is told (RFC 6455 leaves 4000-4999 to us)."""

    RESTART = 1012  # the server goes down: come back soon
    STRANGER = 4001  # no token of ours
    REVOKED = 4003  # this seat's link no longer counts
    NOWHERE = 4004  # no such exercise
    SLOW = 4008  # too far behind: come back and resume
    MOVED = 4009  # the seat sits elsewhere now: load the page again
    UNCLEAR = 4010  # not a frame we know
    FULL = 4029  # too many streams


class Stream:
    """A connection that looks at a screen. Its queue is what it has and what there is, so it cannot grow."""

    def __init__(self, *, token: Token, place: Place, wording: Wording, only: frozenset[str] = frozenset()) -> None:
        self.token = token
        self.place = place
        self.wording = wording
        self.only = only  # a page that shows few regions is told of no others
        self.closing: Close | None = None
        self.left = False
        self._screen = Screen()
        self._page = self._screen.page
        self._own = page(0, {})
        self._own_told = self._own
        self._presence: dict[str, int] | None = None
        self._taken: dict[str, str] | None = None
        self._writing: object = ()
        self._writing_told: object = ()
        self._pong = False
        self._wake = asyncio.Event()

    def open(self, screen: Screen, own: dict[str, str], have: dict[str, str], now: float) -> str:
        """Begin to look at a screen; return the first frame, from what the browser has."""
        self._screen, self._page = screen, narrowed(screen.page, self.only)
        self._own = self._own_told = page(0, own)
        whole = Page(self._page.version, self._page.regions | own, self._page.digests | self._own.digests)
        return encode(frame(whole, have, since=-1, now=now))

    def told(self, own: dict[str, str]) -> None:
        """The screen has changed; `own` are the regions that are this seat's alone."""
        self._own = page(0, own, self._own)
        self._wake.set()

    def show_presence(self, seats: dict[str, int]) -> None:
        """Tell control how many seats of each team are connected; only the last word counts."""
        self._presence = seats
        self._wake.set()

    def show_taken(self, taken: dict[str, str]) -> None:
        """Tell control who sees to what; only the last word counts."""
        self._taken = taken
        self._wake.set()

    def show_writing(self, drafts: object) -> None:
        """Tell who else is writing; only the last word counts."""
        if drafts != self._writing:
            self._writing = drafts
            self._wake.set()

    def pong(self) -> None:
        """Answer the browser's question whether anybody is there."""
        self._pong = True
        self._wake.set()

    def close(self, why: Close) -> None:
        """End the stream; the first reason counts."""
        if self.closing is None:
            self.closing = why
        self._wake.set()

    def leave(self) -> None:
        """The browser is gone."""
        self.left = True
        self._wake.set()

    async def changed(self) -> None:
        """Wait until there is something to say."""
        await self._wake.wait()
        self._wake.clear()

    def next_texts(self, now: float) -> list[str]:
        """Return the frames to send now; what piled up meanwhile is one frame."""
        texts: list[str] = []
        text = self._told_of_few(now) if self.only else self._screen.text_since(self._page, now)
        if not self.only:
            self._page = self._screen.page
        if text is not None:
            texts.append(text)
        if self._own.digests != self._own_told.digests:
            mine = Page(self._page.version, self._own.regions, self._own.digests)
            texts.append(encode(frame(mine, self._own_told.digests, since=self._page.version, now=now)))
            self._own_told = self._own
        if self._presence is not None:
            texts.append(encode({"present": self._presence}))
            self._presence = None
        if self._taken is not None:
            texts.append(encode({"taken": self._taken}))
            self._taken = None
        if self._writing != self._writing_told:
            texts.append(encode({"writing": self._writing}))
            self._writing_told = self._writing
        if self._pong:
            texts.append(encode({"pong": now}))
            self._pong = False
        return texts

    def _told_of_few(self, now: float) -> str | None:
        """Return the frame for a page of few regions: None while none of them has changed, whatever else has."""
        few = narrowed(self._screen.page, self.only)
        if few.digests == self._page.digests:
            return None
        text = encode(frame(few, self._page.digests, since=self._page.version, now=now))
        self._page = few
        return text
