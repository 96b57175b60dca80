"""The debrief's regions."""

from __future__ import annotations

import json

import msgspec
import pytest

from cast import Table, package
from pages import dom, played
from palermo.engine import commands as c
from palermo.engine import events as e
from palermo.engine.allowed_control import judge
from palermo.engine.events import Entry
from palermo.pages import DEBRIEF_REGIONS, Options, debrief_regions, good_practice


def made(watcher: str, *more: Entry) -> dict[str, str]:
    table = played.over()
    entries = [*table.entries, *more]
    return debrief_regions(table.scenario, played.texts(table), (), entries, "en", Options(), watcher)


@pytest.mark.parametrize("watcher", ["control", "T1", "T2", "T5"])
def test_every_region_is_sound_html(watcher: str) -> None:
    found = made(watcher)
    assert set(DEBRIEF_REGIONS) - set(found) == {"points"} | (set() if watcher == "control" else {"aloud", "notes"})
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
    own = {"harm", "timeline", "notes", "aloud", "points"}  # there are no points here
    led = {"turning", "wall", "questions", "rubric", "knowledge"}  # control has buttons in them
    assert all(control[name] == table[name] for name in DEBRIEF_REGIONS if name not in own | led)
    other = made("T1")
    assert all(other[name] == table[name] for name in DEBRIEF_REGIONS if name not in own)


def test_controls_notes_and_questions_to_control_are_for_control_alone() -> None:
    said = played.say("Team 3 saw the child first.")
    note = Entry(10**6, 900, 0.0, ("control",), e.NoteWritten("n1", "control", "T3", said), "")
    control, table = made("control", note), made("T3", note)
    assert "Team 3 saw the child first." in control["notes"]
    assert "May we keep their phones?" in control["timeline"]
    assert not any("Team 3 saw the child first." in html or "May we keep" in html for html in table.values())


def test_a_hint_is_told_to_its_table_and_control_alone() -> None:
    words = "Who could know where they were to work?"
    assert [words in made(watcher)["timeline"] for watcher in ("control", "T2", "T3")] == [True, True, False]


def test_the_words_of_messages_stand_under_their_rows_and_erased_ones_say_so() -> None:
    assert "Please read back the names." in made("T5")["timeline"]
    key = played.say("")
    note = Entry(10**6, 900, 0.0, ("control",), e.Announced("a1", key), "")
    assert "[erased]" in made("T5", note)["timeline"]


def test_sheets_stand_as_they_were_written() -> None:
    words = dom.read(made("T1")["sheets"]).text
    assert "Nine passengers, one driver, eight passports held." in words
    assert "not written" in words


def test_a_talk_names_the_kind_of_each_question() -> None:
    asked = Entry(10**6, 900, 0.0, ("T2",), e.CardAsked("person6_needs", "not_22", "T2", "BG"), "")
    words = dom.read(made("T1", asked)["talks"]).text
    assert "leading question" in words
    assert "You are not really 22, are you?" in words


def test_a_decision_stands_with_its_reason() -> None:
    run = e.ActionStarted(
        "r9", "secure", "T2", "BG", "s-BG", "rooms", (), (), played.say("They were afraid of him."), ()
    )
    words = dom.read(made("T1", Entry(10**6, 900, 0.0, ("T2",), run, ""))["decisions"]).text
    assert "They were afraid of him." in words


def test_every_need_is_listed_with_what_became_of_it() -> None:
    root = dom.read(made("T1")["people"])
    rows = [li for li in root.find("li") if li.attrs.get("id", "").startswith("need-end-")]
    assert len(rows) == len(played.over().scenario.needs)
    assert "Needs, each with its time" in root.text
    assert "did not come up" in root.text
    assert "was not recorded in time" in root.text


def test_each_aim_says_what_it_counted() -> None:
    words = dom.read(made("T1")["outcome"]).text
    assert "at least 18 people safe in time" in words
    assert "Each of these counts what was done by the end, even late" in words
    assert " or Charge" not in words


def test_control_alone_has_buttons_in_the_debrief() -> None:
    assert all(dom.read(made("control")[name]).find("button") for name in ("turning", "questions", "rubric", "aloud"))
    assert not [html for html in made("T2").values() if "<button" in html]


def test_every_button_of_the_debrief_does_something_control_may_do() -> None:
    table = played.over().aside()
    assert table.ask("s-BG", c.Answer("keep", played.say("Read it back."))) is None
    table.control(c.RecordAloud("BG-1", "BG", "*", 4))
    entries = tuple(table.entries)
    found = debrief_regions(table.scenario, played.texts(table), (), entries, "en", Options(), "control")
    asked = [
        b.attrs["data-command"]
        for html in found.values()
        for b in dom.read(html).find("button")
        if "data-command" in b.attrs
    ]
    kinds = {json.loads(text)["do"] for text in asked}
    assert kinds == {"show", "rate", "erasetext", "recordaloud"}
    for text in asked:
        command = msgspec.convert(json.loads(text), c.Command)
        assert judge(table.scenario, table.state, command) is None, command


def test_a_question_has_what_the_log_shows_and_what_people_said() -> None:
    table = played.over().aside()
    assert table.ask("s-BG", c.Answer("difficulties", played.say("The line was busy."))) is None
    found = debrief_regions(table.scenario, played.texts(table), (), table.entries, "en", Options(), "T3")
    words = dom.read(found["questions"]).text
    assert "The line was busy." in words
    assert "not recorded as shared" in words
    assert "from the curriculum" in words
    assert "S6-" not in words
    assert "added" not in words


def test_the_rubric_speaks_in_words_and_says_its_letters_after_them() -> None:
    table = played.over()
    for watcher in ("T3", "control"):
        found = debrief_regions(table.scenario, played.texts(table), (), table.entries, "en", Options(), watcher)
        bands = [part.text.strip() for part in dom.read(found["rubric"]).find("b" if watcher == "T3" else "button")]
        assert bands
        assert all(len(band) > 3 for band in bands)


def test_who_there_is_to_talk_to_is_named_and_a_number_only_where_one_was_set() -> None:
    table = played.over()
    said = {}
    for support in ("", "800 000 000"):
        shown = Options(control="Anna", support=support)
        made = debrief_regions(table.scenario, played.texts(table), (), table.entries, "en", shown, "T3")
        said[support] = dom.read(made["harm"]).text
    assert all("Anna" in words for words in said.values())
    assert "number" not in said[""]
    assert "800 000 000" in said["800 000 000"]


def test_good_practice_is_a_plain_list_in_the_words_that_were_written() -> None:
    table = played.over().aside()
    for question, text in (("keep", "Read it back."), ("best_practice", "One list for all.")):
        assert table.ask("s-BG", c.Answer(question, played.say(text))) is None
    told = good_practice(table.scenario, played.texts(table), (), table.entries, "en", Options())
    assert "- Read it back." in told
    assert "- One list for all." in told
    nothing = good_practice(table.scenario, played.texts(table), (), played.over().entries, "en", Options())
    assert "Nothing was written yet." in nothing


def ended_at_once(preset: str, profile: str, begun: bool) -> Table:
    """Return an exercise that ended after a minute, or as it began."""
    table = Table(package("night_minibus").scenario, preset, profile)
    table.seat_all()
    table.control(c.Begin())
    if begun:
        table.control(c.SkipPhase())
        table.wait(60)
    table.control(c.End())
    return table


@pytest.mark.parametrize("begun", [False, True])
@pytest.mark.parametrize(
    ("preset", "profile"), [("teams5", "P90"), ("teams5", "P75"), ("teams3", "P75"), ("teams7", "P90")]
)
def test_an_exercise_in_which_nothing_happened_has_a_whole_debrief(preset: str, profile: str, begun: bool) -> None:
    table = ended_at_once(preset, profile, begun)
    for watcher in ("control", table.state.world.teams[0][0], "room"):
        found = debrief_regions(table.scenario, played.texts(table), (), table.entries, "en", Options(), watcher)
        for html in found.values():
            dom.check(html)
        assert "Nobody wrote a reason down." in dom.read(found["decisions"]).text
        assert "Nothing here yet." in dom.read(found["wall"]).text
