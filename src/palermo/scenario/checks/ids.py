"""Every id that a rule names has to exist, and every word with a fixed set of values has to be one of them."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from palermo.scenario.problem import Problem, problem
from palermo.scenario.references import NAMES, VALUES, known
from palermo.scenario.walk import records

if TYPE_CHECKING:
    from palermo.scenario.package import Package

Ids = dict[str, frozenset[str]]

A = {
    "action": "an action",
    "entity kind": "a kind of entity",
    "inject": "an inject",
    "subject": "an entity, person, group or question",
}


def check(package: Package) -> Iterable[Problem]:
    """Give each name that nothing has."""
    there = known(package.scenario)
    for path, record in records(package.scenario):
        for field in record.__struct_fields__:
            kind = NAMES.get((type(record).__name__, field))
            if kind is not None:
                yield from _unknown(package, there, (*path, field), getattr(record, field), kind)
    for n, profile in enumerate(package.scenario.profiles):
        for inject in profile.moves:
            yield from _unknown(package, there, ("profiles", n, "moves", inject), inject, "inject")
    for n, action in enumerate(package.scenario.actions):
        for resource in action.uses:
            yield from _unknown(package, there, ("actions", n, "uses", resource), resource, "resource")
    for n, desk in enumerate(package.scenario.desks):
        if not desk.own_task:
            told = f"The desk {desk.id} has no task of its own."
            yield problem(package.at("desks", n), "id/own-task", told, "Name one of its actions: own_task: ACTION.")


def _unknown(package: Package, there: Ids, path: tuple[str | int, ...], value: object, kind: str) -> Iterator[Problem]:
    if isinstance(value, tuple):
        for n, one in enumerate(value):
            yield from _unknown(package, there, (*path, n), one, kind)
        return
    if (value == "" and kind.endswith("?")) or (value == "*" and kind.endswith("*")):
        return
    kind = kind.rstrip("?*")
    names = sorted(there[kind])
    if value in there[kind]:
        return
    close = difflib.get_close_matches(str(value), names, n=1)
    listed = ", ".join(names[:12]) or "none"
    fix = f"Did you mean {close[0]}?" if close else f"Known are: {listed}{', ...' if len(names) > 12 else ''}."
    code = "value/unknown" if kind in VALUES else f"id/{kind.replace(' ', '-')}"
    yield problem(package.at(*path), code, f"{value!r} is not {A.get(kind, f'a {kind}')}.", fix)
