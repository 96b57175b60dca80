"""Points for groups, where an exercise was set up with them: a common score out of 60, and one out of 40 for each table.

What had no occasion (no request came to this table, control rated nobody) is left out, and the rest counts for the whole: nobody
loses points for what could not be. A person's wish to stay, to leave or to be silent costs nothing.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from palermo.debrief.records import Debrief, Learned, Rated
from palermo.engine import events as e
from palermo.engine.events import Entry
from palermo.engine.outcome import adapting_of
from palermo.engine.scenario import Scenario
from palermo.engine.showing import CLOSE

COMMON = {"people": 25, "network": 15, "rubric": 20}
GROUP = {"task": 15, "shared": 10, "helping": 10, "adapting": 5}
OF_COMMON, OF_GROUP = sum(COMMON.values()), sum(GROUP.values())
CAP = 50  # of a whole score, once a harm flag was raised
WITHIN = 240  # seconds: a fact handed on, a request without a time of its own, a yes, within which they are in time
BANDS = {"P": 1.0, "S": 2 / 3, "M": 1 / 3, "U": 0.0}


class Part(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A part of a score: `share` of 1 of its `most` points, -1 where there was no occasion; what was counted, of how many."""

    name: str
    most: int
    share: float
    n: int = 0
    of: int = 0


class Group(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A table's score, its parts, and the whole: common and own together, capped where a harm flag was raised."""

    team: str
    parts: tuple[Part, ...]
    own: int
    whole: int
    helped: int


class Points(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """The scores, the best first; `helped_most` names the tables that did most for others, none where nobody did anything."""

    parts: tuple[Part, ...]
    common: int
    groups: tuple[Group, ...]
    helped_most: tuple[str, ...]
    capped: bool


def points(scenario: Scenario, told: Debrief, entries: Iterable[Entry]) -> Points | None:
    """Return the scores of an exercise that is over; None where it goes on or was set up without points."""
    if not told.setup.points or not told.outcome:
        return None
    entries = tuple(entries)
    answers, bands = _answers(entries, told), ratings(entries)
    shared = _shared(scenario, told)
    common = (
        _part("people", told.outcome.get("people_safe", 0), told.outcome.get("people", 0)),
        _part("network", told.outcome.get("suspects_held", 0), told.outcome.get("suspects", 0)),
        _rubric(scenario, told.rubric),
    )
    sum_common = _sum(common, OF_COMMON)
    capped = bool(told.harms)
    groups = []
    for team, desks in _played(scenario, told):
        parts = (
            _tasks(scenario, told, desks),
            _part("shared", *shared.get(team, (0, 0)), most=GROUP),
            _part("helping", *answers.get(team, (0, 0)), most=GROUP),
            _adapting(bands.get(adapting_of(team), "")),
        )
        own = _sum(parts, OF_GROUP)
        whole = min(CAP, sum_common + own) if capped else sum_common + own
        helped = parts[1].n + parts[2].n
        groups.append(Group(team=team, parts=parts, own=own, whole=whole, helped=helped))
    most = max((group.helped for group in groups), default=0)
    return Points(
        parts=common,
        common=sum_common,
        groups=tuple(sorted(groups, key=lambda group: (-group.whole, -group.own))),
        helped_most=tuple(group.team for group in groups if most and group.helped == most),
        capped=capped,
    )


def ratings(entries: Iterable[Entry]) -> dict[str, str]:
    """Return control's bands by dimension, as they were set last."""
    return {entry.event.dimension: entry.event.band for entry in entries if isinstance(entry.event, e.RatingSet)}


def closed(entries: Iterable[Entry]) -> bool:
    """Tell whether control has closed the debrief: before, the tables see no points."""
    steps = [entry.event.step for entry in entries if isinstance(entry.event, e.DebriefStepped)]
    return bool(steps) and steps[-1] == CLOSE


def _part(name: str, n: int, of: int, most: dict[str, int] = COMMON) -> Part:
    return Part(name=name, most=most[name], share=n / of if of else -1.0, n=n, of=of)


def _sum(parts: tuple[Part, ...], whole: int) -> int:
    """Return the points of the parts that there was occasion for, out of the whole; 0 where there was none for any."""
    counted = [part for part in parts if part.share >= 0]
    most = sum(part.most for part in counted)
    return round(whole * sum(part.share * part.most for part in counted) / most) if most else 0


def _rubric(scenario: Scenario, rated: tuple[Rated, ...]) -> Part:
    weights = {dimension.id: dimension.weight for dimension in scenario.rubric}
    whole = sum(weights[row.dimension] for row in rated)
    got = sum(BANDS.get(row.band, 0.0) * weights[row.dimension] for row in rated)
    return Part(name="rubric", most=COMMON["rubric"], share=got / whole if whole else -1.0)


def _adapting(band: str) -> Part:
    return Part(name="adapting", most=GROUP["adapting"], share=BANDS.get(band, -1.0))


def _played(scenario: Scenario, told: Debrief) -> list[tuple[str, tuple[str, ...]]]:
    """Return the tables that people or bots played, not those that answer by rule or by control."""
    preset = next((one for one in scenario.presets if one.id == told.setup.preset), None)
    apart = {team.id for team in preset.teams if team.by != "people"} if preset is not None else set()
    return [(team, desks) for team, desks in told.teams if team not in apart and desks]


def _tasks(scenario: Scenario, told: Debrief, desks: tuple[str, ...]) -> Part:
    profile = next((one for one in scenario.profiles if one.id == told.setup.profile), None)
    spoken = profile.spoken if profile is not None else ()  # these are done by word of mouth, and recorded nowhere
    actions = {action.id for action in scenario.actions} - {*spoken}
    own = {desk.own_task for desk in scenario.desks if desk.id in desks and desk.own_task in actions}
    done = {moment.what for moment in told.timeline if moment.kind == "action"}
    return _part("task", len(own & done), len(own), GROUP)


def _shared(scenario: Scenario, told: Debrief) -> dict[str, tuple[int, int]]:
    """Return for each table how many facts of its desks came from it in time to a table that a rule names, and how many could have."""
    team_of = {desk: team for team, desks in told.teams for desk in desks}
    facts = {fact.id: fact for fact in scenario.facts}
    desks = dict(told.teams)
    out: dict[str, tuple[int, int]] = {}
    for row in told.knowledge:
        fact = facts.get(row.fact)
        if fact is None or row.own:
            continue
        named = any(desk in rule.to and not rule.consent for rule in fact.rules for desk in desks.get(row.team, ()))
        owner = team_of.get(fact.desk, "")
        if named and owner:
            n, of = out.get(owner, (0, 0))
            out[owner] = (n + _in_time(row, desks.get(owner, ())), of + 1)
    return out


def _in_time(row: Learned, givers: tuple[str, ...]) -> bool:
    return row.at >= 0 and row.waited <= WITHIN and row.via in ("message", "told") and row.source in givers


def _answers(entries: tuple[Entry, ...], told: Debrief) -> dict[str, tuple[int, int]]:
    """Return for each table how many requests, yeses and hits of others it answered in time, a reasoned no among them, and how many
    came to it."""
    team_of = {desk: team for team, desks in told.teams for desk in desks}
    owed: dict[tuple[str, str], tuple[str, int]] = {}  # what, of whom -> table, until when
    kept: dict[tuple[str, str], str] = {}  # what was answered in time -> by which message

    def owe(what: str, whom: str, team: str, until: int) -> None:
        owed.setdefault((what, whom), (team, until))

    def answered(what: str, whom: str, t: int, by: str = "") -> None:
        if (what, whom) in owed and t <= owed[what, whom][1]:
            kept[what, whom] = by

    for entry in entries:
        match entry.event:
            case e.MessageSent(kind="request", id=message, desk=desk, to=to, due=due):
                for asked in to:
                    if team_of.get(asked) != team_of.get(desk):
                        owe(message, asked, team_of.get(asked, ""), entry.t + (due or WITHIN))
            case e.MessageSent(kind="answer" | "refusal", id=message, reply_to=request, desk=desk):
                answered(request, desk, entry.t, message)
            case e.MessageTakenBack(id=message):
                owed = {key: row for key, row in owed.items() if key[0] != message}
                kept = {key: by for key, by in kept.items() if by != message}
            case e.ApprovalAsked(run=run, team=team, to_team=approver) if team != approver:
                owe(run, approver, approver, entry.t + WITHIN)
            case e.ApprovalGiven(run=run, desk=desk):
                answered(run, team_of.get(desk, ""), entry.t)
            case e.HitOwed(id=hit, team=team):
                owe(hit, team, team, entry.t + WITHIN)
            case e.HitDecided(id=hit, owner_team=team):
                answered(hit, team, entry.t)
            case _:
                pass
    out: dict[str, tuple[int, int]] = {}
    for key, (team, _until) in owed.items():
        n, of = out.get(team, (0, 0))
        out[team] = (n + (key in kept), of + 1)
    return out
