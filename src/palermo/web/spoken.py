"""Names and titles as people type them: one line, no invisible marks that would turn the words around it."""

from __future__ import annotations

import unicodedata

# Joiners that some scripts need within a word.
_KEPT = {"\u200c", "\u200d"}


def one_line(typed: str) -> str:
    """Return the words on one line, without control and direction marks."""
    seen = "".join(
        letter if letter in _KEPT or unicodedata.category(letter) not in ("Cf", "Cs", "Co") else "" for letter in typed
    )
    return " ".join("".join(" " if unicodedata.category(letter) == "Cc" else letter for letter in seen).split())
