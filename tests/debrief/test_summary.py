"""The debrief's first summary, from the entries alone."""

from __future__ import annotations

import cast
from cast import Table
from palermo.debrief import NEVER, Debrief, summary
from palermo.engine import commands as c
from palermo.engine import events as e
from palermo.engine.commands import Asked
from palermo.engine.events import Entry

NIGHT = cast.package("night_minibus").scenario


def played() -> Table:
    """Six minutes of Night minibus: one fact handed on, one told, one asked for and answered."""
    table = Table(NIGHT, "teams5", "P90")
    table.seat_all()
    table.begin()
    table.wait(60)
    table.do("s-BG", c.Send("own", "BG", ("SOC",), "duty", (c.Item("BG-3", "short", "SOC"),)))
    table.do("s-POL", c.Send("request", "POL", ("BG",), "duty", about="second_place", due=200))
    table.wait(90)
    request = next(m.id for m in table.state.world.messages.values() if m.kind == "request")
    table.do("s-SOC", c.OpenMessage(next(iter(table.state.world.messages))))
    table.do("s-BG", c.Heard("BG", "SOC-3", "piano", "SOC"))
    answer = c.Send("answer", "BG", ("POL",), "duty", (c.Item("BG-4", "full", "POL"),), reply_to=request)
    table.do("s-BG", answer)
    table.wait(90)
    return table


def told(table: Table) -> Debrief:
    return summary(table.scenario, (), table.entries)


def test_a_fact_that_was_handed_on_waited_from_when_its_desk_had_it() -> None:
    row = next(r for r in told(played()).knowledge if (r.fact, r.team) == ("BG-3", "T3"))
    assert (row.form, row.at, row.waited, row.via, row.source, row.own) == ("short", 120, 120, "message", "BG", False)


def test_what_was_told_in_person_is_known_from_when_it_was_recorded() -> None:
    row = next(r for r in told(played()).knowledge if (r.fact, r.team) == ("SOC-3", "T2"))
    assert (row.at, row.via, row.source) == (150, "told", "SOC")


def test_a_table_that_a_rule_names_and_that_never_had_it_waited_to_the_end() -> None:
    table = played()
    row = next(r for r in told(table).knowledge if (r.fact, r.team) == ("BG-1", "T1"))
    assert (row.form, row.at) == ("", NEVER)
    assert row.waited == max(entry.t for entry in table.entries)


def test_each_row_of_knowledge_names_the_entry_that_shows_it() -> None:
    table = played()
    entries = {entry.seq: entry for entry in table.entries}
    for row in told(table).knowledge:
        if row.at == NEVER:
            continue
        event = entries[row.seq].event
        assert isinstance(event, e.FactLearned | e.MessageDelivered | e.ToldInPerson)
        assert entries[row.seq].t == row.at


def test_the_timeline_is_in_order_and_says_who_did_what() -> None:
    rows = told(played()).timeline
    assert list(rows) == sorted(rows, key=lambda row: (row.t, row.seq))
    sent = [(row.who, row.to, row.detail) for row in rows if row.kind == "message"]
    assert sent == [("BG", ("SOC",), "own"), ("POL", ("BG",), "request"), ("BG", ("POL",), "answer")]
    assert [row.facts for row in rows if row.kind == "told"] == [("SOC-3",)]


def test_exchange_counts_answers_in_time_and_facts_nobody_asked_for() -> None:
    row = told(played()).exchange
    assert (row.messages, row.told, row.requests, row.answered, row.in_time, row.unasked) == (3, 1, 1, 1, 1, 1)
    assert row.opened == 30


def test_a_message_that_was_taken_back_is_not_counted() -> None:
    table = played()
    before = told(table).exchange.messages
    table.do("s-BG", c.Send("own", "BG", ("POL",), "letter", text="~x"))
    table.do("s-BG", c.TakeBack(list(table.state.world.messages)[-1]))
    assert told(table).exchange.messages == before


def test_needs_say_what_became_of_them_and_how_late() -> None:
    table = played()
    table.wait(1500)
    ends = {end.need: end for end in told(table).needs}
    assert set(ends) == {need.id for need in NIGHT.needs}
    assert {end.need for end in ends.values() if end.state != "never"} == set(table.state.world.needs)
    missed = ends["water_food"]
    assert (missed.state, missed.at, missed.late) == ("missed", missed.due, 0)


def test_a_need_met_after_its_time_is_late() -> None:
    need = NIGHT.needs[0]
    table = played()
    due = next(end.due for end in told(table).needs if end.need == need.id) if need.id in table.state.world.needs else 0
    later = Entry(10**6, due + 240, 0.0, ("control",), e.NeedMet(need.id), "")
    shown = Entry(10**6 - 1, 0, 0.0, ("control",), e.NeedShown(need.id), "")
    ends = {end.need: end for end in summary(NIGHT, (), [*table.entries, shown, later]).needs}
    assert ends[need.id].late == due + 240 - ends[need.id].due


def test_people_whose_safety_counts_are_all_told_of() -> None:
    table = played()
    safe = Entry(10**6, 500, 0.0, ("control",), e.PersonSafe("person4", True), "")
    late = Entry(10**6 + 1, 900, 0.0, ("control",), e.PersonSafe("person8", False), "")
    rows = {row.person: row for row in summary(NIGHT, (), [*table.entries, safe, late]).people}
    assert set(rows) == {person.id for person in NIGHT.people if person.safe_by is not None}
    assert (rows["person4"].safe, rows["person4"].in_time) == (500, True)
    assert (rows["person8"].safe, rows["person8"].in_time) == (900, False)
    assert rows["person1"].safe == NEVER


def test_harm_names_the_team_only_where_one_teams_act_led_to_it() -> None:
    table = played()
    flag = NIGHT.harms[0].id
    other = NIGHT.harms[1].id
    by_command = Entry(10**6, 300, 0.0, ("control",), e.FlagRaised(flag), "command:s-NGO.77")
    by_story = Entry(10**6 + 1, 310, 0.0, ("control",), e.FlagRaised(other), "script:x")
    asked = (Asked("s-NGO", "s-NGO.77", c.SeeAll(), 0.0),)
    rows = {row.flag: row.team for row in summary(NIGHT, asked, [*table.entries, by_command, by_story]).harms}
    assert rows == {flag: "T4", other: ""}


def test_a_flag_raised_by_an_action_names_the_table_that_started_it() -> None:
    table = played()
    flag = NIGHT.harms[0].id
    started = table.do("s-BG", c.Start("BG", "secure", option="cells"))
    run = next(entry.event.run for entry in started if isinstance(entry.event, e.ActionStarted))
    raised = Entry(10**6, 300, 0.0, ("control",), e.FlagRaised(flag), f"run:{run}")
    rows = {row.flag: row.team for row in summary(NIGHT, (), [*table.entries, raised]).harms}
    assert rows[flag] == "T2"


def test_the_outcome_is_the_one_that_everybody_was_told() -> None:
    table = played()
    assert told(table).outcome == {}
    table.control(c.End())
    ended = next(entry.event for entry in table.entries if isinstance(entry.event, e.Ended))
    assert told(table).outcome == ended.outcome
    assert told(table).ended == ended.t


def test_the_same_entries_give_the_same_summary() -> None:
    table = played()
    assert told(table) == told(table)


def test_an_act_that_would_have_met_a_missed_need_says_how_late_it_came() -> None:
    table = played()
    table.wait(1500)
    due = next(end.due for end in told(table).needs if end.need == "water_food")
    started = Entry(10**6, due + 600, 0.0, ("T3",), _started("~s.1.reason"), "")
    done = Entry(10**6 + 1, due + 660, 0.0, ("T3",), e.ActionDone("r9", "first_care", "", ()), "")
    ends = {end.need: end for end in summary(NIGHT, (), [*table.entries, started, done]).needs}
    assert (ends["water_food"].state, ends["water_food"].late) == ("missed", 660)


def _started(reason: str) -> e.ActionStarted:
    return e.ActionStarted("r9", "first_care", "T3", "SOC", "s-SOC", "", (), (), reason, ())


def test_each_desk_of_a_request_counts_for_itself() -> None:
    table = played()
    table.do("s-POL", c.Send("request", "POL", ("BG", "SOC"), "duty", about="second_place", due=200))
    table.wait(60)
    request = next(m.id for m in table.state.world.messages.values() if m.kind == "request" and len(m.to) == 2)
    table.do("s-SOC", c.Send("refusal", "SOC", ("POL",), "duty", reply_to=request, reason="~said.1.reason"))
    row = told(table).exchange
    assert (row.requests, row.asked, row.answered, row.in_time, row.refused) == (2, 3, 1, 1, 1)


def test_what_people_wrote_is_kept_with_the_row_it_belongs_to() -> None:
    table = played()
    table.do("s-BG", c.Start("BG", "secure", option="cells", reason="~why.1.reason"))
    table.control(c.Note("~note.1.text", "T3"))
    table.control(c.GiveHint("T2", text="~hint.1.text"))
    table.control(c.Announce("~all.1.text"))
    table.do("s-BG", c.WriteLine("BG", "initial", "know_BG", "~line.1.text", 0))
    found = told(table)
    assert [(note.text, note.about) for note in found.notes] == [("~note.1.text", "T3")]
    hints = [(row.words, row.only) for row in found.timeline if row.kind == "hint" and row.words]
    assert hints == [(("~hint.1.text",), ("control", "T2"))]
    assert [row.words for row in found.timeline if row.kind == "announcement"] == [("~all.1.text",)]
    assert ("start", "BG", "secure", "cells", "~why.1.reason") in [
        (row.kind, row.desk, row.what, row.detail, row.reason) for row in found.decisions
    ]
    lines = {(row.sheet, row.line): [one.text for one in row.versions] for row in found.sheets}
    assert lines["initial", "know_BG"] == ["~line.1.text"]
    assert lines["initial", "know_SOC"] == []


def test_talk_cards_stand_in_the_order_they_were_asked() -> None:
    asked = [
        Entry(10**6 + n, 100 + n, 0.0, ("T2",), e.CardAsked("person6_needs", card, "T2", "BG"), "")
        for n, card in enumerate(("not_22", "now"))
    ]
    found = summary(NIGHT, (), [*played().entries, *asked])
    assert [row.card for row in found.cards] == ["not_22", "now"]
