"""The whole kit as a set of papers: what a room without devices needs, one PDF for each pile, with a sheet that says what each is for."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import msgspec

from palermo.handouts import handouts
from palermo.pages.language import catalogue, spoken
from palermo.report.contents import advice, contents
from palermo.report.handout import handout_pdf
from palermo.report.pdf import pdf
from palermo.report.records import Cover, Envelope, Kit, Pile, kind_of
from palermo.scenario import Package

WATCHING = frozenset({"observation"})
BADGES = frozenset({"badges"})


class Paper(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """One PDF of the set: its file's name, what it holds, how often it is printed, and how it is made (in about a second)."""

    file: str
    name: str
    copies: str
    make: Callable[[], bytes]


def papers(kit: Kit, *, about: str) -> list[Paper]:
    """Return the set of a pack, the cover sheet first. `about` says of which preset and length it is."""
    say = catalogue(spoken(kit.language)).gettext
    room, control, *tables = kit.envelopes
    made = [
        _pile(kit, "01-room", room, say("once"), lambda kind: kind not in BADGES),
        _pile(kit, "02-badges", room, say("once, on card if you have it"), lambda kind: kind in BADGES, say("Badges")),
        _pile(kit, "03-control", control, say("one for each who leads"), lambda kind: kind not in WATCHING),
        _pile(
            kit,
            "04-observers",
            control,
            say("what your observers need"),
            lambda kind: kind in WATCHING,
            say("For observers"),
        ),
        *(_pile(kit, f"1{n}-table-{one.id}", one, say("once")) for n, one in enumerate(tables)),
        *(
            Paper(
                file=f"{30 + n}-{one.id}.pdf",
                name=say("Handout: %(title)s") % {"title": one.title},
                copies=say("one for each person"),
                make=partial(handout_pdf, one.id, kit.language),
            )
            for n, one in enumerate(handouts(kit.language))
        ),
    ]
    made = [one for one in made if one is not None]
    return [_cover(kit, about, made), *made]


def about(package: Package, preset: str, profile: str, language: str) -> str:
    """Return of which tables and of what length a kit is, in words."""
    named = package.text(f"presets.{preset}.name", language) or preset
    long = package.text(f"profiles.{profile}.name", language) or profile
    return f"{named} · {long}"


def _pile(
    kit: Kit,
    file: str,
    envelope: Envelope,
    copies: str,
    keep: Callable[[str], bool] = lambda kind: True,
    name: str = "",
) -> Paper | None:
    leaves = tuple(leaf for leaf in envelope.leaves if keep(kind_of(leaf)))
    if not leaves:
        return None
    called = name or envelope.name
    part = msgspec.structs.replace(kit, envelopes=(msgspec.structs.replace(envelope, leaves=leaves),))
    return Paper(file=f"{file}.pdf", name=called, copies=copies, make=lambda: pdf(part, subtitle=called, cover=False))


def _cover(kit: Kit, about: str, made: list[Paper]) -> Paper:
    say = catalogue(spoken(kit.language)).gettext
    cover = Cover(
        title=kit.title,
        about=about,
        credit=kit.credit,
        advice=(
            *advice(kit),
            say(
                "At a table of more than four people print the law card, the contacts, the ways to pass things on and the protocol twice."
            ),
            say("Keep handouts for the end, or send them before: during play they are not needed."),
        ),
        columns=(say("File"), say("What it is"), say("How often"), say("Printed")),
        piles=tuple(Pile(file=one.file, name=one.name, copies=one.copies) for one in made),
        head=say("What lies in each envelope"),
        contents=tuple((one.name, one.lines) for one in contents(kit) if one.lines),
    )
    name = say("The printed kit")
    envelope = Envelope(id="cover", name=name, letters=(), leaves=(cover,))
    alone = msgspec.structs.replace(kit, envelopes=(envelope,))
    return Paper(
        file="00-contents.pdf", name=name, copies=say("once"), make=lambda: pdf(alone, subtitle=name, cover=False)
    )
