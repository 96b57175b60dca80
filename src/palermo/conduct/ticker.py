"""Time in a live server: wakes what is due and keeps the sign of life. It asks the log; no exercise has a timer of its own."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

from palermo.conduct.submit import Conduct

EVERY = 0.25  # seconds between two looks
TOUCH = 5.0  # seconds between two signs of life
REST = 30.0  # seconds an exercise is left alone after it could not be woken

_log = logging.getLogger(__name__)


class Ticker:
    """One is enough; two on one log still do everything exactly once. `clock` gives UTC seconds."""

    def __init__(self, conduct: Conduct, clock: Callable[[], float] | None = None) -> None:
        self._conduct = conduct
        self._clock = clock or conduct.clock
        self._touched = float("-inf")
        self._resting: dict[str, float] = {}

    async def run(self) -> None:
        """Tick until cancelled."""
        while True:
            try:
                await self.tick()
            except Exception:
                _log.exception("the ticker missed a beat")
            await asyncio.sleep(EVERY)

    async def tick(self) -> None:
        """Wake each exercise that is due or was left by a server that slept, and note that the others are alive."""
        wall = self._clock()
        for exercise in self._waiting(wall):
            try:
                await self._conduct.wake(exercise, wall)
            except Exception:
                _log.exception("%s could not be woken", exercise)
                self._resting[exercise] = wall + REST
        if wall - self._touched >= TOUCH:
            self._touched = wall
            await asyncio.wrap_future(self._conduct.log.touch(wall, wall - self._conduct.grace))

    def _waiting(self, wall: float) -> list[str]:
        self._resting = {exercise: until for exercise, until in self._resting.items() if until > wall}
        log = self._conduct.log
        found = dict.fromkeys([*log.running(before=wall - self._conduct.grace), *log.due(wall)])
        return [exercise for exercise in found if exercise not in self._resting]
