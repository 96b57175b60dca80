"""Observers: who follows an objective, who speaks for a person of the story, and what each of them may do.

The voice of a person is a watcher with a `known` of its own: where she is, what she needs, what she was asked and told. An
observer of an objective reads what control reads and writes observations; she is in no audience.
"""

from __future__ import annotations

from palermo.engine import commands as c
from palermo.engine.conditions import place_of
from palermo.engine.index import index
from palermo.engine.known import AskRow, Known, NeedRow, NoteLine, PersonRow
from palermo.engine.scenario import Scenario
from palermo.engine.state import CONTROL, OBSERVER, ROOM, Observer, State
from palermo.engine.view import Power

ASKS = 2  # times a person may ask what happens to her now
PAUSED = ("paused",)


def watcher_of(seat: str, row: Observer) -> str:
    """Return whose pages an observer reads."""
    if row.objective:
        return OBSERVER
    return seat if row.person else ROOM


def voices(state: State, people: tuple[str, ...]) -> tuple[str, ...]:
    """Return the seats that speak for any of these people."""
    return tuple(seat for seat, row in state.world.observers.items() if row.person and row.person in people)


def voice_known(scenario: Scenario, state: State, seat: str, person: str) -> Known:
    """Return what a person of the story knows by now: where she is, what she agreed to, needs she feels, questions she was asked."""
    world, rules = state.world, index(scenario)
    agreed = tuple(key.partition(":")[2] for key in world.consents if key.partition(":")[0] == person)
    here = PersonRow(person, "", place_of(scenario, state, person), world.safe.get(person, -1), agreed)
    needs: dict[str, NeedRow] = {}
    for need in scenario.needs:
        if need.felt and person in need.people:
            now, at, _ = world.needs.get(need.id, ("wait", 0, ""))
            needs[need.id] = NeedRow(need.id, now if now in ("met", "missed") else "wait", "", at)
    mine = {f"{talk.id}.{card.id}" for talk in rules.talks.values() if talk.person == person for card in talk.cards}
    return Known(
        watcher=seat,
        person=person,
        setup=world.setup,
        teams=world.teams,
        schedule=world.schedule,
        clock=world.clock,
        phase=world.phase,
        ended=world.ended >= 0,
        people={person: here},
        needs=needs,
        cards={card: at for card, at in world.cards.items() if card in mine},
        asks={
            key: AskRow(key, row.person, row.team, row.at, row.reply, row.answered)
            for key, row in world.asks.items()
            if row.person == person
        },
        notes=tuple(
            NoteLine(note.id, note.at, note.about, note.text, note.tick, note.team)
            for note in world.notes
            if note.seat == seat
        ),
    )


def voice_powers(scenario: Scenario, known: Known) -> tuple[Power, ...]:
    """Return what the voice of a person may do: write what she observes, and ask twice what happens to her now."""
    note = Power("note", "")
    phase = index(scenario).phase(known.setup.profile, known.phase) if known.phase else None
    if phase is None or phase.kind != "play" or known.ended or len(known.asks) >= ASKS:
        return (note,)
    stands = bool(known.clock.paused)
    teams = tuple(team for team, _ in known.teams)
    return (note, Power("ask_now", "", "", not stands, PAUSED if stands else (), {"team": teams}))


def judge(scenario: Scenario, state: State, seat: str, command: c.Command) -> c.Refused | None:
    """Return None, or why an observer without a person may not do this. She reads what control reads, and only writes notes."""
    row = state.world.observers[seat]
    if not isinstance(command, c.Note):
        return c.Refused("only_notes")
    objective = next((one for one in scenario.objectives if one.id == row.objective), None)
    if objective is None:
        return c.Refused("no_job")
    return noted(command, objective.id, objective.ticks, tuple(team for team, _ in state.world.teams))


def noted(note: c.Note, about: str, ticks: tuple[str, ...], teams: tuple[str, ...]) -> c.Refused | None:
    """Return None, or why an observation cannot be written down: it is about the observer's own job and says something."""
    if note.about != about or (note.tick and note.tick not in ticks) or (note.team and note.team not in teams):
        return c.Refused("unknown")
    return None if note.tick or note.text else c.Refused("empty")


def judge_job(scenario: Scenario, state: State, command: c.Observe) -> c.Refused | None:
    """Return None, or why control cannot give this job. Who sits at a table observes nothing: an observer knows too much."""
    unknown = c.Refused("unknown")
    sits = state.world.seats.get(command.seat)
    if sits is not None and not sits.gone:
        return c.Refused("has_a_seat")
    if not command.seat or command.seat.partition("@")[0] in (CONTROL, ROOM, OBSERVER, "server"):
        return unknown
    if any(command.seat == team for team, _ in state.world.teams):
        return unknown  # a table's name is taken by what the table knows
    if command.objective and command.person:
        return unknown
    if command.objective and all(one.id != command.objective for one in scenario.objectives):
        return unknown
    person = index(scenario).people.get(command.person)
    return unknown if command.person and (person is None or not person.voice) else None
