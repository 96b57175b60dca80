"""What leaves the server: an exercise's archive, to be imported elsewhere, and its log to be read."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from palermo.web import access, afterwards, devices, door, index, languages
from palermo.web.models import Exercise


@login_required
@require_safe
def archive(request: HttpRequest, exercise: str) -> HttpResponse:
    """The whole exercise in one file. Names, consent choices and who stepped out are not in it."""
    row = access.exercise_to_lead(request.user, exercise)
    return _file(door.archive(row.pk), door.ARCHIVE_KIND, f"{row.pk}{door.ARCHIVE_ENDING}")


@login_required
@require_safe
def log(request: HttpRequest, exercise: str) -> HttpResponse:
    """The log as JSON, once the exercise is over."""
    index.look_again(access.exercise_to_lead(request.user, exercise))
    row = access.log_to_download(request.user, exercise)
    return _file(door.log_json(row.pk), "application/json", f"{row.pk}.log.json")


@login_required
@require_safe
def debrief(request: HttpRequest, exercise: str) -> HttpResponse:
    """The whole debrief as JSON, once the exercise is over."""
    index.look_again(access.exercise_to_lead(request.user, exercise))
    row = access.debrief_to_lead(request.user, exercise)
    return _file(afterwards.as_json(row, "control"), "application/json", f"{row.pk}.debrief.json")


@login_required
@require_safe
def practice(request: HttpRequest, exercise: str) -> HttpResponse:
    """What people wrote on good practice, as plain text, once the exercise is over."""
    index.look_again(access.exercise_to_lead(request.user, exercise))
    row = access.debrief_to_lead(request.user, exercise)
    text = afterwards.good_practice(row, languages.speak(request, row.language))
    return _file(text.encode(), "text/plain; charset=utf-8", f"{row.pk}.practice.txt")


@require_safe
def debrief_of_seat(request: HttpRequest, exercise: str, seat: str, back: str) -> HttpResponse:
    """The debrief as a participant's table reads it, as JSON, once the exercise is over."""
    index.look_again(access.participant(exercise, seat, back).exercise)
    return _of_table(access.debrief_of_seat(exercise, seat, back).exercise, seat)


@require_safe
def debrief_of_table(request: HttpRequest, exercise: str, back: str) -> HttpResponse:
    """The debrief as a table reads it on its device, as JSON, once the exercise is over."""
    index.look_again(access.device(exercise, back).exercise)
    device = access.debrief_of_device(exercise, back)
    return _of_table(device.exercise, next((one.seat for one in devices.at(device)), ""))


def _of_table(row: Exercise, seat: str) -> HttpResponse:
    sits = door.state(row.pk).world.seats.get(seat)
    if sits is None or sits.gone:
        raise Http404
    return _file(afterwards.as_json(row, sits.team), "application/json", f"{row.pk}.debrief.json")


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
