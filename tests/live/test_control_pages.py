"""Control's pages: a phone is told of the few regions it shows, and two facilitators see who sees to what."""

from __future__ import annotations

from live.hall import Hall, Page, story
from palermo.engine import commands as c
from palermo.live.stream import Close

FEW = ("hold", "calls")


@story
async def test_a_page_of_few_regions_is_told_of_no_others(hall: Hall) -> None:
    async with hall.stream("control", only=FEW) as phone, hall.stream("control") as console:
        assert set(phone.regions) == set(FEW)
        assert {"matrix", "injects", *FEW} <= set(console.regions)
        hall.must("s-BG", c.Help("May we?"))
        await phone.settle()
        await console.until(phone.version)
        assert "May we?" in phone.regions["calls"]
        assert set(phone.frames[-1]["regions"]) == {"calls"}
        assert phone.regions["calls"] == console.regions["calls"]


@story
async def test_a_phone_hears_nothing_while_nothing_it_shows_changes(hall: Hall) -> None:
    async with hall.stream("control", only=("hold",)) as phone:
        for n in range(3):
            hall.must("s-BG", c.Help(f"question {n}"))
        await phone.settle()
        assert len(phone.frames) == 1
        hall.must("control", c.Pause("time_out"))
        await phone.settle()
        assert set(phone.frames[-1]["regions"]) == {"hold"}


@story
async def test_a_phone_without_a_socket_fetches_its_few_regions(hall: Hall) -> None:
    answer = await hall.get("control", "/live/regions?only=hold%20calls")
    assert set(answer.json["regions"]) == set(FEW)
    assert "matrix" in (await hall.get("control", "/live/regions")).json["regions"]


@story
async def test_what_one_facilitator_sees_to_the_other_is_told(hall: Hall) -> None:
    async with hall.stream("control") as anna, hall.stream("control") as piotr:
        await anna.settle()
        await piotr.settle()
        anna.socket.say({"take": "call-help-x-T1", "by": "Anna"})
        assert (await _taken(piotr)) == {"call-help-x-T1": "Anna"}
        async with hall.stream("control") as late:
            assert (await _taken(late)) == {"call-help-x-T1": "Anna"}
        anna.socket.say({"take": "call-help-x-T1", "by": ""})
        assert (await _taken(piotr)) == {}


@story
async def test_a_table_takes_nothing_and_is_told_nothing(hall: Hall) -> None:
    async with hall.stream("s-BG") as table, hall.stream("control") as control:
        await control.settle()
        table.socket.say({"take": "call", "by": "Greta"})
        table.socket.say({"ping": 1})
        assert "pong" in await table.socket.take()
        assert await control.socket.nothing()


@story
async def test_a_word_that_is_too_long_ends_the_stream(hall: Hall) -> None:
    async with hall.stream("control") as control:
        control.socket.say({"take": "x" * 500, "by": "Anna"})
        assert await control.socket.end() == Close.UNCLEAR


async def _taken(page: Page) -> dict[str, str]:
    while "taken" not in (frame := await page.socket.take()):
        pass
    return dict(frame["taken"])
