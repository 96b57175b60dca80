"""Control's dialogs: fetched when asked for, outside the regions that the live stream changes."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from palermo.engine.scenario import Scenario
from palermo.engine.state import InjectState, PlanState, World
from palermo.engine.view import ControlView
from palermo.pages import craft, hinting, injects, planning, stage, words
from palermo.pages.control import control_scene
from palermo.pages.markup import Button
from palermo.pages.options import Options
from palermo.pages.rows import command
from palermo.pages.scene import Scene
from palermo.pages.texts import Texts
from palermo.pages.world import world_of

NEW = planning.Filled()
SPEEDS = (0.5, 1.0, 2.0, 4.0, 10.0)


class Steer(msgspec.Struct, frozen=True, gc=False):
    """What one of control's dialogs is made from."""

    scene: Scene
    view: ControlView
    target: str

    @property
    def world(self) -> World:
        """The world as control sees it."""
        return world_of(self.view)

    def render(self, template: str, **values: object) -> str:
        """Return a dialog's template filled in."""
        return self.scene.render(f"console/{template}.html", w=self, **values)


def control_forms(
    scenario: Scenario,
    texts: Texts,
    view: ControlView,
    what: str,
    target: str,
    language: str,
    options: Options,
) -> str:
    """Return one of control's dialogs as HTML: `what` is one of `CONTROL_FORMS`, `target` what it is about."""
    scene = control_scene(scenario, texts, view, language, options)
    return _MAKERS.get(what, _closed)(Steer(scene, view, target))


def _closed(s: Steer) -> str:
    return s.scene.render("forms/closed.html", w=s)


def _improvise(s: Steer, f: planning.Filled = NEW) -> str:
    kinds = [(kind, s.scene.gettext(name)) for kind, name in words.INJECTS.items()]
    return s.render("improvise", kinds=kinds, teams=list(s.scene.teams.values()), f=f, when=_when(s))


def _when(s: Steer) -> planning.When | None:
    return planning.when(s.scene, s.world, later=s.target == "later", plan=s.world.plans.get(s.target))


def _plan(s: Steer) -> str:
    """The dialog that something was planned in, filled with what it is now; what has gone out cannot be changed."""
    plan = s.world.plans.get(s.target)
    if plan is None or plan.state == "sent" or s.world.ended >= 0:
        return _closed(s)
    f = planning.filled(s.scene, s.target, plan)
    makers = {"improvise": _improvise, "givehint": _hint, "announce": _announce, "note": _note}
    return makers[f.what](s, f)


def _hint(s: Steer, f: planning.Filled = NEW) -> str:
    scene = s.scene
    needy = hinting.needy(scene, s.view)
    chosen = f.team or s.target if f.team or s.target in scene.teams else needy.side.id if needy is not None else ""
    record = scene.index.injects.get(s.target)
    if record is not None:
        first = record.to[0] if record.to else ""
        chosen = first if first in scene.teams else scene.team_of[first].id if first in scene.team_of else ""
    fits = {line.hint for line in s.view.hints}
    rows = [
        (scene.team_of[hint.desk], hinting.hint(scene, hint.id, hint.level), hint.id in fits or hint.id == f.hint)
        for hint in scene.scenario.hints
        if hint.desk in scene.team_of and f"{scene.team_of[hint.desk].id}.{hint.id}" not in s.world.hinted
    ]
    hints = sorted(rows, key=lambda row: not row[2])
    return s.render(
        "hint",
        chosen=chosen,
        teams=list(scene.teams.values()),
        hints=hints,
        nudge=hinting.nudge(scene).text.striptags(),
        f=f,
        when=_when(s),
    )


def _announce(s: Steer, f: planning.Filled = NEW) -> str:
    return s.render("announce", teams=list(s.scene.teams.values()), f=f, when=_when(s))


def _note(s: Steer, f: planning.Filled = NEW) -> str:
    return s.render("note", teams=list(s.scene.teams.values()), quick=craft.notes(s.scene), f=f, when=_when(s))


def _edit(s: Steer) -> str:
    if s.target not in s.scene.index.injects:
        return _closed(s)
    row = s.world.injects.get(s.target)
    key = f"injects.{s.target}.text"
    now = s.scene.t.plain(row.text) if row is not None and row.text else s.scene.t.plain(key)
    return s.render("edit", title=s.scene.t(f"injects.{s.target}.title"), words=now, original=s.scene.t(key))


def _inject(s: Steer) -> str:
    scene = s.scene
    row = next((row for group in injects.groups(scene, s.view) for row in group.rows if row.id == s.target), None)
    if row is None:
        return _closed(s)
    record, own = scene.index.injects.get(s.target), s.world.improvised.get(s.target)
    state = s.world.injects.get(s.target)
    plan = s.world.plans.get(s.target)
    line = next(line for line in s.view.injects if line.inject == s.target)
    words_ = own.text if own is not None else state.text if state is not None and state.text else ""
    if plan is not None and own is None:
        words_ = plan.deed.text or line.text
    return s.render(
        "inject",
        title=row.title,
        kind=row.kind,
        icon=words.INJECT_ICONS.get(line.kind, "info"),
        to=row.to,
        text=scene.t.paragraphs(words_ or f"injects.{s.target}.text"),
        expected=row.expected,
        ignored=row.ignored,
        tip=row.tip,
        more=row.more,
        now=command("sendinject", inject=s.target)
        if (record is not None and _waits(s, state)) or (plan is not None and _waits(s, plan))
        else "",
        planned=row.planned,
        held=row.held,
    )


def _waits(s: Steer, row: InjectState | PlanState | None) -> bool:
    playing = bool(s.world.schedule) and s.world.ended < 0
    return playing and (row is None or row.state not in ("sent", "withdrawn"))


def _postpone(s: Steer) -> str:
    line = next((line for line in s.view.injects if line.inject == s.target), None)
    if line is None:
        return _closed(s)
    title = planning.title(s.scene, s.world, line)
    return s.render("postpone", title=title, skip=command("skipinject", inject=s.target))


def _withdraw(s: Steer) -> str:
    own = s.world.improvised.get(s.target)
    if own is None and s.target not in s.world.injects:
        return _closed(s)
    title = s.scene.t(own.title or own.text) if own is not None else s.scene.t(f"injects.{s.target}.title")
    return s.render("withdraw", title=title)


def _extend(s: Steer) -> str:
    return s.render("extend", minutes=(2, 5, 10, 15))


def _speed(s: Steer) -> str:
    return s.render("speed", speeds=SPEEDS, now=s.world.clock.speed)


def _pause(s: Steer) -> str:
    return s.render("pause", words=craft.time_out(s.scene), steps=craft.steps(s.scene))


def _halt(s: Steer) -> str:
    """The three reasons of a pause, one tap each."""
    words_ = craft.time_out(s.scene)
    return s.render(
        "halt",
        words=words_,
        steps=craft.steps(s.scene),
        time_out=command("pause", why="time_out", text=words_),
        wellbeing=command("pause", why="wellbeing"),
        practical=command("pause", why="organisational"),
    )


def _more(s: Steer) -> str:
    """What a phone has under "More": the pace, the reserve, words to all, the other pages."""
    playing = bool(s.world.schedule) and s.world.ended < 0
    return s.render("more", playing=playing, ended=s.world.ended >= 0, now=_next_now(s))


def _next_now(s: Steer) -> Button | None:
    row = next((row for group in injects.groups(s.scene, s.view) for row in group.rows if row.state == "next"), None)
    if row is None:
        return None
    say = s.scene.gettext
    held = row.held
    label = say("The next inject now: %(what)s") % {"what": row.title.striptags()}
    return Button(label=label, icon="send", do=command("sendinject", inject=row.id), hold=held, kind="btn")


def _reserve(s: Steer) -> str:
    """What can be sent by hand: the reserve, those of one kind first ("calm" is good news)."""
    rows = [row for group in injects.groups(s.scene, s.view) if group.id == "reserve" for row in group.rows]
    kinds = {inject.id: inject.kind for inject in s.scene.scenario.injects}
    rows.sort(key=lambda row: kinds.get(row.id) != s.target)
    found = [
        (
            row,
            s.scene.t(f"injects.{row.id}.text"),
            command("sendinject", inject=row.id),
            row.held,
        )
        for row in rows
    ]
    return s.render("reserve", rows=found)


def _skip(s: Steer) -> str:
    after = [run.id for run in s.scene.runs]
    place = after.index(s.world.phase) + 1 if s.world.phase in after else 0
    following = s.scene.t(f"phases.{after[place]}.name") if place < len(after) else ""
    return s.render("skip", here=s.scene.t(f"phases.{s.world.phase}.name"), following=following)


def _end(s: Steer) -> str:
    return s.render("end")


def _occupant(s: Steer) -> str:
    if s.target not in s.scene.desks:
        return _closed(s)
    by, policy = s.world.occupants.get(s.target, ("people", ""))
    who = [(one, s.scene.gettext(name), one == by) for one, name in words.OCCUPANTS.items()]
    policies = [(one, s.scene.gettext(name)) for one, name in words.POLICIES.items()]
    return s.render("occupant", desk=s.scene.side(s.target), who=who, policies=policies, policy=policy or "open")


def _seat(s: Steer) -> str:
    row = s.world.seats.get(s.target)
    if row is None or row.gone:
        return _closed(s)
    scene = s.scene
    rows = [(team, [(desk, scene.side(desk).short) for desk in team.desks]) for team in scene.teams.values()]
    links = command("revokeseat", seat=s.target)
    gone = command("revokeseat", seat=s.target, gone=True)
    name = scene.seat(s.target) or scene.gettext("somebody")
    return s.render("seat", name=name, row=row, teams=rows, links=links, gone=gone)


def _reply(s: Steer) -> str:
    row = s.world.helps.get(s.target)
    if row is None:
        return _closed(s)
    return s.render("reply", team=s.scene.side(row.team), asked=s.scene.t(row.text), quick=craft.replies(s.scene))


def _grant(s: Steer) -> str:
    if s.target not in s.scene.index.questions:
        return _closed(s)
    ask = s.scene.t(f"questions.{s.target}.ask")
    told = s.scene.t(f"questions.{s.target}.debrief")
    return s.render("grant", ask=ask, told=told, teams=list(s.scene.teams.values()))


def _told(s: Steer) -> str:
    return s.render("told", desks=list(s.scene.desks.values()))


class _Fact(msgspec.Struct, frozen=True, gc=False):
    id: str
    title: str


def _aloud(s: Steer) -> str:
    if s.world.ended < 0:
        return _closed(s)
    scene = s.scene
    record = scene.index.facts.get(s.target)
    facts = [_Fact(line.fact, scene.t.plain(f"facts.{line.fact}.title")) for line in s.view.facts if line.dealt]
    last = -(-s.world.ended // 60)
    giver = record.desk if record is not None else ""
    return s.render("aloud", facts=facts, desks=list(scene.desks.values()), giver=giver, last=last)


def _room(s: Steer) -> str:
    return s.render("room", s=stage.stage(s.scene, s.view))


_MAKERS: dict[str, Callable[[Steer], str]] = {
    "aloud": _aloud,
    "room": _room,
    "announce": _announce,
    "edit": _edit,
    "end": _end,
    "extend": _extend,
    "grant": _grant,
    "halt": _halt,
    "hint": _hint,
    "improvise": _improvise,
    "inject": _inject,
    "more": _more,
    "note": _note,
    "occupant": _occupant,
    "pause": _pause,
    "plan": _plan,
    "postpone": _postpone,
    "reply": _reply,
    "reserve": _reserve,
    "seat": _seat,
    "skip": _skip,
    "speed": _speed,
    "told": _told,
    "withdraw": _withdraw,
}
CONTROL_FORMS = tuple(_MAKERS)
