"""What a table pins to its board: the events its commands make."""

from __future__ import annotations

from palermo.engine import commands as c
from palermo.engine import events as e
from palermo.engine.turn import Turn


def pin(turn: Turn, command: c.Pin, team: str, seat: str, id: str) -> None:
    """Pin something; a change that was made on an older version, or of what is off the board by now, stands beside it as a new one."""
    row = turn.state.known[team].pins.get(command.pin)
    if row is not None and not row.off and row.count <= command.base:
        turn.tell(e.Pinned(row.id, team, seat, command.text, command.one, command.two, row.count + 1, ""))
    else:
        after = row.id if row is not None else ""
        turn.tell(e.Pinned(id, team, seat, command.text, command.one, command.two, 1, after))
