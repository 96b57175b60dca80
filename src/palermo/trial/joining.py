"""Thirty people joining at once, as their browsers do it: the form, the answer, the page, the stream."""

from __future__ import annotations

import asyncio
import re
import time
from urllib.parse import urlencode

from palermo.trial.wire import Page, answered

CHAIR = re.compile(r'<option value="([^"/]+/[^"/]+)"(?![^>]*disabled)')
HIDDEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
TRIES = 8
TOKEN = re.compile(r'name="seat-token" content="([^"]+)"')


async def joined(host: str, code: str, people: int) -> float:
    """Return the seconds until all of so many people, beginning together, see their table. Raises ConnectionError."""
    pages: list[Page] = []
    begun = time.perf_counter()
    await asyncio.gather(*(_join(host, code, number, pages) for number in range(people)))
    took = time.perf_counter() - begun
    for page in pages:
        page.close()
    return took


async def _join(host: str, code: str, number: int, pages: list[Page]) -> None:
    name, _, port = host.rpartition(":")
    reader, writer = await asyncio.open_connection(name, int(port))
    try:
        writer.write(_asked("GET", f"/j/{code}", host))
        _, headers, form = await answered(reader)
        cookie = "; ".join(part.split(";")[0] for part in re.findall(r"\S+=[^;]+", headers.get("set-cookie", ""))[:1])
        status = 0
        given: dict[str, str] = {}
        for _ in range(
            TRIES
        ):  # somebody else may have been quicker: then the form comes back with the chairs that are left
            given = _filled(form.decode(), number)
            writer.write(_asked("POST", f"/j/{code}", host, cookie, urlencode(given)))
            status, headers, form = await answered(reader)
            if status == 302:
                break
        else:
            raise ConnectionError(f"the form was answered with {status}")
        writer.write(_asked("GET", headers["location"], host, cookie))
        _, _, seat = await answered(reader)
        token = TOKEN.search(seat.decode())
        if token is None:
            raise ConnectionError("the page had no token")
        if given["part"] == "watch":  # the streams of the room's screen are few: who watches has the page
            return
    finally:
        writer.close()
    page = Page(host, token[1], lambda mark, at: None)
    pages.append(page)
    await asyncio.get_running_loop().create_connection(page.itself, name, int(port))
    await page.first


def _filled(html: str, number: int) -> dict[str, str]:
    """Return the form as a person fills it in: one of the free chairs; who finds fewer than people came watches."""
    chairs = CHAIR.findall(html)
    given = {"name": f"P{number}", "part": "take", "chair": chairs[number % len(chairs)] if chairs else "", "read": "1"}
    if number >= len(chairs):
        given["part"] = "watch"
    hidden = HIDDEN.search(html)
    if hidden is not None:
        given["csrfmiddlewaretoken"] = hidden[1]
    return given


def _asked(method: str, path: str, host: str, cookie: str = "", body: str = "") -> bytes:
    lines = [f"{method} {path} HTTP/1.1", f"Host: {host}", f"Origin: http://{host}", "Accept-Language: en"]
    if cookie:
        lines.append(f"Cookie: {cookie}")
    if body:
        lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
    return "\r\n".join([*lines, "", body]).encode()
