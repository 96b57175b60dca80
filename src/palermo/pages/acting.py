"""Dialogs that act: start, yes or why not, grounds for an answer, a line of a sheet, a talk, a hit, and what is told or asked."""

from __future__ import annotations

from typing import Any

import msgspec
from markupsafe import Markup

from palermo.engine.known import RunRow
from palermo.engine.lawful import RANK, lawful_form
from palermo.engine.scenario import Action
from palermo.engine.view import Power
from palermo.pages import laws, words
from palermo.pages import mail as mails
from palermo.pages.agreements import agreement
from palermo.pages.can import minutes_of, talk_title
from palermo.pages.desk import Writer
from palermo.pages.exchanges import beginning
from palermo.pages.matched import matched
from palermo.pages.meeting import meets
from palermo.pages.operations import sheets
from palermo.pages.rows import body, command, line_kind, line_text
from palermo.pages.sending import closed


class Ground(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A fact that can be laid down."""

    id: str
    tag: Markup
    title: Markup
    note: str
    chosen: bool


def grounds(w: Writer, facts: tuple[str, ...], chosen: str = "") -> list[Ground]:
    """Return the facts to tick as grounds, in the scenario's order."""
    scene = w.scene
    held = set(facts)
    return [
        Ground(
            id=fact.id,
            tag=scene.fact_tag(fact.id),
            title=scene.t(f"facts.{fact.id}.title"),
            note=scene.gettext(words.USES.get(fact.use, fact.use)),
            chosen=fact.id == chosen,
        )
        for fact in scene.scenario.facts
        if fact.id in held
    ]


def start(w: Writer) -> str:
    """The dialog to start the action `target`."""
    scene = w.scene
    ways = w.powers.of("start", w.target)
    desk = w.choose(ways)
    if not desk:
        return closed(w)
    power = next(p for p in ways if p.desk == desk)
    action = scene.index.actions[w.target]
    sheet = next((s for s in sheets(scene, w.view, w.powers) if s.id == action.sheet), None) if action.sheet else None
    return scene.render(
        "forms/start.html",
        w=w,
        desk=scene.side(desk),
        others=w.others(ways, desk),
        sheet=sheet,
        lates=lates(w, action),
        seconds=action.takes,
        **to_begin(w, action, power),
    )


def to_begin(w: Writer, action: Action, power: Power) -> dict[str, Any]:
    """Return what a dialog that begins an action says: what it is and takes, whose yes it wants, what to choose and to lay down."""
    scene, key = w.scene, f"actions.{action.id}"
    lacking = power.slots.get("stands_on", ())
    return {
        "title": scene.t(f"{key}.title"),
        "what": scene.t(f"{key}.what"),
        "takes": minutes_of(scene, action.takes),
        "yes": [scene.side(one.desk) for one in action.yes],
        "choices": [(one, scene.t(f"{key}.options.{one}.title")) for one in power.slots.get("option", ())],
        "ticks": [(one, scene.t(f"{key}.ticks.{one}.title")) for one in power.slots.get("tick", ())],
        "lacking": [scene.t(f"questions.{question}.ask") for question in lacking],
        "grounds": grounds(w, power.slots.get("fact", ())) if lacking else [],
    }


class Late(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A time that an action is for, and until when it has to be over (exercise second)."""

    what: Markup
    due: int


def lates(w: Writer, action: Action) -> list[Late]:
    """Return the needs of ours that an action meets, with their times: the page warns when it would be over too late."""
    scene = w.scene
    met = meets(action)
    return [
        Late(what=scene.t(f"needs.{need}.title"), due=scene.moment(scene.index.needs[need].due))
        for need in scene.index.needs
        if need in met and need in w.known.needs and w.known.needs[need].state in ("wait", "hand")
    ]


def approve(w: Writer) -> str:
    """The dialog to say yes, or why not, to the run `target`."""
    scene = w.scene
    ways = w.powers.of("approve", w.target)
    desk = w.choose(ways)
    run = w.known.runs.get(w.target)
    if not desk or run is None:
        return closed(w)
    key = f"actions.{run.action}"
    return scene.render(
        "forms/approve.html",
        w=w,
        desk=scene.side(desk),
        others=w.others(ways, desk),
        title=scene.t(f"{key}.title"),
        what=scene.t(f"{key}.what"),
        option=scene.t(f"{key}.options.{run.option}.title") if run.option else "",
        ticks=[scene.t(f"{key}.ticks.{tick}.title") for tick in run.ticks],
        starter=scene.side(run.desk),
        name=_name(w, run),
        agreement=agreement(scene, w.known, run),
        sheet=next((s for s in sheets(scene, w.view, w.powers) if s.id == scene.index.actions[run.action].sheet), None),
    )


def _name(w: Writer, run: RunRow) -> str:
    return w.scene.seat(run.seat)


def assess(w: Writer) -> str:
    """The dialog to put an answer forward; `target` is the question, or a fact to begin with."""
    scene = w.scene
    every = w.powers.every("assess")
    ways = w.powers.of("assess", w.target) or every
    desk = w.choose(ways)
    if not desk:
        return closed(w)
    mine = [power for power in w.mine(every) if power.desk == desk]
    order = [question.id for question in scene.scenario.questions]
    mine.sort(key=lambda power: order.index(power.target))
    tried = w.known.tried.get(w.target)
    facts = grounds(w, mine[0].slots.get("fact", ()), w.target)
    before = set(tried.facts) if tried is not None else set()
    facts = [msgspec.structs.replace(one, chosen=one.chosen or one.id in before) for one in facts]
    return scene.render(
        "forms/assess.html",
        w=w,
        desk=scene.side(desk),
        others=w.others(ways, desk),
        questions=[
            (power.target, scene.t(f"questions.{power.target}.ask"), power.target == w.target) for power in mine
        ],
        grounds=facts,
        tried=tried,
    )


def line(w: Writer) -> str:
    """The dialog to write the line `target` ("sheet.line")."""
    scene = w.scene
    ways = w.powers.of("write", w.target)
    desk = w.choose(ways)
    if not desk:
        return closed(w)
    sheet, _, name = w.target.partition(".")
    row = w.known.sheets.get(w.target)
    versions = row.versions if row is not None else ()
    key = f"sheets.{sheet}.lines.{name}"
    written = scene.t.plain(versions[0].text) if len(versions) == 1 else ""
    return scene.render(
        "forms/line.html",
        w=w,
        desk=scene.side(desk),
        others=w.others(ways, desk),
        sheet=sheet,
        line=name,
        title=scene.t(f"{key}.title"),
        sheet_title=scene.t(f"sheets.{sheet}.title"),
        starter=scene.t.plain(f"{key}.starter"),
        written=written,
        versions=[(scene.side(v.desk).tag, scene.t(v.text)) for v in versions],
        base=row.count if row is not None else 0,
    )


def talk(w: Writer) -> str:
    """The dialog of the talk `target`: its rules, the cards left, what was said."""
    scene = w.scene
    record = scene.index.talks.get(w.target)
    ways = [power for power in w.powers.every("card") if power.target.startswith(f"{w.target}.")]
    asked = {key: at for key, at in w.known.cards.items() if key.startswith(f"{w.target}.")}
    desk = w.choose(ways)
    if record is None or (not desk and not asked):
        return closed(w)
    key = f"talks.{record.id}"
    left = [power.target.partition(".")[2] for power in w.mine(ways) if power.desk == desk]
    return scene.render(
        "forms/talk.html",
        w=w,
        desk=scene.side(desk or record.desks[0]),
        title=talk_title(scene, record.id),
        rules=scene.t.paragraphs(f"{key}.rules"),
        left=record.at_most - len(asked),
        said=[
            (scene.t(f"{key}.cards.{card.id}.ask"), scene.t(f"{key}.cards.{card.id}.answer"))
            for card in record.cards
            if f"{record.id}.{card.id}" in asked
        ],
        cards=[
            (scene.t(f"{key}.cards.{card}.ask"), command("askcard", desk=desk, talk=record.id, card=card))
            for card in left
        ],
    )


def release(w: Writer) -> str:
    """The dialog to decide on the hit `target`."""
    scene = w.scene
    ways = w.powers.of("release", w.target)
    hit = w.known.hits.get(w.target)
    desk = w.choose(ways)
    if not desk or hit is None:
        return closed(w)
    allowed = lawful_form(scene.scenario, w.known, hit.fact, hit.asker)
    forms = [
        (
            form,
            scene.gettext(words.FORMS[form]),
            body(scene, hit.fact, form),
            RANK[form] > RANK[allowed],
            form == allowed,
        )
        for form in sorted(ways[0].slots["form"], key=lambda one: -RANK[one])
    ]
    return scene.render(
        "forms/release.html",
        w=w,
        desk=scene.side(desk),
        asker=scene.side(hit.asker),
        tag=scene.fact_tag(hit.fact),
        title=scene.t(f"facts.{hit.fact}.title"),
        where=scene.t(f"lookups.{hit.lookup}.name"),
        forms=forms,
        matched=matched(scene, hit),
        warns=[(hit.fact, line)] if (line := laws.cited(scene, scene.index.facts[hit.fact].law)) else [],
    )


def lookup(w: Writer) -> str:
    """The dialog to check a name, number or plate."""
    scene = w.scene
    every = w.powers.every("ask")
    desk = w.choose(every)
    if not desk:
        return closed(w)
    mine = [power for power in w.mine(every) if power.desk == desk]
    rows = [(power.target, scene.t(f"lookups.{power.target}.name"), _holder(w, power)) for power in mine]
    held = [scene.index.lookups[power.target] for power in mine]
    return scene.render(
        "forms/lookup.html",
        w=w,
        desk=scene.side(desk),
        others=w.others(every, desk),
        rows=rows,
        names=any(one.names for one in held),
        suspects=any(one.suspects for one in held),
    )


def _holder(w: Writer, power: Power) -> Markup:
    return w.scene.side(w.scene.index.lookups[power.target].desk).named


def heard(w: Writer) -> str:
    """The dialog to record what was told in person."""
    scene = w.scene
    ways = w.powers.of("heard")
    desk = w.choose(ways)
    if not desk:
        return closed(w)
    power = next(p for p in ways if p.desk == desk)
    givers = [(one, scene.side(one).name) for one in power.slots["giver"]]
    return scene.render("forms/heard.html", w=w, desk=scene.side(desk), others=w.others(ways, desk), givers=givers)


def correct(w: Writer) -> str:
    """The dialog to say that `target` is not what was told."""
    scene = w.scene
    told = w.known.tolds.get(w.target)
    if told is None or not w.mine(w.powers.of("correct", w.target)):
        return closed(w)
    return scene.render(
        "forms/correct.html",
        w=w,
        who=scene.side(told.desk),
        tag=scene.fact_tag(told.fact),
        title=scene.t(f"facts.{told.fact}.title"),
    )


def ask_control(w: Writer) -> str:
    """The dialog to ask control something."""
    return w.scene.render("forms/help.html", w=w)


def answer_now(w: Writer) -> str:
    """The dialog to answer a person who asked what happens to her now."""
    ask = w.known.asks.get(w.target)
    if ask is None or not w.powers.may("answer_now", w.target):
        return closed(w)
    return w.scene.render("forms/now.html", w=w, who=w.scene.t(f"people.{ask.person}.name"))


def read(w: Writer) -> str:
    """The dialog to read `target`: "inject:ID", "message:ID", "line:ID" or "help:ID"."""
    scene, known = w.scene, w.known
    kind, _, name = w.target.partition(":")
    match kind:
        case "inject" if name in known.injects:
            row = known.injects[name]
            gone = scene.t(row.withdrawn) if row.withdrawn.startswith("~") else ""
            return scene.render(
                "forms/inject.html",
                w=w,
                icon=words.INJECT_ICONS.get(row.kind, "info"),
                kind=scene.gettext(words.INJECTS.get(row.kind, row.kind)),
                at=scene.clock(row.at),
                title=scene.t(row.title),
                text=scene.t.paragraphs(row.text),
                withdrawn=bool(row.withdrawn),
                why=gone,
            )
        case "message" if name in known.mail:
            made = mails.row(scene, known, known.mail[name], w.powers)
            return scene.render("forms/message.html", w=w, m=made, exchange=beginning(known, name))
        case "line":
            line_ = next((one for one in known.lines if one.id == name), None)
            if line_ is not None:
                title = scene.gettext(words.LINES.get(line_kind(line_), line_.kind))
                text = line_text(scene, line_.kind, line_.text)
                icon = words.LINE_ICONS.get(line_.kind, "info")
                at = scene.clock(line_.at)
                return scene.render("forms/line_read.html", w=w, title=title, icon=icon, at=at, text=text, asked="")
        case "help" if name in known.helps:
            help_ = known.helps[name]
            title = scene.gettext(words.LINES["reply"])
            text, asked = scene.t(help_.reply), scene.t(help_.text)
            at = scene.clock(help_.at)
            return scene.render("forms/line_read.html", w=w, title=title, icon="reply", at=at, text=text, asked=asked)
        case _:
            pass
    return closed(w)
