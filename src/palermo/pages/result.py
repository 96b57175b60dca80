"""The common result: what the room brought about, as counts in words."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
from markupsafe import Markup

from palermo.pages import words
from palermo.pages.aims import counted
from palermo.pages.scene import Scene

_OF = {
    "people_safe": "people",
    "suspects_held": "suspects",
    "harm_flags": "",
    "assessments_established": "assessments",
    "needs_met": "needs",
}
_ICONS = {
    "people_safe": "heart-handshake",
    "suspects_held": "gavel",
    "harm_flags": "flag",
    "assessments_established": "circle-check",
    "needs_met": "hand-heart",
}


class Count(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A number of the result, of how many, and what it counts."""

    id: str
    icon: str
    n: int
    of: int
    label: str


class Aim(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """One of the things the whole table was to bring about, and what it counts."""

    text: Markup
    met: bool
    counts: list[Markup]


class Result(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """The common result."""

    counts: list[Count]
    aims: list[Aim]
    won: bool


def result(scene: Scene, outcome: Mapping[str, int]) -> Result:
    """Return the common result in words. `of` is -1 where a count has no whole."""
    counts = [
        Count(
            id=name,
            icon=_ICONS[name],
            n=outcome.get(name, 0),
            of=outcome.get(whole, -1) if whole else -1,
            label=scene.gettext(words.OUTCOME[name]),
        )
        for name, whole in _OF.items()
        if name in outcome
    ]
    aims = [
        Aim(
            text=scene.t(f"win.{aim.id}.text"),
            met=bool(outcome.get(f"aim:{aim.id}")),
            counts=counted(scene, aim.when, scene.profile),
        )
        for aim in scene.scenario.win
        if f"aim:{aim.id}" in outcome
    ]
    return Result(counts=counts, aims=aims, won=bool(outcome.get("won")))
