"""Who writes: the seat in front of a dialog, the desks it may act for, and what they may do."""

from __future__ import annotations

import msgspec

from palermo.engine.known import Known
from palermo.engine.view import Own, Power, View
from palermo.pages.rows import Powers, usable
from palermo.pages.scene import Scene, Side


class Writer(msgspec.Struct, frozen=True, gc=False):
    """What a dialog is made from. `desk` is the one asked for, '' for the seat's own choice."""

    scene: Scene
    view: View
    own: Own
    powers: Powers
    target: str = ""
    desk: str = ""

    @property
    def known(self) -> Known:
        """What the seat's table knows."""
        return self.view.known

    def mine(self, powers: list[Power]) -> list[Power]:
        """Return those powers that this seat can use now."""
        return [power for power in powers if usable(power) and (not power.desk or power.desk in self.own.desks)]

    def choose(self, powers: list[Power], first: str = "") -> str:
        """Return the desk to act for: the one asked for, else `first`, else the seat's first that may; '' for none."""
        may = [desk for desk in self.own.desks if any(power.desk == desk for power in self.mine(powers))]
        for wish in (self.desk, first):
            if wish in may:
                return wish
        return may[0] if may else ""

    def others(self, powers: list[Power], chosen: str) -> list[Side]:
        """Return the seat's other desks that may do the same, to switch to."""
        return [
            self.scene.side(desk)
            for desk in self.own.desks
            if desk != chosen and any(power.desk == desk for power in self.mine(powers))
        ]
