"""Display names. They live here alone: the log and what is exported from it know seats."""

from __future__ import annotations

from palermo.web.models import Exercise, Participant

CONTROL = "control"


def names(exercise: str) -> dict[str, str]:
    """Return the names to show, by seat; control's is the trainer's. Callable from any thread, one query."""
    rows = Participant.objects.filter(exercise=exercise, gone=False).exclude(seat="").values_list("seat", "name")
    found = dict(rows)
    trainer = Exercise.objects.filter(pk=exercise).values_list("trainer", flat=True).first()
    if trainer:
        found[CONTROL] = trainer
    return found
