"""The debrief's timeline: each moment of the exercise as a row in words."""

from __future__ import annotations

import msgspec
from markupsafe import Markup, escape

from palermo.debrief import Debrief, Moment
from palermo.pages import words
from palermo.pages.language import N_
from palermo.pages.scene import Scene

ICONS = {
    "phase": "flag",
    "inject": "zap",
    "message": "send",
    "told": "ear",
    "aloud": "ear",
    "action": "play",
    "established": "circle-check",
    "need_met": "hand-heart",
    "need_missed": "clock-alert",
    "safe": "heart-handshake",
    "harm": "shield-alert",
    "pause": "circle-pause",
    "withdrawn": "undo-2",
    "corrected": "pencil",
    "hit": "search-check",
    "approval": "stamp",
    "card": "speech",
    "hint": "lightbulb",
    "announcement": "megaphone",
    "help": "hand",
    "reply": "reply",
}
PAUSE_NAMES = {
    "organisational": N_("The clock stood"),
    "time_out": N_("Time-out"),
    "wellbeing": N_("The clock stood"),
    "server": N_("The connection was lost for a while"),
}


class Row(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A row of the timeline in words."""

    minute: str
    time: str
    icon: str
    tone: str
    who: Markup
    to: Markup
    text: Markup
    head: bool
    kind: str
    words: list[Markup]
    alone: str


def timeline(scene: Scene, told: Debrief) -> str:
    """Return the region of the timeline: what happened between us, minute by minute."""
    return scene.render("debrief/timeline.html", rows=[_row(scene, moment) for moment in told.timeline])


def _row(scene: Scene, moment: Moment) -> Row:
    tones = {"need_missed": "soon", "harm": "harm", "established": "ok", "need_met": "ok", "safe": "ok"}
    return Row(
        minute=scene.minute(moment.t),
        time=scene.clock(moment.t),
        icon=ICONS.get(moment.kind, "circle"),
        tone=tones.get(moment.kind, ""),
        who=scene.side(moment.who).tag if moment.who else Markup(""),
        to=scene.tags(moment.to) if moment.to else Markup(""),
        text=_text(scene, moment),
        head=moment.kind == "phase",
        kind=moment.kind,
        words=[scene.t(key) for key in moment.words],
        alone=_alone(scene, moment),
    )


def _alone(scene: Scene, moment: Moment) -> str:
    if not moment.only:
        return ""
    if len(moment.only) == 1:
        return scene.gettext("only control sees this")
    return scene.gettext("only this table and control see this")


def _text(scene: Scene, moment: Moment) -> Markup:
    say, t = scene.gettext, scene.t
    facts = Markup(" ").join(scene.fact_tag(fact) for fact in moment.facts)
    match moment.kind:
        case "phase":
            return t(f"phases.{moment.what}.name")
        case "inject":
            kind = say(words.INJECTS.get(moment.detail, moment.detail))
            return Markup("{} · {}").format(kind, t(moment.text) if moment.text else "")
        case "message":
            kind = say(words.MAIL.get(moment.detail, moment.detail))
            return Markup("{} {} {}").format(kind, scene.about(moment.text) if moment.text else "", facts)
        case "told":
            return Markup("{} {}").format(say("told in person"), facts)
        case "aloud":
            return Markup("{} {}").format(say("said aloud at about this minute"), facts)
        case "action":
            option = t(f"actions.{moment.what}.options.{moment.detail}.title") if moment.detail else Markup("")
            title = t(f"actions.{moment.what}.title")
            return Markup("{}: {}").format(title, option) if option else title
        case "established":
            said = Markup("{} {}").format(say("Established:"), t(f"questions.{moment.what}.headline"))
            return Markup("{} ({})").format(said, say("granted in part")) if moment.detail else said
        case "need_met" | "need_missed":
            return t(f"needs.{moment.what}.{moment.kind.removeprefix('need_')}") or t(f"needs.{moment.what}.title")
        case "safe":
            late = say("safe, but late") if moment.detail else say("safe")
            return Markup("{}: {}").format(t(f"people.{moment.what}.name"), late)
        case "harm":
            return t(f"harms.{moment.what}.title")
        case "corrected":
            return Markup("{} {}").format(say("says that it was not told like that"), facts)
        case "hit":
            return Markup("{} {}").format(say("does not release") if moment.detail else say("releases"), facts)
        case "approval":
            word = say("No: %(what)s") if moment.detail else say("Yes: %(what)s")
            return escape(word) % {"what": t(f"actions.{moment.what}.title")}
        case "card":
            return Markup("{}: {}").format(
                t(f"talks.{moment.what}.title"), t(f"talks.{moment.what}.cards.{moment.detail}.ask")
            )
        case "hint" | "announcement" | "help" | "reply" | "withdrawn":
            return _spoken(scene, moment)
        case _:
            return escape(say(PAUSE_NAMES.get(moment.what, PAUSE_NAMES["organisational"])))


def _spoken(scene: Scene, moment: Moment) -> Markup:
    say = scene.gettext
    if moment.kind == "withdrawn":
        title = scene.t(f"injects.{moment.what}.title") if moment.what in scene.index.injects else Markup("")
        return Markup("{} {}").format(say("Sent by mistake, taken back:"), title)
    if moment.kind == "hint":
        said = say("Hint, automatic:") if moment.detail else say("Hint from control:")
        return Markup("{} {}").format(said, scene.t(f"hints.{moment.what}.text") if moment.what else "")
    names = {"announcement": say("Control to all"), "help": say("asks control"), "reply": say("Control answers")}
    return escape(names[moment.kind])
