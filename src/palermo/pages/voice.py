"""What the voice of one person reads: the person's card as she knows it, and the answers to "What happens to me now?"."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import msgspec
from markupsafe import Markup

from palermo.engine.known import Known, Line
from palermo.engine.observing import ASKS
from palermo.engine.scenario import Scenario
from palermo.engine.view import View
from palermo.pages import clock
from palermo.pages.observing import noted
from palermo.pages.options import Options
from palermo.pages.scene import Scene
from palermo.pages.team import scene_of
from palermo.pages.texts import Texts

VOICE_REGIONS = ("clock", "hold", "voice", "asked", "noted", "ended")


class Felt(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """Something she needs, in a word how it stands."""

    icon: str
    tone: str
    title: Markup
    said: str


class Happened(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """Something that happened to her: where she was brought, what hurt her, what she was asked, what she agreed to."""

    id: str
    at: int
    time: str
    icon: str
    title: Markup
    text: Markup


class Asked(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A question of hers to a table, and its answer."""

    id: str
    time: str
    team: Markup
    reply: Markup


def voice_regions(
    scenario: Scenario,
    texts: Texts,
    view: View,
    language: str,
    options: Options,
    names: Iterable[str] = VOICE_REGIONS,
) -> dict[str, str]:
    """Return the named regions of the page of a person's voice."""
    scene = scene_of(scenario, texts, view.known, language, options)
    return {name: _MAKERS[name](scene, view) for name in names}


def _clock(scene: Scene, view: View) -> str:
    return scene.render("team/clock.html", clock=clock.told(scene, view.known.clock), ended=view.known.ended)


def _hold(scene: Scene, view: View) -> str:
    known = view.known
    if known.ended or known.clock.paused in ("", "before"):
        return ""
    said = clock.held(scene, known.clock.paused)
    return scene.render("observer/hold.html", said=said, text=scene.t(known.clock.text))


def _voice(scene: Scene, view: View) -> str:
    known = view.known
    person = f"people.{known.person}"
    row = known.people[known.person]
    return scene.render(
        "observer/voice.html",
        name=scene.t(f"{person}.name"),
        words=scene.t.paragraphs(f"{person}.voice"),
        place=scene.place(row.place) if row.place else Markup(""),
        safe=scene.clock(row.safe) if row.safe >= 0 else "",
        needs=_needs(scene, known),
        rows=_happened(scene, known),
    )


def _needs(scene: Scene, known: Known) -> list[Felt]:
    say = scene.gettext
    looks = {
        "met": ("circle-check", "ok", say("I have it")),
        "missed": ("octagon-alert", "harm", say("It did not come in time")),
    }
    out = []
    for need in scene.scenario.needs:
        row = known.needs.get(need.id)
        if row is None:
            continue
        icon, tone, said = looks.get(row.state, ("clock", "", say("not yet")))
        title = scene.t(f"needs.{need.id}.{row.state}") if row.state in looks else Markup("")
        out.append(Felt(icon=icon, tone=tone, title=title or scene.t(f"needs.{need.id}.title"), said=said))
    return out


def _happened(scene: Scene, known: Known) -> list[Happened]:
    rows = [_line(scene, line) for line in known.lines if line.kind in _LINES]
    for number, (card, at) in enumerate(known.cards.items(), start=1):
        talk, _, name = card.partition(".")
        key = f"talks.{talk}.cards.{name}"
        rows.append(
            Happened(
                id=f"card-{number}",
                at=at,
                time=scene.clock(at),
                icon="speech",
                title=scene.t(f"{key}.ask"),
                text=scene.t(f"{key}.answer"),
            )
        )
    for about in known.people[known.person].consents:
        words = scene.t(f"consents.{known.person}.{about}.words")
        said = Happened(id=f"agreed-{about}", at=-1, time="", icon="hand-heart", title=words, text=Markup(""))
        rows.append(said)
    return sorted(rows, key=lambda row: row.at, reverse=True)


_LINES = {"place": "map-pin", "harm": "flag", "announcement": "megaphone"}


def _line(scene: Scene, line: Line) -> Happened:
    return Happened(
        id=line.id.replace("#", "-"),
        at=line.at,
        time=scene.clock(line.at),
        icon=_LINES[line.kind],
        title=scene.t(line.text),
        text=Markup(""),
    )


def _asked(scene: Scene, view: View) -> str:
    known = view.known
    power = next((one for one in view.can if one.verb == "ask_now"), None)
    rows = [
        Asked(
            id=f"asked-{number}",
            time=scene.clock(ask.at),
            team=scene.side(ask.team).named,
            reply=scene.t(ask.reply) if ask.reply else Markup(""),
        )
        for number, ask in enumerate(known.asks.values(), start=1)
    ]
    return scene.render(
        "observer/asked.html",
        rows=rows,
        left=ASKS - len(known.asks),
        teams=[scene.side(team) for team in power.slots["team"]] if power is not None else [],
        early=not known.ended and len(known.asks) < ASKS and power is None,
        ended=known.ended,
    )


def _noted(scene: Scene, view: View) -> str:
    return noted(scene, view.known.notes)


def _ended(scene: Scene, view: View) -> str:
    return scene.render("observer/ended.html") if view.known.ended else ""


_MAKERS: dict[str, Callable[[Scene, View], str]] = {
    "clock": _clock,
    "hold": _hold,
    "voice": _voice,
    "asked": _asked,
    "noted": _noted,
    "ended": _ended,
}
