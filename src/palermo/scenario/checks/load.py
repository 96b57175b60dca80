"""Nobody has to read or decide more than people can: words before the start, and words and decisions in any five minutes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, TypeVar

import msgspec

from palermo.engine import rules
from palermo.engine.scenario import Preset, Profile, Team
from palermo.scenario.problem import Problem, problem, warning
from palermo.scenario.prose import words
from palermo.scenario.timing import Plan
from palermo.scenario.walk import records
from palermo.scenario.wording import card_keys

if TYPE_CHECKING:
    from palermo.scenario.package import Package

Item = TypeVar("Item")

SPAN = 300  # seconds
BEFORE = 400  # words a pair of hands, before the start
READ = 300  # words a pair of hands, in a span: half of what it could read if it did nothing else


class Load(msgspec.Struct, frozen=True, kw_only=True):
    """What one team has to do: words before the start, the fullest five minutes of play (`at`: seconds of play), and `presses`,
    its decisions and the yes it gives to other teams in the whole of play."""

    preset: str
    profile: str
    team: str
    pairs: int
    before: int
    decisions: int
    decisions_at: int
    asked: tuple[str, ...]
    words: int
    words_at: int
    presses: int


def check(package: Package) -> Iterable[Problem]:
    """Give more decisions in five minutes than the scenario's limit, and more than 400 words before the start."""
    most = package.scenario.limits.decisions
    for n, preset in enumerate(package.scenario.presets):
        read: set[str] = set()
        for profile in package.scenario.profiles:
            for load in loads(package, preset, profile):
                m = [team.id for team in preset.teams].index(load.team)
                here = package.at("presets", n, "teams", m)
                where = f"In the preset {preset.id}, {load.team}"
                if load.decisions > most * load.pairs:
                    told = (
                        f"{where} has {load.decisions} decisions in five minutes of {profile.id}, "
                        f"from minute {load.decisions_at // 60}: {', '.join(load.asked)}."
                    )
                    fix = f"Move a due time, or an action to another desk: {most * load.pairs} are the most."
                    yield problem(here, "load/decisions", told, fix)
                if load.words > READ * load.pairs:
                    told = f"{where} has {load.words} words to read in five minutes of {profile.id}, from minute {load.words_at // 60}."
                    yield warning(here, "load/words", told, f"Spread them, or cut them to {READ * load.pairs}.")
                if load.before > BEFORE * load.pairs and load.team not in read:
                    read.add(load.team)
                    told = f"{where} has {load.before} words to read before the start."
                    merged = (
                        load.pairs > 1 or len(next(team.desks for team in preset.teams if team.id == load.team)) > 2
                    )
                    tell = warning if merged else problem
                    yield tell(
                        here, "load/before", told, f"Cut the cards and the facts dealt to {BEFORE * load.pairs} words."
                    )


def loads(package: Package, preset: Preset, profile: Profile) -> list[Load]:
    """Return the load of each team of a preset in a profile."""
    plan = Plan(package.scenario, profile)
    return [_load(package, preset, profile, plan, team) for team in preset.teams if team.by == "people"]


def _load(package: Package, preset: Preset, profile: Profile, plan: Plan, team: Team) -> Load:
    asked = sorted(_decisions(package, plan, profile, team))
    read = sorted(_reading(package, plan, team))
    first = plan.start()
    top = max(range(len(asked)), key=lambda n: _within(asked, n), default=None)
    full = max(range(len(read)), key=lambda n: sum(count for _, count in _span(read, n)), default=None)
    return Load(
        preset=preset.id,
        profile=profile.id,
        team=team.id,
        pairs=team.pairs,
        before=_before(package, team),
        decisions=0 if top is None else _within(asked, top),
        decisions_at=0 if top is None else asked[top][0] - first,
        asked=() if top is None else tuple(name for _, name in _span(asked, top)),
        words=0 if full is None else sum(count for _, count in _span(read, full)),
        words_at=0 if full is None else read[full][0] - first,
        presses=len(asked) + sum(1 for _ in _answers(package, plan, team)),
    )


def _within(items: list[tuple[int, str]], n: int) -> int:
    return len(_span(items, n))


def _span(items: list[tuple[int, Item]], n: int) -> list[tuple[int, Item]]:
    """Return the items from the nth on that fall into one span, its end left out."""
    return [item for item in items[n:] if item[0] < items[n][0] + SPAN]


def _decisions(package: Package, plan: Plan, profile: Profile, team: Team) -> Iterable[tuple[int, str]]:
    """Yield when each action of the team's desks is hoped for; what the profile does by word of mouth asks no decision."""
    for action in package.scenario.actions:
        due = plan.moment(action.due)
        if action.desk in team.desks and due is not None and action.id not in profile.spoken:
            yield due, action.id


def _answers(package: Package, plan: Plan, team: Team) -> Iterable[tuple[int, str]]:
    """Yield when each yes is asked of the team's desks by an action of another team."""
    for action in package.scenario.actions:
        due = plan.moment(action.due)
        if action.desk not in team.desks and due is not None:
            yield from ((due, action.id) for yes in action.yes if yes.desk in team.desks)


def _reading(package: Package, plan: Plan, team: Team) -> Iterable[tuple[int, int]]:
    """Yield when the team gets each text and how many words it has.

    Counted are injects, facts its own desks get during play, and facts that a dated action hands over. When people will send the
    rest is theirs to say.
    """
    for inject in package.scenario.injects:
        t = plan.inject(inject)
        if t is not None and ("*" in inject.to or set(inject.to) & set(team.desks)):
            yield t, sum(words(package.text(f"injects.{inject.id}.{key}")) for key in ("title", "text"))
    for fact in package.scenario.facts:
        t = plan.fact(fact.id)
        if fact.desk in team.desks and t is not None and t > 0:
            yield t, _fact(package, fact.id, "full")
    for action in package.scenario.actions:
        t = plan.moment(action.due)
        for _, effect in records((action.start, action.then, action.options, action.ticks)):
            if t is not None and isinstance(effect, rules.Hand | rules.Reveal) and set(effect.to) & set(team.desks):
                yield t, _fact(package, effect.fact, effect.form)


def _before(package: Package, team: Team) -> int:
    cards = sum(words(package.text(key)) for desk in team.desks for key in card_keys(desk))
    dealt = [fact for fact in package.scenario.facts if fact.desk in team.desks and fact.unlock is None]
    return cards + sum(_fact(package, fact.id, "full") for fact in dealt)


def _fact(package: Package, fact: str, form: str) -> int:
    return words(package.text(f"facts.{fact}.title")) + words(package.text(f"facts.{fact}.{form}"))
