"""Dialogs that send: hand over, ask, answer, and say why not. Each fact goes in a form of its own to each recipient."""

from __future__ import annotations

import msgspec
from markupsafe import Markup

from palermo.engine.known import Have, Mail
from palermo.engine.lawful import RANK, forms_held, lawful_form, sendable
from palermo.engine.scenario import Fact
from palermo.engine.view import Power
from palermo.pages import laws, words
from palermo.pages import mail as mails
from palermo.pages.desk import Writer
from palermo.pages.handbook import channel_row, yields
from palermo.pages.handling import classes, handling
from palermo.pages.readings import held, kept, reads
from palermo.pages.rows import body
from palermo.pages.scene import Scene, Side
from palermo.pages.things import Thing, things

LATER = (0, 180, 300, 600)
# Which channel is offered first: one for what we know of the case, then what is for some purpose of its own.
PLAIN = {"information": 0, "intelligence": 0, "court": 1, "support": 1, "alert": 2, "none": 3}


class Choice(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """One of the forms a fact can be handed over in. `over` when it is more than its rule allows."""

    value: str
    label: str
    over: bool
    chosen: bool


class Pair(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A fact for a recipient, with the forms to choose from."""

    fact: str
    desk: Side
    tag: Markup
    choices: list[Choice]
    words: Markup


class Offer(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A fact that can go along."""

    id: str
    tag: Markup
    word: str
    title: Markup
    chosen: bool


class To(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """Somebody it can go to."""

    side: Side
    note: Markup
    form: str
    chosen: bool


class Way(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A channel to choose; `seconds` of the exercise until it is there."""

    seconds: int

    id: str
    name: Markup
    note: str
    leaks: bool
    reach: str
    chosen: bool
    court: bool
    coded: bool
    copies: bool


class Basis(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A basis to name."""

    id: str
    name: Markup
    chosen: bool


def hand(w: Writer) -> str:
    """The dialog to hand over facts; `target` is the fact to begin with, or ''."""
    return _hand(w, "hand")


def compose(w: Writer) -> str:
    """The same as one page with every choice, and what will happen beside it; `target` as for `hand`."""
    return _hand(w, "compose")


def _hand(w: Writer, what: str) -> str:
    scene = w.scene
    fact = scene.index.facts.get(w.target) if w.target in w.known.facts else None
    ways = [power for power in w.powers.every("send") if "own" in power.slots["kind"]]
    desk = w.choose(ways, fact.desk if fact else "")
    offers = _offers(w, {w.target})
    if not desk or (not offers and what != "compose"):
        return closed(w)
    mine = [power for power in ways if power.desk == desk]
    to = _recipients(w, mine)
    rows = sorted((_to(w, one, w.target if fact else "") for one in to), key=lambda row: not row.form)
    have = w.known.facts.get(w.target)
    given = any(row.fact == w.target for row in w.known.given)
    return scene.render(
        f"forms/{what}.html",
        w=w,
        what=what,
        desk=scene.side(desk),
        others=w.others(ways, desk),
        fact=next((offer for offer in offers if offer.chosen), None),
        words=body(scene, w.target, have.form) if have else "",
        since=have.since if have and not given and fact and fact.desk in w.known.desks else -1,
        offers=offers,
        to=rows,
        pairs=[pair for one in to for pair in _pairs(w, one)],
        ways=_ways(w, mine),
        bases=_bases(w, w.target),
        warns=_warns(w),
        cited=laws.cited(scene, fact.law) if fact else "",
        kept=kept(w),
        reads=reads(w) if what == "compose" else [],
        about=_abouts(w),
        later=[(seconds, seconds // 60) for seconds in LATER],
        classes=classes(w),
        law=handling(w, desk, to),
    )


def ask(w: Writer) -> str:
    """The dialog to ask: `target` is what it is about (a fact to be passed on, a question, a person), or ''."""
    scene = w.scene
    ways = [power for power in w.powers.every("send") if "request" in power.slots["kind"]]
    desk = w.choose(ways)
    if not desk:
        return closed(w)
    mine = [power for power in ways if power.desk == desk]
    fact = scene.index.facts.get(w.target) if w.target in w.known.facts else None
    owner = whose(scene, fact, w.known.facts[fact.id]) if fact else ""
    sides = _recipients(w, mine)
    to = [To(side=one, note=Markup(""), form="", chosen=one.id == owner) for one in sides]
    return scene.render(
        "forms/ask.html",
        w=w,
        desk=scene.side(desk),
        others=w.others(ways, desk),
        to=to,
        about=_abouts(w),
        ways=_ways(w, mine),
        later=[(seconds, seconds // 60) for seconds in LATER],
        classes=classes(w),
        law=handling(w, desk, sides),
        passing=scene.fact_tag(w.target) if fact else "",
    )


def answer(w: Writer) -> str:
    """The dialog to answer the request `target`."""
    return _reply(w, "answer", "forms/answer.html")


def refuse(w: Writer) -> str:
    """The dialog to say why the request `target` cannot be answered."""
    return _reply(w, "refusal", "forms/refuse.html")


def hold(w: Writer) -> str:
    """The dialog to put the request `target` on hold, and say why."""
    request = w.known.mail.get(w.target)
    return closed(w) if request is None or request.held else _reply(w, "hold", "forms/hold.html")


def _reply(w: Writer, kind: str, template: str) -> str:
    scene = w.scene
    request = w.known.mail.get(w.target)
    if request is None or not mails.waits_for_us(request):
        return closed(w)
    ways = [power for power in w.powers.every("send") if request.id in power.slots["reply_to"]]
    ways = [power for power in ways if request.desk in power.slots["to"] and kind in power.slots["kind"]]
    desk = w.choose(ways)
    if not desk:
        return closed(w)
    mine = [power for power in ways if power.desk == desk]
    asker = scene.side(request.desk)
    return scene.render(
        template,
        w=w,
        desk=scene.side(desk),
        others=w.others(ways, desk),
        asker=asker,
        request=mails.row(scene, w.known, request, None),
        offers=_offers(w, _asked_for(w, request)),
        pairs=_pairs(w, asker),
        ways=_ways(w, mine, request.channel),
        bases=_bases(w, ""),
        law=handling(w, desk, [asker]),
        reasons=[(one.id, scene.t(f"refusals.{one.id}.name")) for one in scene.scenario.refusals],
        holding=any("hold" in power.slots["kind"] for power in mine) and not request.held,
        warns=_warns(w),
    )


def closed(w: Writer) -> str:
    """The dialog that says that this is not open any more."""
    return w.scene.render("forms/closed.html", w=w)


def whose(scene: Scene, fact: Fact, have: Have) -> str:
    """Return the desk to ask before a fact is passed on: who sent it under a code that says so, else the desk it is from."""
    code = scene.index.codes.get(have.code)
    return have.source if code is not None and code.ask and have.source else fact.desk


def _asked_for(w: Writer, request: Mail) -> set[str]:
    return {request.about} if request.about in w.known.facts else set()


def _offers(w: Writer, chosen: set[str]) -> list[Offer]:
    return [
        Offer(
            id=have.fact,
            tag=w.scene.fact_tag(have.fact),
            word=w.scene.word(w.scene.index.facts[have.fact]),
            title=w.scene.t(f"facts.{have.fact}.title"),
            chosen=have.fact in chosen,
        )
        for have in held(w)
    ]


def _warns(w: Writer) -> list[tuple[str, Markup]]:
    """Return what to say of each fact that is given beyond its rule: the line of the law, and who could be hurt."""
    out: list[tuple[str, Markup]] = []
    for have in held(w):
        if line := laws.cited(w.scene, w.scene.index.facts[have.fact].law):
            out.append((have.fact, line))
        if w.scene.t.has(key := f"facts.{have.fact}.warn"):
            out.append((have.fact, w.scene.t(key)))
    return out


def _recipients(w: Writer, ways: list[Power]) -> list[Side]:
    reach = {desk for power in ways for desk in power.slots["to"]}
    return [side for desk, side in w.scene.desks.items() if desk in reach]


def _to(w: Writer, side: Side, fact: str) -> To:
    scene = w.scene
    if not fact:
        return To(side=side, note=Markup(""), form="", chosen=False)
    form = sendable(scene.scenario, w.known, fact, side.id)
    label = scene.gettext(words.FORMS[form]) if form else scene.gettext("not by its rule")
    note = Markup("")
    rule = next((r for r in scene.index.facts[fact].rules if "*" in r.to or side.id in r.to), None)
    if rule is not None and rule.basis:
        note = scene.t(f"bases.{rule.basis}.name")
    return To(side=side, note=note, form=label if form else "", chosen=False)


def _pairs(w: Writer, side: Side) -> list[Pair]:
    return [_pair(w, have, side) for have in held(w)]


def _pair(w: Writer, have: Have, side: Side) -> Pair:
    scene = w.scene
    fact = scene.index.facts[have.fact]
    best = sendable(scene.scenario, w.known, fact.id, side.id)
    allowed = RANK[lawful_form(scene.scenario, w.known, fact.id, side.id)]
    choices: list[Choice] = []
    if not best:
        choices.append(Choice(value="", label=scene.gettext("leave it out"), over=False, chosen=True))
    for form in sorted(forms_held(fact, have.form), key=lambda one: -RANK[one]):
        over = RANK[form] > allowed
        label = scene.gettext(words.FORMS[form])
        if over:
            label = scene.gettext("%(form)s, more than its rule allows") % {"form": label}
        choices.append(Choice(value=f"{fact.id}|{form}|{side.id}", label=label, over=over, chosen=form == best))
    read = body(scene, fact.id, best) if best and best != have.form else Markup("")
    return Pair(fact=fact.id, desk=side, tag=scene.fact_tag(fact.id), choices=choices, words=read)


def _ways(w: Writer, powers: list[Power], wish: str = "") -> list[Way]:
    scene = w.scene
    known = {channel.id: channel for channel in scene.scenario.channels}
    found = [(known[power.target], power) for power in powers if power.target in known]
    found.sort(key=lambda pair: (bool(pair[0].leak), PLAIN[pair[0].yields], -len(pair[1].slots["to"]), pair[0].takes))
    first = wish if any(channel.id == wish for channel, _ in found) else found[0][0].id if found else ""
    out: list[Way] = []
    for channel, power in found:
        row = channel_row(scene, channel, set(w.known.desks))
        reach = " ".join(power.slots["to"])
        note = f"{row.takes} · {yields(scene, channel)}"
        chosen = channel.id == first
        out.append(
            Way(
                id=channel.id,
                name=row.name,
                note=note,
                leaks=row.leaks,
                reach=reach,
                chosen=chosen,
                seconds=channel.takes,
                court=channel.court,
                coded=channel.coded,
                copies=channel.copies,
            )
        )
    return out


def _bases(w: Writer, fact: str) -> list[Basis]:
    scene = w.scene
    own = [rule.basis for rule in scene.index.facts[fact].rules if rule.basis] if fact in scene.index.facts else []
    every = dict.fromkeys([*own, *(rule.basis for f in scene.scenario.facts for rule in f.rules if rule.basis)])
    return [Basis(id=one, name=scene.t(f"bases.{one}.name"), chosen=bool(own) and one == own[0]) for one in every]


def _heard_of(w: Writer) -> list[Thing]:
    """Return what the table's facts name, so that a question can be about it. What they do not name cannot be sent."""
    facts = w.scene.index.facts
    held = [have for have in w.known.facts.values() if have.fact in facts]
    return [one for have in held for one in things(w.scene, facts[have.fact], have.form) if not one.vague]


def _abouts(w: Writer) -> list[tuple[str, str, bool]]:
    scene, known = w.scene, w.known
    ids = [key.partition(":")[2] for key in known.opened if key.startswith("question:")]
    ids += [person.id for person in scene.scenario.people if person.id in known.people]
    named = [(one, scene.about(one).striptags(), one == w.target) for one in dict.fromkeys(ids)]
    for thing in _heard_of(w):
        if thing.id not in ids:
            ids.append(thing.id)
            named.append((thing.id, thing.name.striptags(), thing.id == w.target))
    if w.target in known.facts:
        title = scene.t.plain(f"facts.{w.target}.title")
        named.insert(0, (w.target, f"{w.target} {title}", True))
    return [row for row in named if row[1]]
