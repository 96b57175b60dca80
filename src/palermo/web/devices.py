"""A device that a whole table shares: who sits at it now."""

from __future__ import annotations

from collections import Counter

from palermo.web import door
from palermo.web.models import Device, Participant


def at(device: Device) -> list[Participant]:
    """Return the people at a device, in the order in which they were named: those who have a seat at its table.

    Its table is where most of them sit; control may have moved one of them to another.
    """
    seats = door.state(device.exercise_id).world.seats
    there = [
        participant
        for participant in device.people.filter(gone=False).order_by("pk")
        if participant.seat in seats and not seats[participant.seat].gone
    ]
    if not there:
        return []
    team = Counter(seats[participant.seat].team for participant in there).most_common(1)[0][0]
    return [participant for participant in there if seats[participant.seat].team == team]


def meant(people: list[Participant], who: str) -> str:
    """Return the seat of who is meant at a device: the one that was chosen, or else the only one there; '' when it has to ask."""
    return people[0].seat if not who and len(people) == 1 else who
