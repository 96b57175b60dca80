"""Personal addresses: where somebody comes in again."""

from __future__ import annotations

from django.urls import reverse

from palermo.web.models import Participant


def back(participant: Participant, code: str) -> str:
    """Return the path by which a participant comes back with her code, or with that of the device she sits at."""
    exercise = participant.exercise_id
    if participant.device_id is not None:
        return reverse("table", kwargs={"exercise": exercise, "back": code})
    if participant.part == Participant.Part.WATCH and not participant.waits_at:
        return reverse("watch", kwargs={"exercise": exercise, "back": code})
    if participant.seat:
        return reverse("seat", kwargs={"exercise": exercise, "seat": participant.seat, "back": code})
    if participant.waits_at:
        return reverse("late", kwargs={"exercise": exercise, "back": code})
    return reverse("watch", kwargs={"exercise": exercise, "back": code})
