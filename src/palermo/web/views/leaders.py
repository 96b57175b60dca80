"""Who leads an exercise: the list, a link for a second facilitator, and what the link opens."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from palermo.web import access, leading, limit, reach
from palermo.web.forms import NewAccount
from palermo.web.models import Account
from palermo.web.views import errors
from palermo.web.views.first import BACKEND


@login_required
@require_http_methods(["GET", "POST"])
def listed(request: HttpRequest, exercise: str) -> HttpResponse:
    """Who leads it; whom it belongs to may invite, and end invitations."""
    row = access.exercise_to_lead(request.user, exercise)
    account = access.account(request.user)
    link = ""
    if request.method == "POST":
        row = access.exercise_to_own(request.user, exercise)
        match request.POST.get("what"):
            case "invite":
                link = reach.address(request, leading.invite(row, account))
            case "withdraw":
                leading.withdraw(row)
                messages.success(request, _("Invitations that nobody has followed have ended."))
                return redirect("leaders", exercise=row.pk)
            case _:
                return errors.bad_request(request)
    values = {
        "exercise": row,
        "owns": access.owns(account, row),
        "leaders": row.leaders.order_by("name", "username"),
        "invitations": leading.open_invitations(row),
        "link": link,
        "days": leading.DAYS,
    }
    return render(request, "palermo/leaders.html", values)


@login_required
@require_POST
def remove(request: HttpRequest, exercise: str, pk: int) -> HttpResponse:
    """Let somebody no longer lead: whom it belongs to says so, or the one who leaves."""
    row, leader = access.leader_to_remove(request.user, exercise, pk)
    leading.remove(row, leader)
    if leader.pk == access.account(request.user).pk:
        messages.success(request, _("You no longer lead “%(title)s”.") % {"title": row.title})
        return redirect("exercises")
    messages.success(request, _("%(name)s no longer leads it.") % {"name": leader.get_full_name()})
    return redirect("leaders", exercise=row.pk)


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def invited(request: HttpRequest, token: str) -> HttpResponse:
    """Accept an invitation: with the account one is signed in with, or with a new one. Only accepting uses the link up."""
    if limit.too_many(request):
        return errors.too_often(request)
    found = leading.invitation(token)
    if found is None:
        limit.wrong(request)
        return _over(request)
    who = request.user if isinstance(request.user, Account) and request.user.is_active else None
    form = None if who is not None else NewAccount(request.POST or None)
    if request.method == "GET" or (form is not None and not form.is_valid()):
        return render(request, "palermo/invited.html", {"exercise": found.exercise, "by": found.by, "form": form})
    if who is None and form is not None:
        who = form.account_made()
        login(request, who, backend=BACKEND)
    if who is None or not leading.accept(found, who):
        return _over(request)
    messages.success(request, _("You lead “%(title)s” now.") % {"title": found.exercise.title})
    return redirect("exercise", exercise=found.exercise.pk)


def _over(request: HttpRequest) -> HttpResponse:
    return errors.page(
        request,
        410,
        _("This invitation has been used, or is too old"),
        _("It works once, within a few days. Ask whoever sent it for a new one; it takes them two taps."),
        "/account/sign-in",
        _("Sign in"),
    )
