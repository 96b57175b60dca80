"""The facilitator's plan, minute by minute, and what there is to say."""

from __future__ import annotations

from palermo.engine.calendar import moment_of
from palermo.pages import words
from palermo.pages.injects import number
from palermo.pages.scene import Scene
from palermo.report import control
from palermo.report import records as r
from palermo.report.wording import lines, plain

TONES = ("phase", "due", "inject", "hoped")  # the order of what comes at one moment


def plan(scene: Scene) -> r.Plan:
    """Return the minute plan of the profile."""
    say = scene.gettext
    found = [*_phases(scene), *_injects(scene), *_sheets(scene), *_hoped(scene)]
    found.sort(key=lambda row: (row[0], TONES.index(row[1].tone)))
    lead = say("Minute of play, time in the story, and the clock of control's screen. Tick what you have done.")
    name = scene.t.plain(f"profiles.{scene.profile}.name")
    title = say("Minute plan: %(form)s") % {"form": name} if name else say("Minute plan")
    return r.Plan(title=title, lead=lead, rows=tuple(row for _, row in found), later=tuple(_later(scene)))


def script(scene: Scene) -> r.Script:
    """Return the start and the script, to be read aloud."""
    say = scene.gettext
    start = [say("The start, read aloud:"), *lines(scene, "scenario.start")]
    return r.Script(
        title=say("What you say"),
        lead=say("Say it in your own words if you like. People first: care does not depend on anybody talking."),
        paragraphs=(*start, *lines(scene, "scenario.script")),
    )


Timed = tuple[int, r.Moment]


def _row(
    scene: Scene,
    t: int,
    tone: str,
    title: str,
    *,
    text: tuple[str, ...] = (),
    number: str = "",
    shape: str = "",
    to: tuple[str, ...] = (),
) -> Timed:
    return t, r.Moment(
        minute=str(control.minute(scene, t)).replace("-", "−"),
        clock=scene.clock(t),
        screen=scene.minute(t),
        number=number,
        shape=shape,
        to=to,
        title=title,
        text=tuple(part for part in text if part),
        tone=tone,
    )


def _phases(scene: Scene) -> list[Timed]:
    return [
        _row(
            scene,
            run.starts,
            "phase",
            plain(scene, f"phases.{run.id}.name"),
            text=(_said(scene, f"phases.{run.id}.say"),),
        )
        for run in scene.runs
    ]


def _said(scene: Scene, key: str) -> str:
    said = plain(scene, key)
    return scene.gettext("Say: “%(what)s”") % {"what": said} if said else ""


def _injects(scene: Scene) -> list[Timed]:
    out = []
    moves = scene.index.profiles[scene.profile].moves
    for record in scene.scenario.injects:
        moment = moment_of(record, moves)
        if moment is None or record.reserve or control.gone(scene, record):
            continue
        key = f"injects.{record.id}"
        waits = scene.gettext("Comes earlier, when control's screen says so.") if record.when is not None else ""
        hoped = scene.gettext("Hoped for: %(what)s") % {"what": plain(scene, f"{key}.expected")}
        row = _row(
            scene,
            scene.moment(moment),
            "inject",
            plain(scene, f"{key}.title"),
            text=(waits, hoped if plain(scene, f"{key}.expected") else "", plain(scene, f"{key}.control")),
            number=number(record.id),
            shape=words.SHAPES.get(record.kind, "circle"),
            to=_letters(scene, record.to),
        )
        out.append(row)
    return out


def _letters(scene: Scene, to: tuple[str, ...]) -> tuple[str, ...]:
    found = tuple(scene.desks[desk.id].letters for desk in scene.scenario.desks if "*" in to or desk.id in to)
    return (scene.gettext("ALL"),) if len(found) == len(scene.scenario.desks) else found


def _sheets(scene: Scene) -> list[Timed]:
    out = []
    for record in scene.scenario.sheets:
        if record.due is None or record.due.phase not in {run.id for run in scene.runs}:
            continue
        title = scene.gettext("Sheet due: %(what)s") % {"what": plain(scene, f"sheets.{record.id}.title")}
        desks = tuple(dict.fromkeys(desk for line in record.lines for desk in line.desks))
        text = (plain(scene, f"sheets.{record.id}.what"),)
        out.append(_row(scene, scene.moment(record.due), "due", title, text=text, to=_letters(scene, desks)))
    return out


def _hoped(scene: Scene) -> list[Timed]:
    """What desks are hoped to do, a row a moment."""
    found: dict[int, list[tuple[str, str]]] = {}
    for action in scene.scenario.actions:
        if action.due is not None and action.due.phase in {run.id for run in scene.runs}:
            title = plain(scene, f"actions.{action.id}.title")
            found.setdefault(scene.moment(action.due), []).append((scene.desks[action.desk].letters, title))
    return [
        _row(
            scene,
            t,
            "hoped",
            scene.gettext("Hoped for by now"),
            text=(" · ".join(f"{letters}: {title}" for letters, title in rows),),
        )
        for t, rows in found.items()
    ]


def _later(scene: Scene) -> list[r.Part]:
    say = scene.gettext
    reserve = tuple(
        f"{number(one.id)} {plain(scene, f'injects.{one.id}.title')} "
        f"({', '.join(_letters(scene, one.to))}). {plain(scene, f'injects.{one.id}.control')}".strip()
        for one in scene.scenario.injects
        if one.reserve
    )
    steps = (
        say("Told: choose the table, tap the fact, tap who heard it."),
        say("Done: choose the table, tap the action, tap how."),
        say("A card is due: the desk says which and to whom. Hand it out, tick it."),
        say("Nothing recorded for some minutes? Go there and ask: what do you need, and from whom?"),
    )
    parts = [r.Part(head=say("At the paper desk"), lines=steps)]
    if reserve:
        parts.append(r.Part(head=say("In reserve: at most one in five minutes"), lines=reserve))
    return parts
