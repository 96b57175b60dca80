"""Tables that join in the middle of things, and seats that change hands."""

from __future__ import annotations

from msgspec.structs import replace

from cast import Table, altered, of_scenario, package, small
from palermo.engine import commands as c
from palermo.engine import events as e
from palermo.engine.effects import make_safe, show_person
from palermo.engine.known import Known
from palermo.engine.rules import Knows, Notice, Script
from palermo.engine.turn import Turn


def own_words(table: Table, sender: str, to: tuple[str, ...], kind: str = "own", **fields: object) -> None:
    assert table.ask(f"s-{sender}", c.Send(kind, sender, to, "line", text="~x", **fields)) is None  # type: ignore[arg-type]


def run_of(table: Table, action: str) -> str:
    return [run.id for run in table.state.world.runs.values() if run.action == action][-1]


def reported(preset: str = "trio") -> Table:
    table = small(preset)
    table.ask("s-BG", c.Start("BG", "report", ticks=("papers", "people")))
    table.wait(60)
    return table


def test_an_action_under_way_goes_on_under_the_eyes_of_the_joined_table() -> None:
    table = small()
    table.ask("s-BG", c.Start("BG", "report", ticks=("papers",)))
    table.control(c.MergeTeams("T1", "T2"))
    run = run_of(table, "report")
    assert table.state.known["T2"].runs[run].team == "T2"
    table.wait(31)
    assert table.state.known["T2"].runs[run].state == "done"


def test_an_action_of_the_joiner_that_waits_can_still_be_withdrawn_or_agreed_to() -> None:
    table = reported()
    table.ask("s-NGO", c.Start("NGO", "rights"))
    run = run_of(table, "rights")
    table.control(c.MergeTeams("T3", "T1"))
    assert table.judge("s-NGO", c.Drop(run)) is None
    assert table.ask("s-BG", c.Approve("BG", run, True)) is None
    assert table.state.known["T1"].runs[run].state == "running"


def test_what_is_on_its_way_between_two_tables_arrives_before_they_are_one() -> None:
    table = small()
    item = c.Item("BG-1", "full", "POL")
    assert table.ask("s-BG", c.Send("own", "BG", ("POL",), "line", (item,))) is None
    message = next(iter(table.state.world.messages))
    table.control(c.MergeTeams("T2", "T1"))
    table.wait(60)
    mail = table.state.known["T1"].mail[message]
    assert mail.out
    assert mail.state == "there"
    assert [type(x.event) for x in table.entries].count(e.MessageDelivered) == 1


def test_a_message_to_both_tables_arrives_once() -> None:
    table = small()
    own_words(table, "NGO", ("BG", "POL"))
    table.control(c.MergeTeams("T2", "T1"))
    table.wait(60)
    delivered = [x.event for x in table.entries if isinstance(x.event, e.MessageDelivered)]
    assert [x.team for x in delivered] == ["T1"]


def test_a_question_between_two_tables_is_nobodys_to_answer_once_they_are_one() -> None:
    table = small()
    own_words(table, "NGO", ("BG",), "request")
    table.wait(31)
    table.control(c.MergeTeams("T3", "T1"))
    assert not [x for x in table.view("T1").expected if x.kind == "answer"]
    assert not [p for p in table.view("T1").can if p.verb == "send" and "answer" in p.slots["kind"]]


def test_a_hit_can_be_decided_after_its_owner_joined_another_table() -> None:
    table = reported()
    table.ask("s-NGO", c.Ask("NGO", "vehicles", "LHV 27K"))
    table.control(c.MergeTeams("T2", "T1"))
    (hit,) = table.state.known["T1"].hits
    assert table.ask("s-POL", c.Release(hit, True)) is None
    assert table.state.known["T1"].hits[hit].state == "given"
    assert table.knows("NGO", "POL-1") == "full"
    assert table.judge("s-POL", c.Release(hit, True)) is not None


def test_a_joined_table_keeps_grounds_items_and_what_is_new() -> None:
    table = reported()
    both = c.Send("own", "BG", ("POL", "NGO"), "line", (c.Item("BG-1", "full", "POL"), c.Item("BG-2", "full", "NGO")))
    table.ask("s-BG", both)
    table.ask("s-NGO", c.Send("own", "NGO", ("POL",), "line", (c.Item("NGO-1", "anon", "POL"),)))
    table.wait(40)
    table.ask("s-POL", c.Assess("POL", "second_place", ("POL-1", "NGO-1")))
    table.control(c.GiveHint("T2", "", "~seen"))
    table.ask("s-POL", c.SeeAll())
    table.ask("s-NGO", c.SeeAll())
    table.control(c.GiveHint("T2", "", "~look"))
    before = table.state.known["T2"]
    message = next(key for key, mail in table.state.world.messages.items() if len(mail.to) == 2)
    table.control(c.MergeTeams("T2", "T3"))
    after = table.state.known["T3"]
    assert after.stands["second_place"].grounds == ("POL-1", "NGO-1")
    assert {item.fact for item in after.mail[message].items} == {"BG-1", "BG-2"}
    assert set(before.facts) <= set(after.facts)
    new = [x.target for x in table.view("T3").new if x.kind == "line"]
    assert new == [line.id for line in after.lines if line.text == "~look"], "what the joiner had seen is not new again"


def test_other_tables_call_it_by_its_new_name() -> None:
    table = small()
    assert table.ask("s-NGO", c.Send("own", "NGO", ("POL",), "line", (c.Item("NGO-2", "full", "POL"),))) is None
    table.wait(40)
    table.control(c.MergeTeams("T2", "T1"))
    known = table.state.known["T3"]
    assert [row.team for row in known.given] == ["T1"]
    assert [mail.there for mail in known.mail.values()] == [("T1",)]


def test_what_a_joined_table_knows_counts_for_both_desks_at_once() -> None:
    script = Script(id="seen", when=Knows("POL", "BG-1"), then=(Notice("lights", ("POL",)),))
    scenario = package().scenario
    table = of_scenario(replace(scenario, scripts=(*scenario.scripts, script)))
    table.control(c.MergeTeams("T2", "T1"))
    assert "seen" in table.state.world.fired


def test_a_helped_table_that_joined_another_gets_its_answer() -> None:
    table = small()
    table.ask("s-POL", c.Help("~where"))
    table.control(c.MergeTeams("T2", "T1"))
    (asked,) = table.state.world.helps
    table.control(c.Reply(asked, "~there"))
    assert table.state.known["T1"].helps[asked].reply == "~there"
    assert table.judge_control(c.Reply(asked, "~again")) == c.Refused("already_sent")


def test_an_improvised_inject_is_taken_back_where_its_table_is_now() -> None:
    table = small()
    table.control(c.Improvise(("T2",), "new", "~words", "~title"))
    (inject,) = table.state.world.improvised
    table.control(c.MergeTeams("T2", "T1"))
    table.control(c.WithdrawInject(inject, "~sorry"))
    assert table.state.known["T1"].injects[inject].withdrawn == "~sorry"


def test_somebody_who_is_safe_is_shown_as_safe() -> None:
    scenario = altered(package().scenario, "people", "person1", known_to=("BG",))
    table = of_scenario(scenario)
    person = table.scenario.people[0].id
    turn = Turn(table.scenario, table.state, table.t, table.wall, "test")
    make_safe(turn, person)
    show_person(turn, person, "T3")
    assert turn.state.known["T3"].people[person].safe == table.t


def test_a_seat_that_is_gone_is_not_moved_and_moving_at_a_table_is_no_leaving() -> None:
    table = small("duo")
    table.control(c.MoveSeat("s-POL", "T1", ("BG", "POL")))
    assert not [x for x in table.entries if isinstance(x.event, e.SeatLeft)]
    assert table.own("s-POL").desks == ("BG", "POL")
    table.control(c.MoveSeat("s-POL", "T1", ("BG",), "officer"))
    assert table.state.world.seats["s-POL"].role == "officer"
    table.control(c.MoveSeat("s-POL", "T1", ("BG", "POL")))
    assert table.state.world.seats["s-POL"].role == "officer", "it stays unless one is named"
    table.control(c.RevokeSeat("s-POL", gone=True))
    assert table.judge_control(c.MoveSeat("s-POL", "T1", ("POL",))) == c.Refused("unknown")
    assert table.judge_control(c.RevokeSeat("s-POL")) == c.Refused("unknown")


def test_no_seat_is_called_like_control_or_the_server() -> None:
    table = small()
    for seat in ("", "control", "control@T1", "server", "room"):
        assert table.judge_control(c.TakeSeat(seat, "T1", ("BG",))) is not None


def test_a_joined_tables_own_known_stays_as_it_was() -> None:
    table = small()
    table.control(c.MergeTeams("T2", "T1"))
    left: Known = table.state.known["T2"]
    table.wait(600)
    assert table.state.known["T2"] is left
    assert not table.view("T2").can
