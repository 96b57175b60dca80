"""Is the room ready: what a facilitator tries before the group comes, and the page that a phone opens to be tried."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from palermo.web import access, chairs, door, index, languages, limit, pictures, reach, readiness, screen
from palermo.web.form_new import NewExercise, TheirDetails
from palermo.web.models import Exercise
from palermo.web.views import errors

LONGEST_TRY = 60_000  # milliseconds


@login_required
@require_http_methods(["GET", "POST"])
def ready(request: HttpRequest, exercise: str) -> HttpResponse:
    """The list of what to try, with ticks that are kept."""
    row = index.look_again(access.exercise_to_lead(request.user, exercise))
    if request.method == "POST":
        check = request.POST.get("check", "")
        if check not in readiness.BY_HAND:
            return errors.bad_request(request)
        readiness.tick(row, check, on=request.POST.get("on") == "1")
        return redirect(f"{reverse('ready', kwargs={'exercise': row.pk})}#{check}")
    language = languages.speak(request, row.language)
    package, state = door.package(row.pk), door.state(row.pk)
    done = readiness.ticked(row)
    address = reach.address(request, reverse("phone", kwargs={"code": row.code}))
    values = {
        "exercise": row,
        "done": done,
        "count": len(done),
        "of": len(readiness.CHECKS),
        "reach": reach.found(request),
        "address": address,
        "test_code": pictures.code(address),
        "help_level": NewExercise(package, language=language).said("help_level", row.help_level),
        "points": door.state(row.pk).world.setup.points,
        "talk": NewExercise(package, language=language).said("talk", row.talk),
        "tables": chairs.tables(package, state, language),
        "answered": chairs.answered(package, state, language),
        "preset": package.text(f"presets.{row.preset}.name", language) or row.preset,
        **_visit(row),
    }
    return render(request, "palermo/ready.html", values)


@login_required
@require_safe
def visited(request: HttpRequest, exercise: str) -> HttpResponse:
    """Whether a phone has reached us, as a piece of the page that it asks for again and again."""
    row = access.exercise_to_lead(request.user, exercise)
    return render(request, "palermo/ready_visit.html", {"exercise": row, **_visit(row)})


@login_required
@require_safe
def picture(request: HttpRequest, exercise: str) -> HttpResponse:
    """The test picture for the projector: the room screen's sizes of text, its corners and its colours."""
    row = access.exercise_to_lead(request.user, exercise)
    package = door.package(row.pk)
    language = languages.speak(request, row.language)
    tags = [tag for table in chairs.tables(package, door.state(row.pk), language) for tag in table.tags]
    return render(request, "palermo/ready_picture.html", {"exercise": row, "tags": tags})


@login_required
@require_http_methods(["GET", "POST"])
def details(request: HttpRequest, exercise: str) -> HttpResponse:
    """Title, names and addresses: what can be changed at any time."""
    row = access.exercise_to_lead(request.user, exercise)
    fields = ("title", "trainer", "support", "meeting")
    form = TheirDetails(request.POST or None, initial={name: getattr(row, name) for name in fields})
    if request.method == "POST" and form.is_valid():
        for name in fields:
            setattr(row, name, form.cleaned_data[name])
        row.save(update_fields=fields)
        return redirect(f"{reverse('ready', kwargs={'exercise': row.pk})}#choices")
    return render(request, "palermo/details.html", {"exercise": row, "form": form})


@csrf_exempt
@require_http_methods(["GET", "POST"])
def phone(request: HttpRequest, code: str) -> HttpResponse:
    """What a phone opens to be tried: the page itself, and then what its live line did. The code is all it needs."""
    if limit.too_many(request):
        return errors.too_often(request)
    try:
        row = access.exercise_to_join(code)
    except Exception:
        limit.wrong(request)
        raise
    if request.method == "POST":
        live, took = request.POST.get("live") == "yes", request.POST.get("took", "")
        readiness.visits.tried(row.pk, live=live, took=min(int(took), LONGEST_TRY) if took.isdecimal() else 0)
        if live:
            readiness.tick(row, "phone", on=True)
        return HttpResponse(status=204)
    readiness.visits.opened(row.pk)
    values = {"exercise": row, "token": screen.room_token(row.pk), "hide_sign_in": True}
    return render(request, "palermo/ready_phone.html", values)


def _visit(row: Exercise) -> dict[str, object]:
    last = readiness.visits.last(row.pk)
    if last is None:
        return {"visit": None, "ago": ""}
    visit, seconds = last
    ago = _("%(n)s s") % {"n": seconds} if seconds < 90 else _("%(n)s min") % {"n": seconds // 60}
    return {"visit": visit, "ago": ago}
