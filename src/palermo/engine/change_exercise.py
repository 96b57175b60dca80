"""What events about the exercise itself change in the world: seats, tables, the clock, control. See `apply.py`."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from palermo.engine import events as e
from palermo.engine.clock import turned
from palermo.engine.merging import world_renamed
from palermo.engine.state import HelpState, Improvised, InjectState, PlanState, Seat, World
from palermo.engine.tables import on

CHANGES: dict[type, Any] = {}


@on(CHANGES, e.Created)
def _created(world: World, event: e.Created, t: int) -> World:
    team_of = {desk: team for team, desks in event.teams for desk in desks}
    occupants = dict.fromkeys(team_of, ("people", ""))
    return replace(world, setup=event.setup, teams=event.teams, team_of=team_of, occupants=occupants)


@on(CHANGES, e.SeatTaken)
def _seat_taken(world: World, event: e.SeatTaken, t: int) -> World:
    old = world.seats.get(event.seat)
    ready = old is not None and old.ready and not old.gone
    seat = Seat(event.team, event.desks, event.role, event.generation, ready)
    return replace(world, seats={**world.seats, event.seat: seat})


@on(CHANGES, e.SeatLeft)
def _seat_left(world: World, event: e.SeatLeft, t: int) -> World:
    if event.gone and event.seat in world.observers:
        return replace(world, observers={seat: row for seat, row in world.observers.items() if seat != event.seat})
    old = world.seats.get(event.seat)
    if old is None or not event.gone:
        return world
    return replace(world, seats={**world.seats, event.seat: replace(old, gone=True)})


@on(CHANGES, e.SeatRevoked)
def _seat_revoked(world: World, event: e.SeatRevoked, t: int) -> World:
    watches = world.observers.get(event.seat)
    if watches is not None:
        observers = {**world.observers, event.seat: replace(watches, generation=event.generation)}
        world = replace(world, observers=observers)
    old = world.seats.get(event.seat)
    if old is None:
        return world
    return replace(world, seats={**world.seats, event.seat: replace(old, generation=event.generation)})


@on(CHANGES, e.Occupied)
def _occupied(world: World, event: e.Occupied, t: int) -> World:
    return replace(world, occupants={**world.occupants, event.desk: (event.by, event.policy)})


@on(CHANGES, e.TeamsChanged)
def _teams_changed(world: World, event: e.TeamsChanged, t: int) -> World:
    return world_renamed(world, event.teams)


@on(CHANGES, e.ReadySet)
def _ready_set(world: World, event: e.ReadySet, t: int) -> World:
    old = world.seats.get(event.seat)
    world = acted(world, event.team, t)
    if old is None:
        return world
    return replace(world, seats={**world.seats, event.seat: replace(old, ready=True)})


@on(CHANGES, e.Began)
def _began(world: World, event: e.Began, t: int) -> World:
    return replace(world, schedule=event.schedule, clock=turned(world.clock, event, t))


@on(CHANGES, e.Paused, e.Resumed, e.SpeedSet)
def _clock_turned(world: World, event: e.Paused | e.Resumed | e.SpeedSet, t: int) -> World:
    return replace(world, clock=turned(world.clock, event, t))


@on(CHANGES, e.Rescheduled)
def _rescheduled(world: World, event: e.Rescheduled, t: int) -> World:
    return replace(world, schedule=event.schedule)


@on(CHANGES, e.PhaseEntered)
def _phase_entered(world: World, event: e.PhaseEntered, t: int) -> World:
    return replace(world, phase=event.phase)


@on(CHANGES, e.Ended)
def _ended(world: World, event: e.Ended, t: int) -> World:
    return replace(world, ended=event.t)


@on(CHANGES, e.InjectSent)
def _inject_sent(world: World, event: e.InjectSent, t: int) -> World:
    if event.inject.startswith("~"):
        row = Improvised(event.kind, event.title, event.text, t)
        return replace(world, improvised={**world.improvised, event.inject: row})
    inject = world.injects.get(event.inject, InjectState())
    sent = replace(inject, state="sent", at=t)
    return replace(world, injects={**world.injects, event.inject: sent})


@on(CHANGES, e.InjectDue)
def _inject_due(world: World, event: e.InjectDue, t: int) -> World:
    plan = world.plans.get(event.inject)
    if plan is not None:
        plan = replace(plan, state=event.state, later=event.by, at=t if event.state == "sent" else -1)
        return replace(world, plans={**world.plans, event.inject: plan})
    inject = world.injects.get(event.inject, InjectState())
    match event.state:
        case "met":
            inject = replace(inject, met=True)
        case "missed":
            inject = replace(inject, met=False)
        case state:
            inject = replace(inject, state=state, later=event.by)
    return replace(world, injects={**world.injects, event.inject: inject})


@on(CHANGES, e.InjectEdited)
def _inject_edited(world: World, event: e.InjectEdited, t: int) -> World:
    inject = world.injects.get(event.inject, InjectState())
    return replace(world, injects={**world.injects, event.inject: replace(inject, text=event.text)})


@on(CHANGES, e.InjectWithdrawn)
def _inject_withdrawn(world: World, event: e.InjectWithdrawn, t: int) -> World:
    if event.inject in world.improvised:
        gone = replace(world.improvised[event.inject], withdrawn=True)
        return replace(world, improvised={**world.improvised, event.inject: gone})
    inject = world.injects.get(event.inject, InjectState())
    return replace(world, injects={**world.injects, event.inject: replace(inject, state="withdrawn")})


@on(CHANGES, e.Planned)
def _planned(world: World, event: e.Planned, t: int) -> World:
    plan = PlanState(event.seat, event.deed, event.phase, event.seconds)
    return replace(world, plans={**world.plans, event.id: plan})


@on(CHANGES, e.HintGiven)
def _hint_given(world: World, event: e.HintGiven, t: int) -> World:
    return replace(world, hinted={**world.hinted, f"{event.team}.{event.hint}": t})


@on(CHANGES, e.HelpAsked)
def _help_asked(world: World, event: e.HelpAsked, t: int) -> World:
    world = acted(world, event.team, t)
    return replace(world, helps={**world.helps, event.id: HelpState(event.team, t, event.text)})


@on(CHANGES, e.HelpAnswered)
def _help_answered(world: World, event: e.HelpAnswered, t: int) -> World:
    old_help = world.helps.get(event.help)
    if old_help is None:
        return world
    return replace(world, helps={**world.helps, event.help: replace(old_help, reply=event.text)})


@on(CHANGES, e.GrantWithheld)
def _grant_withheld(world: World, event: e.GrantWithheld, t: int) -> World:
    return replace(world, withheld={**world.withheld, f"{event.team}.{event.question}": t})


@on(CHANGES, e.RatingSet)
def _rating_set(world: World, event: e.RatingSet, t: int) -> World:
    return replace(world, ratings={**world.ratings, event.dimension: event.band})


@on(CHANGES, e.TextErased)
def _text_erased(world: World, event: e.TextErased, t: int) -> World:
    return replace(world, erased=world.erased | {event.key})


@on(CHANGES, e.SeenAll)
def _seen_all(world: World, event: e.SeenAll, t: int) -> World:
    return acted(world, event.team, t)


def acted(world: World, team: str, t: int) -> World:
    """Return the world with the second at which a team last did something; '' is nobody."""
    return replace(world, last_act={**world.last_act, team: t}) if team else world
