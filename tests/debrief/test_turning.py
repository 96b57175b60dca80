"""Turning points, and what follows when control marks something as said aloud."""

from __future__ import annotations

from functools import cache

import pytest

import cast
from cast import Table
from palermo.bots.policy import Policy
from palermo.debrief import NEVER, Debrief, for_watcher, summary
from palermo.engine import commands as c
from palermo.engine import events as e
from palermo.engine.events import Entry
from palermo.trial.game import Setting
from palermo.trial.saving import kept

PACKAGE = cast.package("night_minibus")
NIGHT = PACKAGE.scenario


@cache
def entries(policy: str, preset: str = "teams5", profile: str = "P90") -> tuple[Entry, ...]:
    """Return the log of an exercise that bots played."""
    setting = Setting(
        scenario=NIGHT,
        digest=PACKAGE.digest,
        preset=preset,
        profile=profile,
        policy=Policy(policy, 0.9 if policy == "table" else 0.3),
        text=PACKAGE.text,
    )
    return tuple(kept(PACKAGE, setting, "x", "ex").read("ex"))


def told(policy: str, preset: str = "teams5", profile: str = "P90") -> Debrief:
    return summary(NIGHT, (), entries(policy, preset, profile))


@pytest.mark.parametrize(
    ("policy", "preset", "profile"),
    [("table", "teams5", "P90"), ("table", "teams3", "P75"), ("siloed", "teams5", "P75")],
)
def test_three_turning_points_are_offered_each_of_facts_from_several_tables(
    policy: str, preset: str, profile: str
) -> None:
    debrief = told(policy, preset, profile)
    owner = {desk: team for team, desks in debrief.teams for desk in desks}
    desk = {fact.id: fact.desk for fact in NIGHT.facts}
    assert len(debrief.points) == 3
    assert len({point.what for point in debrief.points}) == 3
    for point in debrief.points:
        assert len({owner[desk[held.fact]] for held in point.facts}) > 1
        assert point.together >= max(held.since for held in point.facts)
        assert point.done == NEVER or point.done >= point.together


def test_a_good_one_is_among_them_when_there_is_one() -> None:
    assert any(0 <= point.done - point.together <= 180 for point in told("table").points)


def test_what_was_never_put_together_is_offered_without_a_minute() -> None:
    assert any(point.done == NEVER for point in told("siloed").points)


def test_the_second_place_was_held_by_all_together_from_its_last_fact_on() -> None:
    debrief = told("siloed")
    point = next(point for point in debrief.points if point.what == "second_place")
    first = {row.fact: row.at for row in debrief.knowledge if row.own}
    assert {held.fact: held.since for held in point.facts} == {f: first[f] for f in ("PIP-1", "POL-1", "SOC-2")}
    assert point.at_one == NEVER


def test_an_exercise_that_ended_at_once_has_no_turning_point_that_was_put_together() -> None:
    table = Table(NIGHT, "teams5", "P90")
    table.seat_all()
    table.begin()
    table.wait(60)
    table.control(c.End())
    debrief = summary(NIGHT, (), table.entries)
    assert debrief.ended == 60
    assert all(point.done == NEVER for point in debrief.points)


def test_an_exercise_that_never_began_has_none() -> None:
    table = Table(NIGHT, "teams5", "P90")
    debrief = summary(NIGHT, (), table.entries)
    assert debrief.points == ()
    assert [row.band for row in debrief.rubric] == ["U"] * len(NIGHT.rubric)


def marked(*marks: c.RecordAloud) -> Debrief:
    """Return the debrief of a short exercise with something marked as said aloud."""
    table = Table(NIGHT, "teams5", "P90")
    table.seat_all()
    table.begin()
    table.wait(1200)
    table.control(c.End())
    for mark in marks:
        table.control(mark)
    return summary(NIGHT, (), table.entries)


def knows(debrief: Debrief, fact: str, team: str) -> tuple[int, str]:
    row = next((row for row in debrief.knowledge if (row.fact, row.team) == (fact, team)), None)
    return (row.at, row.via) if row is not None else (NEVER, "")


def test_what_was_said_aloud_counts_for_who_heard_it_from_about_that_minute() -> None:
    assert knows(marked(), "NGO-5", "T1") == (NEVER, "")
    debrief = marked(c.RecordAloud("NGO-5", "NGO", "POL", 12))
    assert knows(debrief, "NGO-5", "T1") == (720, "aloud")
    assert knows(debrief, "NGO-5", "T3") == (NEVER, "")
    assert [(row.kind, row.t, row.who) for row in debrief.timeline if row.kind == "aloud"] == [("aloud", 720, "NGO")]


def test_what_was_said_to_all_counts_for_every_table_but_the_one_that_held_it() -> None:
    debrief = marked(c.RecordAloud("NGO-5", "NGO", "*", 5))
    assert [knows(debrief, "NGO-5", team) for team in ("T1", "T2", "T3", "T5")] == [(300, "aloud")] * 4
    assert knows(debrief, "NGO-5", "T4")[1] == "dealt"


def test_a_mark_that_was_taken_back_counts_for_nothing() -> None:
    mark = c.RecordAloud("NGO-5", "NGO", "POL", 12)
    off = c.RecordAloud("NGO-5", "NGO", "POL", 12, off=True)
    assert marked(mark, off).knowledge == marked().knowledge


def test_a_mark_after_the_end_counts_as_the_last_minute() -> None:
    assert knows(marked(c.RecordAloud("NGO-5", "NGO", "POL", 500)), "NGO-5", "T1") == (1200, "aloud")


def test_a_turning_point_is_worked_out_again_with_what_was_said_aloud() -> None:
    state_of = [*entries("siloed")]
    debrief = summary(NIGHT, (), state_of)
    point = next(point for point in debrief.points if point.what == "second_place")
    last = state_of[-1]
    said = [
        Entry(last.seq + n, last.t, last.wall, ("control",), event, "control")
        for n, event in enumerate(
            e.SaidAloud(fact, desk, "*", 10, False)
            for fact, desk in (("POL-1", "POL"), ("SOC-2", "SOC"), ("PIP-1", "PIP"))
        )
    ]
    again = next(p for p in summary(NIGHT, (), [*state_of, *said]).points if p.what == "second_place")
    assert (point.at_one, again.at_one) == (NEVER, 600)


def test_a_team_reads_no_notes_and_not_whose_act_it_was() -> None:
    debrief = told("table")
    seen = for_watcher(debrief, "T2")
    assert seen.notes == ()
    assert all(row.team in ("", "T2") for row in seen.harms)
    assert all(not row.only or "T2" in row.only for row in seen.timeline)
    assert for_watcher(debrief, "control") is debrief
