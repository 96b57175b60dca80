"""The debrief's first summary: a pure function of the scenario, the commands and the entries."""

from __future__ import annotations

from collections.abc import Iterable
from statistics import median

from palermo.debrief.records import NEVER, Debrief, Exchange, Harm, Learned, NeedEnd, PersonEnd, Written
from palermo.debrief.rubric import rubric
from palermo.debrief.story import Story, alouds, read, team_behind
from palermo.debrief.turning import turning_points
from palermo.engine.commands import Asked
from palermo.engine.events import Entry
from palermo.engine.moments import at
from palermo.engine.rules_effects import Meet
from palermo.engine.scenario import Fact, Scenario


def summary(scenario: Scenario, commands: Iterable[Asked], entries: Iterable[Entry]) -> Debrief:
    """Return what the log of one exercise shows. Works at any time; `outcome` is empty until the exercise is over."""
    entries = tuple(entries)
    story = read(scenario, entries)
    return Debrief(
        setup=story.setup,
        teams=story.teams,
        runs=story.runs,
        ended=story.ended,
        outcome=story.outcome,
        timeline=tuple(sorted(story.timeline, key=lambda moment: (moment.t, moment.seq))),
        knowledge=knowledge(scenario, story),
        needs=needs(scenario, story),
        people=people(scenario, story),
        harms=harms(scenario, story, tuple(commands)),
        exchange=exchange(story),
        notes=tuple(story.notes),
        decisions=tuple(story.decisions),
        cards=tuple(story.cards),
        sheets=sheets(scenario, story),
        aloud=alouds(story),
        points=turning_points(scenario, story),
        answers=tuple(story.said_after),
        rubric=rubric(scenario, entries),
    )


def knowledge(scenario: Scenario, story: Story) -> tuple[Learned, ...]:
    """Return fact by team: when it was known and how long it had waited; teams a rule names and that never had it as well."""
    out: list[Learned] = []
    for fact in scenario.facts:
        owner = story.team_of.get(fact.desk, "")
        held = story.learned.get((owner, fact.id))
        if held is None:
            continue
        for team, desks in story.teams:
            row = story.learned.get((team, fact.id))
            if row is not None:
                form, when, via, source, seq = row
                waited = max(0, when - held[1])
            elif _named(fact, desks):
                form, when, via, source, seq = "", NEVER, "", "", 0
                waited = max(0, story.at - held[1])
            else:
                continue
            out.append(
                Learned(
                    fact=fact.id,
                    team=team,
                    form=form,
                    at=when,
                    via=via,
                    source=source,
                    waited=waited,
                    own=team == owner,
                    seq=seq,
                )
            )
    return tuple(out)


def _named(fact: Fact, desks: tuple[str, ...]) -> bool:
    return any(desk in rule.to and not rule.consent for rule in fact.rules for desk in desks)


def needs(scenario: Scenario, story: Story) -> tuple[NeedEnd, ...]:
    """Return what became of every need, in the order of their times; those that never showed up come last."""
    out: list[NeedEnd] = []
    for need in scenario.needs:
        state, when, by, shown = story.needs.get(need.id, ("never", NEVER, "", NEVER))
        due = at(story.runs, need.due) if story.runs else NEVER
        came = when if state == "met" else _came(scenario, story, need.id, when) if state == "missed" else NEVER
        late = max(0, came - due) if due != NEVER else 0
        out.append(
            NeedEnd(need=need.id, people=need.people, shown=shown, due=due, state=state, at=when, by=by, late=late)
        )
    return tuple(sorted(out, key=lambda end: (end.state == "never", end.due)))


def _came(scenario: Scenario, story: Story, need: str, after: int) -> int:
    """Return when, after a need was missed, something was done that would have met it; NEVER when nothing was."""
    actions = {action.id: action for action in scenario.actions}
    for when, name, option, ticks in story.done:
        action = actions.get(name)
        if when < after or action is None:
            continue
        chosen = [one.then for one in action.options if one.id == option]
        chosen += [one.then for one in action.ticks if one.id in ticks]
        if any(isinstance(effect, Meet) and need in effect.needs for then in (action.then, *chosen) for effect in then):
            return when
    return NEVER


def people(scenario: Scenario, story: Story) -> tuple[PersonEnd, ...]:
    """Return what became of the people whose safety counts."""
    out: list[PersonEnd] = []
    for person in scenario.people:
        if person.safe_by is None:
            continue
        when, in_time = story.safe.get(person.id, (NEVER, False))
        due = at(story.runs, person.safe_by) if story.runs else NEVER
        place, status = story.places[person.id], story.status[person.id]
        out.append(PersonEnd(person=person.id, safe=when, in_time=in_time, due=due, place=place, status=status))
    return tuple(out)


def harms(scenario: Scenario, story: Story, commands: tuple[Asked, ...]) -> tuple[Harm, ...]:
    """Return the harm flags that were raised, in their order."""
    found = {harm.id: harm for harm in scenario.harms}
    rows = sorted(story.flags.items(), key=lambda item: item[1])
    return tuple(
        Harm(
            flag=flag,
            people=found[flag].people if flag in found else (),
            at=when,
            team=team_behind(story, commands, cause),
            seq=seq,
        )
        for flag, (when, cause, seq) in rows
    )


def exchange(story: Story) -> Exchange:
    """Return counts of how the tables exchanged."""
    requests = [sent for sent in story.asked.values() if sent.kind == "request"]
    asked = [(sent, desk) for sent in requests for desk in sent.to]
    replies = [(sent, *story.answers[sent.id, desk][:2]) for sent, desk in asked if (sent.id, desk) in story.answers]
    in_time = sum(
        not sent.due or when <= story.sent_at[sent.id] + sent.due for sent, kind, when in replies if kind == "answer"
    )
    waits = [when - story.there[key] for key, when in story.opened.items() if key in story.there]
    return Exchange(
        messages=len(story.asked),
        told=story.told,
        requests=len(requests),
        asked=len(asked),
        answered=sum(kind == "answer" for _, kind, _ in replies),
        in_time=in_time,
        refused=sum(kind == "refusal" for _, kind, _ in replies),
        opened=int(median(waits)) if waits else NEVER,
        unasked=story.unasked,
        overshared=story.overshared,
    )


def sheets(scenario: Scenario, story: Story) -> tuple[Written, ...]:
    """Return every line of every sheet as it stood last."""
    return tuple(
        Written(sheet=sheet.id, line=line.id, versions=story.lines.get((sheet.id, line.id), ()))
        for sheet in scenario.sheets
        for line in sheet.lines
    )
