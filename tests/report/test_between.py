"""The print pack between countries: own law cards, codes, classes and reasons; nothing for a table that the rule answers for."""

from __future__ import annotations

import msgspec
from msgspec.structs import replace

from cast import altered, package
from palermo.engine.scenario import Scenario
from palermo.pages.texts import Texts
from palermo.report import Kit, kit
from palermo.report.records import Sign


def packed(scenario: Scenario) -> Kit:
    return kit(scenario, Texts(package().texts, "en"), preset="trio", profile="P30", language="en")


def between(by: str = "people") -> Kit:
    found = altered(package().scenario, "desks", "BG", country="north")
    found = altered(found, "channels", "line", coded=True, copies=True, yields="intelligence")
    trio = found.presets[0]
    teams = (*trio.teams[:2], replace(trio.teams[2], by=by))
    return packed(replace(found, presets=(replace(trio, teams=teams), *found.presets[1:])))


def told(made: Kit, team: str) -> str:
    return msgspec.json.encode(next(one for one in made.envelopes if one.id == team)).decode()


def test_a_table_has_the_law_card_of_its_own_country_and_what_messages_bear() -> None:
    made = between()
    ours, others = told(made, "T1"), told(made, "T2")
    for words in ("Law card of North", "A name may leave the country once a case is open."):
        assert words in ours
        assert words not in others
    for words in ("For police work only.", "At once", "within 8 hours", "We do not have it.", "wants a handling code"):
        assert words in ours
        assert words in others


def test_who_answers_by_rule_gets_no_cards_and_no_sign_and_who_control_answers_for_no_sign() -> None:
    for by, envelopes, signs in (("people", 3, 3), ("rule", 2, 2), ("control", 3, 2)):
        made = between(by)
        assert sum(one.id in ("T1", "T2", "T3") for one in made.envelopes) == envelopes
        room = next(one for one in made.envelopes if one.id == "room")
        assert sum(isinstance(leaf, Sign) for leaf in room.leaves) == signs
