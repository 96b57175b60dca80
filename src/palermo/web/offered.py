"""What a choice at set-up means, from the package: which desks sit at which table, and how the minutes are spent."""

from __future__ import annotations

from collections import Counter

import msgspec
from django.utils.translation import gettext as _

from palermo.engine.scenario import Team
from palermo.scenario import Package
from palermo.web import chairs


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """A part of what is offered: a table with the tags of its desks, or a phase with its minutes."""

    words: str
    tags: tuple[chairs.Tag, ...] = ()


class Offered(msgspec.Struct, frozen=True, kw_only=True):
    """One of several to choose from: its name, its parts, and what they come to."""

    value: str
    name: str
    parts: tuple[Part, ...]
    sum: str = ""


def presets(package: Package, language: str) -> tuple[Offered, ...]:
    """Return the presets, each with its tables and who sits there."""
    scenario = package.scenario
    tags = {desk.id: chairs.tag(package, desk, language) for desk in scenario.desks}
    return tuple(
        Offered(
            value=preset.id,
            name=package.text(f"presets.{preset.id}.name", language) or preset.id,
            parts=tuple(
                Part(
                    words=_seat(package, team, language, preset.id),
                    tags=tuple(tags[desk] for desk in team.desks if desk in tags),
                )
                for team in preset.teams
            ),
        )
        for preset in scenario.presets
    )


def _seat(package: Package, team: Team, language: str, preset: str) -> str:
    name = chairs.table_name(package, team.id, team.desks, language, preset)
    if team.by == "rule":
        return _("%(table)s (answered by rule)") % {"table": name}
    return _("%(table)s (answered by you)") % {"table": name} if team.by == "control" else name


def _cut(package: Package, cut: str) -> str:
    """Return in plain words what a profile leaves out."""
    whole = package.scenario
    smaller = next((one for one in whole.cuts if one.id == cut), None)
    if smaller is None:
        return ""
    left = Counter(one.partition(":")[0] for one in smaller.without)

    def of(kind: str, every: int) -> dict[str, int]:
        return {"n": every - left[kind], "all": every}

    facts = _("%(n)s of %(all)s facts") % of("fact", len(whole.facts))
    injects = _("%(n)s of %(all)s injects") % of("inject", len(whole.injects))
    channels = _("%(n)s of %(all)s channels") % of("channel", len(whole.channels))
    said = _("A smaller exercise, for a first course: %(what)s.")
    return said % {"what": ", ".join((facts, injects, channels))}


def profiles(package: Package, language: str) -> tuple[Offered, ...]:
    """Return the profiles, each with its phases and their minutes, and how many of them are play."""
    out: list[Offered] = []
    for profile in package.scenario.profiles:
        parts = tuple(
            Part(words=f"{package.text(f'phases.{phase.id}.name', language) or phase.id} {phase.seconds // 60}")
            for phase in profile.phases
        )
        play = sum(phase.seconds for phase in profile.phases if phase.kind == "play") // 60
        total = sum(phase.seconds for phase in profile.phases) // 60
        said = _("%(play)s minutes of play in %(total)s minutes in all") % {"play": play, "total": total}
        if profile.cut:
            said = f"{said}. {_cut(package, profile.cut)}"
        elif any(one.cut for one in package.scenario.profiles):
            said = _("%(said)s. The whole exercise, for practised groups.") % {"said": said}
        name = package.text(f"profiles.{profile.id}.name", language) or profile.id
        out.append(Offered(value=profile.id, name=name, parts=parts, sum=said))
    return tuple(out)
