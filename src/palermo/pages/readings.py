"""What recipients read of the facts a table can send, what they may do with it, and what goes into no message."""

from __future__ import annotations

import msgspec
from markupsafe import Markup, escape

from palermo.engine.known import Have
from palermo.engine.lawful import forms_held
from palermo.engine.scenario import Fact
from palermo.pages.desk import Writer
from palermo.pages.facts import evaluation
from palermo.pages.rows import body
from palermo.pages.scene import Scene


class Reads(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """The very words of a fact in a form, as a recipient reads them, and what may be done with them."""

    id: str  # "BG-6|full"
    tag: Markup
    words: Markup
    may: list[tuple[str, str]]  # icon, words


class Kept(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A fact that goes into no message, and what works instead."""

    tag: Markup
    title: Markup
    instead: Markup


def held(w: Writer) -> list[Have]:
    """Return the facts that the table can send, its own first."""
    facts = w.scene.index.facts
    rows = [have for have in w.known.facts.values() if have.fact in facts and forms_held(facts[have.fact], have.form)]
    order = {fact.id: n for n, fact in enumerate(w.scene.scenario.facts)}
    return sorted(rows, key=lambda have: (facts[have.fact].desk not in w.known.desks, order[have.fact]))


def reads(w: Writer) -> list[Reads]:
    """Return each of them in each of its forms, as a recipient reads it."""
    scene, facts = w.scene, w.scene.index.facts
    out: list[Reads] = []
    for have in held(w):
        fact = facts[have.fact]
        may = _may(scene, fact)
        for form in forms_held(fact, have.form):
            said = body(scene, fact.id, form)
            out.append(Reads(id=f"{fact.id}|{form}", tag=scene.fact_tag(fact.id), words=said, may=may))
    return out


def _may(scene: Scene, fact: Fact) -> list[tuple[str, str]]:
    """Return what a recipient may do with a fact, and how sure it is, each with an icon."""
    say = scene.gettext
    whose = {"who": scene.side(fact.desk).short}
    use = {
        "evidence": ("scale", say("They may use it for the case; it may be evidence.")),
        "lead": ("search", say("They may follow it as a lead. It is no evidence.")),
        "care": ("hand-heart", say("They may use it for care and planning.")),
    }
    passing = {
        "use": ("circle-check", say("They may pass it on as its rule says.")),
        "ask": ("lock", say("They must ask %(who)s before passing it on (H2).") % whose),
        "internal": ("ban", say("It stays at their table (H3).")),
    }
    out = [found for found in (use.get(fact.use), passing.get(fact.handling)) if found is not None]
    sure = evaluation(scene, fact.evaluation) or say("not assessed by others yet (X4)")
    return [*out, ("gauge", say("How sure: %(sure)s") % {"sure": sure})]


def kept(w: Writer) -> list[Kept]:
    """Return the facts that go into no message."""
    scene = w.scene
    rows = [fact for fact in scene.scenario.facts if fact.id in w.known.facts and not fact.forms]
    generic = escape(scene.gettext("Say what the others need to do, without it."))
    return [
        Kept(
            tag=scene.fact_tag(fact.id),
            title=scene.t(f"facts.{fact.id}.title"),
            instead=scene.t(f"facts.{fact.id}.instead") or generic,
        )
        for fact in rows
    ]
