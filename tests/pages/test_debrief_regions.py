"""The debrief's regions."""

from __future__ import annotations

import pytest

from pages import dom, played
from palermo.engine import events as e
from palermo.engine.events import Entry
from palermo.pages import DEBRIEF_REGIONS, Options, debrief_regions


def made(watcher: str, *more: Entry) -> dict[str, str]:
    table = played.over()
    entries = [*table.entries, *more]
    return debrief_regions(table.scenario, played.texts(table), (), entries, "en", Options(), watcher)


@pytest.mark.parametrize("watcher", ["control", "T1", "T2", "T5"])
def test_every_region_is_sound_html(watcher: str) -> None:
    found = made(watcher)
    assert tuple(found) == DEBRIEF_REGIONS
    for html in found.values():
        dom.check(html)


def test_the_outcome_stands_in_counts_and_aims() -> None:
    words = dom.read(made("control")["outcome"]).text
    assert "people safe in time" in words
    assert "0 of 20" in words


def test_nothing_claims_that_a_fact_was_not_shared() -> None:
    words = dom.read(made("control")["knowledge"]).text
    assert "could have used it, not recorded" in words
    assert "not shared”" in words
    assert "does not know" not in words


def test_harm_is_told_as_what_happened_and_what_would_have_helped() -> None:
    table = played.over()
    texts = played.texts(table).package["en"]
    words = " ".join(dom.read(made("T1")["harm"]).text.split())
    assert " ".join(texts["harms.collapse.what"].split()) in words
    assert " ".join(texts["harms.collapse.helped"].split()) in words


def test_which_table_it_was_is_told_to_that_table_and_control_alone() -> None:
    table = played.over()
    run = next(run.id for run in table.state.world.runs.values() if run.team == "T2")
    harm = next(h.id for h in table.scenario.harms if h.id not in table.state.world.flags)
    raised = Entry(10**6, 1000, 0.0, ("control",), e.FlagRaised(harm), f"run:{run}")
    shown = {watcher: made(watcher, raised)["harm"] for watcher in ("control", "T1", "T2", "T5")}
    assert "Only that table and control see this line." in shown["control"]
    assert "Only that table and control see this line." in shown["T2"]
    assert shown["T1"] == shown["T5"]
    assert "Only that table" not in shown["T1"]


def test_everybody_reads_the_same_but_for_harm() -> None:
    control, table = made("control"), made("T3")
    assert all(control[name] == table[name] for name in DEBRIEF_REGIONS if name != "harm")
