"""Setting an exercise up: what the facilitator chose, and the commands that make it so."""

from __future__ import annotations

import msgspec

from palermo.engine.commands import Create, Occupy, TakeSeat
from palermo.engine.nobody import unplayed
from palermo.scenario import Package
from palermo.web import codes, door
from palermo.web.models import Account, Exercise

POLICY = "table"
SERVER = "server"


class Choices(msgspec.Struct, frozen=True, kw_only=True):
    """What is decided before the start. `scenario` is a built-in name; `bots` sit in every chair until somebody comes."""

    scenario: str
    preset: str
    profile: str
    language: str = "en"
    title: str = ""
    help_level: int = 1
    talk: str = "system"
    retention_days: int = 30
    gentle: bool = False
    points: bool = False
    bots: bool = True
    policy: str = POLICY
    trainer: str = ""
    support: str = ""
    meeting: str = ""
    rehearsal: bool = False


def set_up(package: Package, choices: Choices, account: Account | None) -> Exercise:
    """Create the exercise and its line in the list, and seat the bots. Raises door.NotDone when the engine refuses."""
    exercise = codes.exercise_id()
    door.create(
        exercise,
        package,
        Create(
            package=package.digest,
            preset=choices.preset,
            profile=choices.profile,
            language=choices.language,
            help_level=choices.help_level,
            talk=choices.talk,
            retention_days=choices.retention_days,
            gentle=choices.gentle,
            points=choices.points,
        ),
    )
    if choices.bots:
        seat_bots(exercise, choices.policy)
    return Exercise.objects.create(
        id=exercise,
        title=choices.title or package.text("scenario.title", choices.language) or package.scenario.id,
        scenario=package.scenario.id,
        preset=choices.preset,
        profile=choices.profile,
        language=choices.language,
        help_level=choices.help_level,
        talk=choices.talk,
        gentle=choices.gentle,
        retention_days=choices.retention_days,
        trainer=choices.trainer,
        support=choices.support,
        meeting=choices.meeting,
        rehearsal=choices.rehearsal,
        created_by=account,
    )


def seat_bots(exercise: str, policy: str) -> None:
    """Put a bot into every desk at the tables that people play."""
    world = door.state(exercise).world
    alone = unplayed(door.package(exercise).scenario, world)
    for team, desks in world.teams:
        for desk in desks if team not in alone else ():
            door.ask(exercise, SERVER, TakeSeat(seat=f"bot:{desk}", team=team, desks=(desk,)))
            door.ask(exercise, SERVER, Occupy(desk=desk, by="bot", policy=policy))
