"""Requests of seats: bad input of every kind, and what good input gets."""

from __future__ import annotations

import asyncio
import json

import pytest

from live.caller import ORIGIN, Socket, call
from live.hall import EXERCISE, KEY, Hall, story
from palermo.engine import commands as c
from palermo.live import tokens
from palermo.live.house import Unavailable

HEADERS = {
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
JSON = {"origin": ORIGIN, "content-type": "application/json"}


@story
async def test_a_command_is_acknowledged_with_the_teams_own_version(hall: Hall) -> None:
    answer = await hall.post("s-BG", {"do": "help", "text": "Which form?"})
    assert answer.status == 200
    assert answer.json == {"ok": True, "v": hall.conduct.state(EXERCISE).known["T1"].version}
    assert hall.conduct.log.texts(EXERCISE)[f"~s-BG.command-{hall.count:04}.text"] == "Which form?"


@story
async def test_a_repeated_id_is_answered_again_and_happens_once(hall: Hall) -> None:
    first = await hall.post("s-BG", {"do": "help", "text": "once"}, id="the-same-id")
    seq = hall.conduct.state(EXERCISE).seq
    again = await hall.post("s-BG", {"do": "help", "text": "once"}, id="the-same-id")
    assert (first.status, again.status) == (200, 200)
    assert hall.conduct.state(EXERCISE).seq == seq
    assert len(hall.conduct.state(EXERCISE).known["T1"].helps) == 1
    other = await hall.post("s-NGO", {"do": "help", "text": "another seat's"}, id="the-same-id")
    assert other.status == 200
    assert len(hall.conduct.state(EXERCISE).known["T3"].helps) == 1


@story
async def test_a_refusal_has_a_code_and_a_sentence_and_changes_nothing(hall: Hall) -> None:
    seq = hall.conduct.state(EXERCISE).seq
    answer = await hall.post("s-BG", {"do": "openmessage", "message": "s-NGO.none"})
    assert answer.status == 409
    assert set(answer.json["refused"]) == {"code", "params", "sentence"}
    assert answer.json["refused"]["sentence"]
    assert hall.conduct.state(EXERCISE).seq == seq


@story
@pytest.mark.parametrize(
    "command",
    [
        {"do": "pause"},
        {"do": "sendinject", "inject": "i1"},
        {"do": "end"},
        {"do": "revokeseat", "seat": "s-NGO"},
        {"do": "occupy", "desk": "NGO", "by": "control"},
        {"do": "takeseat", "seat": "s-BG", "team": "T2", "desks": ["POL"]},
    ],
)
async def test_a_seat_may_not_say_what_control_says(hall: Hall, command: object) -> None:
    seq = hall.conduct.state(EXERCISE).seq
    assert (await hall.post("s-BG", command)).status == 403
    assert hall.conduct.state(EXERCISE).seq == seq


@story
@pytest.mark.parametrize(
    "command",
    [
        {"do": "send", "kind": "own", "desk": "POL", "to": ["NGO"], "channel": "direct", "text": "x"},
        {"do": "takeneed", "desk": "NGO", "need": "beds"},
        {"do": "start", "desk": "POL", "action": "search"},
        {"do": "heard", "desk": "NGO", "number": "POL-1", "word": "x"},
    ],
)
async def test_a_seat_may_not_act_for_another_teams_desk(hall: Hall, command: object) -> None:
    seq = hall.conduct.state(EXERCISE).seq
    answer = await hall.post("s-BG", command)
    assert answer.status in (403, 409)
    assert hall.conduct.state(EXERCISE).seq == seq


@story
async def test_only_control_acts_for_a_team(hall: Hall) -> None:
    assert (await hall.post("s-BG", {"do": "help", "text": "x"}, **{"for": "T3"})).status == 403
    assert (await hall.post("control", {"do": "help", "text": "from paper"}, **{"for": "T3"})).status == 200
    assert len(hall.conduct.state(EXERCISE).known["T3"].helps) == 1


@story
async def test_the_room_screen_says_nothing(hall: Hall) -> None:
    assert (await hall.post("room", {"do": "help", "text": "x"})).status == 403


@story
@pytest.mark.parametrize(
    ("token", "why"),
    [
        ("", "none"),
        ("a.b", "no token"),
        (tokens.mint(b"o" * 32, tokens.Token(EXERCISE, "s-BG", 1)), "another server's"),
        (tokens.mint(KEY, tokens.Token(EXERCISE, "s-BG", 2)), "a generation to come"),
        (tokens.mint(KEY, tokens.Token(EXERCISE, "s-BG", 0)), "a stale one"),
        (tokens.mint(KEY, tokens.Token(EXERCISE, "s-zed", 1)), "a seat that is none"),
        (tokens.mint(KEY, tokens.Token("x2", "s-BG", 1)), "another exercise's"),
        (tokens.mint(KEY, tokens.Token(EXERCISE, "control", 2)), "another generation of control"),
        (tokens.mint_control(KEY, EXERCISE, 0.0), "one of control that is over"),
    ],
)
async def test_forged_stale_and_foreign_tokens_are_answered_alike(hall: Hall, token: str, why: str) -> None:
    body = json.dumps({"id": "0123456789", "command": {"do": "seeall"}}).encode()
    posted = await call(hall.app, "POST", "/live/command", headers={**JSON, "x-seat": token}, body=body)
    answers = [posted]
    for path in ("/live/regions", "/live/form?what=help", "/live/log.json"):
        answers.append(await call(hall.app, "GET", path, headers={"x-seat": token}))
    for answer in answers:
        assert (answer.status, answer.code) == (403, "no_seat"), why
        assert answer.body == answers[0].body


@story
async def test_a_seat_that_was_ended_has_no_page_any_more(hall: Hall) -> None:
    assert (await hall.get("s-BG", "/live/regions")).status == 200
    hall.must("control", c.RevokeSeat("s-BG", gone=True))
    assert (await hall.get("s-BG", "/live/regions")).status == 403


@story
@pytest.mark.parametrize(
    ("headers", "status", "code"),
    [
        ({"origin": "http://evil.example"}, 403, "other_origin"),
        ({"origin": "null"}, 403, "other_origin"),
        ({"origin": ""}, 403, "other_origin"),
        ({"host": "evil.example", "origin": "http://evil.example"}, 400, "unknown_host"),
        ({"content-type": "text/plain"}, 415, "malformed"),
        ({"content-type": "application/x-www-form-urlencoded"}, 415, "malformed"),
        ({"content-type": ""}, 415, "malformed"),
        ({"content-encoding": "gzip"}, 415, "malformed"),
        ({"content-length": "70000"}, 413, "too_large"),
        ({"content-length": "-1"}, 400, "malformed"),
        ({"content-length": "9" * 40}, 400, "malformed"),
    ],
)
async def test_a_post_from_elsewhere_or_of_another_kind_is_turned_away(
    hall: Hall, headers: dict[str, str], status: int, code: str
) -> None:
    answer = await hall.post("s-BG", {"do": "seeall"}, headers=headers)
    assert (answer.status, answer.code) == (status, code)
    assert hall.conduct.state(EXERCISE).known["T1"].seen == 0


@story
async def test_a_body_that_grows_too_large_is_broken_off(hall: Hall) -> None:
    headers = {**JSON, "x-seat": hall.token("s-BG")}
    pieces = [b'{"id":"0123456789","command":{"do":"help","text":"', *[b"x" * 10_000] * 8, b'"}}']
    answer = await call(hall.app, "POST", "/live/command", headers=headers, body=pieces)
    assert (answer.status, answer.code) == (413, "too_large")


@story
async def test_a_body_in_pieces_is_read(hall: Hall) -> None:
    headers = {**JSON, "x-seat": hall.token("s-BG")}
    pieces = [b'{"id":"0123456789",', b'"command":{"do":', b'"seeall"}}']
    assert (await call(hall.app, "POST", "/live/command", headers=headers, body=pieces)).status == 200


@story
async def test_a_header_that_comes_twice_is_turned_away(hall: Hall) -> None:
    again = [(b"x-seat", hall.token("s-NGO").encode())]
    answer = await call(hall.app, "GET", "/live/regions", headers={"x-seat": hall.token("s-BG")}, again=again)
    assert answer.status == 400


@story
@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/live/command", 405),
        ("POST", "/live/regions", 405),
        ("DELETE", "/live/form", 405),
        ("GET", "/live/", 404),
        ("GET", "/live/nothing", 404),
        ("GET", "/live/form?what=a&what=b", 422),
        ("GET", "/live/form?what=%FF", 422),
        ("GET", "/live/form?what=" + "x" * 300, 422),
        ("GET", "/live/form?what=" + "x" * 3000, 414),
    ],
)
async def test_other_addresses_are_no_pages(hall: Hall, method: str, path: str, status: int) -> None:
    answer = await call(hall.app, method, path, headers={"x-seat": hall.token("s-BG")})
    assert answer.status == status


@story
async def test_every_answer_carries_the_headers_that_keep_it_ours(hall: Hall) -> None:
    answers = [
        await call(hall.app, "GET", "/live/health"),
        await hall.get("s-BG", "/live/regions"),
        await hall.get("s-BG", "/live/form?what=help"),
        await hall.post("s-BG", {"do": "seeall"}),
        await hall.post("s-BG", {"do": "nothing"}),
        await call(hall.app, "GET", "/live/nothing"),
    ]
    for answer in answers:
        assert {name: answer.headers[name] for name in HEADERS} == HEADERS
        assert answer.headers["content-security-policy"].startswith("default-src 'none'")
        assert int(answer.headers["content-length"]) == len(answer.body)
        assert "set-cookie" not in answer.headers
    assert answers[0].json == {"ok": True}


@story
async def test_forms_show_a_seat_what_its_view_holds_and_one_answer_to_everything_else(hall: Hall) -> None:
    assert b'data-do="help"' in (await hall.get("s-BG", "/live/form?what=help")).body
    nothing = await hall.get("s-BG", "/live/form?what=read&target=message:s-NGO.1")
    never = await hall.get("s-BG", "/live/form?what=read&target=message:nobody")
    assert (nothing.status, nothing.body) == (never.status, never.body)
    html = b'"><script>alert(1)</script>'.decode()
    answer = await hall.get("s-BG", f"/live/form?what=start&target={html}&desk={html}")
    assert b"<script" not in answer.body


@story
async def test_the_log_is_controls_and_only_after_the_end(hall: Hall) -> None:
    assert (await hall.get("control", "/live/log.json")).code == "not_over"
    hall.must("control", c.End())
    assert (await hall.get("s-BG", "/live/log.json")).code == "not_yours"
    assert (await hall.get("room", "/live/log.json")).code == "not_yours"
    answer = await hall.get("control", "/live/log.json")
    assert answer.status == 200
    assert len(answer.json["entries"]) == hall.conduct.state(EXERCISE).seq


@story
async def test_a_seat_that_asks_without_end_is_told_to_wait_and_another_is_not(hall: Hall) -> None:
    answers = [await hall.post("s-BG", {"do": "seeall"}, id="0123456789") for _ in range(80)]
    assert {answer.status for answer in answers} == {200, 429}
    last = answers[-1]
    assert last.code == "too_often"
    assert int(last.headers["retry-after"]) >= 1
    assert (await hall.post("s-NGO", {"do": "seeall"})).status == 200


@story
async def test_what_could_not_be_kept_may_be_asked_again(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    submit = hall.rooms.submit

    async def full(*_: object) -> None:
        raise Unavailable("disk_full")

    monkeypatch.setattr(hall.rooms, "submit", full)
    answer = await hall.post("s-BG", {"do": "help", "text": "kept"}, id="the-same-id")
    assert (answer.status, answer.code) == (503, "disk_full")
    assert int(answer.headers["retry-after"]) >= 1
    monkeypatch.setattr(hall.rooms, "submit", submit)
    assert (await hall.post("s-BG", {"do": "help", "text": "kept"}, id="the-same-id")).status == 200


@story
async def test_a_command_that_takes_long_is_not_broken_off(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    submit = hall.rooms.submit
    go_on = asyncio.Event()

    async def slow(*given: object) -> object:
        await go_on.wait()
        return await submit(*given)  # type: ignore[arg-type]

    monkeypatch.setattr("palermo.live.requests.SUBMIT_SECONDS", 0.05)
    monkeypatch.setattr(hall.rooms, "submit", slow)
    assert (await hall.post("s-BG", {"do": "help", "text": "late"}, id="the-same-id")).status == 503
    go_on.set()
    await asyncio.sleep(0.05)
    assert len(hall.conduct.state(EXERCISE).known["T1"].helps) == 1
    assert (await hall.post("s-BG", {"do": "help", "text": "late"}, id="the-same-id")).status == 200
    assert len(hall.conduct.state(EXERCISE).known["T1"].helps) == 1


@story
async def test_an_error_says_nothing_to_the_asker_and_no_payload_to_the_log(
    hall: Hall, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def broken(*_: object) -> None:
        raise ValueError("what somebody wrote: secret words")

    monkeypatch.setattr(hall.rooms, "submit", broken)
    answer = await hall.post("s-BG", {"do": "help", "text": "secret words"})
    assert (answer.status, answer.code) == (500, "broken")
    assert b"secret" not in answer.body
    assert b"Traceback" not in answer.body
    assert "ValueError at live/test_requests.py" in caplog.text
    assert "secret" not in caplog.text


@story
async def test_other_sockets_are_closed(hall: Hall) -> None:
    async with Socket(hall.app) as socket:
        assert not await socket.nothing(0) or True
    other = Socket(hall.app)
    other._scope["path"] = "/live/elsewhere"
    async with other:
        assert await other.end() == 1008
