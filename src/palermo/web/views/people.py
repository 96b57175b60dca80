"""Control's page "Who is here": names, chairs, who stepped out; moving people, new links, empty desks, tables that join."""

from __future__ import annotations

import time
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from palermo.web import access, chairs, door, index, languages, moving, pictures, present, reach, sitting, ways
from palermo.web.models import Exercise, Participant
from palermo.web.views import errors

UNDO = "undo"
UNDO_SECONDS = 600.0


@login_required
@require_safe
def people(request: HttpRequest, exercise: str) -> HttpResponse:
    """Who is here, table by table, and the way in."""
    row = index.look_again(access.exercise_to_lead(request.user, exercise))
    return _page(request, row)


@login_required
@require_safe
def listed(request: HttpRequest, exercise: str) -> HttpResponse:
    """The tables with their people, as a piece of the page that it asks for again and again."""
    row = index.look_again(access.exercise_to_lead(request.user, exercise))
    return render(request, "palermo/people_list.html", _shown(request, row))


@login_required
@require_safe
def out(request: HttpRequest, exercise: str) -> HttpResponse:
    """How many have stepped out, as a piece of control's page that it asks for again and again."""
    row = access.exercise_to_lead(request.user, exercise)
    stepped_out = row.participants.filter(stepped_out__isnull=False, gone=False).count()
    return render(request, "palermo/out.html", {"stepped_out": stepped_out})


@login_required
@require_http_methods(["GET", "POST"])
def person(request: HttpRequest, exercise: str, pk: int) -> HttpResponse:
    """Give somebody a new personal link, end a seat, or put somebody back."""
    row = access.exercise_to_lead(request.user, exercise)
    participant = access.participant_to_lead(row, pk)
    if request.method == "GET":  # the page with a new link was asked for again: no second link
        return redirect("people", exercise=row.pk)
    try:
        match request.POST.get("what"):
            case "link":
                return _with_link(request, row, participant)
            case "remove":
                sitting.leave(participant)
                if moving.at_a_table(participant):
                    _can_undo(request, row, "gone", participant.pk)
            case "back":
                moving.put_back(participant, languages.speak(request, row.language))
                messages.success(request, _("%(name)s is back. The link and code count again.") % _named(participant))
            case _:
                return errors.bad_request(request)
    except moving.Taken:
        messages.error(request, _("Somebody else has this chair now. Nothing was changed."))
    except door.NotDone as refused:
        messages.error(request, str(refused))
    return redirect("people", exercise=row.pk)


@login_required
@require_http_methods(["GET", "POST"])
def move(request: HttpRequest, exercise: str, pk: int) -> HttpResponse:
    """Give somebody another chair."""
    row = index.look_again(access.exercise_to_lead(request.user, exercise))
    participant = access.participant_to_lead(row, pk)
    if not participant.seat or participant.gone:
        raise Http404
    language = languages.speak(request, row.language)
    before, problem = moving.chair_of(participant), ""
    if request.method == "POST":
        chair = request.POST.get("chair", "")
        try:
            if chair != before:
                device = moving.move(participant, chair, language)
                _can_undo(request, row, "move", participant.pk, before, device)
                if device is not None:
                    return _with_link(request, row, participant)
            return redirect("people", exercise=row.pk)
        except moving.Taken:
            problem = _("Nothing was changed: this chair is not free. Choose another one.")
        except door.NotDone as refused:
            problem = str(refused)
    values = {
        "exercise": row,
        "participant": participant,
        "tables": chairs.tables(door.package(row.pk), door.state(row.pk), language),
        "chosen": before,
        "problem": problem,
    }
    return render(request, "palermo/people_move.html", values)


@login_required
@require_http_methods(["GET", "POST"])
def desk(request: HttpRequest, exercise: str, desk: str) -> HttpResponse:
    """Say who answers for a desk: people, a bot, its rule, or control."""
    row = index.look_again(access.exercise_to_lead(request.user, exercise))
    before = moving.answers(row.pk, desk)
    if not before:
        raise Http404
    if request.method == "POST":
        by = request.POST.get("by", "")
        if by not in moving.ANSWERS:
            return errors.bad_request(request)
        try:
            if by != before:
                moving.occupy(row.pk, desk, by)
                _can_undo(request, row, "desk", desk, before)
        except door.NotDone as refused:
            messages.error(request, str(refused))
        return redirect("people", exercise=row.pk)
    language = languages.speak(request, row.language)
    name = door.package(row.pk).text(f"desks.{desk}.name", language) or desk
    return render(request, "palermo/people_desk.html", {"exercise": row, "name": name, "by": before})


@login_required
@require_http_methods(["GET", "POST"])
def merge(request: HttpRequest, exercise: str) -> HttpResponse:
    """Make two tables one: choose them, read what that means, and confirm. It cannot be undone."""
    row = index.look_again(access.exercise_to_lead(request.user, exercise))
    language = languages.speak(request, row.language)
    tables = {one.team: one for one in present.tables(row, language)}
    given = request.POST if request.method == "POST" else request.GET
    team, into = tables.get(given.get("team", "")), tables.get(given.get("into", ""))
    values: dict[str, Any] = {"exercise": row, "tables": tables.values(), "team": team, "into": into}
    if team is None or into is None or team is into:
        values["problem"] = bool(given.get("team") or given.get("into"))
        return render(request, "palermo/people_merge.html", values)
    if request.method == "GET" or request.POST.get("sure") != "1":
        values["unsure"] = request.method == "POST"
        return render(request, "palermo/people_merge_sure.html", values)
    try:
        moving.merge(row, team.team, into.team)
        words = _("%(one)s sits with %(other)s now. Tell both; their pages show it by themselves.")
        messages.success(request, words % {"one": team.name, "other": into.name})
        request.session.pop(UNDO, None)  # what went before may name a table that is no more
    except door.NotDone as refused:
        messages.error(request, str(refused))
    return redirect("people", exercise=row.pk)


@login_required
@require_POST
def undo(request: HttpRequest, exercise: str) -> HttpResponse:
    """Take the last change back, where that is possible."""
    row = access.exercise_to_lead(request.user, exercise)
    done = _undoable(request, row)
    request.session.pop(UNDO, None)
    if done is None:
        messages.info(request, _("There is nothing to take back any more."))
        return redirect("people", exercise=row.pk)
    language = languages.speak(request, row.language)
    try:
        match done["what"]:
            case "move":
                participant = access.participant_to_lead(row, int(done["of"]))
                moving.move(participant, str(done["before"]), language)
                if done["device"] is not None:
                    Participant.objects.filter(pk=participant.pk).update(device=done["device"])
            case "gone":
                moving.put_back(access.participant_to_lead(row, int(done["of"])), language)
            case _:
                moving.occupy(row.pk, str(done["of"]), str(done["before"]))
        messages.success(request, _("Taken back: it is as it was."))
    except moving.Taken:
        messages.error(request, _("It could not be taken back: somebody else has the chair now."))
    except door.NotDone as refused:
        messages.error(request, str(refused))
    return redirect("people", exercise=row.pk)


def _page(request: HttpRequest, row: Exercise, **more: Any) -> HttpResponse:
    done = _undoable(request, row)
    values = {**_shown(request, row), **more, "undo": _words(row, done, languages.speak(request, row.language))}
    values["join_address"] = reach.address(request, reverse("join", kwargs={"code": row.code}))
    return render(request, "palermo/people.html", values)


def _shown(request: HttpRequest, row: Exercise) -> dict[str, Any]:
    language = languages.speak(request, row.language)
    return {
        "exercise": row,
        "tables": present.tables(row, language),
        "elsewhere": present.without_a_chair(row),
        "left": present.who_left(row),
    }


def _with_link(request: HttpRequest, row: Exercise, participant: Participant) -> HttpResponse:
    """Show the page with a new link, for one person or for the device that a table shares."""
    link = reach.address(request, ways.back(participant, sitting.new_link(participant)))
    values = {"link": link, "picture": pictures.code(link), "whose": participant}
    return _page(request, row, **values, shared=participant.device_id is not None)


def _can_undo(
    request: HttpRequest, row: Exercise, what: str, of: object, before: str = "", device: int | None = None
) -> None:
    """Remember the last change of this browser, by ids: names stay where they are."""
    done = {"x": row.pk, "what": what, "of": of, "before": before, "device": device, "at": time.time()}
    request.session[UNDO] = done


def _undoable(request: HttpRequest, row: Exercise) -> dict[str, Any] | None:
    done: dict[str, Any] | None = request.session.get(UNDO)
    if done is None or done.get("x") != row.pk or time.time() - float(done["at"]) > UNDO_SECONDS:
        return None
    return done


def _words(row: Exercise, done: dict[str, Any] | None, language: str) -> str:
    """Return what was changed last, in words, '' when there is nothing to take back."""
    if done is None:
        return ""
    if done["what"] == "desk":
        name = door.package(row.pk).text(f"desks.{done['of']}.name", language) or str(done["of"])
        return _("Changed who answers for: %(name)s.") % {"name": name}
    participant = Participant.objects.filter(exercise=row, pk=done["of"]).first()
    if participant is None:
        return ""
    if done["what"] == "gone":
        return _("The seat of %(name)s has ended.") % _named(participant)
    return _("%(name)s was moved. The page there changes by itself.") % _named(participant)


def _named(participant: Participant) -> dict[str, str]:
    return {"name": participant.name}
