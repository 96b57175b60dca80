"""Observers: what somebody who watches would like to do, and the job that she has.

The voice of a person is given at once. An objective shows everything that control sees: control lets its observers in.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from palermo.engine.commands import Observe
from palermo.engine.state import State
from palermo.scenario import Package
from palermo.web import codes, door
from palermo.web.models import Exercise, Participant

SERVER = "server"
CONTROL = "control"
OBJECTIVE, PERSON = "objective", "person"


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """A job an observer can have. `key` is how a form names it, "" for none; `taken` are the names of those who have it."""

    key: str
    title: str
    text: str = ""
    taken: tuple[str, ...] = ()


class Chosen(msgspec.Struct, frozen=True, kw_only=True):
    """What an observer does now: an objective, a person, or nothing yet; `wish` is the objective she waits for."""

    objective: str = ""
    person: str = ""
    wish: str = ""

    @property
    def key(self) -> str:
        """The job as a form names it: the one she waits for before the one she has."""
        if self.wish:
            return f"{OBJECTIVE}:{self.wish}"
        if self.objective:
            return f"{OBJECTIVE}:{self.objective}"
        return f"{PERSON}:{self.person}" if self.person else ""


def objectives(package: Package, language: str) -> tuple[Job, ...]:
    """Return the objectives that have lines to tick."""
    return tuple(
        Job(key=f"{OBJECTIVE}:{one.id}", title=package.text(f"objectives.{one.id}.text", language))
        for one in package.scenario.objectives
        if one.ticks
    )


def offered(package: Package, language: str) -> tuple[Job, ...]:
    """Return the people for whom somebody who watches may choose to speak: by name alone, for she may still sit down at a table."""
    return tuple(
        Job(key=f"{PERSON}:{one.id}", title=package.text(f"people.{one.id}.name", language))
        for one in package.scenario.people
        if one.voice and one.offered
    )


def people(package: Package, language: str) -> tuple[Job, ...]:
    """Return the people of the story for whom an observer can speak, as control reads of them."""
    return tuple(
        Job(
            key=f"{PERSON}:{one.id}",
            title=package.text(f"people.{one.id}.name", language),
            text=package.text(f"people.{one.id}.card", language),
        )
        for one in package.scenario.people
        if one.voice
    )


def is_job(package: Package, key: str, *, by_control: bool) -> bool:
    """Tell whether a form named a job that there is; "" is none. Who watches chooses among those that are offered."""
    voices = people(package, "") if by_control else offered(package, "")
    return key == "" or any(job.key == key for job in (*objectives(package, ""), *voices))


def chosen(participant: Participant, state: State) -> Chosen:
    """Return what an observer does now."""
    row = state.world.observers.get(participant.seat)
    if row is None:
        return Chosen(wish=participant.wish)
    return Chosen(objective=row.objective, person=row.person, wish=participant.wish)


def seat_of(participant: Participant) -> str:
    """Return the seat an observer watches from, made where there is none. Raises door.NotDone."""
    if not participant.seat:
        participant.seat = codes.seat_id()
        participant.save(update_fields=["seat"])
    if participant.seat not in door.state(participant.exercise_id).world.observers:
        door.ask(participant.exercise_id, SERVER, Observe(seat=participant.seat))
    return participant.seat


def wish(participant: Participant, key: str) -> None:
    """Choose a job oneself: a person at once; an objective once control lets her in; "" gives up what she has. Raises
    door.NotDone."""
    kind, _, name = key.partition(":")
    if kind == OBJECTIVE:
        _give(participant, Observe(seat=seat_of(participant)), name, SERVER)
    else:
        appoint(participant, key, SERVER)


def appoint(participant: Participant, key: str, by: str = CONTROL) -> None:
    """Give a job, whatever was wished for; "" ends the one she has. Raises door.NotDone."""
    kind, _, name = key.partition(":")
    seat = seat_of(participant)
    objective, person = name if kind == OBJECTIVE else "", name if kind == PERSON else ""
    _give(participant, Observe(seat=seat, objective=objective, person=person), "", by)


def waiting(exercise: Exercise) -> int:
    """Return how many observers wait to be let in."""
    return watching(exercise).exclude(wish="").count()


def watching(exercise: Exercise):  # type: ignore[no-untyped-def]  # a Django query
    """Return those who watch and have not left."""
    return exercise.participants.filter(part=Participant.Part.WATCH, gone=False)


def at_a_table(participant: Participant, others: Iterable[Participant]) -> bool:
    """Tell whether somebody of the same name sits at a table: then one person may be in two places."""
    name = participant.name.casefold()
    return any(other.name.casefold() == name for other in others if other.part != Participant.Part.WATCH)


def _give(participant: Participant, job: Observe, wished: str, by: str) -> None:
    row = door.state(participant.exercise_id).world.observers.get(job.seat)
    if row is None or (row.objective, row.person) != (job.objective, job.person):
        door.ask(participant.exercise_id, by, job)
    if participant.wish != wished:
        participant.wish = wished
        participant.save(update_fields=["wish"])
