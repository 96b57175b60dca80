"""The page of a table's device: several people, one keyboard. One code in its address brings all of them back."""

from __future__ import annotations

import msgspec
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from palermo.web import access, devices, index, languages, screen
from palermo.web.views import seat


@require_safe
def table(request: HttpRequest, exercise: str, back: str) -> HttpResponse:
    """The page of a seat that several people share: its script knows all of them, and speaks for one at a time."""
    try:
        device = access.device(exercise, back)
    except Http404:
        return seat.no_longer(request)
    row = index.look_again(device.exercise)
    people = devices.at(device)
    if not people:
        return seat.ended(request)
    way = reverse("table", args=(exercise, back))
    values = seat.seats_page(request, people[0], row, way, back)
    hands = screen.hands(row, people, languages.speak(request, device.language))
    values |= {
        "hands": hands,
        "hands_json": msgspec.json.encode(hands).decode(),
        "keeper": f"d-{device.pk}",
        "stepped_out": False,  # who it was, only the trainer knows
        "talk": None,  # and who asked for a talk
        "shared": True,
    }
    return render(request, "palermo/seat.html", values)


@csrf_exempt
@require_http_methods(["GET", "POST"])
def leave(request: HttpRequest, exercise: str, back: str) -> HttpResponse:
    """Ask who wants to step out, and then what she wants."""
    device = access.device(exercise, back)
    way, people = reverse("table", args=(exercise, back)), devices.at(device)
    who = devices.meant(people, request.GET.get("who", ""))
    if who:
        return seat.step_out(request, access.at_device(device, who), way, f"{request.path}?who={who}")
    if not people:
        return seat.ended(request)
    values = {"exercise": device.exercise, "people": people, "way": way, "hide_sign_in": True}
    return render(request, "palermo/leave_table.html", values)


@require_safe
def debrief(request: HttpRequest, exercise: str, back: str) -> HttpResponse:
    """What the exercise showed, for a table, once it is over."""
    device = access.device(exercise, back)
    people = devices.at(device)
    if not people:
        return seat.ended(request)
    return seat.aftermath(request, people[0], reverse("table", args=(exercise, back)), shared=True)
