"""What does not change in play: role cards, the law card, contacts, channels, the protocol; and who is at the table."""

from __future__ import annotations

import re

import msgspec
from markupsafe import Markup, escape

from palermo.engine.known import Known
from palermo.engine.scenario import Channel
from palermo.pages import words
from palermo.pages.can import minutes_of
from palermo.pages.scene import Scene, Side

_SENTENCE = re.compile(r"(?<=[.!?])\s+")


class RoleCard(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A desk's role card."""

    side: Side
    card: Markup
    may: list[Markup]
    may_not: list[Markup]


def cards(scene: Scene, desks: tuple[str, ...]) -> list[RoleCard]:
    """Return the role cards of some desks."""
    return [
        RoleCard(
            side=scene.side(desk),
            card=scene.t.paragraphs(f"desks.{desk}.card"),
            may=_sentences(scene, f"desks.{desk}.may"),
            may_not=_sentences(scene, f"desks.{desk}.may_not"),
        )
        for desk in desks
    ]


def _sentences(scene: Scene, key: str) -> list[Markup]:
    return [escape(part) for part in _SENTENCE.split(scene.t.plain(key)) if part]


class Contact(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """How a desk is reached and what it can be asked."""

    side: Side
    text: Markup


def contacts(scene: Scene, ours: tuple[str, ...]) -> list[Contact]:
    """Return the other desks and how to reach them."""
    return [
        Contact(side=side, text=scene.t(f"desks.{desk}.contact"))
        for desk, side in scene.desks.items()
        if desk not in ours and scene.t.has(f"desks.{desk}.contact")
    ]


class ChannelRow(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A way to send."""

    id: str
    name: Markup
    what: Markup
    reaches: Markup
    takes: str
    court: str
    yields: str
    coded: bool
    copies: bool
    leaks: bool


def channels(scene: Scene, known: Known) -> list[ChannelRow]:
    """Return the channels the table can use."""
    ours = set(known.desks)
    rows: list[ChannelRow] = []
    for channel in scene.scenario.channels:
        if channel.spoken and known.setup.talk == "system":
            continue
        if "*" not in channel.members and not ours & set(channel.members):
            continue
        rows.append(channel_row(scene, channel, ours))
    return rows


def channel_row(scene: Scene, channel: Channel, ours: set[str]) -> ChannelRow:
    """Return one channel as it is shown to a table that holds `ours`."""
    reach = tuple(desk for desk in scene.desks if desk not in ours and reaches(channel, desk))
    every = "*" in channel.members and "*" in channel.only_to
    return ChannelRow(
        id=channel.id,
        name=scene.t(f"channels.{channel.id}.name"),
        what=scene.t(f"channels.{channel.id}.what"),
        reaches=escape(scene.gettext("everyone")) if every else scene.tags(reach),
        takes=scene.gettext("at once") if channel.spoken else minutes_of(scene, channel.takes),
        court=scene.gettext("yes") if channel.court else scene.gettext("no"),
        yields=yields(scene, channel),
        coded=channel.coded and bool(scene.scenario.codes),
        copies=channel.copies,
        leaks=bool(channel.leak),
    )


def yields(scene: Scene, channel: Channel) -> str:
    """Return what comes of what goes by a channel, in words."""
    return scene.gettext(words.YIELDS[channel.yields])


def reaches(channel: Channel, desk: str) -> bool:
    """Tell whether a channel goes to a desk."""
    return ("*" in channel.members or desk in channel.members) and ("*" in channel.only_to or desk in channel.only_to)


class Chair(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """Somebody at the table."""

    name: str
    role: Markup
    desks: Markup
    ready: bool


def chairs(scene: Scene, known: Known) -> list[Chair]:
    """Return who is at the table, as it sees itself."""
    return [
        Chair(
            name=scene.seat(row.seat) or scene.gettext("somebody"),
            role=scene.t(f"roles.{row.role}.name"),
            desks=scene.tags(row.desks),
            ready=row.ready,
        )
        for row in known.seats.values()
    ]
