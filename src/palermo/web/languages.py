"""The languages of the interface: English, and every catalogue that lies in a folder of locales."""

from __future__ import annotations

import os
from pathlib import Path

from django.conf import settings
from django.conf.locale import LANG_INFO
from django.http import HttpRequest
from django.utils import translation

from palermo.pages import language as pages


def available(*folders: Path) -> list[tuple[str, str]]:
    """Return code and own name of each language with a catalogue, English first."""
    files = (path for folder in folders for path in folder.glob("*/LC_MESSAGES/django.mo"))
    found = {path.parent.parent.name.replace("_", "-").lower() for path in files}
    return [("en", "English"), *((code, own_name(code)) for code in sorted(found - {"en"}))]


def more() -> list[Path]:
    """Return the folder that PALERMO_LOCALES names, if it does: its catalogues are offered beside our own, on all pages."""
    named = os.environ.get("PALERMO_LOCALES", "")
    if not named:
        return []
    folder = Path(named).resolve()
    pages.look_in(folder)
    return [folder]


def speak(request: HttpRequest, spare: str) -> str:
    """Return the language of a request's page: the one this device chose, else one it prefers, else `spare`, the exercise's own.

    Django decides the first two; without either it would take English, whatever is spoken in the room.
    """
    if not _asked_for(request) and spare.lower() in dict(settings.LANGUAGES):
        translation.activate(spare)
    return translation.get_language() or spare


def _asked_for(request: HttpRequest) -> bool:
    """Tell whether a device chose a language that we have, or its browser prefers one."""
    asked = [request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")]
    asked += [part.partition(";")[0].strip() for part in request.META.get("HTTP_ACCEPT_LANGUAGE", "").split(",")]
    return any(one and _supported(one) for one in asked)


def _supported(code: str) -> bool:
    try:
        translation.get_supported_language_variant(code)
    except LookupError:
        return False
    return True


def own_name(code: str) -> str:
    """Return what a language calls itself."""
    info = LANG_INFO.get(code, {})
    return str(info.get("name_local", code)).capitalize()
