"""A table's own board: what is pinned to it. Nobody counts it, and no other table sees it."""

from __future__ import annotations

from msgspec.structs import replace

from palermo.engine import commands as c
from palermo.engine import events as e
from palermo.engine.known import Known, PinRow

MOST = 60  # pins on a board at a time
Pins = dict[str, PinRow]


def judge(known: Known, command: c.Pin | c.MovePin | c.Unpin) -> c.Refused | None:
    """Return None, or why the table cannot do this to its board. Ends of a link are judged by their form alone: what a board has
    to show is the page's to say."""
    if isinstance(command, c.Pin):
        return _pin(known, command)
    row = known.pins.get(command.pin)
    if row is None:
        return c.Refused("unknown")
    if isinstance(command, c.MovePin):
        return c.Refused("unknown") if command.before and command.before not in known.pins else None
    return c.Refused("board_full") if command.back and row.off and full(known.pins) else None


def _pin(known: Known, command: c.Pin) -> c.Refused | None:
    if not command.text:
        return c.Refused("empty")
    if len(command.one) > 80 or len(command.two) > 80:
        return c.Refused("too_long")
    if not (is_id(command.one) and is_id(command.two)):
        return c.Refused("unknown")
    if command.two and (not command.one or command.one == command.two):
        return c.Refused("no_such_link")
    row = known.pins.get(command.pin)
    if command.pin and row is None:
        return c.Refused("unknown")
    if command.base < 0:
        return c.Refused("unknown")
    fresh = row is None or row.off or row.count > command.base
    return c.Refused("board_full") if fresh and full(known.pins) else None


def full(pins: Pins) -> bool:
    """Tell whether a board holds as much as it can."""
    return sum(not row.off for row in pins.values()) >= MOST


def is_id(word: str) -> bool:
    """Whether a word is made like an id: ids may stand in entries, free text may not. Tells nothing of which ids there are."""
    return word.isascii() and (not word or word.replace("_", "").replace("-", "").replace(".", "").isalnum())


def pinned(pins: Pins, event: e.Pinned, t: int) -> Pins:
    """Return the board with this on it: in its old place when it was there, behind the one it came from, or at the end."""
    row = PinRow(event.id, event.seat, event.text, event.one, event.two, t, event.count)
    if event.id in pins or event.after not in pins:
        return {**pins, event.id: row}
    out: Pins = {}
    for id, other in pins.items():
        out[id] = other
        if id == event.after:
            out[event.id] = row
    return out


def moved(pins: Pins, id: str, before: str) -> Pins:
    """Return the board with a pin before another one, at the end when there is no such one."""
    if id not in pins or id == before:
        return pins
    out: Pins = {}
    for other, row in pins.items():
        if other == before:
            out[id] = pins[id]
        if other != id:
            out[other] = row
    out.setdefault(id, pins[id])
    return out


def unpinned(pins: Pins, id: str, back: bool) -> Pins:
    """Return the board without a pin, or with it again."""
    return {**pins, id: replace(pins[id], off=not back)} if id in pins else pins
