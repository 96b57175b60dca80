"""Control's view: everything, laid out. Computed from the whole state; it never leaves the server but as pages."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from palermo.engine.advance import inject_due
from palermo.engine.attention import OWN_DEEDS, expected, news
from palermo.engine.commands import Announce, Deed, GiveHint, Improvise, Note
from palermo.engine.conditions import acted_at, holds
from palermo.engine.granting import GRANT_AFTER, near, withheld
from palermo.engine.helping import open_hints
from palermo.engine.index import index
from palermo.engine.kept import Kept
from palermo.engine.known import Known
from palermo.engine.lawful import lawful_form
from palermo.engine.nobody import unplayed
from palermo.engine.plans import plan_due, runs_of
from palermo.engine.scenario import Fact, Scenario
from palermo.engine.state import State, told_of
from palermo.engine.view import Call, Cell, ControlView, Expected, FactLine, InjectLine, News, TeamRow, TryLine

SILENCE = 6 * 60  # seconds without anything recorded before control is told
CROWD = 6  # things due at once that make a team overloaded
BUSY = 90  # seconds after which a table that asked control is told that nobody could come yet
REMINDED = 2 * 60  # seconds that a note which control planned asks for it
UNPLAYED_AFTER = 60  # seconds after which the rule answers for a desk that control took and does not answer for


_attention: Kept[Scenario, Kept[Known, tuple[tuple[News, ...], tuple[Expected, ...]]]] = Kept(
    lambda scenario: Kept(lambda known: (news(known), expected(scenario, known)))
)


def control_view(scenario: Scenario, state: State) -> ControlView:
    """Return control's view of the exercise."""
    world = state.world
    people = sum(person.safe_by is not None for person in scenario.people)
    teams = tuple(_team(scenario, state, team, desks) for team, desks in world.teams)
    return ControlView(
        state.seq,
        world,
        teams,
        _injects(scenario, state),
        _facts(scenario, state),
        _calls(scenario, state, teams),
        len(world.safe),
        people,
        open_hints(scenario, state),
        _tries(scenario, state),
    )


def _tries(scenario: Scenario, state: State) -> tuple[TryLine, ...]:
    best: dict[str, TryLine] = {}
    for known in state.known.values():
        for tried in known.tried.values():
            old = best.get(tried.question)
            if old is None or tried.missing < old.missing:
                best[tried.question] = TryLine(tried.question, tried.carried, tried.missing)
    return tuple(best.values())


def _team(scenario: Scenario, state: State, team: str, desks: tuple[str, ...]) -> TeamRow:
    known = state.known[team]
    seats = [seat for seat in state.world.seats.values() if seat.team == team and not seat.gone]
    new, due = _attention.of(scenario).of(known)
    return TeamRow(
        team,
        desks,
        len(seats),
        sum(seat.ready for seat in seats),
        len(new),
        len(due),
        sum(0 <= item.due < state.t for item in due),
        state.world.last_act.get(team, -1),
        sum(item.kind not in OWN_DEEDS for item in new),
    )


def _injects(scenario: Scenario, state: State) -> tuple[InjectLine, ...]:
    rows: list[InjectLine] = []
    if not state.world.schedule and state.world.teams:  # not begun: the times are those of the plan
        state = replace(state, world=replace(state.world, schedule=runs_of(scenario, state)))
    for inject in scenario.injects:
        row = state.world.injects.get(inject.id)
        due = inject_due(scenario, state, inject, row) if state.world.schedule else -1
        status = row.state if row is not None else "scheduled"
        if state.world.ended >= 0 and status in ("scheduled", "postponed"):
            status, due = "left", -1  # what has not come by the end does not come
        at = row.at if row is not None else -1
        met = row.met if row is not None else None
        text = row.text if row is not None else ""
        rows.append(InjectLine(inject.id, inject.kind, inject.to, status, due, at, met, inject.reserve, text))
    rows.extend(_plans(scenario, state))
    waiting = [row for row in rows if row.state in ("scheduled", "postponed") and row.due >= 0 and row.kind != "note"]
    following = min(waiting, key=lambda row: row.due, default=None)
    out = [
        InjectLine(x.inject, x.kind, x.to, "next", x.due, x.at, x.met, x.reserve, x.text) if x is following else x
        for x in rows
    ]
    for key, own in state.world.improvised.items():
        status = "withdrawn" if own.withdrawn else "sent"
        out.append(InjectLine(key, own.kind, told_of(state, key), status, -1, own.at, None, False, own.text))
    return tuple(out)


def _plans(scenario: Scenario, state: State) -> Iterator[InjectLine]:
    """Yield what control planned; an inject of its own that has gone out is among the improvised ones."""
    runs = runs_of(scenario, state)
    for key, plan in state.world.plans.items():
        if key in state.world.improvised:
            continue
        status, due = plan.state, plan_due(runs, plan)
        if state.world.ended >= 0 and due >= 0:
            status, due = "left", -1
        kind, to, words = _planned(plan.deed)
        yield InjectLine(key, kind, to, status, due, plan.at, None, False, words)


def _planned(deed: Deed) -> tuple[str, tuple[str, ...], str]:
    """Return an inject's kind, or hint, word or note; to whom; and the key of its words."""
    match deed:
        case Improvise():
            return deed.kind, deed.to, deed.title or deed.text
        case GiveHint():
            return "hint", (deed.team,), deed.text or f"hints.{deed.hint}.text"
        case Announce():
            return "word", deed.to or ("*",), deed.text
        case _:
            return "note", (deed.about,) if deed.about else (), deed.text


def _facts(scenario: Scenario, state: State) -> tuple[FactLine, ...]:
    coming = {
        (item.fact, team)
        for message_id, rows in state.world.flying.items()
        for team, _ in rows
        for item in state.world.messages[message_id].items
        if state.world.team_of.get(item.to) == team
    }
    return tuple(_fact(scenario, state, fact, coming) for fact in scenario.facts)


def _fact(scenario: Scenario, state: State, fact: Fact, coming: set[tuple[str, str]]) -> FactLine:
    world = state.world
    owner = world.team_of.get(fact.desk, "")
    have_owner = state.known[owner].facts.get(fact.id) if owner else None
    cells: list[Cell] = []
    lacking: list[str] = []
    for team, desks in world.teams:
        have = state.known[team].facts.get(fact.id)
        if have is not None:
            cells.append(Cell(team, have.form, have.since, team == owner, "knows"))
        elif (fact.id, team) in coming:
            cells.append(Cell(team, "", -1, team == owner, "way"))
        else:
            cells.append(Cell(team, "", -1, team == owner, "none"))
            lacking.extend(desks)
    waits = -1
    named = index(scenario).named[fact.id]
    if have_owner is not None and any(
        desk in named and lawful_form(scenario, state.known[owner], fact.id, desk) for desk in lacking
    ):
        waits = have_owner.since
    serves = tuple(question.id for question in index(scenario).holders.get(fact.id, ()))
    return FactLine(fact.id, have_owner is not None, tuple(cells), serves, waits)


def _calls(scenario: Scenario, state: State, teams: tuple[TeamRow, ...]) -> tuple[Call, ...]:
    world = state.world
    out: list[Call] = []
    out.extend(Call("help", key, row.team, row.at, row.at + BUSY) for key, row in world.helps.items() if not row.reply)
    out.extend(Call("harm", flag, "", at) for flag, at in world.flags.items())
    if world.ended >= 0 or not world.schedule:
        return tuple(out)
    for harm in scenario.harms:
        ahead = harm.close is not None and harm.id not in world.flags
        if ahead and harm.close is not None and holds(harm.close, scenario, state, state.t):
            out.append(Call("close_harm", harm.id, "", state.t))
    for key, plan in world.plans.items():
        if plan.state == "sent" and isinstance(plan.deed, Note) and state.t - plan.at < REMINDED:
            out.append(Call("reminder", key, plan.deed.about, plan.at))
    for inject_id, row in world.injects.items():
        if row.met is False:
            out.append(Call("overdue_inject", inject_id, "", row.at))
    alone = unplayed(scenario, world)
    for team in teams:
        if team.team in alone:  # nobody is there to be helped
            continue
        acted = acted_at(scenario, state, team.desks[0])
        if state.t - acted >= SILENCE:
            out.append(Call("silent", team.team, team.team, acted))
        if team.overdue >= CROWD:
            out.append(Call("overloaded", team.team, team.team, state.t))
    for team in teams:
        for tried in state.known[team.team].tried.values():
            if tried.missing == 1 and tried.question not in world.stands and not withheld(state, team.team, tried):
                due = tried.at + GRANT_AFTER if near(scenario, state, tried) else -1
                out.append(Call("grant", tried.question, team.team, tried.at, due))
    out.extend(Call("unplayed", what, team, at, at + UNPLAYED_AFTER) for what, team, at in _unplayed(state))
    if world.clock.paused == "halted":
        out.append(Call("halted", "", "", state.t))
    return tuple(out)


def _unplayed(state: State) -> Iterator[tuple[str, str, int]]:
    """Yield what is asked of desks that control answers for: its id, the team that waits for it, since when."""
    world = state.world
    ours = {desk for desk, (by, _) in world.occupants.items() if by == "control"}
    for run in world.runs.values():
        if run.state == "waiting" and ours & set(run.awaiting):
            yield run.id, run.team, run.at
    for message in world.messages.values():
        asked = message.kind == "request" and message.there and not (message.answered or message.held)
        if asked and ours & set(message.to):
            yield message.id, world.team_of.get(message.desk, ""), min(message.there.values())
    for team in dict.fromkeys(world.team_of[desk] for desk in world.team_of if desk in ours):
        for hit in state.known[team].hits.values():
            if hit.state == "open" and hit.desk in ours:
                yield hit.id, world.team_of.get(hit.asker, ""), hit.at
