"""Sitting down, stepping out, leaving, and coming back by a new link."""

from __future__ import annotations

import threading

from django.db import transaction

from palermo.engine.commands import Occupy, RevokeSeat, TakeSeat
from palermo.web import chairs, codes, door
from palermo.web.models import Exercise, Participant, SteppedOut
from palermo.web.setting import POLICY

CONTROL = "control"
SERVER = "server"

# Of two people who want one chair at the same moment, the second is told that it is taken.
_one_at_a_time = threading.Lock()


class Taken(Exception):
    """The chair is no longer free."""


def sit_down(exercise: Exercise, chair_key: str, name: str, part: str, language: str) -> tuple[Participant, str]:
    """Take a chair: return the participant and the personal code. A bot that answered for one of its desks steps back.

    Raises Taken, or door.NotDone when the engine refuses.
    """
    with _one_at_a_time:
        state = door.state(exercise.pk)
        chair = chairs.find(door.package(exercise.pk), state, chair_key, language)
        if chair is None or not chair.free:
            raise Taken
        seat = codes.seat_id()
        door.ask(exercise.pk, SERVER, TakeSeat(seat=seat, team=chair.team, desks=chair.desks, role=chair.role))
        for desk in chair.desks:
            if state.world.occupants.get(desk, ("", ""))[0] != "people":
                door.ask(exercise.pk, SERVER, Occupy(desk=desk, by="people"))
        return remember(exercise, seat, name, part, language)


def remember(exercise: Exercise, seat: str, name: str, part: str, language: str) -> tuple[Participant, str]:
    """Keep who came: return the participant and the personal code. `seat` is '' for somebody without a chair."""
    back = codes.return_code()
    participant = Participant.objects.create(
        exercise=exercise, seat=seat, name=name, part=part, language=language, back=codes.digest(back)
    )
    return participant, back


def step_out(participant: Participant) -> None:
    """Leave the role for a while: the seat stays, control alone sees it, the log knows nothing of it."""
    SteppedOut.objects.get_or_create(participant=participant)


def step_in(participant: Participant) -> None:
    """Be back in the role."""
    SteppedOut.objects.filter(participant=participant).delete()


def leave(participant: Participant, by: str = CONTROL) -> None:
    """Leave for good: the seat ends; desks that nobody of the people holds any more go back to a bot, if one sits there."""
    exercise = participant.exercise_id
    if participant.seat and not participant.gone:
        door.ask(exercise, by, RevokeSeat(seat=participant.seat, gone=True))
        _hand_back(exercise, participant.seat)
    with transaction.atomic():
        step_in(participant)
        Participant.objects.filter(pk=participant.pk).update(gone=True)


def new_link(participant: Participant) -> str:
    """Return a new personal code; the old one and the pages opened with it end."""
    back = codes.return_code()
    if participant.seat:
        door.ask(participant.exercise_id, CONTROL, RevokeSeat(seat=participant.seat, gone=False))
    Participant.objects.filter(pk=participant.pk).update(back=codes.digest(back))
    return back


def _hand_back(exercise: str, seat: str) -> None:
    state = door.state(exercise)
    left = state.world.seats.get(seat)
    if left is None:
        return
    still = {desk for other in chairs.seated(state, left.team) for desk in state.world.seats[other].desks}
    for desk in left.desks:
        if desk not in still and f"{chairs.BOT}{desk}" in state.world.seats:
            door.ask(exercise, SERVER, Occupy(desk=desk, by="bot", policy=POLICY))
