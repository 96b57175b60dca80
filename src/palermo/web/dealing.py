"""Dealing roles to the people at one device: every desk of the table has somebody, and different desks different people."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from palermo.web.chairs import Table


class Dealt(msgspec.Struct, frozen=True):
    """A role of the table, and the desks its holder acts for there."""

    role: str
    desks: tuple[str, ...]


def deal(table: Table, people: int, held: Iterable[str] = ()) -> tuple[Dealt, ...]:
    """Return a role for each of so many people. `held` are the desks that others at the table act for already.

    Roles that bring a desk nobody has go first, so that a yes which needs a second person finds one. Desks that are left over
    go round; people who are left over sit for the whole table.
    """
    whole = next((Dealt(chair.role, chair.desks) for chair in table.chairs if chair.shared), Dealt("", table.desks))
    covered = set(held)
    if people == 1 and not covered:
        return (whole,)
    left = [chair for chair in table.chairs if chair.free and not chair.shared]
    dealt: list[Dealt] = []
    while left and len(dealt) < people:
        best = max(left, key=lambda chair: len(set(chair.desks) - covered))
        left.remove(best)
        covered.update(best.desks)
        dealt.append(Dealt(best.role, best.desks))
    if len(dealt) < people:
        return (*dealt, *([whole] * (people - len(dealt))))
    for desk in (desk for desk in table.desks if desk not in covered):
        n = min(range(people), key=lambda n: len(dealt[n].desks))
        desks = tuple(one for one in table.desks if one == desk or one in dealt[n].desks)
        dealt[n] = Dealt(dealt[n].role, desks)
    return tuple(dealt)
