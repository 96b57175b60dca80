"""Handouts: texts of our own to read before an exercise or to take home, in several languages. They belong to no scenario."""

from palermo.handouts.records import Entry, Handout, Lane, Section, Source, Words
from palermo.handouts.shelf import LANGUAGES, NAMES, handout, handouts, language_of, words

__all__ = [
    "LANGUAGES",
    "NAMES",
    "Entry",
    "Handout",
    "Lane",
    "Section",
    "Source",
    "Words",
    "handout",
    "handouts",
    "language_of",
    "words",
]
