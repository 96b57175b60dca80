"""What of a debrief is for whom: all read the same, but for what would shame a table or was written for control alone."""

from __future__ import annotations

from msgspec.structs import replace

from palermo.debrief.records import Debrief
from palermo.engine.state import CONTROL


def for_watcher(told: Debrief, watcher: str) -> Debrief:
    """Return the debrief as a team (or the room) may read it: without notes, what was for others alone, and whose act led to harm."""
    if watcher == CONTROL:
        return told
    return replace(
        told,
        timeline=tuple(moment for moment in told.timeline if not moment.only or watcher in moment.only),
        harms=tuple(harm if harm.team == watcher else replace(harm, team="") for harm in told.harms),
        notes=(),
    )
