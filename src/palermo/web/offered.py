"""What a choice at set-up means, from the package: which desks sit at which table, and how the minutes are spent."""

from __future__ import annotations

import msgspec
from django.utils.translation import gettext as _

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
                    words=chairs.table_name(package, team.id, team.desks, language, preset.id),
                    tags=tuple(tags[desk] for desk in team.desks if desk in tags),
                )
                for team in preset.teams
            ),
        )
        for preset in scenario.presets
    )


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
        name = package.text(f"profiles.{profile.id}.name", language) or profile.id
        out.append(Offered(value=profile.id, name=name, parts=parts, sum=said))
    return tuple(out)
