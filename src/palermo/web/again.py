"""An exercise once more: with the same choices for the next group, or for the facilitator alone, at speed."""

from __future__ import annotations

import msgspec
from django.utils.translation import gettext as _

from palermo import scenario
from palermo.engine.commands import Begin, SetSpeed, SkipPhase
from palermo.engine.moments import Phase
from palermo.engine.state import BOT
from palermo.scenario import Package
from palermo.web import door, retention, setting
from palermo.web.models import Account, Exercise
from palermo.web.setting import Choices

SPEEDS = (1, 4, 10, 30, 60)  # exercise seconds a second
USUAL_SPEED = 10
KEPT_DAYS = 1
TITLE = 80  # letters, as the list keeps them


class Pace(msgspec.Struct, frozen=True):
    """A speed to rehearse at, and how many minutes the play then takes."""

    speed: int
    minutes: int


def package_of(exercise: Exercise) -> Package:
    """Return the package for another one of the same: the built-in one as it is now, else the one it was played by."""
    if exercise.scenario in scenario.names():
        present = scenario.load(exercise.scenario)
        presets = {one.id for one in present.scenario.presets}
        profiles = {one.id for one in present.scenario.profiles}
        if exercise.preset in presets and exercise.profile in profiles:
            return present
    return door.package(exercise.pk)


def choices_of(exercise: Exercise) -> Choices:
    """Return what was decided for an exercise. Raises Http404 when the log has none of that name."""
    world = door.state(exercise.pk).world
    return Choices(
        scenario=exercise.scenario,
        preset=exercise.preset,
        profile=exercise.profile,
        language=exercise.language,
        title=exercise.title,
        help_level=exercise.help_level,
        talk=exercise.talk,
        retention_days=exercise.retention_days,
        gentle=exercise.gentle,
        points=world.setup.points,
        bots=any(seat.startswith(BOT) for seat in world.seats),
        trainer=exercise.trainer,
        support=exercise.support,
        meeting=exercise.meeting,
    )


def usual(package: Package, language: str) -> Choices:
    """Return what a scenario is rehearsed with when nothing else was decided: its first tables and its first length."""
    played = package.scenario
    spoken = language if language in played.languages else package.language
    return Choices(
        scenario=played.id, preset=played.presets[0].id, profile=played.profiles[0].id, language=spoken, talk="liaison"
    )


def rehearse(package: Package, choices: Choices, account: Account, speed: int) -> Exercise:
    """Start a rehearsal: bots in all chairs, the clock running at a speed from the first scene on.

    Raises door.NotDone when the engine refuses, ValueError when it is no speed to rehearse at.
    """
    if speed not in SPEEDS:
        raise ValueError(speed)
    of = choices.title or package.text("scenario.title", choices.language) or package.scenario.id
    row = setting.set_up(
        package,
        msgspec.structs.replace(
            choices,
            title=(_("Rehearsal: %(title)s") % {"title": of})[:TITLE],
            retention_days=KEPT_DAYS,
            bots=True,
            rehearsal=True,
            trainer=choices.trainer or account.get_full_name(),
        ),
        account,
    )
    door.ask(row.pk, door.CONTROL, Begin())
    if _first_phase(package, choices.profile) == "before":
        door.ask(row.pk, door.CONTROL, SkipPhase())
    if speed != 1:
        door.ask(row.pk, door.CONTROL, SetSpeed(float(speed)))
    return row


def paces(package: Package, profile: str) -> tuple[Pace, ...]:
    """Return the speeds to rehearse at, each with the minutes that the play then takes; at least one."""
    seconds = sum(phase.seconds for phase in _phases(package, profile) if phase.kind == "play")
    return tuple(Pace(speed, max(1, round(seconds / 60 / speed))) for speed in SPEEDS)


def forget_rehearsals(rows: list[Exercise]) -> int:
    """Delete the rehearsals among these exercises; return how many there were."""
    rehearsed = [row for row in rows if row.rehearsal]
    for row in rehearsed:
        retention.remove(row)
    return len(rehearsed)


def _phases(package: Package, profile: str) -> tuple[Phase, ...]:
    return next(one.phases for one in package.scenario.profiles if one.id == profile)


def _first_phase(package: Package, profile: str) -> str:
    phases = _phases(package, profile)
    return phases[0].kind if phases else ""
