"""Who learns of an event at its entry, computed on the state before it. What is not named here is for control alone."""

from __future__ import annotations

import msgspec

from palermo.engine import events as e
from palermo.engine.index import index
from palermo.engine.known import Known
from palermo.engine.scenario import Scenario
from palermo.engine.state import CONTROL, ROOM, State


def audience(scenario: Scenario, state: State, event: e.Event, to: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Return the watchers of an event: teams in the preset's order, the room screen if every team is among them, control.

    `to` are the addressees of an event that must not name them, because each would learn who the others are.
    """
    world = state.world
    teams = tuple(team for team, _ in world.teams)
    match event:
        case e.Created():
            return (*(team for team, _ in event.teams), ROOM, CONTROL)
        case (
            e.TeamsChanged()
            | e.Began()
            | e.Paused()
            | e.Resumed()
            | e.SpeedSet()
            | e.Rescheduled()
            | e.PhaseEntered()
            | e.Ended()
            | e.Headline()
            | e.Announced()
        ):
            return (*teams, ROOM, CONTROL)
        case (
            e.SeatTaken()
            | e.SeatLeft()
            | e.ReadySet()
            | e.FactLearned()
            | e.MessageDelivered()
            | e.NotRecognised()
            | e.LookedUp()
            | e.HitOwed()
            | e.Established()
            | e.NotYet()
            | e.NoneLeft()
            | e.PersonShown()
            | e.HintGiven()
            | e.HelpAsked()
            | e.HelpAnswered()
            | e.SeenAll()
        ):
            named: tuple[str, ...] = (event.team,)
        case e.Merged():
            named = (event.into,)
        case e.Occupied():
            named = _teams_of(state, (event.desk,))
        case e.MessageSent():
            named = _teams_of(state, (event.desk,))
        case e.MessageThere() | e.MessageTakenBack():
            named = _sender(state, event.id)
        case e.MessageOpened():
            named = (*_sender(state, event.id), event.team)
        case e.ToldInPerson():
            named = (event.giver_team, event.team)
        case e.ToldCorrected():
            told = world.tolds.get(event.told)
            named = (told.giver_team, told.team) if told is not None else ()
        case e.HitDecided():
            named = (event.owner_team, event.asker_team)
        case e.Opened() | e.Closed() | e.InjectSent() | e.InjectWithdrawn() | e.NoticeGiven():
            named = to
        case e.TextErased():
            named = tuple(team for team in teams if _sees_text(state.known[team], event.key))
        case e.ActionStarted():
            named = (event.team,)
        case e.ApprovalAsked():
            named = (event.to_team,)
        case e.ApprovalGiven() | e.ActionRunning() | e.ActionDone() | e.ActionDropped():
            named = _run_teams(scenario, state, event.run)
        case e.LineWritten() | e.LineChosen():
            named = _teams_of(state, index(scenario).sheets[event.sheet].readers)
        case e.StatusSet() | e.PersonPlaced() | e.PersonSafe() | e.ConsentGiven():
            named = tuple(team for team in teams if event.person in state.known[team].people)
        case e.TrustSet():
            group = next(g for g in scenario.groups if g.id == event.group)
            named = _teams_of(state, group.shown_to)
        case e.NeedShown() | e.NeedTaken() | e.NeedMet() | e.NeedMissed():
            named = _teams_of(state, index(scenario).needs[event.need].desks)
        case e.CardAsked():
            named = _teams_of(state, index(scenario).talks[event.talk].desks)
        case e.ResourceSet():
            resource = next(x for x in scenario.resources if x.id == event.resource)
            named = _teams_of(state, (resource.desk,))
        case _:
            return (CONTROL,)
    inside = tuple(team for team in teams if team in named)
    if len(inside) == len(teams):
        return (*inside, ROOM, CONTROL)
    return (*inside, CONTROL)


def _teams_of(state: State, desks: tuple[str, ...]) -> tuple[str, ...]:
    if "*" in desks:
        return tuple(team for team, _ in state.world.teams)
    return tuple(dict.fromkeys(state.world.team_of[desk] for desk in desks if desk in state.world.team_of))


def _sees_text(known: Known, key: str) -> bool:
    return msgspec.json.encode(key) in msgspec.json.encode(known)


def _sender(state: State, message_id: str) -> tuple[str, ...]:
    message = state.world.messages.get(message_id)
    return _teams_of(state, (message.desk,)) if message is not None else ()


def _run_teams(scenario: Scenario, state: State, run_id: str) -> tuple[str, ...]:
    run = state.world.runs.get(run_id)
    if run is None:
        return ()
    approvers = tuple(yes.desk for yes in index(scenario).actions[run.action].yes)
    return (run.team, *_teams_of(state, approvers))
