"""When scripts fire: what wakes them, what holds them back, what happens when they set off too much."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

import palermo.engine.turn as turn_module
from cast import Table, altered, of_scenario, package, small
from palermo.engine import commands as c
from palermo.engine import events as e
from palermo.engine import rules as r
from palermo.engine.moments import Moment
from palermo.engine.play import next_due
from palermo.engine.scenario import Scenario


def with_scripts(*scripts: r.Script) -> Scenario:
    scenario = package().scenario
    return replace(scenario, scripts=(*scenario.scripts, *scripts))


def fired(table: Table, script: str) -> list[int]:
    return [x.t for x in table.entries if isinstance(x.event, e.Fired) and x.event.script == script]


def count(table: Table, kind: type) -> int:
    return sum(isinstance(x.event, kind) for x in table.entries)


def test_an_inject_of_a_phases_first_second_comes_when_the_phase_is_skipped_to() -> None:
    table = of_scenario(altered(package().scenario, "injects", "i1", at=Moment("crisis", 0)))
    table.control(c.SkipPhase())
    assert table.state.world.injects["i1"].state == "sent"


def test_what_falls_due_when_control_skips_in_a_pause_waits_for_the_clock() -> None:
    table = of_scenario(altered(package().scenario, "injects", "i1", at=Moment("crisis", 0)))
    table.control(c.Pause("time_out"))
    table.control(c.SkipPhase())
    assert "i1" not in table.state.world.injects
    table.control(c.Resume())
    assert table.state.world.injects["i1"].state == "sent"


def test_a_deadline_that_has_passed_when_its_need_shows_up_is_missed_a_second_later() -> None:
    need = {"opens": r.Established("second_place"), "due": Moment("early", 60)}
    table = of_scenario(altered(package().scenario, "needs", "doctor2", **need))
    table.wait(200)
    table.control(c.Grant("second_place", "T2"))
    assert table.state.world.needs["doctor2"][0] == "wait"
    assert next_due(table.scenario, table.state, table.t) == table.t + 1
    table.wait(1)
    assert table.state.world.needs["doctor2"][0] == "missed"


def test_a_postponed_conditional_inject_comes_so_much_later_than_its_condition() -> None:
    table = small()
    table.control(c.PostponeInject("i2", 120))
    table.wait(10 * 60 + 1)
    assert table.state.world.stages["network"][0] == "alert"
    assert table.state.world.injects["i2"].at == -1
    table.wait(118)
    assert table.state.world.injects["i2"].at == -1
    table.wait(2)
    assert table.state.world.injects["i2"].at == 720
    table.wait(300)
    assert count(table, e.InjectSent) == 2


def test_what_only_control_sends_cannot_be_postponed() -> None:
    table = of_scenario(altered(package().scenario, "injects", "i1", at=None))
    assert table.judge_control(c.PostponeInject("i1", 60)) == c.Refused("unknown")
    table = small()
    table.control(c.SkipPhase())
    assert table.judge_control(c.PostponeInject("i1", 60)) == c.Refused("unknown")


def test_controls_hand_is_stronger_than_what_would_drop_an_inject() -> None:
    table = of_scenario(altered(package().scenario, "injects", "i2", unless=r.Always()))
    table.control(c.SendInject("i2"))
    assert table.state.world.injects["i2"].state == "sent"


def test_a_mark_of_no_delay_is_looked_at_at_once() -> None:
    script = r.Script(id="now", when=r.Since("started:report", 0), then=(r.Harm("gossip"),))
    table = of_scenario(with_scripts(script))
    table.ask("s-BG", c.Start("BG", "report", ticks=("papers",)))
    assert fired(table, "now") == [table.t]


def test_a_script_with_again_fires_when_something_it_reads_comes_and_not_by_the_clock() -> None:
    script = r.Script(id="low", when=r.Not(r.Trust("van", 40)), then=(r.Notice("lights", ("NGO",)),), again=60)
    table = of_scenario(with_scripts(script))
    table.control(c.SendInject("i1"))
    table.wait(600)
    assert fired(table, "low") == [120, 600], "the inject and the need that were missed cost trust, time alone does not"


def test_a_silent_team_gets_its_hint_counted_from_the_start_of_play() -> None:
    scenario = package().scenario
    hint = replace(scenario.hints[0], id="h3", desk="POL", level=1, when=r.Silent("POL", 240), after=None)
    table = of_scenario(replace(scenario, hints=(*scenario.hints, hint)))
    began = table.state.world.schedule[1].starts
    table.ask("s-POL", c.Help("~here"))
    table.wait(600)
    given = [x.t for x in table.entries if isinstance(x.event, e.HintGiven) and x.event.hint == "h3"]
    assert given == [began + 240]


def test_a_hint_reads_a_trust_that_has_not_changed_yet() -> None:
    scenario = package().scenario
    base = scenario.hints[0]
    hints = (
        replace(base, id="high", desk="BG", level=1, when=r.Trust("van", 40), after=None),
        replace(base, id="unseen", desk="POL", level=1, when=r.Trust("van", 40), after=None),
    )
    table = of_scenario(replace(scenario, hints=hints))
    table.wait(300)
    assert [x.event.hint for x in table.entries if isinstance(x.event, e.HintGiven)] == ["high"]


def test_an_action_that_its_own_condition_closed_is_opened_by_control_alone() -> None:
    fields = {"closes": r.After(Moment("early", 60)), "opens": r.Flag("gossip")}
    table = of_scenario(altered(package().scenario, "actions", "doctor", **fields))
    table.wait(61)
    table.ask("s-BG", c.Send("own", "BG", ("POL",), "line", (c.Item("BG-2", "full", "POL"),)))
    table.wait(31)
    assert "gossip" in table.state.world.flags
    assert "action:doctor" not in table.state.world.opened
    table.control(c.SetAction("doctor", True))
    assert "action:doctor" in table.state.world.opened


def test_a_question_card_waits_for_its_condition() -> None:
    scenario = package().scenario
    (talk,) = scenario.talks
    cards = tuple(replace(card, opens=r.Trust("van", 50)) if card.id == "closed1" else card for card in talk.cards)
    table = of_scenario(replace(scenario, talks=(replace(talk, cards=cards),)))
    table.ask("s-BG", c.Start("BG", "report", ticks=("papers",)))
    table.wait(31)
    table.ask("s-NGO", c.Start("NGO", "rights"))
    table.ask(
        "s-BG", c.Approve("BG", next(x.id for x in table.state.world.runs.values() if x.action == "rights"), True)
    )
    assert table.judge("s-NGO", c.AskCard("NGO", "talk1", "closed1")) is not None
    assert table.judge("s-NGO", c.AskCard("NGO", "talk1", "open1")) is None


def test_scripts_that_set_off_too_much_stop_the_clock_once_and_lose_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    chain = [
        r.Script(id=f"c{n}", when=r.Reached("network", "alert"), then=(r.Notice("lights", ("NGO",)),))
        for n in range(40)
    ]
    table = of_scenario(with_scripts(*chain))
    table.wait(9 * 60 + 59)
    monkeypatch.setattr(turn_module, "MOST_ENTRIES", 20)
    table.wait(120)
    assert count(table, e.Halted) == 1
    assert table.state.world.clock.paused == "halted"
    assert [x.kind for x in table.control_calls() if x.kind == "halted"] == ["halted"]
    for _ in range(10):
        if table.state.world.clock.paused:
            table.control(c.Resume())
    assert not table.state.world.clock.paused
    assert all(len(fired(table, script.id)) == 1 for script in chain)
    assert not table.state.world.flying


def test_what_was_due_when_the_clock_stopped_happens_when_it_runs_on(monkeypatch: pytest.MonkeyPatch) -> None:
    chain = [r.Script(id=f"c{n}", when=r.Done("report"), then=(r.Notice("lights", ("NGO",)),)) for n in range(40)]
    table = of_scenario(with_scripts(*chain))
    table.ask("s-BG", c.Start("BG", "report", ticks=("papers",)))
    table.wait(29)
    monkeypatch.setattr(turn_module, "MOST_ENTRIES", 20)
    table.wait(1)
    assert table.state.world.clock.paused == "halted"
    monkeypatch.setattr(turn_module, "MOST_ENTRIES", 600)
    table.control(c.Resume())
    assert all(fired(table, script.id) == [table.t] for script in chain)


def test_a_script_never_sees_half_a_deed() -> None:
    half = r.Script(id="half", when=r.All((r.Done("report"), r.Not(r.Flag("gossip")))), then=(r.Harm("caller"),))
    whole = r.Script(id="whole", when=r.All((r.Done("report"), r.Flag("gossip"))), then=(r.Harm("collapse"),))
    scenario = altered(with_scripts(half, whole), "actions", "report", then=(r.Harm("gossip"),))
    table = of_scenario(scenario)
    table.ask("s-BG", c.Start("BG", "report", ticks=("papers",)))
    table.wait(30)
    assert fired(table, "half") == []
    assert fired(table, "whole") == [table.t]


def test_what_holds_from_the_start_fires_when_the_clock_starts() -> None:
    table = of_scenario(with_scripts(r.Script(id="rich", when=r.Has("beds", 6), then=(r.Take("beds", 1),))))
    assert fired(table, "rich") == [0]
    assert table.state.world.resources == {"beds": 5}
