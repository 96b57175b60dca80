"""What a fact is about, by the name its reader may know it under: never more than the words in front of the reader say.

An author may name a thing for one fact (`facts.BG-1.about.driver`): other words for it, "? A man who phoned" for something that
this fact does not name (it stands alone, and is linked with nothing), or "-" to leave it out.
"""

from __future__ import annotations

import re

import msgspec
from markupsafe import Markup, escape

from palermo.engine.scenario import Fact
from palermo.pages import words
from palermo.pages.rows import body
from palermo.pages.scene import Scene

VAGUE = "?"
LEFT_OUT = "-"
_PARTS = re.compile(r"[^\W_]+")
STEM = 5  # letters by which a common word is found again in another form


class Thing(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """Something a fact is about. `own_words` when the fact has a name of its own for it; `vague` when it does not say which."""

    id: str
    what: str
    icon: str
    kind: str
    name: Markup
    vague: bool = False
    own_words: bool = False


def things(scene: Scene, fact: Fact, form: str) -> list[Thing]:
    """Return what a fact is about, as its reader in this form may know it."""
    said = f"{scene.t.plain(f'facts.{fact.id}.title')} {body(scene, fact.id, form).striptags()}"
    out: list[Thing] = []
    for n, what in enumerate(fact.about, 1):
        thing = _thing(scene, fact, what, n)
        if thing is None or (form != "full" and not mentions(said, thing.name.striptags())):
            continue
        out.append(thing)
    return out


def _thing(scene: Scene, fact: Fact, what: str, n: int) -> Thing | None:
    kind = kind_of(scene, what)
    icon = words.ENTITY_ICONS.get(kind, "tag")
    name = scene.about(what)
    told = scene.t.plain(f"facts.{fact.id}.about.{what}")
    if told == LEFT_OUT or not name:
        return None
    if not told:
        return Thing(id=what, what=what, icon=icon, kind=kind, name=name)
    vague = told.startswith(VAGUE)
    named = escape(told.removeprefix(VAGUE).strip())
    own = f"{fact.id}.{n}" if vague else what  # its own id would say which one it is
    return Thing(id=own, what="" if vague else what, icon=icon, kind=kind, name=named, vague=vague, own_words=True)


def kind_of(scene: Scene, what: str) -> str:
    """Return the kind of an entity; a person of the story is a person."""
    return next((entity.kind for entity in scene.scenario.entities if entity.id == what), "person")


def mentions(said: str, name: str) -> bool:
    """Tell whether words name a thing: by its number or a name in it, else by a common word of it."""
    here = {part.casefold() for part in _PARTS.findall(said)}
    parts = _PARTS.findall(name)
    numbers = [part for part in parts if part.isdigit()]
    if numbers:
        return all(part in here for part in numbers)
    proper = [part for part in parts[1:] if part[:1].isupper()] or [part for part in parts if part.isupper()]
    if proper:
        return any(part.casefold() in here for part in proper)
    stems = {part[:STEM] for part in here if len(part) >= STEM}
    return any(part.casefold()[:STEM] in stems for part in parts if len(part) >= STEM)
