"""What control can put on the room screen, and how it leads the debrief: a card of the console and a dialog on a phone."""

from __future__ import annotations

from zlib import crc32

import msgspec
from markupsafe import Markup

from palermo.engine.showing import STEPS
from palermo.engine.state import World
from palermo.engine.view import ControlView
from palermo.pages import steps
from palermo.pages.rows import command
from palermo.pages.scene import Scene, Side
from palermo.pages.world import world_of

SHORT, LONG = 20, 60  # seconds of a turn to speak


class Choice(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """Something that one press shows."""

    label: str
    icon: str
    do: str
    on: bool
    side: Side | None = None


class SheetChoice(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A sheet: all of it, or the lines of one table with a minute to read them."""

    title: Markup
    whole: Choice
    tables: list[Choice]


class Stage(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """The card. `shows` says what the room sees now; `turn` is who speaks, with a timer."""

    sign: str
    shows: str
    over: bool
    plain: list[Choice]
    sheets: list[SheetChoice]
    turns: list[Choice]
    order: list[Choice]  # in a phase in which the tables speak in turn: each with its time
    each: int  # minutes of a turn in such a phase
    following: Side | None
    speaks: Side | None
    wall: float
    seconds: int
    steps: list[steps.Step]
    step: steps.Step | None
    next_step: steps.Step | None
    closed: bool
    may_close: bool


def stage(scene: Scene, view: ControlView) -> Stage:
    """Return what control can show now."""
    world = world_of(view)
    over = world.ended >= 0
    order = steps.steps(scene, world.step)
    step = steps.present(scene, world.step)
    place = order.index(step) + 1 if step is not None else 0
    closed = steps.closed(world.step)
    row = world.shown
    speaks = scene.teams.get(row.target) if row is not None and row.what == "table" else None
    first = next((scene.teams[team] for team in steps.speaking(scene)), None)
    following = steps.after(scene, speaks.id) if speaks is not None else first
    each = next((phase.speaking for phase in scene.phases if phase.id == world.phase), 0)
    return Stage(
        sign=_sign(world),
        shows=_shows(scene, world),
        over=over,
        plain=_plain(scene, world),
        sheets=[_sheet(scene, world, sheet.id) for sheet in scene.scenario.sheets if _open(world, sheet.id)],
        turns=_turns(scene, following, each),
        order=_order(scene, speaks.id if speaks is not None else "", each) if each else [],
        each=max(1, round(each / 60)),
        following=following,
        speaks=speaks,
        wall=row.wall if row is not None else 0.0,
        seconds=row.seconds if row is not None else 0,
        steps=order if over else [],
        step=step,
        next_step=order[place] if over and place < len(order) and not closed else None,
        closed=closed,
        may_close=over and place == len(order),
    )


def _sign(world: World) -> str:
    """Return a sign that changes when the parts of a debrief have changed for control."""
    closed = steps.closed(world.step)
    marks = (
        closed,
        world.aloud,
        sorted(world.ratings.items()),
        len(world.answers),
        len(world.erased),
        len(world.notes),
    )
    return f"{crc32(repr(marks).encode()):08x}"


def _shows(scene: Scene, world: World) -> str:
    say, row = scene.gettext, world.shown
    if row is None:
        step = steps.present(scene, world.step)
        if steps.closed(world.step):
            return say("Thank you, and goodbye")
        return step.name if step is not None else say("The clock, and what was said to all")
    name, _, team = row.target.partition("@")
    match row.what:
        case "sheet":
            title = scene.t.plain(f"sheets.{name}.title")
            return f"{title}: {scene.side(team).short}" if team else title
        case "table":
            return say("Now speaks: %(who)s") % {"who": scene.side(row.target).short}
        case "join":
            return say("The way in")
        case "result":
            return say("The common result")
        case "turning":
            return say("A turning point")
        case _:
            return say("What people wrote")


def _plain(scene: Scene, world: World) -> list[Choice]:
    say = scene.gettext
    what = world.shown.what if world.shown is not None else ""
    back = say("The step") if world.step is not None else say("The clock")
    rows = [("", "timer", back), ("join", "qr-code", say("The way in")), ("result", "award", say("The common result"))]
    if world.ended >= 0:
        rows.pop(1)
    return [Choice(label=name, icon=icon, do=command("show", what=one), on=what == one) for one, icon, name in rows]


def _open(world: World, sheet: str) -> bool:
    return f"sheet:{sheet}" in world.opened or any(key.startswith(f"{sheet}.") for key in world.lines)


def _sheet(scene: Scene, world: World, sheet: str) -> SheetChoice:
    title = scene.t(f"sheets.{sheet}.title")
    now = (world.shown.what, world.shown.target) if world.shown is not None else ("", "")
    whole = Choice(
        label=scene.gettext("All of it"),
        icon="clipboard-list",
        do=command("show", what="sheet", target=sheet),
        on=now == ("sheet", sheet),
    )
    owners = {desk for line in scene.index.sheets[sheet].lines for desk in line.desks}
    tables = [
        Choice(
            label=side.short,
            icon="",
            do=command("show", what="sheet", target=f"{sheet}@{side.id}", seconds=LONG),
            on=now == ("sheet", f"{sheet}@{side.id}"),
            side=side,
        )
        for side in scene.teams.values()
        if owners & set(side.desks)
    ]
    return SheetChoice(title=title, whole=whole, tables=tables)


def _order(scene: Scene, speaks: str, seconds: int) -> list[Choice]:
    return [
        Choice(
            label=turn.side.short,
            icon="check" if turn.over else "",
            do=command("show", what="table", target=turn.side.id, seconds=seconds),
            on=turn.now,
            side=turn.side,
        )
        for turn in steps.turns(scene, speaks)
    ]


def _turns(scene: Scene, following: Side | None, each: int) -> list[Choice]:
    if following is None:
        return []
    if each:
        do = command("show", what="table", target=following.id, seconds=each)
        return [Choice(label=scene.gettext("Next table"), icon="skip-forward", do=do, on=False, side=following)]
    return [
        Choice(
            label=scene.gettext("%(n)s s") % {"n": seconds},
            icon="timer",
            do=command("show", what="table", target=following.id, seconds=seconds),
            on=False,
            side=following,
        )
        for seconds in (SHORT, LONG)
    ]


def planned(step: str) -> str:
    """Return the command that goes on to a step for its planned time."""
    return command("debriefstep", step=step, seconds=STEPS[step])
