"""When a table recorded something last: what its own screen asks about after some minutes of silence."""

from __future__ import annotations

from collections.abc import Iterator

from palermo.engine.known import Known


def last_recorded(known: Known) -> int:
    """Return the exercise second of the last thing this table did that is recorded, -1 for nothing yet."""
    return max(_times(known), default=-1)


def _times(known: Known) -> Iterator[int]:
    ours = known.desks
    yield from (mail.at for mail in known.mail.values() if mail.out)
    yield from (run.at for run in known.runs.values() if run.team == known.watcher)
    yield from (look.at for look in known.looks.values())
    yield from (told.at for told in known.tolds.values() if not told.out)
    yield from (row.at for row in known.tried.values())
    yield from (row.at for row in known.stands.values() if row.ours)
    yield from (version.at for line in known.sheets.values() for version in line.versions if version.desk in ours)
    yield from (need.at for need in known.needs.values() if need.by in ours)
    yield from (row.at for row in known.helps.values())
    yield from known.cards.values()
