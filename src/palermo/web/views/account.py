"""Signing in and out, and the password."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import login, logout, update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from palermo.web import access, accounts
from palermo.web.forms import ChangePassword, SignIn


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Name and password; then to where the facilitator wanted to go."""
    if accounts.nobody_yet():
        return redirect("setup")
    if request.user.is_authenticated:
        return redirect(_next(request))
    form = SignIn(request, data=request.POST or None)
    if request.method == "POST" and form.is_valid():
        login(request, form.get_user())
        return redirect(_next(request))
    return render(request, "palermo/sign_in.html", {"form": form, "next": _next(request)})


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    logout(request)
    return redirect("home")


@sensitive_post_parameters()
@login_required
@require_http_methods(["GET", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    """Change the password; other sessions of the account end."""
    account = access.account(request.user)
    form = ChangePassword(account, request.POST or None)
    if request.method == "POST" and form.is_valid():
        account.set_password(form.cleaned_data["password"])
        account.save(update_fields=["password"])
        update_session_auth_hash(request, account)
        messages.success(request, _("The new password counts from now on."))
        return redirect("exercises")
    return render(request, "palermo/password.html", {"form": form})


def _next(request: HttpRequest) -> str:
    """Return where to go on to: a page of ours that was asked for, else the list of exercises."""
    asked = request.POST.get("next") or request.GET.get("next") or ""
    if url_has_allowed_host_and_scheme(asked, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        return asked
    return resolve_url("exercises")
