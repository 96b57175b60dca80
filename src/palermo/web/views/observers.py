"""Control's page of observers: let somebody in, give or change a job, and read what was observed."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from palermo.web import access, door, index, languages, observing, watching
from palermo.web.models import Exercise
from palermo.web.views import errors


@login_required
@require_safe
def listed(request: HttpRequest, exercise: str) -> HttpResponse:
    """Who watches with which job, and what was observed so far."""
    row = index.look_again(access.exercise_to_lead(request.user, exercise))
    return render(request, "palermo/observers.html", _values(request, row))


@login_required
@require_safe
def seen(request: HttpRequest, exercise: str) -> HttpResponse:
    """The observations and questions so far, as a piece of the page that it asks for again and again."""
    row = access.exercise_to_lead(request.user, exercise)
    language = languages.speak(request, row.language)
    return render(request, "palermo/observed.html", {"exercise": row, "regions": watching.observed(row, language)})


@login_required
@require_POST
def change(request: HttpRequest, exercise: str, pk: int) -> HttpResponse:
    """Let an observer in, say not now, or give another job."""
    row = access.exercise_to_lead(request.user, exercise)
    participant = access.observer_to_lead(row, pk)
    key = request.POST.get("job", "")
    if not observing.is_job(door.package(row.pk), key, by_control=True):
        return errors.bad_request(request)
    try:
        match request.POST.get("what"):
            case "let_in":
                observing.appoint(participant, observing.chosen(participant, door.state(row.pk)).key)
            case "not_now":
                observing.appoint(participant, "")
            case "job":
                observing.appoint(participant, key)
            case _:
                return errors.bad_request(request)
        messages.success(request, _("%(name)s has been told.") % {"name": participant.name})
    except door.NotDone as refused:
        messages.error(request, str(refused))
    return redirect("observers", exercise=row.pk)


def _values(request: HttpRequest, row: Exercise) -> dict[str, object]:
    language = languages.speak(request, row.language)
    package, state = door.package(row.pk), door.state(row.pk)
    others = list(row.participants.filter(gone=False))
    titles = {
        job.key: job.title for job in (*observing.objectives(package, language), *observing.people(package, language))
    }
    rows = []
    for participant in observing.watching(row):
        job = observing.chosen(participant, state)
        rows.append(
            {
                "participant": participant,
                "job": job,
                "title": titles.get(job.key, ""),
                "twice": observing.at_a_table(participant, others),
            }
        )
    return {
        "exercise": row,
        "rows": rows,
        "objectives": observing.objectives(package, language),
        "voices": observing.people(package, language),
        "regions": watching.observed(row, language),
    }
