"""What a table pinned to its own board: notes in their order, and links drawn by hand between what stands on it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import msgspec
from markupsafe import Markup

from palermo.engine.known import PinRow
from palermo.pages.desk import Writer
from palermo.pages.markup import Button
from palermo.pages.rows import Powers, command
from palermo.pages.scene import Scene
from palermo.pages.sending import closed
from palermo.pages.things import Thing

AT = "@"  # before what a new pin stands beside, where a pin's own name would stand
BACK = 5  # of what was taken off, so many can be put back
Named = dict[str, Thing]


class Note(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A note; `beside` is the thing or fact it stands beside, with its name, '' for the whole board."""

    id: str
    who: str
    time: str
    text: Markup
    beside: str
    name: Markup
    buttons: list[Button]


class Drawn(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A link drawn by hand, with the word on it."""

    id: str
    one: str
    two: str
    word: Markup
    who: str
    buttons: list[Button]


class Off(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """What was taken off, and how it is put back."""

    id: str
    text: Markup
    button: Button


def notes(scene: Scene, pins: Iterable[PinRow], names: Named, powers: Powers) -> list[Note]:
    """Return the notes in their order."""
    rows = [row for row in pins if not row.off and not row.two]
    ids = [row.id for row in rows]
    return [
        Note(
            id=row.id,
            who=scene.seat(row.seat),
            time=scene.clock(row.at),
            text=scene.t(row.text),
            beside=row.one if row.one in names else "",
            name=names[row.one].name if row.one in names else Markup(""),
            buttons=_buttons(scene, row, ids, n) if powers.may("pin") else [],
        )
        for n, row in enumerate(rows)
    ]


def _buttons(scene: Scene, row: PinRow, ids: list[str], n: int) -> list[Button]:
    words = scene.t.plain(row.text)[:40]
    out: list[Button] = []

    def add(label: str, icon: str, do: str = "", form: str = "", off: str = "") -> None:
        target = row.id if form else ""
        look = "btn btn-sm btn-icon bare"
        aria = f"{label}: {words}"
        out.append(Button(label="", icon=icon, do=do, form=form, target=target, aria=aria, off=off, kind=look))

    # Both stay where they are, so that the one that is pressed again and again does not become another under the finger.
    before = ids[n - 1] if n else row.id
    after = ids[n + 2] if n + 2 < len(ids) else ""
    first, last = "true" if not n else "", "true" if n + 1 == len(ids) else ""
    add(scene.gettext("Move forward"), "arrow-left", command("movepin", pin=row.id, before=before), off=first)
    add(scene.gettext("Move back"), "arrow-right", command("movepin", pin=row.id, before=after), off=last)
    add(scene.gettext("Change"), "pencil", form="pin_note")
    add(scene.gettext("Take off"), "x", command("unpin", pin=row.id))
    return out


def links(scene: Scene, pins: Iterable[PinRow], names: Named, powers: Powers) -> list[Drawn]:
    """Return the links by hand whose ends both stand on the board."""
    return [
        Drawn(
            id=row.id,
            one=row.one,
            two=row.two,
            word=scene.t(row.text),
            who=scene.seat(row.seat),
            buttons=_link_buttons(scene, row) if powers.may("pin") else [],
        )
        for row in pins
        if row.two and not row.off and row.one in names and row.two in names
    ]


def _link_buttons(scene: Scene, row: PinRow) -> list[Button]:
    words, look = scene.t.plain(row.text)[:40], "btn btn-sm btn-icon bare"
    change, off = scene.gettext("Change"), scene.gettext("Take off")
    do = command("unpin", pin=row.id)
    return [
        Button(label="", icon="pencil", form="pin_link", target=row.id, aria=f"{change}: {words}", kind=look),
        Button(label="", icon="x", do=do, aria=f"{off}: {words}", kind=look),
    ]


def taken_off(scene: Scene, pins: Iterable[PinRow], powers: Powers) -> list[Off]:
    """Return the last pins that were taken off, newest first."""
    if not powers.may("pin"):
        return []
    rows = sorted((row for row in pins if row.off), key=lambda row: -row.at)[:BACK]
    back = scene.gettext("Put back")
    return [
        Off(
            id=row.id,
            text=scene.t(row.text),
            button=Button(
                label=back,
                icon="undo-2",
                do=command("unpin", pin=row.id, back=True),
                aria=f"{back}: {scene.t.plain(row.text)[:40]}",
                kind="btn btn-sm bare",
            ),
        )
        for row in rows
    ]


Ends = Callable[[Writer], Named]


def note(w: Writer, ends: Ends) -> str:
    """The dialog to write a note: `target` is a pin to change, "@ID" for a new one beside a thing, '' for the whole board."""
    row = w.known.pins.get(w.target)
    if not w.powers.may("pin") or (row is None and w.target and not w.target.startswith(AT)):
        return closed(w)
    beside = row.one if row is not None else w.target.removeprefix(AT)
    return w.scene.render(
        "forms/pin_note.html",
        w=w,
        row=row,
        text=w.scene.t.plain(row.text) if row is not None else "",
        ends=[(id, thing.name.striptags(), id == beside) for id, thing in ends(w).items()],
    )


def link(w: Writer, ends: Ends) -> str:
    """The dialog to draw a link: `target` is a pin to change, or "@ID" for a new one from a thing."""
    row, named = w.known.pins.get(w.target), ends(w)
    unknown = row is None and w.target and not w.target.startswith(AT)
    if not w.powers.may("pin") or unknown or len(named) < 2 or (row is not None and not row.two):
        return closed(w)
    one, two = (row.one, row.two) if row is not None else (w.target.removeprefix(AT), "")
    return w.scene.render(
        "forms/pin_link.html",
        w=w,
        row=row,
        text=w.scene.t.plain(row.text) if row is not None else "",
        one=[(id, thing.name.striptags(), id == one) for id, thing in named.items()],
        two=[(id, thing.name.striptags(), id == two) for id, thing in named.items()],
    )


def whole(w: Writer, ends: Ends) -> str:
    """The dialog that shows a table's board to be read: for control, which acts for the table."""
    named = ends(w)
    nobody = Powers(())
    drawn = links(w.scene, w.known.pins.values(), named, nobody)
    return w.scene.render(
        "forms/board.html",
        w=w,
        side=w.scene.side(w.known.watcher),
        notes=notes(w.scene, w.known.pins.values(), named, nobody),
        links=[(named[one.one].name, one.word, named[one.two].name, one.who) for one in drawn],
    )
