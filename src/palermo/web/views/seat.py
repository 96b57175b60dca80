"""A seat's page. Its address holds the personal code, so that two chairs in one browser do not collide and no cookie is needed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from palermo.web import access, chairs, codes, door, index, languages, screen, sitting
from palermo.web.models import Exercise, Participant, SteppedOut
from palermo.web.views import errors


@require_safe
def seat(request: HttpRequest, exercise: str, seat: str, back: str) -> HttpResponse:
    """The whole page of a seat, filled in before its stream is up."""
    participant = access.participant(exercise, seat, back)
    row = index.look_again(participant.exercise)
    state = door.state(exercise)
    sits = state.world.seats.get(seat)
    if sits is None or sits.gone:
        return errors.page(
            request, 410, _("Your seat has ended"), _("The trainer can give you another one. Nothing you did is lost.")
        )
    language = languages.speak(request, participant.language)
    shown = screen.of_seat(row, seat, language, gentle=participant.part == Participant.Part.GENTLE)
    package = door.package(exercise)
    values = _shell(row, shown)
    values |= {
        "participant": participant,
        "table": next(table for table in chairs.tables(package, state, language) if table.team == sits.team),
        "role": chairs.role_name(package, sits.role, language),
        "stepped_out": SteppedOut.objects.filter(participant=participant).exists(),
        "back": back,
        "seat": seat,
        "tabs": _tabs(),
    }
    return render(request, "palermo/seat.html", values)


@require_safe
def watch(request: HttpRequest, exercise: str, back: str) -> HttpResponse:
    """What somebody sees who only watches: what is said to all."""
    participant = access.watcher(exercise, back)
    row = index.look_again(participant.exercise)
    language = languages.speak(request, participant.language)
    shown = screen.of_room(row, language)
    values = _shell(row, shown)
    values |= {"participant": participant, "seat": "room", "others": screen.said_to_all(shown)}
    return render(request, "palermo/watch.html", values)


@csrf_exempt
@require_http_methods(["GET", "POST"])
def leave(request: HttpRequest, exercise: str, seat: str, back: str) -> HttpResponse:
    """Step out for a while, come back, or leave for good. Nobody is asked why."""
    participant = access.participant(exercise, seat, back)
    values = {"exercise": participant.exercise, "participant": participant, "seat": seat, "back": codes.clean(back)}
    values["stepped_out"] = SteppedOut.objects.filter(participant=participant).exists()
    if request.method == "GET":
        return render(request, "palermo/leave.html", {**values, "hide_sign_in": True})
    match request.POST.get("what"):
        case "out":
            sitting.step_out(participant)
            return redirect("leave", exercise=exercise, seat=seat, back=back)
        case "in":
            sitting.step_in(participant)
            return redirect("seat", exercise=exercise, seat=seat, back=back)
        case "gone":
            sitting.leave(participant)
            return render(request, "palermo/left.html", {**values, "hide_sign_in": True})
        case _:
            return errors.bad_request(request)


@require_safe
def debrief(request: HttpRequest, exercise: str, seat: str, back: str) -> HttpResponse:
    """What the exercise showed, for a participant, once it is over."""
    participant = access.participant(exercise, seat, back)
    row = index.look_again(participant.exercise)
    if not row.over:
        return redirect("seat", exercise=exercise, seat=seat, back=back)
    language = languages.speak(request, participant.language)
    sits = door.state(exercise).world.seats.get(seat)
    regions = screen.debrief(row, sits.team if sits is not None else "room", language)
    return render(
        request,
        "palermo/debrief.html",
        {
            "exercise": row,
            "regions": regions,
            "way_back": reverse("seat", kwargs={"exercise": exercise, "seat": seat, "back": back}),
            "hide_sign_in": True,
        },
    )


def _shell(row: Exercise, shown: screen.Screen) -> dict[str, object]:
    return {"exercise": row, "screen": shown, "regions": shown.regions}


def _tabs() -> dict[str, str]:
    return {
        "facts": _("Facts"),
        "messages": _("Messages"),
        "people": _("People"),
        "board": _("Board"),
        "analysis": _("Analysis"),
        "operations": _("Operations"),
        "handbook": _("Handbook"),
    }
