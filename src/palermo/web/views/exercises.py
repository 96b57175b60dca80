"""The facilitator's list: new, again, rehearse, import, delete."""

from __future__ import annotations

from typing import Any

import msgspec
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from palermo import scenario
from palermo.scenario import Package
from palermo.web import access, again, chairs, door, index, retention, setting
from palermo.web.form_new import NewExercise
from palermo.web.models import Account, Exercise

ARCHIVE_BYTES = 64 * 1024 * 1024
NOW = (Exercise.Standing.RUNNING, Exercise.Standing.PAUSED)


@login_required
@require_GET
def listed(request: HttpRequest) -> HttpResponse:
    """All exercises this facilitator may open: what runs, what is to come, what is over, and the rehearsals apart."""
    account = access.account(request.user)
    language = get_language() or "en"
    lines = [_line(row, account, language) for row in _kept(account)]
    real = [line for line in lines if not line["exercise"].rehearsal]
    return render(
        request,
        "palermo/exercises.html",
        {
            "groups": [
                (_("Running now"), [line for line in real if line["exercise"].standing in NOW]),
                (_("To come"), [line for line in real if line["exercise"].standing == Exercise.Standing.BEFORE]),
                (_("Over"), [line for line in real if line["exercise"].over]),
            ],
            "any": bool(real),
            "rehearsals": [line for line in lines if line["exercise"].rehearsal],
            "scenarios": scenarios(),
            "speed": again.USUAL_SPEED,
        },
    )


@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, name: str) -> HttpResponse:
    """Set an exercise up."""
    if name not in scenario.names():
        raise Http404
    return _set_up(request, scenario.load(name), {"trainer": access.account(request.user).get_full_name()}, None)


@login_required
@require_http_methods(["GET", "POST"])
def duplicate(request: HttpRequest, exercise: str) -> HttpResponse:
    """Set an exercise up like another one: its choices are filled in, the code is new, and nobody is in it."""
    row = access.exercise_to_lead(request.user, exercise)
    return _set_up(request, again.package_of(row), msgspec.structs.asdict(again.choices_of(row)), row)


@login_required
@require_POST
def rehearse(request: HttpRequest, name: str) -> HttpResponse:
    """Start a rehearsal of a scenario as it comes, and go to it."""
    if name not in scenario.names():
        raise Http404
    package = scenario.load(name)
    return _rehearsal(request, package, again.usual(package, get_language() or package.language))


@login_required
@require_POST
def rehearse_like(request: HttpRequest, exercise: str) -> HttpResponse:
    """Start a rehearsal with the choices of an exercise, and go to it."""
    row = access.exercise_to_lead(request.user, exercise)
    return _rehearsal(request, again.package_of(row), again.choices_of(row))


@login_required
@require_POST
def forget_rehearsals(request: HttpRequest) -> HttpResponse:
    """Delete this facilitator's rehearsals, all of them or the one that is named: nobody else was in them."""
    account = access.account(request.user)
    named = request.POST.get("exercise", "")
    rows = [row for row in access.exercises_to_lead(account) if access.owns(account, row) and named in ("", row.pk)]
    count = again.forget_rehearsals(rows)
    words = ngettext("%(n)d rehearsal is deleted.", "%(n)d rehearsals are deleted.", count) % {"n": count}
    messages.success(request, words)
    return redirect("exercises")


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
    row = index.look_again(access.exercise_to_own(request.user, exercise))
    if request.method == "GET":
        here = row.participants.filter(gone=False).count()
        return render(request, "palermo/delete.html", {"exercise": row, "here": here})
    title = row.title
    retention.remove(row)
    messages.success(request, _("“%(title)s” and the names of its participants are deleted.") % {"title": title})
    return redirect("exercises")


def _set_up(request: HttpRequest, package: Package, filled: dict[str, Any], like: Exercise | None) -> HttpResponse:
    """Ask for the choices, `filled` in before, and set the exercise up."""
    language = get_language() or package.language
    form = NewExercise(package, request.POST or None, language=language, initial=filled)
    if request.method == "POST" and form.is_valid():
        try:
            exercise = setting.set_up(package, form.choices(), access.account(request.user))
        except door.NotDone as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("“%(title)s” is set up. Next: is the room ready?") % {"title": exercise.title})
            return redirect("ready", exercise=exercise.pk)
    about = {
        "title": package.text("scenario.title", language) or package.scenario.id,
        "summary": package.text("scenario.summary", language),
    }
    note = package.text("scenario.source", language)
    return render(request, "palermo/new.html", {"form": form, "about": about, "note": note, "like": like})


def _rehearsal(request: HttpRequest, package: Package, choices: setting.Choices) -> HttpResponse:
    try:
        row = again.rehearse(package, choices, access.account(request.user), int(request.POST.get("speed", "")))
    except ValueError:
        messages.error(request, _("Nothing was started: choose one of the speeds in the list."))
        return redirect("exercises")
    except door.NotDone as refused:
        messages.error(request, str(refused))
        return redirect("exercises")
    messages.success(request, _("The rehearsal runs, with bots in all chairs. Delete it from your list when you like."))
    return redirect("exercise", exercise=row.pk)


def _kept(account: Account) -> list[Exercise]:
    kept = set(door.exercises())
    return [index.look_again(row) for row in access.exercises_to_lead(account) if row.pk in kept]


def _line(row: Exercise, account: Account, language: str) -> dict[str, Any]:
    """Return what the list shows of an exercise."""
    package, state = door.package(row.pk), door.state(row.pk)
    return {
        "exercise": row,
        "owns": access.owns(account, row),
        "by": row.created_by if row.created_by_id not in (None, account.pk) else None,
        "preset": package.text(f"presets.{row.preset}.name", language) or row.preset,
        "people": sum(len(chairs.seated(state, team)) for team, _desks in state.world.teams),
        "speed": f"{state.world.clock.speed:g}",
        "paces": again.paces(package, row.profile),
    }


def scenarios() -> list[dict[str, Any]]:
    """Return the built-in scenarios with title, summary, and the speeds to rehearse at."""
    return [described(name, get_language() or "en") for name in scenario.names()]


def described(name: str, language: str) -> dict[str, Any]:
    """Return a scenario's title, summary and speeds; one that is broken says so."""
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
        "paces": again.paces(package, package.scenario.profiles[0].id),
    }
