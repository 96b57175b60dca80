"""Whether what a seat was shown is, byte for byte, what its own entries make of it: every region, at the version it came with.

What came from anywhere else (a count, a time, a word of the world) would make another page than the one drawn here.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

from browser.received import Answer
from browser.record import Told
from palermo import pages
from palermo.engine.view import Own
from palermo.live.house import Wording
from palermo.live.screens import digest
from palermo.pages.options import Options
from palermo.pages.team import own_regions, scene_of
from palermo.pages.texts import Texts


class Pages:
    """Draws a watcher's regions from its entries alone. `ways` are the options that may have been in force."""

    def __init__(self, told: Told, own: Own | None, ways: tuple[Options, ...], wording: Wording) -> None:
        self.told = told
        self.own = own
        self.ways = ways
        self.wording = wording
        self.texts = Texts(told.record.package.texts, told.record.entries[0].event.setup.language, told.words)  # type: ignore[union-attr]
        self._drawn: dict[tuple[int, str], frozenset[str]] = {}

    def region(self, version: int, name: str) -> frozenset[str]:
        """Return a region as it may look at a version: it differs by the names known then, if at all."""
        key = (version, name)
        if key not in self._drawn:
            self._drawn[key] = frozenset(self._draw(version, name, way) for way in self.ways)
        return self._drawn[key]

    def form(self, version: int, query: dict[str, str]) -> frozenset[str]:
        """Return a dialog as it may look at a version."""
        assert self.own is not None
        scenario, view = self.told.record.scenario, self.told.view(version)
        what, target, desk = query.get("what", ""), query.get("target", ""), query.get("desk", "")
        return frozenset(
            pages.forms(scenario, self.texts, view, self.own, what, target, self.wording.language, way, desk)
            for way in self.ways
        )

    def _draw(self, version: int, name: str, way: Options) -> str:
        scenario, view = self.told.record.scenario, self.told.view(version)
        if name in pages.OWN:
            assert self.own is not None
            scene = scene_of(scenario, self.texts, view.known, self.wording.language, way)
            return own_regions(scene, view, self.own)[name]
        return pages.regions(scenario, self.texts, view, self.wording.language, way, names=(name,))[name]


def unfaithful(answers: list[Answer], drawn: Pages) -> list[str]:
    """Return every region and dialog that is not what the watcher's entries make of it."""
    found: list[str] = []
    frames = [answer for answer in answers if _is_frame(answer)]
    for frame in frames:
        found += _frame(frame, drawn)
    versions = [(frame.at, int(frame.json["v"])) for frame in frames]
    last = len(drawn.told.entries)
    for answer in answers:
        before = max((v for at, v in versions if at <= answer.at), default=0)
        after = min((v for at, v in versions if at >= answer.at), default=last)
        between = range(min(before, after), max(before, after) + 1)
        if answer.path == "/live/form" and answer.status == 200:
            query = {name: values[0] for name, values in parse_qs(urlsplit(answer.target).query).items()}
            if not any(answer.body.decode() in drawn.form(version, query) for version in between):
                found.append(f"dialog {query}")
        elif answer.status == 200 and b"data-region=" in answer.body and b"seat-token" in answer.body:
            found += _page(answer.body.decode(), drawn, between)
    return found


def _is_frame(answer: Answer) -> bool:
    return answer.kind.startswith("application/json") and answer.status in (0, 200) and "regions" in answer.json


def _frame(frame: Answer, drawn: Pages) -> Iterator[str]:
    body = frame.json
    for name, html in body["regions"].items():
        if html not in drawn.region(body["v"], name):
            yield f"region {name} at version {body['v']}"
        if body["digests"].get(name) != digest(html):
            yield f"digest of {name} at version {body['v']}"


def _page(html: str, drawn: Pages, between: range) -> list[str]:
    """A page begins with the regions of one moment, whole."""
    names = [name for name in (*pages.REGIONS, *pages.OWN) if f'data-region="{name}"' in html]
    missing: dict[int, list[str]] = {}
    for version in between:
        missing[version] = [name for name in names if not any(one in html for one in drawn.region(version, name))]
        if not missing[version]:
            return []
    return [f"region {name} of the page itself" for name in min(missing.values(), key=len)]
