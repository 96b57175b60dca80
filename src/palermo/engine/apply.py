"""What an event does: to the world, and to the known of each watcher in its audience. Total; evaluates no condition."""

from __future__ import annotations

from msgspec.structs import replace

from palermo.engine import events as e
from palermo.engine.known import Clock, Known, RunRow
from palermo.engine.learn import learn, line_chosen, line_written
from palermo.engine.merging import world_renamed
from palermo.engine.scenario import Scenario
from palermo.engine.state import (
    CONTROL,
    ROOM,
    DoneRow,
    Due,
    HelpState,
    HitState,
    Improvised,
    InjectState,
    Message,
    NoteRow,
    Seat,
    State,
    ToldState,
    World,
)


def initial(scenario: Scenario) -> State:
    """Return the state before the first entry."""
    return State()


def apply(scenario: Scenario, state: State, entry: e.Entry) -> State:
    """Return the state after one entry. Total: an entry in the log is a fact and cannot fail."""
    world = _world(state.world, entry)
    known = state.known
    if isinstance(entry.event, e.Created):
        known = {team: Known(watcher=team) for team, _ in entry.event.teams}
        known[ROOM] = Known(watcher=ROOM)
    changed = None
    for watcher in entry.audience:
        have = known.get(watcher)
        if have is not None:
            if changed is None:
                changed = dict(known)
            changed[watcher] = learn(have, entry.t, entry.event)
    return State(entry.seq, max(state.t, entry.t), world, changed if changed is not None else known)


def _world(world: World, entry: e.Entry) -> World:
    event, t = entry.event, entry.t
    match event:
        case e.Created():
            team_of = {desk: team for team, desks in event.teams for desk in desks}
            occupants = dict.fromkeys(team_of, ("people", ""))
            return replace(world, setup=event.setup, teams=event.teams, team_of=team_of, occupants=occupants)
        case e.SeatTaken():
            old = world.seats.get(event.seat)
            ready = old is not None and old.ready and not old.gone
            seat = Seat(event.team, event.desks, event.role, event.generation, ready)
            return replace(world, seats={**world.seats, event.seat: seat})
        case e.SeatLeft():
            old = world.seats.get(event.seat)
            if old is None or not event.gone:
                return world
            return replace(world, seats={**world.seats, event.seat: replace(old, gone=True)})
        case e.SeatRevoked():
            old = world.seats.get(event.seat)
            if old is None:
                return world
            return replace(world, seats={**world.seats, event.seat: replace(old, generation=event.generation)})
        case e.Occupied():
            return replace(world, occupants={**world.occupants, event.desk: (event.by, event.policy)})
        case e.TeamsChanged():
            return world_renamed(world, event.teams)
        case e.ReadySet():
            old = world.seats.get(event.seat)
            world = _acted(world, event.team, t)
            if old is None:
                return world
            return replace(world, seats={**world.seats, event.seat: replace(old, ready=True)})
        case e.Began():
            return replace(world, schedule=event.schedule, clock=Clock(event.wall, t, 1.0, "", ""))
        case e.Paused():
            return replace(world, clock=Clock(event.wall, event.t, world.clock.speed, event.why, event.text))
        case e.Resumed():
            return replace(world, clock=Clock(event.wall, event.t, world.clock.speed, "", ""))
        case e.SpeedSet():
            return replace(world, clock=Clock(event.wall, event.t, event.speed, world.clock.paused, world.clock.text))
        case e.Rescheduled():
            return replace(world, schedule=event.schedule)
        case e.PhaseEntered():
            return replace(world, phase=event.phase)
        case e.Ended():
            return replace(world, ended=event.t)
        case e.MessageSent():
            return _sent(world, event, t)
        case e.MessageThere():
            message = world.messages[event.id]
            rows = tuple(row for row in world.flying.get(event.id, ()) if row[0] != event.team)
            flying = {key: value for key, value in world.flying.items() if key != event.id}
            if rows:
                flying[event.id] = rows
            there = replace(message, there={**message.there, event.team: t})
            return replace(world, messages={**world.messages, event.id: there}, flying=flying)
        case e.MessageOpened():
            message = world.messages[event.id]
            world = _acted(world, event.team, t)
            read = replace(message, read={**message.read, event.team: t})
            return replace(world, messages={**world.messages, event.id: read})
        case e.MessageTakenBack():
            message = world.messages[event.id]
            flying = {key: value for key, value in world.flying.items() if key != event.id}
            messages = {**world.messages, event.id: replace(message, back=True)}
            asked = messages.get(message.reply_to)
            if asked is not None and asked.answered == event.id:
                messages[message.reply_to] = replace(asked, answered="")
            return replace(world, messages=messages, flying=flying)
        case e.ToldInPerson():
            row = ToldState(event.giver_team, event.giver, event.team, event.desk, event.fact, t)
            world = _acted(_acted(world, event.team, t), event.giver_team, t)
            return replace(world, tolds={**world.tolds, event.id: row})
        case e.ToldCorrected():
            told = world.tolds.get(event.told)
            if told is None:
                return world
            return replace(world, tolds={**world.tolds, event.told: replace(told, corrected=event.text)})
        case e.HitOwed():
            hit = HitState(event.team, world.team_of[event.asker], event.asker, event.fact, event.lookup)
            return replace(world, hits={**world.hits, event.id: hit})
        case e.HitDecided():
            return replace(world, hits={**world.hits, event.id: replace(world.hits[event.id], open=False)})
        case e.Established():
            world = _acted(world, event.team, t) if event.team else world
            return replace(
                world,
                stands={**world.stands, event.question: t},
                stood_by={**world.stood_by, event.question: (event.team, event.facts)},
            )
        case e.Opened():
            return replace(world, opened={**world.opened, event.what: t})
        case e.Closed():
            return replace(world, opened={k: v for k, v in world.opened.items() if k != event.what})
        case e.ActionStarted():
            return _started(world, event, t)
        case e.ApprovalGiven():
            run = world.runs[event.run]
            awaiting = tuple(desk for desk in run.awaiting if desk != event.desk)
            run = replace(run, awaiting=awaiting, said=(*run.said, (event.desk, event.yes, event.reason)))
            world = _acted(world, world.team_of.get(event.desk, ""), t)
            return replace(world, runs={**world.runs, event.run: run})
        case e.ActionRunning():
            run = replace(world.runs[event.run], state="running", due=event.due, awaiting=())
            return replace(world, runs={**world.runs, event.run: run}, started={event.action: t, **world.started})
        case e.ActionDone():
            run = replace(world.runs[event.run], state="done")
            before = world.done.get(event.action)
            done = DoneRow(t, event.option, event.ticks, before.times + 1 if before is not None else 1)
            return replace(
                world,
                runs={**world.runs, event.run: run},
                done={**world.done, event.action: done},
                opened={k: v for k, v in world.opened.items() if k != f"action:{event.action}"},
            )
        case e.ActionDropped():
            if event.run not in world.runs:
                return world
            run = replace(world.runs[event.run], state="dropped", why=event.why, awaiting=())
            return replace(world, runs={**world.runs, event.run: run})
        case e.LineWritten():
            key = f"{event.sheet}.{event.line}"
            world = _acted(world, world.team_of.get(event.version.desk, ""), t)
            return replace(world, lines={**world.lines, key: line_written(world.lines.get(key), event)})
        case e.LineChosen():
            key = f"{event.sheet}.{event.line}"
            return replace(world, lines={**world.lines, key: line_chosen(world.lines[key], event.version)})
        case e.StatusSet():
            return replace(world, status={**world.status, event.person: event.status})
        case e.PersonPlaced():
            return replace(world, places={**world.places, event.person: event.place})
        case e.PersonSafe():
            if event.in_time:
                return replace(world, safe={**world.safe, event.person: t})
            return replace(world, late={**world.late, event.person: t})
        case e.ConsentGiven():
            return replace(world, consents={**world.consents, f"{event.person}:{event.about}": t})
        case e.TrustSet():
            return replace(world, trust={**world.trust, event.group: event.value})
        case e.NeedShown():
            return replace(world, needs={**world.needs, event.need: ("wait", t, "")})
        case e.NeedTaken():
            world = _acted(world, world.team_of.get(event.desk, ""), t)
            return replace(world, needs={**world.needs, event.need: ("hand", t, event.desk)})
        case e.NeedMet():
            return replace(world, needs={**world.needs, event.need: ("met", t, "")})
        case e.NeedMissed():
            return replace(world, needs={**world.needs, event.need: ("missed", t, "")})
        case e.CardAsked():
            world = _acted(world, event.team, t)
            return replace(world, cards={**world.cards, f"{event.talk}.{event.card}": t})
        case e.TrackMoved():
            return replace(
                world,
                stages={**world.stages, event.track: (event.stage, t)},
                been={f"{event.track}.{event.stage}": t, **world.been},
            )
        case e.ResourceSet():
            return replace(world, resources={**world.resources, event.resource: event.n})
        case e.ChannelSlowed():
            return replace(world, slowed={**world.slowed, event.channel: (event.by, event.until)})
        case e.ChannelLeaked():
            return replace(world, leaked={**world.leaked, event.channel: t})
        case e.FlagRaised():
            return replace(world, flags={event.flag: t, **world.flags})
        case e.PointsAwarded():
            points = world.points.get(event.desk, 0) + event.points
            return replace(world, points={**world.points, event.desk: points})
        case e.Scheduled():
            return replace(world, scheduled={**world.scheduled, event.id: Due(event.due, event.then)})
        case e.ScheduleDone():
            return replace(world, scheduled={k: v for k, v in world.scheduled.items() if k != event.id})
        case e.Fired():
            return replace(world, fired={**world.fired, event.script: t})
        case e.Overshared():
            row_ = (event.fact, event.giver, event.to, event.form, t)
            return replace(world, overshared=(*world.overshared, row_))
        case e.InjectSent():
            teams = tuple(team for team in entry.audience if team not in (ROOM, CONTROL))
            return _inject_sent(world, event, teams, t)
        case e.InjectDue():
            return _inject_due(world, event)
        case e.InjectEdited():
            inject = world.injects.get(event.inject, InjectState())
            return replace(world, injects={**world.injects, event.inject: replace(inject, text=event.text)})
        case e.InjectWithdrawn():
            if event.inject in world.improvised:
                gone = replace(world.improvised[event.inject], withdrawn=True)
                return replace(world, improvised={**world.improvised, event.inject: gone})
            inject = world.injects.get(event.inject, InjectState())
            return replace(world, injects={**world.injects, event.inject: replace(inject, state="withdrawn")})
        case e.HintGiven():
            return replace(world, hinted={**world.hinted, f"{event.team}.{event.hint}": t})
        case e.HelpAsked():
            world = _acted(world, event.team, t)
            return replace(world, helps={**world.helps, event.id: HelpState(event.team, t, event.text)})
        case e.HelpAnswered():
            old_help = world.helps.get(event.help)
            if old_help is None:
                return world
            return replace(world, helps={**world.helps, event.help: replace(old_help, reply=event.text)})
        case e.NoteWritten():
            note = NoteRow(event.id, t, event.seat, event.about, event.text)
            return replace(world, notes=(*world.notes, note))
        case e.RatingSet():
            return replace(world, ratings={**world.ratings, event.dimension: event.band})
        case e.TextErased():
            return replace(world, erased=world.erased | {event.key})
        case e.NotYet() | e.LookedUp() | e.NotRecognised():
            return _acted(world, event.team, t)
        case (
            e.FactLearned()
            | e.MessageDelivered()
            | e.Merged()
            | e.Headline()
            | e.ApprovalAsked()
            | e.NoneLeft()
            | e.PersonShown()
            | e.Halted()
            | e.Announced()
            | e.NoticeGiven()
            | e.SeenAll()
        ):
            return world


def _acted(world: World, team: str, t: int) -> World:
    return replace(world, last_act={**world.last_act, team: t}) if team else world


def _sent(world: World, event: e.MessageSent, t: int) -> World:
    message = Message(
        event.id,
        event.kind,
        event.desk,
        event.seat,
        event.to,
        event.channel,
        event.items,
        event.about,
        event.reply_to,
        event.due,
        event.basis,
        event.text,
        event.reason,
        t,
        event.arrives,
    )
    teams = tuple(dict.fromkeys(world.team_of[desk] for desk in event.to if desk in world.team_of))
    messages = {**world.messages, event.id: message}
    if event.reply_to in messages:
        messages[event.reply_to] = replace(messages[event.reply_to], answered=event.id)
    world = _acted(world, world.team_of.get(event.desk, ""), t)
    flying = {**world.flying, event.id: tuple((team, event.arrives) for team in teams)}
    return replace(world, messages=messages, flying=flying)


def _started(world: World, event: e.ActionStarted, t: int) -> World:
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
    world = _acted(world, event.team, t)
    return replace(
        world,
        runs={**world.runs, event.run: run},
        grounds={**world.grounds, event.run: event.grounds},
    )


def _inject_sent(world: World, event: e.InjectSent, teams: tuple[str, ...], t: int) -> World:
    if event.inject.startswith("~"):
        row = Improvised(event.kind, teams, event.title, event.text, t)
        return replace(world, improvised={**world.improvised, event.inject: row})
    inject = world.injects.get(event.inject, InjectState())
    sent = replace(inject, state="sent", at=t)
    return replace(world, injects={**world.injects, event.inject: sent})


def _inject_due(world: World, event: e.InjectDue) -> World:
    inject = world.injects.get(event.inject, InjectState())
    match event.state:
        case "met":
            inject = replace(inject, met=True)
        case "missed":
            inject = replace(inject, met=False)
        case state:
            inject = replace(inject, state=state, later=event.by)
    return replace(world, injects={**world.injects, event.inject: inject})
