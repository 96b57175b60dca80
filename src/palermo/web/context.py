"""What every template may read."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language


def everywhere(request: HttpRequest) -> dict[str, Any]:
    """The languages one can choose from, offered where there is more than one; and the one that this page is in."""
    return {"languages": settings.LANGUAGES, "LANGUAGE_CODE": get_language() or settings.LANGUAGE_CODE}
