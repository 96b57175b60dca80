"""What of a debrief is for whom: all read the same, but for what would shame a table or was written for control alone."""

from __future__ import annotations

from msgspec.structs import replace

from palermo.debrief.records import Debrief, Moment
from palermo.engine.state import CONTROL


def for_watcher(told: Debrief, watcher: str) -> Debrief:
    """Return the debrief as a team (or the room) may read it: without notes, what was for others alone, and whose act led to harm."""
    if watcher == CONTROL:
        return told
    return replace(
        told,
        timeline=tuple(_nameless(moment) for moment in told.timeline if not moment.only or watcher in moment.only),
        sheets=tuple(
            replace(line, versions=tuple(replace(version, seat="") for version in line.versions))
            for line in told.sheets
        ),
        harms=tuple(harm if harm.team == watcher else replace(harm, team="") for harm in told.harms),
        notes=(),
    )


def _nameless(moment: Moment) -> Moment:
    """Return a row without the id of a message: it says which seat sent it."""
    return replace(moment, what="") if moment.kind == "message" else moment
