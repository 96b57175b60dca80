"""Only invented plates and places: what looks like one has to be on the package's allow-list. Phones are "ending NNN" only."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from palermo.scenario.problem import Mark, Problem, problem, warning

if TYPE_CHECKING:
    from palermo.scenario.package import Package

PLATE = re.compile(r"(?<![\w-])[A-Z]{1,3} ?\d[A-Z0-9]{2,5}(?![\w-])|(?<![\w-])[A-Z]{2}-\d{3,4}(?:-?[A-Z]{2})?(?![\w-])")
NUMBER = re.compile(r"(?<![\w.])\+?\(?\d(?:[ ()/.-]?\d){6,}(?!\w)")
AMOUNT = re.compile(
    r"\d{1,3}(?:[ .,]\d{3}){1,2}(?:[-–]\d{1,3}(?:[ .,]\d{3}){1,2})?|\d{4}-\d{2}-\d{2}|\d{1,2}\.\d{1,2}\.\d{4}"
)
STREET = re.compile(
    r"\b[^\W\d_][\w'’-]* (?:Road|Street|Lane|Avenue|Square|Way|Drive|Alley) \d+[a-z]?\b"
    r"|\b\d+[a-z]? [^\W\d_][\w'’-]* (?:Road|Street|Lane|Avenue|Square|Way|Drive|Alley)\b"
    r"|\b(?:ul\.|ulica|al\.|aleja|plac|Rue|rue|Via|via) [^\W\d_][\w'’-]* \d+[a-z]?\b"
    r"|\b[^\W\d_][\w'’-]*(?:straße|strasse|gasse|weg|platz) \d+[a-z]?\b"
)
HOUSE = re.compile(r"(?<=[a-z0-9,:;”\"'’)] )([^\W\d_a-z][^\W\d_]{2,} \d{1,3}[a-z]?)(?=[\s.,;:)!?]|$)")
MAIL = re.compile(r"\b\S+@\S+\.\w+\b|\bhttps?://\S+|\bwww\.\S+")
MONEY = frozenset({"EUR", "PLN", "USD", "GBP", "CHF", "CZK"})
# Words before a number that make no address.
COUNTED = re.compile(
    r"Persons?|Articles?|Art|Sections?|Chapters?|Pages?|Rooms?|Tables?|Teams?|Phases?|Days?|Steps?|Cards?|Lines?|Numbers?|Levels?|"
    r"Rules?|Groups?|Forms?|Annex|Paragraphs?|Minutes?|Hours?|Gates?|Lanes?|Beds?|Vans?|Bus|Seats?|Desks?|Facts?|Questions?|Parts?|"
    r"Points?|Notes?|Directive|Regulation|Protocol|January|February|March|April|May|June|July|August|September|October|November|"
    r"December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Until|Before|After|From|About|Only|Over|Under|Nearly|"
    r"Osob(?:a|y|ie|ę|ą|o)|Zespół|Zespołu|Minut[ay]"
)


def check(package: Package) -> Iterable[Problem]:
    """Give each plate, phone number, address and web address that could be somebody's."""
    allowed = _allowed(package.scenario.allowed)
    for language, texts in package.texts.items():
        for key, text in texts.items():
            yield from _read(package.at("texts", language, key), text, allowed)
    for n, lookup in enumerate(package.scenario.lookups):
        for m, key in enumerate(lookup.keys):
            yield from _read(package.at("lookups", n, "keys", m), key, allowed)


def _read(here: Mark, text: str, allowed: re.Pattern[str]) -> Iterator[Problem]:
    left = allowed.sub(" ", text)
    fix = "Invent one nobody has, and put it on the list allowed: in scenario.yaml."
    for found in dict.fromkeys(PLATE.findall(left)):
        if found.split(" ")[0] not in MONEY:
            yield problem(here, "fiction/plate", f"{found} looks like a plate that is not on the allow-list.", fix)
    for found in dict.fromkeys(NUMBER.findall(left)):
        if not AMOUNT.fullmatch(found.strip()):
            told = f"{found.strip()} looks like a phone number."
            yield problem(here, "fiction/phone", told, 'Write only its end: "the number ending 417".')
    streets = list(dict.fromkeys(STREET.findall(left)))
    for found in streets:
        yield problem(here, "fiction/address", f"{found} looks like an address that is not on the allow-list.", fix)
    for found in dict.fromkeys(HOUSE.findall(left)):
        if COUNTED.fullmatch(found.split(" ")[0]) is None and not any(found in street for street in streets):
            yield warning(here, "fiction/address", f"{found} may be an address that is not on the allow-list.", fix)
    for found in dict.fromkeys(MAIL.findall(left)):
        told = f"{found} is an address on the internet."
        yield problem(here, "fiction/mail", told, "Take it out: nobody must write to it by mistake.")


def _allowed(patterns: tuple[str, ...]) -> re.Pattern[str]:
    if not patterns:
        return re.compile(r"(?!)")
    longest = sorted(patterns, key=len, reverse=True)
    either = "|".join(r"\w+".join(map(re.escape, one.split("*"))) for one in longest)
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)")
