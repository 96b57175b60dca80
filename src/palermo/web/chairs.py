"""Where one can sit: the tables of an exercise, their chairs, and which of them are free."""

from __future__ import annotations

import msgspec

from palermo.engine.nobody import unplayed
from palermo.engine.scenario import Desk, Scenario
from palermo.engine.state import BOT, State
from palermo.scenario import Package

ANY = "*"
AT_A_TABLE = 8  # people; more cannot work at one table
NONE: frozenset[str] = frozenset()


class Chair(msgspec.Struct, frozen=True, kw_only=True):
    """A role at a table with the desks it may act for.

    `bot` when a bot answers for one of them until somebody sits down; `shared` when several people may have it; `kept` when it is
    free but for somebody on the facilitator's list.
    """

    team: str
    role: str
    name: str
    desks: tuple[str, ...]
    free: bool
    bot: bool
    shared: bool
    kept: bool = False

    @property
    def key(self) -> str:
        """The chair as a form names it."""
        return f"{self.team}/{self.role}"


class Tag(msgspec.Struct, frozen=True):
    """The letters of a desk on its colour."""

    letters: str
    colour: str
    name: str


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """A table with its desks and chairs; `people` is how many sit there."""

    team: str
    name: str
    desks: tuple[str, ...]
    tags: tuple[Tag, ...]
    chairs: tuple[Chair, ...]
    people: int

    @property
    def free(self) -> int:
        """How many of its chairs are free."""
        return sum(chair.free for chair in self.chairs)

    @property
    def room(self) -> int:
        """How many more people can sit at it."""
        return max(0, AT_A_TABLE - self.people)

    @property
    def best(self) -> Chair | None:
        """The chair for somebody who has no wish: one for the whole table where nobody sits yet, else a free one, else any."""
        free = sorted((chair for chair in self.chairs if chair.free), key=lambda c: c.shared != (self.people == 0))
        return next(iter(free), next(iter(self.chairs), None))

    @property
    def bot(self) -> bool:
        """Whether a bot sits at it."""
        return any(chair.bot for chair in self.chairs)


def tables(package: Package, state: State, language: str, kept: frozenset[str] = NONE) -> tuple[Table, ...]:
    """Return the tables at which people sit, in the preset's order, with the words in a language. `kept` are chairs of people
    on the list."""
    alone = unplayed(package.scenario, state.world)
    return tuple(
        _table(package, state, team, desks, language, kept) for team, desks in state.world.teams if team not in alone
    )


class Answered(msgspec.Struct, frozen=True, kw_only=True):
    """A table that nobody plays; `by` is rule or control."""

    team: str
    name: str
    tags: tuple[Tag, ...]
    by: str


def answered(package: Package, state: State, language: str) -> tuple[Answered, ...]:
    """Return the tables that nobody plays, in the preset's order."""
    teams, tags = dict(state.world.teams), package.scenario.desks
    return tuple(
        Answered(
            team=team,
            name=table_name(package, team, teams[team], language, state.world.setup.preset),
            tags=tuple(tag(package, desk, language) for desk in tags if desk.id in teams[team]),
            by=by,
        )
        for team, by in unplayed(package.scenario, state.world).items()
    )


def find(package: Package, state: State, key: str, language: str, kept: frozenset[str] = NONE) -> Chair | None:
    """Return the chair that a form named ("T2/officer"), None when there is none."""
    every = (chair for table in tables(package, state, language, kept) for chair in table.chairs)
    return next((chair for chair in every if chair.key == key), None)


def place(package: Package, state: State, key: str, language: str, kept: frozenset[str] = NONE) -> Chair | None:
    """Return the chair for a wish: "T2/officer", or "T2" for any that is free there; None when there is none."""
    for table in tables(package, state, language, kept):
        if table.team == key:
            return table.best
    return find(package, state, key, language, kept)


def table_name(package: Package, team: str, desks: tuple[str, ...], language: str, preset: str = "") -> str:
    """Return a table's name, in its preset if it has one of its own there, else the names of its desks."""
    named = package.text(f"teams.{preset}.{team}.name", language) or package.text(f"teams.{team}.name", language)
    return named or " + ".join(package.text(f"desks.{desk}.short", language) or desk for desk in desks)


def tag(package: Package, desk: Desk, language: str) -> Tag:
    """Return a desk's tag; a language may have letters of its own."""
    letters = package.text(f"desks.{desk.id}.letters", language) or desk.letters
    return Tag(letters, desk.colour, package.text(f"desks.{desk.id}.name", language) or letters)


def role_name(package: Package, role: str, language: str) -> str:
    """Return a role's name, '' when it has none."""
    return package.text(f"roles.{role}.name", language) if role else ""


def seated(state: State, team: str) -> tuple[str, ...]:
    """Return the seats of people at a table."""
    seats = state.world.seats.items()
    return tuple(seat for seat, row in seats if row.team == team and not row.gone and not seat.startswith(BOT))


def _table(
    package: Package, state: State, team: str, desks: tuple[str, ...], language: str, kept: frozenset[str]
) -> Table:
    people = seated(state, team)
    taken = [state.world.seats[seat].role for seat in people]
    roles = _roles(package.scenario, desks)
    return Table(
        team=team,
        name=table_name(package, team, desks, language, state.world.setup.preset),
        desks=desks,
        tags=tuple(tag(package, desk, language) for desk in package.scenario.desks if desk.id in desks),
        chairs=tuple(
            Chair(
                team=team,
                role=role,
                name=role_name(package, role, language),
                desks=held,
                free=len(people) < AT_A_TABLE and (whole or (role not in taken and f"{team}/{role}" not in kept)),
                kept=not whole and role not in taken and f"{team}/{role}" in kept,
                shared=whole,
                bot=any(state.world.occupants.get(desk, ("", ""))[0] == "bot" for desk in held),
            )
            for role, held, whole in roles
        ),
        people=len(people),
    )


def _roles(scenario: Scenario, desks: tuple[str, ...]) -> list[tuple[str, tuple[str, ...], bool]]:
    """Return the roles that sit at a table with these desks: id, the desks it acts for there, and whether several may have it.

    A role for every desk of the scenario is not one chair: it is whoever sits at a table.
    """
    every = {desk.id for desk in scenario.desks}
    found: list[tuple[str, tuple[str, ...], bool]] = []
    for role in scenario.roles:
        if ANY in role.desks or every <= set(role.desks):
            found.append((role.id, desks, True))
        elif held := tuple(desk for desk in desks if desk in role.desks):
            found.append((role.id, held, False))
    return found or [("", desks, True)]
