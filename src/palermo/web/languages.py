"""The languages of the interface: English, and every catalogue that lies in the `locale` folder."""

from __future__ import annotations

from pathlib import Path

from django.conf.locale import LANG_INFO


def available(folder: Path) -> list[tuple[str, str]]:
    """Return code and own name of each language with a catalogue, English first."""
    found = {path.parent.parent.name.replace("_", "-").lower() for path in folder.glob("*/LC_MESSAGES/django.mo")}
    return [("en", "English"), *((code, own_name(code)) for code in sorted(found - {"en"}))]


def own_name(code: str) -> str:
    """Return what a language calls itself."""
    info = LANG_INFO.get(code, {})
    return str(info.get("name_local", code)).capitalize()
