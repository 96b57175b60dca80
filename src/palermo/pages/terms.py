"""Words that explain themselves: the first time one stands in a text it becomes a button, and its meaning is one tap away.

The words are the package's (`terms.ID.name`, `.also`, `.means`). All of them stand in the handbook, where the page's script
takes the meaning from.
"""

from __future__ import annotations

import re
from functools import lru_cache

import msgspec
from markupsafe import Markup, escape

_TAG = re.compile(r"(<[^>]*>)")


class Term(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A word and what it means."""

    id: str
    name: str
    means: str
    forms: tuple[str, ...]


class Glossary(msgspec.Struct, frozen=True, gc=False):
    """The terms of a package in one language, and how they are found."""

    terms: tuple[Term, ...]
    ids: dict[str, str]  # form as it is found -> id
    pattern: re.Pattern[str] | None

    def explained(self, html: Markup, seen: set[str]) -> Markup:
        """Return words with the first mention of each term as a button; `seen` are the terms that had theirs, and grows."""
        if self.pattern is None or not html:
            return html
        parts = _TAG.split(str(html))
        deep = 0  # within a button there is no other
        for n, part in enumerate(parts):
            if n % 2:
                deep += part.startswith(("<button", "<a ")) - part.startswith(("</button", "</a>"))
            elif part and not deep:
                parts[n] = self.pattern.sub(lambda found: self._button(found[0], seen), part)
        return Markup("".join(parts))  # noqa: S704 (pieces of what was HTML before)

    def _button(self, word: str, seen: set[str]) -> str:
        term = self.ids.get(word.casefold()) or self.ids.get(word, "")
        if not term or term in seen:
            return word
        seen.add(term)
        return f'<button type="button" class="term" data-term="{escape(term)}" aria-expanded="false">{word}</button>'


def glossary(words: dict[str, str]) -> Glossary:
    """Return the glossary of a package's words in one language, by key."""
    return _glossary(tuple((key, text) for key, text in words.items() if key.startswith("terms.")))


@lru_cache(maxsize=32)
def _glossary(words: tuple[tuple[str, str], ...]) -> Glossary:
    table = dict(words)
    terms: list[Term] = []
    for term in dict.fromkeys(key.split(".")[1] for key in table):
        name, means = table.get(f"terms.{term}.name", ""), table.get(f"terms.{term}.means", "")
        also = tuple(part.strip() for part in table.get(f"terms.{term}.also", "").split(",") if part.strip())
        if name and means:
            terms.append(Term(id=term, name=name, means=means, forms=(name, *also)))
    # What is found is HTML: an apostrophe stands there as it was escaped.
    ids = {str(escape(form)).casefold(): term.id for term in terms for form in term.forms}
    longest = sorted(ids, key=len, reverse=True)
    joined = "|".join(re.escape(form) for form in longest)
    pattern = re.compile(rf"(?<![\w-])(?:{joined})(?![\w-])", re.IGNORECASE) if ids else None
    return Glossary(tuple(sorted(terms, key=lambda term: term.name.casefold())), ids, pattern)
