"""The facilitator's list: new, open, import, delete."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from palermo import scenario
from palermo.web import access, door, index, retention, setting
from palermo.web.form_new import NewExercise

ARCHIVE_BYTES = 64 * 1024 * 1024


@login_required
@require_GET
def listed(request: HttpRequest) -> HttpResponse:
    """All exercises this facilitator may open."""
    kept = set(door.exercises())
    rows = [index.look_again(row) for row in access.exercises_to_lead(access.account(request.user)) if row.pk in kept]
    return render(request, "palermo/exercises.html", {"exercises": rows, "scenarios": scenarios()})


@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, name: str) -> HttpResponse:
    """Set an exercise up."""
    if name not in scenario.names():
        raise Http404
    package = scenario.load(name)
    language = get_language() or package.language
    account = access.account(request.user)
    form = NewExercise(package, request.POST or None, language=language, initial={"trainer": account.get_full_name()})
    if request.method == "POST" and form.is_valid():
        try:
            exercise = setting.set_up(package, form.choices(), account)
        except door.NotDone as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("exercise", exercise=exercise.pk)
    return render(
        request,
        "palermo/new.html",
        {"form": form, "about": described(name, language), "note": package.text("scenario.source", language)},
    )


@login_required
@require_POST
def take_in(request: HttpRequest) -> HttpResponse:
    """Import an archive."""
    file = request.FILES.get("archive")
    if file is None or file.size is None or file.size > ARCHIVE_BYTES:
        messages.error(request, _("Nothing was imported: choose an archive that Palermo made, of at most 64 MB."))
        return redirect("exercises")
    account = access.account(request.user)
    try:
        exercise = door.take_in(file.read())
    except door.NotDone as refused:
        messages.error(request, str(refused))
        return redirect("exercises")
    row = index.take_up(exercise, account)
    messages.success(request, _("“%(title)s” was imported.") % {"title": row.title})
    return redirect("exercise", exercise=row.pk)


@login_required
@require_http_methods(["GET", "POST"])
def delete(request: HttpRequest, exercise: str) -> HttpResponse:
    """Ask once more, then delete an exercise with its log and everybody's name."""
    row = access.exercise_to_lead(request.user, exercise)
    if request.method == "GET":
        return render(request, "palermo/delete.html", {"exercise": row})
    title = row.title
    retention.remove(row)
    messages.success(request, _("“%(title)s” and the names of its participants are deleted.") % {"title": title})
    return redirect("exercises")


def scenarios() -> list[dict[str, str]]:
    """Return the built-in scenarios with title and summary."""
    return [described(name, get_language() or "en") for name in scenario.names()]


def described(name: str, language: str) -> dict[str, str]:
    """Return a scenario's title and summary; one that is broken says so."""
    try:
        package = scenario.load(name)
    except scenario.Broken:
        return {
            "name": name,
            "title": name,
            "summary": _("This scenario has mistakes in it: palermo check %(name)s lists them.") % {"name": name},
        }
    return {
        "name": name,
        "title": package.text("scenario.title", language) or name,
        "summary": package.text("scenario.summary", language),
    }
