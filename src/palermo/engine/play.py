"""The engine's verbs in one place."""

from palermo.engine.advance import advance, next_due
from palermo.engine.apply import apply, initial
from palermo.engine.clock import now, wall_of
from palermo.engine.happen import happen

__all__ = ["advance", "apply", "happen", "initial", "next_due", "now", "wall_of"]
