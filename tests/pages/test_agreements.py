"""What needs the yes of several desks is one card, and what was started says at once until when it runs."""

from __future__ import annotations

from functools import cache

from msgspec.structs import replace

from cast import Table
from pages import dom, played
from pages.look import OPTIONS
from palermo.engine import commands as c
from palermo.engine.known import RunRow
from palermo.engine.view import View
from palermo.pages import forms, now, regions
from palermo.pages.agreements import agreement, agreements
from palermo.pages.rows import Powers
from palermo.pages.team import scene_of


@cache
def waiting() -> tuple[Table, str]:
    """The Border Guard has asked others for a yes; the name of what it started."""
    table = played.late().aside()
    run = next(run for run in table.state.world.runs.values() if run.state == "waiting")
    return table, run.id


def desks_of(table: Table, run: str) -> tuple[str, str]:
    """Return the desk that asked and one that is awaited."""
    row = table.state.world.runs[run]
    return row.desk, row.awaiting[0]


def page(table: Table, desk: str) -> dict[str, dom.Node]:
    view = table.view(table.team(desk))
    found = regions(table.scenario, played.texts(table), view, "en", OPTIONS)
    return {name: dom.check(html) for name, html in found.items()}


def of(table: Table, view: View) -> list[str]:
    scene = scene_of(table.scenario, played.texts(table), view.known, "en", OPTIONS)
    return [one.id for one in agreements(scene, view, Powers(view.can))]


def test_who_asks_and_who_is_asked_see_the_same_card() -> None:
    table, run = waiting()
    for desk in desks_of(table, run):
        card = page(table, desk)["operations"].find("section", id=f"agree-{run}")
        assert len(card) == 1
        assert "no answer yet" in card[0].text


def test_the_asker_can_take_it_back_and_the_asked_can_answer() -> None:
    table, run = waiting()
    asker, asked = desks_of(table, run)
    (ours,) = page(table, asker)["operations"].find("section", id=f"agree-{run}")
    (theirs,) = page(table, asked)["operations"].find("section", id=f"agree-{run}")
    assert "We asked for it" in ours.text
    assert [b.text.strip() for b in ours.find("button")] == ["Take it back"]
    assert "Asked for by" in theirs.text
    assert "our answer" in theirs.text
    assert theirs.find("button", data_form="approve")


def test_what_is_expected_says_who_agrees_so_far() -> None:
    table, run = waiting()
    _, asked = desks_of(table, run)
    (item,) = page(table, asked)["expected"].find("li", id=f"due-approve-{run}")
    assert [node.attrs["aria-label"] for node in item.find("ul")] == ["Agreement: 0 of 1"]


def test_an_agreement_is_expected_once_however_many_of_our_desks_are_asked() -> None:
    table, run = waiting()
    view = table.view(table.team(desks_of(table, run)[1]))
    (row,) = [one for one in view.expected if one.kind == "approve" and one.target == run]
    twice = replace(view, expected=(row, replace(row, desk="PRO"), *view.expected))
    assert [one.target for one in now.pressing(twice) if one.kind == "approve"].count(run) == 1


def row_of(table: Table, run: str, **fields: object) -> RunRow:
    return replace(table.state.world.runs[run], **fields)


def test_a_yes_and_a_reasoned_no_stand_beside_who_is_still_awaited() -> None:
    table, run = waiting()
    known = table.state.known[table.team("BG")]
    scene = scene_of(table.scenario, played.texts(table), known, "en", OPTIONS)
    row = row_of(table, run, said=(("POL", True, ""), ("SOC", False, "")), awaiting=("NGO",), team="T9")
    said = {one.side.id: one.state for one in agreement(scene, known, row).said}
    assert said == {"POL": "yes", "SOC": "no", "NGO": "wait"}


def test_nobody_has_agreed_to_what_was_taken_back_without_saying_so() -> None:
    table, run = waiting()
    known = table.state.known[table.team(table.state.world.runs[run].desk)]
    scene = scene_of(table.scenario, played.texts(table), known, "en", OPTIONS)
    assert agreement(scene, known, row_of(table, run, state="dropped", awaiting=())).said == []


def test_what_is_agreed_leaves_the_cards() -> None:
    table, run = waiting()
    table = table.aside()
    asker, asked = desks_of(table, run)
    assert run in of(table, table.view(table.team(asked)))
    assert table.ask(f"s-{asked}", c.Approve(asked, run, True)) is None
    for desk in (asker, asked):
        assert run not in of(table, table.view(table.team(desk)))


def test_what_we_started_stands_where_it_was_started_until_it_is_over() -> None:
    table = played.seated()
    table.begin()
    played.ask(table, "s-BG", c.Start("BG", "report", ticks=("who",)))
    (run,) = table.state.world.runs
    found = page(table, "BG")
    (item,) = found["can"].find("li", id=f"way-{run}")
    assert item.find("button", data_tab="operations", data_goto=f"run-{run}")
    (line,) = found["operations"].find("li", id=f"run-{run}")
    assert line.attrs["data-started"].startswith("Started: First report. It ends about ")
    table.wait(600)
    assert not page(table, "BG")["can"].find("li", id=f"way-{run}")


def test_what_waits_for_a_yes_says_so_and_leads_to_its_card() -> None:
    table, run = waiting()
    asker, _ = desks_of(table, run)
    found = page(table, asker)
    (item,) = found["can"].find("li", id=f"way-{run}")
    assert item.find("button", data_goto=f"agree-{run}")
    (line,) = found["operations"].find("li", id=f"run-{run}")
    assert line.attrs["data-started"].startswith("Asked for: ")


def test_whoever_is_asked_reads_in_the_dialog_who_agrees_when_others_are_asked_too() -> None:
    table, run = waiting()
    asker, asked = desks_of(table, run)
    view = table.view(table.team(asked))
    row = replace(view.known.runs[run], awaiting=(asked, "PRO" if asked != "PRO" else "SOC"))
    more = replace(view, known=replace(view.known, runs={**view.known.runs, run: row}))
    own = table.own(f"s-{asked}")
    html = forms(table.scenario, played.texts(table), more, own, "approve", run, "en", OPTIONS)
    assert "Who agrees so far" in html
    assert asker != asked
