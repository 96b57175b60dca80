"""What control lets go out later: its line on the list, the fields for when, and what a dialog is filled with to change it."""

from __future__ import annotations

import msgspec
from markupsafe import Markup

from palermo.engine.commands import Announce, GiveHint, Improvise
from palermo.engine.plans import plan_due
from palermo.engine.state import PlanState, World
from palermo.engine.view import InjectLine
from palermo.pages import words
from palermo.pages.calls import reached
from palermo.pages.scene import Scene

LONGEST = 90  # letters of control's own words that stand in a list
SOON = 5  # minutes from now that are offered first


class Phase(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A phase that a minute can be chosen of: its name with its length, and whether it is chosen."""

    id: str
    label: str
    chosen: bool


class When(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """The choice of a time in a dialog. `chosen` is now, in or at; `now` and `soon` say whether these are offered."""

    chosen: str
    now: bool
    soon: bool
    minutes: int
    at: str
    phases: list[Phase]


class Filled(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """What a dialog begins with: nothing, or what was planned under `id`. `what` is the command it will be."""

    id: str = ""
    what: str = ""
    to: tuple[str, ...] = ()
    kind: str = ""
    title: str = ""
    text: str = ""
    team: str = ""
    hint: str = ""
    about: str = ""


def when(scene: Scene, world: World, *, later: bool = False, plan: PlanState | None = None) -> When | None:
    """Return the choice of a time, None after the end: now, unless it is asked for `later`. A plan that is changed keeps its time."""
    if world.ended >= 0:
        return None
    now = reached(world) if world.schedule else -1
    due = plan_due(scene.runs, plan) if plan is not None else -1
    kinds = {phase.id: phase.kind for phase in scene.phases}
    runs = [run for run in scene.runs if kinds.get(run.id) != "after" and run.ends > now + 60]
    mine = next((run for run in runs if run.starts <= due < run.ends), None)
    first = mine or next((run for run in runs if kinds.get(run.id) == "play"), None)
    soon, chosen = bool(world.schedule), "now"
    if plan is not None:
        chosen = "at" if runs else "in"
    elif later:
        chosen = "in" if soon else "at"
    say = scene.gettext("%(phase)s (%(minutes)s min, from %(time)s)")
    return When(
        chosen=chosen,
        now=plan is None,
        soon=soon,
        minutes=SOON,
        at=scene.minute(due - mine.starts) if mine is not None else "",
        phases=[
            Phase(
                id=run.id,
                label=say
                % {
                    "phase": scene.t.plain(f"phases.{run.id}.name"),
                    "minutes": (run.ends - run.starts) // 60,
                    "time": scene.clock(run.starts),
                },
                chosen=run is first,
            )
            for run in runs
        ],
    )


def filled(scene: Scene, id: str, plan: PlanState) -> Filled:
    """Return what a dialog is filled with to change what was planned."""
    deed, plain = plan.deed, scene.t.plain
    match deed:
        case Improvise():
            title = plain(deed.title) if deed.title else ""
            text = plain(deed.text)
            return Filled(id=id, what="improvise", to=deed.to, kind=deed.kind, title=title, text=text)
        case GiveHint():
            text = plain(deed.text) if deed.text else ""
            return Filled(id=id, what="givehint", team=deed.team, hint=deed.hint, text=text)
        case Announce():
            return Filled(id=id, what="announce", to=deed.to, text=plain(deed.text))
        case _:
            return Filled(id=id, what="note", about=deed.about, text=plain(deed.text))


def kind_name(scene: Scene, kind: str) -> str:
    """Return what an inject's kind, or that of something planned, is called."""
    return scene.gettext(words.INJECTS.get(kind) or words.PLANS.get(kind, kind))


def headline(scene: Scene, key: str) -> Markup:
    """Return control's own words, as far as a list has room for them."""
    plain = " ".join(scene.t.plain(key).split())
    if len(plain) <= LONGEST:
        return scene.t(key)
    return Markup("<bdi>{}</bdi>").format(plain[: LONGEST - 1].rstrip() + "…")


def title(scene: Scene, world: World, line: InjectLine) -> Markup:
    """Return what a line of the list is called: the package's title, or control's own words."""
    own = world.improvised.get(line.inject)
    if own is not None:
        return headline(scene, own.title or own.text)
    if line.inject in world.plans:
        return headline(scene, line.text)
    return scene.t(f"injects.{line.inject}.title")


def minute_of_phase(scene: Scene, due: int) -> str:
    """Return "14:30 of Crisis" for an exercise second, '' outside every phase."""
    run = next((run for run in scene.runs if run.starts <= due < run.ends), None)
    if run is None:
        return ""
    name = scene.t.plain(f"phases.{run.id}.name")
    return scene.gettext("%(minute)s of %(phase)s") % {"minute": scene.minute(due - run.starts), "phase": name}


def goes(scene: Scene, kind: str, said: Markup) -> str:
    """Return what is said of something that is about to go out."""
    what = {"what": said.striptags()}
    if kind == "note":
        return scene.gettext("Kept as a note: %(what)s") % what
    return scene.gettext("Goes to the tables: %(what)s") % what
