"""Ways in that work once: an address that signs the facilitator in, and the code for making the first account."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from palermo.web import accounts, codes
from palermo.web.models import Account, OneTime

MINUTES = 30


def entrance(path: str = "/exercises", account: Account | None = None) -> str:
    """Return the path of an address that signs in once, within half an hour, and leads to `path`.

    Without an account it is the first facilitator's, who is made when there is none.
    """
    _forget_old()
    token = codes.token()
    OneTime.objects.create(
        digest=codes.digest(token),
        kind=OneTime.Kind.ENTER,
        account=account or accounts.first(),
        path=path,
        until=timezone.now() + timedelta(minutes=MINUTES),
    )
    return f"/enter/{token}"


def setup_code() -> str | None:
    """Return a new code for making the first account, None when there is one. Earlier codes end."""
    _forget_old()
    if not accounts.nobody_yet():
        return None
    OneTime.objects.filter(kind=OneTime.Kind.SETUP).delete()
    code = codes.return_code()
    OneTime.objects.create(digest=codes.digest(code), kind=OneTime.Kind.SETUP, until=timezone.now() + timedelta(days=1))
    return code


def used(token: str) -> OneTime | None:
    """Use an address: return what it opens, None when it is unknown, over, or was used before."""
    return _use(token, OneTime.Kind.ENTER)


def code_opens(code: str) -> bool:
    """Tell whether a set-up code is good. It ends when the account is made: then there is nothing left to set up."""
    return OneTime.objects.filter(
        digest=codes.digest(codes.clean(code)), kind=OneTime.Kind.SETUP, until__gt=timezone.now()
    ).exists()


def _use(token: str, kind: str) -> OneTime | None:
    good = OneTime.objects.filter(digest=codes.digest(token), kind=kind, used=False, until__gt=timezone.now())
    with transaction.atomic():
        found = good.select_related("account").first()
        # The count says whether it was us: another request may have used it meanwhile.
        if found is None or good.update(used=True) != 1:
            return None
    return found


def _forget_old() -> None:
    OneTime.objects.filter(until__lte=timezone.now()).delete()
