"""The form for a new exercise: its choices come from the package."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from palermo.scenario import Package
from palermo.web import offered
from palermo.web.forms import Line, Styled
from palermo.web.languages import own_name
from palermo.web.setting import Choices

RETENTION = (1, 7, 30, 90, 180)


def meeting_field() -> forms.URLField:
    """Return the field for a video room elsewhere, whose address everybody in the exercise is shown."""
    return forms.URLField(
        label=_("Video meeting, when the group is online"),
        max_length=300,
        required=False,
        assume_scheme="https",
        validators=[URLValidator(schemes=["https"])],
        error_messages={"invalid": _("Type the whole address; it begins with https://.")},
        widget=forms.URLInput(attrs={"placeholder": "https://", "autocomplete": "off"}),
        help_text=_("The address of your meeting. Everybody in the exercise is shown it; leave it empty in a room."),
    )


class TheirDetails(Styled):
    """What can be changed at any time: it is in no rule and in no log."""

    title = Line(label=_("Title"), max_length=80, help_text=_("For your list and the join page."))
    trainer = Line(
        label=_("Who leads it"), max_length=40, required=False, help_text=_("The name that participants read.")
    )
    support = Line(
        label=_("Someone to talk to afterwards"),
        max_length=120,
        required=False,
        help_text=_("A telephone number or a name. Without one the pages name you."),
    )
    meeting = meeting_field()


class NewExercise(TheirDetails):
    """What a facilitator decides before the start."""

    title = Line(
        label=_("Title"),
        max_length=80,
        required=False,
        help_text=_("For your list and the join page, such as “Tuesday group”."),
    )
    preset = forms.ChoiceField(label=_("Tables"), widget=forms.RadioSelect)
    profile = forms.ChoiceField(label=_("Length"), widget=forms.RadioSelect)
    language = forms.ChoiceField(
        label=_("Language of the exercise"), help_text=_("Each device may choose another one for itself.")
    )
    help_level = forms.TypedChoiceField(
        label=_("Help during play"),
        coerce=int,
        choices=(
            (0, _("none: you give hints yourself")),
            (1, _("a nudge when a table is stuck")),
            (2, _("a nudge, then a question")),
            (3, _("a nudge, a question, then where to look")),
        ),
        initial=1,
    )
    talk = forms.ChoiceField(
        label=_("Talking between tables"),
        widget=forms.RadioSelect,
        choices=(
            ("system", _("Only through the pages")),
            ("liaison", _("One person of each table may walk over and tell; the table that hears it records it")),
            ("paper", _("Everybody may talk; you record what was told")),
        ),
        initial="system",
    )
    retention_days = forms.TypedChoiceField(
        label=_("Kept after the end"),
        coerce=int,
        initial=30,
        help_text=_("Then the exercise and everybody's name are deleted."),
    )
    bots = forms.BooleanField(
        label=_("Bots in all chairs until people come"),
        required=False,
        initial=True,
        help_text=_("Whoever takes a chair takes it over."),
    )
    gentle = forms.BooleanField(
        label=_("Gentle wording of hard moments"),
        required=False,
        help_text=_("The rules stay the same. Each person can choose it on joining, too."),
    )
    points = forms.BooleanField(
        label=_("Points for groups"),
        required=False,
        help_text=_("Usually off. A common score and one for each table, shown once you have closed the debrief."),
    )

    def __init__(self, package: Package, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.package = package
        scenario = package.scenario
        self.presets, self.profiles = offered.presets(package, language), offered.profiles(package, language)
        self._choose("preset", [(one.value, one.name) for one in self.presets])
        self._choose("profile", [(one.value, one.name) for one in self.profiles])
        self.fields["language"].initial = language if language in scenario.languages else package.language
        self._choose("language", [(code, own_name(code)) for code in scenario.languages])
        self._choose(
            "retention_days", [(days, ngettext("%(n)d day", "%(n)d days", days) % {"n": days}) for days in RETENTION]
        )

    def choices(self) -> Choices:
        """Return what was chosen. Call it on a valid form."""
        return Choices(scenario=self.package.scenario.id, **self.cleaned_data)

    def said(self, name: str, value: object) -> str:
        """Return the words that a choice is offered in, '' when it is not offered."""
        choices = cast("forms.ChoiceField", self.fields[name]).choices
        return next((str(words) for key, words in choices if key == value), "")

    def _choose(self, name: str, choices: list[tuple[Any, str]]) -> None:
        field = cast("forms.ChoiceField", self.fields[name])
        field.choices = choices
        if field.initial is None and choices:
            field.initial = choices[0][0]
