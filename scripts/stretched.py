"""A pretended language: every sentence two fifths longer, with accents, between brackets. What lacks them is not translated."""

from __future__ import annotations

import re

OPEN, CLOSE = "⟦", "⟧"
ACCENTS = str.maketrans("aceghijklnorstuwyzACDEGHIJKLNORSTUWYZ", "àçéĝĥíĵķļñöŕšţûŵýžÀÇĎÉĜĤÍĴĶĻÑÖŔŠŢÛŴÝŽ")
# Values (%(n)s, {n}), marks of HTML, addresses and times stay as they are.
KEPT = re.compile(r"%\(\w+\)[sd]|%%|\{\w*\}|<[^>]+>|&\w+;|https?://\S+")
FILL = "òñé ţŵö ţĥŕéé ƒöûŕ ƒíṽé šíẋ šéṽéñ éíĝĥţ ñíñé ţéñ "


def stretched(text: str) -> str:
    """Return a message in the pretended language; values in it stay where they are."""
    parts = KEPT.split(text)
    kept = KEPT.findall(text)
    said = "".join(part.translate(ACCENTS) + value for part, value in zip(parts, [*kept, ""], strict=True))
    more = -(-len("".join(parts)) * 2 // 5)
    fill = (FILL * (more // len(FILL) + 1))[:more].strip()
    return f"{OPEN}{said}{' ' if fill else ''}{fill}{CLOSE}"


def stretched_prose(text: str) -> str:
    """Return a text of a package in the pretended language: each paragraph and each line between its own brackets."""
    return "\n".join(_line(line) for line in text.split("\n"))


def _line(line: str) -> str:
    found = re.match(r"(\s*(?:\d+\.\s+)?)(.*)", line)
    return f"{found[1]}{stretched(found[2])}" if found is not None and found[2].strip() else line
