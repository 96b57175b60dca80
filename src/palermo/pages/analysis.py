"""Questions the table can answer together: what stands, what does not yet, what nobody has tried."""

from __future__ import annotations

import msgspec
from markupsafe import Markup

from palermo.engine.view import View
from palermo.pages.markup import Button
from palermo.pages.rows import Powers
from palermo.pages.scene import Scene


class Ground(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A fact laid down."""

    tag: Markup
    title: Markup


class Asked(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A question. `state` is stands, tried or open."""

    id: str
    state: str
    title: Markup
    ask: Markup
    sub: str
    grounds: list[Ground]
    button: Button | None
    grounds_here: str = ""  # "2 of 3 grounds"


def questions(scene: Scene, view: View, powers: Powers) -> list[Asked]:
    """Return the questions the table knows of: tried ones first, then open ones, then those that stand."""
    known = view.known
    order = {"tried": 0, "open": 1, "stands": 2}
    rows = [
        _asked(scene, view, question.id, powers)
        for question in scene.scenario.questions
        if question.id in known.stands
        or question.id in known.tried
        or f"question:{question.id}" in known.opened
        or powers.may("assess", question.id)
    ]
    return sorted(rows, key=lambda row: order[row.state])


def _asked(scene: Scene, view: View, question: str, powers: Powers) -> Asked:
    say = scene.gettext
    known = view.known
    ask = scene.t(f"questions.{question}.ask")
    stands = known.stands.get(question)
    if stands is not None:
        said = say("established %(time)s")
        if stands.by_rule:
            said = say("stands in part since %(time)s: one ground is still missing; the exercise let it stand")
        elif stands.granted:
            said = say("stands in part since %(time)s: one ground is still missing; control let it stand")
        grounds = [_ground(scene, fact) for fact in stands.grounds] if stands.ours else []
        headline = scene.t(f"questions.{question}.headline") or ask
        sub = said % {"time": scene.clock(stands.at)}
        return Asked(id=question, state="stands", title=headline, ask=ask, sub=sub, grounds=grounds, button=None)
    button = None
    if desks := powers.desks("assess", question):
        title = scene.t.plain(f"questions.{question}.ask")
        aria = f"{say('Put an answer forward')}: {title}"
        label = say("Put an answer forward")
        button = Button(label=label, icon="scale", form="assess", target=question, desk=desks, aria=aria)
    tried = known.tried.get(question)
    if tried is None:
        return Asked(id=question, state="open", title=ask, ask=ask, sub="", grounds=[], button=button)
    grounds = [_ground(scene, fact) for fact in tried.facts]
    sub = _not_yet(scene, tried.carried, len(tried.facts), tried.missing, known.setup.help_level)
    here = ""
    if known.setup.help_level >= 1:
        here = scene.gettext("%(n)s of %(all)s grounds") % {"n": tried.carried, "all": tried.carried + tried.missing}
    return Asked(
        id=question, state="tried", title=ask, ask=ask, sub=sub, grounds=grounds, button=button, grounds_here=here
    )


def _not_yet(scene: Scene, carried: int, laid: int, missing: int, help_level: int) -> str:
    if help_level < 1:
        return scene.gettext("Not yet.")
    carry = scene.ngettext(
        "Not yet. %(n)s of %(laid)s fact laid down carries it.",
        "Not yet. %(n)s of %(laid)s facts laid down carry it.",
        laid,
    ) % {"n": carried, "laid": laid}
    want = scene.ngettext("It wants %(n)s more.", "It wants %(n)s more.", missing) % {"n": missing}
    return f"{carry} {want}"


def _ground(scene: Scene, fact: str) -> Ground:
    return Ground(tag=scene.fact_tag(fact), title=scene.t(f"facts.{fact}.title"))
