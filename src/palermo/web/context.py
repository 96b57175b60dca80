"""What every template may read."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def everywhere(request: HttpRequest) -> dict[str, Any]:
    """The languages one can choose from; the choice is offered where there is more than one."""
    return {"languages": settings.LANGUAGES}
