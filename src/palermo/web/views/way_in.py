"""The way in: the code for all, and a picture code for each table, to show or to print."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from palermo.web import access, chairs, door, index, languages, pictures, reach


@login_required
@require_safe
def way_in(request: HttpRequest, exercise: str) -> HttpResponse:
    """Show how people come in, on this machine's address in the room's network."""
    row = index.look_again(access.exercise_to_lead(request.user, exercise))
    language = languages.speak(request, row.language)
    way = reverse("join", kwargs={"code": row.code})
    address = reach.address(request, way)
    tables = []
    for table in chairs.tables(door.package(row.pk), door.state(row.pk), language):
        whole = reach.address(request, f"{way}?{urlencode({'table': table.team})}")
        tables.append({"table": table, "address": whole, "picture": pictures.code(whole)})
    values = {
        "exercise": row,
        "address": address,
        "picture": pictures.code(address),
        "reach": reach.found(request),
        "tables": tables,
        "invited": row.invitations.count(),
    }
    return render(request, "palermo/way_in.html", values)
