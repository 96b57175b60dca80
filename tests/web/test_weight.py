"""A phone gets its first page within 100 kB, fonts apart: bytes as they are served, not time."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable

from django.test import Client

from pages import played
from pages.look import OPTIONS
from palermo.pages import regions

MOST = 100_000
PACKINGS = "gzip, br"


def weight(client: Client, path: str) -> int:
    """Return how many bytes come over the wire for a path."""
    answer = client.get(path, HTTP_ACCEPT_ENCODING=PACKINGS)
    assert answer.status_code == 200, path
    return len(answer.content)


def test_a_first_page_with_all_it_loads_is_lighter_than_100_kb(client: Client, join: Callable[..., str]) -> None:
    way = join()
    page = client.get(way).content.decode()
    files = {name.partition("#")[0] for name in re.findall(r'(?:href|src)="(/static/[^"]+)"', page)}
    assert any(name.endswith(".css") for name in files)
    assert any(name.endswith(".js") for name in files)
    table = played.late()
    own = table.own("s-BG")
    busy = regions(table.scenario, played.texts(table), table.view(own.team), "en", OPTIONS, own)
    parts = {name: weight(client, name) for name in files}
    parts["page"] = weight(client, way)
    parts["regions in the middle"] = len(gzip.compress("".join(busy.values()).encode()))
    assert sum(parts.values()) < MOST, parts


def test_pages_are_packed_for_browsers_that_can(client: Client, join: Callable[..., str]) -> None:
    answer = client.get(join(), HTTP_ACCEPT_ENCODING=PACKINGS)
    assert answer["Content-Encoding"] == "gzip"
    assert b"data-region" in gzip.decompress(answer.content)
