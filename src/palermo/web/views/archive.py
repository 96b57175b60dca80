"""What leaves the server: an exercise's archive, to be imported elsewhere, and its log to be read."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from palermo.web import access, door, index


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


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
