"""Control's view: everything, laid out. Computed from the whole state; it never leaves the server but as pages."""

from __future__ import annotations

from palermo.engine.advance import inject_due
from palermo.engine.attention import expected, news
from palermo.engine.conditions import holds
from palermo.engine.index import index
from palermo.engine.lawful import RANK, lawful_form
from palermo.engine.scenario import Scenario
from palermo.engine.state import State
from palermo.engine.view import Call, Cell, ControlView, FactLine, InjectLine, TeamRow

SILENCE = 6 * 60  # seconds without anything recorded before control is told
CROWD = 6  # things due at once that make a team overloaded


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
        tuple(_fact(scenario, state, fact.id) for fact in scenario.facts),
        _calls(scenario, state, teams),
        len(world.safe),
        people,
    )


def _team(scenario: Scenario, state: State, team: str, desks: tuple[str, ...]) -> TeamRow:
    known = state.known[team]
    seats = [seat for seat in state.world.seats.values() if seat.team == team and not seat.gone]
    due = expected(scenario, known)
    return TeamRow(
        team,
        desks,
        len(seats),
        sum(seat.ready for seat in seats),
        len(news(known)),
        len(due),
        sum(0 <= item.due < state.t for item in due),
        state.world.last_act.get(team, -1),
    )


def _injects(scenario: Scenario, state: State) -> tuple[InjectLine, ...]:
    rows: list[InjectLine] = []
    for inject in scenario.injects:
        row = state.world.injects.get(inject.id)
        due = inject_due(scenario, state, inject, row) if state.world.schedule else -1
        status = row.state if row is not None else "scheduled"
        at = row.at if row is not None else -1
        met = row.met if row is not None else None
        text = row.text if row is not None else ""
        rows.append(InjectLine(inject.id, inject.kind, inject.to, status, due, at, met, inject.reserve, text))
    waiting = [row for row in rows if row.state in ("scheduled", "postponed") and row.due >= 0]
    following = min(waiting, key=lambda row: row.due, default=None)
    out = [
        InjectLine(x.inject, x.kind, x.to, "next", x.due, x.at, x.met, x.reserve, x.text) if x is following else x
        for x in rows
    ]
    for key, own in state.world.improvised.items():
        status = "withdrawn" if own.withdrawn else "sent"
        out.append(InjectLine(key, own.kind, own.teams, status, -1, own.at, None, False, own.text))
    return tuple(out)


def _fact(scenario: Scenario, state: State, fact_id: str) -> FactLine:
    world = state.world
    fact = index(scenario).facts[fact_id]
    owner = world.team_of.get(fact.desk, "")
    coming = {
        team
        for message_id, rows in world.flying.items()
        for team, _ in rows
        for item in world.messages[message_id].items
        if item.fact == fact_id and world.team_of.get(item.to) == team
    }
    cells: list[Cell] = []
    waits = -1
    have_owner = state.known[owner].facts.get(fact_id) if owner in state.known else None
    for team, desks in world.teams:
        have = state.known[team].facts.get(fact_id)
        if have is not None:
            cells.append(Cell(team, have.form, have.since, team == owner, "knows"))
            continue
        cells.append(Cell(team, "", -1, team == owner, "way" if team in coming else "none"))
        if have_owner is not None and team not in coming:
            wanted = any(
                "*" not in rule.to
                and desk in rule.to
                and RANK[lawful_form(scenario, state.known[owner], fact_id, desk)] > 0
                for rule in fact.rules
                for desk in desks
            )
            if wanted:
                waits = have_owner.since
    serves = tuple(question.id for question in index(scenario).holders.get(fact_id, ()))
    return FactLine(fact_id, have_owner is not None, tuple(cells), serves, waits)


def _calls(scenario: Scenario, state: State, teams: tuple[TeamRow, ...]) -> tuple[Call, ...]:
    world = state.world
    out: list[Call] = []
    out.extend(Call("help", key, row.team, row.at) for key, row in world.helps.items() if not row.reply)
    out.extend(Call("harm", flag, "", at) for flag, at in world.flags.items())
    if world.ended >= 0 or not world.schedule:
        return tuple(out)
    for harm in scenario.harms:
        near = harm.close is not None and harm.id not in world.flags
        if near and harm.close is not None and holds(harm.close, scenario, state, state.t):
            out.append(Call("close_harm", harm.id, "", state.t))
    for inject_id, row in world.injects.items():
        if row.met is False:
            out.append(Call("overdue_inject", inject_id, "", row.at))
    for team in teams:
        if team.last_act >= 0 and state.t - team.last_act >= SILENCE:
            out.append(Call("silent", team.team, team.team, team.last_act))
        if team.overdue >= CROWD:
            out.append(Call("overloaded", team.team, team.team, state.t))
    for run in world.runs.values():
        unplayed = [desk for desk in run.awaiting if world.occupants.get(desk, ("people", ""))[0] == "control"]
        if run.state == "waiting" and unplayed:
            out.append(Call("unplayed", run.id, run.team, run.at))
    for message in world.messages.values():
        asked = message.kind == "request" and message.there and not message.answered
        if asked and any(world.occupants.get(desk, ("people", ""))[0] == "control" for desk in message.to):
            out.append(Call("unplayed", message.id, world.team_of.get(message.desk, ""), message.at))
    if world.clock.paused == "halted":
        out.append(Call("halted", "", "", state.t))
    return tuple(out)
