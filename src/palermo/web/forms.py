"""The forms of accounts and doors. Fields carry the stylesheet's classes; what is typed is cleaned here."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import password_validation
from django.contrib.auth.forms import AuthenticationForm
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from palermo.web import codes, spoken
from palermo.web.models import Account

_CLASSES: dict[type[forms.Widget], str] = {
    forms.Select: "form-select",
    forms.CheckboxInput: "form-check-input",
    forms.RadioSelect: "",
    forms.ClearableFileInput: "form-control",
}


class Line(forms.CharField):
    """A line of words; direction marks and line ends are taken out."""

    def to_python(self, value: Any) -> str:
        """Return the words on one line."""
        return spoken.one_line(super().to_python(value) or "")


class Styled(forms.Form):
    """A form in the stylesheet's classes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        for name, field in self.fields.items():
            field.widget.attrs.setdefault("class", _CLASSES.get(type(field.widget), "form-control"))
            if field.help_text:
                field.widget.attrs["aria-describedby"] = f"id_{name}_help"

    @property
    def first_wrong(self) -> str:
        """The first field, in the order of the page, that needs another look; '' for none."""
        return next((name for name in self.fields if name in (self._errors or ())), "")

    def add_error(self, field: str | None, error: Any) -> None:
        """Keep an error, and let the page open at the first field that has one."""
        super().add_error(field, error)
        for name, one in self.fields.items():
            one.widget.attrs.pop("autofocus", None)
            if name in (self._errors or ()):
                said = (f"id_{name}_help",) if one.help_text else ()
                one.widget.attrs["aria-describedby"] = " ".join((*said, f"id_{name}_error"))
            if name == self.first_wrong:
                one.widget.attrs["autofocus"] = True


class SignIn(AuthenticationForm, Styled):
    """User name or e-mail address, and password."""

    error_messages = {
        "invalid_login": _(
            "Not signed in: name and password do not belong together. Mind capital letters and try again."
        ),
        "inactive": _("Not signed in: this account is closed."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("User name or e-mail")


class NewPassword(Styled):
    """A new password, twice."""

    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 10 characters. A sentence that you remember is good."),
    )
    again = forms.CharField(
        label=_("The same password again"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    account: Account | None = None

    def clean(self) -> dict[str, Any]:
        """Compare the two, and ask the validators."""
        given = super().clean() or self.cleaned_data
        password, again = given.get("password"), given.get("again")
        if password and again and password != again:
            self.add_error("again", _("The two passwords differ. Type the same one twice."))
        if password:
            try:
                password_validation.validate_password(password, self.whose(given))
            except ValidationError as weak:
                self.add_error("password", weak)
        return given

    def whose(self, given: dict[str, Any]) -> Account | None:
        """Return the account the password is compared with."""
        return self.account


class ChangePassword(NewPassword):
    """The present password and a new one. An account that has none yet is not asked for it."""

    present = forms.CharField(
        label=_("Present password"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )
    field_order = ("present", "password", "again")

    def __init__(self, account: Account, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.account = account
        if not account.has_usable_password():
            del self.fields["present"]

    def clean_present(self) -> str:
        """Check the present password."""
        present = str(self.cleaned_data["present"])
        if self.account is None or not self.account.check_password(present):
            raise ValidationError(_("This is not your present password."))
        return present


class NewAccount(NewPassword):
    """A facilitator's account."""

    name = Line(
        label=_("Your name"),
        max_length=40,
        help_text=_("Participants read it: “Paused by Anna”. A first name will do."),
    )
    username = forms.CharField(
        label=_("User name"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )
    email = forms.EmailField(
        label=_("E-mail"), required=False, help_text=_("Only for signing in. Palermo sends no mail.")
    )
    field_order: tuple[str, ...] = ("name", "username", "email", "password", "again")

    def clean_username(self) -> str:
        """Return a name that nobody has."""
        username = str(self.cleaned_data["username"])
        if Account.objects.filter(username=username).exists():
            raise ValidationError(_("Somebody has this user name. Choose another one, or sign in."))
        return username

    def whose(self, given: dict[str, Any]) -> Account:
        """Return an account that is not kept, to compare the password with its names."""
        return Account(username=given.get("username", ""), email=given.get("email", ""), name=given.get("name", ""))

    def account_made(self, *, first: bool = False) -> Account:
        """Make the account; the first one of a server may open everything on it. Call it on a valid form."""
        given = self.cleaned_data
        account = Account(username=given["username"], email=given["email"], name=given["name"], is_superuser=first)
        account.set_password(given["password"])
        account.save()
        return account


class FirstAccount(NewAccount):
    """The first facilitator."""

    code = forms.CharField(label=_("Code from the server's window"), max_length=40)
    field_order = ("code", "name", "username", "email", "password", "again")

    def __init__(self, *args: Any, with_code: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not with_code:
            del self.fields["code"]


class Code(Styled):
    """A code to come in, or to come back."""

    code = forms.CharField(
        label=_("Code from the screen"),
        max_length=40,
        widget=forms.TextInput(
            attrs={
                "class": "form-control form-control-lg",
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
            }
        ),
    )

    def clean_code(self) -> str:
        """Return the code without spaces and dashes, in capitals."""
        return codes.clean(str(self.cleaned_data["code"]))
