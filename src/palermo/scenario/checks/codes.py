"""No author's code stands in a text that people read: they know neutral numbers only."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from palermo.scenario.problem import Problem, problem

if TYPE_CHECKING:
    from palermo.scenario.package import Package

CODES = r"V[1-8]|X9|H(?:[1-9]|1[0-2])|F\d{3}[a-z]?|S[1-6]|K[1-4]|DOC\d|N\d"


def check(package: Package) -> Iterable[Problem]:
    """Give each text with a code of the authors' lists, or with a fact's own `code`."""
    own = sorted({re.escape(fact.code) for fact in package.scenario.facts if fact.code}, key=len, reverse=True)
    code = re.compile(rf"(?<![\w-])(?:{'|'.join([CODES, *own])})(?![\w-])")
    for language, texts in package.texts.items():
        for key, text in texts.items():
            if key.startswith("terms."):
                continue  # H2 there is what a recipient may do with a fact
            found = sorted(set(code.findall(text)))
            if found:
                told = f"The text {key} holds the author's code {', '.join(found)}."
                fix = 'Write what people know: "Person 6", a name of the story, or the number on a fact.'
                yield problem(package.at("texts", language, key), "text/code", told, fix)
