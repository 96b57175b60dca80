"""No text is longer than people can take in: facts, titles, injects and role cards have a limit in words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from palermo.scenario.problem import Problem, problem
from palermo.scenario.prose import words
from palermo.scenario.wording import CARD, GENTLE, card_keys, wanted

if TYPE_CHECKING:
    from palermo.scenario.package import Package


def check(package: Package) -> Iterable[Problem]:
    """Give each text above its limit; a role card is its three texts together."""
    limits = {key: one.most for key, one in wanted(package.scenario).items() if one.most}
    for language, texts in package.texts.items():
        for key, text in texts.items():
            most = limits.get(key.removesuffix(GENTLE), 0)
            if most and (long := words(text)) > most:
                here = package.at("texts", language, key)
                told = f"The text {key} has {long} words; {most} is the most."
                yield problem(here, "text/long", told, f"Take out {long - most} words.")
        for desk in package.scenario.desks:
            keys = card_keys(desk.id)
            if (long := sum(words(texts.get(key, "")) for key in keys)) > CARD:
                here = package.at("texts", language, keys[0])
                told = f"The role card of {desk.id} (card, may and may_not) has {long} words; {CARD} is the most."
                yield problem(here, "text/long", told, f"Take out {long - CARD} words.")
