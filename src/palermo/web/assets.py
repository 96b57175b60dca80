"""The built front end: which file each name stands for now."""

from __future__ import annotations

import json
from pathlib import Path

FOLDER = Path(__file__).parent / "static" / "palermo"
PREFIX = "/static/palermo/"

_read: tuple[int, dict[str, str]] = (0, {})


def url(name: str) -> str:
    """Return the address of a file by the name it has in the manifest; without a build, of the plain name."""
    return PREFIX + _manifest().get(name, name)


def _manifest() -> dict[str, str]:
    global _read
    path = FOLDER / "manifest.json"
    try:
        stamp = path.stat().st_mtime_ns
    except FileNotFoundError:
        return {}
    if stamp != _read[0]:
        _read = (stamp, json.loads(path.read_text(encoding="utf-8")))
    return _read[1]
