"""What the live path asks of the rest of the server. `rooms` fills it with conduct and pages; tests may with something small."""

from __future__ import annotations

from typing import Protocol

import msgspec

from palermo.engine.commands import Command, Refused
from palermo.engine.state import State
from palermo.pages.options import Options


class Unavailable(Exception):
    """The command could not be kept just now (a full disk, a busy log); the same id may be sent again."""

    def __init__(self, code: str = "not_saved") -> None:
        super().__init__(code)
        self.code = code


class Wording(msgspec.Struct, frozen=True, gc=False):
    """How a device wants to be spoken to: a language, and the gentler wording where the package has one."""

    language: str = ""
    gentle: bool = False


class Now(msgspec.Struct, frozen=True, gc=False):
    """An exercise as it is kept now. `options` (display names among them) are no part of any version; equal ones are one object."""

    exercise: str
    state: State
    options: Options = Options()
    source: object = None


class AskedForm(msgspec.Struct, frozen=True, gc=False):
    """A dialog to be opened: which, about what, and for which desk ('' is the seat's own choice)."""

    what: str
    target: str = ""
    desk: str = ""


class Shown(msgspec.Struct, frozen=True, gc=False):
    """A page as it was rendered, and what it was rendered from, so that the next one need not begin from nothing."""

    regions: dict[str, str]
    source: object = None


class House(Protocol):
    """The running exercises, and how what a watcher sees becomes HTML."""

    async def now(self, exercise: str) -> Now | None:
        """Return an exercise as it is kept, None when there is none of that name."""
        ...

    async def submit(self, exercise: str, seat: str, id: str, command: Command) -> Refused | None:
        """Ask for a command; return once it is on disk (None) or refused. Raises Unavailable."""
        ...

    def wording(self, now: Now | None, asked: Wording) -> Wording:
        """Return the wording a page has: as asked where the words are there, else the exercise's language."""
        ...

    async def show(self, now: Now, watcher: str, wording: Wording, before: Shown | None = None) -> Shown:
        """Return a watcher's page, from its view alone. `before` saves work; the result is the same without it.

        Others get their turn between two regions.
        """
        ...

    def show_own(self, now: Now, seat: str, wording: Wording, *, anew: bool = False) -> dict[str, str]:
        """Return the regions that are one seat's alone; `anew` without a look at what was made before."""
        ...

    def form(self, now: Now, seat: str, asked: AskedForm, wording: Wording) -> str | None:
        """Return the HTML of a form as this seat may see it, None when there is no such form for it."""
        ...

    def readers(self, now: Now, team: str, key: str) -> frozenset[str]:
        """Return the tables that may see who writes at a place ("line:sheet.line", "form:what:target"), none if the team may not write there."""
        ...

    def sentence(self, now: Now | None, refused: Refused, wording: Wording) -> str:
        """Return what a refusal says to people; with an exercise, what it is about has its name."""
        ...

    async def log(self, exercise: str) -> bytes:
        """Return the whole log of an exercise as JSON, for control after the end."""
        ...

    async def resume_if_alone(self, exercise: str, why: str) -> None:
        """End a pause of this reason, when a team is there and no control is."""
        ...
