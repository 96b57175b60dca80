"""The print pack of an exercise, as its facilitator asks for it."""

from __future__ import annotations

import asyncio
import io
import logging
import zipfile
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor

from django import forms
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palermo.pages.language import catalogue, spoken
from palermo.pages.texts import Texts
from palermo.report import KINDS, Kit, Paper, Wanted, Way, about, chosen, handout_pdf, kit, papers, pdf
from palermo.web import door, languages, reach
from palermo.web.models import Exercise

log = logging.getLogger("palermo.web")

# One at a time: the typesetter takes a second of a processor, and the exercise goes on meanwhile.
_press = ThreadPoolExecutor(max_workers=1, thread_name_prefix="print")


class Print(forms.Form):
    """What to print: whose papers, which kinds, in which language, in which wording."""

    envelope = forms.ChoiceField(required=False, label=gettext_lazy("Whose papers?"))
    kind = forms.MultipleChoiceField(required=False, label=gettext_lazy("Which?"))
    language = forms.ChoiceField(required=False, label=gettext_lazy("Language"))
    gentle = forms.BooleanField(required=False, label=gettext_lazy("Gentle wording"))

    def __init__(self, row: Exercise, whole: Kit, data: QueryDict | None) -> None:
        super().__init__(data)
        self.row = row
        words = catalogue(spoken(whole.language))
        self.envelopes = [(envelope.id, envelope.name) for envelope in whole.envelopes]
        self.kinds = [(kind, words.gettext(name)) for kind, name in KINDS.items()]
        self.named = [(code, languages.own_name(code)) for code in door.package(row.pk).scenario.languages]
        self.fields["envelope"].choices = [("", _("Everything")), ("tables", _("All tables")), *self.envelopes]  # type: ignore[attr-defined]
        self.fields["kind"].choices = self.kinds  # type: ignore[attr-defined]
        self.fields["language"].choices = [("", ""), *self.named]  # type: ignore[attr-defined]


def whole(request: HttpRequest, row: Exercise, language: str = "", *, gentle: bool = False) -> Kit:
    """Return the whole pack of an exercise as it is set up now."""
    state, package = door.state(row.pk), door.package(row.pk)
    setup = state.world.setup
    join = reach.address(request, reverse("join", kwargs={"code": row.code}))
    return kit(
        package.scenario,
        Texts(package.texts, row.language, {}),
        preset=setup.preset,
        profile=setup.profile,
        language=language or row.language,
        gentle=gentle or setup.gentle,
        teams=state.world.teams,
        talk=setup.talk,
        title=row.title,
        way=Way(
            code=row.code,
            address=join,
            addresses={team: f"{join}?table={team}" for team, _ in state.world.teams},
            trainer=row.trainer,
            support=row.support,
        ),
    )


class Asked:
    """A part of a pack as it was asked for: the pack itself, what it is called, whether a page with its contents goes first."""

    def __init__(self, request: HttpRequest, row: Exercise) -> None:
        self.row = row
        form = Print(row, whole(request, row), request.GET)
        form.is_valid()
        wanted = form.cleaned_data
        kinds = frozenset(wanted.get("kind") or ())
        envelope = wanted.get("envelope") or ""
        every = whole(request, row, wanted.get("language") or "", gentle=bool(wanted.get("gentle")))
        self.kit = chosen(every, Wanted(envelope, kinds))
        self.cover = not kinds
        names = dict(form.fields["envelope"].choices)  # type: ignore[attr-defined]
        self.subtitle = str(names.get(envelope, "")) if envelope else _("Print pack")


async def typeset(asked: Asked) -> AsyncIterator[bytes]:
    """Yield the PDF of what was asked for. Made in a process of its own, waited for outside Django's one thread."""
    loop = asyncio.get_running_loop()
    try:
        yield await loop.run_in_executor(_press, lambda: pdf(asked.kit, subtitle=asked.subtitle, cover=asked.cover))
    except Exception:
        # The answer has begun: the browser says that the download did not come through.
        log.exception("exercise %s: its pack could not be typeset", asked.row.pk)
        raise


def kit_of(request: HttpRequest, row: Exercise, language: str = "", *, gentle: bool = False) -> list[Paper]:
    """Return the printed kit of an exercise as it is set up now, as a set of papers that are still to be made."""
    every = whole(request, row, language, gentle=gentle)
    setup = door.state(row.pk).world.setup
    return papers(every, about=about(door.package(row.pk), setup.preset, setup.profile, every.language))


async def zipped(made: list[Paper], pk: str) -> AsyncIterator[bytes]:
    """Yield a set of papers as one archive. One is made at a time, so that somebody who prints a page gets it in between."""
    loop = asyncio.get_running_loop()
    out = io.BytesIO()
    try:
        with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
            for paper in made:
                archive.writestr(paper.file, await loop.run_in_executor(_press, paper.make))
    except Exception:
        log.exception("exercise %s: its kit could not be typeset", pk)
        raise
    yield out.getvalue()


async def sheet(name: str, language: str) -> AsyncIterator[bytes]:
    """Yield a handout as PDF."""
    try:
        yield await asyncio.get_running_loop().run_in_executor(_press, handout_pdf, name, language)
    except Exception:
        log.exception("handout %s in %s could not be typeset", name, language)
        raise
