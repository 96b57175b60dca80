"""Pages for when something did not work: what did not happen, and a way on. They ask no database."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _


def page(request: HttpRequest | None, status: int, title: str, text: str, way: str = "/", go: str = "") -> HttpResponse:
    """Return an error page: `way` is where its button leads, `go` the button's words."""
    values = {"title": title, "text": text, "way": way, "go": go or _("To the start page"), "status": status}
    return HttpResponse(render_to_string("palermo/error.html", values), status=status)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Nothing is at this address, or nothing for this person: the page does not say which."""
    return page(
        request,
        404,
        _("There is nothing here"),
        _(
            "The address may have a mistake in it, the exercise may have been deleted, or the link belongs to somebody else."
        ),
    )


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Not for this person."""
    return page(
        request,
        403,
        _("This page is not open to you"),
        _("Sign in as the facilitator of this exercise, or ask the trainer for a new link."),
        "/account/sign-in",
        _("Sign in"),
    )


def form_too_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's mark is missing or old: another page could have sent it."""
    return page(
        request,
        403,
        _("Not sent: the form was open too long"),
        _(
            "Nothing was changed. Go back, load the page again and send it once more. Cookies must be allowed for this page."
        ),
        request.path if request.method == "POST" else "/",
        _("Load the page again"),
    )


def broken(request: HttpRequest) -> HttpResponse:
    """Our mistake."""
    return page(
        request,
        500,
        _("Something went wrong here"),
        _(
            "It is not your fault. The exercise itself goes on and nothing that was confirmed is lost. Try again in a moment."
        ),
    )


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Not understood."""
    return page(request, 400, _("Not understood"), _("Nothing was changed. Go back and try it again."))


def too_often(request: HttpRequest) -> HttpResponse:
    """Too many wrong codes from one address."""
    return page(
        request,
        429,
        _("Too many wrong codes"),
        _("Wait ten minutes, or open the link or the picture code that the trainer shows: they work at once."),
    )


def locked_out(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """Too many wrong passwords."""
    return page(
        request,
        429,
        _("Too many wrong passwords"),
        _(
            "Signing in with this name rests for 15 minutes. Who runs the server can print a one-time address that works at once."
        ),
        "/account/sign-in",
        _("Back to signing in"),
    )
