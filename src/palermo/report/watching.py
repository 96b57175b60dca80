"""What observers hold in their hands: forms for an objective, for a table, and for the voice of a person."""

from __future__ import annotations

from palermo.engine.observing import ASKS
from palermo.pages.scene import Scene
from palermo.report import records as r
from palermo.report.wording import lines, plain

ROOM = 9  # rows of a form that an objective fills with a few lines


def observations(scene: Scene) -> list[r.Observation]:
    """Return an observation form for each objective."""
    say = scene.gettext
    return [
        r.Observation(
            title=say("What I saw"),
            lead=say(
                "Write what you see and hear, with the time of the story. Tables, never persons; no marks for anybody."
            ),
            objective=plain(scene, f"objectives.{one.id}.text"),
            marks=tuple(plain(scene, f"objectives.{one.id}.ticks.{tick}.text") for tick in one.ticks),
            columns=(say("Time"), say("Table"), say("What I saw or heard"), say("What it changed")),
            rows=ROOM,
        )
        for one in scene.scenario.objectives
    ]


def watched(scene: Scene, tables: list[str]) -> list[r.Watched]:
    """Return an observation form for each table, with the lines of every objective."""
    say = scene.gettext
    parts = tuple(
        r.Part(
            head=plain(scene, f"objectives.{one.id}.text"),
            lines=tuple(plain(scene, f"objectives.{one.id}.ticks.{tick}.text") for tick in one.ticks),
        )
        for one in scene.scenario.objectives
    )
    return [
        r.Watched(
            letters=tuple(scene.desks[desk].letters for desk in scene.teams[table].desks),
            title=say("One table: %(who)s") % {"who": scene.teams[table].name},
            lead=say("Tick a line each time you see it. What the table did together, never who did it; no marks."),
            parts=parts,
            columns=(say("Time"), say("What I saw or heard"), say("What it changed")),
            rows=4,
        )
        for table in tables
    ]


def voices(scene: Scene) -> list[r.Voice]:
    """Return a form for the voice of each person who has one."""
    say = scene.gettext
    asks = scene.ngettext(
        "In play you may ask one table, %(n)s time: “What happens to me now?”",
        "In play you may ask a table, %(n)s times: “What happens to me now?”",
        ASKS,
    ) % {"n": ASKS}
    return [
        r.Voice(
            title=say("The voice of a person"),
            person=plain(scene, f"people.{one.id}.name"),
            lead=say("You speak for this person. You know what she or he knows, and nothing else. You need not act."),
            words=lines(scene, f"people.{one.id}.voice"),
            rules=(
                say("Say only what she or he would say, in your own words."),
                asks,
                say("Do not help a table, and do not carry news from one to another."),
                say("Stop whenever you like: lay the sheet face down."),
            ),
            columns=(say("Time"), say("Who came, and what was said to me"), say("What it meant to me")),
            rows=ROOM - 1,
        )
        for one in scene.scenario.people
        if one.voice
    ]
