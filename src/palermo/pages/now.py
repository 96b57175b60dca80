"""The three questions: what is new for us, what is expected of us, what can we do now."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
from markupsafe import Markup, escape

from palermo.engine.known import Have, Known
from palermo.engine.view import Expected, News, View
from palermo.pages import words
from palermo.pages.agreements import Agreement, agreement
from palermo.pages.markup import Button
from palermo.pages.rows import Powers, command, line_kind, line_text, subject
from palermo.pages.scene import Scene

SHOWN = 4
MANY = 3  # people who share a need, from which on it is shown once for all of them


class Item(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """One line of the left column."""

    id: str
    icon: str
    title: Markup
    sub: Markup = Markup("")
    button: Button | None = None
    due: int = -1
    by: str = ""
    since: int = 0
    lock: bool = False
    news: str = ""  # the name under which a device keeps that it was read
    waits: bool = False
    agreement: Agreement | None = None
    held: bool = False
    law: Markup = Markup("")  # the line of a law card that stands in the way


def new(scene: Scene, view: View) -> list[Item]:
    """Return what is new: facts that were dealt and not yet seen on top, then the newest first."""
    rows = sorted(view.new, key=lambda news: (news.version, news.at), reverse=True)
    out = [_dealt(scene, facts)] if (facts := dealt(view.known)) else []
    for news in rows:
        item = one(scene, view.known, news)
        if item is not None:
            button = item.button or Button(label=scene.gettext("Seen"), seen="1")
            out.append(msgspec.structs.replace(item, button=button, news=f"{item.id}@{news.version}"))
    return out


def one(scene: Scene, known: Known, news: News) -> Item | None:
    """Return one thing that is new as a line, None for what is no more."""
    return _NEWS[news.kind](scene, known, news)


def dealt(known: Known) -> list[Have]:
    """Return the facts that were dealt to the table since it last said that it had seen all."""
    return [have for have in known.facts.values() if have.via == "dealt" and have.version > known.seen]


def _dealt(scene: Scene, facts: list[Have]) -> Item:
    title = scene.ngettext(
        "%(n)s fact was dealt to us: read it first", "%(n)s facts were dealt to us: read them first", len(facts)
    )
    last = max(have.version for have in facts)
    return Item(
        id="new-dealt",
        icon="layers",
        title=escape(title % {"n": len(facts)}),
        sub=escape(scene.gettext("They were dealt to our table alone.")),
        button=_go(scene, "facts"),
        news=f"new-dealt@{last}",
    )


def _at(scene: Scene, news: News, *more: Markup | str) -> Markup:
    parts = [Markup("<time>{}</time>").format(scene.clock(news.at)), *(part for part in more if part)]
    return Markup(" · ").join(parts)


def _id(news: News) -> str:
    return f"new-{news.kind}-{news.target}"


def _read(scene: Scene, target: str, do: str = "") -> Button:
    return Button(label=scene.gettext("Open"), form="read", target=target, do=do)


def _go(scene: Scene, tab: str, goto: str = "") -> Button:
    return Button(label=scene.gettext("Open"), tab=tab, goto=goto)


def _new_inject(scene: Scene, known: Known, news: News) -> Item | None:
    row = known.injects.get(news.target)
    if row is None:
        return None
    kind = scene.gettext(words.INJECTS.get(row.kind, row.kind))
    note = scene.gettext("withdrawn by control") if row.withdrawn else ""
    icon = words.INJECT_ICONS.get(row.kind, "info")
    title = scene.t(row.title) if row.title else escape(kind)
    return Item(
        id=_id(news),
        icon=icon,
        title=title,
        sub=_at(scene, news, kind, note),
        button=_read(scene, f"inject:{row.id}"),
    )


def _new_message(scene: Scene, known: Known, news: News) -> Item | None:
    mail = known.mail.get(news.target)
    if mail is None:
        return None
    kind = scene.gettext(words.MAIL.get(mail.kind, mail.kind))
    sender = Markup("{} {}").format(scene.gettext("from"), scene.side(mail.desk).named)
    do = command("openmessage", message=mail.id) if mail.state == "new" and not mail.out else ""
    return Item(
        id=_id(news),
        icon=words.MAIL_ICONS.get(mail.kind, "mail"),
        title=subject(scene, mail, known),
        sub=_at(scene, news, kind, sender),
        button=_read(scene, f"message:{mail.id}", do),
    )


def _new_line(scene: Scene, known: Known, news: News) -> Item | None:
    row = next((line for line in known.lines if line.id == news.target), None)
    if row is None:
        return None
    kind = scene.gettext(words.LINES.get(line_kind(row), row.kind))
    text = line_text(scene, row.kind, row.text)
    if row.kind == "notice":
        return Item(id=_id(news), icon="info", title=text, sub=_at(scene, news), button=_read(scene, f"line:{row.id}"))
    button = _read(scene, f"line:{row.id}") if row.kind in ("hint", "announcement", "word") else None
    sub = _at(scene, news) if button else _at(scene, news, text)
    icon = words.LINE_ICONS.get(row.kind, "info")
    return Item(id=_id(news), icon=icon, title=escape(kind), sub=sub, button=button)


def _new_reply(scene: Scene, known: Known, news: News) -> Item | None:
    row = known.helps.get(news.target)
    if row is None:
        return None
    title = escape(scene.gettext(words.LINES["reply"]))
    return Item(id=_id(news), icon="reply", title=title, sub=_at(scene, news), button=_read(scene, f"help:{row.id}"))


def _new_fact(scene: Scene, known: Known, news: News) -> Item | None:
    have = known.facts.get(news.target)
    if have is None:
        return None
    title = Markup("{} {}").format(scene.fact_tag(have.fact), scene.t(f"facts.{have.fact}.title"))
    source = scene.side(have.source) if have.source in scene.desks and have.source not in known.desks else None
    sender = Markup("{} {}").format(scene.gettext("from"), source.named) if source else ""
    return Item(
        id=_id(news),
        icon="layers",
        title=title,
        sub=_at(scene, news, sender),
        button=_go(scene, "facts", f"fact-{have.fact}"),
    )


def _new_headline(scene: Scene, known: Known, news: News) -> Item | None:
    title = Markup("{} {}").format(scene.gettext("Established:"), scene.t(f"questions.{news.target}.headline"))
    button = _go(scene, "analysis", f"question-{news.target}")
    return Item(id=_id(news), icon="circle-check", title=title, sub=_at(scene, news), button=button)


def _new_told(scene: Scene, known: Known, news: News) -> Item | None:
    row = known.tolds.get(news.target)
    if row is None:
        return None
    tag = scene.fact_tag(row.fact)
    if row.out:
        who = scene.side(row.desk).named
        title = escape(scene.gettext("%(who)s noted that you told them %(fact)s")) % {"who": who, "fact": tag}
    else:
        title = escape(scene.gettext("%(who)s told you %(fact)s")) % {"who": scene.side(row.giver).named, "fact": tag}
    note = scene.gettext("corrected") if row.corrected is not None else scene.gettext("in person")
    return Item(
        id=_id(news),
        icon="ear",
        title=title,
        sub=_at(scene, news, note),
        button=_go(scene, "messages", f"told-{row.id}"),
    )


def _new_hit(scene: Scene, known: Known, news: News) -> Item | None:
    row = known.hits.get(news.target)
    if row is None:
        return None
    asked = scene.gettext("%(who)s checked a name and found %(fact)s")
    title = escape(asked) % {"who": scene.side(row.asker).tag, "fact": scene.fact_tag(row.fact)}
    button = Button(label=scene.gettext("Decide"), form="release", target=row.id, desk=row.desk)
    return Item(id=_id(news), icon="search-check", title=title, sub=_at(scene, news), button=button)


def _new_look(scene: Scene, known: Known, news: News) -> Item | None:
    row = known.looks.get(news.target)
    if row is None:
        return None
    title = scene.gettext(words.LOOKS.get(row.state, words.LOOKS["none"]))
    where = scene.t(f"lookups.{row.lookup}.name")
    return Item(
        id=_id(news),
        icon="scan-search",
        title=escape(title) % {"where": where},
        sub=_at(scene, news),
        button=_go(scene, "messages", f"look-{row.id}"),
    )


def _new_run(scene: Scene, known: Known, news: News) -> Item | None:
    row = known.runs.get(news.target)
    if row is None:
        return None
    state = scene.gettext(words.RUNS.get(row.state, row.state))
    sub = _at(scene, news, state, scene.side(row.desk).tag)
    button = _go(scene, "operations", f"run-{row.id}")
    return Item(id=_id(news), icon="play", title=scene.t(f"actions.{row.action}.title"), sub=sub, button=button)


def _new_need(scene: Scene, known: Known, news: News) -> Item | None:
    row = known.needs.get(news.target)
    if row is None:
        return None
    said = {"met": "met", "missed": "missed", "wait": "title", "hand": "title"}[row.state]
    title = scene.t(f"needs.{row.need}.{said}") or scene.t(f"needs.{row.need}.title")
    who = Markup("{}: {}").format(scene.side(row.by).tag, scene.gettext("sees to it")) if row.by else ""
    return Item(
        id=_id(news),
        icon=words.NEED_ICONS["met" if row.state == "met" else "wait"],
        title=title,
        sub=_at(scene, news, who),
        button=_go(scene, "people", need_place(scene, known, row.need)),
    )


def _new_person(scene: Scene, known: Known, news: News) -> Item | None:
    row = known.people.get(news.target)
    if row is None:
        return None
    status = scene.status(row.status)
    where = scene.place(row.place) if row.place else ""
    return Item(
        id=_id(news),
        icon="user-round",
        title=scene.t(f"people.{row.person}.name"),
        sub=_at(scene, news, status, where),
        button=_go(scene, "people", f"person-{row.person}"),
    )


def _new_ask(scene: Scene, known: Known, news: News) -> Item | None:
    ask = known.asks.get(news.target)
    if ask is None:
        return None
    name = scene.t(f"people.{ask.person}.name")
    title = escape(scene.gettext("%(who)s asks: What happens to me now?")) % {"who": name}
    button = Button(label=scene.gettext("Answer"), form="now", target=ask.id)
    return Item(id=_id(news), icon="message-circle-question-mark", title=title, sub=_at(scene, news), button=button)


_NEWS: dict[str, Callable[[Scene, Known, News], Item | None]] = {
    "inject": _new_inject,
    "message": _new_message,
    "line": _new_line,
    "help": _new_reply,
    "fact": _new_fact,
    "headline": _new_headline,
    "told": _new_told,
    "hit": _new_hit,
    "look": _new_look,
    "run": _new_run,
    "need": _new_need,
    "person": _new_person,
    "ask": _new_ask,
}


# -- expected -------------------------------------------------------------------------------------


def expected(scene: Scene, view: View, powers: Powers) -> list[Item]:
    """Return what the table is asked for, most pressing first. Lines of one sheet stand as one: the first, and how many more."""
    sheets: dict[tuple[str, str, int], list[Expected]] = {}
    for row in pressing(view):
        if row.kind == "line":
            sheets.setdefault(_sheet(row), []).append(row)
    out: list[Item] = []
    for row in pressing(view):
        lines = sheets[_sheet(row)] if row.kind == "line" else [row]
        item = waiting(scene, view.known, row, powers) if row is lines[0] else None
        if item is not None:
            more = len(lines) - 1
            said = scene.ngettext("and %(n)s more line of it", "and %(n)s more lines of it", more) % {"n": more}
            out.append(msgspec.structs.replace(item, sub=escape(said)) if more else item)
    return out


def _sheet(row: Expected) -> tuple[str, str, int]:
    return row.target.partition(".")[0], row.desk, row.due


def pressing(view: View) -> list[Expected]:
    """Return what the table is asked for: an agreement once, and no request about a question that has been established since."""
    mail, stands = view.known.mail, view.known.stands
    out: dict[tuple[str, str, str], Expected] = {}
    for row in view.expected:
        if row.kind != "answer" or mail[row.target].about not in stands:
            # One agreement, however many of our desks are asked for it.
            out.setdefault((row.kind, row.target, "" if row.kind == "approve" else row.desk), row)
    return list(out.values())


def waiting(scene: Scene, known: Known, row: Expected, powers: Powers) -> Item | None:
    """Return one thing that the table is asked for as a line, None for what is no more."""
    say = scene.gettext
    desk = powers.desks(_VERBS.get(row.kind, ""), row.target) or row.desk
    agreed, note = None, Markup("")
    match row.kind:
        case "answer":
            mail = known.mail.get(row.target)
            if mail is None:
                return None
            asked = say("Answer %(who)s: %(what)s")
            title = escape(asked) % {"who": scene.side(mail.desk).tag, "what": subject(scene, mail, known)}
            do = command("openmessage", message=mail.id) if mail.state == "new" else ""
            icon, button = "reply", Button(label=say("Answer"), form="answer", target=row.target, desk=row.desk, do=do)
            if mail.held in known.mail:
                why = scene.t(known.mail[mail.held].text)
                icon, note = "hourglass", Markup("{}: {}").format(say("on hold"), why)
            elif mail.urgency:
                note = escape(scene.t.plain(f"urgencies.{mail.urgency}.name"))
        case "approve":
            run = known.runs.get(row.target)
            if run is None:
                return None
            asked = say("%(who)s needs your yes: %(what)s")
            what = scene.t(f"actions.{run.action}.title")
            title = escape(asked) % {"who": scene.side(run.desk).tag, "what": what}
            icon, button = "stamp", Button(label=say("Decide"), form="approve", target=row.target, desk=desk)
            agreed = agreement(scene, known, run)
        case "release":
            hit = known.hits.get(row.target)
            if hit is None:
                return None
            asked = say("%(who)s asks for %(fact)s after a hit")
            title = escape(asked) % {"who": scene.side(hit.asker).tag, "fact": scene.fact_tag(hit.fact)}
            icon, button = "search-check", Button(label=say("Decide"), form="release", target=row.target, desk=row.desk)
            note = Markup("<bdi>{}</bdi>").format(hit.key) if hit.key else note
        case "start":
            title = scene.t(f"actions.{row.target}.title")
            icon, button = "split", Button(label=say("Start"), form="start", target=row.target, desk=desk)
        case "line":
            sheet, _, line = row.target.partition(".")
            name = scene.t(f"sheets.{sheet}.title")
            title = Markup("{}: {}").format(name, scene.t(f"sheets.{sheet}.lines.{line}.title"))
            icon, button = "handshake", Button(label=say("Fill in"), form="line", target=row.target, desk=desk)
        case _:
            title = scene.t(f"needs.{row.target}.title")
            icon, button = "heart-handshake", _take(scene, known, row.target, desk, powers)
    by = scene.clock(row.due) if row.due >= 0 else ""
    rid, waits = f"due-{row.kind}-{row.target}", row.kind == "approve"
    return Item(
        id=rid,
        icon=icon,
        title=title,
        sub=note,
        button=button,
        due=row.due,
        by=by,
        since=row.since,
        waits=waits,
        held=icon == "hourglass",
        agreement=agreed,
    )


_VERBS = {"approve": "approve", "start": "start", "line": "write", "need": "take_need"}


def _take(scene: Scene, known: Known, need: str, desk: str, powers: Powers) -> Button:
    if powers.may("take_need", need):
        do = command("takeneed", desk=desk.split()[0], need=need)
        return Button(label=scene.gettext("We take it"), do=do, desk=desk)
    return Button(label=scene.gettext("Open"), tab="people", goto=need_place(scene, known, need))


def need_place(scene: Scene, known: Known, need: str) -> str:
    """Return the id of the element that shows a need: a block of its own when several share it, else the person's card."""
    theirs = [person for person in scene.index.needs[need].people if person in known.people]
    return f"person-{theirs[0]}" if 0 < len(theirs) < MANY else f"need-{need}"
