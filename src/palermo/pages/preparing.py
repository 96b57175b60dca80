"""What a table does until the story begins: the steps of the preparation, in their order."""

from __future__ import annotations

import msgspec

from palermo.engine.known import Known
from palermo.pages.markup import Button
from palermo.pages.operations import Sheet
from palermo.pages.rows import Powers, command
from palermo.pages.scene import Scene


class Step(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A step of the preparation: what to do, a word more, and whether it is known to be done."""

    text: str
    more: str
    done: bool = False


def before_play(scene: Scene, known: Known) -> bool:
    """Tell whether the story has not begun: the clock stands, or the phase that runs is no play yet."""
    if known.ended:
        return False
    return not known.phase or any(phase.id == known.phase and phase.kind == "before" for phase in scene.phases)


def in_lobby(scene: Scene, known: Known) -> bool:
    """Tell whether the table reads and practises: until its facts are dealt, or the story begins without a preparation."""
    if known.clock.paused == "before" and not known.ended:
        return True
    return before_play(scene, known) and not known.facts


def steps(scene: Scene, practised: bool, notes: list[Sheet]) -> list[Step]:
    """Return the steps until the facts are there; `notes` are sheets that are written already now."""
    say = scene.gettext
    written = [
        Step(text=sheet.title.striptags(), more=say("Write it together; it can be changed later."), done=not sheet.open)
        for sheet in notes
    ]
    return [
        Step(text=say("Read our role card"), more=say("What can we do, and what not?")),
        Step(text=say("Read the law, and how we reach the others"), more=say("They stay in the Handbook.")),
        Step(text=say("Say our names, and share the work"), more=say("Who writes messages? Who watches the clock?")),
        Step(text=say("Hand the practice fact over"), more=say("It counts for nothing."), done=practised),
        Step(
            text=say("Agree how we will work"),
            more=say("What is our task? Whom do we need for it? Who could be hurt on the way?"),
        ),
        *written,
        Step(
            text=say("Read our facts"),
            more=say("They come shortly before the story begins. Then say aloud what matters."),
        ),
    ]


def verbs(scene: Scene, known: Known, powers: Powers) -> list[Button]:
    """Return what the table can do before the story begins: practise, and say that it is ready."""
    out: list[Button] = []
    desks, say = powers.any_desks("practise"), scene.gettext
    practised = any(row.desk in known.desks for row in known.practice.values())
    if desks and not practised:
        out.append(Button(label=say("Hand over, for practice"), icon="send", form="practise", desk=desks, kind="btn"))
    ours = [seat for seat in known.seats.values() if not seat.ready]
    if powers.may("ready") and ours:
        out.append(Button(label=say("I am ready"), icon="check", do=command("ready"), kind="btn"))
    return out
