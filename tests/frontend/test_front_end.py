"""The built front end is whole, and its sources name no host."""

from __future__ import annotations

import json
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FRONTEND = ROOT / "frontend"
SOURCES = ROOT / "src" / "palermo"
BUILT = SOURCES / "web" / "static" / "palermo"


def manifest() -> dict[str, str]:
    return json.loads((BUILT / "manifest.json").read_text(encoding="utf-8"))


def sprite() -> set[str]:
    svg = (BUILT / manifest()["icons.svg"]).read_text(encoding="utf-8")
    return set(re.findall(r'<symbol id="([a-z0-9-]+)"', svg))


def test_every_file_in_the_manifest_was_built() -> None:
    files = manifest()
    assert {"main.js", "theme.js", "palermo.css", "icons.svg", "favicon.svg", "licences.txt"} <= set(files)
    assert [name for name in files.values() if not (BUILT / name).is_file()] == []


def test_the_sprite_holds_every_icon_of_the_list_once_and_in_order() -> None:
    names = (FRONTEND / "icons.txt").read_text(encoding="utf-8").split()
    assert names == sorted(set(names))
    assert sprite() == set(names)


def test_the_pages_fetch_nothing_from_elsewhere() -> None:
    css = (BUILT / manifest()["palermo.css"]).read_text(encoding="utf-8")
    assert re.findall(r"url\(\s*[\"']?(?:https?:)?//", css) == []
    assert "@import" not in css


def test_the_locks_name_no_host() -> None:
    lock = (FRONTEND / "package-lock.json").read_text(encoding="utf-8")
    assert '"resolved"' not in lock
    for name in ("base.txt", "dev.txt"):
        text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
        assert "://" not in text
        assert "--hash=sha256:" in text
