"""Names of parts (options, ticks, stages, lines, cards), marks like `done:jo2`, and `kind:id` pairs have to exist too."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from palermo.engine import rules
from palermo.engine.scenario import Scenario, ShareRule
from palermo.scenario.problem import Problem, problem
from palermo.scenario.references import known
from palermo.scenario.walk import records

if TYPE_CHECKING:
    from palermo.scenario.package import Package

MARKS = {"done": "action", "started": "action", "inject": "inject", "established": "question", "flag": "harm"}
OPENS = ("action", "channel", "talk", "sheet", "question")
CLOSES = ("action", "channel", "talk")


def check(package: Package) -> Iterable[Problem]:
    """Give each part, mark or pair that names nothing."""
    scenario = package.scenario
    parts = _parts(scenario)
    ids = known(scenario)
    for path, record in records(scenario):
        match record:
            case rules.Chosen(action, option):
                found = _part(parts, "option", action, option)
            case rules.Ticked(action, tick):
                found = _part(parts, "tick", action, tick)
            case rules.Stage(track, stage) | rules.Reached(track, stage) | rules.Move(track, stage):
                found = _part(parts, "stage", track, stage)
            case rules.Line(sheet, line):
                found = _part(parts, "line", sheet, line)
            case rules.Asked(talk, card):
                found = _part(parts, "card", talk, card)
            case rules.Since(mark):
                found = _mark(parts, ids, mark)
            case rules.Open(what):
                found = _pair(ids, what, OPENS)
            case rules.Close(what):
                found = _pair(ids, what, CLOSES)
            case ShareRule(consent=consent) if consent:
                person, _, about = consent.partition(":")
                found = (
                    ""
                    if person in ids["person"] and about
                    else f"{consent} is no person and subject: write person1:about."
                )
            case rules.FromTeams() | rules.Ground():
                ground = path[:1] == ("questions",) and "rests" in path
                found = (
                    "" if ground else f"{type(record).__name__} belongs in what a question rests on, and nowhere else."
                )
            case _:
                continue
        if found:
            yield problem(package.at(*path), "id/part", found, "Correct the name, or add what it names.")


def _parts(scenario: Scenario) -> dict[tuple[str, str], tuple[str, ...]]:
    parts: dict[tuple[str, str], tuple[str, ...]] = {}
    for action in scenario.actions:
        parts["option", action.id] = tuple(one.id for one in action.options)
        parts["tick", action.id] = tuple(one.id for one in action.ticks)
    for track in scenario.tracks:
        parts["stage", track.id] = track.stages
    for sheet in scenario.sheets:
        parts["line", sheet.id] = tuple(one.id for one in sheet.lines)
    for talk in scenario.talks:
        parts["card", talk.id] = tuple(one.id for one in talk.cards)
    return parts


def _part(parts: dict[tuple[str, str], tuple[str, ...]], kind: str, owner: str, name: str) -> str:
    there = parts.get((kind, owner))
    if there is None or name in there:  # an unknown owner is told by the id check
        return ""
    return f"{owner} has no {kind} {name}; it has: {', '.join(there) or 'none'}."


def _mark(parts: dict[tuple[str, str], tuple[str, ...]], ids: dict[str, frozenset[str]], mark: str) -> str:
    kind, _, name = mark.partition(":")
    if kind == "stage":
        track, _, stage = name.partition(".")
        if ("stage", track) not in parts:
            return f"The mark {mark} names no track: write stage:TRACK.STAGE."
        return _part(parts, "stage", track, stage)
    if kind not in MARKS:
        return f"{mark} is no mark: write one of {', '.join(MARKS)}, stage, then a colon and the id."
    return "" if name in ids[MARKS[kind]] else f"The mark {mark} names nothing."


def _pair(ids: dict[str, frozenset[str]], what: str, kinds: tuple[str, ...]) -> str:
    kind, _, name = what.partition(":")
    if kind not in kinds:
        return f"{what} cannot be opened or closed: write one of {', '.join(kinds)}, then a colon and the id."
    return "" if name in ids[kind] else f"There is no {kind} {name}."
