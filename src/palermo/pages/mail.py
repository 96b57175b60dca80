"""Messages as the table sees them, what was told in person, names checked, questions to control."""

from __future__ import annotations

import msgspec
from markupsafe import Markup, escape

from palermo.engine.known import Known, Mail
from palermo.engine.overview import BUSY
from palermo.engine.view import View
from palermo.pages import words
from palermo.pages.markup import Button
from palermo.pages.rows import Passed, Powers, asking, command, line_kind, line_text, passed, subject
from palermo.pages.scene import Scene


class Row(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A message in the list, with all there is to read in it."""

    id: str
    icon: str
    out: bool
    unread: bool
    sender: Markup
    to: Markup
    kind: str
    subject: Markup
    sub: str
    state: str
    tone: str
    due: int
    by: str
    at: int
    text: Markup
    basis: Markup
    items: list[Passed]
    reply: Markup
    tags: str
    urgency: str
    code: str
    held: Markup  # why it is on hold
    copied: Markup  # to whom a copy went by law
    copy: bool
    court: bool
    opened: Markup  # the tables that opened a message of ours
    buttons: list[Button]


def row(scene: Scene, known: Known, mail: Mail, powers: Powers | None) -> Row:
    """Return one message; without `powers` it has no buttons."""
    channel = scene.t.plain(f"channels.{mail.channel}.name")
    label, tone = _state(scene, mail)
    waits = waits_for_us(mail)
    asked = mail.out and mail.kind == "request" and not mail.answered and mail.state != "back"
    before = known.mail.get(mail.reply_to)
    return Row(
        id=mail.id,
        icon=words.MAIL_ICONS.get(mail.kind, "mail"),
        out=mail.out,
        unread=not mail.out and mail.state == "new",
        sender=scene.side(mail.desk).tag,
        to=scene.tags(tuple(desk for desk in mail.to if desk not in mail.copies)),
        kind=scene.gettext(words.MAIL.get(mail.kind, mail.kind)),
        subject=subject(scene, mail, known),
        sub=f"{scene.clock(mail.at)} · {channel}" if channel else scene.clock(mail.at),
        state=label,
        tone=tone,
        due=mail.due if (waits or asked) and mail.due and not mail.held else -1,
        by=scene.clock(mail.due) if mail.due else "",
        at=mail.at,
        text=scene.t(mail.text) if mail.text or mail.kind != "request" else asking(scene, mail),
        basis=_basis(scene, mail),
        urgency=scene.t.plain(f"urgencies.{mail.urgency}.name") if mail.urgency else "",
        code=scene.t.plain(f"codes.{mail.code}.name") if mail.code else "",
        held=scene.t(known.mail[mail.held].text) if mail.held in known.mail and not mail.answered else Markup(""),
        copied=scene.tags(mail.copies) if mail.copies else Markup(""),
        copy=mail.copy,
        court=channel_yields(scene, mail) == "court" and bool(mail.items),
        items=[passed(scene, item) for item in mail.items],
        reply=subject(scene, before, known) if before is not None else Markup(""),
        tags=" ".join(("us",) * waits + ("them",) * asked),
        opened=Markup(" ").join(scene.teams[team].tag for team in mail.read if team in scene.teams),
        buttons=buttons(scene, known, mail, powers) if powers is not None else [],
    )


def _basis(scene: Scene, mail: Mail) -> Markup:
    """Return the basis a message names; of a refusal, the reason of the closed list."""
    if not mail.basis:
        return Markup("")
    key = (
        f"refusals.{mail.basis}.name" if mail.kind == "refusal" and scene.index.refusals else f"bases.{mail.basis}.name"
    )
    return scene.t(key)


def channel_yields(scene: Scene, mail: Mail) -> str:
    """Return what the channel of a message yields, '' for one that is no more."""
    channel = scene.index.channels.get(mail.channel)
    return channel.yields if channel is not None else ""


def waits_for_us(mail: Mail) -> bool:
    """Tell whether a message is a request that nobody at the table has answered yet."""
    return not (mail.out or mail.copy or mail.answered) and mail.kind == "request"


def _state(scene: Scene, mail: Mail) -> tuple[str, str]:
    say = scene.gettext
    if mail.out:
        if mail.state == "back":
            return say("taken back"), ""
        if mail.answered:
            return say("answered"), "ok"
        if mail.held:
            return say("on hold"), "soon"
        if mail.read:
            return say("opened"), "ok"
        return (say("there"), "") if mail.state == "there" else (say("on its way"), "")
    if mail.state == "new":
        return say("new"), "fresh"
    if mail.copy:
        return say("a copy for us"), ""
    if mail.kind == "request" and mail.held and not mail.answered:
        return say("on hold"), "soon"
    if mail.kind == "request":
        return (say("answered"), "ok") if mail.answered else (say("waits for us"), "soon")
    return "", ""


def buttons(scene: Scene, known: Known, mail: Mail, powers: Powers) -> list[Button]:
    """Return what can be done with a message."""
    say = scene.gettext
    out: list[Button] = []
    bare = "btn btn-sm bare"
    if powers.may("open", mail.id):
        out.append(Button(label=say("Mark as read"), icon="check", do=command("openmessage", message=mail.id)))
    if desks := powers.desks("take_back", mail.id):
        do = command("takeback", message=mail.id)
        out.append(Button(label=say("Take back"), icon="undo-2", do=do, desk=desks))
    if waits_for_us(mail):
        desks = " ".join(desk for desk in powers.sending("answer").split() if desk in mail.to)
        if desks:
            out.append(Button(label=say("Answer"), icon="reply", form="answer", target=mail.id, desk=desks))
            cannot = say("Cannot answer…")
            out.append(Button(label=cannot, icon="hand", form="refuse", target=mail.id, desk=desks, kind=bare))
        held = " ".join(desk for desk in powers.sending("hold").split() if desk in mail.to)
        if held and not mail.held:
            label = say("Put on hold…")
            out.append(Button(label=label, icon="hourglass", form="hold", target=mail.id, desk=held, kind=bare))
    return out


class ToldLine(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """Told in person, as one side sees it."""

    id: str
    at: str
    who: Markup
    tag: Markup
    title: Markup
    form: str
    corrected: Markup | None
    button: Button | None


def tolds(scene: Scene, view: View, powers: Powers) -> list[ToldLine]:
    """Return what was told in person, newest first."""
    known = view.known
    out: list[ToldLine] = []
    for told in sorted(known.tolds.values(), key=lambda one: one.at, reverse=True):
        receiver, giver = scene.side(told.desk), scene.side(told.giver)
        said = scene.gettext("we told %(who)s") if told.out else scene.gettext("%(who)s told us")
        button = None
        if desks := powers.desks("correct", told.id):
            button = Button(label=scene.gettext("Not so"), form="correct", target=told.id, desk=desks)
        out.append(
            ToldLine(
                id=told.id,
                at=scene.clock(told.at),
                who=escape(said) % {"who": receiver.tag if told.out else giver.tag},
                tag=scene.fact_tag(told.fact),
                title=scene.t(f"facts.{told.fact}.title"),
                form=scene.gettext(words.FORMS.get(told.form, told.form)),
                corrected=None if told.corrected is None else scene.t(told.corrected),
                button=button,
            )
        )
    return out


class Check(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A name checked, by us or against us."""

    id: str
    at: str
    title: Markup
    key: Markup
    button: Button | None = None
    unknown: str = ""  # the number that did not go with its check word


def checks(scene: Scene, view: View) -> list[Check]:
    """Return names we checked, and hits on what we hold, newest first."""
    known = view.known
    rows: list[tuple[int, Check]] = []
    for look in known.looks.values():
        said = scene.gettext(words.LOOKS.get(look.state, words.LOOKS["none"]))
        title = escape(said) % {"where": scene.t(f"lookups.{look.lookup}.name")}
        key = Markup("<bdi>{}</bdi>").format(look.key)
        if look.state == "refused" and look.reason:
            key = Markup("{} · {}").format(key, scene.t(look.reason))
        rows.append((look.at, Check(id=f"look-{look.id}", at=scene.clock(look.at), title=title, key=key)))
    for hit in known.hits.values():
        asked = scene.gettext("%(who)s found %(fact)s with us")
        title = escape(asked) % {"who": scene.side(hit.asker).tag, "fact": scene.fact_tag(hit.fact)}
        states = {"open": "", "given": scene.gettext("given"), "refused": scene.gettext("not given")}
        button = None
        if hit.state == "open":
            button = Button(label=scene.gettext("Decide"), form="release", target=hit.id, desk=hit.desk)
        said = states.get(hit.state, "")
        parts = [Markup("<bdi>{}</bdi>").format(hit.key) if hit.key else "", said]
        state = Markup(" · ").join(part for part in parts if part)
        check = Check(id=f"hit-{hit.id}", at=scene.clock(hit.at), title=title, key=state, button=button)
        rows.append((hit.at, check))
    return [check for _, check in sorted(rows, key=lambda pair: pair[0], reverse=True)]


class Question(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A question to control, and its answer."""

    id: str
    at: str
    text: Markup
    reply: Markup
    busy: int  # the exercise second from which nobody came


def unanswered(scene: Scene, view: View) -> list[Question]:
    """Return the questions to control that wait for an answer."""
    return [] if view.known.ended else [row for row in questions(scene, view) if not row.reply]


def questions(scene: Scene, view: View) -> list[Question]:
    """Return the table's questions to control, newest first."""
    rows = sorted(view.known.helps.values(), key=lambda row: row.at, reverse=True)
    return [
        Question(
            id=row.id, at=scene.clock(row.at), text=scene.t(row.text), reply=scene.t(row.reply), busy=row.at + BUSY
        )
        for row in rows
    ]


def lines(scene: Scene, known: Known) -> list[Check]:
    """Return what was told to the table by the story and by control, newest first."""
    return [
        Check(
            id=f"line-{line.id}",
            at=scene.clock(line.at),
            title=escape(scene.gettext(words.LINES.get(line_kind(line), line.kind))),
            key=line_text(scene, line.kind, line.text),
            unknown=line_text(scene, line.kind, line.text).striptags() if line.kind == "not_recognised" else "",
        )
        for line in reversed(known.lines)
    ]


def injects(scene: Scene, known: Known) -> list[Check]:
    """Return what happened to the table in the story, newest first, to be read again."""
    out: list[Check] = []
    for row in reversed(known.injects.values()):
        kind = scene.gettext(words.INJECTS.get(row.kind, row.kind))
        title = scene.t(row.title) if row.title else escape(kind)
        note = scene.gettext("withdrawn by control") if row.withdrawn else kind
        button = Button(label=scene.gettext("Read"), form="read", target=f"inject:{row.id}", kind="btn btn-sm bare")
        key = escape(note)
        out.append(Check(id=f"inject-{row.id}", at=scene.clock(row.at), title=title, key=key, button=button))
    return out
