"""Control's list of injects and the strip along the clock: one shape by kind, one look by state."""

from __future__ import annotations

import msgspec
from markupsafe import Markup

from palermo.engine.state import World
from palermo.engine.view import ControlView, InjectLine
from palermo.pages import words
from palermo.pages.calls import missed
from palermo.pages.language import N_
from palermo.pages.markup import Button
from palermo.pages.rows import command
from palermo.pages.scene import Scene
from palermo.pages.world import world_of

GROUPS = {
    "waiting": N_("Waiting for the table"),
    "next": N_("Next"),
    "if": N_("If it comes to that"),
    "held": N_("Postponed"),
    "reserve": N_("Reserve"),
    "sent": N_("Delivered"),
    "out": N_("Not sent"),
}
LOOKS = {"waiting": "ovr", "next": "sch", "if": "sch", "held": "hld", "reserve": "sch", "sent": "done", "out": "hld"}


class Row(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """An inject in control's list."""

    id: str
    number: str
    kind: str
    shape: str
    look: str
    state: str
    minute: str
    title: Markup
    to: Markup
    edited: bool
    expected: Markup
    ignored: Markup
    tip: Markup
    due: int
    hoped_by: str
    met: Markup | str
    buttons: list[Button]
    more: list[Button]


class Group(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """Injects of one state."""

    id: str
    name: str
    rows: list[Row]
    shut: bool


def groups(scene: Scene, view: ControlView) -> list[Group]:
    """Return the injects by what control has to know of them first."""
    world = world_of(view)
    found: dict[str, list[tuple[int, Row]]] = {name: [] for name in GROUPS}
    for line in view.injects:
        group = _group(scene, line, over=world.ended >= 0)
        order = -line.at if group in ("sent", "waiting") else line.due if line.due >= 0 else 10**8
        found[group].append((order, _row(scene, world, line, group)))
    out: list[Group] = []
    for name, rows in found.items():
        if rows:
            ordered = [row for _, row in sorted(rows, key=lambda pair: pair[0])]
            shut = name in ("sent", "out", "reserve")
            out.append(Group(id=name, name=scene.gettext(GROUPS[name]), rows=ordered, shut=shut))
    return out


def _group(scene: Scene, line: InjectLine, *, over: bool) -> str:
    match line.state:
        case "sent":
            record = scene.index.injects.get(line.inject)
            hoped = record is not None and record.expected is not None and line.met is None and not over
            return "waiting" if hoped else "sent"
        case "withdrawn":
            return "sent"
        case "skipped" | "left":
            return "out"
        case _ if over:
            return "out"
        case "postponed":
            return "held"
        case _:
            if line.reserve:
                return "reserve"
            return "next" if line.due >= 0 else "if"


def number(inject: str) -> str:
    """Return what stands in an inject's shape: its number, with an R for the reserve's; a plus for one of control's own."""
    digits = "".join(char for char in inject if char.isdigit())
    if inject[:1] == "r" and digits:
        return f"R{int(digits)}"
    return "+" if inject.startswith("~") else (f"{int(digits):02d}" if digits else inject[:2])


def goes(scene: Scene, title: Markup) -> str:
    """Return what is said of an inject that is about to go out."""
    return scene.gettext("Goes to the tables: %(what)s") % {"what": title.striptags()}


def sent(view: ControlView) -> int:
    """Return how many injects have gone out."""
    return sum(line.state in ("sent", "withdrawn") for line in view.injects)


def _row(scene: Scene, world: World, line: InjectLine, group: str) -> Row:
    say = scene.gettext
    playing = bool(world.schedule) and world.ended < 0
    record = scene.index.injects.get(line.inject)
    own = world.improvised.get(line.inject)
    title = scene.t(own.title or own.text) if own is not None else scene.t(f"injects.{line.inject}.title")
    within = record.within if record is not None else 0
    hoped_by = scene.minute(line.at + within) if group == "waiting" and within else ""
    state = {"waiting": "wait", "held": "held", "sent": "done", "out": "held"}.get(group, "sched")
    met: Markup | str = ""
    if line.met is True:
        met = say("done as hoped")
    elif line.met is False:
        met = missed(scene, line.inject, line.at)
    if line.state == "withdrawn":
        met = say("withdrawn")
    at = line.at if line.at >= 0 else line.due
    return Row(
        id=line.inject,
        number=number(line.inject),
        kind=say(words.INJECTS.get(line.kind, line.kind)),
        shape=words.SHAPES.get(line.kind, "circle"),
        look="nxt" if line.state == "next" and group == "next" else LOOKS[group],
        state="next" if line.state == "next" and group == "next" else state,
        minute=scene.minute(at) if at >= 0 else "",
        title=title,
        to=scene.tags(line.to) if "*" not in line.to else scene.tags(tuple(scene.teams)),
        edited=bool(line.text) and own is None,
        expected=scene.t(f"injects.{line.inject}.expected"),
        ignored=scene.t(f"injects.{line.inject}.ignored"),
        tip=scene.t(f"injects.{line.inject}.control"),
        due=line.due if group in ("next", "held") else -1,
        hoped_by=hoped_by,
        met=met,
        buttons=_buttons(scene, line, group, title) if playing else [],
        more=_more(scene, line, group, title, playing, world.ended >= 0),
    )


def _buttons(scene: Scene, line: InjectLine, group: str, title: Markup) -> list[Button]:
    say = scene.gettext
    plain = title.striptags()
    if group == "waiting":
        aria = say("Hint on: %(what)s") % {"what": plain}
        return [
            Button(label="", icon="lightbulb", form="hint", target=line.inject, aria=aria, kind="btn btn-sm btn-icon")
        ]
    if group in ("sent", "out"):
        return []
    do = command("sendinject", inject=line.inject)
    held = goes(scene, title)
    send_aria = say("Send now: %(what)s") % {"what": plain}
    hold_aria = say("Hold: %(what)s") % {"what": plain}
    if line.state == "next":
        return [
            Button(label=say("Hold"), icon="pause", form="postpone", target=line.inject, aria=hold_aria),
            Button(
                label=say("Send now"),
                icon="send",
                do=do,
                hold=held,
                aria=send_aria,
                key=".",
                kind="btn btn-sm btn-primary",
            ),
        ]
    icon = "btn btn-sm btn-icon"
    if group == "next":
        return [Button(label="", icon="pause", form="postpone", target=line.inject, aria=hold_aria, kind=icon)]
    return [Button(label="", icon="send", do=do, hold=held, aria=send_aria, kind=icon)]


def _more(scene: Scene, line: InjectLine, group: str, title: Markup, playing: bool, ended: bool) -> list[Button]:
    say = scene.gettext
    if group in ("sent", "waiting"):
        if line.state == "withdrawn" or not playing:
            return []
        return [Button(label=say("Sent by mistake…"), icon="undo-2", form="withdraw", target=line.inject, kind="btn")]
    out: list[Button] = []
    if not ended:
        out.append(Button(label=say("Edit words…"), icon="pencil", form="edit", target=line.inject, kind="btn"))
    if playing and group in ("next", "if", "held"):
        skip = command("skipinject", inject=line.inject)
        held = say("Left out: %(what)s") % {"what": title.striptags()}
        out.append(Button(label=say("Postpone…"), icon="pause", form="postpone", target=line.inject, kind="btn"))
        out.append(Button(label=say("Leave out"), icon="x", do=skip, hold=held, close=True, kind="btn"))
    return out


# -- the strip ------------------------------------------------------------------------------------

WIDTH, LEFT, LEVEL = 1384.0, 8.0, 18.0


class Mark(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """An inject's shape on the strip."""

    x: str
    number: str
    shape: str
    look: str


class Bar(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A phase on the strip. `t0` and `t1` are exercise seconds."""

    x: str
    width: str
    label: str
    t0: int
    t1: int


class Strip(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """Phases and injects along the time of play."""

    bars: list[Bar]
    marks: list[Mark]
    t0: int
    t1: int


def strip(scene: Scene, view: ControlView) -> Strip:
    """Return the strip: a drawing of what the list says in words."""
    kinds = {phase.id: phase.kind for phase in scene.phases}
    play = [run for run in scene.runs if kinds.get(run.id) == "play"]
    if not play:
        return Strip(bars=[], marks=[], t0=0, t1=1)
    t0, t1 = play[0].starts, max(play[-1].ends, play[0].starts + 1)

    def x(t: int) -> float:
        return LEFT + WIDTH * min(1.0, max(0.0, (t - t0) / (t1 - t0)))

    bars = [
        Bar(
            x=f"{x(run.starts):.1f}",
            width=f"{max(1.0, x(run.ends) - x(run.starts) - 3):.1f}",
            label=f"{scene.t.plain(f'phases.{run.id}.name')} · {scene.clock(run.starts)}",
            t0=run.starts,
            t1=run.ends,
        )
        for run in play
    ]
    marks: list[Mark] = []
    for line in view.injects:
        at = line.at if line.at >= 0 else line.due
        if at >= 0 and line.state not in ("skipped", "left"):
            group = _group(scene, line, over=world_of(view).ended >= 0)
            look = "nxt" if line.state == "next" and group == "next" else LOOKS[group]
            marks.append(
                Mark(
                    x=f"{x(at):.1f}", number=number(line.inject), shape=words.SHAPES.get(line.kind, "circle"), look=look
                )
            )
    return Strip(bars=bars, marks=marks, t0=t0, t1=t1)
