"""The start page: a code to come in, a personal code to come back, and the facilitators' door."""

from __future__ import annotations

import contextlib

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from palermo.web import accounts, assets, codes, devices, door, invited, limit, sitting, ways
from palermo.web.forms import Code
from palermo.web.models import Device, Exercise, Participant
from palermo.web.views import errors


@csrf_exempt
@require_http_methods(["GET", "POST"])
def home(request: HttpRequest) -> HttpResponse:
    """Ask for the code from the screen."""
    form = Code(request.POST or None)
    values = {"form": form, "first_run": accounts.nobody_yet()}
    if request.method == "GET" or not form.is_valid():
        return render(request, "palermo/home.html", values)
    if limit.too_many(request):
        return errors.too_often(request)
    code = form.cleaned_data["code"]
    if Exercise.objects.filter(code=code).exists():
        return redirect("join", code=code)
    way = _way_back(code)
    if way:
        return redirect(way)
    limit.wrong(request)
    form.add_error(
        "code",
        _(
            "No exercise has this code. Look at the screen again: letters and digits, six of them. A personal code has twelve."
        ),
    )
    return render(request, "palermo/home.html", values)


def _way_back(code: str) -> str:
    """Return where a personal code leads, '' for none. Pages that stood open elsewhere, on a device that may be lost, stop."""
    digest = codes.digest(code)
    device = Device.objects.filter(back=digest).first()
    if device is not None:
        people = devices.at(device)
        _stop_others(people)
        return reverse("table", kwargs={"exercise": device.exercise_id, "back": code}) if people else ""
    found = Participant.objects.filter(back=digest, gone=False).exclude(part=Participant.Part.NO).first()
    if found is not None:
        _stop_others([found])
        return ways.back(found, code)
    invitation = invited.by_code(code)
    return reverse("card", kwargs={"code": code}) if invitation is not None else ""


def _stop_others(people: list[Participant]) -> None:
    with contextlib.suppress(door.NotDone):  # coming back matters more
        sitting.come_back(people)


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """Where the exercises come from, whom to thank, and under which licences."""
    return render(request, "palermo/about.html", {"licences": assets.url("licences.txt")})


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """No search engine has anything to do here."""
    return HttpResponse("User-agent: *\nDisallow: /\n", content_type="text/plain; charset=utf-8")


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """Browsers ask for it by this name."""
    return HttpResponsePermanentRedirect(assets.url("favicon.svg"))
