"""Before the play: which table knows its task, and which has its information."""

from __future__ import annotations

import msgspec

from palermo.engine.nobody import unplayed
from palermo.engine.state import World
from palermo.engine.view import ControlView, TeamRow
from palermo.pages import words
from palermo.pages.scene import Scene, Side
from palermo.pages.world import world_of


class Standing(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A table before the play: who sits there, how many said that they are ready, how many facts it has."""

    side: Side
    seats: int
    ready_seats: int
    facts: int
    ready: bool
    state: str
    icon: str


def playing(scene: Scene, view: ControlView) -> bool:
    """Tell whether the play has begun: a phase that is played is entered."""
    world = world_of(view)
    kind = next((phase.kind for phase in scene.phases if phase.id == world.phase), "before")
    return bool(world.schedule) and kind != "before"


def play_starts(scene: Scene) -> int:
    """Return the exercise second at which the play begins."""
    kinds = {phase.id: phase.kind for phase in scene.phases}
    return next((run.starts for run in scene.runs if kinds.get(run.id) == "play"), 0)


def tables(scene: Scene, view: ControlView) -> list[Standing]:
    """Return the tables in the preset's order."""
    world = world_of(view)
    facts: dict[str, int] = {}
    for line in view.facts:
        for cell in line.cells:
            if cell.state == "knows":
                facts[cell.team] = facts.get(cell.team, 0) + 1
    return [_standing(scene, world, row, facts.get(row.team, 0)) for row in view.teams if row.team in scene.teams]


def _standing(scene: Scene, world: World, row: TeamRow, facts: int) -> Standing:
    say = scene.gettext
    people = [seat for key, seat in world.seats.items() if seat.team == row.team and not seat.gone and _person(key)]
    n, ready = len(people), sum(seat.ready for seat in people)
    alone = unplayed(scene.scenario, world).get(row.team, "")
    by_itself = all(world.occupants.get(desk, ("people", ""))[0] != "people" for desk in row.desks)
    if n and ready == n:
        state, icon, done = say("knows its task"), "circle-check", True
    elif n:
        state, icon, done = say("is still reading"), "book-open", False
    elif alone:
        state, icon, done = say(words.ANSWERED[alone]), "bot" if alone == "rule" else "hand", True
    elif by_itself:
        state, icon, done = say("nobody here: it plays by itself"), "bot", True
    else:
        state, icon, done = say("nobody here yet"), "circle-dashed", False
    return Standing(
        side=scene.teams[row.team], seats=n, ready_seats=ready, facts=facts, ready=done, state=state, icon=icon
    )


def _person(seat: str) -> bool:
    return not seat.startswith("bot:")
