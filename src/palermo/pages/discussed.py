"""What the debrief talks about: turning points, questions with what the log shows and what people wrote, the rubric, what was said aloud."""

from __future__ import annotations

import json

import msgspec
from markupsafe import Markup, escape

from palermo.debrief import NEVER, Debrief, Learned, Rated
from palermo.engine import rules_conditions as r
from palermo.engine.scenario import DebriefQuestion
from palermo.engine.showing import CHANGE, COMMITMENT, KEEP, Point
from palermo.engine.state import CONTROL
from palermo.pages import steps
from palermo.pages.aims import counted
from palermo.pages.language import N_
from palermo.pages.rows import command
from palermo.pages.scene import Scene

BANDS = ("P", "S", "M", "U")
BAND_WORDS = {
    "P": N_("performed"),
    "S": N_("with some challenges"),
    "M": N_("with major challenges"),
    "U": N_("not yet able"),
}
PRACTICE = "best_practice"  # the scenario's own question for what others should copy, where it has one
BOARD = "board"
OWN_SOURCE = "added"  # a question that is not from the curriculum


class Had(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """Since when a table had a fact, and the entry of the log that shows it."""

    tag: Markup
    minute: int
    seq: int


class Offered(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A turning point that may be shown, the command that shows it ('' for who may not), and which table had what when."""

    told: steps.Turning
    do: str
    held: list[tuple[Markup, list[Had]]]


def turning(scene: Scene, told: Debrief, watcher: str) -> str:
    """Return the turning points on offer."""
    leads = watcher == CONTROL
    rows = [
        Offered(told=steps.turning(scene, point), do=_show(point) if leads else "", held=_held(scene, told, point))
        for point in told.points
    ]
    return scene.render("debrief/turning.html", rows=rows, leads=leads)


def _held(scene: Scene, told: Debrief, point: Point) -> list[tuple[Markup, list[Had]]]:
    """Return each fact of a turning point with the tables that had it before it was put together, or by the end."""
    until = point.done if point.done >= 0 else told.ended
    out: list[tuple[Markup, list[Had]]] = []
    for held in point.facts:
        rows = [row for row in told.knowledge if row.fact == held.fact and row.at != NEVER and row.at <= until]
        had = [
            Had(tag=scene.side(row.team).tag, minute=row.at // 60, seq=row.seq)
            for row in sorted(rows, key=lambda row: row.at)
        ]
        out.append((scene.fact_tag(held.fact), had))
    return out


def _show(point: Point) -> str:
    return command("show", what="turning", point=json.loads(msgspec.json.encode(point)))


class Evidence(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A line of what the log shows: when, who or which fact, and what is recorded of it."""

    minute: str
    tag: Markup
    text: Markup


class Discussed(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A question with what the log shows and what people wrote. `source` says in words where it comes from."""

    wall: steps.Wall
    source: str
    evidence: list[Evidence]
    show: str


def questions(scene: Scene, told: Debrief, watcher: str) -> str:
    """Return the questions to talk about; the four of an after-action review stand together."""
    leads = watcher == CONTROL
    known = {KEEP, CHANGE, COMMITMENT}
    asked = [one for one in scene.scenario.debrief if one.id not in known]
    rows = [_discussed(scene, told, one, leads) for one in asked if one.kind != BOARD]
    board = [_discussed(scene, told, one, leads) for one in asked if one.kind == BOARD]
    return scene.render("debrief/questions.html", rows=rows, board=board, leads=leads)


def open_questions(scene: Scene) -> list[tuple[str, str]]:
    """Return the questions people may write on beside keep, change and commitment, each with its words."""
    known = {KEEP, CHANGE, COMMITMENT}
    return [(one.id, scene.t.plain(f"debrief.{one.id}.ask")) for one in scene.scenario.debrief if one.id not in known]


def walls(scene: Scene, told: Debrief, watcher: str) -> str:
    """Return keep, change, and what people will do."""
    leads = watcher == CONTROL
    rows = [
        (steps.wall(scene, told.answers, name), _shows(name) if leads else "") for name in (KEEP, CHANGE, COMMITMENT)
    ]
    return scene.render("debrief/wall.html", rows=rows, leads=leads)


def _shows(question: str) -> str:
    return command("show", what="wall", target=question)


def _discussed(scene: Scene, told: Debrief, one: DebriefQuestion, leads: bool) -> Discussed:
    evidence = [line for fact in one.facts for line in _of_fact(scene, told, fact)]
    evidence += [line for action in one.actions for line in _of_action(scene, told, action)]
    return Discussed(
        wall=steps.wall(scene, told.answers, one.id),
        source=scene.gettext("from the curriculum") if one.source not in ("", OWN_SOURCE) else "",
        evidence=evidence,
        show=_shows(one.id) if leads else "",
    )


def _of_fact(scene: Scene, told: Debrief, fact: str) -> list[Evidence]:
    rows = [row for row in told.knowledge if row.fact == fact]
    own = next((row for row in rows if row.own), None)
    if own is None:
        return []
    reached = sorted((row for row in rows if not row.own and row.at != NEVER), key=lambda row: row.at)
    return [
        Evidence(
            minute=scene.minute(own.at),
            tag=scene.fact_tag(fact),
            text=Markup("{}: {}").format(scene.t(f"facts.{fact}.title"), _ways(scene, reached)),
        )
    ]


def _ways(scene: Scene, reached: list[Learned]) -> Markup:
    """Return when a fact was recorded as known elsewhere."""
    if not reached:
        return escape(scene.gettext("not recorded as shared"))
    said = [
        Markup("{} {}").format(scene.side(row.team).tag, scene.gettext("minute %(n)s") % {"n": row.at // 60})
        for row in reached
    ]
    return Markup("{} {}").format(scene.gettext("recorded as known by"), Markup(", ").join(said))


def _of_action(scene: Scene, told: Debrief, action: str) -> list[Evidence]:
    title = scene.t(f"actions.{action}.title")
    rows: list[Evidence] = []
    for moment in told.timeline:
        if moment.what != action or moment.kind not in ("action", "approval"):
            continue
        said = title
        if moment.kind == "action" and moment.detail:
            said = Markup("{}: {}").format(title, scene.t(f"actions.{action}.options.{moment.detail}.title"))
        if moment.kind == "approval":
            answer = scene.gettext("said no") if moment.detail else scene.gettext("said yes")
            said = Markup("{} ({})").format(title, answer)
        words = Markup(" ").join(Markup("“{}”").format(scene.t(key)) for key in moment.words)
        text = Markup("{} {}").format(said, words) if words else said
        rows.append(Evidence(minute=scene.minute(moment.t), tag=scene.side(moment.who).tag, text=text))
    if not rows:
        rows.append(
            Evidence(
                minute="–", tag=Markup(""), text=Markup("{}: {}").format(title, scene.gettext("not recorded as done"))
            )
        )
    return rows


class Band(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A band of the rubric, in a word and by its letter, and the command that chooses it."""

    letter: str
    word: str
    text: Markup
    on: bool
    do: str


class Dimension(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A dimension with its bands and what the log shows of it."""

    id: str
    name: Markup
    bands: list[Band]
    text: Markup
    by_hand: bool
    back: str
    findings: list[tuple[bool, Markup]]


def rubric(scene: Scene, told: Debrief, watcher: str) -> str:
    """Return the rubric: suggested from the log, decided by control. It is of the exercise, never of a person."""
    rows = [_dimension(scene, row) for row in told.rubric]
    return scene.render("debrief/rubric.html", rows=rows, leads=watcher == CONTROL)


def _dimension(scene: Scene, row: Rated) -> Dimension:
    key = f"rubric.{row.dimension}"
    return Dimension(
        id=row.dimension,
        name=scene.t(f"{key}.name"),
        bands=[
            Band(
                letter=letter,
                word=scene.gettext(BAND_WORDS[letter]),
                text=scene.t(f"{key}.{letter}"),
                on=letter == row.band,
                do=command("rate", dimension=row.dimension, band=letter),
            )
            for letter in BANDS
        ],
        text=scene.t(f"{key}.{row.band}"),
        by_hand=row.by_hand,
        back=command("rate", dimension=row.dimension, band=""),
        findings=[finding for part, held in row.parts for finding in _findings(scene, part, held)],
    )


def _findings(scene: Scene, part: r.Condition, held: bool) -> list[tuple[bool, Markup]]:
    """Return what a part of the best band counts, with whether it was so. What must not happen is told as what did not."""
    if isinstance(part, r.Not):
        return []
    counts = counted(scene, part, scene.profile)
    return [(held, Markup("; ").join(words.rstrip(".") for words in counts))] if counts else []


class Mark(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """Something said aloud, as control marked it; `off` takes it back."""

    minute: int
    tag: Markup
    title: Markup
    giver: Markup
    to: Markup
    off: str


def aloud(scene: Scene, told: Debrief, watcher: str) -> str:
    """Return what control marked as said aloud."""
    marks = [
        Mark(
            minute=row.minute,
            tag=scene.fact_tag(row.fact),
            title=scene.t(f"facts.{row.fact}.title"),
            giver=scene.side(row.giver).tag,
            to=scene.tags(tuple(scene.desks)) if row.desk == "*" else scene.side(row.desk).tag,
            off=command("recordaloud", fact=row.fact, giver=row.giver, desk=row.desk, minute=row.minute, off=True),
        )
        for row in told.aloud
    ]
    return scene.render("debrief/aloud.html", marks=marks)


def good_practice(scene: Scene, told: Debrief) -> str:
    """Return good practice as plain text, to be kept: what people wrote on what to keep, copy, change and do."""
    own = {one.id for one in scene.scenario.debrief}
    order = [KEEP, PRACTICE, "conclusions", CHANGE, "transfer", COMMITMENT]
    order += [row.question for row in told.answers if row.question not in order]
    blocks: list[str] = [scene.t.plain("scenario.title")]
    for question in dict.fromkeys(order):
        notes = steps.wall(scene, told.answers, question).notes
        if not notes or (question not in own and question not in steps.ASKED):
            continue
        ask = scene.t.plain(f"debrief.{question}.ask") or scene.gettext(steps.ASKED.get(question, ""))
        blocks.append("\n".join([ask, *(f"- {scene.t.plain(note.key)}" for note in reversed(notes))]))
    if len(blocks) == 1:
        blocks.append(scene.gettext("Nothing was written yet."))
    return "\n\n".join(blocks) + "\n"
