"""Who sits where, changed by control: moving somebody, putting somebody back, who answers for an empty desk, two tables made one."""

from __future__ import annotations

from django.db import transaction

from palermo.engine.commands import MergeTeams, MoveSeat, Occupy, TakeSeat
from palermo.engine.state import BOT, Seat, State
from palermo.web import chairs, door
from palermo.web.models import Exercise, Participant
from palermo.web.setting import POLICY
from palermo.web.sitting import CONTROL, SERVER, Taken, _one_at_a_time

ANSWERS = ("people", "bot", "rule", "control")


def at_a_table(participant: Participant) -> bool:
    """Tell whether somebody has, or had, a seat at a table: whose end can be taken back."""
    return participant.seat in door.state(participant.exercise_id).world.seats


def chair_of(participant: Participant) -> str:
    """Return the key of the chair somebody has, or had when the seat ended; '' for one without a seat."""
    sits = door.state(participant.exercise_id).world.seats.get(participant.seat)
    return f"{sits.team}/{sits.role}" if sits is not None else ""


def move(participant: Participant, chair_key: str, language: str) -> int | None:
    """Give somebody another chair. Desks left behind go back to a bot, if one sits there; desks taken up are people's.

    Return the device she shared, when she goes to another table without it: then she needs a link of her own. Raises Taken, or door.NotDone when the engine refuses.
    """
    exercise = participant.exercise_id
    with _one_at_a_time:
        state = door.state(exercise)
        chair = _chair(exercise, state, chair_key, language)
        before = state.world.seats.get(participant.seat)
        if before is None or not (chair.free or _same_table(before, chair)):
            raise Taken
        command = MoveSeat(seat=participant.seat, team=chair.team, desks=chair.desks, role=chair.role)
        door.ask(exercise, CONTROL, command)
        _people_answer(exercise, chair.desks)
        _hand_back(exercise, before)
        left = participant.device_id if before.team != chair.team else None
        if left is not None:
            Participant.objects.filter(pk=participant.pk).update(device=None)
            participant.device = None
    return left


def put_back(participant: Participant, language: str) -> None:
    """Let somebody whose seat has ended sit on it again; the personal link and code count again.

    Raises Taken when somebody else has the chair meanwhile, or door.NotDone when the engine refuses.
    """
    exercise = participant.exercise_id
    if participant.part == Participant.Part.WATCH:
        Participant.objects.filter(pk=participant.pk).update(gone=False)
        return
    with _one_at_a_time:
        state = door.state(exercise)
        before = state.world.seats.get(participant.seat)
        if before is None:
            raise Taken
        team = before.team if before.team in dict(state.world.teams) else state.world.team_of[before.desks[0]]
        chair = _chair(exercise, state, f"{team}/{before.role}", language)
        if not chair.free:
            raise Taken
        if before.gone:
            command = TakeSeat(seat=participant.seat, team=team, desks=before.desks, role=before.role)
            door.ask(exercise, CONTROL, command)
        _people_answer(exercise, before.desks)
        with transaction.atomic():
            Participant.objects.filter(pk=participant.pk).update(gone=False)


def occupy(exercise: str, desk: str, by: str, policy: str = POLICY) -> None:
    """Say who answers for a desk. Raises door.NotDone when the engine refuses."""
    door.ask(exercise, CONTROL, Occupy(desk=desk, by=by, policy=policy if by == "bot" else ""))


def answers(exercise: str, desk: str) -> str:
    """Return who answers for a desk now, '' for one that is not there."""
    return door.state(exercise).world.occupants.get(desk, ("", ""))[0]


def merge(exercise: Exercise, team: str, into: str) -> None:
    """Make two tables one, for good. Raises door.NotDone when the engine refuses."""
    door.ask(exercise.pk, CONTROL, MergeTeams(team=team, into=into))


def _chair(exercise: str, state: State, key: str, language: str) -> chairs.Chair:
    chair = chairs.find(door.package(exercise), state, key, language)
    if chair is None:
        raise Taken
    return chair


def _same_table(before: Seat, chair: chairs.Chair) -> bool:
    """Whether a chair that is not free is one's own, or a shared one at the table where one sits already."""
    return before.team == chair.team and (before.role == chair.role or chair.shared)


def _people_answer(exercise: str, desks: tuple[str, ...]) -> None:
    occupants = door.state(exercise).world.occupants
    for desk in desks:
        if occupants.get(desk, ("", ""))[0] != "people":
            door.ask(exercise, SERVER, Occupy(desk=desk, by="people"))


def _hand_back(exercise: str, left: Seat) -> None:
    """Give desks that were left, and that nobody of the people holds any more, back to a bot, if one sits there."""
    seats = door.state(exercise).world.seats
    people = [row for seat, row in seats.items() if not row.gone and not seat.startswith(BOT)]
    held = {desk for row in people for desk in row.desks}
    for desk in left.desks:
        if desk not in held and f"{BOT}{desk}" in seats:
            door.ask(exercise, SERVER, Occupy(desk=desk, by="bot", policy=POLICY))
