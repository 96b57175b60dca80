"""Gentle wording: where a text has softer words beside it they are read, in the reader's own language before any other."""

from __future__ import annotations

import pytest

from cast import package
from palermo.pages.texts import Reader, Texts

WORDS = {
    "en": {"a.text": "hard", "a.text_gentle": "soft", "b.text": "plain", "c.text": "hard", "c.text_gentle": "soft"},
    "pl": {"a.text": "twarde", "a.text_gentle": "łagodne", "b.text": "zwykłe", "c.text": "twarde"},
}


def read(key: str, language: str, *, gentle: bool) -> str:
    return Reader(Texts(WORDS, "en"), language, str, gentle).plain(key)


@pytest.mark.parametrize(
    ("key", "language", "words"),
    [
        ("a.text", "en", "soft"),
        ("a.text", "pl", "łagodne"),
        ("b.text", "en", "plain"),
        ("c.text", "pl", "twarde"),  # a language one reads comes before soft words one does not
        ("c.text", "de", "soft"),
    ],
)
def test_the_softer_words_are_read_where_there_are_some(key: str, language: str, words: str) -> None:
    assert read(key, language, gentle=True) == words


def test_without_the_choice_the_plain_words_stay() -> None:
    assert read("a.text", "en", gentle=False) == "hard"
    assert read("a.text", "pl", gentle=False) == "twarde"


# What the content notice names: a child far from home, a pregnancy, threats, debt.
HARD = {
    "facts.BG-7.full",
    "facts.GOV-4.full",
    "facts.GOV-4.short",
    "facts.NGO-6.full",
    "facts.NGO-8.full",
    "facts.POL-9.full",
    "facts.SOC-5.full",
    "harms.child_with_adults.what",
    "harms.collapse.what",
    "harms.family_at_risk.what",
    "injects.i03.text",
    "injects.i11.text",
    "needs.families.missed",
    "needs.midwife7.title",
    "needs.own_path6.title",
    "notices.families_called.text",
    "notices.person6_afraid.text",
    "people.house7.voice",
    "people.person1.voice",
    "people.person6.voice",
    "talks.person1_account.cards.owe.answer",
    "talks.person6_needs.cards.afraid.ask",
}


@pytest.mark.parametrize("language", ["en", "pl"])
def test_night_minibus_has_softer_words_for_its_hard_storylines(language: str) -> None:
    texts = package("night_minibus").texts[language]
    assert sorted(key for key in HARD if f"{key}_gentle" not in texts) == []
    soft = [key for key in texts if key.endswith("_gentle")]
    assert [key for key in soft if texts[key] == texts[key.removesuffix("_gentle")]] == []
