"""Everything written can come about: the closure of the whole table reaches it in every preset."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from palermo.engine.scenario import Preset, Scenario
from palermo.scenario.closure import Reach
from palermo.scenario.problem import Problem, problem, warning
from palermo.scenario.shape import Path

if TYPE_CHECKING:
    from palermo.scenario.package import Package

Wanted = tuple[Path, str, bool]  # where, what it is, whether it came about


def check(package: Package) -> Iterable[Problem]:
    """Give what no play can ever bring about. A harm that cannot happen, and words nobody hears, are warnings."""
    missing: dict[Path, list[str]] = {}
    names: dict[Path, str] = {}
    for preset in package.scenario.presets:
        for path, what, reached in _wanted(package.scenario, preset):
            names[path] = what
            if not reached:
                missing.setdefault(path, []).append(preset.id)
    every = len(package.scenario.presets)
    for path, presets in missing.items():
        where = "" if len(presets) == every else f" in the preset {', '.join(presets)}"
        told = f"{names[path]} can never come about{where}."
        fix = "Look at what it waits for: a fact nobody gets, an action nobody can start, an answer without grounds."
        mild = path[0] == "harms" or path[-2:-1] == ("stages",)
        yield (warning if mild else problem)(package.at(*path), "reach/never", told, fix)


def _wanted(scenario: Scenario, preset: Preset) -> Iterator[Wanted]:
    reach = Reach(scenario, preset)
    yield from _knowledge(scenario, reach)
    yield from _deeds(scenario, reach)
    yield from _story(scenario, reach)
    yield from _ends(scenario, reach)


def _knowledge(scenario: Scenario, reach: Reach) -> Iterator[Wanted]:
    for n, fact in enumerate(scenario.facts):
        yield ("facts", n), f"The fact {fact.id}", reach.knows(fact.desk, fact.id)
    for n, question in enumerate(scenario.questions):
        yield ("questions", n), f"An answer to {question.id}", reach.has("established", question.id)
    for n, channel in enumerate(scenario.channels):
        yield ("channels", n), f"The channel {channel.id}", reach.has("open", "channel", channel.id)
    for n, hint in enumerate(scenario.hints):
        yield ("hints", n), f"The hint {hint.id}", reach.holds(hint.when)


def _deeds(scenario: Scenario, reach: Reach) -> Iterator[Wanted]:
    for n, action in enumerate(scenario.actions):
        done = reach.has("done", action.id)
        yield ("actions", n), f"The action {action.id}", done
        for m, option in enumerate(action.options):
            yield (
                ("actions", n, "options", m),
                f"The option {option.id}",
                not done or reach.has("chosen", action.id, option.id),
            )
    for n, talk in enumerate(scenario.talks):
        for m, card in enumerate(talk.cards):
            asked = reach.has("asked", talk.id, card.id)
            yield ("talks", n, "cards", m), f"The card {card.id} of {talk.id}", asked
    for n, sheet in enumerate(scenario.sheets):
        for m, line in enumerate(sheet.lines):
            written = reach.has("line", sheet.id, line.id)
            yield ("sheets", n, "lines", m), f"The line {line.id} of {sheet.id}", written


def _story(scenario: Scenario, reach: Reach) -> Iterator[Wanted]:
    for n, inject in enumerate(scenario.injects):
        yield ("injects", n), f"The inject {inject.id}", reach.has("inject", inject.id)
        yield ("injects", n, "expected"), f"The response to {inject.id}", reach.holds(inject.expected)
    for n, need in enumerate(scenario.needs):
        shown = reach.has("need", need.id)
        yield ("needs", n), f"The need {need.id}", shown
        yield ("needs", n, "due"), f"Meeting the need {need.id}", not shown or reach.has("met", need.id)
    for n, track in enumerate(scenario.tracks):
        for m, stage in enumerate(track.stages):
            yield ("tracks", n, "stages", m), f"The stage {stage} of {track.id}", reach.has("stage", track.id, stage)
    for n, harm in enumerate(scenario.harms):
        yield ("harms", n), f"The harm {harm.id}", reach.has("flag", harm.id)


def _ends(scenario: Scenario, reach: Reach) -> Iterator[Wanted]:
    for n, aim in enumerate(scenario.win):
        yield ("win", n), f"The aim {aim.id}", reach.holds(aim.when)
    for n, dimension in enumerate(scenario.rubric):
        for m, band in enumerate(dimension.bands):
            yield ("rubric", n, "bands", m), f"The band {band.band} of {dimension.id}", reach.holds(band.when)
