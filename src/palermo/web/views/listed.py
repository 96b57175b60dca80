"""The facilitator's list: people with their places, read from a spreadsheet, and a card to cut out for each."""

from __future__ import annotations

import csv
import io

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from palermo.web import access, chairs, door, index, invited, languages, listing, pictures, reach
from palermo.web.models import Exercise


@login_required
@require_http_methods(["GET", "POST"])
def listed(request: HttpRequest, exercise: str) -> HttpResponse:
    """Read a list, show what it would do, and do it once that was confirmed."""
    row = index.look_again(access.exercise_to_lead(request.user, exercise))
    if request.method == "GET":
        return render(request, "palermo/list.html", _values(request, row))
    text, note, problem = _given(request)
    if problem:
        return render(request, "palermo/list.html", _values(request, row) | {"text": text, "problem": problem})
    found = listing.read(text, _room(request, row))
    if request.POST.get("what") == "take" and not found.problems:
        with transaction.atomic():
            for one in found.rows:
                invited.invite(row, one.name, one.team, one.role, one.language)
        n = len(found.rows)
        messages.success(request, ngettext("%(n)s place is kept.", "%(n)s places are kept.", n) % {"n": n})
        return redirect("list", exercise=row.pk)
    values = {"text": text, "found": found, "notes": [*([note] if note else []), *found.notes]}
    return render(request, "palermo/list.html", _values(request, row) | values)


@login_required
@require_safe
def example(request: HttpRequest, exercise: str) -> HttpResponse:
    """A spreadsheet to fill in: the tables and roles of this exercise, with room for names."""
    row = access.exercise_to_lead(request.user, exercise)
    out = io.StringIO(newline="")
    sheet = csv.writer(out, delimiter=";")
    sheet.writerow(("name", "table", "role", "language"))
    for table in _tables(request, row):
        sheet.writerows(("", table.name, chair.name, "") for chair in table.chairs if not chair.shared)
    # The mark at the beginning tells spreadsheets that it is Unicode.
    answer = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="palermo-list.csv"'
    return answer


@login_required
@require_safe
def cards(request: HttpRequest, exercise: str) -> HttpResponse:
    """The cards to cut out, one a person: her place, her address, her picture code."""
    row = index.look_again(access.exercise_to_lead(request.user, exercise))
    return render(request, "palermo/cards.html", {"exercise": row, "cards": _cards(request, row)})


@login_required
@require_POST
def off(request: HttpRequest, exercise: str, pk: int) -> HttpResponse:
    """Take somebody off the list who has not come: the card ends, and the place is free."""
    row = access.exercise_to_lead(request.user, exercise)
    invitation = access.invitation_to_lead(row, pk)
    if invitation.participant is None:
        invitation.delete()
        messages.success(
            request, _("%(name)s is off the list. The card leads nowhere now.") % {"name": invitation.name}
        )
    return redirect("list", exercise=row.pk)


def _given(request: HttpRequest) -> tuple[str, str, str]:
    """Return the text that came, a note about its letters, and why it cannot be read."""
    file = request.FILES.get("file")
    if file is None:
        text = request.POST.get("text", "")
        too_long = len(text) > listing.MOST_BYTES
        return text, "", _("This is too long for a list of people.") if too_long else ""
    if file.size is None or file.size > listing.MOST_BYTES:
        return "", "", _("This file is too large for a list of people. Nothing was read.")
    try:
        text, note = listing.decoded(file.read())
    except ValueError:
        said = _("This file is no text. In the spreadsheet choose “Save as”, and there “CSV UTF-8”. Nothing was read.")
        return "", "", said
    return text, note, ""


def _tables(request: HttpRequest, row: Exercise) -> tuple[chairs.Table, ...]:
    language = languages.speak(request, row.language)
    return chairs.tables(door.package(row.pk), door.state(row.pk), language, invited.kept(row))


def _room(request: HttpRequest, row: Exercise) -> listing.Room:
    waiting = row.invitations.filter(participant=None).values_list("team", "name")
    return listing.room(door.package(row.pk), _tables(request, row), settings.LANGUAGES, waiting)


def _cards(request: HttpRequest, row: Exercise) -> list[dict[str, object]]:
    tables = {table.team: table for table in _tables(request, row)}
    package, language = door.package(row.pk), languages.speak(request, row.language)
    made = []
    for invitation in row.invitations.select_related("participant"):
        code = invited.code(invitation)
        address = reach.address(request, reverse("card", kwargs={"code": code}))
        made.append(
            {
                "invitation": invitation,
                "table": tables.get(invitation.team),
                "role": chairs.role_name(package, invitation.role, language),
                "code": code,
                "address": address,
                "picture": pictures.code(address),
            }
        )
    return made


def _values(request: HttpRequest, row: Exercise) -> dict[str, object]:
    tables = _tables(request, row)
    return {"exercise": row, "tables": tables, "listed": _cards(request, row), "text": ""}
