"""Joining: a name, a chair, the notice, and then the seat's page. No account and no cookie.

The codes in the addresses are all the right there is, and no browser sends them by itself: the forms need no mark against
requests from other sites, and the page may stay open for as long as people talk.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from palermo.web import access, chairs, door, index, languages, limit, sitting
from palermo.web.form_join import Join, Part
from palermo.web.models import Exercise
from palermo.web.views import errors


@csrf_exempt
@require_http_methods(["GET", "POST"])
def join(request: HttpRequest, code: str) -> HttpResponse:
    """Show what will come, and take somebody in."""
    if limit.too_many(request):
        return errors.too_often(request)
    exercise = _found(request, code)
    if exercise.over:
        return errors.page(
            request,
            410,
            _("This exercise is over"),
            _("It can no longer be joined. Who took part can come back by the personal code."),
        )
    form = Join(request.POST or None)
    if request.method == "POST" and form.is_valid():
        answer = _taken_in(request, exercise, form)
        if answer is not None:
            return answer
    return render(request, "palermo/join.html", _values(request, exercise, form))


def _found(request: HttpRequest, code: str) -> Exercise:
    try:
        return index.look_again(access.exercise_to_join(code))
    except Exception:
        limit.wrong(request)
        raise


def _taken_in(request: HttpRequest, exercise: Exercise, form: Join) -> HttpResponse | None:
    """Take somebody in: return where to go, None when the form has to be shown again."""
    given = form.cleaned_data
    name, part, language = given["name"], given["part"], languages.speak(request, exercise.language)
    if not form.wants_a_chair:
        _who, back = sitting.remember(exercise, "", name, part, language)
        if part == Part.WATCH:
            return redirect("watch", exercise=exercise.pk, back=back)
        return render(request, "palermo/not_today.html", {"exercise": exercise, "name": name})
    try:
        participant, back = sitting.sit_down(exercise, given["chair"], name, part, language)
    except sitting.Taken:
        form.add_error("chair", _("Somebody has just taken this chair. Choose another one."))
        return None
    except door.NotDone as refused:
        form.add_error(None, str(refused))
        return None
    return redirect("seat", exercise=exercise.pk, seat=participant.seat, back=back)


def _values(request: HttpRequest, exercise: Exercise, form: Join) -> dict[str, object]:
    language = languages.speak(request, exercise.language)
    package = door.package(exercise.pk)
    notice = package.text("scenario.notice", language)
    return {
        "exercise": exercise,
        "form": form,
        "tables": chairs.tables(package, door.state(exercise.pk), language),
        "title": package.text("scenario.title", language) or exercise.title,
        "summary": package.text("scenario.summary", language),
        "notice": [part.strip() for part in notice.split("\n\n") if part.strip()],
        "chosen": form["chair"].value() or "",
        "part": form["part"].value(),
        "hide_sign_in": True,
    }
