"""What people wrote and decided, for the debrief: decisions with reasons, sheets, talk cards, control's notes."""

from __future__ import annotations

import msgspec
from markupsafe import Markup, escape

from palermo.debrief import Carded, Debrief, Decision, Noted, Written
from palermo.engine.scenario import Talk
from palermo.pages.language import N_
from palermo.pages.scene import Scene

CARDS = {
    "open": N_("open question"),
    "probing": N_("asks further"),
    "closed": N_("closed question"),
    "leading": N_("leading question"),
    "promise": N_("promise"),
    "threat": N_("threat"),
}
CARD_TONES = {"open": "ok", "leading": "soon", "promise": "soon", "threat": "soon"}
DECISIONS = {
    "start": N_("decided"),
    "yes": N_("said yes"),
    "no": N_("said no"),
    "hit_yes": N_("released"),
    "hit_no": N_("did not release"),
    "refusal": N_("refused to hand over"),
}


class Reasoned(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A decision in words, with its reason as it was written."""

    minute: str
    time: str
    who: Markup
    kind: str
    what: Markup
    reason: Markup


def decisions(scene: Scene, told: Debrief) -> str:
    """Return the decisions that somebody gave a reason for, and how many have none."""
    rows = [_decision(scene, row) for row in told.decisions if row.reason]
    return scene.render("debrief/decisions.html", rows=rows, silent=len(told.decisions) - len(rows))


def _decision(scene: Scene, row: Decision) -> Reasoned:
    if row.kind in ("start", "yes", "no"):
        what = scene.t(f"actions.{row.what}.title")
        if row.detail:
            what = Markup("{}: {}").format(what, scene.t(f"actions.{row.what}.options.{row.detail}.title"))
    else:
        what = scene.about(row.what)
    return Reasoned(
        minute=scene.minute(row.t),
        time=scene.clock(row.t),
        who=scene.side(row.desk).tag,
        kind=scene.gettext(DECISIONS[row.kind]),
        what=what,
        reason=scene.t(row.reason),
    )


class Version(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """What stands in a line of a sheet, by whom and since which minute."""

    who: Markup
    minute: str
    text: Markup


def sheets(scene: Scene, told: Debrief) -> str:
    """Return the sheets with their lines as they stood at the end."""
    found: dict[str, list[tuple[Markup, list[Version]]]] = {}
    for row in told.sheets:
        found.setdefault(row.sheet, []).append(
            (scene.t(f"sheets.{row.sheet}.lines.{row.line}.title"), _line(scene, row))
        )
    return scene.render(
        "debrief/sheets.html", sheets=[(scene.t(f"sheets.{k}.title"), rows) for k, rows in found.items()]
    )


def _line(scene: Scene, row: Written) -> list[Version]:
    return [
        Version(who=scene.side(one.desk).tag, minute=scene.minute(one.at), text=scene.t(one.text))
        for one in row.versions
    ]


class Question(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A question card that was asked, and the answer it had."""

    minute: str
    who: Markup
    kind: str
    tone: str
    ask: Markup
    answer: Markup


def talks(scene: Scene, told: Debrief) -> str:
    """Return the talk rounds that were held: their cards in the order of asking, each with its kind."""
    rounds = [
        (scene.t(f"talks.{talk.id}.title"), [_card(scene, talk, row) for row in told.cards if row.talk == talk.id])
        for talk in scene.scenario.talks
    ]
    return scene.render("debrief/talks.html", rounds=[(title, rows) for title, rows in rounds if rows])


def _card(scene: Scene, talk: Talk, row: Carded) -> Question:
    kind = next((card.kind for card in talk.cards if card.id == row.card), "")
    key = f"talks.{row.talk}.cards.{row.card}"
    return Question(
        minute=scene.minute(row.t),
        who=scene.side(row.desk).tag,
        kind=scene.gettext(CARDS[kind]) if kind in CARDS else kind,
        tone=CARD_TONES.get(kind, ""),
        ask=scene.t(f"{key}.ask"),
        answer=scene.t(f"{key}.answer"),
    )


class NoteLine(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A note of control's."""

    minute: str
    time: str
    who: str
    about: Markup
    text: Markup
    pinned: bool
    between: Markup


def notes(scene: Scene, told: Debrief) -> str:
    """Return the notes in their order. They are for control alone: the caller keeps them from others."""
    return scene.render("debrief/notes.html", rows=[_note(scene, row) for row in told.notes])


def _note(scene: Scene, row: Noted) -> NoteLine:
    return NoteLine(
        minute=scene.minute(row.t),
        time=scene.clock(row.t),
        who=scene.seat(row.seat),
        about=scene.side(row.about).tag if row.about in scene.teams else escape(row.about),
        text=scene.t(row.text),
        pinned=row.pinned,
        between=Markup(" – ").join(name for end in row.between if (name := scene.about(end))),
    )
