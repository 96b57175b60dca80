"""The debrief as a run of show: its steps in words, and what the room screen was asked to show, for every screen alike."""

from __future__ import annotations

import msgspec
from markupsafe import Markup, escape

from palermo.engine.known import Clock, Known, LineVersion, ShownRow
from palermo.engine.nobody import speakers
from palermo.engine.showing import CHANGE, CLOSE, COMMITMENT, KEEP, STEPS, AnswerRow, Point, StepRow
from palermo.pages.language import N_
from palermo.pages.result import Result, result
from palermo.pages.scene import Scene, Side

NAMES = {
    "out": N_("Out of role"),
    "pairs": N_("In pairs"),
    "turning": N_("One turning point"),
    "keep": N_("Keep and change"),
    "commit": N_("One thing I do"),
}
ICONS = {"out": "door-open", "pairs": "users", "turning": "history", "keep": "list-checks", "commit": "handshake"}
SAID = {
    "out": N_("The roles are over. Stand up, breathe, sit somewhere else. You are yourself again."),
    "pairs": N_("Talk with one person from another table. Each of you speaks for a minute and a half."),
    "turning": N_(
        "One moment of this exercise, looked at together. Everybody speaks once before anybody speaks twice."
    ),
    "keep": N_(
        "What worked and should stay? What do we want to change? Write on your phone: no name stands beside it."
    ),
    "commit": N_("One thing you will do at your work in the next month. Write it for all, or for yourself alone."),
}
ASKED = {
    KEEP: N_("What worked and should stay?"),
    CHANGE: N_("What do we want to change?"),
    COMMITMENT: N_("What is one thing you will do at your work in the next month?"),
}
FILLS = {"keep": (KEEP, CHANGE), "commit": (COMMITMENT,)}
PAIRED = "impressions"  # the scenario's question for two people, where it has one
AT_ONCE = 180  # seconds within which putting something together counts as done at once


class Step(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A step of the debrief; `wall` and `seconds` are its timer's, where it runs."""

    id: str
    number: int
    icon: str
    name: str
    minutes: int
    said: str
    ask: Markup
    current: bool
    over: bool
    wall: float
    seconds: int


def steps(scene: Scene, now: StepRow | None) -> list[Step]:
    """Return the steps in order, the present one marked."""
    order = list(STEPS)
    place = order.index(now.step) if now is not None and now.step in STEPS else len(order) if closed(now) else -1
    return [
        Step(
            id=name,
            number=n + 1,
            icon=ICONS[name],
            name=scene.gettext(NAMES[name]),
            minutes=STEPS[name] // 60,
            said=scene.gettext(SAID[name]),
            ask=scene.t(f"debrief.{PAIRED}.ask") if name == "pairs" else Markup(""),
            current=n == place,
            over=n < place,
            wall=now.wall if now is not None and n == place else 0.0,
            seconds=now.seconds if now is not None and n == place else 0,
        )
        for n, name in enumerate(order)
    ]


def present(scene: Scene, now: StepRow | None) -> Step | None:
    """Return the step that runs."""
    return next((step for step in steps(scene, now) if step.current), None)


def closed(now: StepRow | None) -> bool:
    """Tell whether control has closed the debrief."""
    return now is not None and now.step == CLOSE


def asked(scene: Scene, question: str) -> Markup:
    """Return a question of the debrief in words: the scenario's, else the interface's own."""
    key = f"debrief.{question}.ask"
    if scene.t.has(key):
        return scene.t(key)
    return escape(scene.gettext(ASKED[question])) if question in ASKED else Markup("")


class Note(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """What somebody wrote on the wall; `key` is for control, who may empty it."""

    key: str
    text: Markup


class Wall(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A question with what people answered, the newest first."""

    id: str
    ask: Markup
    notes: list[Note]


def wall(scene: Scene, answers: tuple[AnswerRow, ...], question: str) -> Wall:
    """Return the answers to a question. What was erased is left out: its place is in the log."""
    notes = [
        Note(key=row.text, text=scene.t(row.text))
        for row in reversed(answers)
        if row.question == question and not scene.t.erased(row.text)
    ]
    return Wall(id=question, ask=asked(scene, question), notes=notes)


def walls(scene: Scene, known: Known) -> list[Wall]:
    """Return the walls that the present step of the debrief fills."""
    step = known.step.step if known.step is not None else ""
    return [wall(scene, known.answers, question) for question in FILLS.get(step, ())]


class SheetLine(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A line of a sheet as it is read aloud."""

    id: str
    title: Markup
    owners: Markup
    texts: list[Markup]


class Ground(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A fact of a turning point by its title, for its number would name a table; and since when it was at hand."""

    title: Markup
    minute: int
    time: str


class Turning(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A turning point in words. It speaks of facts and minutes, and of nobody."""

    title: Markup
    minute: int
    time: str
    grounds: list[Ground]
    done: str
    between: str
    at_one: str
    good: bool


class Showing(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """What the room screen was asked to show; of its parts those are filled that `what` needs."""

    what: str
    title: Markup
    side: Side | None
    then: Side | None
    turns: list[Turn]
    lines: list[SheetLine]
    result: Result | None
    handed_on: int
    so_far: bool
    turning: Turning | None
    wall: Wall | None
    wall_second: float
    seconds: int


def showing(scene: Scene, known: Known) -> Showing | None:
    """Return what the room screen was asked to show, None for the clock."""
    return shown(scene, known.shown, known.answers, known.ended) if known.shown is not None else None


def shown(scene: Scene, row: ShownRow, answers: tuple[AnswerRow, ...], ended: bool) -> Showing:
    """Return in words what was asked to be shown."""
    name, _, team = row.target.partition("@")
    team = row.target if row.what == "table" else team
    side = scene.teams.get(team)
    counts = {key: n for key, n in row.counts.items() if key != "handed_on"}
    return Showing(
        what=row.what,
        title=scene.t(f"sheets.{name}.title") if row.what == "sheet" else Markup(""),
        side=side,
        then=after(scene, team),
        turns=turns(scene, team) if row.what == "table" else [],
        lines=[_line(scene, key, texts.versions) for key, texts in row.lines],
        result=result(scene, counts) if row.what == "result" else None,
        handed_on=row.counts.get("handed_on", 0),
        so_far=not ended,
        turning=turning(scene, row.point) if row.point is not None else None,
        wall=wall(scene, answers, row.target) if row.what == "wall" else None,
        wall_second=row.wall,
        seconds=row.seconds,
    )


def speaking(scene: Scene) -> list[str]:
    """Return the tables in the order in which they speak: those that people play."""
    return list(speakers(scene.scenario, scene.preset, scene.teams))


class Turn(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A table in the order of speaking; `now` while it speaks, `over` when it has spoken."""

    side: Side
    now: bool
    over: bool


def turns(scene: Scene, speaks: str) -> list[Turn]:
    """Return the order of speaking, with where it is."""
    order = speaking(scene)
    place = order.index(speaks) if speaks in order else -1
    return [Turn(side=scene.teams[team], now=n == place, over=n < place) for n, team in enumerate(order)]


def after(scene: Scene, team: str) -> Side | None:
    """Return the table whose turn comes after this one, None after the last."""
    order = speaking(scene)
    place = order.index(team) + 1 if team in order else len(order)
    return scene.teams[order[place]] if place < len(order) else None


def _line(scene: Scene, key: str, versions: tuple[LineVersion, ...]) -> SheetLine:
    sheet, _, line = key.partition(".")
    record = next((one for one in scene.index.sheets[sheet].lines if one.id == line), None)
    return SheetLine(
        id=key.replace(".", "-"),
        title=scene.t(f"sheets.{sheet}.lines.{line}.title"),
        owners=scene.tags(record.desks) if record is not None else Markup(""),
        texts=[scene.t(version.text) for version in versions],
    )


def turning(scene: Scene, point: Point) -> Turning:
    """Return a turning point in words."""
    say = scene.gettext
    title = (
        scene.t(f"questions.{point.what}.ask") if point.kind == "question" else scene.t(f"actions.{point.what}.title")
    )
    grounds = [
        Ground(
            title=scene.t(f"facts.{held.fact}.title"),
            minute=held.since // 60,
            time=scene.clock(held.since),
        )
        for held in sorted(point.facts, key=lambda held: held.since)
    ]
    at = {"minute": point.done // 60, "time": scene.clock(max(0, point.done))}
    wait = point.done - point.together
    good = point.done >= 0 and wait <= AT_ONCE
    if point.done < 0:
        done = say("It was not recorded as put together before the end.")
    elif point.kind == "question":
        done = say("It was put together at minute %(minute)s, %(time)s.") % at
    else:
        done = say("It was done at minute %(minute)s, %(time)s.") % at
    return Turning(
        title=title,
        minute=point.together // 60,
        time=scene.clock(point.together),
        grounds=grounds,
        done=done,
        between=_between(scene, point, wait, good),
        at_one=_at_one(scene, point),
        good=good,
    )


def _at_one(scene: Scene, point: Point) -> str:
    """Return when all of it was at one table, where that says more than the rest."""
    if point.at_one < 0:
        return scene.gettext("It is not recorded as shared with one table in between.")
    if point.at_one - point.together < 60:
        return ""
    return scene.gettext("At minute %(n)s one table had all of it.") % {"n": point.at_one // 60}


def _between(scene: Scene, point: Point, wait: int, good: bool) -> str:
    say = scene.gettext
    if good:
        minutes = max(1, wait // 60)
        return scene.ngettext("Within %(num)s minute.", "Within %(num)s minutes.", minutes) % {"num": minutes}
    if point.done < 0:
        return "" if point.asked else say("No request for it was recorded.")
    minutes = {"n": wait // 60}
    if point.asked:
        return say("%(n)s min later. It had been asked for.") % minutes
    return say("%(n)s min later. No request for it was recorded.") % minutes


def sign(scene: Scene, known: Known) -> str:
    """Return a sign that changes when the parts of a debrief may have changed for a table."""
    written = sum(not scene.t.erased(row.text) for row in known.answers)
    return f"{known.step.step if known.step is not None else ''}.{written}"


def stands_still(clock: Clock) -> bool:
    """Tell whether the clock was stopped in the middle of the exercise."""
    return clock.paused not in ("", "before")
