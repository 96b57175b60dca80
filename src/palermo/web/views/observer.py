"""The page of somebody who watches: the room's view, a job to choose, an objective's or a person's page.

Its address holds the personal code, as a seat's does; no cookie is needed.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from palermo.web import access, door, index, languages, observing, screen, watching, wellbeing, wording
from palermo.web.models import Exercise, Participant
from palermo.web.views import errors, seat


@require_safe
def watch(request: HttpRequest, exercise: str, back: str) -> HttpResponse:
    """What somebody sees who watches."""
    participant = access.watcher(exercise, back)
    row = index.look_again(participant.exercise)
    language = languages.speak(request, participant.language)
    if not row.over:
        observing.seat_of(participant)
    job = observing.chosen(participant, door.state(exercise))
    soft = wording.gentle(request, participant)
    values = {"exercise": row, "participant": participant, "back": back, "job": job, "talk": wellbeing.of(participant)}
    values |= {"seat": participant.seat or "room", "gentle": soft}
    if job.objective:
        return render(request, "palermo/observe.html", values | _objective(row, participant, language, soft=soft))
    if job.person:
        return render(request, "palermo/voice.html", values | _voice(row, participant, language, soft=soft))
    return render(request, "palermo/watch.html", values | _room(row, participant, language))


@csrf_exempt
@require_POST
def job(request: HttpRequest, exercise: str, back: str) -> HttpResponse:
    """Choose a job, another one, or none."""
    participant = access.watcher(exercise, back)
    key = request.POST.get("job", "")
    if not observing.is_job(door.package(exercise), key, by_control=False):
        return errors.bad_request(request)
    try:
        observing.wish(participant, key)
    except door.NotDone as refused:
        return errors.page(request, 409, "", str(refused))
    return redirect("watch", exercise=exercise, back=back)


@require_safe
def debrief(request: HttpRequest, exercise: str, back: str) -> HttpResponse:
    """What the exercise showed, for somebody who watched, once it is over."""
    participant = access.watcher(exercise, back)
    way = reverse("watch", kwargs={"exercise": exercise, "back": back})
    return seat.aftermath(request, participant, way, take_away=False)


def _room(row: Exercise, participant: Participant, language: str) -> dict[str, object]:
    package = door.package(row.pk)
    shown = watching.of_watcher(row, participant.seat, language)
    wish = observing.chosen(participant, door.state(row.pk)).wish
    return {
        "screen": shown,
        "regions": shown.regions,
        "others": screen.said_to_all(shown),
        "objectives": observing.objectives(package, language),
        "voices": observing.offered(package, language),
        "wished": package.text(f"objectives.{wish}.text", language) if wish else "",
    }


def _objective(row: Exercise, participant: Participant, language: str, *, soft: bool) -> dict[str, object]:
    package, state = door.package(row.pk), door.state(row.pk)
    shown = watching.of_objective(row, participant.seat, language, gentle=soft)
    about = state.world.observers[participant.seat].objective
    ticks = next(one.ticks for one in package.scenario.objectives if one.id == about)
    return {
        "screen": shown,
        "regions": shown.regions,
        "about": about,
        "title": package.text(f"objectives.{about}.text", language),
        "ticks": [(tick, package.text(f"objectives.{about}.ticks.{tick}.text", language)) for tick in ticks],
        "tables": watching.tables(row, language),
    }


def _voice(row: Exercise, participant: Participant, language: str, *, soft: bool) -> dict[str, object]:
    package = door.package(row.pk)
    shown = watching.of_voice(row, participant.seat, language, gentle=soft)
    about = door.state(row.pk).world.observers[participant.seat].person
    return {
        "screen": shown,
        "regions": shown.regions,
        "about": about,
        "title": package.text(f"people.{about}.name", language),
        "tables": watching.tables(row, language),
    }
