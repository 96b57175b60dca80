"""The practice hand-over of the lobby: a training fact that goes to another table, in the dialog of a real one."""

from __future__ import annotations

import msgspec
from markupsafe import Markup, escape

from palermo.engine.known import Known
from palermo.pages.desk import Writer
from palermo.pages.rows import Powers
from palermo.pages.scene import Scene, Side
from palermo.pages.sending import closed

NUMBER = "TR-1"


class Training(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """The training fact: its number, what it is about, what it says, its check word."""

    number: str
    title: Markup
    body: Markup
    word: Markup


class Practice(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """What the lobby shows: the fact, the desks that may hand it over, where it went, from whom it arrived."""

    fact: Training
    desks: str
    sent: list[Side]
    arrived: list[Side]


def training(scene: Scene) -> Training:
    """Return the training fact in the package's words; a package without any has the interface's."""

    def words(key: str, spare: str) -> Markup:
        return scene.t(f"scenario.practice.{key}") if scene.t.has(f"scenario.practice.{key}") else escape(spare)

    say = scene.gettext
    return Training(
        number=NUMBER,
        title=words("title", say("A lost umbrella in the corridor")),
        body=words("full", say("A green umbrella was found in the corridor. It has nothing to do with the case.")),
        word=words("word", say("harbour")),
    )


def practice(scene: Scene, known: Known, powers: Powers) -> Practice:
    """Return the practice of a table's lobby, the last that arrived first."""
    rows, ours = list(known.practice.values()), known.desks
    return Practice(
        fact=training(scene),
        desks=powers.desks("practise"),
        sent=[scene.side(desk) for desk in dict.fromkeys(row.to for row in rows if row.desk in ours)],
        arrived=[scene.side(desk) for desk in dict.fromkeys(row.desk for row in reversed(rows) if row.to in ours)],
    )


def practise(w: Writer) -> str:
    """The dialog to hand the training fact over."""
    ways = w.powers.of("practise")
    desk = w.choose(ways)
    if not desk:
        return closed(w)
    to = next(power for power in ways if power.desk == desk).slots["to"]
    return w.scene.render(
        "forms/practise.html",
        w=w,
        desk=w.scene.side(desk),
        others=w.others(ways, desk),
        fact=training(w.scene),
        to=[side for one, side in w.scene.desks.items() if one in to],
    )
