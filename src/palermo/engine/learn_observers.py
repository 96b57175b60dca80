"""What a table learns from a person's voice, and the voice from what happens to the person. See `learn.py`."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from palermo.engine import events as e
from palermo.engine.known import AskRow, Known, Line, NoteLine
from palermo.engine.tables import on

LEARNT: dict[type, Any] = {}


@on(LEARNT, e.ObserverSet)
def _observer_set(known: Known, event: e.ObserverSet, t: int) -> Known:
    if event.known is None:
        return known
    return replace(event.known, watcher=known.watcher, version=known.version)


@on(LEARNT, e.NowAsked)
def _now_asked(known: Known, event: e.NowAsked, t: int) -> Known:
    ask = AskRow(event.id, event.person, event.team, t, version=known.version)
    return replace(known, asks={**known.asks, event.id: ask})


@on(LEARNT, e.NowAnswered)
def _now_answered(known: Known, event: e.NowAnswered, t: int) -> Known:
    old = known.asks.get(event.ask)
    if old is None:
        return known
    return replace(known, asks={**known.asks, event.ask: replace(old, reply=event.text, answered=t)})


@on(LEARNT, e.NoteWritten)
def _note_written(known: Known, event: e.NoteWritten, t: int) -> Known:
    note = NoteLine(event.id, t, event.about, event.text, event.tick, event.team)
    return replace(known, notes=(*known.notes, note))


@on(LEARNT, e.FlagRaised)
def _flag_raised(known: Known, event: e.FlagRaised, t: int) -> Known:
    return happened(known, "harm", f"harms.{event.flag}.what", t)


def happened(known: Known, kind: str, text: str, t: int) -> Known:
    """Return what the voice of a person knows once this has happened to the person."""
    line = Line(f"{kind}#{known.version}", kind, t, text, known.version)
    return replace(known, lines=(*known.lines, line))
