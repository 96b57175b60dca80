"""The first page of a pack: what is in it, envelope by envelope, and how to print it."""

from __future__ import annotations

import msgspec

from palermo.pages.language import catalogue, spoken
from palermo.report.records import KINDS, Facts, Kit, Talk, kind_of


class Content(msgspec.Struct, frozen=True, gc=False):
    """An envelope's contents in words."""

    name: str
    lines: tuple[str, ...]


def contents(kit: Kit) -> list[Content]:
    """Return what lies in each envelope."""
    words = catalogue(spoken(kit.language))
    out = []
    for envelope in kit.envelopes:
        counts: dict[str, int] = {}
        for leaf in envelope.leaves:
            many = len(leaf.cards) if isinstance(leaf, Facts | Talk) else 1
            counts[kind_of(leaf)] = counts.get(kind_of(leaf), 0) + many
        lines = tuple(f"{words.gettext(KINDS[kind])}: {n}" for kind, n in counts.items() if kind in KINDS)
        out.append(Content(envelope.name, lines))
    return out


def advice(kit: Kit) -> tuple[str, ...]:
    """Return how to print and cut."""
    say = catalogue(spoken(kit.language)).gettext
    return (
        say(
            "A4, in its actual size, black and white. One side is enough; printed on both sides, turn over the long edge."
        ),
        say(
            "Landscape pages are two A5 cards: cut them in the middle. Cut fact and question cards along the dashed lines."
        ),
        say("Put each table's papers in an envelope. What is for control alone stays with control."),
    )
