"""What several regions build on: powers found by verb, the subject of a message, what a need looks like."""

from __future__ import annotations

import json
from collections.abc import Iterable

import msgspec
from markupsafe import Markup, escape

from palermo.engine.commands import Item
from palermo.engine.known import Known, Line, Mail
from palermo.engine.view import Power
from palermo.pages import words
from palermo.pages.scene import Scene

PAUSED = ("paused",)


class Powers:
    """A view's powers by verb and target. Those that only wait for the clock stay usable: the page shows them, the server waits.

    What returns desks joins them with blanks, as `data-desk` wants them.
    """

    __slots__ = ("_rows",)

    def __init__(self, can: Iterable[Power]) -> None:
        self._rows: dict[str, dict[str, list[Power]]] = {}
        for power in can:
            self._rows.setdefault(power.verb, {}).setdefault(power.target, []).append(power)

    def of(self, verb: str, target: str = "") -> list[Power]:
        """Return the usable powers of a verb on a target."""
        return [power for power in self._rows.get(verb, {}).get(target, ()) if usable(power)]

    def every(self, verb: str) -> list[Power]:
        """Return all powers of a verb, usable or locked, in order."""
        return [power for rows in self._rows.get(verb, {}).values() for power in rows]

    def desks(self, verb: str, target: str = "") -> str:
        """Return the desks that may do it now."""
        return joined(self.of(verb, target))

    def any_desks(self, verb: str) -> str:
        """Return the desks that may do it now on whatever target."""
        return joined(power for power in self.every(verb) if usable(power))

    def sending(self, kind: str) -> str:
        """Return the desks that may send a message of this kind by some channel."""
        return joined(p for p in self.every("send") if usable(p) and kind in p.slots.get("kind", ()))

    def may(self, verb: str, target: str = "") -> bool:
        """Tell whether somebody at the table can."""
        return bool(self.of(verb, target))


def usable(power: Power) -> bool:
    """Tell whether a power is open, or waits for nothing but the clock."""
    return power.open or power.needs == PAUSED


def joined(powers: Iterable[Power]) -> str:
    """Return the desks of some powers, each once, joined with blanks."""
    return " ".join(dict.fromkeys(power.desk for power in powers if power.desk))


def command(do: str, **fields: object) -> str:
    """Return a command as the browser posts it."""
    return json.dumps({"do": do, **fields}, ensure_ascii=False, separators=(",", ":"))


class Passed(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A fact in a message: its tag, title, form in words, the words themselves, and for whom."""

    tag: Markup
    title: Markup
    form: str
    body: Markup
    to: Markup


def passed(scene: Scene, item: Item) -> Passed:
    """Return a message's item with its words."""
    return Passed(
        tag=scene.fact_tag(item.fact),
        title=scene.t(f"facts.{item.fact}.title"),
        form=scene.gettext(words.FORMS.get(item.form, item.form)),
        body=body(scene, item.fact, item.form),
        to=scene.side(item.to).tag,
    )


def body(scene: Scene, fact: str, form: str) -> Markup:
    """Return a fact's words in a form; a form without words of its own has the title."""
    key = f"facts.{fact}.{form}"
    return scene.t(key) if scene.t.has(key) else scene.t(f"facts.{fact}.title")


def subject(scene: Scene, mail: Mail, known: Known) -> Markup:
    """Return a message's subject: what it asks or answers, else its facts, else its kind."""
    if mail.about and (about := scene.about(mail.about)):
        return about
    if mail.items:
        facts = list(dict.fromkeys(item.fact for item in mail.items))
        tags = Markup(" ").join(scene.fact_tag(fact) for fact in facts)
        return Markup("{} {}").format(_together(scene, mail, facts), tags)
    if mail.text:
        return scene.t(mail.text)
    before = known.mail.get(mail.reply_to)
    if before is not None:
        return subject(scene, before, known)
    return escape(scene.gettext(words.MAIL.get(mail.kind, mail.kind)))


def _together(scene: Scene, mail: Mail, facts: list[str]) -> Markup:
    if len(facts) == 1:
        return scene.t(f"facts.{facts[0]}.title")
    said = scene.gettext("%(n)s facts from %(who)s")
    return escape(said) % {"n": len(facts), "who": scene.side(mail.desk).short}


def asking(scene: Scene, mail: Mail) -> Markup:
    """Return in a sentence what a request asks, for one that came without words of its own."""
    about = scene.about(mail.about) if mail.about else Markup("")
    who = scene.side(mail.desk).short
    if mail.out:
        if about:
            return escape(scene.gettext("We asked what they know about: %(what)s")) % {"what": about}
        return escape(scene.gettext("We asked what they know that could help us."))
    if about:
        return escape(scene.gettext("%(who)s asks what we know about: %(what)s")) % {"who": who, "what": about}
    return escape(scene.gettext("%(who)s asks what we know that could help them.")) % {"who": who}


def line_kind(line: Line) -> str:
    """Return the kind of a line as people see it: a hint that comes by itself is the exercise's, not control's."""
    return "thought" if line.kind == "hint" and line.id.startswith("hint.") else line.kind


def line_text(scene: Scene, kind: str, text: str) -> Markup:
    """Return the words of a line told to us; two kinds carry an id or a number in place of a key."""
    match kind:
        case "none_left":
            return scene.t(f"resources.{text}.name")
        case "not_recognised":
            return Markup("<bdi>{}</bdi>").format(scene.t.plain(text) if text.startswith("~") else text)
        case _:
            return scene.t(text)


def trust_steps(value: int) -> int:
    """Return how many of five bars a trust has, 1 to 5."""
    return min(5, max(0, value) // 20 + 1)
