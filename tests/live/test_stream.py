"""Streams: who is told what, who is told nothing, and how a stream ends."""

from __future__ import annotations

import asyncio

import pytest

from live.caller import Socket
from live.hall import EXERCISE, KEY, Hall, story
from palermo.engine import commands as c
from palermo.live import tokens
from palermo.live.stream import Close


@story
async def test_the_first_frame_brings_what_the_page_does_not_have(hall: Hall) -> None:
    async with hall.stream("s-BG") as page:
        assert {"new", "expected", "can", "facts", "clock", "own"} <= set(page.regions)
        have = dict(page.digests)
    async with hall.stream("s-BG", have=have | {"facts": "something else"}) as again:
        assert set(again.regions) == {"facts"}


@story
async def test_only_changed_regions_come_and_only_once(hall: Hall) -> None:
    async with hall.stream("s-BG") as page:
        await hall.post("s-BG", {"do": "seeall"})
        await page.settle()
        assert len(page.frames) == 2
        assert "handbook" not in page.frames[1]["regions"]
        assert page.version == hall.conduct.state(EXERCISE).known["T1"].version


@story
async def test_a_team_whose_view_did_not_change_gets_nothing(hall: Hall) -> None:
    async with hall.stream("s-BG") as mine, hall.stream("s-NGO") as theirs:
        before = hall.conduct.state(EXERCISE)
        assert (await hall.post("s-BG", {"do": "seeall"})).status == 200
        after = hall.conduct.state(EXERCISE)
        assert after.known["T1"].version > before.known["T1"].version, (
            "something must happen for this test to mean anything"
        )
        assert after.known["T3"].version == before.known["T3"].version, "T3 must be an outsider"
        await mine.settle()
        assert len(mine.frames) == 2
        assert await theirs.socket.nothing(0.3)
        assert len(theirs.socket.received) == 1


@story
async def test_the_numbers_a_team_is_told_are_its_own(hall: Hall) -> None:
    async with hall.stream("s-NGO") as page:
        seq = hall.conduct.state(EXERCISE).seq
        answer = await hall.post("s-NGO", {"do": "seeall"})
        own = hall.conduct.state(EXERCISE).known["T3"].version
        assert own != hall.conduct.state(EXERCISE).seq > seq
        assert answer.json == {"ok": True, "v": own}
        await page.settle()
        assert page.version == own


@story
async def test_ten_commands_at_once_may_be_one_frame_and_end_at_the_last_version(hall: Hall) -> None:
    async with hall.stream("s-BG") as page:
        page.socket.reads.clear()
        for n in range(10):
            hall.must("s-BG", c.Help(f"question {n}"))
            await asyncio.sleep(0)
        page.socket.reads.set()
        await page.until(hall.conduct.state(EXERCISE).known["T1"].version)
        assert len(page.frames) < 10
        assert page.regions["messages"].count("question 9") >= 1


@story
async def test_what_people_wrote_is_never_markup(hall: Hall) -> None:
    async with hall.stream("s-BG") as page:
        await hall.post("s-BG", {"do": "help", "text": "<script>alert(1)</script>\u202e & <b>"})
        await page.settle()
        assert "alert(1)" in page.regions["messages"]
        assert "<script" not in "".join(page.regions.values())


@story
async def test_a_revoked_seat_is_told_so_and_closed_and_cannot_come_back(hall: Hall) -> None:
    async with hall.stream("s-BG") as page:
        hall.must("control", c.RevokeSeat("s-BG"))
        assert await page.socket.end() == Close.REVOKED
    async with Socket(hall.app) as old:
        old.say({"token": hall.token("s-BG", 1)})
        assert await old.end() == Close.REVOKED
    async with Socket(hall.app) as new:
        new.say({"token": hall.token("s-BG", 2)})
        assert (await new.take())["regions"]


@story
async def test_a_seat_that_has_moved_is_told_to_load_its_page_again(hall: Hall) -> None:
    async with hall.stream("s-BG") as page, hall.stream("s-NGO") as other:
        hall.must("control", c.MoveSeat("s-BG", "T2", ("POL",)))
        assert await page.socket.end() == Close.MOVED
        assert other.socket.code is None


@story
@pytest.mark.parametrize(
    ("first", "why"),
    [
        ("", Close.UNCLEAR),
        ("null", Close.UNCLEAR),
        ('{"token":7}', Close.UNCLEAR),
        ('{"token":"x","more":1}', Close.UNCLEAR),
        ('{"token":"x","have":{"new":1}}', Close.UNCLEAR),
        ('{"token":"' + "x" * 70_000 + '"}', Close.UNCLEAR),
        ('{"token":"a.b"}', Close.STRANGER),
    ],
)
async def test_a_stream_without_a_clear_first_frame_ends(hall: Hall, first: str, why: Close) -> None:
    async with Socket(hall.app) as socket:
        socket.say(first)
        assert await socket.end() == why
        assert socket.received == []


@story
async def test_a_token_of_an_exercise_that_is_not_here_opens_nothing(hall: Hall) -> None:
    async with Socket(hall.app) as socket:
        socket.say({"token": hall.token("s-BG", exercise="x2")})
        assert await socket.end() == Close.NOWHERE


@story
@pytest.mark.parametrize(
    "headers",
    [{"origin": "http://evil.example"}, {"origin": ""}, {"host": "evil.example", "origin": "http://evil.example"}],
)
async def test_a_page_from_elsewhere_opens_no_stream(hall: Hall, headers: dict[str, str]) -> None:
    async with Socket(hall.app, headers=headers) as socket:
        socket.say({"token": hall.token("s-BG")})
        assert await socket.end() == 1008
        assert not socket.accepted


@story
async def test_a_stuck_reader_is_dropped_and_costs_the_others_nothing(hall: Hall) -> None:
    hall.app._socket._stuck = 0.2
    async with hall.stream("s-BG") as stuck, hall.stream("s-BG") as well:
        stuck.socket.reads.clear()
        for n in range(5):
            hall.must("s-BG", c.Help(f"question {n}"))
            await well.until(hall.conduct.state(EXERCISE).known["T1"].version)
        for _ in range(20):
            if stuck.socket.code is not None:
                break
            await asyncio.sleep(0.05)
        assert stuck.socket.code == Close.SLOW
        assert well.socket.code is None
        assert hall.hub.presence(EXERCISE) == {"T1": 1}
    async with hall.stream("s-BG", have=stuck.digests) as back:
        assert "messages" in back.regions
        assert "handbook" not in back.regions


@story
async def test_a_seat_has_so_many_streams_and_no_more(hall: Hall) -> None:
    async with hall.stream("s-BG"), hall.stream("s-BG"), hall.stream("s-NGO"):
        hall.hub._halls[EXERCISE].streams.update()
        sockets = [Socket(hall.app) for _ in range(11)]
        for socket in sockets:
            await socket.__aenter__()
            socket.say({"token": hall.token("s-BG")})
        for socket in sockets[:10]:
            assert (await socket.take())["regions"]
        assert await sockets[10].end() == Close.FULL
        for socket in sockets:
            await socket.__aexit__()
    assert hall.hub._halls == {}


@story
async def test_a_ping_is_answered_and_a_flood_of_them_ends_the_stream(hall: Hall) -> None:
    async with hall.stream("s-BG") as page:
        page.socket.say({"ping": 1})
        assert await page.socket.take() == {"pong": hall.wall}
        for _ in range(40):
            page.socket.say({"ping": 1})
        assert await page.socket.end() == Close.UNCLEAR


@story
async def test_control_is_told_who_is_connected_and_nobody_else_is(hall: Hall) -> None:
    async with hall.stream("s-NGO") as mine, hall.stream("control") as control:
        assert await control.socket.take() == {"present": {"T3": 1, "control": 1}}
        async with hall.stream("s-BG"):
            assert await control.socket.take() == {"present": {"T1": 1, "T3": 1, "control": 1}}
        assert await control.socket.take() == {"present": {"T3": 1, "control": 1}}
        assert await mine.socket.nothing()


@story
async def test_at_shutdown_every_stream_is_closed_and_none_opens(hall: Hall) -> None:
    async with hall.stream("s-BG") as one, hall.stream("control") as two:
        await hall.hub.close()
        assert await one.socket.end() == Close.RESTART
        assert await two.socket.end() == Close.RESTART
        async with Socket(hall.app) as late:
            late.say({"token": hall.token("s-BG")})
            assert await late.end() == Close.FULL


@story
async def test_a_seat_that_gets_a_name_is_called_by_it(hall: Hall) -> None:
    hall.names.pop("s-BG")
    async with hall.stream("s-BG") as page:
        assert "Ewa" not in page.regions["own"]
        hall.names["s-BG"] = "Ewa"
        hall.rooms._rooms[EXERCISE].asked_at = float("-inf")
        hall.hub.moved(EXERCISE)
        await page.settle()
        assert "Ewa" in page.regions["own"]


@story
async def test_a_team_that_is_back_without_control_goes_on_after_a_minute(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("palermo.live.hub.ALONE", 0.1)
    monkeypatch.setattr("palermo.live.hub.LOOK_AGAIN", 0.05)
    hall.must("server", c.Pause("server"))
    async with hall.stream("s-BG") as page:
        async with hall.stream("control"):
            await asyncio.sleep(0.3)
            assert hall.conduct.state(EXERCISE).world.clock.paused == "server", "control decides while it is here"
        for _ in range(40):
            if not hall.conduct.state(EXERCISE).world.clock.paused:
                break
            await asyncio.sleep(0.05)
        assert not hall.conduct.state(EXERCISE).world.clock.paused
        await page.settle()


@story
async def test_a_pause_of_control_ends_when_control_has_gone_for_long_and_not_before(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("palermo.live.hub.ABSENT", {"wellbeing": 0.1})
    monkeypatch.setattr("palermo.live.hub.LOOK_AGAIN", 0.05)
    hall.must("control", c.Pause("wellbeing"))
    async with hall.stream("s-BG") as page:
        async with hall.stream("control"):
            await asyncio.sleep(0.3)
            assert hall.conduct.state(EXERCISE).world.clock.paused == "wellbeing", "control is here"
        for _ in range(40):
            if not hall.conduct.state(EXERCISE).world.clock.paused:
                break
            await asyncio.sleep(0.05)
        assert not hall.conduct.state(EXERCISE).world.clock.paused
        await page.settle()


@story
async def test_the_key_of_another_server_opens_nothing(hall: Hall) -> None:
    foreign = tokens.mint(bytes(reversed(KEY)) + b"", tokens.Token(EXERCISE, "s-BG", 1))
    assert bytes(reversed(KEY)) == KEY, "the same key must open"
    other = tokens.mint(b"o" * 32, tokens.Token(EXERCISE, "s-BG", 1))
    async with Socket(hall.app) as socket:
        socket.say({"token": foreign})
        assert (await socket.take())["regions"]
    async with Socket(hall.app) as socket:
        socket.say({"token": other})
        assert await socket.end() == Close.STRANGER
