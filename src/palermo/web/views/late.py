"""The waiting room: who comes while the exercise runs reads in a minute how her table stands, and then takes a chair there."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from palermo.web import access, chairs, door, index, invited, languages, screen, sitting, ways
from palermo.web.models import Participant
from palermo.web.views import errors


@csrf_exempt
@require_http_methods(["GET", "POST"])
def room(request: HttpRequest, exercise: str, back: str) -> HttpResponse:
    """Show the brief and the free roles; take somebody to her chair."""
    participant = access.waiting(exercise, back)
    if participant.seat:
        return redirect(ways.back(participant, back))
    row = index.look_again(participant.exercise)
    if row.over:
        return errors.page(
            request, 410, _("This exercise is over"), _("Thank you for coming. The debrief is in the room.")
        )
    error = ""
    if request.method == "POST":
        chair = request.POST.get("chair", "")
        try:
            sitting.take_up(
                participant,
                chair if chair.startswith(f"{participant.waits_at}/") else participant.waits_at,
                row.language,
            )
            return redirect(ways.back(participant, back))
        except sitting.Taken:
            error = _("Somebody has just taken this role. Choose another one.")
        except door.NotDone as refused:
            error = str(refused)
    if participant.waits_at not in dict(door.state(exercise).world.teams):  # it has joined another table meanwhile
        return redirect("join", code=row.code)
    return render(request, "palermo/late.html", _values(request, participant) | {"back": back, "error": error})


@require_safe
def brief(request: HttpRequest, exercise: str, back: str) -> HttpResponse:
    """The brief as a piece of the waiting room's page, which asks for it again and again."""
    participant = access.waiting(exercise, back)
    language = languages.speak(request, participant.language)
    html = (
        ""
        if participant.seat
        else screen.brief(participant.exercise, participant.waits_at, language, gentle=_gentle(participant))
    )
    return HttpResponse(html)


def _values(request: HttpRequest, participant: Participant) -> dict[str, object]:
    row, language = participant.exercise, languages.speak(request, participant.language)
    package, state = door.package(row.pk), door.state(row.pk)
    kept = invited.kept(row, but=participant)
    every = chairs.tables(package, state, language, kept)
    table = next((table for table in every if table.team == participant.waits_at), None)
    wish = f"{participant.waits_at}/{participant.waits_for}" if participant.waits_for else ""
    best = table.best if table is not None else None
    chosen = next((c.key for c in table.chairs if c.free and c.key == wish), "") if table is not None else ""
    return {
        "exercise": row,
        "participant": participant,
        "table": table,
        "chosen": chosen or (best.key if best is not None else ""),
        "brief": screen.brief(row, participant.waits_at, language, gentle=_gentle(participant)),
        "hide_sign_in": True,
    }


def _gentle(participant: Participant) -> bool:
    return participant.part == Participant.Part.GENTLE
