"""Control's pages of one exercise: the whole picture, the room screen, the way in, and what is left afterwards."""

from __future__ import annotations

import io

import segno
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from palermo.web import access, afterwards, chairs, door, index, languages, reach, screen, wellbeing
from palermo.web.models import Exercise

WALK_MAIN = ("ended", "walk_ready", "walk_now", "walk_next", "walk_hint")
CONSOLE = (
    "clock", "strip", "hold", "ended", "ready", "injects", "teams", "matrix", "people", "harm", "seats", "stage", "calls", "exchange",
)  # fmt: skip
WALK = (*WALK_MAIN, "hold", "walk_head", "walk_bar")


@login_required
@require_safe
def exercise(request: HttpRequest, exercise: str) -> HttpResponse:
    """The console: everything control needs, filled in before its stream is up. A phone is led to its own page first."""
    if is_phone(request) and not request.GET:
        return redirect("walk", exercise=exercise)
    row = index.look_again(access.exercise_to_lead(request.user, exercise))
    language = languages.speak(request, row.language)
    shown = screen.of_control(row, language, CONSOLE, who=access.account(request.user).pk)
    return render(
        request,
        "palermo/control.html",
        {
            "exercise": row,
            "screen": shown,
            "regions": shown.regions,
            "seat": "control",
            "tables": chairs.tables(door.package(row.pk), door.state(row.pk), language),
            "join_address": _join_address(request, row),
            "stepped_out": _stepped_out(row),
            "calm": wellbeing.told(row, language),
        },
    )


@login_required
@require_safe
def walk(request: HttpRequest, exercise: str) -> HttpResponse:
    """Control in the hand: the few things that somebody who walks about has to see and press."""
    row = index.look_again(access.exercise_to_lead(request.user, exercise))
    language = languages.speak(request, row.language)
    shown = screen.of_control(row, language, WALK, who=access.account(request.user).pk)
    response = render(
        request,
        "palermo/walk.html",
        {
            "exercise": row,
            "screen": shown,
            "regions": shown.regions,
            "seat": "control",
            "main": WALK_MAIN,
            "calm": wellbeing.told(row, language),
        },
    )
    response.headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(self), payment=(), usb=()"
    return response


def is_phone(request: HttpRequest) -> bool:
    """Tell whether a browser says that it is a phone's."""
    hint = request.headers.get("Sec-CH-UA-Mobile", "")
    return hint == "?1" or (not hint and "Mobi" in request.headers.get("User-Agent", ""))


@login_required
@require_safe
def room(request: HttpRequest, exercise: str) -> HttpResponse:
    """The room screen: what everybody may see, large, with the code to join."""
    row = index.look_again(access.exercise_to_lead(request.user, exercise))
    language = languages.speak(request, row.language)
    shown = screen.of_room(row, language)
    return render(
        request,
        "palermo/room.html",
        {
            "exercise": row,
            "screen": shown,
            "regions": shown.regions,
            "join": "data-room-join" in shown.regions["room"],
            "seat": "room",
            "join_address": _join_address(request, row),
        },
    )


@login_required
@require_safe
def qr(request: HttpRequest, exercise: str) -> HttpResponse:
    """The join address as a picture code."""
    row = access.exercise_to_lead(request.user, exercise)
    out = io.BytesIO()
    segno.make(_join_address(request, row), error="m").save(
        out, kind="svg", scale=6, border=2, xmldecl=False, light="white"
    )
    return HttpResponse(out.getvalue(), content_type="image/svg+xml")


@login_required
@require_safe
def debrief(request: HttpRequest, exercise: str) -> HttpResponse:
    """What the exercise showed, for control."""
    row = index.look_again(access.exercise_to_lead(request.user, exercise))
    if not row.over:
        messages.info(request, _("The debrief opens when the exercise is over."))
        return redirect("exercise", exercise=row.pk)
    language = languages.speak(request, row.language)
    found = afterwards.parts(row, "control", language)
    if "part" in request.GET:
        return render(request, "palermo/parts.html", {"parts": found})
    shown = screen.of_control(row, language)
    return render(
        request,
        "palermo/debrief_lead.html",
        {"exercise": row, "screen": shown, "regions": shown.regions, "seat": "control", "parts": found},
    )


def _stepped_out(row: Exercise) -> int:
    return row.participants.filter(stepped_out__isnull=False, gone=False).count()


def _join_address(request: HttpRequest, row: Exercise) -> str:
    return reach.address(request, reverse("join", kwargs={"code": row.code}))
