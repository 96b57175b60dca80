"""Two tables become one: what each knows is joined, and the table that is no more is called by the other's name everywhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from msgspec.structs import replace

from palermo.engine.commands import Announce, Deed, GiveHint, Improvise
from palermo.engine.forms import RANK
from palermo.engine.known import (
    AskRow,
    Have,
    HelpRow,
    HitRow,
    InjectRow,
    Known,
    LookRow,
    Mail,
    NeedRow,
    PersonRow,
    RunRow,
    Stands,
    ToldRow,
    Tried,
)
from palermo.engine.state import World

Teams = tuple[tuple[str, tuple[str, ...]], ...]

_Row = TypeVar(
    "_Row", AskRow, Have, HelpRow, HitRow, InjectRow, LookRow, Mail, NeedRow, PersonRow, RunRow, Stands, ToldRow, Tried
)


def joined(mine: Known, theirs: Known) -> Known:
    """Return what a team knows when another joins it: all that both knew.

    Where both have a row, the one that says more stays. What the joiner had not seen yet is new for the table; what it had seen is not.
    """
    version, seen = mine.version, theirs.seen

    def both(
        own: dict[str, _Row], other: dict[str, _Row], choose: Callable[[_Row, _Row], _Row] | None = None
    ) -> dict[str, _Row]:
        out = dict(own)
        for key, row in other.items():
            arrived = replace(row, version=version if row.version > seen else 0)
            have = out.get(key)
            if have is None:
                out[key] = arrived
            elif choose is not None:
                out[key] = choose(have, arrived)
        return out

    names = {line.id for line in mine.lines}
    lines = tuple(
        replace(
            line,
            id=f"{line.id}@{theirs.watcher}" if line.id in names else line.id,
            version=version if line.version > seen else 0,
        )
        for line in theirs.lines
    )
    return replace(
        mine,
        facts=both(mine.facts, theirs.facts, lambda a, b: a if RANK[a.form] >= RANK[b.form] else b),
        given=(*mine.given, *theirs.given),
        mail=both(mine.mail, theirs.mail, _one_mail),
        injects=both(mine.injects, theirs.injects),
        lines=(*mine.lines, *lines),
        opened={**theirs.opened, **mine.opened},
        runs=both(mine.runs, theirs.runs, lambda a, b: b if b.team == theirs.watcher else a),
        stands=both(mine.stands, theirs.stands, lambda a, b: b if b.ours and not a.ours else a),
        tried=both(mine.tried, theirs.tried, lambda a, b: b if b.at > a.at else a),
        sheets={**theirs.sheets, **mine.sheets},
        people=both(mine.people, theirs.people),
        trust={**theirs.trust, **mine.trust},
        needs=both(mine.needs, theirs.needs),
        resources={**theirs.resources, **mine.resources},
        tolds=both(mine.tolds, theirs.tolds),
        looks=both(mine.looks, theirs.looks),
        hits=both(mine.hits, theirs.hits),
        helps=both(mine.helps, theirs.helps),
        cards={**theirs.cards, **mine.cards},
        pins={**mine.pins, **theirs.pins},
        asks=both(mine.asks, theirs.asks),
        occupants={**theirs.occupants, **mine.occupants},
        practice={**theirs.practice, **mine.practice},
        seats={**theirs.seats, **mine.seats},
    )


def _one_mail(mine: Mail, theirs: Mail) -> Mail:
    """Of a message that both tables have: the sender's copy, which says all; else one copy with the items of both."""
    if mine.out or theirs.out:
        return mine if mine.out else theirs
    items = (*mine.items, *(item for item in theirs.items if item not in mine.items))
    return replace(mine, items=items, answered=mine.answered or theirs.answered, held=mine.held or theirs.held)


def gone(before: Teams, after: Teams) -> dict[str, str]:
    """Return the names of tables that are no more, each with that of the table its desks are at now."""
    left = {team for team, _ in after}
    home = {desk: team for team, desks in after for desk in desks}
    return {team: home[desks[0]] for team, desks in before if team not in left and desks and desks[0] in home}


def _deed(deed: Deed, name: Callable[[str], str]) -> Deed:
    match deed:
        case Improvise() | Announce():
            return replace(deed, to=tuple(dict.fromkeys(name(team) for team in deed.to)))
        case GiveHint():
            return replace(deed, team=name(deed.team))
        case _:
            return replace(deed, about=name(deed.about))


def known_renamed(known: Known, teams: Teams) -> Known:
    """Return what a watcher knows, with the tables as they are now."""
    names = gone(known.teams, teams)
    known = replace(known, teams=teams)
    if not names:
        return known
    return replace(
        known,
        given=tuple(replace(row, team=names.get(row.team, row.team)) for row in known.given),
        mail={
            key: replace(mail, there=_names(mail.there, names), read=_names(mail.read, names))
            for key, mail in known.mail.items()
        },
        runs={key: replace(run, team=names.get(run.team, run.team)) for key, run in known.runs.items()},
        asks={key: replace(ask, team=names.get(ask.team, ask.team)) for key, ask in known.asks.items()},
    )


def world_renamed(world: World, teams: Teams) -> World:
    """Return the world with the tables as they are now: whatever named a table that is no more names the one it joined."""
    names = gone(world.teams, teams)
    team_of = {desk: team for team, desks in teams for desk in desks}
    world = replace(world, teams=teams, team_of=team_of)
    if not names:
        return world

    def name(team: str) -> str:
        return names.get(team, team)

    acts: dict[str, int] = {}
    for team, at in world.last_act.items():
        acts[name(team)] = max(at, acts.get(name(team), 0))
    hinted: dict[str, int] = {}
    for key, at in world.hinted.items():
        team, _, hint = key.partition(".")
        hinted.setdefault(f"{name(team)}.{hint}", at)
    withheld: dict[str, int] = {}
    for key, at in world.withheld.items():
        team, _, question = key.partition(".")
        withheld[f"{name(team)}.{question}"] = max(at, withheld.get(f"{name(team)}.{question}", 0))
    return replace(
        world,
        flying={
            key: tuple(dict.fromkeys((name(team), due) for team, due in rows)) for key, rows in world.flying.items()
        },
        messages={
            key: replace(
                message,
                there={name(team): at for team, at in message.there.items()},
                read={name(team): at for team, at in message.read.items()},
            )
            for key, message in world.messages.items()
        },
        runs={key: replace(run, team=name(run.team)) for key, run in world.runs.items()},
        stood_by={key: (name(team), facts) for key, (team, facts) in world.stood_by.items()},
        tolds={
            key: replace(told, giver_team=name(told.giver_team), team=name(told.team))
            for key, told in world.tolds.items()
        },
        hits={
            key: replace(hit, owner_team=name(hit.owner_team), asker_team=name(hit.asker_team))
            for key, hit in world.hits.items()
        },
        helps={key: replace(row, team=name(row.team)) for key, row in world.helps.items()},
        plans={key: replace(row, deed=_deed(row.deed, name)) for key, row in world.plans.items()},
        asks={key: replace(row, team=name(row.team)) for key, row in world.asks.items()},
        last_act=acts,
        hinted=hinted,
        withheld=withheld,
    )


def _names(teams: tuple[str, ...], names: dict[str, str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names.get(team, team) for team in teams))
