"""The list of exercises: an index over the log. What it holds of an exercise's set-up can be read from the log again."""

from __future__ import annotations

from datetime import UTC, datetime

from palermo.engine.state import State
from palermo.scenario import Package
from palermo.web import door
from palermo.web.models import Account, Exercise
from palermo.web.wellbeing import forget


def rebuild_index() -> tuple[str, ...]:
    """Add every exercise of the log that the list does not know, and return their ids. Join codes are new, names are lost."""
    known = set(Exercise.objects.values_list("pk", flat=True))
    return tuple(take_up(exercise, None).pk for exercise in door.exercises() if exercise not in known)


def take_up(exercise: str, account: Account | None) -> Exercise:
    """Put an exercise of the log into the list, or bring its line up to date."""
    state, package = door.state(exercise), door.package(exercise)
    setup = state.world.setup
    row, _made = Exercise.objects.update_or_create(
        pk=exercise,
        defaults={
            "scenario": package.scenario.id,
            "preset": setup.preset,
            "profile": setup.profile,
            "language": setup.language,
            "help_level": setup.help_level,
            "talk": setup.talk,
            "gentle": setup.gentle,
            "retention_days": setup.retention_days,
        },
        create_defaults={
            "title": _title(package, setup.language),
            "scenario": package.scenario.id,
            "preset": setup.preset,
            "profile": setup.profile,
            "language": setup.language,
            "help_level": setup.help_level,
            "talk": setup.talk,
            "gentle": setup.gentle,
            "retention_days": setup.retention_days,
            "created_by": account,
        },
    )
    return look_again(row, state)


def look_again(row: Exercise, state: State | None = None) -> Exercise:
    """Bring the standing of a line up to date. At the end who stepped out, and who has had a talk, is forgotten."""
    state = state or door.state(row.pk)
    standing = standing_of(state)
    if standing == row.standing:
        return row
    row.standing = standing
    if standing == Exercise.Standing.OVER:
        row.ended_at = datetime.now(UTC)
        forget(row)
    row.save(update_fields=["standing", "ended_at"])
    return row


def standing_of(state: State) -> Exercise.Standing:
    """Return where an exercise stands."""
    world = state.world
    if world.ended >= 0:
        return Exercise.Standing.OVER
    if world.clock.paused == "before":
        return Exercise.Standing.BEFORE
    return Exercise.Standing.PAUSED if world.clock.paused else Exercise.Standing.RUNNING


def _title(package: Package, language: str) -> str:
    return package.text("scenario.title", language) or package.scenario.id
