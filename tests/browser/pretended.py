"""A server that speaks the pretended language too, in packages as on pages: `python -m browser.pretended serve`."""

from __future__ import annotations

import sys

from stretched import stretched_prose

from palermo.cli import main
from palermo.scenario.texts import Words
from palermo.scenario.tree import Node

LANGUAGE = "en-xa"
_add = Words.add


def add(self: Words, language: str, top: dict[str, Node]) -> None:
    """Take in a text file; the English ones are there in the pretended language as well."""
    _add(self, language, top)
    if language == "en":
        self.texts[LANGUAGE] = {key: stretched_prose(text) for key, text in self.texts["en"].items()}


if __name__ == "__main__":
    setattr(Words, "add", add)  # noqa: B010
    sys.exit(main())
