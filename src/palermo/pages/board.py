"""The board: people and things that the table's facts are about, and the facts that link them. From known facts alone."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from markupsafe import Markup

from palermo.engine.known import Known
from palermo.engine.view import View
from palermo.pages import pinned, words
from palermo.pages.desk import Writer
from palermo.pages.markup import Button
from palermo.pages.pinned import Drawn, Note, Off
from palermo.pages.rows import Powers
from palermo.pages.scene import Scene
from palermo.pages.things import Thing, things

FACT = "fact"
ORDER = ("phone", "person", "vehicle", "place", "document", "organisation", "account")


class Told(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A fact about a thing."""

    id: str
    tag: Markup
    title: Markup


class Link(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """What stands beside a thing in one fact or several, or what the table linked it with by hand (then with a word)."""

    to: str
    icon: str
    name: Markup
    facts: str  # "BG-1 BG-6"
    vague: bool
    word: Markup = Markup("")
    who: str = ""
    buttons: list[Button] = []


class Node(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A person or thing, what the table has heard of it, and what it is linked with."""

    id: str
    icon: str
    name: Markup
    sub: Markup
    vague: bool
    told: list[Told]
    links: list[Link]
    buttons: list[Button]


class Group(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """All of one kind."""

    icon: str
    name: str
    nodes: list[Node]


class Board(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """The whole board: people and things by kind, notes, and what was taken off."""

    groups: list[Group]
    notes: list[Note]
    off: list[Off]
    may_pin: bool


def board(scene: Scene, view: View, powers: Powers) -> Board:
    """Return the board of a table."""
    known = view.known
    names, by_fact = _standing(scene, known)
    pins = list(known.pins.values())
    drawn = pinned.links(scene, pins, names, powers)
    return Board(
        groups=_groups(scene, known, names, by_fact, drawn, powers),
        notes=pinned.notes(scene, pins, names, powers),
        off=pinned.taken_off(scene, pins, powers),
        may_pin=powers.may("pin"),
    )


def ends(w: Writer) -> dict[str, Thing]:
    """Return what a note can stand beside and a link can lead to: people and things the table has heard of, and its facts."""
    return _standing(w.scene, w.known)[0]


def _standing(scene: Scene, known: Known) -> tuple[dict[str, Thing], dict[str, list[Thing]]]:
    """Return what stands on the board by id, facts last, and the people and things of each fact."""
    found: dict[str, Thing] = {}
    facts: dict[str, Thing] = {}
    by_fact: dict[str, list[Thing]] = {}
    for fact in scene.scenario.facts:
        have = known.facts.get(fact.id)
        if have is None:
            continue
        by_fact[fact.id] = things(scene, fact, have.form)
        for thing in by_fact[fact.id]:
            kept = found.get(thing.id)
            # A fact that names it in full knows it best.
            if kept is None or (kept.own_words and not thing.own_words):
                found[thing.id] = thing
        name = Markup("{} {}").format(fact.id, scene.t(f"facts.{fact.id}.title"))
        facts[fact.id] = Thing(id=fact.id, what=fact.id, icon="layers", kind=FACT, name=name)
    return {**found, **facts}, by_fact


def _groups(
    scene: Scene,
    known: Known,
    names: dict[str, Thing],
    by_fact: dict[str, list[Thing]],
    drawn: list[Drawn],
    powers: Powers,
) -> list[Group]:
    """Return people and things by kind, the most linked first; a fact stands among them once something was linked with it by hand."""
    linked = {end for link in drawn for end in (link.one, link.two)}
    found = {id: thing for id, thing in names.items() if thing.kind != FACT or id in linked}
    nodes = {id: _node(scene, known, thing, found, by_fact, drawn, powers) for id, thing in found.items()}
    groups = []
    for kind in (*ORDER, FACT):
        theirs = [nodes[id] for id, thing in found.items() if thing.kind == kind]
        if theirs:
            theirs.sort(key=lambda node: (node.vague, -len(node.links)))
            icon = words.ENTITY_ICONS.get(kind, "layers")
            name = scene.gettext(words.KINDS[kind]) if kind != FACT else scene.gettext("Our facts")
            groups.append(Group(icon=icon, name=name, nodes=theirs))
    return groups


def _node(
    scene: Scene,
    known: Known,
    thing: Thing,
    found: dict[str, Thing],
    by_fact: dict[str, list[Thing]],
    drawn: list[Drawn],
    powers: Powers,
) -> Node:
    facts = [fact for fact, about in by_fact.items() if fact == thing.id or any(one.id == thing.id for one in about)]
    links: dict[str, list[str]] = {}
    for fact in facts if thing.kind != FACT else ():
        for other in by_fact[fact]:
            if other.id != thing.id:
                links.setdefault(other.id, []).append(fact)
    return Node(
        id=thing.id,
        icon=thing.icon,
        name=thing.name,
        sub=_sub(scene, known, thing),
        vague=thing.vague,
        told=[Told(id=fact, tag=scene.fact_tag(fact), title=scene.t(f"facts.{fact}.title")) for fact in facts],
        links=_by_hand(thing, found, drawn)
        + [
            Link(to=id, icon=found[id].icon, name=found[id].name, facts=" ".join(theirs), vague=found[id].vague)
            for id, theirs in sorted(links.items(), key=lambda pair: -len(pair[1]))
        ],
        buttons=_buttons(scene, thing, powers),
    )


def _sub(scene: Scene, known: Known, thing: Thing) -> Markup:
    row = known.people.get(thing.id)
    return scene.status(row.status) if row is not None else Markup("")


def _by_hand(thing: Thing, found: dict[str, Thing], drawn: list[Drawn]) -> list[Link]:
    out: list[Link] = []
    for link in drawn:
        if thing.id in (link.one, link.two):
            other = found[link.two if link.one == thing.id else link.one]
            out.append(
                Link(
                    to=other.id,
                    icon=other.icon,
                    name=other.name,
                    facts="",
                    vague=other.vague,
                    word=link.word,
                    who=link.who,
                    buttons=link.buttons,
                )
            )
    return out


def _buttons(scene: Scene, thing: Thing, powers: Powers) -> list[Button]:
    out: list[Button] = []
    name = thing.name.striptags()
    if thing.kind == FACT:
        return _pinning(scene, thing, powers)
    if desks := powers.sending("request"):
        label = scene.gettext("Ask about this")
        target = "" if thing.vague else thing.what
        out.append(
            Button(label=label, icon="circle-help", form="ask", target=target, desk=desks, aria=f"{label}: {name}")
        )
    if desks := powers.any_desks("ask"):
        label = scene.gettext("Check it")
        out.append(Button(label=label, icon="scan-search", form="lookup", desk=desks, aria=f"{label}: {name}"))
    return out + _pinning(scene, thing, powers)


def _pinning(scene: Scene, thing: Thing, powers: Powers) -> list[Button]:
    if not powers.may("pin"):
        return []
    name, at = thing.name.striptags(), pinned.AT + thing.id
    link, note = scene.gettext("Draw a link"), scene.gettext("Note beside it")
    return [
        Button(label=link, icon="link-2", form="pin_link", target=at, aria=f"{link}: {name}"),
        Button(label=note, icon="sticky-note", form="pin_note", target=at, aria=f"{note}: {name}"),
    ]


def best(groups: Iterable[Group]) -> str:
    """Return the thing to begin with: the one with most links; '' when there is none."""
    nodes = [node for group in groups for node in group.nodes]
    return max(nodes, key=lambda node: len(node.links)).id if nodes else ""
