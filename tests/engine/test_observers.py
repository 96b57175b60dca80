"""Observers: one objective with lines to tick, or the voice of one person, who knows what she knows and asks twice."""

from __future__ import annotations

import msgspec

from cast import Table, small
from palermo.conduct.standing import is_control
from palermo.engine import commands as c
from palermo.engine import events as e
from palermo.engine.observing import judge
from palermo.engine.state import CONTROL, OBSERVER, ROOM
from palermo.live import seats
from palermo.live.tokens import Token


def voiced(person: str = "person2") -> Table:
    table = small()
    table.control(c.Observe("o-voice", person=person))
    return table


def last(table: Table, kind: type) -> e.Entry:
    return next(entry for entry in reversed(table.entries) if isinstance(entry.event, kind))


def watcher(table: Table, seat: str) -> str:
    place = seats.place(table.state, Token("x", seat, 1))
    assert place is not None
    return place.watcher


def test_an_observer_reads_what_her_job_needs() -> None:
    table = small()
    table.control(c.Observe("o-1"))
    assert watcher(table, "o-1") == ROOM
    table.control(c.Observe("o-1", objective="o1"))
    assert watcher(table, "o-1") == OBSERVER
    table.control(c.Observe("o-1", person="person1"))
    assert watcher(table, "o-1") == "o-1"


def test_whoever_sits_at_a_table_observes_nothing() -> None:
    table = small()
    refused = table.judge_control(c.Observe("s-BG", objective="o1"))
    assert refused is not None
    assert refused.code == "has_a_seat"
    table.control(c.Observe("o-1", objective="o1"))
    team, desks = table.state.world.teams[0]
    assert table.judge_control(c.TakeSeat("o-1", team, desks)) is not None


def test_a_job_is_one_that_the_package_has() -> None:
    table = small()
    for job in (
        c.Observe("o-1", objective="o9"),
        c.Observe("o-1", person="person3"),  # has no voice
        c.Observe("o-1", objective="o1", person="person1"),
        c.Observe("", person="person1"),
        c.Observe("control", person="person1"),
        c.Observe(table.state.world.teams[0][0], person="person1"),
    ):
        assert table.judge_control(job) is not None, job


def test_a_tick_is_a_note_about_the_observers_own_objective() -> None:
    table = small()
    table.control(c.Observe("o-1", objective="o1"))
    team = table.state.world.teams[1][0]
    table.wait(30)
    assert judge(table.scenario, table.state, "o-1", c.Note("", "o1", "asked", team)) is None
    table.do("o-1", c.Note("", "o1", "asked", team))
    entry = last(table, e.NoteWritten)
    assert entry.audience == (CONTROL,)
    assert table.state.world.notes[-1].tick == "asked"
    assert table.state.world.notes[-1].at == entry.t


def test_an_observer_of_an_objective_writes_notes_and_nothing_else() -> None:
    table = small()
    table.control(c.Observe("o-1", objective="o1"))
    for command in (
        c.Note("", "o2", "both"),
        c.Note("", "o1", "both"),
        c.Note("", "o1"),
        c.Note("~x", "o1", "", "T9"),
        c.Announce("~x"),
        c.Help("~x"),
        c.AskNow("T1"),
        c.Pause(),
    ):
        assert judge(table.scenario, table.state, "o-1", command) is not None, command
    assert not is_control("o-1")


def test_without_a_job_nothing_can_be_written() -> None:
    table = small()
    table.control(c.Observe("o-1"))
    refused = judge(table.scenario, table.state, "o-1", c.Note("~x"))
    assert refused is not None
    assert refused.code == "no_job"


def test_the_voice_knows_where_she_is_and_what_she_needs_and_nothing_else() -> None:
    table = voiced()
    known = table.state.known["o-voice"]
    assert known.person == "person2"
    assert set(known.needs) == {"doctor2"}
    assert set(known.people) == {"person2"}
    assert known.people["person2"].status == ""
    for box in ("facts", "mail", "opened", "runs", "stands", "trust", "seats", "occupants", "resources"):
        assert not getattr(known, box), box


def test_a_voice_that_comes_late_knows_what_has_happened_to_the_person() -> None:
    early, late = voiced(), small()
    for table in (early, late):
        table.wait(1200)
    late.control(c.Observe("o-voice", person="person2"))
    mine, hers = early.state.known["o-voice"], late.state.known["o-voice"]
    assert (mine.needs["doctor2"].state, mine.needs["doctor2"].at) == ("missed", hers.needs["doctor2"].at)
    assert hers.needs["doctor2"].state == "missed"
    assert mine.people["person2"].place == hers.people["person2"].place


def test_harm_that_is_felt_reaches_the_voice_of_the_person_alone() -> None:
    table = small()
    table.control(c.Observe("o-hers", person="person2"))
    table.control(c.Observe("o-his", person="person1"))
    table.wait(1200)
    entry = last(table, e.FlagRaised)
    assert [x.event.flag for x in table.entries if isinstance(x.event, e.FlagRaised) and "o-hers" in x.audience] == [
        "collapse"
    ]
    assert "o-his" not in entry.audience
    assert [line.text for line in table.state.known["o-hers"].lines if line.kind == "harm"] == ["harms.collapse.what"]


def test_a_person_asks_twice_and_not_a_third_time() -> None:
    table = voiced()
    team = table.team("BG")
    assert table.ask("o-voice", c.AskNow(team)) is None
    assert table.ask("o-voice", c.AskNow(table.team("NGO"))) is None
    assert table.ask("o-voice", c.AskNow(team)) is not None
    table.control(c.Observe("o-other", person="person2"))
    assert table.ask("o-other", c.AskNow(team)) is not None, "the two questions are the person's"


def test_the_table_sees_the_question_and_its_answer_reaches_the_voice() -> None:
    table = voiced()
    team = table.team("BG")
    table.ask("o-voice", c.AskNow(team))
    ask = next(iter(table.state.known[team].asks.values()))
    assert (ask.person, ask.answered) == ("person2", -1)
    assert ("ask", ask.id) in {(news.kind, news.target) for news in table.view(team).new}
    table.wait(20)
    assert table.ask("s-BG", c.AnswerNow(ask.id, "~few.words")) is None
    assert table.state.known["o-voice"].asks[ask.id].reply == "~few.words"
    assert last(table, e.NowAnswered).audience == (team, "o-voice", CONTROL)
    assert table.ask("s-BG", c.AnswerNow(ask.id, "~again")) is not None
    assert table.ask("s-POL", c.AnswerNow(ask.id, "~not.ours")) is not None


def test_a_table_that_has_not_heard_of_the_person_hears_no_question() -> None:
    asked, silent = voiced("person6"), voiced("person6")
    team = asked.team("POL")
    assert asked.ask("o-voice", c.AskNow(team)) is None
    assert last(asked, e.NowAsked).audience == ("o-voice", CONTROL)
    assert msgspec.json.encode(asked.view(team)) == msgspec.json.encode(silent.view(team))


def test_a_pause_holds_the_question_and_the_answer() -> None:
    table = voiced()
    team = table.team("BG")
    table.ask("o-voice", c.AskNow(team))
    ask = next(iter(table.state.known[team].asks))
    table.control(c.Pause("wellbeing"))
    refused = table.judge("o-voice", c.AskNow(team))
    assert refused is not None
    assert refused.code == "paused"
    assert table.judge("s-BG", c.AnswerNow(ask, "~words")) is not None
    assert table.judge("o-voice", c.Note("~seen", "person2")) is None, "what is seen can be written at any time"


def test_the_voice_reads_her_own_notes_and_nobody_elses() -> None:
    table = voiced()
    table.control(c.Observe("o-other", person="person2"))
    assert table.ask("o-voice", c.Note("~mine", "person2", team=table.team("BG"))) is None
    table.control(c.Note("~controls"))
    assert [note.text for note in table.state.known["o-voice"].notes] == ["~mine"]
    assert not table.state.known["o-other"].notes


def test_a_voice_whose_tables_join_reads_the_new_ones() -> None:
    table = voiced()
    bg, pol = table.team("BG"), table.team("POL")
    table.ask("o-voice", c.AskNow(bg))
    table.control(c.MergeTeams(bg, pol))
    ask = next(iter(table.state.known["o-voice"].asks.values()))
    assert ask.team == pol
    assert table.ask("s-BG", c.AnswerNow(ask.id, "~words")) is None
    assert table.state.known["o-voice"].asks[ask.id].reply == "~words"


def test_a_lost_observers_token_ends_and_a_gone_one_has_no_place() -> None:
    table = voiced()
    table.control(c.RevokeSeat("o-voice"))
    assert seats.place(table.state, Token("x", "o-voice", 1)) is None
    assert seats.place(table.state, Token("x", "o-voice", 2)) is not None
    table.control(c.RevokeSeat("o-voice", gone=True))
    assert seats.place(table.state, Token("x", "o-voice", 2)) is None
