"""The law of the countries of the story: the cards that a table reads, and the line of a card that stands in the way."""

from __future__ import annotations

import msgspec
from markupsafe import Markup, escape

from palermo.pages.scene import Scene


class LawCard(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A country's law and approach, and its single lines as they are cited."""

    id: str
    title: str
    card: Markup
    lines: list[Markup]


def cards(scene: Scene, desks: tuple[str, ...]) -> list[LawCard]:
    """Return the cards of the countries that some desks belong to."""
    own = {scene.index.desks[desk].country for desk in desks if desk in scene.index.desks}
    return [
        LawCard(
            id=country.id,
            title=_title(scene, country.id),
            card=scene.t.paragraphs(f"countries.{country.id}.card"),
            lines=[scene.t(f"laws.{law.id}.text") for law in scene.scenario.laws if law.country == country.id],
        )
        for country in scene.scenario.countries
        if country.id in own
    ]


def country(scene: Scene, desk: str) -> Markup:
    """Return the name of a desk's country, '' where it has none."""
    record = scene.index.desks.get(desk)
    return scene.t(f"countries.{record.country}.name") if record is not None and record.country else Markup("")


def cited(scene: Scene, law: str) -> Markup:
    """Return a line of a law card with its source, "Law card of Arvenia: ..."; '' for no line."""
    record = next((one for one in scene.scenario.laws if one.id == law), None)
    if record is None:
        return Markup("")
    return Markup("{}: {}").format(_title(scene, record.country), scene.t(f"laws.{law}.text"))


def _title(scene: Scene, country: str) -> str:
    if not country:
        return scene.gettext("Law card")
    return scene.gettext("Law card of %(country)s") % {"country": scene.t.plain(f"countries.{country}.name")}


class Code(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A handling code and what it means."""

    id: str
    name: Markup
    means: Markup


def codes(scene: Scene) -> list[Code]:
    """Return the scenario's handling codes."""
    return [code(scene, one.id) for one in scene.scenario.codes]


def code(scene: Scene, id: str) -> Code:
    """Return one handling code in words."""
    return Code(id=id, name=escape(scene.t(f"codes.{id}.name")), means=scene.t(f"codes.{id}.means"))
