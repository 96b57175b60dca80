"""Control's pages of one exercise: the whole picture, the people in the room, the way in, and what is left afterwards."""

from __future__ import annotations

import io

import segno
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from palermo.web import access, chairs, door, index, languages, reach, screen, sitting
from palermo.web.models import Exercise, Participant
from palermo.web.views import errors

# What asks for something first, then the script, then the whole picture: in this order on a phone, in three columns on a desk.
PLACES = {
    "right": ("calls", "stage", "exchange", "harm"),
    "left": ("injects", "seats"),
}


@login_required
@require_safe
def exercise(request: HttpRequest, exercise: str) -> HttpResponse:
    """The console: everything control needs, filled in before its stream is up."""
    row = index.look_again(access.exercise_to_lead(request.user, exercise))
    language = languages.speak(request, row.language)
    shown = screen.of_control(row, language)
    return render(
        request,
        "palermo/control.html",
        {
            "exercise": row,
            "screen": shown,
            "regions": shown.regions,
            "seat": "control",
            "places": PLACES,
            "join_address": _join_address(request, row),
            "stepped_out": _stepped_out(row),
        },
    )


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
def people(request: HttpRequest, exercise: str) -> HttpResponse:
    """Who is here: names, chairs, who stepped out, and the way in."""
    row = index.look_again(access.exercise_to_lead(request.user, exercise))
    return render(request, "palermo/people.html", _people(request, row))


@login_required
@require_safe
def out(request: HttpRequest, exercise: str) -> HttpResponse:
    """How many have stepped out, as a piece of control's page that it asks for again and again."""
    row = access.exercise_to_lead(request.user, exercise)
    return render(request, "palermo/out.html", {"stepped_out": _stepped_out(row)})


@login_required
@require_POST
def person(request: HttpRequest, exercise: str, pk: int) -> HttpResponse:
    """Give somebody a new personal link, or end a seat."""
    row = access.exercise_to_lead(request.user, exercise)
    participant = access.participant_to_lead(row, pk)
    try:
        match request.POST.get("what"):
            case "link":
                link = _personal(request, participant, sitting.new_link(participant))
                return render(
                    request, "palermo/people.html", {**_people(request, row), "link": link, "whose": participant}
                )
            case "remove":
                sitting.leave(participant)
                messages.success(request, _("The seat of %(name)s has ended.") % {"name": participant.name})
            case _:
                return errors.bad_request(request)
    except door.NotDone as refused:
        messages.error(request, str(refused))
    return redirect("people", exercise=row.pk)


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
    regions = screen.debrief(row, "control", languages.speak(request, row.language))
    return render(
        request,
        "palermo/debrief.html",
        {
            "exercise": row,
            "regions": regions,
            "way_back": reverse("exercise", kwargs={"exercise": row.pk}),
            "leads": True,
        },
    )


def _people(request: HttpRequest, row: Exercise) -> dict[str, object]:
    language = languages.speak(request, row.language)
    package, state = door.package(row.pk), door.state(row.pk)
    names = {table.team: table.name for table in chairs.tables(package, state, language)}
    rows = []
    for participant in row.participants.select_related("stepped_out"):
        sits = state.world.seats.get(participant.seat)
        rows.append(
            {
                "participant": participant,
                "table": names.get(sits.team, "") if sits is not None and not sits.gone else "",
                "role": chairs.role_name(package, sits.role, language) if sits is not None else "",
                "out": hasattr(participant, "stepped_out"),
            }
        )
    return {"exercise": row, "rows": rows, "join_address": _join_address(request, row)}


def _stepped_out(row: Exercise) -> int:
    return row.participants.filter(stepped_out__isnull=False, gone=False).count()


def _join_address(request: HttpRequest, row: Exercise) -> str:
    return reach.address(request, reverse("join", kwargs={"code": row.code}))


def _personal(request: HttpRequest, participant: Participant, back: str) -> str:
    if not participant.seat:
        return reach.address(request, reverse("watch", kwargs={"exercise": participant.exercise_id, "back": back}))
    way = {"exercise": participant.exercise_id, "seat": participant.seat, "back": back}
    return reach.address(request, reverse("seat", kwargs=way))
