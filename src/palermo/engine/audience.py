"""Who learns of an event at its entry, computed on the state before it. What is not named here is for control alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from palermo.engine import events as e
from palermo.engine.index import index
from palermo.engine.known import Known
from palermo.engine.observing import voices
from palermo.engine.scenario import Scenario
from palermo.engine.state import CONTROL, ROOM, State
from palermo.engine.tables import on

ALL = frozenset({
    e.TeamsChanged, e.Began, e.Paused, e.Resumed, e.SpeedSet, e.Rescheduled, e.PhaseEntered, e.Ended, e.Headline, e.Announced,
    e.Shown, e.DebriefStepped, e.Answered,
})  # fmt: skip
# Of these, what a person of the story may hear as well, or her voice could not follow the exercise.
HEARD = frozenset({
    e.TeamsChanged, e.Began, e.Paused, e.Resumed, e.SpeedSet, e.Rescheduled, e.PhaseEntered, e.Ended, e.Announced,
})  # fmt: skip
ITS_TEAM = frozenset({
    e.SeatTaken, e.SeatLeft, e.ReadySet, e.FactLearned, e.MessageDelivered, e.NotRecognised, e.LookedUp, e.HitOwed, e.Established,
    e.NotYet, e.ActionStarted, e.NoneLeft, e.PersonShown, e.HintGiven, e.HelpAsked, e.HelpAnswered, e.SeenAll,
    e.Pinned, e.PinMoved, e.Unpinned,
})  # fmt: skip
ADDRESSEES = frozenset({e.Opened, e.Closed, e.InjectSent, e.InjectWithdrawn, e.NoticeGiven})

Teams = tuple[str, ...]
OTHERS: dict[type, Callable[[Scenario, State, Any], Teams]] = {}
VOICES: dict[type, Callable[[Scenario, State, Any], Teams]] = {}  # beside the teams, or alone


def audience(scenario: Scenario, state: State, event: e.Event, to: Teams = ()) -> Teams:
    """Return the watchers of an event: teams in the preset's order, the room screen if every team is among them, control.

    `to` are the addressees of an event that must not name them, because each would learn who the others are.
    """
    kind = type(event)
    if kind in ITS_TEAM:
        return _with_control(state, (event.team,))  # type: ignore[union-attr]  # every kind of the set has a team
    if kind in ADDRESSEES:
        return _with_control(state, to)
    if isinstance(event, e.Announced) and event.apart:
        return _with_control(state, to)
    if kind in ALL:
        speaking = (name for name, row in state.world.observers.items() if row.person) if kind in HEARD else ()
        return (*(team for team, _ in state.world.teams), ROOM, *speaking, CONTROL)
    if isinstance(event, e.Created):
        return (*(team for team, _ in event.teams), ROOM, CONTROL)
    named = OTHERS.get(kind)
    who = named(scenario, state, event) if named is not None else ()
    felt = VOICES.get(kind)
    return _with_control(state, who, felt(scenario, state, event) if felt is not None else ())


def _with_control(state: State, named: Teams, speaking: Teams = ()) -> Teams:
    teams = state.world.teams
    inside = [team for team, _ in teams if team in named]
    if len(inside) == len(teams):
        inside.append(ROOM)
    return (*inside, *speaking, CONTROL)


@on(OTHERS, e.Merged)
def _merged(scenario: Scenario, state: State, event: e.Merged) -> Teams:
    return (event.into,)


@on(OTHERS, e.Occupied, e.MessageSent)
def _of_the_desk(scenario: Scenario, state: State, event: e.Occupied | e.MessageSent) -> Teams:
    return _teams_of(state, (event.desk,))


@on(OTHERS, e.Practised)
def _of_both_desks(scenario: Scenario, state: State, event: e.Practised) -> Teams:
    return _teams_of(state, (event.desk, event.to))


@on(OTHERS, e.MessageThere, e.MessageTakenBack)
def _of_the_sender(scenario: Scenario, state: State, event: e.MessageThere | e.MessageTakenBack) -> Teams:
    return _sender(state, event.id)


@on(OTHERS, e.MessageOpened)
def _of_sender_and_recipient(scenario: Scenario, state: State, event: e.MessageOpened) -> Teams:
    return (*_sender(state, event.id), event.team)


@on(OTHERS, e.ToldInPerson)
def _of_giver_and_receiver(scenario: Scenario, state: State, event: e.ToldInPerson) -> Teams:
    return (event.giver_team, event.team)


@on(OTHERS, e.ToldCorrected)
def _of_the_told(scenario: Scenario, state: State, event: e.ToldCorrected) -> Teams:
    told = state.world.tolds.get(event.told)
    return (told.giver_team, told.team) if told is not None else ()


@on(OTHERS, e.HitDecided)
def _of_owner_and_asker(scenario: Scenario, state: State, event: e.HitDecided) -> Teams:
    return (event.owner_team, event.asker_team)


@on(OTHERS, e.ApprovalAsked)
def _of_the_approver(scenario: Scenario, state: State, event: e.ApprovalAsked) -> Teams:
    return (event.to_team,)


@on(OTHERS, e.ApprovalGiven, e.ActionRunning, e.ActionDone, e.ActionDropped)
def _of_actor_and_approvers(
    scenario: Scenario, state: State, event: e.ApprovalGiven | e.ActionRunning | e.ActionDone | e.ActionDropped
) -> Teams:
    run = state.world.runs.get(event.run)
    if run is None:
        return ()
    approvers = tuple(yes.desk for yes in index(scenario).actions[run.action].yes)
    return (run.team, *_teams_of(state, approvers))


@on(OTHERS, e.LineWritten, e.LineChosen)
def _of_the_readers(scenario: Scenario, state: State, event: e.LineWritten | e.LineChosen) -> Teams:
    return _teams_of(state, index(scenario).sheets[event.sheet].readers)


@on(OTHERS, e.StatusSet, e.PersonPlaced, e.PersonSafe, e.ConsentGiven)
def _who_know_the_person(
    scenario: Scenario, state: State, event: e.StatusSet | e.PersonPlaced | e.PersonSafe | e.ConsentGiven
) -> Teams:
    return tuple(team for team, _ in state.world.teams if event.person in state.known[team].people)


@on(OTHERS, e.TrustSet)
def _who_see_the_group(scenario: Scenario, state: State, event: e.TrustSet) -> Teams:
    return _teams_of(state, index(scenario).groups[event.group].shown_to)


@on(OTHERS, e.NeedShown, e.NeedTaken, e.NeedMet, e.NeedMissed)
def _who_see_the_need(
    scenario: Scenario, state: State, event: e.NeedShown | e.NeedTaken | e.NeedMet | e.NeedMissed
) -> Teams:
    return _teams_of(state, index(scenario).needs[event.need].desks)


@on(OTHERS, e.CardAsked)
def _of_the_talk(scenario: Scenario, state: State, event: e.CardAsked) -> Teams:
    return _teams_of(state, index(scenario).talks[event.talk].desks)


@on(OTHERS, e.ResourceSet)
def _of_the_holder(scenario: Scenario, state: State, event: e.ResourceSet) -> Teams:
    return _teams_of(state, (index(scenario).resources[event.resource].desk,))


@on(OTHERS, e.TextErased)
def _who_see_the_text(scenario: Scenario, state: State, event: e.TextErased) -> Teams:
    return tuple(team for team, _ in state.world.teams if _sees_text(state.known[team], event.key))


@on(OTHERS, e.NowAsked)
def _of_the_asked(scenario: Scenario, state: State, event: e.NowAsked) -> Teams:
    """A team that has not heard of the person does not learn from the question that there is one."""
    return (event.team,) if event.person in state.known[event.team].people else ()


@on(OTHERS, e.NowAnswered)
def _of_the_answering(scenario: Scenario, state: State, event: e.NowAnswered) -> Teams:
    ask = state.world.asks.get(event.ask)
    return (ask.team,) if ask is not None else ()


# -- voices: what happens to the person they speak for, and she notices ------------------------------


@on(VOICES, e.PersonPlaced, e.PersonSafe, e.ConsentGiven, e.NowAsked)
def _hers(
    scenario: Scenario, state: State, event: e.PersonPlaced | e.PersonSafe | e.ConsentGiven | e.NowAsked
) -> Teams:
    return voices(state, (event.person,))


@on(VOICES, e.NowAnswered)
def _who_asked(scenario: Scenario, state: State, event: e.NowAnswered) -> Teams:
    ask = state.world.asks.get(event.ask)
    return voices(state, (ask.person,)) if ask is not None else ()


@on(VOICES, e.NeedMet, e.NeedMissed)
def _who_feel_the_need(scenario: Scenario, state: State, event: e.NeedMet | e.NeedMissed) -> Teams:
    need = index(scenario).needs[event.need]
    return voices(state, need.people) if need.felt else ()


@on(VOICES, e.FlagRaised)
def _who_feel_the_harm(scenario: Scenario, state: State, event: e.FlagRaised) -> Teams:
    harm = index(scenario).harms[event.flag]
    return voices(state, harm.people) if harm.felt else ()


@on(VOICES, e.CardAsked)
def _who_was_asked(scenario: Scenario, state: State, event: e.CardAsked) -> Teams:
    return voices(state, (index(scenario).talks[event.talk].person,))


@on(VOICES, e.ObserverSet)
def _who_speaks_now(scenario: Scenario, state: State, event: e.ObserverSet) -> Teams:
    return (event.seat,) if event.person else ()


@on(VOICES, e.NoteWritten)
def _who_wrote(scenario: Scenario, state: State, event: e.NoteWritten) -> Teams:
    row = state.world.observers.get(event.seat)
    return (event.seat,) if row is not None and row.person else ()


@on(VOICES, e.TextErased)
def _who_read_the_text(scenario: Scenario, state: State, event: e.TextErased) -> Teams:
    speaking = (seat for seat, row in state.world.observers.items() if row.person)
    return tuple(seat for seat in speaking if _sees_text(state.known[seat], event.key))


def _sees_text(known: Known, key: str) -> bool:
    return msgspec.json.encode(key) in msgspec.json.encode(known)


def _teams_of(state: State, desks: Teams) -> Teams:
    if "*" in desks:
        return tuple(team for team, _ in state.world.teams)
    team_of = state.world.team_of
    return tuple(team_of[desk] for desk in desks if desk in team_of)


def _sender(state: State, message_id: str) -> Teams:
    message = state.world.messages.get(message_id)
    return _teams_of(state, (message.desk,)) if message is not None else ()
