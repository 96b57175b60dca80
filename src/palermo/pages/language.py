"""The interface in one language: gettext catalogues of the domain `pages`, and a Jinja environment for each.

A language without a catalogue gets English. Catalogues are compiled from `locale/LANGUAGE/LC_MESSAGES/pages.po` when the
project is built; `make messages` finds the messages. Further languages may lie in a folder of their own (`look_in`).
"""

from __future__ import annotations

import gettext
from functools import lru_cache
from pathlib import Path

import jinja2
from babel.core import Locale, UnknownLocaleError
from babel.numbers import format_decimal

from palermo.pages import markup

DOMAIN = "pages"
HERE = Path(__file__).parent


def marked(message: str) -> str:
    """Mark a message that is translated later, where it is shown; called `N_`, which the extraction knows."""
    return message


N_ = marked


_folders = [HERE / "locale"]


def look_in(folder: Path) -> None:
    """Look for catalogues in this folder too. Called once, before the first page is made."""
    if folder not in _folders:
        _folders.append(folder)
        for made in (catalogue, spoken, _environment):
            made.cache_clear()


@lru_cache(maxsize=64)
def catalogue(language: str, folder: Path | None = None) -> gettext.NullTranslations:
    """Return the interface's messages in a language; English where there is no catalogue."""
    name, _, where = language.partition("-")
    wanted = [f"{name}_{where.upper()}" if where else name]
    for one in [folder] if folder is not None else _folders:
        if (file := gettext.find(DOMAIN, one, wanted)) is not None:
            with Path(file).open("rb") as opened:
                return gettext.GNUTranslations(opened)
    return gettext.NullTranslations()


@lru_cache(maxsize=64)
def spoken(language: str) -> str:
    """Return the language, or "en" where it has no catalogue: a page in a language nobody translated is the English one."""
    return "en" if type(catalogue(language)) is gettext.NullTranslations else language


@lru_cache(maxsize=256)
def number(language: str, value: float) -> str:
    """Return a number with at most one place behind its sign, as a language writes it: 1.5, or 1,5."""
    try:
        known = Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        known = Locale("en")
    return format_decimal(value, "#,##0.#", known)


def environment(language: str, icons: str) -> jinja2.Environment:
    """Return the templates in a language. `icons` is the address of the sprite."""
    return _environment(spoken(language), icons)


@lru_cache(maxsize=64)
def _environment(language: str, icons: str) -> jinja2.Environment:
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(HERE / "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        auto_reload=False,
        cache_size=-1,
    )
    words = catalogue(language)
    made.install_gettext_callables(  # type: ignore[attr-defined]
        words.gettext, words.ngettext, newstyle=True, pgettext=words.pgettext, npgettext=words.npgettext
    )

    made.globals.update(icons=icons, ic=markup.ic, button=markup.button, cell=markup.cell)
    return made
