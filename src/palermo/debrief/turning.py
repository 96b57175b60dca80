"""Turning points: when the tables together held all that was needed for something, and when it was put together.

A fact counts as held from the second at which any table had it. What is offered to the room speaks of facts and minutes alone.
"""

from __future__ import annotations

import msgspec

from palermo.debrief.records import NEVER
from palermo.debrief.story import Story
from palermo.engine import rules_conditions as r
from palermo.engine.grounds import laid, missing
from palermo.engine.index import index, leaves
from palermo.engine.moments import at
from palermo.engine.scenario import Action, Question, Scenario
from palermo.engine.showing import Held, Point

OFFERED = 3
AT_ONCE = 180  # seconds within which putting something together is a good example


class _Found(msgspec.Struct, frozen=True, gc=False):
    """A turning point with how long it took and how many desks' facts it needed."""

    point: Point
    wait: int
    desks: int


def turning_points(scenario: Scenario, story: Story) -> tuple[Point, ...]:
    """Return the most telling turning points, at most three: a good one if there is one, and those that waited longest."""
    found = [one for question in scenario.questions if (one := _question(scenario, story, question)) is not None]
    found += [one for action in scenario.actions if (one := _action(scenario, story, action)) is not None]
    found = [one for one in found if one.desks > 1]
    waited = sorted(
        (one for one in found if one.wait > AT_ONCE),
        key=lambda one: (-one.wait * (one.desks + (one.point.kind == "question")), one.point.what),
    )
    good = sorted(
        (one for one in found if one.wait <= AT_ONCE and one.point.done != NEVER),
        key=lambda one: (-one.desks, one.point.kind != "question", one.wait, one.point.what),
    )
    chosen = _apart(waited, OFFERED - bool(good))
    chosen += good[: OFFERED - len(chosen)]
    return tuple(one.point for one in sorted(chosen, key=lambda one: one.point.together))


def _apart(rows: list[_Found], most: int) -> list[_Found]:
    """Return the first rows that do not stand on the very same facts as one before."""
    out: list[_Found] = []
    for row in rows:
        facts = {held.fact for held in row.point.facts}
        if len(out) < most and all(facts != {held.fact for held in one.point.facts} for one in out):
            out.append(row)
    return out


def _question(scenario: Scenario, story: Story, question: Question) -> _Found | None:
    """Return when a question could be answered by all together, None where it never could."""
    first = _first(story)
    wanted = [leaf.fact for leaf in leaves(question.rests) if isinstance(leaf, r.Ground)]
    have = sorted((when, fact) for fact in dict.fromkeys(wanted) if (when := first.get(fact, NEVER)) != NEVER)
    facts = _enough(scenario, question, [fact for _, fact in have], story.team_of)
    if not facts:
        return None
    since = {fact: first[fact] for fact in facts}
    together = max(*since.values(), story.opened_at.get(f"question:{question.id}", 0))
    done = story.stood.get(question.id, NEVER)
    about = {question.id, question.about, *facts}
    return _found(scenario, story, "question", question.id, since, together, done, about)


def _enough(scenario: Scenario, question: Question, known: list[str], team_of: dict[str, str]) -> tuple[str, ...]:
    """Return the earliest facts that carry a question, without those it can do without."""
    taken: tuple[str, ...] = ()
    for fact in known:
        taken = (*taken, fact)
        if not missing(scenario, question, taken, team_of):
            break
    else:
        return ()
    kept = laid(scenario, question, taken)
    for fact in reversed(taken):
        less = tuple(one for one in taken if one in kept and one != fact)
        if not missing(scenario, question, less, team_of):
            kept = laid(scenario, question, less)
    return tuple(fact for fact in taken if fact in kept)


def _action(scenario: Scenario, story: Story, action: Action) -> _Found | None:
    """Return when what an action needed to know was there, None for one that needs no fact or never could begin."""
    if action.opens is None or not (action.decision or action.due or action.sheet):
        return None
    first = _first(story)
    needed = _needed(action.opens, first)
    if not needed:
        return None
    since = {fact: first[fact] for fact in needed}
    moments = [at(story.runs, leaf.moment) for leaf in leaves(action.opens) if isinstance(leaf, r.After) and story.runs]
    stands = [story.stood.get(leaf.question, 0) for leaf in leaves(action.opens) if isinstance(leaf, r.Established)]
    together = max(*since.values(), *moments, *stands, 0)
    done = story.started.get(action.id, NEVER)
    if done != NEVER and done < together:
        return None
    return _found(scenario, story, "action", action.id, since, together, done, {action.id, *needed})


def _needed(condition: r.Condition, first: dict[str, int]) -> tuple[str, ...]:
    """Return the facts by which a condition could come to hold first, () where it needs none or they were never there."""
    match condition:
        case r.Knows():
            return (condition.fact,) if condition.fact in first else ()
        case r.All():
            parts = [(_needed(part, first), part) for part in condition.of]
            if any(not facts and isinstance(part, r.Knows) for facts, part in parts):
                return ()
            return tuple(dict.fromkeys(fact for facts, _ in parts for fact in facts))
        case r.Any():
            ways = [facts for part in condition.of if (facts := _needed(part, first))]
            return min(ways, key=lambda facts: max(first[fact] for fact in facts), default=())
        case _:
            return ()


def _found(
    scenario: Scenario,
    story: Story,
    kind: str,
    what: str,
    since: dict[str, int],
    together: int,
    done: int,
    about: set[str],
) -> _Found:
    end = story.ended if story.ended != NEVER else story.at
    until = done if done != NEVER else end
    asked = any(
        sent.kind == "request" and sent.about in about and story.sent_at[sent.id] <= until
        for sent in story.asked.values()
    )
    held = tuple(Held(fact, when) for fact, when in since.items())
    point = Point(kind, what, held, together, done, asked, _at_one(story, since, until))
    desks = {index(scenario).facts[fact].desk for fact in since}
    owners = {story.team_of.get(desk, desk) for desk in desks}
    return _Found(point, max(0, until - together), len(owners))


def _first(story: Story) -> dict[str, int]:
    """Return since when any table had each fact."""
    out: dict[str, int] = {}
    for (_, fact), row in story.learned.items():
        out[fact] = min(row[1], out.get(fact, row[1]))
    return out


def _at_one(story: Story, facts: dict[str, int], until: int) -> int:
    """Return the second at which one table first had all of them, NEVER when none had by then."""
    times: list[int] = []
    for team, _ in story.teams:
        rows = [story.learned.get((team, fact)) for fact in facts]
        have = [row[1] for row in rows if row is not None]
        if len(have) == len(facts) and max(have) <= until:
            times.append(max(have))
    return min(times, default=NEVER)
