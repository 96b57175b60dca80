"""The tables that say what a field means are complete: a new field of a record has to be put in one of them."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from palermo.engine import (
    moments,
    rules,
    rules_conditions,
    rules_effects,
    scenario,
    scenario_exchange,
    scenario_map,
    scenario_story,
)
from palermo.scenario import load
from palermo.scenario.references import FREE, NAMES, VALUES, known
from palermo.scenario.shape import COUNTS, DAYTIMES, DURATIONS
from scenario.small import FOLDER

WRITTEN = {"Stretch", "PhaseRun"}  # made when an exercise runs, never written by authors


def fields() -> Iterator[tuple[tuple[str, str], object]]:
    for module in (
        scenario,
        scenario_exchange,
        scenario_map,
        scenario_story,
        rules_conditions,
        rules_effects,
        rules,
        moments,
    ):
        for name, one in vars(module).items():
            if not isinstance(one, type) or not issubclass(one, msgspec.Struct) or name.startswith("_"):
                continue
            if one.__module__ == module.__name__ and name not in WRITTEN:
                for field in msgspec.structs.fields(one):
                    yield (name, field.name), field.type


def test_every_word_of_a_record_is_an_id_a_value_or_free() -> None:
    words = {key for key, kind in fields() if kind in (str, tuple[str, ...]) and key[1] != "id"}
    assert words == set(NAMES) | FREE


def test_every_number_of_a_record_is_a_duration_a_count_or_a_time() -> None:
    numbers = {key for key, kind in fields() if kind in (int, int | None)} - {
        ("Moment", "seconds"),
        ("Action", "patience"),
    }
    assert numbers == DURATIONS | COUNTS | DAYTIMES


def test_every_kind_that_is_named_is_known() -> None:
    there = known(load(FOLDER).scenario)
    assert {kind.rstrip("?*") for kind in NAMES.values()} <= set(there)
    assert set(VALUES) <= set(there)
