"""What observers saw: lines ticked and words noted for each objective, and what the people of the story asked the tables."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from palermo.debrief.records import NEVER
from palermo.engine import events as e
from palermo.engine.scenario import Scenario
from palermo.engine.state import CONTROL


class Sighting(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """One observation at exercise second `t`, at a table ('' where none was named); `text` is a key or ''."""

    t: int
    seat: str
    team: str
    text: str


class Ticked(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A line of an objective with every time it was seen."""

    tick: str
    sightings: tuple[Sighting, ...]


class Followed(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """An objective that somebody followed: all its lines, and what was noted without one."""

    objective: str
    ticks: tuple[Ticked, ...]
    words: tuple[Sighting, ...]


class Question(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A person asked a table what happens to her now. `heard` is false where the table had not heard of her; `answered` is NEVER
    without an answer."""

    id: str
    t: int
    team: str
    heard: bool
    reply: str
    answered: int


class Voiced(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A person for whom somebody spoke: her questions, and what the observer noted."""

    person: str
    questions: tuple[Question, ...]
    words: tuple[Sighting, ...]


class Observations(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """All that observers saw, in the scenario's order."""

    followed: tuple[Followed, ...]
    voiced: tuple[Voiced, ...]


def observations(scenario: Scenario, entries: Iterable[e.Entry]) -> Observations:
    """Return what observers saw. Objectives and people that nobody followed or spoke for are left out."""
    notes: dict[str, list[tuple[str, Sighting]]] = {}
    asked: dict[str, dict[str, Question]] = {}
    jobs: set[str] = set()
    for entry in entries:
        match entry.event:
            case e.ObserverSet(objective=objective, person=person):
                jobs |= {objective, person}
            case e.NoteWritten(seat=seat, about=about, text=text, tick=tick, team=team):
                if seat.partition("@")[0] != CONTROL:
                    notes.setdefault(about, []).append((tick, Sighting(t=entry.t, seat=seat, team=team, text=text)))
            case e.NowAsked(id=name, person=person, team=team):
                question = Question(
                    id=name, t=entry.t, team=team, heard=team in entry.audience, reply="", answered=NEVER
                )
                asked.setdefault(person, {})[name] = question
            case e.NowAnswered(ask=name, text=text):
                for rows in asked.values():
                    if name in rows:
                        rows[name] = msgspec.structs.replace(rows[name], reply=text, answered=entry.t)
            case _:
                pass
    return Observations(
        followed=tuple(
            Followed(
                objective=one.id,
                ticks=tuple(Ticked(tick=tick, sightings=_of(notes, one.id, tick)) for tick in one.ticks),
                words=_of(notes, one.id, ""),
            )
            for one in scenario.objectives
            if one.id in jobs or one.id in notes
        ),
        voiced=tuple(
            Voiced(person=one.id, questions=tuple(asked.get(one.id, {}).values()), words=_of(notes, one.id, ""))
            for one in scenario.people
            if one.voice and (one.id in jobs or one.id in notes or one.id in asked)
        ),
    )


def _of(notes: dict[str, list[tuple[str, Sighting]]], about: str, tick: str) -> tuple[Sighting, ...]:
    return tuple(row for ticked, row in notes.get(about, ()) if ticked == tick)
