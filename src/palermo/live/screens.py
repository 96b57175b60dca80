"""One page as it stands, rendered once for all who look at it, and the frames that bring an older one up to it."""

from __future__ import annotations

import asyncio
from hashlib import blake2b

import msgspec

from palermo.live.house import Now, Shown
from palermo.pages.options import Options


class Page(msgspec.Struct, frozen=True, gc=False):
    """All regions of a watcher's page at a version of that watcher, with a digest of each."""

    version: int
    regions: dict[str, str]
    digests: dict[str, str]


class Frame(msgspec.Struct, frozen=True, gc=False):
    """What a browser is told: regions that changed since the version it has, whole, with their digests.

    A browser that has another version than `since` (-1: whatever it has) asks for all regions anew. `now` is the server's
    UTC second, by which the page's clock is set.
    """

    v: int
    since: int
    now: float
    regions: dict[str, str]
    digests: dict[str, str]


def digest(html: str) -> str:
    """Return a short digest of a region; a page names it in `data-digest`, so that a stream need not send it again."""
    return blake2b(html.encode(), digest_size=6).hexdigest()


def page(version: int, regions: dict[str, str], before: Page | None = None) -> Page:
    """Return a page made of regions. Those that are the very same as `before` keep their digests."""
    old = before.regions if before is not None else {}
    marks = before.digests if before is not None else {}
    return Page(version, regions, {x: marks[x] if old.get(x) is html else digest(html) for x, html in regions.items()})


def narrowed(whole: Page, only: frozenset[str]) -> Page:
    """Return a page's few regions; all of them when `only` names none."""
    if not only:
        return whole
    regions = {name: html for name, html in whole.regions.items() if name in only}
    return Page(whole.version, regions, {name: whole.digests[name] for name in regions})


def frame(new: Page, have: dict[str, str], *, since: int, now: float) -> Frame:
    """Return what brings a browser that has these digests up to `new`. A region that is no more is sent empty."""
    changed = {name: new.regions[name] for name, mark in new.digests.items() if have.get(name) != mark}
    gone = {name: "" for name in have if name not in new.digests}
    digests = {name: new.digests[name] for name in changed} | gone
    return Frame(v=new.version, since=since, now=now, regions=changed | gone, digests=digests)


class Screen:
    """A watcher's page in one wording, as all its streams share it.

    A frame from one page to the next is encoded once. A stream that is several pages behind gets one frame for all of them:
    nothing is queued for it but the page it has and the page there is.
    """

    def __init__(self) -> None:
        self.page = Page(-1, {}, {})
        self.options = Options()
        self.shown: Shown | None = None
        self.rendering = asyncio.Lock()
        self._texts: list[tuple[Page, str]] = []

    def stale(self, version: int, options: Options) -> bool:
        """Tell whether the page is older than a version of its watcher, or calls people by other names."""
        return self.page.version < version or (self.page.version == version and self.options is not options)

    def show(self, shown: Shown, version: int, now: Now) -> None:
        """Let the page be this one from now on."""
        self.page = page(version, shown.regions, self.page)
        self.shown = shown
        self.options = now.options
        self._texts.clear()

    def text_since(self, old: Page, now: float) -> str | None:
        """Return the frame from an older page of this screen to the present one, None when nothing changed."""
        if old is self.page or (old.version == self.page.version and old.digests == self.page.digests):
            return None
        for known, text in self._texts:
            if known is old:
                return text
        text = encode(frame(self.page, old.digests, since=old.version, now=now))
        self._texts.append((old, text))
        return text


def encode(value: object) -> str:
    """Return a frame as JSON text."""
    return msgspec.json.encode(value).decode()
