"""Where the handouts lie: `texts/LANGUAGE/NAME.yaml`, read once."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec
from ruamel.yaml import YAML

from palermo.handouts.records import Handout, Words

TEXTS = Path(__file__).parent / "texts"
NAMES = ("procedures", "institutions", "instruments", "cooperation")
LANGUAGES = ("en", "pl")


def language_of(wanted: str) -> str:
    """Return the language in which somebody who wants this one gets the handouts: "pl-PL" reads "pl", others English."""
    name = wanted.partition("-")[0]
    return name if name in LANGUAGES else LANGUAGES[0]


def handouts(language: str) -> tuple[Handout, ...]:
    """Return every handout in a language, English where it is not translated."""
    return tuple(handout(name, language) for name in NAMES)


def handout(name: str, language: str) -> Handout:
    """Return one handout. Raises KeyError for a name that none has."""
    if name not in NAMES:
        raise KeyError(name)
    return _handout(name, language_of(language))


def words(language: str) -> Words:
    """Return the words around every handout in a language."""
    return _words(language_of(language))


@lru_cache(maxsize=32)
def _handout(name: str, language: str) -> Handout:
    return msgspec.convert(_read(language, name), Handout)


@lru_cache(maxsize=8)
def _words(language: str) -> Words:
    return msgspec.convert(_read(language, "words"), Words)


def _read(language: str, name: str) -> Any:
    return YAML(typ="safe", pure=True).load((TEXTS / language / f"{name}.yaml").read_text(encoding="utf-8"))
