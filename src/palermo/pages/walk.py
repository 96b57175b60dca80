"""Control's walking view, for a phone in the hand: three demands at most, the next inject, a hint, the clock, a note."""

from __future__ import annotations

import msgspec

from palermo.engine.state import World
from palermo.engine.view import ControlView
from palermo.pages import clock as clocks
from palermo.pages import hinting, injects, readiness
from palermo.pages.calls import ORDER, CallLine, calls, reached
from palermo.pages.markup import Button
from palermo.pages.rows import command
from palermo.pages.scene import Scene
from palermo.pages.world import world_of

SHOWN = 3  # demands at once
APART = 60  # exercise seconds between two demands
QUIET = 120  # exercise seconds without a record before a hint is offered
LATER = 120  # exercise seconds by which the next inject is postponed

# Nothing is asked of control by what has happened already; the console has it.
TOLD = frozenset({"harm"})


class Demand(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """Something that asks for control on the phone, shown from an exercise second on."""

    line: CallLine
    shown_from: int


def demands(scene: Scene, view: ControlView) -> list[Demand]:
    """Return the three most urgent demands. Of those that come at once, one a minute is shown.

    What close harm, a table with too much and a stopped clock ask for is so now and has no beginning: these do not wait.
    """
    world = world_of(view)
    now = reached(world)
    lines = [line for line in calls(scene, view) if line.kind not in TOLD and (line.until < 0 or now < line.until)]
    found: list[Demand] = [Demand(line=line, shown_from=-1) for line in lines if line.starts < 0]
    last = -APART
    for line in sorted((line for line in lines if line.starts >= 0), key=lambda line: (line.starts, line.id)):
        last = max(line.starts, last + APART)
        found.append(Demand(line=line, shown_from=last))
    found.sort(key=lambda demand: (demand.shown_from > now, ORDER.get(demand.line.kind, 9), demand.line.starts))
    return found[:SHOWN]


def head(scene: Scene, view: ControlView) -> str:
    """Return where it is now: phase, minutes left, story time, people safe."""
    world = world_of(view)
    return scene.render(
        "walk/head.html",
        clock=clocks.stood(scene, world),
        begun=bool(world.schedule),
        ended=world.ended >= 0,
        safe=view.people_safe,
        all=view.people,
        flags=len(world.flags),
        sent=injects.sent(view),
    )


def now(scene: Scene, view: ControlView) -> str:
    """Return what asks for control."""
    world = world_of(view)
    if world.ended >= 0 or not readiness.playing(scene, view):
        return ""
    say = scene.t(f"phases.{world.phase}.say")
    return scene.render("walk/now.html", demands=demands(scene, view), say=say, phase=world.phase)


def following(scene: Scene, view: ControlView) -> str:
    """Return the next inject with what can be done with it."""
    world = world_of(view)
    if world.ended >= 0 or not readiness.playing(scene, view):
        return ""
    row = next((row for group in injects.groups(scene, view) for row in group.rows if row.state == "next"), None)
    if row is None:
        return scene.render("walk/next.html", row=None, later=None, send=None)
    plain = row.title.striptags()
    later = Button(
        label=scene.ngettext("%(num)s min later", "%(num)s min later", LATER // 60) % {"num": LATER // 60},
        icon="clock",
        do=command("postponeinject", inject=row.id, seconds=LATER),
        hold=scene.gettext("Comes 2 minutes later: %(what)s") % {"what": plain},
        kind="btn",
    )
    send = Button(
        label=scene.gettext("Send now"),
        icon="send",
        do=command("sendinject", inject=row.id),
        hold=row.held,
        kind="btn btn-primary",
    )
    return scene.render("walk/next.html", row=row, later=later, send=send)


def help_(scene: Scene, view: ControlView) -> str:
    """Return the hint that would help most now, given in one tap."""
    world = world_of(view)
    if world.ended >= 0 or not readiness.playing(scene, view):
        return ""
    found = hinting.needy(scene, view)
    if found is None:
        return ""
    hint = found.hints[0] if found.hints else hinting.nudge(scene)
    words = hint.text.striptags()
    asked = {"hint": hint.id} if hint.id else {"text": words}
    give = Button(
        label=scene.gettext("Give this hint"),
        icon="lightbulb",
        do=command("givehint", team=found.side.id, **asked),
        hold=scene.gettext("Goes to %(who)s: %(what)s") % {"who": found.side.short, "what": words},
        kind="btn btn-primary",
    )
    other = Button(label=scene.gettext("Another…"), icon="ellipsis", form="hint", target=found.side.id, kind="btn")
    since = quiet_from(scene, world, found)
    return scene.render(
        "walk/hint.html", needy=found, hint=hint, give=give, other=other, since=since, last=scene.minute(found.last)
    )


def quiet_from(scene: Scene, world: World, found: hinting.Needy) -> int:
    """Return the exercise second from which the table counts as quiet; at once when it is late with something."""
    if found.late:
        return 0
    last = found.last if found.last >= 0 else readiness.play_starts(scene)
    return last + QUIET


def bar(scene: Scene, view: ControlView) -> str:
    """Return the buttons under the thumb: the clock, a note, more."""
    world = world_of(view)
    return scene.render(
        "walk/bar.html",
        begun=bool(world.schedule),
        paused=bool(world.clock.paused) and world.clock.paused != "before",
        ended=world.ended >= 0,
    )


def ready(scene: Scene, view: ControlView) -> str:
    """Return the readiness check, until play begins."""
    return _ready(scene, view, "walk/ready.html")


def ready_line(scene: Scene, view: ControlView) -> str:
    """Return the same for the console: one line that says what is missing, and opens."""
    return _ready(scene, view, "control/ready.html")


def _ready(scene: Scene, view: ControlView, template: str) -> str:
    world = world_of(view)
    if world.ended >= 0 or readiness.playing(scene, view):
        return ""
    tables = readiness.tables(scene, view)
    return scene.render(
        template,
        tables=tables,
        there=sum(table.ready for table in tables),
        all_ready=all(table.ready for table in tables),
        begun=bool(world.schedule),
        begin=_begin(scene, world, all(table.ready for table in tables)),
        say=scene.t(f"phases.{world.phase or (scene.phases[0].id if scene.phases else '')}.say"),
    )


def _begin(scene: Scene, world: World, ready: bool) -> Button:
    say = scene.gettext
    if not world.schedule:
        return Button(label=say("Begin"), icon="play", do=command("begin"), kind="btn btn-primary")
    label = say("Start the play now") if ready else say("Start anyway")
    held = say("The play starts")
    return Button(
        label=label, icon="play", do=command("skipphase"), hold=held, kind="btn btn-primary" if ready else "btn"
    )
