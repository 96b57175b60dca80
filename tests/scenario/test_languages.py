"""A package in two languages."""

from __future__ import annotations

from palermo.scenario import load
from palermo.scenario.checks.languages import _figures
from palermo.scenario.package import Package, read
from scenario.small import sources, told


def second(texts: str = "", **more: bytes) -> dict[str, bytes]:
    """Return the small package with Polish beside its English."""
    given = sources()
    given["scenario.yaml"] = given["scenario.yaml"].replace(b"languages: [en]", b"languages: [en, pl]")
    for path in [path for path in given if path.startswith("texts/en/")]:
        given[path.replace("/en/", "/pl/")] = given[path]
    if texts:
        given["texts/pl/more.yaml"] = texts.encode()
    return {**given, "law.pl.md": b"Prawo\n", **more}


def package(given: dict[str, bytes]) -> Package:
    found = read(given).package
    assert found is not None
    return found


def codes(given: dict[str, bytes]) -> list[str]:
    return [one.code for one in told(given)]


def test_a_second_language_that_says_the_same_has_nothing_to_mend() -> None:
    assert codes(second()) == []


def test_a_missing_text_is_told_and_falls_back_to_the_first_language() -> None:
    given = second()
    given["texts/pl/case.yaml"] = given["texts/pl/case.yaml"].replace(b"lights:", b"lamps:")
    assert "text/missing" in codes(given)
    assert package(given).text("notices.lights.text", "pl") == load_english("notices.lights.text")


def load_english(key: str) -> str:
    return package(sources()).text(key)


def test_other_figures_are_told_where_they_stand() -> None:
    found = package(second())
    key, words = next((key, words) for key, words in found.texts["pl"].items() if " six " in words)
    place = found.at("texts", "pl", key)
    given = second()
    given[place.file] = given[place.file].replace(words.encode(), words.replace(" six ", " 6 ").encode(), 1)
    assert [(one.code, one.file, one.line) for one in told(given)] == [("text/figures", place.file, place.line)]


def test_thousands_may_be_written_as_a_language_writes_them() -> None:
    assert _figures("2,000 euros at 05:40") == _figures("2000 euro o 05:40") == _figures("2 000 euro o 05:40")
    assert _figures("8 or 10") != _figures("8 lub 9")


def test_a_page_of_prose_is_in_the_language_or_in_the_first() -> None:
    found = package(second())
    assert found.page("law", "pl") == "Prawo\n"
    assert found.page("law", "de") == found.page("law") == sources()["law.md"].decode()
    assert found.page("guide", "pl") == ""


def test_a_check_word_of_another_language_counts_and_is_nobody_elses() -> None:
    given = second()
    given["facts.yaml"] = given["facts.yaml"].replace(b"word: maple", b"word: maple\n    words: {pl: klon}", 1)
    fact = next(one for one in package(given).scenario.facts if one.word == "maple")
    assert fact.words == {"pl": "klon"}
    given["facts.yaml"] = given["facts.yaml"].replace(b"words: {pl: klon}", b"words: {pl: candle}", 1)
    assert "id/word-twice" in codes(given)


def test_a_desk_has_other_letters_in_another_language() -> None:
    given = second("desks:\n  POL:\n    letters: PL\n")
    assert codes(given) == []
    assert package(given).text("desks.POL.letters", "pl") == "PL"


def test_every_language_of_night_minibus_has_every_text_of_the_first() -> None:
    found = load("night_minibus")
    first, *others = found.scenario.languages
    assert others == ["pl"]
    for language in others:
        assert found.texts[first].keys() - found.texts[language].keys() == set()
        assert all(language in fact.words for fact in found.scenario.facts)
