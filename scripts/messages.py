"""Finds every word of the interface and brings the catalogues up to it: `make messages`.

    python scripts/messages.py                 update every .pot and .po
    python scripts/messages.py add LANGUAGE    begin a language: pl, uk, pt_BR
    python scripts/messages.py longer FOLDER   write a pretended language with longer words, to see what is not translated

A domain is a catalogue: `pages` has what regions say, `django` what whole pages say. Catalogues are sorted, and name neither
lines nor days: people who add words side by side get in nobody's way.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO, Any

import django
from babel.core import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract, extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

SOURCE = Path(__file__).parents[1] / "src" / "palermo"
HEADER = (
    "# Words of Palermo's interface ({domain}).\n# Written by `make messages`; only the msgstr are edited by hand.\n#"
)
KEYWORDS: dict[str, Any] = {
    "_": None,
    "N_": None,
    "say": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
PLURALS = {
    "pl": "nplurals=4; plural=(n==1 ? 0 : (n%10>=2 && n%10<=4) && (n%100<12 || n%100>14) ? 1 : n!=1 && (n%10>=0 && n%10<=1) || (n%10>=5 && n%10<=9) || (n%100>=12 && n%100<=14) ? 2 : 3);"
}

# Which folders of the source speak through which catalogue.
DOMAINS: dict[str, tuple[str, tuple[str, ...]]] = {
    "pages": ("pages", ("pages", "report")),
    "django": ("web", ("web",)),
}

Found = Iterator[tuple[int, str, Any, list[str]]]


def whole_page(file: IO[bytes], keywords: Any, tags: Iterable[str], options: Any) -> Found:
    """Extract the messages of a Django template, as Django itself reads it."""
    if not settings.configured:
        settings.configure()
        django.setup()
    told = templatize(file.read().decode())
    lines = "\n".join(line.lstrip() for line in told.splitlines())  # what is indented would be no Python
    yield from extract_python(io.BytesIO(lines.encode()), keywords, tags, {"encoding": "utf-8"})


def method(path: Path) -> tuple[str | Callable[..., Found], dict[str, str]] | None:
    """Return how a file is read, None when it holds no words."""
    if path.suffix == ".py":
        return "python", {"encoding": "utf-8"}
    if path.suffix != ".html":
        return None
    if path.is_relative_to(SOURCE / "web"):
        return whole_page, {}
    return "jinja2", {"newstyle_gettext": "true", "trim_blocks": "true", "lstrip_blocks": "true"}


def template(domain: str) -> Catalog:
    """Return every message of a domain, as its sources have it now."""
    found = Catalog(domain=domain, header_comment=HEADER.format(domain=domain), fuzzy=False, charset="utf-8")
    for folder in DOMAINS[domain][1]:
        for path in sorted((SOURCE / folder).rglob("*")):
            how = method(path)
            if how is None or not path.is_file():
                continue
            with path.open("rb") as file:
                for _line, message, comments, context in extract(how[0], file, KEYWORDS, ("Translators:",), how[1]):
                    found.add(message, auto_comments=comments, context=context)
    return found


def catalogues(domain: str) -> Iterator[tuple[str, Path]]:
    """Yield the languages that a domain has, each with its file."""
    for path in sorted(folder(domain).glob(f"*/LC_MESSAGES/{domain}.po")):
        yield path.parent.parent.name, path


def folder(domain: str) -> Path:
    """Return the folder of a domain's catalogues."""
    return SOURCE / DOMAINS[domain][0] / "locale"


def update(domain: str) -> None:
    """Write the domain's template, and bring each of its catalogues up to it. What nobody says any more is taken out."""
    found = template(domain)
    save(folder(domain) / f"{domain}.pot", found)
    for language, path in catalogues(domain):
        with path.open("rb") as file:
            kept = read_po(file, locale=language, domain=domain)
        kept.update(found, no_fuzzy_matching=True, update_header_comment=True)
        kept.obsolete.clear()
        save(path, kept)


def add(language: str) -> None:
    """Begin a language with empty catalogues."""
    for domain in DOMAINS:
        path = folder(domain) / language / "LC_MESSAGES" / f"{domain}.po"
        if not path.exists():
            made = Catalog(locale=language, domain=domain, fuzzy=False)
            made.update(template(domain), no_fuzzy_matching=True, update_header_comment=True)
            save(path, made)


def save(path: Path, catalogue: Catalog) -> None:
    """Write a catalogue: sorted, without lines and days."""
    path.parent.mkdir(parents=True, exist_ok=True)
    out = io.BytesIO()
    write_po(out, catalogue, width=0, no_location=True, omit_header=True, sort_output=True, ignore_obsolete=True)
    path.write_text(f"{header(catalogue)}\n{out.getvalue().decode()}", encoding="utf-8")


def header(catalogue: Catalog) -> str:
    """Return the head of a catalogue's file: what programs need, and nothing that changes by itself."""
    told = [HEADER.format(domain=catalogue.domain), 'msgid ""', 'msgstr ""', '"MIME-Version: 1.0\\n"']
    told += ['"Content-Type: text/plain; charset=utf-8\\n"', '"Content-Transfer-Encoding: 8bit\\n"']
    if catalogue.locale is not None:
        plural = PLURALS.get(str(catalogue.locale), catalogue.plural_forms)
        told += [f'"Language: {catalogue.locale}\\n"', f'"Plural-Forms: {plural}\\n"']
    return "\n".join([*told, ""])


def longer(target: Path, said: Callable[[str], str]) -> None:
    """Write compiled catalogues of the pretended language en_XA, fresh from the sources, each message said by `said`."""
    for domain in DOMAINS:
        made = Catalog(locale=Locale("en"), domain=domain)
        for message in template(domain):
            if message.id:
                made.add(message.id, _each(message, said), context=message.context)
        path = target / "en_XA" / "LC_MESSAGES" / f"{domain}.mo"
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            write_mo(file, made)


def _each(message: Message, said: Callable[[str], str]) -> Any:
    return tuple(map(said, message.id)) if message.pluralizable else said(message.id)


def main(given: list[str]) -> None:
    """Do what was asked."""
    match given:
        case []:
            for domain in DOMAINS:
                update(domain)
        case ["add", language]:
            add(str(Locale.parse(language)))
        case ["longer", target]:
            from stretched import stretched

            longer(Path(target), stretched)
        case _:
            raise SystemExit(__doc__)


if __name__ == "__main__":
    os.environ.setdefault("PYTHONUTF8", "1")
    main(sys.argv[1:])
