"""From an address to an object: the only way, one function an object, one condition a line.

A missing thing and one that is somebody else's are answered alike, by Http404: the page does not say which.
"""

from __future__ import annotations

import hmac

from django.contrib.auth.models import AnonymousUser
from django.http import Http404

from palermo.web import codes
from palermo.web.models import Account, Device, Exercise, Invitation, Participant

Who = Account | AnonymousUser


def account(who: Who) -> Account:
    """Return the facilitator who is signed in. Raises Http404 for anybody else."""
    if not isinstance(who, Account):
        raise Http404
    if not who.is_active:
        raise Http404
    return who


def exercise_to_lead(who: Who, exercise: str) -> Exercise:
    """Return an exercise for its facilitator. Raises Http404."""
    found = Exercise.objects.filter(pk=exercise).first()
    facilitator = account(who)
    if found is None:
        raise Http404
    if not leads(facilitator, found):
        raise Http404
    return found


def exercise_to_own(who: Who, exercise: str) -> Exercise:
    """Return an exercise for whom it belongs to: who may delete it and say who else leads it. Raises Http404."""
    found = exercise_to_lead(who, exercise)
    if not owns(account(who), found):
        raise Http404
    return found


def leader_to_remove(who: Who, exercise: str, pk: int) -> tuple[Exercise, Account]:
    """Return an exercise and one who also leads it, for whom it belongs to or for that one. Raises Http404."""
    found = exercise_to_lead(who, exercise)
    leader = found.leaders.filter(pk=pk).first()
    if leader is None:
        raise Http404
    if owns(account(who), found):
        return found, leader
    if leader.pk != account(who).pk:
        raise Http404
    return found, leader


def owns(who: Account, exercise: Exercise) -> bool:
    """Tell whether an exercise belongs to an account: it made it, nobody did (the server itself), or it is the server's first."""
    if exercise.created_by_id == who.pk:
        return True
    if exercise.created_by_id is None:
        return True
    return who.is_superuser


def leads(who: Account, exercise: Exercise) -> bool:
    """Tell whether an account leads an exercise: it belongs to it, or it was invited as a second facilitator."""
    if owns(who, exercise):
        return True
    return any(leader.pk == who.pk for leader in exercise.leaders.all())


def exercises_to_lead(who: Account) -> list[Exercise]:
    """Return the exercises an account may open, the newest first."""
    every = Exercise.objects.select_related("created_by").prefetch_related("leaders")
    return [exercise for exercise in every if leads(who, exercise)]


def exercise_to_join(code: str) -> Exercise:
    """Return the exercise of a join code. Raises Http404."""
    found = Exercise.objects.filter(code=codes.clean(code)).first()
    if found is None:
        raise Http404
    return found


def participant(exercise: str, seat: str, back: str) -> Participant:
    """Return who comes back to a seat with the personal code. Raises Http404."""
    found = Participant.objects.select_related("exercise").filter(exercise=exercise, seat=seat).first()
    if found is None:
        raise Http404
    if not seat:
        raise Http404
    if found.gone:
        raise Http404
    if not hmac.compare_digest(found.back, codes.digest(back)):
        raise Http404
    return found


def watcher(exercise: str, back: str) -> Participant:
    """Return who watches without a seat, by the personal code. Raises Http404."""
    found = Participant.objects.select_related("exercise").filter(exercise=exercise, back=codes.digest(back)).first()
    if found is None:
        raise Http404
    if found.part != Participant.Part.WATCH:
        raise Http404
    if found.gone:
        raise Http404
    return found


def waiting(exercise: str, back: str) -> Participant:
    """Return who came late and waits for a chair, or has one since, by the personal code. Raises Http404."""
    found = Participant.objects.select_related("exercise").filter(exercise=exercise, back=codes.digest(back)).first()
    if found is None:
        raise Http404
    if found.gone:
        raise Http404
    if not found.seat and not found.waits_at:
        raise Http404
    return found


def device(exercise: str, back: str) -> Device:
    """Return the device of a table, by its code. Raises Http404."""
    found = Device.objects.select_related("exercise").filter(exercise=exercise, back=codes.digest(back)).first()
    if found is None:
        raise Http404
    return found


def at_device(device: Device, seat: str) -> Participant:
    """Return one of the people at a table's device, which has passed `device`. Raises Http404."""
    found = device.people.select_related("exercise").filter(seat=seat, gone=False).first()
    if found is None:
        raise Http404
    if not seat:
        raise Http404
    return found


def participant_to_lead(exercise: Exercise, pk: int) -> Participant:
    """Return a participant of an exercise for its facilitator, who has passed `exercise_to_lead`. Raises Http404."""
    found = Participant.objects.filter(exercise=exercise, pk=pk).first()
    if found is None:
        raise Http404
    return found


def invitation_to_lead(exercise: Exercise, pk: int) -> Invitation:
    """Return a place on the list of an exercise for its facilitator, who has passed `exercise_to_lead`. Raises Http404."""
    found = Invitation.objects.select_related("participant").filter(exercise=exercise, pk=pk).first()
    if found is None:
        raise Http404
    return found


def debrief_to_lead(who: Who, exercise: str) -> Exercise:
    """Return an exercise whose debrief its facilitator may take away: once it is over. Raises Http404."""
    found = exercise_to_lead(who, exercise)
    if not found.over:
        raise Http404
    return found


def observer_to_lead(exercise: Exercise, pk: int) -> Participant:
    """Return somebody who watches an exercise, for its facilitator, who has passed `exercise_to_lead`. Raises Http404."""
    found = participant_to_lead(exercise, pk)
    if found.part != Participant.Part.WATCH:
        raise Http404
    if found.gone:
        raise Http404
    return found


def debrief_of_seat(exercise: str, seat: str, back: str) -> Participant:
    """Return who may take the debrief of her own table away: once the exercise is over. Raises Http404."""
    found = participant(exercise, seat, back)
    if not found.exercise.over:
        raise Http404
    return found


def debrief_of_device(exercise: str, back: str) -> Device:
    """Return the table's device that may take the debrief of its table away: once the exercise is over. Raises Http404."""
    found = device(exercise, back)
    if not found.exercise.over:
        raise Http404
    return found


def log_to_download(who: Who, exercise: str) -> Exercise:
    """Return an exercise whose log its facilitator may have: all of it, once the exercise is over. Raises Http404."""
    found = exercise_to_lead(who, exercise)
    if not found.over:
        raise Http404
    return found
