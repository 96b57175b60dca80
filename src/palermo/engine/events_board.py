"""What happens on a table's own board. See `events.py`."""

from __future__ import annotations

from typing import dataclass_transform

import msgspec


@dataclass_transform(frozen_default=True, field_specifiers=(msgspec.field,))
class _Event(msgspec.Struct, frozen=True, gc=False, tag_field="e"):
    pass


class Pinned(_Event):
    """A note or a link stands on the team's board, in version `count`; a new one stands behind the pin `after` ('' at the end)."""

    id: str
    team: str
    seat: str
    text: str
    one: str
    two: str
    count: int
    after: str


class PinMoved(_Event):
    """A pin stands before another one now; '' is the end."""

    team: str
    id: str
    before: str


class Unpinned(_Event):
    """A pin was taken off the board, or put back."""

    team: str
    id: str
    back: bool
