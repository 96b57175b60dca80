"""Joining: a name or several, a place, the notice, and then the seat's page. No account and no cookie.

The codes in the addresses are all the right there is, and no browser sends them by itself: the forms need no mark against
requests from other sites, and the page may stay open for as long as people talk.
"""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from palermo.web import access, chairs, door, index, invited, languages, limit, sitting, ways
from palermo.web.form_join import TABLE, Card, Consent, Join, Part
from palermo.web.models import Exercise, Invitation
from palermo.web.views import errors


@csrf_exempt
@require_http_methods(["GET", "POST"])
def join(request: HttpRequest, code: str) -> HttpResponse:
    """Show what will come, and take somebody in, or a whole table."""
    if limit.too_many(request):
        return errors.too_often(request)
    exercise = _found(request, code)
    if exercise.over:
        return _over(request)
    # A table's picture code leads to its own table.
    form = Join(request.POST or None, initial={"chair": request.GET.get("table", "")})
    if request.method == "POST" and form.is_valid():
        answer = _taken_in(request, exercise, form)
        if answer is not None:
            return answer
    return render(request, "palermo/join.html", _values(request, exercise, form))


@csrf_exempt
@require_http_methods(["GET", "POST"])
def card(request: HttpRequest, code: str) -> HttpResponse:
    """The personal address of somebody on the list: the notice, and then her own place."""
    if limit.too_many(request):
        return errors.too_often(request)
    invitation = invited.by_code(code)
    if invitation is None:
        limit.wrong(request)
        return errors.not_found(request)
    if invitation.participant is not None:
        return redirect(ways.back(invitation.participant, invited.code(invitation)))
    exercise = index.look_again(invitation.exercise)
    if exercise.over:
        return _over(request)
    language = invitation.language
    if language in dict(settings.LANGUAGES) and settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
        translation.activate(language)
    form = Card(request.POST or None, initial={"name": invitation.name})
    answer = _accepted(request, invitation, form) if request.method == "POST" and form.is_valid() else None
    if answer is None:
        answer = render(request, "palermo/card.html", _values(request, exercise, form) | _place(request, invitation))
    if language in dict(settings.LANGUAGES):
        answer.set_cookie(settings.LANGUAGE_COOKIE_NAME, language, max_age=settings.LANGUAGE_COOKIE_AGE)
    return answer


def late(exercise: Exercise) -> bool:
    """Tell whether play has begun: who comes now reads first how her table stands."""
    state, package = door.state(exercise.pk), door.package(exercise.pk)
    profile = next((one for one in package.scenario.profiles if one.id == state.world.setup.profile), None)
    phases = profile.phases if profile is not None else ()
    return any(phase.id == state.world.phase and phase.kind == "play" for phase in phases)


def _found(request: HttpRequest, code: str) -> Exercise:
    try:
        return index.look_again(access.exercise_to_join(code))
    except Exception:
        limit.wrong(request)
        raise


def _over(request: HttpRequest) -> HttpResponse:
    return errors.page(
        request,
        410,
        _("This exercise is over"),
        _("It can no longer be joined. Who took part can come back by the personal code."),
    )


def _taken_in(request: HttpRequest, exercise: Exercise, form: Join) -> HttpResponse | None:
    """Take somebody in: return where to go, None when the form has to be shown again."""
    given = form.cleaned_data
    name, part, chair = given["name"], given["part"], given["chair"]
    language = languages.speak(request, exercise.language)
    if not form.wants_a_chair:
        participant, back = sitting.remember(exercise, "", name, part, language)
        if part == Part.WATCH:
            return redirect(ways.back(participant, back))
        return render(request, "palermo/not_today.html", {"exercise": exercise, "name": name})
    try:
        if form.together:
            _device, back = sitting.sit_together(exercise, chair, form.people, part, language)
            return redirect("table", exercise=exercise.pk, back=back)
        come = sitting.wait if late(exercise) else sitting.sit_down
        participant, back = come(exercise, chair, name, part, language)
    except sitting.Taken:
        if form.together:
            form.add_error("chair", _("There is no room for so many at this table. Choose another one, or be fewer."))
        else:
            form.add_error("chair", _("Somebody has just taken this chair. Choose another one."))
        return None
    except door.NotDone as refused:
        form.add_error(None, str(refused))
        return None
    return redirect(ways.back(participant, back))


def _accepted(request: HttpRequest, invitation: Invitation, form: Card) -> HttpResponse | None:
    """Let somebody on the list come: return where to go, None when the form has to be shown again."""
    name, part = form.cleaned_data["name"], form.cleaned_data["part"]
    exercise = invitation.exercise
    language = invitation.language or languages.speak(request, exercise.language)
    if part == Part.NO:
        sitting.remember(exercise, "", name, part, language)
        return render(
            request, "palermo/not_today.html", {"exercise": exercise, "name": name, "way": request.get_full_path()}
        )
    try:
        participant = sitting.accept(invitation, name, part, language, late=late(exercise))
    except sitting.Taken:
        form.add_error(None, _("Your table is full now. Ask the trainer for another place; this card stays good."))
        return None
    except door.NotDone as refused:
        form.add_error(None, str(refused))
        return None
    return redirect(ways.back(participant, invited.code(invitation)))


def _values(request: HttpRequest, exercise: Exercise, form: Consent) -> dict[str, object]:
    language = languages.speak(request, exercise.language)
    package = door.package(exercise.pk)
    notice = package.text("scenario.notice", language)
    values: dict[str, object] = {
        "exercise": exercise,
        "form": form,
        "title": package.text("scenario.title", language) or exercise.title,
        "summary": package.text("scenario.summary", language),
        "notice": [part.strip() for part in notice.split("\n\n") if part.strip()],
        "part": form["part"].value(),
        "late": late(exercise),
        "hide_sign_in": True,
    }
    if isinstance(form, Join):
        chosen = str(form["chair"].value() or "")
        team = chosen.partition("/")[0]
        tables = chairs.tables(package, door.state(exercise.pk), language, invited.kept(exercise))
        values |= {
            "tables": tables,
            "answered": chairs.answered(package, door.state(exercise.pk), language),
            "full": any(not table.room for table in tables),
            "chosen": str(form.data.get(f"role-{team}") or chosen),
            "team": team,
            "together": form["device"].value() == TABLE,
        }
    return values


def _place(request: HttpRequest, invitation: Invitation) -> dict[str, object]:
    """Return what a card says of the place it is for."""
    language = languages.speak(request, invitation.exercise.language)
    package, state = door.package(invitation.exercise_id), door.state(invitation.exercise_id)
    every = chairs.tables(package, state, language)
    return {
        "invitation": invitation,
        "table": next((table for table in every if table.team == invitation.team), None),
        "role": chairs.role_name(package, invitation.role, language),
    }
