"""The handouts: a list, each to read and to print, and each as PDF. For everybody; they belong to no exercise."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from palermo import handouts, report
from palermo.web import printing


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """What there is."""
    language = _language()
    return render(request, "palermo/handouts.html", {"handouts": handouts.handouts(language), **_around(language)})


@require_safe
def read(request: HttpRequest, name: str) -> HttpResponse:
    """One handout."""
    language = _language()
    one = _found(name, language)
    cards = [
        (section, one.numbers(section.sources), [_card(one, entry) for entry in section.entries])
        for section in one.sections
    ]
    return render(request, "palermo/handout.html", {"handout": one, "sections": cards, **_around(language)})


@require_safe
def as_pdf(request: HttpRequest, name: str) -> HttpResponseBase:
    """The same as PDF; where none can be made, the page that prints the same."""
    language = _language()
    one = _found(name, language)
    if not report.ready():
        return redirect("handout", name=name)
    response = StreamingHttpResponse(printing.sheet(one.id, language), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="palermo-{one.id}-{language}.pdf"'
    return response


def _language() -> str:
    return handouts.language_of(get_language() or "")


def _around(language: str) -> dict[str, object]:
    return {"words": handouts.words(language), "spoken": language, "ready": report.ready()}


def _found(name: str, language: str) -> handouts.Handout:
    try:
        return handouts.handout(name, language)
    except KeyError as unknown:
        raise Http404 from unknown


def _card(one: handouts.Handout, entry: handouts.Entry) -> dict[str, object]:
    rows = [(one.labels[key], text) for key, text in entry.fields.items()]
    return {"entry": entry, "rows": rows, "cites": one.numbers(entry.sources)}
