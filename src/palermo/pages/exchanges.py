"""Exchanges: a message with all that was answered to it, as one thing to read and to answer."""

from __future__ import annotations

import msgspec
from markupsafe import Markup

from palermo.engine.known import Known, Mail
from palermo.engine.view import View
from palermo.pages.mail import Row, row, waits_for_us
from palermo.pages.rows import Powers
from palermo.pages.scene import Scene


class Exchange(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A message and what came back, oldest first. `head` is the message it began with; `last` when something came last.

    `due` is the exercise second by which somebody waits for an answer, -1 for nobody; `since` when that was asked.
    """

    id: str
    head: Row
    rows: list[Row]
    unread: list[str]
    state: str
    tone: str
    due: int
    by: str
    since: int
    last: int
    sub: str
    tags: str


def exchanges(scene: Scene, view: View, powers: Powers) -> list[Exchange]:
    """Return the table's exchanges: those that wait for us first by their time, then the others, last heard of first."""
    known = view.known
    threads: dict[str, list[Mail]] = {}
    for mail in known.mail.values():
        threads.setdefault(beginning(known, mail.id), []).append(mail)
    every = [_exchange(scene, known, id, mails, powers) for id, mails in threads.items()]
    waiting = sorted((x for x in every if "us" in x.tags.split()), key=lambda x: (x.due < 0, x.due))
    others = sorted((x for x in every if "us" not in x.tags.split()), key=lambda x: -x.last)
    return [*waiting, *others]


def beginning(known: Known, mail: str) -> str:
    """Return the message that an exchange began with, as far as the table has it."""
    passed = {mail}
    while (before := known.mail[mail].reply_to) and before in known.mail and before not in passed:
        mail = before
        passed.add(mail)
    return mail


def _exchange(scene: Scene, known: Known, id: str, mails: list[Mail], powers: Powers) -> Exchange:
    mails = sorted(mails, key=lambda mail: (mail.id != id, mail.at))
    rows = [_without_repeating(row(scene, known, mail, powers), mail.id == id) for mail in mails]
    head, newest = rows[0], rows[-1]
    unread = [one.id for one in rows if one.unread]
    open_ = next((one for one in rows if one.due >= 0), None)
    waits = any(waits_for_us(mail) for mail in mails)
    told = newest if unread and not waits else head
    tags = dict.fromkeys(word for one in rows for word in one.tags.split())
    sub = scene.clock(newest.at)
    if len(rows) > 1:
        many = scene.ngettext("%(num)s message", "%(num)s messages", len(rows)) % {"num": len(rows)}
        sub = f"{sub} · {many}"
    else:
        sub = head.sub
    return Exchange(
        id=id,
        head=head,
        rows=rows,
        unread=unread,
        state=scene.gettext("new") if unread and not waits else told.state,
        tone="fresh" if unread and not waits else told.tone,
        due=open_.due if open_ else -1,
        by=open_.by if open_ else "",
        since=open_.at if open_ else 0,
        last=newest.at,
        sub=sub,
        tags=" ".join(tags),
    )


def _without_repeating(made: Row, first: bool) -> Row:
    """The exchange says once what it is about."""
    return made if first else msgspec.structs.replace(made, reply=Markup(""))
