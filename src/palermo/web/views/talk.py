"""Talk to me: somebody would like a word with the trainer. Nobody else learns of it, and it is in no record."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from palermo.web import access, devices, index, languages, wellbeing, wording
from palermo.web.models import Exercise, Participant
from palermo.web.views import errors


@csrf_exempt
@require_http_methods(["GET", "POST"])
def from_seat(request: HttpRequest, exercise: str, seat: str, back: str) -> HttpResponse:
    """Ask for a talk, or take it back, from a chair."""
    page = reverse("seat", kwargs={"exercise": exercise, "seat": seat, "back": back})
    return _talk(request, access.participant(exercise, seat, back), page)


@csrf_exempt
@require_http_methods(["GET", "POST"])
def from_table(request: HttpRequest, exercise: str, back: str) -> HttpResponse:
    """Ask for a talk, or take it back, from a device that several share: first it asks who."""
    device = access.device(exercise, back)
    page, people = reverse("table", args=(exercise, back)), devices.at(device)
    who = devices.meant(people, request.GET.get("who", ""))
    if who:
        return _talk(request, access.at_device(device, who), page)
    values = {"exercise": device.exercise, "people": people, "page": page, "hide_sign_in": True}
    return render(request, "palermo/talk_table.html", values)


@csrf_exempt
@require_http_methods(["GET", "POST"])
def from_watching(request: HttpRequest, exercise: str, back: str) -> HttpResponse:
    """Ask for a talk, or take it back, as somebody who watches."""
    return _talk(request, access.watcher(exercise, back), reverse("watch", kwargs={"exercise": exercise, "back": back}))


@login_required
@require_safe
def calm(request: HttpRequest, exercise: str) -> HttpResponse:
    """What control is told quietly, as a piece of its page that it asks for again and again."""
    return _calm(request, index.look_again(access.exercise_to_lead(request.user, exercise)))


@login_required
@require_POST
def taken(request: HttpRequest, exercise: str, pk: int) -> HttpResponse:
    """Control sees to it: the person can read that. Answered with the piece anew, or with control's page where no script ran."""
    row = index.look_again(access.exercise_to_lead(request.user, exercise))
    wellbeing.take(row, pk)
    return _calm(request, row) if request.headers.get("X-Piece") else redirect("exercise", exercise=row.pk)


@csrf_exempt
@require_POST
def choose_wording(request: HttpRequest) -> HttpResponse:
    """Take the softer or the plain wording on this device, and go back to the page it was chosen on."""
    if request.POST.get("gentle") not in ("0", "1"):
        return errors.bad_request(request)
    to = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(to, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        to = reverse("home")
    answer = redirect(to)
    wording.choose(answer, soft=request.POST["gentle"] == "1")
    return answer


def _calm(request: HttpRequest, row: Exercise) -> HttpResponse:
    told = wellbeing.told(row, languages.speak(request, row.language))
    return render(request, "palermo/calm.html", {"exercise": row, "calm": told})


def _talk(request: HttpRequest, participant: Participant, page: str) -> HttpResponse:
    match request.method, request.POST.get("what"):
        case "POST", "ask":
            wellbeing.ask(participant)
        case "POST", "not_now":
            wellbeing.withdraw(participant)
            return redirect(page)
        case "POST", _:
            return errors.bad_request(request)
        case _:
            pass
    values = {"exercise": participant.exercise, "participant": participant, "page": page, "hide_sign_in": True}
    return render(request, "palermo/talk.html", values | {"talk": wellbeing.of(participant)})
