"""The form for joining: for whom the device is, a name or several, how to take part, and where to sit."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from palermo.web import chairs, spoken
from palermo.web.forms import Line, Styled
from palermo.web.models import Participant

Part = Participant.Part

ONE, TABLE = "one", "table"
LONGEST = 40
_BETWEEN = re.compile(r"[,;/\n]+|\s+(?:and|&|\+)\s+")


def people(typed: str) -> tuple[str, ...]:
    """Return the names that somebody typed with commas between them, or "Person 1" and so on for a number alone."""
    words = [spoken.one_line(part) for part in _BETWEEN.split(typed)]
    words = [word for word in words if word]
    if len(words) == 1 and words[0].isdecimal() and len(words[0]) < 3:
        return tuple(_now("Person %(n)s") % {"n": n} for n in range(1, int(words[0]) + 1))
    return tuple(words)


class Consent(Styled):
    """How to take part, and that the notice was read."""

    part = forms.ChoiceField(
        choices=Part.choices,
        initial=Part.TAKE,
        error_messages={"required": _("Choose how you would like to take part.")},
    )
    read = forms.BooleanField(required=False)
    unread = _("Read the notice on this page first, and tick that you did.")

    @property
    def wants_a_chair(self) -> bool:
        """Whether this part is played on a chair. Call it on a form whose part is valid."""
        return self.cleaned_data.get("part") in (Part.TAKE, Part.GENTLE)

    def clean(self) -> dict[str, Any]:
        """Who does not come today need not have read what will come."""
        given = super().clean() or self.cleaned_data
        if not given.get("read") and given.get("part") != Part.NO:
            self.add_error("read", self.unread)
        return given


def _name() -> Line:
    return Line(
        label=_("What should we call you here?"),
        max_length=LONGEST,
        required=False,
        widget=forms.TextInput(attrs={"class": "form-control form-control-lg", "autocomplete": "off"}),
        help_text=_("A first name, a nickname or a number. You need no account."),
    )


class Card(Consent):
    """For somebody on the list: her name stands there already, and so does her place."""

    name = _name()
    field_order = ("name", "part", "read")

    def clean_name(self) -> str:
        """Check that there is a name."""
        return _named(str(self.cleaned_data["name"]))


class Join(Consent):
    """Who comes, for whom the device is, how to take part, a chair, and that the notice was read.

    `chair` is "T2/officer", or "T2" with the role beside it in `role-T2`, or "T2" alone for any chair that is free there.
    """

    device = forms.ChoiceField(choices=((ONE, _("me")), (TABLE, _("our whole table"))), initial=ONE, required=False)
    name = _name()
    names = forms.CharField(
        label=_("Who sits at this device?"),
        max_length=400,
        required=False,
        widget=forms.TextInput(attrs={"class": "form-control form-control-lg", "autocomplete": "off"}),
        help_text=_("First names with commas between them, or only how many you are: 3"),
    )
    chair = forms.CharField(max_length=120, required=False)
    field_order = ("device", "name", "names", "chair", "part", "read")

    @property
    def together(self) -> bool:
        """Whether a whole table shares the device. Call it on a valid form."""
        return self.cleaned_data.get("device") == TABLE

    @property
    def people(self) -> tuple[str, ...]:
        """The names of who comes. Call it on a valid form."""
        return people(self.cleaned_data["names"]) if self.together else (self.cleaned_data["name"],)

    def clean(self) -> dict[str, Any]:
        """A part that is played needs a chair, and everybody a name."""
        given = super().clean() or self.cleaned_data
        if self.together and not self.wants_a_chair:
            self.add_error(
                "part", _("Each of you chooses on her own device whether to watch, or not to take part today.")
            )
        elif self.together:
            self._clean_people(given)
        else:
            try:
                _named(given.get("name", ""))
            except forms.ValidationError as missing:
                self.add_error("name", missing)
        if self.wants_a_chair:
            given["chair"] = self._chair(given)
            if not given["chair"]:
                self.add_error("chair", _("Choose where to sit."))
        return given

    def _chair(self, given: dict[str, Any]) -> str:
        chair = str(given.get("chair") or "")
        if not chair or "/" in chair or self.together:
            return chair.partition("/")[0] if self.together else chair
        role = str(self.data.get(f"role-{chair}") or "")
        return role if role.startswith(f"{chair}/") and len(role) <= 120 else chair

    def _clean_people(self, given: dict[str, Any]) -> None:
        found = people(given.get("names", ""))
        if not found:
            self.add_error("names", _("Type the first names of those who sit here, or how many you are."))
        elif len(found) > chairs.AT_A_TABLE:
            most = _("At most %(n)s people can sit at one table.") % {"n": chairs.AT_A_TABLE}
            self.add_error("names", most)
        elif any(len(name) > LONGEST for name in found):
            self.add_error("names", _("Put a comma between two names. One name has at most 40 letters."))
        elif len({name.casefold() for name in found}) < len(found):
            self.add_error("names", _("Two of you have the same name. Add a letter, so that one can tell who types."))


def _named(name: str) -> str:
    if not name:
        raise forms.ValidationError(_("Type a name or a number that the others at your table can use."))
    return name
