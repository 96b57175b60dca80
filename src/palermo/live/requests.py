"""The requests of a seat: a command, all regions anew, a form, and for control the log after the end."""

from __future__ import annotations

import asyncio
import logging
import time
from urllib.parse import parse_qs

import msgspec

from palermo.engine.commands import Refused
from palermo.engine.state import CONTROL, ROOM
from palermo.live import guard, posts, tokens
from palermo.live.faults import where
from palermo.live.house import AskedForm, Now, Unavailable, Wording
from palermo.live.http import HTML, Answer, Gone, Receive, Scope, Send, Stop, answer, header, read_body
from palermo.live.hub import Hub
from palermo.live.rates import Rates
from palermo.live.screens import frame, narrowed
from palermo.live.seats import Place, place, version

log = logging.getLogger("palermo.live")

SUBMIT_SECONDS = 10.0
BUSY_SECONDS = 2.0
LANGUAGES = 12  # letters of a language's code
LONGEST_QUERY = 2_000

# Refusals that are not the rules': who asks, or what was asked, is wrong.
STATUS = {"no_seat": 403, "control_only": 403, "no_exercise": 403, "no_team": 403, "bad_id": 422, "too_long": 422}


class Caller(msgspec.Struct, frozen=True, gc=False):
    """Who asks: an exercise as it is now, a place in it, and the language the answer is in."""

    now: Now
    place: Place
    wording: Wording


class Requests:
    """Answers `/live/...` over HTTP for seats with a token of this key, from pages of a known host."""

    def __init__(self, hub: Hub, *, key: bytes, hosts: frozenset[str]) -> None:
        self._hub = hub
        self._key = key
        self._hosts = hosts
        self._commands = Rates(burst=60, each_second=6.0)
        self._reads = Rates(burst=60, each_second=6.0)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request. Raises Gone when the browser leaves in the middle of it."""
        wording = self._hub.house.wording(None, Wording())
        try:
            wording = self._hub.house.wording(None, _asked_wording(scope))
            back = await self._route(scope, receive)
        except Stop as stop:
            back = self._stopped(stop, wording)
        except Gone:
            raise
        except Unavailable as busy:
            back = self._stopped(Stop(503, busy.code, after=BUSY_SECONDS), wording)
        except Exception as error:
            log.error("%s %s: %s", scope["method"], scope["path"], where(error))
            back = self._stopped(Stop(500, "broken"), wording)
        await answer(send, back)

    async def _route(self, scope: Scope, receive: Receive) -> Answer:
        self._check_host(scope)
        match scope["method"], scope["path"]:
            case "GET", "/live/health":
                return Answer(200, b'{"ok":true}')
            case "POST", "/live/command":
                return await self._command(scope, receive)
            case "GET", "/live/regions":
                return await self._regions(scope)
            case "GET", "/live/form":
                return await self._form(scope)
            case "GET", "/live/log.json":
                return await self._log(scope)
            case _, "/live/health" | "/live/command" | "/live/regions" | "/live/form" | "/live/log.json":
                raise Stop(405, "no_such_page")
            case _:
                raise Stop(404, "no_such_page")

    # -- the requests -------------------------------------------------------------------------------

    async def _command(self, scope: Scope, receive: Receive) -> Answer:
        if not guard.same_origin(header(scope, b"origin"), header(scope, b"host")):
            raise Stop(403, "other_origin")
        if header(scope, b"content-type").partition(";")[0].strip().lower() != "application/json":
            raise Stop(415, "malformed")
        if header(scope, b"content-encoding"):
            raise Stop(415, "malformed")
        caller = await self._caller(scope)
        self._slow_down(self._commands, caller)
        post = posts.decode(await read_body(scope, receive, posts.MOST_BYTES))
        if caller.place.seat == ROOM:
            raise Stop(403, "not_yours")
        refused = await self._submit(caller, post)
        if refused is not None:
            return self._refused(STATUS.get(refused.code, 409), refused, caller.wording, caller.now)
        now = await self._hub.house.now(caller.now.exercise) or caller.now
        return Answer(200, msgspec.json.encode({"ok": True, "v": version(now.state, caller.place.watcher)}))

    async def _submit(self, caller: Caller, post: posts.Post) -> Refused | None:
        """Ask, and wait a bearable time. What takes longer is not broken off: the same id finds its result later."""
        seat = _acting(caller, post.acting)
        asking = asyncio.ensure_future(self._hub.house.submit(caller.now.exercise, seat, post.id, post.command))
        done, _ = await asyncio.wait({asking}, timeout=SUBMIT_SECONDS)
        if not done:
            asking.add_done_callback(_seen)
            raise Unavailable
        return asking.result()

    async def _regions(self, scope: Scope) -> Answer:
        caller = await self._caller(scope)
        self._slow_down(self._reads, caller)
        only = frozenset(_asked(scope, "only").split())
        fresh = narrowed(await self._hub.fresh(caller.now, caller.place, caller.wording), only)
        return Answer(200, msgspec.json.encode(frame(fresh, {}, since=-1, now=self._hub.wall())))

    async def _form(self, scope: Scope) -> Answer:
        caller = await self._caller(scope)
        self._slow_down(self._reads, caller)
        asked = AskedForm(_asked(scope, "what"), _asked(scope, "target"), _asked(scope, "desk"))
        seat = _acting(caller, _asked(scope, "for"))
        html = self._hub.house.form(caller.now, seat, asked, caller.wording)
        if html is None:
            raise Stop(404, "unknown")
        return Answer(200, html.encode(), HTML)

    async def _log(self, scope: Scope) -> Answer:
        caller = await self._caller(scope)
        self._slow_down(self._reads, caller)
        if caller.place.seat != CONTROL:
            raise Stop(403, "not_yours")
        if caller.now.state.world.ended < 0:
            raise Stop(403, "not_over")
        return Answer(200, await self._hub.house.log(caller.now.exercise))

    # -- who asks -----------------------------------------------------------------------------------

    def _check_host(self, scope: Scope) -> None:
        host, origin = header(scope, b"host"), header(scope, b"origin")
        if not guard.known_host(host, self._hosts):
            raise Stop(400, "unknown_host")
        if origin and not guard.same_origin(origin, host):
            raise Stop(403, "other_origin")

    async def _caller(self, scope: Scope) -> Caller:
        """Return who asks. A forged token, a stale one and one of another exercise are answered alike."""
        try:
            token = tokens.read(self._key, header(scope, b"x-seat"), self._hub.wall())
        except tokens.Forged:
            raise Stop(403, "no_seat") from None
        now = await self._hub.house.now(token.exercise)
        sits = place(now.state, token) if now is not None else None
        if now is None or sits is None:
            raise Stop(403, "no_seat")
        return Caller(now, sits, self._hub.house.wording(now, _asked_wording(scope)))

    def _slow_down(self, rates: Rates, caller: Caller) -> None:
        after = rates.wait(f"{caller.now.exercise}/{caller.place.seat}", time.monotonic())
        if after > 0:
            raise Stop(429, "too_often", after=after)

    # -- refusals -----------------------------------------------------------------------------------

    def _stopped(self, stop: Stop, wording: Wording) -> Answer:
        return self._refused(stop.status, Refused(stop.code, stop.params), wording, None, stop.after)

    def _refused(self, status: int, refused: Refused, wording: Wording, now: Now | None, after: float = 0.0) -> Answer:
        sentence = self._hub.house.sentence(now, refused, wording)
        body = {"refused": {"code": refused.code, "params": refused.params, "sentence": sentence}}
        return Answer(status, msgspec.json.encode(body), after=after)


def _seen(asking: asyncio.Future[Refused | None]) -> None:
    """Take note of a late result, so that its failure is in our log and not in the loop's."""
    if not asking.cancelled() and (error := asking.exception()) is not None:
        log.error("a late command failed: %s", where(error))


def _acting(caller: Caller, team: str) -> str:
    """Return as which seat somebody asks: control may act for a team."""
    if not team:
        return caller.place.seat
    if caller.place.seat != CONTROL or team not in caller.now.state.known:
        raise Stop(403, "not_yours")
    return f"{CONTROL}@{team}"


def _asked_wording(scope: Scope) -> Wording:
    return Wording(header(scope, b"x-language")[:LANGUAGES], header(scope, b"x-gentle") == "1")


def _asked(scope: Scope, name: str) -> str:
    """Return a value of the query, '' when it is missing."""
    query: bytes = scope["query_string"]
    if len(query) > LONGEST_QUERY:
        raise Stop(414, "too_large")
    try:
        values = parse_qs(query.decode("ascii"), max_num_fields=8, errors="strict").get(name, [""])
    except ValueError:
        raise Stop(422, "malformed") from None
    if len(values) != 1 or len(values[0]) > posts.LONGEST_WORD or "\0" in values[0]:
        raise Stop(422, "malformed")
    return values[0]
