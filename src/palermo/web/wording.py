"""Gentle wording: the softer texts of hard moments, chosen at set-up for everybody, on joining, or on a device at any time."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from palermo.web.models import Participant

COOKIE = "palermo-gentle"
YEAR = 365 * 24 * 3600


def gentle(request: HttpRequest, participant: Participant) -> bool:
    """Return how this device is spoken to: as it chose last, else as its person chose on joining."""
    chosen = request.COOKIES.get(COOKIE)
    if chosen in ("0", "1"):
        return chosen == "1"
    return participant.part == Participant.Part.GENTLE


def choose(response: HttpResponse, *, soft: bool) -> None:
    """Keep the choice on the device that gets this answer. Nothing of it is kept here."""
    response.set_cookie(COOKIE, "1" if soft else "0", max_age=YEAR, samesite="Lax")
