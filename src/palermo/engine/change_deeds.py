"""What deeds and the story change in the world: actions, sheets, people, tracks. See `apply.py`."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from palermo.engine import events as e
from palermo.engine.change_exercise import acted
from palermo.engine.known import RunRow
from palermo.engine.learn_deeds import line_chosen, line_written
from palermo.engine.state import DoneRow, Due, World
from palermo.engine.tables import on

CHANGES: dict[type, Any] = {}


@on(CHANGES, e.Opened)
def _opened(world: World, event: e.Opened, t: int) -> World:
    return replace(world, opened={**world.opened, event.what: t})


@on(CHANGES, e.Closed)
def _closed(world: World, event: e.Closed, t: int) -> World:
    return replace(world, opened={k: v for k, v in world.opened.items() if k != event.what})


@on(CHANGES, e.ActionStarted)
def _action_started(world: World, event: e.ActionStarted, t: int) -> World:
    run = RunRow(
        event.run,
        event.action,
        event.team,
        event.desk,
        event.seat,
        event.option,
        event.ticks,
        t,
        "waiting",
        0,
        event.awaiting,
    )
    world = acted(world, event.team, t)
    return replace(
        world,
        runs={**world.runs, event.run: run},
        grounds={**world.grounds, event.run: event.grounds},
    )


@on(CHANGES, e.ApprovalGiven)
def _approval_given(world: World, event: e.ApprovalGiven, t: int) -> World:
    run = world.runs[event.run]
    awaiting = tuple(desk for desk in run.awaiting if desk != event.desk)
    run = replace(run, awaiting=awaiting, said=(*run.said, (event.desk, event.yes, event.reason)))
    world = acted(world, world.team_of.get(event.desk, ""), t)
    return replace(world, runs={**world.runs, event.run: run})


@on(CHANGES, e.ActionRunning)
def _action_running(world: World, event: e.ActionRunning, t: int) -> World:
    run = replace(world.runs[event.run], state="running", due=event.due, awaiting=())
    return replace(world, runs={**world.runs, event.run: run}, started={event.action: t, **world.started})


@on(CHANGES, e.ActionDone)
def _action_done(world: World, event: e.ActionDone, t: int) -> World:
    run = replace(world.runs[event.run], state="done")
    before = world.done.get(event.action)
    done = DoneRow(t, event.option, event.ticks, before.times + 1 if before is not None else 1)
    return replace(
        world,
        runs={**world.runs, event.run: run},
        done={**world.done, event.action: done},
        opened={k: v for k, v in world.opened.items() if k != f"action:{event.action}"},
    )


@on(CHANGES, e.ActionDropped)
def _action_dropped(world: World, event: e.ActionDropped, t: int) -> World:
    if event.run not in world.runs:
        return world
    run = replace(world.runs[event.run], state="dropped", why=event.why, awaiting=())
    return replace(world, runs={**world.runs, event.run: run})


@on(CHANGES, e.LineWritten)
def _line_written(world: World, event: e.LineWritten, t: int) -> World:
    key = f"{event.sheet}.{event.line}"
    world = acted(world, world.team_of.get(event.version.desk, ""), t)
    return replace(world, lines={**world.lines, key: line_written(world.lines.get(key), event)})


@on(CHANGES, e.LineChosen)
def _line_chosen(world: World, event: e.LineChosen, t: int) -> World:
    key = f"{event.sheet}.{event.line}"
    return replace(world, lines={**world.lines, key: line_chosen(world.lines[key], event.version)})


@on(CHANGES, e.StatusSet)
def _status_set(world: World, event: e.StatusSet, t: int) -> World:
    return replace(world, status={**world.status, event.person: event.status})


@on(CHANGES, e.PersonPlaced)
def _person_placed(world: World, event: e.PersonPlaced, t: int) -> World:
    return replace(world, places={**world.places, event.person: event.place})


@on(CHANGES, e.PersonSafe)
def _person_safe(world: World, event: e.PersonSafe, t: int) -> World:
    if event.in_time:
        return replace(world, safe={**world.safe, event.person: t})
    return replace(world, late={**world.late, event.person: t})


@on(CHANGES, e.ConsentGiven)
def _consent_given(world: World, event: e.ConsentGiven, t: int) -> World:
    return replace(world, consents={**world.consents, f"{event.person}:{event.about}": t})


@on(CHANGES, e.TrustSet)
def _trust_set(world: World, event: e.TrustSet, t: int) -> World:
    return replace(world, trust={**world.trust, event.group: event.value})


@on(CHANGES, e.NeedShown)
def _need_shown(world: World, event: e.NeedShown, t: int) -> World:
    return replace(world, needs={**world.needs, event.need: ("wait", t, "")})


@on(CHANGES, e.NeedTaken)
def _need_taken(world: World, event: e.NeedTaken, t: int) -> World:
    world = acted(world, world.team_of.get(event.desk, ""), t)
    return replace(world, needs={**world.needs, event.need: ("hand", t, event.desk)})


@on(CHANGES, e.NeedMet)
def _need_met(world: World, event: e.NeedMet, t: int) -> World:
    return replace(world, needs={**world.needs, event.need: ("met", t, "")})


@on(CHANGES, e.NeedMissed)
def _need_missed(world: World, event: e.NeedMissed, t: int) -> World:
    return replace(world, needs={**world.needs, event.need: ("missed", t, "")})


@on(CHANGES, e.CardAsked)
def _card_asked(world: World, event: e.CardAsked, t: int) -> World:
    world = acted(world, event.team, t)
    return replace(world, cards={**world.cards, f"{event.talk}.{event.card}": t})


@on(CHANGES, e.TrackMoved)
def _track_moved(world: World, event: e.TrackMoved, t: int) -> World:
    return replace(
        world,
        stages={**world.stages, event.track: (event.stage, t)},
        been={f"{event.track}.{event.stage}": t, **world.been},
    )


@on(CHANGES, e.ResourceSet)
def _resource_set(world: World, event: e.ResourceSet, t: int) -> World:
    return replace(world, resources={**world.resources, event.resource: event.n})


@on(CHANGES, e.ChannelSlowed)
def _channel_slowed(world: World, event: e.ChannelSlowed, t: int) -> World:
    return replace(world, slowed={**world.slowed, event.channel: (event.by, event.until)})


@on(CHANGES, e.ChannelLeaked)
def _channel_leaked(world: World, event: e.ChannelLeaked, t: int) -> World:
    return replace(world, leaked={**world.leaked, event.channel: t})


@on(CHANGES, e.FlagRaised)
def _flag_raised(world: World, event: e.FlagRaised, t: int) -> World:
    return replace(world, flags={event.flag: t, **world.flags})


@on(CHANGES, e.PointsAwarded)
def _points_awarded(world: World, event: e.PointsAwarded, t: int) -> World:
    points = world.points.get(event.desk, 0) + event.points
    return replace(world, points={**world.points, event.desk: points})


@on(CHANGES, e.Scheduled)
def _scheduled(world: World, event: e.Scheduled, t: int) -> World:
    return replace(world, scheduled={**world.scheduled, event.id: Due(event.due, event.then)})


@on(CHANGES, e.ScheduleDone)
def _schedule_done(world: World, event: e.ScheduleDone, t: int) -> World:
    return replace(world, scheduled={k: v for k, v in world.scheduled.items() if k != event.id})


@on(CHANGES, e.Fired)
def _fired(world: World, event: e.Fired, t: int) -> World:
    return replace(world, fired={**world.fired, event.script: t})


@on(CHANGES, e.Overshared)
def _overshared(world: World, event: e.Overshared, t: int) -> World:
    row_ = (event.fact, event.giver, event.to, event.form, t)
    return replace(world, overshared=(*world.overshared, row_))
