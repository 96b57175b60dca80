"""Actions under way and over, and sheets with their lines."""

from __future__ import annotations

import msgspec
from markupsafe import Markup, escape

from palermo.engine.known import Known, LineRow, LineVersion, RunRow
from palermo.engine.scenario import SheetDef
from palermo.engine.view import View
from palermo.pages import words
from palermo.pages.agreements import Agreement, agreement
from palermo.pages.markup import Button
from palermo.pages.rows import Powers, command
from palermo.pages.scene import Scene


class Run(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """An action that was started."""

    id: str
    title: Markup
    option: Markup
    ticks: list[Markup]
    who: Markup
    at: str
    state: str
    label: str
    tone: str
    due: int
    since: int
    by: str
    text: Markup
    started: str  # what the page says to whoever started it
    agreement: Agreement | None  # what each desk said to it, where it needed a yes


def runs(scene: Scene, view: View) -> list[Run]:
    """Return the actions the table takes part in: those that wait or run first, newest first."""
    known = view.known
    order = {"waiting": 0, "running": 1}
    rows = sorted(known.runs.values(), key=lambda row: (order.get(row.state, 2), -row.at))
    return [_run(scene, known, row) for row in rows]


def _run(scene: Scene, known: Known, row: RunRow) -> Run:
    say = scene.gettext
    tones = {"waiting": "soon", "running": "fresh", "done": "ok"}
    since, due = row.at, row.due if row.state == "running" else -1
    key = f"actions.{row.action}"
    option = scene.t(f"{key}.options.{row.option}.title") if row.option else Markup("")
    return Run(
        id=row.id,
        title=scene.t(f"{key}.title"),
        option=option,
        ticks=[scene.t(f"{key}.ticks.{tick}.title") for tick in row.ticks],
        who=scene.side(row.desk).tag,
        at=scene.clock(row.at),
        state=row.state,
        label=say(words.RUNS.get(row.state, row.state)),
        tone=tones.get(row.state, ""),
        due=due,
        since=since,
        by=scene.clock(due) if due >= 0 else "",
        text=_came_of(scene, row),
        started=started(scene, row),
        agreement=agreement(scene, known, row) if row.said or row.awaiting else None,
    )


def started(scene: Scene, row: RunRow) -> str:
    """Return what whoever started an action is told at once: when it ends, or what it waits for."""
    what = {"what": scene.t.plain(f"actions.{row.action}.title"), "time": scene.clock(row.due)}
    match row.state:
        case "waiting":
            return scene.gettext("Asked for: %(what)s. It begins once everybody has said yes.") % what
        case "running":
            return scene.gettext("Started: %(what)s. It ends about %(time)s.") % what
        case "done":
            return scene.gettext("Done: %(what)s.") % what
        case _:
            return scene.gettext("It did not go ahead: %(what)s.") % what


def _came_of(scene: Scene, row: RunRow) -> Markup:
    key = f"actions.{row.action}"
    if row.state == "done":
        result = scene.t(f"{key}.options.{row.option}.result") if row.option else Markup("")
        return result or scene.t(f"{key}.done")
    if row.state in ("dropped", "refused"):
        why = words.WHY.get(row.why, "")
        return escape(scene.gettext(why)) if why else Markup("")
    return Markup("")


class Version(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """One version of a line; with several the table chooses."""

    who: Markup
    at: str
    text: Markup
    choose: Button | None


class Line(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A line of a sheet."""

    id: str
    target: str
    title: Markup
    owners: Markup
    versions: list[Version]
    state: str
    tone: str
    icon: str
    when: str
    write: Button | None


class Sheet(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A sheet with its lines and how far it is."""

    id: str
    title: Markup
    what: Markup
    lines: list[Line]
    done: int
    due: int
    since: int
    by: str
    open: list[Markup]
    buttons: list[Button]

    @property
    def share(self) -> int:
        """How many of a hundred lines are written."""
        return 100 * self.done // len(self.lines) if self.lines else 0


def sheets(scene: Scene, view: View, powers: Powers) -> list[Sheet]:
    """Return the sheets the table may read: open ones, and those with something in them."""
    known = view.known
    return [_sheet(scene, known, sheet, powers) for sheet in scene.scenario.sheets if _shown(known, sheet)]


def _shown(known: Known, sheet: SheetDef) -> bool:
    if f"sheet:{sheet.id}" in known.opened:
        return True
    return any(key.startswith(f"{sheet.id}.") for key in known.sheets)


def _sheet(scene: Scene, known: Known, sheet: SheetDef, powers: Powers) -> Sheet:
    open_ = [
        line
        for line in sheet.lines
        if line.opens is None or f"line:{sheet.id}.{line.id}" in known.opened or f"{sheet.id}.{line.id}" in known.sheets
    ]
    lines = [
        _line(scene, known, sheet.id, line.id, line.desks, known.sheets.get(f"{sheet.id}.{line.id}"), powers)
        for line in open_
    ]
    due = scene.moment(sheet.due)
    return Sheet(
        id=sheet.id,
        title=scene.t(f"sheets.{sheet.id}.title"),
        what=scene.t(f"sheets.{sheet.id}.what"),
        lines=lines,
        done=sum(len(line.versions) == 1 for line in lines),
        due=due,
        since=known.opened.get(f"sheet:{sheet.id}", 0),
        by=scene.clock(due) if due >= 0 else "",
        open=[line.title for line in lines if len(line.versions) != 1],
        buttons=_buttons(scene, sheet, powers, all(len(line.versions) == 1 for line in lines)),
    )


def _buttons(scene: Scene, sheet: SheetDef, powers: Powers, whole: bool) -> list[Button]:
    """Return the next sensible step first: ask for what is open, then start what the sheet is for."""
    say = scene.gettext
    out: list[Button] = []
    if not whole and (desks := powers.sending("request")):
        out.append(
            Button(label=say("Ask for the open lines"), icon="megaphone", form="ask", desk=desks, kind="btn w-100")
        )
    for action in scene.scenario.actions:
        if action.sheet == sheet.id and (desks := powers.desks("start", action.id)):
            label = escape(say("Start: %(what)s…")) % {"what": scene.t(f"actions.{action.id}.title")}
            out.append(Button(label=label, icon="play", form="start", target=action.id, desk=desks, kind="btn w-100"))
    return out


def _line(
    scene: Scene, known: Known, sheet: str, line: str, desks: tuple[str, ...], row: LineRow | None, powers: Powers
) -> Line:
    say = scene.gettext
    target = f"{sheet}.{line}"
    versions = row.versions if row is not None else ()
    write = None
    if may := powers.desks("write", target):
        label = say("Write") if not versions else say("Change")
        title = scene.t.plain(f"sheets.{sheet}.lines.{line}.title")
        aria = f"{label}: {title}"
        write = Button(label=label, icon="pencil", form="line", target=target, desk=may, aria=aria)
    several = len(versions) > 1
    tone, icon = ("soon", "split") if several else ("ok", "check") if versions else ("soon", "circle-dashed")
    last = versions[-1] if versions else None
    return Line(
        id=f"{sheet}-{line}",
        target=target,
        title=scene.t(f"sheets.{sheet}.lines.{line}.title"),
        owners=scene.tags(desks),
        versions=[_version(scene, sheet, line, version, several, powers) for version in versions],
        state=say("two versions: choose one") if several else say("done") if versions else say("open"),
        tone=tone,
        icon=icon,
        when=_when(scene, last) if last is not None and not several else "",
        write=write,
    )


def _when(scene: Scene, version: LineVersion) -> str:
    name = scene.seat(version.seat) or scene.side(version.desk).short
    return f"{name} {scene.clock(version.at)}"


def _version(scene: Scene, sheet: str, line: str, version: LineVersion, several: bool, powers: Powers) -> Version:
    choose = None
    desks = powers.desks("choose", f"{sheet}.{line}")
    if several and desks:
        do = command("chooseline", desk=desks.split()[0], sheet=sheet, line=line, version=version.n)
        aria = scene.gettext("Choose this: the version of %(who)s") % {"who": scene.side(version.desk).short}
        choose = Button(label=scene.gettext("Choose this"), icon="check", do=do, desk=desks, aria=aria)
    who = scene.side(version.desk).tag
    return Version(who=who, at=scene.clock(version.at), text=scene.t(version.text), choose=choose)
