"""Counting in plain prose: words, sentences, syllables, and Flesch reading ease for English."""

from __future__ import annotations

import re
from collections.abc import Iterable

WORD = re.compile(r"[^\W_]+(?:['’.,:/-][^\W_]+)*")
SENTENCE = re.compile(r"[.!?:;]+[\"'”’)]*(?:\s+|$)|\n\s*\n|\n(?=\s*(?:[-*]|\d+\.)\s)")
VOWELS = re.compile(r"[aeiouy]+")


def words(text: str) -> int:
    """Return the number of words; "05:40" and "second-line" are one each."""
    return len(WORD.findall(text))


def sentences(text: str) -> int:
    """Return the number of sentences, at least 1; an item of a list is one."""
    return max(1, sum(1 for part in SENTENCE.split(text) if WORD.search(part)))


def syllables(word: str) -> int:
    """Return a good guess at the syllables of an English word, at least 1."""
    plain = re.sub(r"[^a-z]", "", word.lower())
    if len(plain) <= 3:
        return 1
    plain = re.sub(r"(?:[^laeiouy]es|[^dt]ed|[^laeiouy]e)$", lambda end: end[0][0], plain)
    return max(1, len(VOWELS.findall(plain)))


def flesch(texts: Iterable[str]) -> float | None:
    """Return Flesch reading ease of English texts taken together (60-70 is plain, 70-80 easy), or None without words."""
    said = [text for text in texts if words(text)]
    if not said:
        return None
    found = [word for text in said for word in WORD.findall(text)]
    lines = sum(sentences(text) for text in said)
    score = 206.835 - 1.015 * len(found) / lines - 84.6 * sum(map(syllables, found)) / len(found)
    return round(score, 1)
