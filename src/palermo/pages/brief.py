"""A minute's reading for somebody who comes late: what our table knows, is doing and owes. From its own view, so it tells of
no other table."""

from __future__ import annotations

import msgspec
from markupsafe import Markup, escape

from palermo.engine.known import Known, RunRow
from palermo.engine.view import Own, View
from palermo.pages import now
from palermo.pages.desk import Writer
from palermo.pages.people import care
from palermo.pages.rows import Powers, subject
from palermo.pages.scene import Scene

FACTS = 6
EVENTS = 3
LONG = 600  # exercise seconds for which a newcomer is offered the brief on her own page


class Line(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """One line: a mark, what, and a note beside it."""

    icon: str
    title: Markup
    note: Markup = Markup("")


class Brief(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """What a table tells somebody who sits down now. `facts` and `others` count what it has, and what others told it."""

    phase: Markup
    facts: int
    others: int
    people: int
    knows: list[Line]
    doing: list[Line]
    owes: list[Line]
    lately: list[Line]


def brief(scene: Scene, view: View) -> Brief:
    """Return the brief of a table."""
    known = view.known
    desk_of = {fact.id: fact.desk for fact in scene.scenario.facts}
    others = [have for have in known.facts.values() if desk_of.get(have.fact) not in known.desks]
    return Brief(
        phase=scene.t(f"phases.{known.phase}.name") if known.phase else Markup(""),
        facts=len(known.facts),
        others=len(others),
        people=len(known.people),
        knows=_knows(scene, known),
        doing=_doing(scene, view),
        owes=[
            Line(icon=item.icon, title=item.title, note=_by(scene, item.by))
            for item in now.expected(scene, view, Powers(view.can))
        ],
        lately=_lately(scene, known),
    )


def render(scene: Scene, view: View) -> str:
    """Return the brief as HTML."""
    return scene.render("team/brief.html", brief=brief(scene, view), side=scene.side(view.known.watcher))


def dialog(w: Writer) -> str:
    """The dialog with the brief, for who has sat down already."""
    return w.scene.render("forms/brief.html", w=w, brief=brief(w.scene, w.view), side=w.scene.side(w.own.team))


def newcomer(scene: Scene, known: Known, own: Own) -> int:
    """Return the exercise second until which a seat is offered the brief; -1 for one that was there when play began."""
    row = known.seats.get(own.seat)
    playing = {phase.id for phase in scene.phases if phase.kind == "play"}
    begins = min((run.starts for run in known.schedule if run.id in playing), default=-1)
    if row is None or known.ended or not 0 <= begins < row.at:
        return -1
    return row.at + LONG


def _by(scene: Scene, by: str) -> Markup:
    return escape(scene.gettext("by %(time)s") % {"time": by}) if by else Markup("")


def _knows(scene: Scene, known: Known) -> list[Line]:
    """What stands first, then the facts that came last: they are what the table talks about."""
    out = [
        Line(icon="circle-check", title=scene.t(f"questions.{row.question}.headline"), note=Markup(""))
        for row in known.stands.values()
    ]
    newest = sorted(known.facts.values(), key=lambda have: (have.via == "dealt", -have.since))[:FACTS]
    for have in newest:
        told = have.source in scene.desks and have.source not in known.desks
        title = Markup("{} {}").format(scene.fact_tag(have.fact), scene.t(f"facts.{have.fact}.title"))
        out.append(Line(icon="layers", title=title, note=scene.side(have.source).named if told else Markup("")))
    return out


def _doing(scene: Scene, view: View) -> list[Line]:
    known = view.known
    runs = [row for row in known.runs.values() if row.state in ("waiting", "running")]
    out = [_run(scene, row) for row in runs]
    asked = [m for m in known.mail.values() if m.out and m.kind == "request" and not m.answered and m.state != "back"]
    for mail in asked:
        title = Markup("{} {}").format(scene.gettext("We asked:"), subject(scene, mail, known))
        out.append(Line(icon="circle-help", title=title, note=scene.tags(mail.to)))
    for line in care(scene, view):
        if line.need is not None:
            title = Markup("{}: {}").format(line.names, line.need.title)
            out.append(Line(icon="heart-handshake", title=title, note=escape(line.need.when)))
    return out


def _run(scene: Scene, row: RunRow) -> Line:
    title = scene.t(f"actions.{row.action}.title")
    if row.state == "waiting":
        note = Markup("{} {}").format(scene.gettext("waits for a yes from"), scene.tags(row.awaiting))
        return Line(icon="hourglass", title=title, note=note)
    return Line(icon="play", title=title, note=_by(scene, scene.clock(row.due)))


def _lately(scene: Scene, known: Known) -> list[Line]:
    rows = sorted((row for row in known.injects.values() if not row.withdrawn), key=lambda row: -row.at)[:EVENTS]
    return [Line(icon="info", title=scene.t(row.title or row.text), note=escape(scene.clock(row.at))) for row in rows]
