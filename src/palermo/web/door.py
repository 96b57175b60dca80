"""The only place where web asks conduct: a running exercise is looked at and changed through these functions.

`use` is called once by whoever starts the server. All functions may be called from any thread.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping

import msgspec
from django.http import Http404
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from palermo.conduct import archive as archives
from palermo.conduct.memo import Look
from palermo.conduct.submit import Conduct
from palermo.engine.commands import Asked, Command, Create, Refused
from palermo.engine.events import Entry
from palermo.engine.state import State
from palermo.engine.view import Own, View
from palermo.log.codec import COMMANDS, EVENTS
from palermo.log.contract import Full
from palermo.pages.refusals import refusal
from palermo.scenario import Package

SERVER = "server"
CONTROL = "control"


class NotDone(Exception):
    """The engine refused, or nothing could be kept. Its words say what did not happen and why."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


def sentence(refused: Refused) -> str:
    """Return what a refusal says to people, in the language of the request."""
    return refusal(refused, get_language() or "en")


class _Door(msgspec.Struct):
    conduct: Conduct | None = None


_door = _Door()


def use(conduct: Conduct | None) -> None:
    """Let web talk to this conduct from now on; None closes the door."""
    _door.conduct = conduct


def _conduct() -> Conduct:
    if _door.conduct is None:
        raise RuntimeError("palermo.web.door.use(conduct) has not been called")
    return _door.conduct


# -- looking ------------------------------------------------------------------------------------


def exercises() -> list[str]:
    """Return every exercise of the log."""
    return _conduct().log.exercises()


def has(exercise: str) -> bool:
    """Tell whether the log has an exercise."""
    return _conduct().state(exercise) is not None


def look(exercise: str) -> Look:
    """Return an exercise as it is kept now: state, package and words of one moment. Raises Http404."""
    found = _conduct().look(exercise)
    if found is None:
        raise Http404
    return found


def state(exercise: str) -> State:
    """Return the folded state of an exercise. Raises Http404 when the log has none of that name."""
    found = _conduct().state(exercise)
    if found is None:
        raise Http404
    return found


def package(exercise: str) -> Package:
    """Return the package an exercise is played by. Raises Http404."""
    return look(exercise).package


def view(exercise: str, watcher: str) -> View:
    """Return what a team, or the room screen, sees. Raises Http404."""
    found = _conduct().view(exercise, watcher)
    if found is None:
        raise Http404
    return found


def own(exercise: str, seat: str) -> Own | None:
    """Return what is a seat's alone; None when nobody may sit there."""
    return _conduct().own(exercise, seat)


def words(exercise: str) -> Mapping[str, str]:
    """Return what people wrote, by its key."""
    return _conduct().words(exercise)


# -- changing -----------------------------------------------------------------------------------


def create(exercise: str, package: Package, command: Create) -> None:
    """Store the package and create the exercise. Raises NotDone."""
    _conduct().packages.add(package)
    ask(exercise, SERVER, command)


def ask(exercise: str, seat: str, command: Command) -> None:
    """Ask for a command and wait until it is kept. Raises NotDone."""
    answer = _conduct().submit_blocking(exercise, seat, f"web-{secrets.token_hex(8)}", command)
    if isinstance(answer, Refused):
        raise NotDone(answer.code, sentence(answer))


def delete(exercise: str) -> None:
    """Remove an exercise with everything that was said in it. One that is not there is no mistake."""
    if has(exercise):
        _conduct().delete(exercise)


# -- carrying elsewhere -------------------------------------------------------------------------

ARCHIVE_KIND = "application/zip"
ARCHIVE_ENDING = ".palermo.zip"


def archive(exercise: str) -> bytes:
    """Return the whole exercise in one file. Raises Http404."""
    try:
        return archives.export(_conduct().log, exercise)
    except KeyError:
        raise Http404 from None


def take_in(data: bytes) -> str:
    """Put an archive's exercise into the log and return its id. Raises NotDone."""
    try:
        return archives.import_(_conduct().log, data)
    except (archives.BadArchive, archives.AlreadyThere) as problem:
        raise NotDone("bad_archive", str(problem)) from problem
    except Full:
        raise NotDone("disk_full", _("Nothing was imported: the disk is full.")) from None


def record(exercise: str) -> tuple[list[Asked], list[Entry]]:
    """Return the accepted commands and the entries of an exercise, in order."""
    log = _conduct().log
    commands = []
    for row in log.commands(exercise):
        kind = msgspec.json.decode(row.body, type=dict[str, object]).get("do")
        command = COMMANDS.decode(str(kind), row.v, row.body)
        commands.append(Asked(row.seat, f"{row.seat}.{row.command_id}", command, row.wall))
    return commands, log.read(exercise)


class _Line(msgspec.Struct, frozen=True):
    """An entry of the log as it is downloaded."""

    seq: int
    t: int
    wall: float
    audience: tuple[str, ...]
    kind: str
    cause: str
    event: msgspec.Raw


class _Book(msgspec.Struct, frozen=True):
    """The log as it is downloaded."""

    exercise: str
    scenario: str
    package: str
    entries: tuple[_Line, ...]
    texts: dict[str, str]


def log_json(exercise: str) -> bytes:
    """Return the log of an exercise to be read: its entries with the words people wrote. Raises Http404."""
    played = package(exercise)
    lines = []
    for entry in _conduct().log.read(exercise):
        kind, _v, body = EVENTS.encode(entry.event)
        lines.append(_Line(entry.seq, entry.t, entry.wall, entry.audience, kind, entry.cause, msgspec.Raw(body)))
    book = _Book(exercise, played.scenario.id, played.digest, tuple(lines), dict(words(exercise)))
    return msgspec.json.format(msgspec.json.encode(book), indent=1)
