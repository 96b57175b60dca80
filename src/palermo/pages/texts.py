"""The words of an exercise: the package's in several languages, and those that people wrote in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from markupsafe import Markup, escape

from palermo.pages.terms import Glossary, glossary

GENTLE = "_gentle"  # ends the key of the softer wording that stands beside a text
NOTHING = Markup("")
_NUMBERED = re.compile(r"^\d+\.\s+")


class Texts:
    """All words one exercise can show.

    `package` holds the package's words by language and key, `spare` is the language of the exercise, to which a missing text
    falls back, and `log` holds what people wrote, by its key ("~..."); an empty one was erased.
    """

    __slots__ = ("log", "package", "spare")

    def __init__(
        self, package: Mapping[str, Mapping[str, str]], spare: str = "en", log: Mapping[str, str] | None = None
    ):
        self.package = package
        self.spare = spare
        self.log: Mapping[str, str] = log or {}


class Shelf:
    """A package's words in one language as HTML, made once and kept: the same words are shown a thousand times."""

    __slots__ = ("foreign", "gentle", "here", "made", "package", "spare", "spare_words", "terms")

    def __init__(self, package: Mapping[str, Mapping[str, str]], spare: str, language: str, gentle: bool) -> None:
        self.package = package
        self.spare = spare
        self.here = package.get(language, {})
        self.spare_words = package.get(spare, {})
        self.foreign = language != spare
        self.gentle = gentle
        self.made: dict[str, Markup] = {}
        self.terms: Glossary | None = None

    def has(self, key: str) -> bool:
        """Tell whether there are words under the key."""
        return key in self.here or key in self.spare_words

    def found(self, key: str) -> tuple[str, bool]:
        """Return the words under a key, and whether they are in the spare language."""
        softer = f"{key}{GENTLE}"
        # Plain words in one's own language come before softer ones in another.
        if self.gentle and (softer in self.here or (softer in self.spare_words and key not in self.here)):
            key = softer
        if key in self.here:
            return self.here[key], False
        words = self.spare_words.get(key, "")
        return words, self.foreign and bool(words)

    def glossary(self) -> Glossary:
        """Return the terms in this language, each in the spare one where it has no words."""
        if self.terms is None:
            self.terms = glossary({**self.spare_words, **self.here})
        return self.terms

    def html(self, key: str) -> Markup:
        """Return the words under a key as HTML, marked where they are in the spare language."""
        made = self.made.get(key)
        if made is None:
            words, foreign = self.found(key)
            made = Markup('<span lang="{}">{}</span>').format(self.spare, words) if foreign else escape(words)
            self.made[key] = made
        return made


_SHELVES: dict[tuple[int, str, str, bool], Shelf] = {}


def shelf(package: Mapping[str, Mapping[str, str]], spare: str, language: str, gentle: bool) -> Shelf:
    """Return the shelf of a package in a language, made on first use. All languages it has no words in share one.

    A shelf keeps its package alive, so that its id is a safe key.
    """
    language = language if language in package else ""
    key = (id(package), spare, language, gentle)
    kept = _SHELVES.get(key)
    if kept is None or kept.package is not package:
        if len(_SHELVES) > 64:
            _SHELVES.clear()
        kept = _SHELVES[key] = Shelf(package, spare, language, gentle)
    return kept


class Reader:
    """Reads texts in one language: the package's from a shelf, and what people wrote. `gentle` takes the gentle wording."""

    __slots__ = ("_erased", "_log", "_shelf")

    def __init__(self, texts: Texts, language: str, gettext: Callable[[str], str], gentle: bool = False) -> None:
        self._shelf = shelf(texts.package, texts.spare, language, gentle)
        self._log = texts.log
        self._erased = gettext("[erased]")

    def has(self, key: str) -> bool:
        """Tell whether there are words under the key."""
        return bool(key) and (key.startswith("~") or self._shelf.has(key))

    def erased(self, key: str) -> bool:
        """Tell whether what people wrote under a key was emptied."""
        return key.startswith("~") and not self._log.get(key)

    def plain(self, key: str) -> str:
        """Return the words without marks, for an attribute or a program. Words that are missing are the empty string."""
        if key.startswith("~"):
            return self._log.get(key) or self._erased
        return self._shelf.found(key)[0]

    def __call__(self, key: str) -> Markup:
        """Return the words as HTML: another language is marked as such, what people wrote is kept apart in its direction."""
        if not key.startswith("~"):
            return self._shelf.html(key) if key else NOTHING
        words = self._log.get(key)
        return Markup("<bdi>{}</bdi>").format(words) if words else Markup('<i class="mute">{}</i>').format(self._erased)

    def glossary(self) -> Glossary:
        """Return the package's terms in this language."""
        return self._shelf.glossary()

    def paragraphs(self, key: str) -> Markup:
        """Return a longer text as HTML: paragraphs at blank lines, a list where its lines are numbered."""
        words, foreign = (self.plain(key), False) if key.startswith("~") else self._shelf.found(key)
        html = Markup("").join(_block(part) for part in re.split(r"\n\s*\n", words) if part.strip())
        return Markup('<div lang="{}">{}</div>').format(self._shelf.spare, html) if foreign else html


def _block(part: str) -> Markup:
    lines: list[str] = []
    for line in part.splitlines():
        if lines and (line.startswith(" ") or not line.strip()):
            lines[-1] += f" {line.strip()}"
        else:
            lines.append(line.strip())
    if len(lines) > 1 and all(_NUMBERED.match(line) for line in lines):
        items = Markup("").join(Markup("<li>{}</li>").format(_NUMBERED.sub("", line)) for line in lines)
        return Markup('<ol class="dots stack">{}</ol>').format(items)
    return Markup("<p>{}</p>").format(Markup("<br>").join(lines))
