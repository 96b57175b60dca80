"""Facilitators: the first one, and how a name or an e-mail address finds its account."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.db.models import Q
from django.http import HttpRequest

from palermo.web.models import Account

FIRST_NAME = "trainer"


class NameOrMail(ModelBackend):
    """Signs in by user name or by e-mail address, whichever was typed."""

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **kwargs: Any
    ) -> Account | None:
        """Return the account of these credentials, or None. Takes as long for a name that nobody has."""
        if not username or password is None:
            return None
        account = _found(username)
        if account is None:
            Account().set_password(password)
            return None
        if not account.check_password(password):
            return None
        if not self.user_can_authenticate(account):
            return None
        return account


def _found(typed: str) -> Account | None:
    by_name = Account.objects.filter(username=typed).first()
    if by_name is not None:
        return by_name
    by_mail = list(Account.objects.filter(Q(email__iexact=typed) & ~Q(email=""))[:2])
    return by_mail[0] if len(by_mail) == 1 else None


def nobody_yet() -> bool:
    """Tell whether there is no account at all: the first run."""
    return not Account.objects.exists()


def first() -> Account:
    """Return the first facilitator; on a first run one is made, without a password, who signs in by one-time addresses."""
    account = Account.objects.filter(is_active=True).order_by("-is_superuser", "pk").first()
    if account is not None:
        return account
    account = Account(username=FIRST_NAME, name="", is_superuser=True)
    account.set_unusable_password()
    account.save()
    return account
