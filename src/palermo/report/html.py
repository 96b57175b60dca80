"""The pack as a page for the browser's print: A4 by its stylesheet, black on white, no card cut by a page's end."""

from __future__ import annotations

import io
from functools import lru_cache
from pathlib import Path
from typing import Any

import jinja2
import msgspec
import segno
from markupsafe import Markup

from palermo.pages.language import catalogue, spoken
from palermo.report.contents import advice, contents
from palermo.report.records import A5, Kit, Leaf, Role, Sign

LONG, LONGER = 1050, 1400  # letters on an A5 card from which on they are set smaller


def page(kit: Kit, *, subtitle: str = "", cover: bool = True, style: str, code: str, back: str, as_pdf: str) -> str:
    """Return a pack, or a part of one, as a whole HTML page. The last four are addresses: of the stylesheet, of the
    script, of the page it was chosen on, and of the same as PDF."""
    words = catalogue(spoken(kit.language))
    return (
        _environment(spoken(kit.language))
        .get_template("pack.html")
        .render(
            kit=kit,
            words=kit.words,
            subtitle=subtitle or words.gettext("Print pack"),
            cover=cover and bool(kit.envelopes),
            contents=contents(kit),
            advice=advice(kit),
            groups=[group for envelope in kit.envelopes for group in _groups(envelope.leaves)],
            codes={leaf.join: _code(leaf.join) for leaf in _joining(kit)},
            style=style,
            code=code,
            back=back,
            as_pdf=as_pdf,
        )
    )


def _joining(kit: Kit) -> list[Role | Sign]:
    leaves = [leaf for envelope in kit.envelopes for leaf in envelope.leaves]
    return [leaf for leaf in leaves if isinstance(leaf, Role | Sign) and leaf.join]


def _groups(leaves: tuple[Leaf, ...]) -> list[list[dict[str, Any]]]:
    """Return leaves as they lie on sheets: A5 cards that follow each other two by two, everything else alone."""
    out: list[list[dict[str, Any]]] = []
    for leaf in leaves:
        made = msgspec.to_builtins(leaf)
        made["small"] = isinstance(leaf, A5)
        if made["small"]:
            letters = len(msgspec.json.encode(leaf))
            made["fits"] = "p-longer" if letters > LONGER else "p-long" if letters > LONG else ""
            if out and out[-1][0]["small"] and len(out[-1]) < 2:
                out[-1].append(made)
                continue
        out.append([made])
    return out


def _code(address: str) -> Markup:
    out = io.BytesIO()
    segno.make(address, error="m").save(out, kind="svg", border=0, xmldecl=False, svgns=False, omitsize=True)
    return Markup(out.getvalue().decode())  # noqa: S704 - drawn by segno from modules, no text of anybody's in it


@lru_cache(maxsize=16)
def _environment(language: str) -> jinja2.Environment:
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        auto_reload=False,
    )
    words = catalogue(language)
    made.install_gettext_callables(words.gettext, words.ngettext, newstyle=True)  # type: ignore[attr-defined]
    return made
