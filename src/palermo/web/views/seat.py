"""A seat's page. Its address holds the personal code, so that two chairs in one browser do not collide and no cookie is needed."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from palermo.engine.state import ROOM
from palermo.web import (
    access,
    afterwards,
    chairs,
    codes,
    door,
    index,
    languages,
    pictures,
    reach,
    screen,
    sitting,
    ways,
    wellbeing,
    wording,
)
from palermo.web.models import Exercise, Participant, SteppedOut
from palermo.web.views import errors


@require_safe
def seat(request: HttpRequest, exercise: str, seat: str, back: str) -> HttpResponse:
    """The whole page of a seat, filled in before its stream is up."""
    try:
        participant = access.participant(exercise, seat, back)
    except Http404:
        return no_longer(request)
    row = index.look_again(participant.exercise)
    sits = door.state(exercise).world.seats.get(seat)
    if sits is None or sits.gone:
        return ended(request)
    return render(
        request, "palermo/seat.html", seats_page(request, participant, row, ways.back(participant, back), back)
    )


def seats_page(request: HttpRequest, participant: Participant, row: Exercise, way: str, back: str) -> dict[str, object]:
    """Return what the page of a seat that stands is made from; `way` is the path by which one comes back to it."""
    language = languages.speak(request, participant.language)
    soft = wording.gentle(request, participant)
    shown = screen.of_seat(row, participant.seat, language, gentle=soft)
    state, package = door.state(row.pk), door.package(row.pk)
    sits = state.world.seats[participant.seat]
    return _shell(row, shown) | {
        "participant": participant,
        "table": next(table for table in chairs.tables(package, state, language) if table.team == sits.team),
        "role": chairs.role_name(package, sits.role, language),
        "stepped_out": SteppedOut.objects.filter(participant=participant).exists(),
        "talk": wellbeing.of(participant),
        "gentle": soft,
        "back": back,
        "way_back": reach.address(request, way),
        "way_back_picture": pictures.code(reach.address(request, way)),
        "seat": participant.seat,
        "tabs": _tabs(),
    }


@csrf_exempt
@require_http_methods(["GET", "POST"])
def leave(request: HttpRequest, exercise: str, seat: str, back: str) -> HttpResponse:
    """Step out for a while, come back, or leave for good. Nobody is asked why."""
    participant = access.participant(exercise, seat, back)
    return step_out(request, participant, reverse("seat", args=(exercise, seat, codes.clean(back))), request.path)


def step_out(request: HttpRequest, participant: Participant, way: str, again: str) -> HttpResponse:
    """Answer what somebody wants who leaves: `way` leads back to the page, `again` to this one."""
    values = {"exercise": participant.exercise, "participant": participant, "way": way}
    values["stepped_out"] = SteppedOut.objects.filter(participant=participant).exists()
    if request.method == "GET":
        return render(request, "palermo/leave.html", {**values, "hide_sign_in": True})
    match request.POST.get("what"):
        case "out":
            sitting.step_out(participant)
            return redirect(again)
        case "in":
            sitting.step_in(participant)
            return redirect(way)
        case "gone":
            sitting.leave(participant)
            return render(request, "palermo/left.html", {**values, "hide_sign_in": True})
        case _:
            return errors.bad_request(request)


@require_safe
def debrief(request: HttpRequest, exercise: str, seat: str, back: str) -> HttpResponse:
    """What the exercise showed, for a participant, once it is over."""
    participant = access.participant(exercise, seat, back)
    return aftermath(request, participant, reverse("seat", args=(exercise, seat, back)))


def aftermath(
    request: HttpRequest, participant: Participant, way: str, *, take_away: bool = True, shared: bool = False
) -> HttpResponse:
    """Answer with the debrief of a participant's table once it is over, else lead back by `way`.

    Who has no seat reads what everybody may. `take_away` offers it as a file, where the address has one; on a
    `shared` device nothing is just for one.
    """
    row = index.look_again(participant.exercise)
    if not row.over:
        return redirect(way)
    language = languages.speak(request, participant.language)
    gentle = participant.part == Participant.Part.GENTLE
    sits = door.state(row.pk).world.seats.get(participant.seat)
    team = sits.team if sits is not None and not sits.gone else ROOM
    found = afterwards.parts(row, team, language, gentle=gentle)
    if "part" in request.GET:
        return render(request, "palermo/parts.html", {"parts": found})
    seated = team != ROOM
    seat = participant.seat if seated else ROOM
    shown = screen.of_seat(row, seat, language, gentle=gentle) if seated else screen.of_room(row, language)
    values = _shell(row, shown)
    values |= {"participant": participant, "seat": seat, "parts": found, "seated": seated, "way_back": way}
    values |= {
        "questions": screen.questions(row, language) if seated else [],
        "take_away": take_away and seated,
        "shared": shared,
    }
    return render(request, "palermo/debrief.html", values)


def no_longer(request: HttpRequest) -> HttpResponse:
    """Say that a personal link leads nowhere, alike for one that was replaced and one that never was."""
    return errors.page(
        request,
        404,
        _("This personal link leads nowhere now"),
        _(
            "There may be a newer one, or a mistake in the address. Type your personal code on the start page, or ask the trainer for a new link. Nothing you did is lost."
        ),
    )


def ended(request: HttpRequest) -> HttpResponse:
    """Say that a seat is no more."""
    return errors.page(
        request, 410, _("Your seat has ended"), _("The trainer can give you another one. Nothing you did is lost.")
    )


def _shell(row: Exercise, shown: screen.Screen) -> dict[str, object]:
    return {"exercise": row, "screen": shown, "regions": shown.regions}


def _tabs() -> dict[str, str]:
    return {
        "facts": _("Facts"),
        "messages": _("Messages"),
        "people": _("People"),
        "board": _("Board"),
        "map": _("Map"),
        "analysis": _("Analysis"),
        "operations": _("Operations"),
        "handbook": _("Handbook"),
    }
