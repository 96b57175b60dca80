"""Who is writing is told to those who may read it, while it is so, and stands in no log."""

from __future__ import annotations

import json
from typing import Any

from live.hall import EXERCISE, Hall, Page, story
from palermo.live.writing import LONGEST_TEXT

LINE = "line:plan.care"


def says(page: Page, key: str, text: str = "") -> None:
    page.socket.say({"writing": {"key": key, "text": text}})


async def told(page: Page) -> Any:
    """Return the next thing the page is told of who writes."""
    while True:
        frame = await page.socket.take()
        if "writing" in frame:
            return frame["writing"]


def heard(page: Page) -> bool:
    """Tell whether the page was told of anybody who writes."""
    return any("writing" in json.loads(text) for text in page.socket.received)


def open_plan(hall: Hall) -> None:
    """Whatever opens the small package's sheet has happened."""
    for team in ("T1", "T2", "T3"):
        assert "sheet:plan" in hall.conduct.state(EXERCISE).known[team].opened


@story
async def test_a_line_that_is_being_written_is_shown_to_the_tables_that_read_its_sheet(hall: Hall) -> None:
    open_plan(hall)
    async with hall.stream("s-NGO") as mine, hall.stream("s-BG") as theirs:
        seq = hall.conduct.state(EXERCISE).seq
        says(mine, LINE, "A doctor at the")
        assert await told(theirs) == [{"key": LINE, "who": "s-ngo", "text": "A doctor at the"}]
        says(mine, "")
        assert await told(theirs) == []
        assert hall.conduct.state(EXERCISE).seq == seq
        assert not heard(mine)


@story
async def test_a_draft_ends_with_its_page(hall: Hall) -> None:
    async with hall.stream("s-BG") as theirs:
        async with hall.stream("s-NGO") as mine:
            says(mine, LINE, "x" * 2 * LONGEST_TEXT)
            assert len((await told(theirs))[0]["text"]) == LONGEST_TEXT
        assert await told(theirs) == []


@story
async def test_a_table_that_may_not_write_a_line_says_nothing_to_anybody(hall: Hall) -> None:
    async with hall.stream("s-BG") as mine, hall.stream("s-NGO") as theirs:
        for key in (LINE, "line:plan", "line:secret.x", "else:where", "form"):
            says(mine, key, "psst")
        says(mine, "form:answer:m1", "psst")
        await mine.settle()
        await theirs.settle()
        assert not heard(theirs)


@story
async def test_a_dialog_is_shown_to_ones_own_table_alone_and_without_its_words(hall: Hall) -> None:
    hall.must("server", hall.another_seat("s-second", "T1"))
    async with hall.stream("s-BG") as mine, hall.stream("s-second") as second, hall.stream("s-NGO") as theirs:
        says(mine, "form:answer:m1", "our answer is no")
        assert await told(second) == [{"key": "form:answer:m1", "who": "s-bg", "text": ""}]
        await theirs.settle()
        assert not heard(theirs)


@story
async def test_what_is_no_frame_of_ours_ends_the_stream(hall: Hall) -> None:
    async with hall.stream("s-BG") as page:
        page.socket.say({"writing": {"key": LINE, "text": "x", "seat": "s-NGO"}})
        assert await page.socket.end() == 4010
