"""What is left of an exercise once it is over: the parts of its debrief, and the files that can be taken away."""

from __future__ import annotations

import re
import threading
import time

import msgspec

from palermo import pages
from palermo.debrief import for_watcher, summary
from palermo.web import door, screen
from palermo.web.models import Exercise

KEPT_SECONDS = 20.0  # a room of phones asks for the same parts within a moment
MOST_KEPT = 64
_TEXT_KEY = re.compile(rb'"(~[^"\\]+)"')


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """A part of a debrief, with its icon and name."""

    name: str
    icon: str
    title: str
    html: str


class _Made(msgspec.Struct, frozen=True):
    """Parts, the entry they were made at, and when."""

    seq: int
    at: float
    parts: tuple[Part, ...]


_made: dict[tuple[str, str, str, bool], _Made] = {}
_lock = threading.Lock()


def parts(row: Exercise, watcher: str, language: str, *, gentle: bool = False) -> tuple[Part, ...]:
    """Return what an exercise showed, as a team or control may read it."""
    key = (row.pk, watcher, language, gentle)
    seq = door.state(row.pk).seq
    with _lock:
        kept = _made.get(key)
    if kept is not None and kept.seq == seq and time.monotonic() - kept.at < KEPT_SECONDS:
        return kept.parts
    made = _parts(row, watcher, language, gentle)
    with _lock:
        if len(_made) >= MOST_KEPT:
            _made.clear()
        _made[key] = _Made(seq, time.monotonic(), made)
    return made


def _parts(row: Exercise, watcher: str, language: str, gentle: bool) -> tuple[Part, ...]:
    commands, entries = door.record(row.pk)
    scenario, shown = door.package(row.pk).scenario, screen.options(row, gentle=gentle)
    found = pages.debrief_regions(scenario, screen.texts(row), commands, entries, language, shown, watcher)
    names = pages.part_names(language)
    return tuple(Part(name=name, icon=names[name][0], title=names[name][1], html=html) for name, html in found.items())


def as_json(row: Exercise, watcher: str) -> bytes:
    """Return the debrief as data, as a team or control may read it.

    The words people wrote stand under `texts`, by keys that say nothing of who wrote them. A debrief holds no names of people.
    """
    commands, entries = door.record(row.pk)
    played = door.package(row.pk)
    told = for_watcher(summary(played.scenario, commands, entries), watcher)
    body = msgspec.json.encode({"exercise": row.pk, "scenario": played.scenario.id, "debrief": told})
    names: dict[bytes, bytes] = {}

    def renamed(found: re.Match[bytes]) -> bytes:
        return b'"%s"' % names.setdefault(found[1], b"~%d" % (len(names) + 1))

    body = _TEXT_KEY.sub(renamed, body)
    words = door.words(row.pk)
    texts = {new.decode(): words.get(old.decode(), "") for old, new in names.items()}
    whole = {**msgspec.json.decode(body, type=dict[str, object]), "texts": texts}
    return msgspec.json.format(msgspec.json.encode(whole), indent=1)


def good_practice(row: Exercise, language: str) -> str:
    """Return what people wrote on good practice, as plain text to be kept."""
    commands, entries = door.record(row.pk)
    scenario = door.package(row.pk).scenario
    return pages.good_practice(scenario, screen.texts(row), commands, entries, language, screen.options(row))
