"""The form for joining: name, part and chair."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from palermo.web.forms import Line, Styled
from palermo.web.models import Participant

Part = Participant.Part


class Join(Styled):
    """A name, how to take part, a chair, and that the notice was read."""

    name = Line(
        label=_("What should we call you here?"),
        max_length=40,
        widget=forms.TextInput(attrs={"class": "form-control form-control-lg", "autocomplete": "off"}),
        help_text=_("A first name, a nickname or a number. You need no account."),
        error_messages={"required": _("Type a name or a number that the others at your table can use.")},
    )
    part = forms.ChoiceField(
        choices=Part.choices,
        initial=Part.TAKE,
        error_messages={"required": _("Choose how you would like to take part.")},
    )
    chair = forms.CharField(max_length=120, required=False)
    read = forms.BooleanField(
        error_messages={"required": _("Read the notice on this page first, and tick that you did.")}
    )

    @property
    def wants_a_chair(self) -> bool:
        """Whether this part is played on a chair. Call it on a form whose part is valid."""
        return self.cleaned_data.get("part") in (Part.TAKE, Part.GENTLE)

    def clean(self) -> dict[str, Any]:
        """A part that is played needs a chair."""
        given = super().clean() or self.cleaned_data
        if self.wants_a_chair and not given.get("chair"):
            self.add_error("chair", _("Choose a free chair."))
        return given
