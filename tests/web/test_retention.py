"""What is past its time is deleted, with the names in it."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from palermo.engine import commands as c
from palermo.web import door, index, retention
from palermo.web.models import Exercise, Participant


def test_an_exercise_is_deleted_so_many_days_after_its_end(exercise: Exercise) -> None:
    door.ask(exercise.pk, "control", c.Begin())
    door.ask(exercise.pk, "control", c.End())
    Participant.objects.create(exercise=exercise, name="Greta", back="x")
    ended = index.look_again(exercise).ended_at
    assert ended is not None
    assert retention.clear(ended + timedelta(days=29, hours=23)) == ()
    assert retention.clear(ended + timedelta(days=30)) == (exercise.pk,)
    assert not Exercise.objects.exists()
    assert not Participant.objects.exists()
    assert door.exercises() == []


def test_one_that_waits_for_its_day_is_not_deleted(exercise: Exercise) -> None:
    assert retention.clear(timezone.now() + timedelta(days=89)) == ()
    assert retention.clear(timezone.now() + timedelta(days=121)) == (exercise.pk,)


def test_an_end_that_nobody_looked_at_is_noticed(exercise: Exercise) -> None:
    door.ask(exercise.pk, "control", c.Begin())
    door.ask(exercise.pk, "control", c.End())
    retention.clear()
    assert Exercise.objects.get().standing == Exercise.Standing.OVER


def test_a_log_that_is_gone_does_not_stop_the_deleting(exercise: Exercise) -> None:
    door.delete(exercise.pk)
    assert retention.clear(timezone.now() + timedelta(days=121)) == (exercise.pk,)
