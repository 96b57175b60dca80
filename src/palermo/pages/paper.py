"""The paper desk: control records in two taps what a table did on paper. Made from that table's own view, control acting for it."""

from __future__ import annotations

import json

import msgspec
from markupsafe import Markup, escape

from palermo.engine.attention import OWN_DEEDS
from palermo.engine.known import Have, Known
from palermo.engine.lawful import sendable
from palermo.engine.state import CONTROL
from palermo.engine.view import News
from palermo.pages import now, words
from palermo.pages.can import talk_title
from palermo.pages.desk import Writer
from palermo.pages.injects import number
from palermo.pages.markup import Button
from palermo.pages.rows import body, command, line_text, usable
from palermo.pages.scene import Scene, Side
from palermo.pages.sending import closed

LAST = 4  # things that can still be taken back


class Say(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """Something for a table: a card to hand out, or words to say. `card` is what stands on the card."""

    id: str
    news: str
    icon: str
    card: str
    shape: str
    title: Markup
    text: Markup
    button: Button | None


class Fact(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A fact that a table can tell: what is on its card, who would tell it, who was told already."""

    id: str
    tag: Markup
    word: str
    title: Markup
    form: str
    giver: str
    told: Markup
    find: str
    forms: str  # JSON: by recipient, the form that is lawful in writing


class To(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """Somebody who can be told: a desk, or a desk by a channel that counts in court."""

    side: Side
    channel: str = ""
    how: str = ""


class Deed(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """Something a table may have done, as a button."""

    title: Markup
    note: Markup
    icon: str
    form: str
    target: str
    desk: Side


def desk(w: Writer) -> str:
    """The panel of one table."""
    scene, known = w.scene, w.known
    if not by_control(w):
        return closed(w)
    me = f"control@{known.watcher}"
    return scene.render(
        "paper/desk.html",
        side=scene.teams[known.watcher],
        desks=[scene.side(one) for one in known.desks],
        me=me,
        system=known.setup.talk == "system",
        begun=not known.ended and _playing(scene, known),
        ended=known.ended,
        bots=[scene.side(one) for one in known.desks if known.occupants.get(one) in ("bot", "rule")],
        say=say(w),
        facts=facts(w),
        to=recipients(w),
        yes=_yes(w),
        deed_rows=_deeds(w),
        shut=sum(not usable(power) for power in w.powers.every("start")),
        questions=_questions(w),
        needs=_needs(w),
        talks=_talks(w),
        lines=_lines(w),
        asked=_asked(w),
        back=_back(w),
    )


def by_control(w: Writer) -> bool:
    """Whether it is control that writes, for a table. A table itself has its own page."""
    return w.own.seat == CONTROL


def _playing(scene: Scene, known: Known) -> bool:
    return next((phase.kind for phase in scene.phases if phase.id == known.phase), "") == "play"


# -- what the table is given ------------------------------------------------------------------------


def say(w: Writer) -> list[Say]:
    """Return what is to be handed out and said, oldest first: that is the order in which it came."""
    out = [_say(w, row) for row in reversed(w.view.new) if row.kind not in OWN_DEEDS]
    return [row for row in out if row is not None]


def _say(w: Writer, news: News) -> Say | None:
    scene, known = w.scene, w.known
    item = now.one(scene, known, news)
    if item is None:
        return None
    card, shape, text, icon, button = "", "", Markup(""), item.icon, None
    title = item.title
    match news.kind:
        case "inject":
            row = known.injects[news.target]
            card, shape = number(row.id), words.SHAPES.get(row.kind, "circle")
            text = scene.t.paragraphs(row.text)
        case "fact":
            have = known.facts[news.target]
            record = scene.index.facts[have.fact]
            form = "" if have.form == "full" else f" · {scene.gettext(words.FORMS[have.form])}"
            card = f"{have.fact} {scene.word(record)}{form}"
            title, text = scene.t(f"facts.{have.fact}.title"), body(scene, have.fact, have.form)
        case "line":
            line = next(one for one in known.lines if one.id == news.target)
            text = line_text(scene, line.kind, line.text)
            title = title if title != text else Markup("")
        case "run":
            run = known.runs[news.target]
            if run.state == "done":
                key = f"actions.{run.action}"
                text = scene.t(f"{key}.options.{run.option}.result") if run.option else Markup("")
                text = text or scene.t(f"{key}.done")
            else:
                text = escape(scene.gettext(words.WHY.get(run.why, words.RUNS["dropped"])))
        case "message":
            mail = known.mail[news.target]
            told = [Markup("{} {}").format(scene.fact_tag(x.fact), body(scene, x.fact, x.form)) for x in mail.items]
            text = Markup("<br>").join([*told, *([scene.t(mail.text)] if mail.text else [])])
            do = command("openmessage", message=mail.id)
            button = Button(label=scene.gettext("Said"), icon="check", do=do, kind="btn")
        case _:
            pass
    return Say(
        id=item.id,
        news=f"{known.watcher}.{item.id}@{news.version}",
        icon=icon,
        card=card,
        shape=shape,
        title=title,
        text=text,
        button=button,
    )


# -- telling ----------------------------------------------------------------------------------------


def facts(w: Writer) -> list[Fact]:
    """Return the facts the table can tell: its own first, in the order of their numbers."""
    scene, known = w.scene, w.known
    given: dict[str, list[str]] = {}
    for row in known.given:
        given.setdefault(row.fact, []).append(row.team)
    ours = known.desks
    rows = [have for have in known.facts.values() if have.fact in scene.index.facts]
    order = {fact.id: n for n, fact in enumerate(scene.scenario.facts)}
    rows.sort(key=lambda have: (scene.index.facts[have.fact].desk not in ours, order[have.fact]))
    return [_fact(w, have, given.get(have.fact, [])) for have in rows if scene.index.facts[have.fact].forms]


def _fact(w: Writer, have: Have, given: list[str]) -> Fact:
    scene, known = w.scene, w.known
    record = scene.index.facts[have.fact]
    word, title = scene.word(record), scene.t(f"facts.{record.id}.title")
    teams = tuple(dict.fromkeys(team for team in given if team in scene.teams))
    written = {
        to.side.id: sendable(scene.scenario, known, record.id, to.side.id) or have.form
        for to in recipients(w)
        if to.channel
    }
    return Fact(
        id=record.id,
        tag=scene.fact_tag(record.id),
        word=word,
        title=title,
        form="" if have.form == "full" else scene.gettext(words.FORMS.get(have.form, have.form)),
        giver=record.desk if record.desk in known.desks else known.desks[0],
        told=scene.tags(teams) if teams else Markup(""),
        find=f"{record.id} {word} {title.striptags()}".casefold(),
        forms=json.dumps(written),
    )


def recipients(w: Writer) -> list[To]:
    """Return who can be told: the desks of other tables, and those that can be written to so that it counts in court."""
    scene, known = w.scene, w.known
    out = [To(side=side) for desk, side in scene.desks.items() if desk not in known.desks and desk in scene.team_of]
    for power in w.powers.every("send"):
        channel = scene.index.channels[power.target]
        if not channel.court or not usable(power) or any(to.channel == channel.id for to in out):
            continue
        name = scene.t.plain(f"channels.{channel.id}.name")
        out.extend(To(side=scene.side(one), channel=channel.id, how=name) for one in power.slots.get("to", ()))
    return out


# -- doing ------------------------------------------------------------------------------------------


def _yes(w: Writer) -> list[Deed]:
    scene, out = w.scene, []
    for power in w.powers.every("approve"):
        run = w.known.runs[power.target]
        asks = Markup("{} {}").format(scene.side(run.desk).tag, scene.gettext("asks"))
        title = scene.t(f"actions.{run.action}.title")
        out.append(_deed(w, title, asks, "stamp", "paper_agree", run.id, power.desk))
    return out


def _deeds(w: Writer) -> list[Deed]:
    scene = w.scene
    order = {action.id: (action.priority, n) for n, action in enumerate(scene.scenario.actions)}
    powers = sorted((p for p in w.powers.every("start") if usable(p)), key=lambda p: order[p.target])
    return [
        _deed(
            w,
            scene.t(f"actions.{power.target}.title"),
            _takes(scene, power.target),
            "play",
            "paper_start",
            power.target,
            power.desk,
        )
        for power in powers
    ]


def _takes(scene: Scene, action: str) -> Markup:
    record = scene.index.actions[action]
    if not record.yes:
        return Markup("")
    asked = scene.tags(tuple(dict.fromkeys(one.desk for one in record.yes)))
    return Markup("{} {}").format(scene.gettext("needs a yes from"), asked)


def _deed(w: Writer, title: Markup, note: Markup, icon: str, form: str, target: str, desk: str) -> Deed:
    return Deed(title=title, note=note, icon=icon, form=form, target=target, desk=w.scene.side(desk))


def _questions(w: Writer) -> list[Deed]:
    found = {power.target: power for power in w.powers.every("assess") if usable(power)}
    return [
        _deed(w, w.scene.t(f"questions.{key}.ask"), Markup(""), "scale", "assess", key, power.desk)
        for key, power in found.items()
    ]


def _needs(w: Writer) -> list[Deed]:
    found = {power.target: power for power in w.powers.every("take_need") if usable(power)}
    return [
        _deed(w, w.scene.t(f"needs.{key}.title"), _by(w, key), "heart-handshake", "paper_need", key, power.desk)
        for key, power in found.items()
    ]


def _by(w: Writer, need: str) -> Markup:
    due = w.scene.clock(w.scene.moment(w.scene.index.needs[need].due))
    return escape(w.scene.gettext("by %(time)s")) % {"time": due}


def _talks(w: Writer) -> list[Deed]:
    found: dict[str, str] = {}
    for power in w.powers.every("card"):
        if usable(power):
            found.setdefault(power.target.partition(".")[0], power.desk)
    return [_deed(w, talk_title(w.scene, key), Markup(""), "speech", "talk", key, own) for key, own in found.items()]


def _lines(w: Writer) -> list[tuple[Markup, list[Deed]]]:
    """The lines the table writes, by sheet; those that are written say so."""
    scene = w.scene
    found: dict[str, dict[str, Deed]] = {}
    for power in w.powers.every("write"):
        if not usable(power):
            continue
        sheet, _, line = power.target.partition(".")
        done = Markup('<span class="lb ok">{}</span>').format(scene.gettext("written"))
        note = done if power.target in w.known.sheets else Markup("")
        title = scene.t(f"sheets.{sheet}.lines.{line}.title")
        deed = _deed(w, title, note, "pencil", "line", power.target, power.desk)
        found.setdefault(sheet, {}).setdefault(power.target, deed)
    return [(scene.t(f"sheets.{sheet}.title"), list(rows.values())) for sheet, rows in found.items()]


def _asked(w: Writer) -> list[Deed]:
    """Requests and hits that wait for the table."""
    scene, out = w.scene, []
    for row in w.view.expected:
        item = now.waiting(scene, w.known, row, w.powers) if row.kind in ("answer", "release") else None
        if item is not None and item.button is not None:
            out.append(_deed(w, item.title, Markup(""), item.icon, item.button.form, row.target, row.desk))
    return out


class Undo(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """Something recorded that can be taken back."""

    at: str
    title: Markup
    label: str
    do: str


def _back(w: Writer) -> list[Undo]:
    """Return what was recorded last and can be set right: what was told, and what still waits for a yes."""
    scene, known = w.scene, w.known
    rows: list[tuple[int, Undo]] = []
    for power in w.powers.every("correct"):
        told = known.tolds[power.target]
        title = Markup("{} → {}").format(scene.fact_tag(told.fact), scene.side(told.desk).tag)
        do = command("correct", told=told.id)
        rows.append((told.at, Undo(at=scene.clock(told.at), title=title, label=scene.gettext("Not so"), do=do)))
    for power in w.powers.every("drop"):
        run = known.runs[power.target]
        title = Markup("{} · {}").format(
            scene.t(f"actions.{run.action}.title"), scene.gettext(words.RUNS.get(run.state, run.state))
        )
        do = command("drop", run=run.id)
        rows.append((run.at, Undo(at=scene.clock(run.at), title=title, label=scene.gettext("Not so"), do=do)))
    for power in w.powers.every("take_back"):
        mail = known.mail[power.target]
        tags = Markup(" ").join(scene.fact_tag(item.fact) for item in mail.items)
        title = Markup("{} → {}").format(tags, scene.tags(mail.to))
        do = command("takeback", message=mail.id)
        rows.append((mail.at, Undo(at=scene.clock(mail.at), title=title, label=scene.gettext("Not so"), do=do)))
    rows.sort(key=lambda pair: -pair[0])
    return [row for _, row in rows[:LAST]]
