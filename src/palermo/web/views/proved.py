"""What is proved of a scenario: the page for its authors, and the long work behind it."""

from __future__ import annotations

import re

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from palermo import scenario
from palermo.engine.scenario import Preset
from palermo.scenario import Package
from palermo.trial.study import Wanted
from palermo.web import proved, studies

PROOF = Wanted("proof")


@login_required
@require_safe
def page(request: HttpRequest, name: str) -> HttpResponse:
    """What was found, for the preset and the profile that were chosen; and what can still be worked out."""
    package = _package(name)
    if package is None:
        return render(request, "palermo/proved.html", {"name": name, "title": name, "kept": scenario.examine(name)})
    language = get_language() or package.language
    preset, profile = _chosen(package, request.GET)
    told, played = studies.found(package, PROOF), package.played(profile)
    curve = studies.found(package, Wanted("dividend", preset.id, profile))
    values = {
        "name": name,
        "title": package.text("scenario.title", language) or name,
        "preset": preset.id,
        "profile": profile,
        "preset_name": _named(package, "presets", preset.id, language),
        "profile_name": _named(package, "profiles", profile, language),
        "choices": _choices(package, language),
        "kept": told,
        "proved": proved.proved(package, preset, profile, told, language) if told is not None else None,
        "loads": proved.loads(played, preset, profile, told, language) if told is not None else (),
        "readability": proved.readability(told) if told is not None else (),
        "dividend": proved.dividend(curve) if curve is not None else None,
        "most_decisions": played.scenario.limits.decisions,
        "proof_work": _work(package, PROOF, preset.id, profile, language),
        "dividend_work": _work(package, Wanted("dividend", preset.id, profile), preset.id, profile, language),
    }
    return render(request, "palermo/proved.html", values)


@login_required
@require_safe
def piece(request: HttpRequest, name: str) -> HttpResponse:
    """How far a study is, for the page that shows it; once it is over the page is asked to load itself anew."""
    package = _sound(name)
    preset, profile = _chosen(package, request.GET)
    wanted = _wanted(request.GET, preset.id, profile)
    work = _work(package, wanted, preset.id, profile, get_language() or package.language)
    return render(request, "palermo/proved_progress.html", {"name": name, "work": work})


@login_required
@require_POST
def work(request: HttpRequest, name: str) -> HttpResponse:
    """Begin a study, or stop it."""
    package = _sound(name)
    preset, profile = _chosen(package, request.POST)
    wanted = _wanted(request.POST, preset.id, profile)
    if request.POST.get("do") == "cancel":
        if studies.cancel(package, wanted):
            messages.success(request, _("Stopped. Nothing of it was kept; what was found before is still here."))
    else:
        try:
            studies.start(package, wanted)
        except studies.Busy:
            messages.warning(request, _("Not begun: something else is being worked out. One at a time."))
        except OSError:
            messages.warning(request, _("Not begun: this machine could not start the work. Please try again."))
    place = "#dividend" if wanted.kind == "dividend" else ""
    way = reverse("proved", kwargs={"name": name})
    return redirect(f"{way}?{urlencode({'preset': preset.id, 'profile': profile})}{place}")


def _package(name: str) -> Package | None:
    """Return a built-in package, None when it is broken. Raises Http404 for one there is not."""
    if name not in scenario.names():
        raise Http404
    try:
        return scenario.load(name)
    except scenario.Broken:
        return None


def _sound(name: str) -> Package:
    package = _package(name)
    if package is None:
        raise Http404
    return package


def _chosen(package: Package, given: QueryDict) -> tuple[Preset, str]:
    """Return the preset and the profile that were asked for, the first ones where none was. Raises Http404 for unknown ones."""
    presets = {one.id: one for one in package.scenario.presets}
    profiles = [one.id for one in package.scenario.profiles]
    preset, profile = given.get("preset") or next(iter(presets)), given.get("profile") or profiles[0]
    if preset not in presets or profile not in profiles:
        raise Http404
    return presets[preset], profile


def _wanted(given: QueryDict, preset: str, profile: str) -> Wanted:
    return Wanted("dividend", preset, profile) if given.get("what") == "dividend" else PROOF


def _named(package: Package, section: str, name: str, language: str) -> str:
    return package.text(f"{section}.{name}.name", language) or name


def _choices(package: Package, language: str) -> dict[str, list[tuple[str, str]]]:
    played = package.scenario
    return {
        "presets": [(one.id, _named(package, "presets", one.id, language)) for one in played.presets],
        "profiles": [(one.id, _named(package, "profiles", one.id, language)) for one in played.profiles],
    }


def _work(package: Package, wanted: Wanted, preset: str, profile: str, language: str) -> dict[str, object]:
    """Return how a study stands: none, running, other (something else runs), stopped, done."""
    job = studies.present()
    values: dict[str, object] = {"kind": wanted.kind, "preset": preset, "profile": profile}
    if job is not None and job.is_of(package, wanted):
        words = [
            _named(package, section, name, language)
            for section, name in zip(("presets", "profiles"), job.what, strict=False)
        ]
        percent = 100 * job.done // job.of if job.of else 0
        return {
            **values,
            "state": "running",
            "done": job.done,
            "of": job.of,
            "percent": percent,
            "at": ", ".join(words),
        }
    if studies.found(package, wanted) is not None:
        return {**values, "state": "done"}
    if job is not None:
        return {**values, "state": "other", "other": job.scenario, "other_title": _title(job.scenario, language)}
    return {**values, "state": "stopped" if studies.unfinished(package, wanted) else "none"}


def _title(name: str, language: str) -> str:
    package = _package(name) if name in scenario.names() else None
    return (package.text("scenario.title", language) if package is not None else "") or re.sub("_", " ", name)
