"""A handout as data: sections with points and cards, or the lanes of a map; and where each sentence comes from."""

from __future__ import annotations

from typing import dataclass_transform

import msgspec


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(msgspec.field,))
class _Record(msgspec.Struct, frozen=True, gc=False, kw_only=True, forbid_unknown_fields=True):
    pass


class Source(_Record, kw_only=True):
    """Where something was read. `at` is an address without its scheme, as it is printed."""

    id: str
    name: str
    at: str


class Entry(_Record, kw_only=True):
    """A card: a step, an institution, an instrument. `fields` are filled under the handout's labels; `also` is a full name,
    `check` what is uncertain in it."""

    name: str
    also: str = ""
    fields: dict[str, str]
    check: str = ""
    sources: tuple[str, ...] = ()


class Section(_Record, kw_only=True):
    """A part of a handout. `numbered` counts its cards: they are steps."""

    head: str
    text: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    entries: tuple[Entry, ...] = ()
    numbered: bool = False
    sources: tuple[str, ...] = ()


class Lane(_Record, kw_only=True):
    """A line of the map: who asks, by which way, who connects, what that one can and cannot do, who is reached."""

    name: str
    ours: str
    channel: str
    hub: str
    can: str
    cannot: str
    yields: str
    theirs: str
    sources: tuple[str, ...] = ()


class Handout(_Record, kw_only=True):
    """One handout. `labels` name the fields of its cards in their order; `check` is what is to be checked before it is relied on."""

    id: str
    title: str
    short: str
    lead: str
    labels: dict[str, str] = {}
    sections: tuple[Section, ...] = ()
    lanes: tuple[Lane, ...] = ()
    check: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()

    def numbers(self, ids: tuple[str, ...]) -> str:
        """Return the numbers under which sources stand in the list at the end: "2, 5"."""
        order = [one.id for one in self.sources]
        return ", ".join(str(order.index(one) + 1) for one in ids)


class Words(_Record, kw_only=True):
    """What every handout says in one language: heads, and the notes at its end."""

    handouts: str
    lead: str
    sources: str
    check: str
    to_check: str
    note: str
    read: str
    source: str
    need: str
    ours: str
    channel: str
    hub: str
    theirs: str
    can: str
    cannot: str
    yields: str
    print: str
    pdf: str
    page: str
    back: str
    credit: str
