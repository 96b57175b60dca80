"""The world that control's view carries."""

from __future__ import annotations

from palermo.engine.state import World
from palermo.engine.view import ControlView


def world_of(view: ControlView) -> World:
    """Return the world that control sees whole. Raises TypeError for a view without one."""
    if not isinstance(view.world, World):
        raise TypeError("a view of control's without its world")
    return view.world
