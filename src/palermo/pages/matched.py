"""Why a name that was asked for may be one that we hold: for the owner, who decides."""

from __future__ import annotations

import msgspec
from markupsafe import Markup

from palermo.engine.exchange import found
from palermo.engine.known import HitRow
from palermo.engine.names import Match
from palermo.pages.scene import Scene


class Matched(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """What was asked, what we hold, and in what the two differ, in words; `sure` when they are the same letters."""

    asked: Markup
    held: Markup
    why: list[str]
    sure: bool


def matched(scene: Scene, hit: HitRow) -> Matched | None:
    """Return why a holding of names gave a hit, None where it holds no names, or what was asked was not kept."""
    lookup = scene.index.lookups[hit.lookup]
    match = found(lookup, hit.key) if lookup.names and hit.key else None
    if match is None:
        return None
    name = Markup("<bdi>{}</bdi>")
    return Matched(
        asked=name.format(hit.key), held=name.format(match.held), why=reasons(scene, match), sure=match.exact
    )


def reasons(scene: Scene, match: Match) -> list[str]:
    """Return in what two names differ, most telling first; that they do not, where they are the same letters."""
    say = scene.gettext
    out: list[str] = []
    if match.letters:
        said = scene.ngettext("%(n)s letter differs", "%(n)s letters differ", match.letters)
        out.append(said % {"n": match.letters})
    if match.more:
        out.append(say("one of them has a name more"))
    if match.spelling:
        out.append(say("it sounds the same, spelt in another way"))
    if match.order:
        out.append(say("the order of the names differs"))
    if match.script:
        out.append(say("the same name in another script") if match.exact else say("written in another script"))
    return out or [say("the same letters")]
