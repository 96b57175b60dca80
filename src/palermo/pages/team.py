"""The regions of a table's page. Each is a function of the view, the language and the options, and of nothing else.

The names are what the page's containers and the live stream go by. `changed` says which regions can have changed between two
views, so that the stream renders those alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from operator import attrgetter

from markupsafe import Markup

from palermo.engine.known import Known
from palermo.engine.scenario import Scenario
from palermo.engine.state import ROOM
from palermo.engine.view import Own, View
from palermo.pages import (
    agreements,
    analysis,
    atlas,
    board,
    brief,
    can,
    clock,
    exchanges,
    facts,
    handbook,
    laws,
    mail,
    now,
    operations,
    people,
    practice,
    preparing,
    room,
    steps,
    ways,
)
from palermo.pages.options import Options
from palermo.pages.recorded import last_recorded
from palermo.pages.result import result
from palermo.pages.rows import Powers
from palermo.pages.scene import Scene
from palermo.pages.texts import Texts

_CLOCK = ("setup", "schedule", "clock", "phase", "ended")
_TIMES = ("setup", "schedule", "teams")

READS: dict[str, tuple[str, ...]] = {
    "clock": (*_CLOCK, "teams"),
    "hold": ("clock", "ended", "setup"),
    "new": (
        *_TIMES,
        "new",
        "mail",
        "injects",
        "lines",
        "helps",
        "asks",
        "facts",
        "tolds",
        "hits",
        "looks",
        "runs",
        "needs",
        "people",
        "seen",
        "can",
        "ended",
    ),
    "expected": (*_TIMES, "phase", "expected", "can", "mail", "runs", "hits", "stands", "helps", "ended"),
    "can": (*_TIMES, "can", "runs", "ended", "phase", "practice", "seats"),
    "facts": (*_TIMES, "facts", "given", "seen", "people", "needs", "can"),
    "messages": (*_TIMES, "mail", "tolds", "looks", "hits", "helps", "lines", "injects", "can"),
    "people": (*_TIMES, "facts", "people", "needs", "trust", "cards", "asks", "resources", "seen", "can"),
    "board": (*_TIMES, "facts", "people", "pins", "can"),
    "map": (*_TIMES, "facts", "people", "injects", "lines", "stands", "runs", "phase"),
    "operations": (*_TIMES, "runs", "sheets", "opened", "can"),
    "analysis": (*_TIMES, "stands", "tried", "opened", "can"),
    "handbook": (*_TIMES,),
    "lobby": (*_TIMES, "seats", "clock", "practice", "can", "phase", "facts", "ended", "sheets", "opened"),
    "counts": (
        "facts",
        "mail",
        "people",
        "runs",
        "sheets",
        "stands",
        "tried",
        "new",
        "expected",
        "ended",
        "seen",
        "looks",
        "tolds",
        "needs",
        "helps",
        "cards",
        "teams",
    ),
    "ended": ("ended", "outcome", "setup", "teams"),
    "debrief": (*_TIMES, "ended", "step", "shown", "answers"),
    "room": (*_CLOCK, "teams", "new", "lines", "injects", "stands", "shown", "step", "answers"),
}
REGIONS = tuple(name for name in READS if name != "room")

# What the whole room may see, of all that a page can show, and the room screen itself.
ROOM_REGIONS = ("clock", "hold", "new", "analysis", "ended", "debrief", "counts", "room")
OWN = ("own", "first")


def scene_of(scenario: Scenario, texts: Texts, known: Known, language: str, options: Options) -> Scene:
    """Return the scene a table's regions are made from."""
    return Scene(scenario, texts, language, options, known.setup, known.teams, known.schedule)


def regions(
    scenario: Scenario,
    texts: Texts,
    view: View,
    language: str,
    options: Options,
    own: Own | None = None,
    names: Iterable[str] = REGIONS,
) -> dict[str, str]:
    """Return the named regions of a table's page as HTML; with `own` those of that seat alone as well (`own`, `first`)."""
    scene = scene_of(scenario, texts, view.known, language, options)
    powers = Powers(view.can)
    out = {name: _MAKERS[name](scene, view, powers) for name in names}
    if own is not None:
        out.update(own_regions(scene, view, own))
    return out


def changed(before: View, after: View) -> frozenset[str]:
    """Return the names of the regions that may differ between two views of one watcher.

    What a region reads is compared by identity first. A version that moved while nothing a region reads did is a text that was
    erased: then every region is named.
    """
    found = frozenset(name for name, fields in READS.items() if any(_differs(before, after, field) for field in fields))
    if not found and before.known.version != after.known.version:
        return frozenset(READS)
    return found


_OF_VIEW = frozenset({"new", "expected", "can"})
_GET = {field: attrgetter(field) for fields in READS.values() for field in fields}


def _differs(before: View, after: View, field: str) -> bool:
    get = _GET[field]
    old, new = (get(before), get(after)) if field in _OF_VIEW else (get(before.known), get(after.known))
    return old is not new and bool(old != new)


# -- the regions ----------------------------------------------------------------------------------


def _clock(scene: Scene, view: View, powers: Powers) -> str:
    told = clock.told(scene, view.known.clock, view.known.ended)
    return scene.render("team/clock.html", clock=told, ended=view.known.ended)


def _hold(scene: Scene, view: View, powers: Powers) -> str:
    known = view.known
    why = known.clock.paused
    if known.ended or why in ("", "before"):
        return ""
    who = scene.options.control or scene.gettext("control")
    said = clock.held(scene, why)
    return scene.render("team/hold.html", who="" if why == "server" else who, said=said, text=scene.t(known.clock.text))


def _new(scene: Scene, view: View, powers: Powers) -> str:
    known = view.known
    if known.watcher == ROOM:
        return scene.render("control/room.html", items=room.news(scene, view))
    return scene.render(
        "team/new.html",
        items=now.new(scene, view),
        shown=now.SHOWN,
        seeable=powers.may("see_all"),
        early=not known.ended and not powers.sending("request"),
        ended=known.ended,
    )


def _expected(scene: Scene, view: View, powers: Powers) -> str:
    return scene.render(
        "team/expected.html",
        items=now.expected(scene, view, powers),
        count=len(now.pressing(view)),
        asked=mail.unanswered(scene, view),
        early=preparing.before_play(scene, view.known),
    )


def _can(scene: Scene, view: View, powers: Powers) -> str:
    early = preparing.before_play(scene, view.known)
    return scene.render("team/can.html", can=can.can(scene, view, powers), ended=view.known.ended, early=early)


def _facts(scene: Scene, view: View, powers: Powers) -> str:
    cards = facts.cards(scene, view, powers)
    return scene.render("team/facts.html", cards=cards, care=people.care(scene, view))


def _messages(scene: Scene, view: View, powers: Powers) -> str:
    return scene.render(
        "team/messages.html",
        exchanges=exchanges.exchanges(scene, view, powers),
        writing=powers.sending("own"),
        tolds=mail.tolds(scene, view, powers),
        checks=mail.checks(scene, view),
        questions=mail.questions(scene, view),
        lines=mail.lines(scene, view.known),
        injects=mail.injects(scene, view.known),
    )


def _people(scene: Scene, view: View, powers: Powers) -> str:
    shared, cards = people.people(scene, view, powers)
    return scene.render(
        "team/people.html",
        shared=shared,
        cards=cards,
        stock=people.stock(scene, view.known),
        heard=people.heard_of(scene, view.known),
        asking=powers.sending("request"),
    )


def _board(scene: Scene, view: View, powers: Powers) -> str:
    made = board.board(scene, view, powers)
    count = sum(len(group.nodes) for group in made.groups)
    return scene.render("team/board.html", board=made, groups=made.groups, first=board.best(made.groups), count=count)


def _map(scene: Scene, view: View, powers: Powers) -> str:
    made = atlas.of_table(scene, view.known) if atlas.has_map(scene) else None
    return scene.render("team/map.html", atlas=made)


def _operations(scene: Scene, view: View, powers: Powers) -> str:
    return scene.render(
        "team/operations.html",
        runs=operations.runs(scene, view),
        agreements=agreements.agreements(scene, view, powers),
        sheets=operations.sheets(scene, view, powers),
    )


def _analysis(scene: Scene, view: View, powers: Powers) -> str:
    return scene.render("team/analysis.html", questions=analysis.questions(scene, view, powers))


def _handbook(scene: Scene, view: View, powers: Powers) -> str:
    known = view.known
    return scene.render(
        "team/handbook.html",
        cards=handbook.cards(scene, known.desks),
        contacts=handbook.contacts(scene, known.desks),
        ways=ways.ways(scene, known),
        channels=handbook.channels(scene, known),
        laws=laws.cards(scene, known.desks),
        codes=laws.codes(scene),
    )


def _lobby(scene: Scene, view: View, powers: Powers) -> str:
    known = view.known
    if not preparing.in_lobby(scene, known):
        return ""
    made = practice.practice(scene, known, powers)
    early = {sheet.id for sheet in scene.scenario.sheets if sheet.early}
    notes = [sheet for sheet in operations.sheets(scene, view, powers) if sheet.id in early]
    return scene.render(
        "team/lobby.html",
        cards=handbook.cards(scene, known.desks),
        channels=handbook.channels(scene, known),
        laws=laws.cards(scene, known.desks),
        chairs=handbook.chairs(scene, known),
        practice=made,
        steps=preparing.steps(scene, bool(made.sent), notes),
        notes=notes,
        begun=known.clock.paused != "before",
        may_be_ready=powers.may("ready"),
        side=scene.side(known.watcher),
        tables=list(scene.teams.values()),
    )


def _counts(scene: Scene, view: View, powers: Powers) -> str:
    known = view.known
    waiting = sum(mail.waits_for_us(row) or (not row.out and row.state == "new") for row in known.mail.values())
    numbers = {
        "new": len(view.new) + bool(now.dealt(known)),
        "expected": len(now.pressing(view)),
        "facts": len(known.facts),
        "messages": waiting,
        "people": len(known.people),
        "operations": sum(run.state in ("waiting", "running") for run in known.runs.values()),
        "analysis": sum(question not in known.stands for question in known.tried),
    }
    return scene.render("team/counts.html", numbers=numbers, last=last_recorded(known))


def _ended(scene: Scene, view: View, powers: Powers) -> str:
    if not view.known.ended:
        return ""
    return scene.render("team/ended.html", result=result(scene, view.known.outcome))


def _room(scene: Scene, view: View, powers: Powers) -> str:
    return room.room(scene, view)


def _debrief(scene: Scene, view: View, powers: Powers) -> str:
    known = view.known
    if not known.ended:
        return ""
    return scene.render(
        "team/debrief.html",
        step=steps.present(scene, known.step),
        closed=steps.closed(known.step),
        every=steps.steps(scene, known.step),
        showing=steps.showing(scene, known),
        walls=steps.walls(scene, known),
        sign=steps.sign(scene, known),
    )


_MAKERS: dict[str, Callable[[Scene, View, Powers], str]] = {
    "room": _room,
    "debrief": _debrief,
    "clock": _clock,
    "hold": _hold,
    "new": _new,
    "expected": _expected,
    "can": _can,
    "facts": _facts,
    "messages": _messages,
    "people": _people,
    "board": _board,
    "map": _map,
    "operations": _operations,
    "analysis": _analysis,
    "handbook": _handbook,
    "lobby": _lobby,
    "counts": _counts,
    "ended": _ended,
}


def own_regions(scene: Scene, view: View, own: Own) -> dict[str, str]:
    """Return what is a seat's alone: who it is and which desks it may act for, and the facts that are its to read first."""
    name = scene.seat(own.seat)
    role = scene.t(f"roles.{own.role}.name") if own.role else Markup("")
    held = [fact for fact in own.first if fact in view.known.facts]
    rows = [(scene.fact_tag(fact), scene.t(f"facts.{fact}.title"), fact) for fact in held]
    side = scene.side(own.team)
    until = brief.newcomer(scene, view.known, own)
    return {
        "own": scene.render("team/own.html", side=side, name=name, role=role, own=own, tags=scene.tags(own.desks)),
        "first": scene.render("team/first.html", rows=rows, until=until) if rows or until >= 0 else "",
    }
