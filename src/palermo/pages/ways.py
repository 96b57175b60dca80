"""The map of how agencies work together: who they are, what they may do and may not, and through which channel they reach whom.

All of it is the same for every table and at every time: how the services are built, nothing of the case.
"""

from __future__ import annotations

import math

import msgspec
from markupsafe import Markup

from palermo.engine.known import Known
from palermo.engine.scenario import Channel
from palermo.engine.scenario_map import Point
from palermo.pages.handbook import ChannelRow, RoleCard, cards, channel_row, reaches
from palermo.pages.scene import Scene, Side

SIZE: Point = (640, 330)
MIDDLE: Point = (320, 150)
RING: Point = (170, 110)


class Agency(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """An agency on the ring, its card, and the channels by which it reaches somebody."""

    side: Side
    country: Markup
    card: RoleCard
    channels: list[ChannelRow]
    at: Point


class Line(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A way that not everybody has, between two agencies; `ways` says who reaches whom by it: "POL>PRO PRO>POL"."""

    one: Point
    two: Point
    ways: str


class Ways(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """The whole map; `open_to_all` are the channels by which everybody reaches everybody, `first` the agency to begin with."""

    size: Point
    agencies: list[Agency]
    lines: list[Line]
    open_to_all: list[Markup]
    first: str


def ways(scene: Scene, known: Known) -> Ways:
    """Return how the agencies of an exercise reach each other, for a table."""
    channels = [channel for channel in scene.scenario.channels if not (channel.spoken and known.setup.talk == "system")]
    order = sorted(scene.scenario.desks, key=lambda desk: (not desk.country, desk.country))
    at = {desk.id: _place(n, len(order)) for n, desk in enumerate(order)}
    return Ways(
        size=SIZE,
        agencies=[_agency(scene, desk.id, desk.country, channels, at[desk.id]) for desk in order],
        lines=_lines(channels, at),
        open_to_all=[scene.t(f"channels.{channel.id}.name") for channel in channels if _for_all(channel)],
        first=next(iter(known.desks), order[0].id if order else ""),
    )


def _agency(scene: Scene, desk: str, country: str, channels: list[Channel], at: Point) -> Agency:
    return Agency(
        side=scene.desks[desk],
        country=scene.t(f"countries.{country}.name") if country else Markup(""),
        card=cards(scene, (desk,))[0],
        channels=[channel_row(scene, channel, {desk}) for channel in channels if _used(channel, desk, scene)],
        at=at,
    )


def _lines(channels: list[Channel], at: dict[str, Point]) -> list[Line]:
    special = [channel for channel in channels if not _for_all(channel)]
    out: list[Line] = []
    desks = list(at)
    for n, one in enumerate(desks):
        for two in desks[n + 1 :]:
            found = [
                f"{a}>{b}" for a, b in ((one, two), (two, one)) if any(_sends(c, a) and reaches(c, b) for c in special)
            ]
            if found:
                out.append(Line(one=at[one], two=at[two], ways=" ".join(found)))
    return out


def _sends(channel: Channel, desk: str) -> bool:
    return "*" in channel.members or desk in channel.members


def _used(channel: Channel, desk: str, scene: Scene) -> bool:
    return _sends(channel, desk) and any(reaches(channel, other) for other in scene.desks if other != desk)


def _for_all(channel: Channel) -> bool:
    return "*" in channel.members and "*" in channel.only_to


def _place(n: int, all: int) -> Point:
    """Return the n-th place on the ring, from the top and with the clock."""
    turn = 2 * math.pi * n / max(1, all)
    return round(MIDDLE[0] + RING[0] * math.sin(turn)), round(MIDDLE[1] - RING[1] * math.cos(turn))
