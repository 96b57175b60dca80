"""Who asked for a talk, who stepped out, and which desk nobody is left at. Control alone reads it; at the end it is forgotten."""

from __future__ import annotations

import msgspec

from palermo.engine.state import State
from palermo.scenario import Package
from palermo.web import chairs, door, observing
from palermo.web.models import Exercise, Participant, SteppedOut, TalkToMe


class Calm(msgspec.Struct, frozen=True, kw_only=True):
    """What control is told: people who would like to talk, people who stepped out, desks without anybody, observers who wait."""

    talks: tuple[TalkToMe, ...]
    out: tuple[Participant, ...]
    empty: tuple[tuple[str, str], ...]
    waiting: int


def ask(participant: Participant) -> None:
    """Say that somebody would like to talk. Asked again after a talk, it counts as new."""
    TalkToMe.objects.update_or_create(participant=participant, defaults={"taken": False})


def withdraw(participant: Participant) -> None:
    """Say that it is no longer wanted."""
    TalkToMe.objects.filter(participant=participant).delete()


def take(exercise: Exercise, pk: int) -> None:
    """Mark that control sees to it; after the end it is forgotten with that. What has been withdrawn meanwhile is no mistake."""
    asked = TalkToMe.objects.filter(participant__exercise=exercise, participant=pk)
    if exercise.over:
        asked.delete()
    else:
        asked.update(taken=True)


def of(participant: Participant) -> TalkToMe | None:
    """Return what somebody asked for, None for nothing."""
    return TalkToMe.objects.filter(participant=participant).first()


def forget(exercise: Exercise) -> None:
    """Forget who stepped out and who has had a talk: the exercise is over. Who still waits for one is not forgotten."""
    SteppedOut.objects.filter(participant__exercise=exercise).delete()
    TalkToMe.objects.filter(participant__exercise=exercise, taken=True).delete()


def told(exercise: Exercise, language: str) -> Calm:
    """Return what control is told now."""
    here = exercise.participants.filter(gone=False)
    out = tuple(here.filter(stepped_out__isnull=False))
    return Calm(
        talks=tuple(
            TalkToMe.objects.select_related("participant")
            .filter(participant__exercise=exercise, participant__gone=False)
            .order_by("taken", "since")
        ),
        out=out,
        empty=_empty(door.package(exercise.pk), door.state(exercise.pk), {one.seat for one in out}, language),
        waiting=observing.waiting(exercise),
    )


def _empty(package: Package, state: State, out: set[str], language: str) -> tuple[tuple[str, str], ...]:
    """Return desks whose people have all stepped out, each with its name. Desks that nobody took at all are not meant."""
    found = []
    for team, desks in state.world.teams:
        seats = chairs.seated(state, team)
        for desk in desks:
            holders = {seat for seat in seats if desk in state.world.seats[seat].desks}
            if holders and holders <= out and state.world.occupants.get(desk, ("people", ""))[0] == "people":
                found.append((desk, package.text(f"desks.{desk}.name", language) or desk))
    return tuple(found)
