"""Paper: choose what to print and get it, as a page for the browser's print or as PDF; and the desk that records what happens on it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from palermo import report
from palermo.web import access, assets, index, languages, printing, screen


@login_required
@require_safe
def choose(request: HttpRequest, exercise: str) -> HttpResponse:
    """What can be printed, and for whom."""
    row = index.look_again(access.exercise_to_lead(request.user, exercise))
    form = printing.Print(row, printing.whole(request, row), None)
    return render(request, "palermo/print.html", {"exercise": row, "form": form})


@login_required
@require_safe
def page(request: HttpRequest, exercise: str) -> HttpResponse:
    """The pack, or a part of it, as a page to print."""
    row = access.exercise_to_lead(request.user, exercise)
    asked = printing.Asked(request, row)
    query = request.GET.urlencode()
    return HttpResponse(
        report.page(
            asked.kit,
            subtitle=asked.subtitle,
            cover=asked.cover,
            style=assets.url("print.css"),
            code=assets.url("main.js"),
            back=reverse("print", kwargs={"exercise": row.pk}),
            as_pdf=f"{reverse('print_pdf', kwargs={'exercise': row.pk})}{'?' if query else ''}{query}",
        )
    )


@login_required
@require_safe
def as_pdf(request: HttpRequest, exercise: str) -> HttpResponseBase:
    """The same as PDF. It is typeset while the answer is on its way: no other page waits for it."""
    row = access.exercise_to_lead(request.user, exercise)
    if not report.ready():
        return _without_pdf(request, row.pk)
    asked = printing.Asked(request, row)
    response = StreamingHttpResponse(printing.typeset(asked), content_type="application/pdf")
    name = f"{slugify(row.title) or 'palermo'}-{slugify(asked.subtitle) or 'pack'}.pdf"
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return response


@login_required
@require_safe
def kit(request: HttpRequest, exercise: str) -> HttpResponseBase:
    """The whole printed kit: an archive of PDF, one for each pile of paper, with a sheet that says what each is for."""
    row = access.exercise_to_lead(request.user, exercise)
    if not report.ready():
        return _without_pdf(request, row.pk)
    form = printing.Print(row, printing.whole(request, row), request.GET)
    form.is_valid()
    language, gentle = form.cleaned_data.get("language") or "", bool(form.cleaned_data.get("gentle"))
    made = printing.kit_of(request, row, language, gentle=gentle)
    response = StreamingHttpResponse(printing.zipped(made, row.pk), content_type="application/zip")
    response.headers["Content-Disposition"] = f'attachment; filename="{slugify(row.title) or "palermo"}-kit.zip"'
    return response


@login_required
@require_safe
def desk(request: HttpRequest, exercise: str) -> HttpResponse:
    """The paper desk: control records what the tables do on paper, a table at a time."""
    row = index.look_again(access.exercise_to_lead(request.user, exercise))
    shown = screen.of_control(row, languages.speak(request, row.language), who=access.account(request.user).pk)
    return render(
        request,
        "palermo/paper.html",
        {"exercise": row, "screen": shown, "regions": shown.regions, "seat": "control"},
    )


def _without_pdf(request: HttpRequest, exercise: str) -> HttpResponseBase:
    messages.error(request, _("This server cannot make a PDF. Choose “Show, to print” instead: it is the same pack."))
    return redirect("print", exercise=exercise)
