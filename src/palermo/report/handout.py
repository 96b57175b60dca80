"""A handout as PDF, typeset as the pack is: tagged, with fonts of our own, from data that is never markup."""

from __future__ import annotations

from functools import lru_cache

import msgspec

from palermo.handouts import Entry, Handout, Section, handout, language_of, words
from palermo.report.pdf import typeset


@lru_cache(maxsize=16)
def handout_pdf(name: str, language: str) -> bytes:
    """Return a handout as PDF; English where it is not translated. Kept once made: everybody may ask for it.

    Blocks for about a second when it is made. Raises KeyError for a name that none has, and NotMade.
    """
    one = handout(name, language)
    spoken = language_of(language)
    job = {
        "lang": spoken,
        "words": words(spoken),
        "handout": {
            "title": one.title,
            "lead": one.lead,
            "check": one.check,
            "sources": one.sources,
            "lanes": one.lanes,
            "sections": [_section(one, section) for section in one.sections],
        },
    }
    return typeset(msgspec.json.encode(job), "handout.typ")


def _section(one: Handout, section: Section) -> dict[str, object]:
    return {
        "head": section.head,
        "text": section.text,
        "points": section.points,
        "numbered": section.numbered,
        "cites": one.numbers(section.sources),
        "entries": [_entry(one, entry) for entry in section.entries],
    }


def _entry(one: Handout, entry: Entry) -> dict[str, object]:
    return {
        "name": entry.name,
        "also": entry.also,
        "check": entry.check,
        "cites": one.numbers(entry.sources),
        "rows": [{"label": one.labels[key], "text": text} for key, text in entry.fields.items()],
    }
