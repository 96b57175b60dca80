"""Sitting down, stepping out, leaving, and coming back by a new link."""

from __future__ import annotations

import threading

from django.db import transaction

from palermo.engine.commands import Occupy, RevokeSeat, TakeSeat
from palermo.engine.state import BOT
from palermo.web import chairs, codes, dealing, devices, door, invited, wellbeing
from palermo.web.models import Device, Exercise, Invitation, Participant, SteppedOut
from palermo.web.setting import POLICY

CONTROL = "control"
SERVER = "server"

# Of two people who want one chair at the same moment, the second is told that it is taken.
_one_at_a_time = threading.Lock()


class Taken(Exception):
    """The chair is no longer free."""


def sit_down(exercise: Exercise, chair_key: str, name: str, part: str, language: str) -> tuple[Participant, str]:
    """Take a chair: return the participant and the personal code. A bot that answered for one of its desks steps back.

    Raises Taken, or door.NotDone when the engine refuses.
    """
    with _one_at_a_time:
        seat = _take(exercise, _free(exercise, chair_key, language))
        return remember(exercise, seat, name, part, language)


def sit_together(exercise: Exercise, team: str, names: tuple[str, ...], part: str, language: str) -> tuple[Device, str]:
    """Let several people sit down at one device, with roles dealt to them: return the device and its code.

    Raises Taken when there is no room for all of them, or door.NotDone when the engine refuses; then nobody sits.
    """
    with _one_at_a_time:
        state = door.state(exercise.pk)
        every = chairs.tables(door.package(exercise.pk), state, language, invited.kept(exercise))
        table = next((table for table in every if table.team == team), None)
        if table is None or table.room < len(names) or not names:
            raise Taken
        held = {desk for seat in chairs.seated(state, team) for desk in state.world.seats[seat].desks}
        back = codes.return_code()
        seats: list[str] = []
        try:
            for dealt in dealing.deal(table, len(names), held):
                seats.append(_seat(exercise, team, dealt.role, dealt.desks))
        except door.NotDone:
            for seat in seats:
                door.ask(exercise.pk, SERVER, RevokeSeat(seat=seat, gone=True))
            raise
        with transaction.atomic():
            gentle = part == Participant.Part.GENTLE
            digest = codes.digest(back)
            device = Device.objects.create(exercise=exercise, back=digest, language=language, gentle=gentle)
            for seat, name in zip(seats, names, strict=True):
                participant, _own = remember(exercise, seat, name, part, language)
                Participant.objects.filter(pk=participant.pk).update(device=device)
        return device, back


def take_up(participant: Participant, chair_key: str, language: str) -> None:
    """Give somebody who waited her chair. Raises Taken, or door.NotDone when the engine refuses."""
    with _one_at_a_time:
        participant.refresh_from_db()
        if participant.seat:
            return
        participant.seat = _take(participant.exercise, _free(participant.exercise, chair_key, language, participant))
        participant.waits_at = participant.waits_for = ""
        participant.save(update_fields=["seat", "waits_at", "waits_for"])


def remember(
    exercise: Exercise, seat: str, name: str, part: str, language: str, back: str = ""
) -> tuple[Participant, str]:
    """Keep who came: return the participant and the personal code, a new one unless she has it already.

    `seat` is '' for somebody without a chair.
    """
    back = back or codes.return_code()
    participant = Participant.objects.create(
        exercise=exercise, seat=seat, name=name, part=part, language=language, back=codes.digest(back)
    )
    return participant, back


def wait(exercise: Exercise, chair_key: str, name: str, part: str, language: str) -> tuple[Participant, str]:
    """Let somebody who comes late wait at a table, to read first how it stands there. Raises Taken."""
    chair = _free(exercise, chair_key, language)
    participant, back = remember(exercise, "", name, part, language)
    participant.waits_at, participant.waits_for = chair.team, chair.role if "/" in chair_key else ""
    participant.save(update_fields=["waits_at", "waits_for"])
    return participant, back


def accept(invitation: Invitation, name: str, part: str, language: str, *, late: bool) -> Participant:
    """Let somebody on the list come: she sits in her place, or waits for it if she is late, or only watches.

    Her personal code stays what it was on the card. Raises Taken when there is no place left at her table, or door.NotDone.
    """
    exercise, back = invitation.exercise, invited.code(invitation)
    with _one_at_a_time:
        invitation.refresh_from_db()
        if invitation.participant is not None:
            return invitation.participant
        if part == Participant.Part.WATCH:
            participant, _back = remember(exercise, "", name, part, language, back)
        else:
            chair = _place(invitation, language)
            seat = "" if late else _take(exercise, chair)
            participant, _back = remember(exercise, seat, name, part, language, back)
            if late:
                participant.waits_at, participant.waits_for = chair.team, chair.role if invitation.role else ""
                participant.save(update_fields=["waits_at", "waits_for"])
        invitation.participant = participant
        invitation.save(update_fields=["participant"])
    return participant


def _place(invitation: Invitation, language: str) -> chairs.Chair:
    """Return the place of somebody on the list; where her role has been taken after all, another one at her table."""
    kept = invited.kept(invitation.exercise, mine=invitation)
    package, state = door.package(invitation.exercise_id), door.state(invitation.exercise_id)
    for key in (f"{invitation.team}/{invitation.role}", invitation.team):
        chair = chairs.place(package, state, key, language, kept)
        if chair is not None and chair.free:
            return chair
    raise Taken


def step_out(participant: Participant) -> None:
    """Leave the role for a while: the seat stays, control alone sees it, the log knows nothing of it."""
    SteppedOut.objects.get_or_create(participant=participant)


def step_in(participant: Participant) -> None:
    """Be back in the role."""
    SteppedOut.objects.filter(participant=participant).delete()


def leave(participant: Participant, by: str = CONTROL) -> None:
    """Leave for good: the seat ends; desks that nobody of the people holds any more go back to a bot, if one sits there."""
    exercise = participant.exercise_id
    if participant.seat and not participant.gone:
        door.ask(exercise, by, RevokeSeat(seat=participant.seat, gone=True))
        _hand_back(exercise, participant.seat)
    with transaction.atomic():
        step_in(participant)
        wellbeing.withdraw(participant)
        Participant.objects.filter(pk=participant.pk).update(gone=True)


def new_link(participant: Participant) -> str:
    """Return a new personal code; the old one and the pages opened with it end.

    At a table's device the code is the device's, and brings all its people back. Who was moved to another table gets one of her own.
    """
    back = codes.return_code()
    device = participant.device
    mates = devices.at(device) if device is not None else []
    if device is not None and participant in mates:
        _end_pages(mates)
        Device.objects.filter(pk=device.pk).update(back=codes.digest(back))
        return back
    _end_pages([participant])
    Participant.objects.filter(pk=participant.pk).update(back=codes.digest(back), device=None)
    participant.device = None
    return back


def come_back(people: list[Participant]) -> None:
    """Somebody came back by the code: pages opened before, on a device that may be lost, stop and say so. The code stays."""
    _end_pages(people, SERVER)


def _end_pages(people: list[Participant], by: str = CONTROL) -> None:
    for participant in people:
        if participant.seat and not participant.gone:
            door.ask(participant.exercise_id, by, RevokeSeat(seat=participant.seat, gone=False))


def _free(exercise: Exercise, chair_key: str, language: str, who: Participant | None = None) -> chairs.Chair:
    """Return a chair that can be taken, with one's own place on the list among them. Raises Taken."""
    kept = invited.kept(exercise, but=who)
    chair = chairs.place(door.package(exercise.pk), door.state(exercise.pk), chair_key, language, kept)
    if chair is None or not chair.free:
        raise Taken
    return chair


def _take(exercise: Exercise, chair: chairs.Chair) -> str:
    return _seat(exercise, chair.team, chair.role, chair.desks)


def _seat(exercise: Exercise, team: str, role: str, desks: tuple[str, ...]) -> str:
    """Seat somebody; bots that answered for one of the desks step back. Return the seat."""
    seat = codes.seat_id()
    door.ask(exercise.pk, SERVER, TakeSeat(seat=seat, team=team, desks=desks, role=role))
    for desk in desks:
        if door.state(exercise.pk).world.occupants.get(desk, ("", ""))[0] != "people":
            door.ask(exercise.pk, SERVER, Occupy(desk=desk, by="people"))
    return seat


def _hand_back(exercise: str, seat: str) -> None:
    state = door.state(exercise)
    left = state.world.seats.get(seat)
    if left is None:
        return
    still = {desk for other in chairs.seated(state, left.team) for desk in state.world.seats[other].desks}
    for desk in left.desks:
        if desk not in still and f"{BOT}{desk}" in state.world.seats:
            door.ask(exercise, SERVER, Occupy(desk=desk, by="bot", policy=POLICY))
