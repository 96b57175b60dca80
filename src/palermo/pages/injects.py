"""Control's list of injects and the strip along the clock: one shape by kind, one look by state."""

from __future__ import annotations

import msgspec
from markupsafe import Markup

from palermo.engine.state import World
from palermo.engine.view import ControlView, InjectLine
from palermo.pages import planning, words
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
    """An inject in control's list. `planned` says what it is where control planned it; `held` what is said when it is about to go."""

    id: str
    number: str
    kind: str
    shape: str
    look: str
    state: str
    minute: str
    title: Markup
    to: Markup
    planned: str
    edited: bool
    expected: Markup
    ignored: Markup
    tip: Markup
    due: int
    hoped_by: str
    met: Markup | str
    held: str
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


def number(inject: str, kind: str = "") -> str:
    """Return what stands in an inject's shape: its number, with an R for the reserve's; a plus for one of control's own."""
    if kind in words.PLAN_SIGNS:
        return words.PLAN_SIGNS[kind]
    digits = "".join(char for char in inject if char.isdigit())
    if inject[:1] == "r" and digits:
        return f"R{int(digits)}"
    return "+" if inject.startswith("~") else (f"{int(digits):02d}" if digits else inject[:2])


def sent(view: ControlView) -> int:
    """Return how many injects have gone out."""
    return sum(line.state in ("sent", "withdrawn") and line.kind not in words.PLANS for line in view.injects)


def _row(scene: Scene, world: World, line: InjectLine, group: str) -> Row:
    say = scene.gettext
    playing = bool(world.schedule) and world.ended < 0
    record = scene.index.injects.get(line.inject)
    own = world.improvised.get(line.inject)
    title = planning.title(scene, world, line)
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
        number=number(line.inject, line.kind),
        kind=planning.kind_name(scene, line.kind),
        shape=words.SHAPES.get(line.kind, "circle"),
        look="nxt" if line.state == "next" and group == "next" else LOOKS[group],
        state="next" if line.state == "next" and group == "next" else state,
        minute=scene.minute(at) if at >= 0 else "",
        title=title,
        to=scene.tags(line.to) if "*" not in line.to else scene.tags(tuple(scene.teams)),
        planned=_planned(scene, line, world),
        edited=bool(line.text) and own is None and line.inject not in world.plans,
        expected=scene.t(f"injects.{line.inject}.expected"),
        ignored=scene.t(f"injects.{line.inject}.ignored"),
        tip=scene.t(f"injects.{line.inject}.control"),
        due=line.due if group in ("next", "held") else -1,
        hoped_by=hoped_by,
        met=met,
        held=planning.goes(scene, line.kind, title),
        buttons=_buttons(scene, line, group, title) if playing else [],
        more=_more(scene, line, group, title, world),
    )


def _planned(scene: Scene, line: InjectLine, world: World) -> str:
    """Return what something is that control planned itself, and of which phase its minute is; '' for the package's injects."""
    if line.inject not in world.plans:
        return ""
    kind = planning.kind_name(scene, line.kind)
    at = planning.minute_of_phase(scene, line.due) if line.due >= 0 else ""
    return f"{kind} · {at}" if at else kind


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
    held = planning.goes(scene, line.kind, title)
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


def _more(scene: Scene, line: InjectLine, group: str, title: Markup, world: World) -> list[Button]:
    say = scene.gettext
    playing, ended = bool(world.schedule) and world.ended < 0, world.ended >= 0
    planned = line.inject in world.plans
    if group in ("sent", "waiting"):
        if line.state == "withdrawn" or not playing or line.kind in words.PLANS:
            return []
        return [Button(label=say("Sent by mistake…"), icon="undo-2", form="withdraw", target=line.inject, kind="btn")]
    out: list[Button] = []
    if not ended and planned:
        out.append(Button(label=say("Change…"), icon="pencil", form="plan", target=line.inject, kind="btn"))
    elif not ended:
        out.append(Button(label=say("Edit words…"), icon="pencil", form="edit", target=line.inject, kind="btn"))
    if (playing or (planned and not ended)) and group in ("next", "if", "held"):
        skip = command("skipinject", inject=line.inject)
        held = say("Left out: %(what)s") % {"what": title.striptags()}
        out.append(Button(label=say("Postpone…"), icon="pause", form="postpone", target=line.inject, kind="btn"))
        out.append(Button(label=say("Leave out"), icon="x", do=skip, hold=held, close=True, kind="btn"))
    return out


# -- the strip ------------------------------------------------------------------------------------

WIDTH, LEFT, BESIDE = 1384.0, 8.0, 27.0


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
    """Phases and injects along the time of play, and the line that says where the clock is: `now` is its place, '' out of play."""

    bars: list[Bar]
    marks: list[Mark]
    t0: int
    t1: int
    left: float = LEFT
    right: float = LEFT + WIDTH
    now: str = ""
    stands: bool = False
    minute: str = ""
    story: str = ""
    following: Markup = Markup("")
    due: int = -1


def _apart(places: list[float]) -> list[float]:
    """Return places in order, moved so far that no shape hides its neighbour's number."""
    out: list[float] = []
    for place in places:
        out.append(max(place, out[-1] + BESIDE) if out else place)
    most = LEFT + WIDTH
    for n in range(len(out) - 1, -1, -1):
        out[n] = min(out[n], most)
        most = out[n] - BESIDE
    return out


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
    timed = [(line.at if line.at >= 0 else line.due, line) for line in view.injects]
    shown = [(at, line) for at, line in timed if at >= 0 and line.state not in ("skipped", "left")]
    shown.sort(key=lambda pair: pair[0])
    for place, (_, line) in zip(_apart([x(at) for at, _ in shown]), shown, strict=True):
        group = _group(scene, line, over=world_of(view).ended >= 0)
        look = "nxt" if line.state == "next" and group == "next" else LOOKS[group]
        shape = words.SHAPES.get(line.kind, "circle")
        marks.append(Mark(x=f"{place:.1f}", number=number(line.inject, line.kind), shape=shape, look=look))
    world = world_of(view)
    if not world.schedule or world.ended >= 0 or world.clock.t >= t1:
        return Strip(bars=bars, marks=marks, t0=t0, t1=t1)
    following = next((line for line in view.injects if line.state == "next"), None)
    return Strip(
        bars=bars,
        marks=marks,
        t0=t0,
        t1=t1,
        now=f"{x(world.clock.t):.1f}",
        stands=bool(world.clock.paused),
        minute=scene.minute(world.clock.t),
        story=scene.clock(world.clock.t),
        following=planning.title(scene, world, following) if following is not None else Markup(""),
        due=following.due if following is not None else -1,
    )
