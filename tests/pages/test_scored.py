"""Points for groups, as control and the tables read them."""

from __future__ import annotations

from msgspec.structs import replace

from pages import dom, played
from palermo.engine import events as e
from palermo.engine.events import Entry
from palermo.pages import Options, debrief_regions


def made(watcher: str, *steps: str, on: bool = True) -> dict[str, str]:
    """Return the debrief of an exercise that is over, after some steps of its debrief."""
    table = played.over()
    first = table.entries[0]
    assert isinstance(first.event, e.Created)
    setup = replace(first.event.setup, points=on)
    entries = [replace(first, event=replace(first.event, setup=setup)), *table.entries[1:]]
    entries += [Entry(10**6 + n, 9000, 0.0, (), e.DebriefStepped(step, 0, 0.0), "") for n, step in enumerate(steps)]
    return debrief_regions(table.scenario, played.texts(table), (), entries, "en", Options(), watcher)


def test_where_points_are_off_nobody_reads_of_any() -> None:
    assert all("points" not in made(watcher, "close", on=False) for watcher in ("control", "T1"))


def test_the_tables_see_them_once_the_debrief_is_closed() -> None:
    assert "points" not in made("T1")
    assert "points" not in made("T1", "out", "pairs")
    shown = made("T1", "out", "close")["points"]
    dom.check(shown)
    assert "Common score" in shown
    assert "data-command" not in shown


def test_control_sees_them_before_and_says_how_a_table_adapted() -> None:
    shown = made("control", "out")["points"]
    dom.check(shown)
    assert "For you alone until you close the debrief" in shown
    assert "adapting:T1" in shown
    assert "For you alone" not in made("control", "close")["points"]


def test_every_table_that_was_played_has_its_score() -> None:
    shown = made("T1", "close")["points"]
    for team in ("T1", "T2", "T3", "T4", "T5"):
        assert f'id="points-{team}"' in shown
