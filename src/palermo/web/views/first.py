"""The first run, and the one-time address: ways in for whoever sits at the server."""

from __future__ import annotations

import ipaddress

from django.contrib.auth import login
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from palermo.web import accounts, entrance, limit
from palermo.web.forms import FirstAccount
from palermo.web.models import Account
from palermo.web.views import errors

BACKEND = "palermo.web.accounts.NameOrMail"


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def setup(request: HttpRequest) -> HttpResponse:
    """Make the first facilitator, from the server's own machine or with the code it printed."""
    if not accounts.nobody_yet():
        return redirect("sign_in")
    near = from_this_machine(request)
    form = FirstAccount(request.POST or None, with_code=not near, initial={"code": request.GET.get("code", "")})
    if request.method == "GET" or not form.is_valid():
        return render(request, "palermo/setup.html", {"form": form})
    if limit.too_many(request):
        return errors.too_often(request)
    if not near and not entrance.code_opens(form.cleaned_data["code"]):
        limit.wrong(request)
        form.add_error("code", _("This is not the code. It stands in the window where the server was started."))
        return render(request, "palermo/setup.html", {"form": form})
    account = _the_first(form)
    if account is None:
        return redirect("sign_in")
    login(request, account, backend=BACKEND)
    return redirect("exercises")


@require_safe
def enter(request: HttpRequest, token: str) -> HttpResponse:
    """Sign in by an address that works once."""
    if limit.too_many(request):
        return errors.too_often(request)
    opened = entrance.used(token) if request.method == "GET" else None
    if opened is None or opened.account is None or not opened.account.is_active:
        limit.wrong(request)
        return errors.page(
            request,
            410,
            _("This address has been used, or is too old"),
            _(
                "It works once, within half an hour. Start the server again to get a new one, or sign in with your password."
            ),
            "/account/sign-in",
            _("Sign in"),
        )
    login(request, opened.account, backend=BACKEND)
    return redirect(opened.path)


def from_this_machine(request: HttpRequest) -> bool:
    """Tell whether a request comes from the server's own machine, and from no proxy on it."""
    if "HTTP_X_FORWARDED_FOR" in request.META or "HTTP_FORWARDED" in request.META:
        return False
    try:
        return ipaddress.ip_address(limit.address(request)).is_loopback
    except ValueError:
        return False


def _the_first(form: FirstAccount) -> Account | None:
    """Make the account unless somebody else was first: the transaction holds the database's only writer."""
    with transaction.atomic():
        if not accounts.nobody_yet():
            return None
        return form.account_made(first=True)
