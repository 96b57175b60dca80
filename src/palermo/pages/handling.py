"""What goes with a message between countries: who gets a copy, what would not count in court, what was asked before, by when."""

from __future__ import annotations

import msgspec
from markupsafe import Markup, escape

from palermo.engine.lawful import forms_held
from palermo.engine.urgency import seconds_of
from palermo.pages import laws
from palermo.pages.desk import Writer
from palermo.pages.scene import Scene, Side


class Copy(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A contact desk that gets a copy by law when one of the desks in `when` gets the message, and none in `unless`."""

    side: Side
    when: str
    unless: str
    why: Markup


class Uncounted(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A fact that would not count in court in the recipient's country by a channel that yields no evidence."""

    fact: str
    desk: str
    said: Markup


class Twice(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A request of ours that is open: the same about the same would be asked twice."""

    about: str
    desk: str
    said: Markup


class Handling(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """All that the channel asks for or brings about."""

    codes: list[laws.Code]
    copies: list[Copy]
    uncounted: list[Uncounted]
    twice: list[Twice]


class Class(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A class of urgency: its name with the story's hours, and how long that is on the clock of the room."""

    id: str
    name: str
    note: str


def handling(w: Writer, desk: str, to: list[Side]) -> Handling:
    """Return what a message of a desk to any of these may want or bring about."""
    scene = w.scene
    return Handling(
        codes=laws.codes(scene) if any(channel.coded for channel in scene.scenario.channels) else [],
        copies=_copies(w, desk, to),
        uncounted=_uncounted(w, to),
        twice=_twice(w),
    )


def _copies(w: Writer, desk: str, to: list[Side]) -> list[Copy]:
    scene = w.scene
    out: list[Copy] = []
    if not any(channel.copies for channel in scene.scenario.channels):
        return out
    country = {one.id: one.country for one in scene.scenario.desks}
    for one in scene.scenario.countries:
        table = scene.team_of.get(one.contact)
        if table is None or desk in table.desks:
            continue
        for_all = country.get(desk) == one.id
        when = [side.id for side in to if side.id not in table.desks and (for_all or country.get(side.id) == one.id)]
        why = escape(scene.gettext("contact point of %(country)s")) % {"country": scene.t(f"countries.{one.id}.name")}
        out.append(Copy(side=scene.side(one.contact), when=" ".join(when), unless=" ".join(table.desks), why=why))
    return [copy for copy in out if copy.when]


def _uncounted(w: Writer, to: list[Side]) -> list[Uncounted]:
    """Evidence for somebody in another country; that a court there will ask for it is the law's word, not the case's."""
    scene = w.scene
    if not scene.scenario.countries or not any(question.evidence_only for question in scene.scenario.questions):
        return []
    country = {one.id: one.country for one in scene.scenario.desks}
    out: list[Uncounted] = []
    for have in w.known.facts.values():
        fact = scene.index.facts.get(have.fact)
        if fact is None or fact.use != "evidence" or not country[fact.desk] or not forms_held(fact, have.form):
            continue
        for side in to:
            if country[side.id] and country[side.id] != country[fact.desk]:
                said = escape(scene.gettext("By this channel %(fact)s would not count in court in %(country)s."))
                told = said % {"fact": scene.fact_tag(fact.id), "country": laws.country(scene, side.id)}
                out.append(Uncounted(fact=fact.id, desk=side.id, said=told))
    return out


def _twice(w: Writer) -> list[Twice]:
    scene = w.scene
    out: list[Twice] = []
    for mail in w.known.mail.values():
        if not mail.out or mail.kind != "request" or mail.answered or mail.state == "back" or not mail.about:
            continue
        for desk in mail.to:
            if desk in mail.copies:
                continue
            said = escape(scene.gettext("We asked %(who)s about this at %(time)s. That request is still open."))
            told = said % {"who": scene.side(desk).short, "time": scene.clock(mail.at)}
            out.append(Twice(about=mail.about, desk=desk, said=told))
    return out


def classes(w: Writer) -> list[Class]:
    """Return the classes of urgency, most urgent first; none where the scenario has none."""
    scene = w.scene
    return [_class(w, one.id, one.hours) for one in sorted(scene.scenario.urgencies, key=lambda one: one.hours)]


def _class(w: Writer, id: str, hours: int) -> Class:
    scene = w.scene
    seconds = seconds_of(scene.scenario, w.known.setup.profile, w.known.phase, id)
    here = ""
    if seconds:
        minutes = max(1, round(seconds / 60))
        over = bool(scene.runs) and seconds >= scene.runs[-1].ends
        here = scene.gettext("after the exercise") if over else scene.gettext("%(n)s min here") % {"n": minutes}
    return Class(
        id=id, name=scene.t.plain(f"urgencies.{id}.name"), note=" · ".join(x for x in (within(scene, hours), here) if x)
    )


def within(scene: Scene, hours: int) -> str:
    """Return hours of the story in words: days where they are whole days."""
    days, left = divmod(hours, 24)
    if left or not days:
        return scene.ngettext("within %(n)s hour", "within %(n)s hours", hours) % {"n": hours}
    return scene.ngettext("within %(n)s day", "within %(n)s days", days) % {"n": days}
