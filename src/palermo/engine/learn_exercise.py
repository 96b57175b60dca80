"""What a watcher learns from events about the exercise itself: seats, tables, the clock, control. See `learn.py`."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from palermo.engine import events as e
from palermo.engine.clock import turned
from palermo.engine.known import HelpRow, InjectRow, Known, Line, PracticeRow, SeatRow
from palermo.engine.merging import joined, known_renamed
from palermo.engine.tables import on

LEARNT: dict[type, Any] = {}


@on(LEARNT, e.Created)
def _created(known: Known, event: e.Created, t: int) -> Known:
    return replace(known, setup=event.setup, teams=event.teams)


@on(LEARNT, e.TeamsChanged)
def _teams_changed(known: Known, event: e.TeamsChanged, t: int) -> Known:
    return known_renamed(known, event.teams)


@on(LEARNT, e.SeatTaken)
def _seat_taken(known: Known, event: e.SeatTaken, t: int) -> Known:
    sat = known.seats.get(event.seat)
    ready, at = (sat.ready, sat.at) if sat is not None else (False, t)
    seat = SeatRow(event.seat, event.desks, event.role, ready, at)
    return replace(known, seats={**known.seats, event.seat: seat})


@on(LEARNT, e.SeatLeft)
def _seat_left(known: Known, event: e.SeatLeft, t: int) -> Known:
    return replace(known, seats={k: s for k, s in known.seats.items() if k != event.seat})


@on(LEARNT, e.ReadySet)
def _ready_set(known: Known, event: e.ReadySet, t: int) -> Known:
    if event.seat not in known.seats:
        return known
    return replace(known, seats={**known.seats, event.seat: replace(known.seats[event.seat], ready=True)})


@on(LEARNT, e.Practised)
def _practised(known: Known, event: e.Practised, t: int) -> Known:
    row = PracticeRow(event.desk, event.to, t)
    return replace(known, practice={**known.practice, f"{event.desk}>{event.to}": row})


@on(LEARNT, e.Occupied)
def _occupied(known: Known, event: e.Occupied, t: int) -> Known:
    return replace(known, occupants={**known.occupants, event.desk: event.by})


@on(LEARNT, e.Merged)
def _merged(known: Known, event: e.Merged, t: int) -> Known:
    return joined(known, event.known)


@on(LEARNT, e.Began)
def _began(known: Known, event: e.Began, t: int) -> Known:
    return replace(known, schedule=event.schedule, clock=turned(known.clock, event, t))


@on(LEARNT, e.Paused, e.Resumed, e.SpeedSet)
def _clock_turned(known: Known, event: e.Paused | e.Resumed | e.SpeedSet, t: int) -> Known:
    return replace(known, clock=turned(known.clock, event, t))


@on(LEARNT, e.Rescheduled)
def _rescheduled(known: Known, event: e.Rescheduled, t: int) -> Known:
    return replace(known, schedule=event.schedule)


@on(LEARNT, e.PhaseEntered)
def _phase_entered(known: Known, event: e.PhaseEntered, t: int) -> Known:
    return replace(known, phase=event.phase)


@on(LEARNT, e.Ended)
def _ended(known: Known, event: e.Ended, t: int) -> Known:
    clock = replace(known.clock, t=max(known.clock.t, event.t))  # it stands where the exercise ended
    return replace(known, ended=True, outcome=event.outcome, clock=clock)


@on(LEARNT, e.InjectSent)
def _inject_sent(known: Known, event: e.InjectSent, t: int) -> Known:
    inject = InjectRow(event.inject, event.kind, t, event.title, event.text, "", known.version)
    return replace(known, injects={**known.injects, event.inject: inject})


@on(LEARNT, e.InjectWithdrawn)
def _inject_withdrawn(known: Known, event: e.InjectWithdrawn, t: int) -> Known:
    if event.inject not in known.injects:
        return known
    gone = replace(known.injects[event.inject], withdrawn=event.text or "withdrawn", version=known.version)
    return replace(known, injects={**known.injects, event.inject: gone})


@on(LEARNT, e.HintGiven)
def _hint_given(known: Known, event: e.HintGiven, t: int) -> Known:
    return replace(known, lines=(*known.lines, Line(event.id, "hint", t, event.text, known.version)))


@on(LEARNT, e.Announced)
def _announced(known: Known, event: e.Announced, t: int) -> Known:
    kind = "word" if event.apart else "announcement"
    return replace(known, lines=(*known.lines, Line(event.id, kind, t, event.text, known.version)))


@on(LEARNT, e.NoticeGiven)
def _notice_given(known: Known, event: e.NoticeGiven, t: int) -> Known:
    text = f"notices.{event.notice}.text"
    return replace(
        known, lines=(*known.lines, Line(f"{event.notice}#{known.version}", "notice", t, text, known.version))
    )


@on(LEARNT, e.HelpAsked)
def _help_asked(known: Known, event: e.HelpAsked, t: int) -> Known:
    return replace(known, helps={**known.helps, event.id: HelpRow(event.id, t, event.text)})


@on(LEARNT, e.HelpAnswered)
def _help_answered(known: Known, event: e.HelpAnswered, t: int) -> Known:
    old = known.helps.get(event.help)
    if old is None:
        return known
    return replace(known, helps={**known.helps, event.help: replace(old, reply=event.text, version=known.version)})


@on(LEARNT, e.SeenAll)
def _seen_all(known: Known, event: e.SeenAll, t: int) -> Known:
    return replace(known, seen=known.version)
