"""A package's words without marks, as they are printed."""

from __future__ import annotations

import re

from palermo.pages.scene import Scene

_BLANK = re.compile(r"\n\s*\n")


def plain(scene: Scene, key: str) -> str:
    """Return the words under a key on one line."""
    return " ".join(scene.t.plain(key).split())


def lines(scene: Scene, key: str) -> tuple[str, ...]:
    """Return the words under a key: its paragraphs, and its lines where they stand one by one."""
    return tuple(
        " ".join(line.split())
        for part in _BLANK.split(scene.t.plain(key))
        for line in part.splitlines()
        if line.strip()
    )
