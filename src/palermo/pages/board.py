"""The board: people and things that the table's facts are about, and the facts that link them. From known facts alone."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from markupsafe import Markup

from palermo.engine.known import Known
from palermo.engine.view import View
from palermo.pages import words
from palermo.pages.markup import Button
from palermo.pages.rows import Powers
from palermo.pages.scene import Scene
from palermo.pages.things import Thing, things

ORDER = ("phone", "person", "vehicle", "place", "document", "organisation", "account")


class Told(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A fact about a thing."""

    id: str
    tag: Markup
    title: Markup


class Link(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """What stands beside a thing in one fact or several."""

    to: str
    icon: str
    name: Markup
    facts: str  # "BG-1 BG-6"
    vague: bool


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


def board(scene: Scene, view: View, powers: Powers) -> list[Group]:
    """Return the people and things the table has heard of, by kind; the most linked first."""
    known = view.known
    found: dict[str, Thing] = {}
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
    nodes = {id: _node(scene, known, thing, found, by_fact, powers) for id, thing in found.items()}
    groups = []
    for kind in ORDER:
        theirs = [nodes[id] for id, thing in found.items() if thing.kind == kind]
        if theirs:
            theirs.sort(key=lambda node: (node.vague, -len(node.links)))
            groups.append(Group(icon=words.ENTITY_ICONS[kind], name=scene.gettext(words.KINDS[kind]), nodes=theirs))
    return groups


def _node(
    scene: Scene,
    known: Known,
    thing: Thing,
    found: dict[str, Thing],
    by_fact: dict[str, list[Thing]],
    powers: Powers,
) -> Node:
    facts = [fact for fact, about in by_fact.items() if any(one.id == thing.id for one in about)]
    links: dict[str, list[str]] = {}
    for fact in facts:
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
        links=[
            Link(to=id, icon=found[id].icon, name=found[id].name, facts=" ".join(theirs), vague=found[id].vague)
            for id, theirs in sorted(links.items(), key=lambda pair: -len(pair[1]))
        ],
        buttons=_buttons(scene, thing, powers),
    )


def _sub(scene: Scene, known: Known, thing: Thing) -> Markup:
    row = known.people.get(thing.id)
    return scene.status(row.status) if row is not None else Markup("")


def _buttons(scene: Scene, thing: Thing, powers: Powers) -> list[Button]:
    out: list[Button] = []
    name = thing.name.striptags()
    if desks := powers.sending("request"):
        label = scene.gettext("Ask about this")
        target = "" if thing.vague else thing.what
        out.append(
            Button(label=label, icon="circle-help", form="ask", target=target, desk=desks, aria=f"{label}: {name}")
        )
    if desks := powers.any_desks("ask"):
        label = scene.gettext("Check it")
        out.append(Button(label=label, icon="scan-search", form="lookup", desk=desks, aria=f"{label}: {name}"))
    return out


def best(groups: Iterable[Group]) -> str:
    """Return the thing to begin with: the one with most links; '' when there is none."""
    nodes = [node for group in groups for node in group.nodes]
    return max(nodes, key=lambda node: len(node.links)).id if nodes else ""
