"""What a team may not learn: from ids, from names in an entry, from refusals, from a second try."""

from __future__ import annotations

from random import Random

import msgspec
import pytest

from cast import Table, altered, anything, of_scenario, package, seats, small
from laws.laws import bytes_of
from palermo.engine import commands as c
from palermo.engine import events as e


def hand(fact: str, form: str, sender: str, to: str) -> c.Send:
    return c.Send("own", sender, (to,), "line", (c.Item(fact, form, to),))


@pytest.mark.parametrize("seed", range(6))
def test_what_happens_elsewhere_leaves_no_trace_in_a_teams_view(seed: int) -> None:
    """The same play twice, once with things in between that a team must not notice: its view is the same, byte for byte."""
    quiet, busy = small(), small()
    random = Random(seed)
    for step in range(60):
        seat = random.choice(["s-BG", "s-NGO"])
        powers = [p for p in quiet.view(quiet.own(seat).team).can if p.open]
        command = anything(quiet, random.choice(powers), seat, random)
        busy.do("control", c.Note("~quietly"))
        busy.do("s-POL", c.Assess("POL", "second_place", ("POL-9",)))
        for table in (quiet, busy):
            table.asked = step * 10
            table.do(seat, command)
            table.wait(random.choice((20,)))
    assert busy.state.seq > quiet.state.seq
    for desk in ("BG", "NGO"):
        assert bytes_of(quiet.view(quiet.team(desk))) == bytes_of(busy.view(busy.team(desk)))


def test_no_event_names_who_else_is_told() -> None:
    table = small()
    table.wait(600)
    told = [x for x in table.entries if isinstance(x.event, e.InjectSent | e.NoticeGiven | e.Opened | e.Closed)]
    assert {type(x.event) for x in told} >= {e.InjectSent, e.NoticeGiven, e.Opened}
    for entry in told:
        words = msgspec.json.encode(entry.event)
        assert not any(f'"{team}"'.encode() in words for team, _ in table.state.world.teams), entry


def test_a_recipient_of_an_answer_who_did_not_ask_does_not_see_the_question() -> None:
    table = small()
    table.ask("s-NGO", c.Send("request", "NGO", ("BG",), "line", text="~who"))
    table.wait(31)
    request = next(iter(table.state.known["T1"].mail))
    answer = c.Send("answer", "BG", ("NGO", "POL"), "line", reply_to=request, text="~her")
    assert table.ask("s-BG", answer) is None
    table.wait(31)
    assert [mail.reply_to for mail in table.state.known["T3"].mail.values() if not mail.out] == [request]
    assert [mail.reply_to for mail in table.state.known["T2"].mail.values()] == [""]


def test_what_a_team_has_it_cannot_record_as_told_by_each_desk_in_turn() -> None:
    table = small()
    table.ask("s-BG", hand("BG-1", "full", "BG", "POL"))
    table.wait(40)
    for giver in ("BG", "NGO"):
        refused = table.judge("s-POL", c.Heard("POL", " bg-1", "maple", giver))
        assert refused is not None
        assert refused.code == "already_there"


def test_what_is_told_in_person_is_never_more_than_the_giver_has() -> None:
    scenario = altered(package().scenario, "facts", "BG-1", forms=("full", "short"))
    table = of_scenario(scenario)
    table.ask("s-BG", hand("BG-1", "short", "BG", "NGO"))
    table.wait(40)
    assert table.ask("s-POL", c.Heard("POL", "BG-1", "maple", "NGO")) is None
    assert table.knows("POL", "BG-1") == "short"


def test_a_fact_without_a_form_does_not_travel_by_word_of_mouth() -> None:
    table = of_scenario(altered(package().scenario, "facts", "BG-2", forms=()))
    assert table.ask("s-NGO", c.Heard("NGO", "BG-2", "candle")) is None
    assert table.knows("NGO", "BG-2") == ""
    assert isinstance(table.entries[-1].event, e.NotRecognised)


def test_whoever_of_a_table_heard_it_may_note_it() -> None:
    table = small("duo")
    assert table.judge("s-BG", c.Heard("BG", "NGO-2", "carpet")) is None
    assert table.judge("s-POL", c.Heard("POL", "NGO-2", "carpet")) is None


def test_control_records_what_was_told_where_people_may_talk_and_only_what_the_giver_has() -> None:
    told = c.Told("POL", "BG-1")
    assert small(talk="system").judge_control(told) == c.Refused("no_talk_here")
    table = small(talk="paper")
    assert table.judge_control(c.Told("POL", "XX-1")) == c.Refused("unknown")
    assert table.judge_control(c.Told("POL", "POL-1")) is not None
    assert table.judge_control(c.Told("POL", "BG-1", "NGO")) is not None
    table.control(told)
    assert table.knows("POL", "BG-1") == "full"


def test_ids_cannot_carry_free_text() -> None:
    table = small()
    for field in ("about", "basis"):
        words = c.Send("own", "BG", ("NGO",), "line", text="~x", **{field: "my telephone is 555"})
        assert table.judge("s-BG", words) == c.Refused("unknown")
        word = c.Send("own", "BG", ("NGO",), "line", text="~x", **{field: "second_place"})
        assert table.judge("s-BG", word) is None


def test_an_erased_text_is_erased_for_those_who_saw_it_and_for_nobody_else() -> None:
    table = small()
    table.ask("s-BG", c.Send("own", "BG", ("NGO",), "line", text="~s-BG.1.text"))
    table.wait(31)
    (erased,) = table.control(c.EraseText("~s-BG.1.text"))
    assert erased.audience == ("T1", "T3", "control")


FOREIGN = (
    ("s-NGO", lambda name: c.TakeBack(name), "messages"),
    ("s-NGO", lambda name: c.OpenMessage(name), "messages"),
    ("s-NGO", lambda name: c.Correct(name, "~x"), "tolds"),
    ("s-BG", lambda name: c.Release(name, True), "hits"),
    ("s-NGO", lambda name: c.Approve("NGO", name, True), "runs"),
    ("s-NGO", lambda name: c.Drop(name), "runs"),
    ("s-NGO", lambda name: c.Send("answer", "NGO", ("BG",), "line", reply_to=name, text="~x"), "messages"),
    ("s-NGO", lambda name: c.Send("own", "NGO", ("BG",), "line", (c.Item(name, "full", "BG"),)), "facts"),
    ("s-NGO", lambda name: c.Assess("NGO", "second_place", (name,)), "facts"),
    ("s-NGO", lambda name: c.Heard("NGO", name, "wrong"), "facts"),
    ("s-NGO", lambda name: c.WriteLine("NGO", "plan", name, "~x"), "lines"),
    ("s-NGO", lambda name: c.Start("NGO", name), "actions"),
    ("s-NGO", lambda name: c.TakeNeed("NGO", name), "needs"),
    ("s-POL", lambda name: c.AskCard("POL", "talk1", name), "cards"),
)


@pytest.mark.parametrize(("seat", "made", "kind"), FOREIGN, ids=lambda x: x if isinstance(x, str) else "")
def test_what_is_not_ours_is_refused_like_what_does_not_exist(seat: str, made: object, kind: str) -> None:
    table = busy()
    world = table.state.world
    mine = table.state.known[table.own(seat).team]
    theirs = {
        "messages": [x for x in world.messages if x not in mine.mail],
        "tolds": [x for x in world.tolds if x not in mine.tolds],
        "hits": [x for x in world.hits if x not in mine.hits],
        "runs": [x for x in world.runs if x not in mine.runs],
        "facts": [x.id for x in table.scenario.facts if x.id not in mine.facts],
        "lines": ["approach"],
        "actions": [x.id for x in table.scenario.actions if x.desk == "POL"],
        "needs": [x for x in world.needs if x not in mine.needs] or ["need_of_others"],
        "cards": ["open1"],
    }[kind]
    assert theirs
    for name in theirs:
        known, unknown = table.judge(seat, made(name)), table.judge(seat, made("QQ-7"))  # type: ignore[operator]
        assert known is None if kind == "facts" and unknown is None else known is not None
        if known is not None and unknown is not None:
            assert known.code == unknown.code
            assert set(known.params.values()) - {name} == set(unknown.params.values()) - {"QQ-7"}


def busy() -> Table:
    """A table where POL and BG have had to do with each other, and NGO has not."""
    table = small()
    table.ask("s-BG", hand("BG-1", "full", "BG", "POL"))
    table.ask("s-POL", c.Send("request", "POL", ("BG",), "line", text="~what"))
    table.ask("s-POL", c.Heard("POL", "BG-2", "candle"))
    table.ask("s-BG", c.Start("BG", "report", ticks=("papers",)))
    table.wait(31)
    table.ask("s-NGO", c.Ask("NGO", "vehicles", "LHV 27K"))
    assert len(seats(table)) == 3
    return table
