"""Who is in the room, table by table, as control sees it: names, roles, who stepped out, who answers for what nobody holds."""

from __future__ import annotations

import msgspec

from palermo.engine.nobody import unplayed
from palermo.web import chairs, door
from palermo.web.chairs import Tag
from palermo.web.models import Exercise, Participant


class Sitting(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody at a table."""

    participant: Participant
    role: str
    tags: tuple[Tag, ...]
    out: bool
    ready: bool


class Desk(msgspec.Struct, frozen=True, kw_only=True):
    """A desk, and who answers for it: people, bot, rule or control; `held` when somebody of the people has it."""

    id: str
    tag: Tag
    by: str
    held: bool


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """A table with the people at it and its desks."""

    team: str
    name: str
    tags: tuple[Tag, ...]
    people: tuple[Sitting, ...]
    desks: tuple[Desk, ...]
    alone: str = ""  # who answers where nobody sits by the preset: rule or control


def tables(row: Exercise, language: str) -> tuple[Table, ...]:
    """Return the tables in the preset's order."""
    package, state = door.package(row.pk), door.state(row.pk)
    world = state.world
    tags = {desk.id: chairs.tag(package, desk, language) for desk in package.scenario.desks}
    here = list(row.participants.filter(gone=False).exclude(seat="").select_related("stepped_out"))
    alone = unplayed(package.scenario, world)
    out: list[Table] = []
    for team, desks in world.teams:
        people = tuple(
            Sitting(
                participant=participant,
                role=chairs.role_name(package, sits.role, language),
                tags=tuple(tags[desk] for desk in sits.desks if desk in tags) if len(sits.desks) < len(desks) else (),
                out=hasattr(participant, "stepped_out"),
                ready=sits.ready,
            )
            for participant in here
            if (sits := world.seats.get(participant.seat)) is not None and sits.team == team and not sits.gone
        )
        held = {desk for seat in chairs.seated(state, team) for desk in world.seats[seat].desks}
        out.append(
            Table(
                team=team,
                name=chairs.table_name(package, team, desks, language, world.setup.preset),
                tags=tuple(tags[desk] for desk in desks if desk in tags),
                people=people,
                alone=alone.get(team, ""),
                desks=tuple(
                    Desk(id=desk, tag=tags[desk], by=world.occupants.get(desk, ("", ""))[0], held=desk in held)
                    for desk in desks
                    if desk in tags
                ),
            )
        )
    return tuple(out)


def without_a_chair(row: Exercise) -> list[Participant]:
    """Return who is here and sits at no table: who watches, who waits, and who said "not today"."""
    watches = Participant.Part.WATCH
    return [one for one in row.participants.filter(gone=False) if not one.seat or one.part == watches]


def who_left(row: Exercise) -> list[Participant]:
    """Return whose seat at a table has ended and may be given back."""
    seats = door.state(row.pk).world.seats
    return [one for one in row.participants.filter(gone=True) if one.seat in seats]
