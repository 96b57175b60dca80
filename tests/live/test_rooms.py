"""What live remembers of an exercise between two questions."""

from __future__ import annotations

import asyncio
import time

from live.hall import EXERCISE, Hall, story
from palermo.live.rooms import Rooms
from palermo.pages.options import Options


@story
async def test_two_who_come_first_at_the_same_moment_both_see_the_names(hall: Hall) -> None:
    def slowly(exercise: str) -> Options:
        time.sleep(0.05)
        return Options(icons="/static/icons-1.svg", control="Ada")

    rooms = Rooms(hall.conduct, slowly)
    first, second = await asyncio.gather(rooms.now(EXERCISE), rooms.now(EXERCISE))
    assert first is not None
    assert second is not None
    assert first.options == second.options == slowly(EXERCISE)
