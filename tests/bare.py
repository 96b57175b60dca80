"""Finds what a page in the pretended language says past the catalogues: whatever lacks its brackets."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser

from stretched import CLOSE, OPEN

SAID = ("aria-label", "title", "placeholder", "alt", "data-words", "data-say", "label", "data-confirm")

# What is the same in every language: numbers and check words of facts, times, the short codes of a report.
SAME = re.compile(
    r"https?://\S*|\S+(?:;\S*)+|\b[A-Z]{2,4}-\d+\b|\b[A-Z]\d\b|\bP\d\d\b|\bH\d\b|\bQR\b|\bPalermo\b|\b[A-Z0-9]{3,4}(?: [A-Z0-9]{3,4})+\b"
)
VOID = {"br", "input", "img", "hr", "meta", "link", "use", "path", "circle", "rect", "line"}


class Bare(HTMLParser):
    """Gathers the words that stand between no brackets: in text, and in attributes that are read aloud."""

    def __init__(self, same: frozenset[str]) -> None:
        super().__init__(convert_charrefs=True)
        self.same = same
        self.depth = 0
        self.kept = 0  # how many elements deep in what people wrote, a key, or the letters of a desk
        self.open: list[bool] = []
        self.bare: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        for name in SAID:
            for part in _parts(name, given.get(name, "")):
                self._look(part, 0)
        if tag in VOID:
            return
        kept = (
            tag in ("bdi", "kbd", "code")
            or "lang" in given
            or bool({"ag", "m-letters"} & {*given.get("class", "").split()})
        )
        self.open.append(kept)
        self.kept += kept

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            self.kept -= self.open.pop()

    def handle_data(self, data: str) -> None:
        if not self.kept:
            self.depth = self._look(data, self.depth)

    def _look(self, text: str, depth: int) -> int:
        free = ""
        for sign in text:
            depth += (sign == OPEN) - (sign == CLOSE)
            free += sign if depth == 0 and sign not in (OPEN, CLOSE) else " "
        for word in SAME.sub(" ", free).split():
            if any(map(str.isalpha, word)) and word.strip(".,:;()·!?“”") not in self.same:
                self.bare.append(text.strip()[:80])
                break
        return depth


def _parts(name: str, value: str) -> Iterator[str]:
    if name == "data-words" and value.startswith("{"):
        yield from (str(one) for one in json.loads(value).values())
    elif value:
        yield value


def bare(html: str, *same: str) -> list[str]:
    """Return what is said past the catalogues in a piece of HTML; `same` are words that are so in every language."""
    found = Bare(frozenset(same))
    found.feed(html)
    found.close()
    return found.bare
