"""Actions, approvals, assessments, sheets, talks, people and their needs."""

from __future__ import annotations

from msgspec.structs import replace

from cast import Table, altered, of_scenario, package, small
from palermo.engine import commands as c
from palermo.engine import events as e
from palermo.engine import rules as r
from palermo.engine.scenario import Option, ResourceDef


def run_of(table: Table, action: str) -> str:
    return [run.id for run in table.state.world.runs.values() if run.action == action][-1]


def with_report(preset: str = "trio") -> Table:
    table = small(preset)
    table.ask("s-BG", c.Start("BG", "report", ticks=("papers", "people")))
    table.wait(60)
    return table


def ready_to_search(preset: str = "trio") -> Table:
    table = with_report(preset)
    anon = c.Send("own", "NGO", ("POL",), "line", (c.Item("NGO-1", "anon", "POL"),))
    assert table.ask("s-NGO", anon) is None
    table.wait(40)
    return table


def search(grounds: tuple[str, ...] = ("POL-1", "NGO-1"), option: str = "quiet") -> c.Start:
    return c.Start("POL", "search", option, grounds=grounds)


def test_each_tick_of_a_report_hands_its_facts_to_those_who_may_have_them() -> None:
    table = small()
    assert table.ask("s-BG", c.Start("BG", "report", ticks=("papers",))) is None
    table.wait(60)
    assert table.knows("POL", "BG-1") == "full"
    assert table.knows("NGO", "BG-1") == "short"
    assert table.knows("NGO", "BG-2") == ""
    assert "person2" not in table.state.known[table.team("NGO")].people


def test_an_action_is_locked_until_an_entry_opens_it() -> None:
    table = small()
    refused = table.judge("s-POL", search())
    assert refused is not None
    assert refused.code == "not_open_yet"
    power = next(p for p in table.view(table.team("POL")).can if p.target == "search")
    assert not power.open
    assert power.needs == ("actions.search.needs",)


def test_acting_establishes_what_the_action_stands_on() -> None:
    table = ready_to_search()
    assert table.ask("s-POL", search()) is None
    assert "second_place" in table.state.world.stands
    assert "second_place" in table.state.known[table.team("BG")].stands, "the headline is common"
    assert not table.state.known[table.team("BG")].stands["second_place"].grounds, "its grounds are not"


def test_grounds_that_do_not_carry_are_answered_and_start_nothing() -> None:
    table = ready_to_search()
    assert table.ask("s-POL", search(("POL-1",))) is None, "accepted means logged, not successful"
    assert "search" not in table.state.world.started
    tried = table.state.known[table.team("POL")].tried["second_place"]
    assert (tried.carried, tried.missing) == (1, 2)


def test_a_yes_of_every_desk_asked_sets_an_action_going_and_a_no_ends_it() -> None:
    table = ready_to_search()
    table.control(c.TakeSeat("s-mate", table.team("POL"), ("POL",)), "server")
    table.ask("s-POL", search())
    run = run_of(table, "search")
    assert table.judge("s-NGO", c.Approve("NGO", run, False)) is not None, "a no wants its reason"
    assert table.ask("s-NGO", c.Approve("NGO", run, False, "~too early")) is None
    assert table.state.world.runs[run].state == "dropped"
    table.ask("s-POL", search())
    run = run_of(table, "search")
    assert table.ask("s-NGO", c.Approve("NGO", run, True)) is None
    assert table.state.world.runs[run].state == "waiting"
    refused = table.judge("s-POL", c.Approve("POL", run, True))
    assert refused is not None
    assert refused.code == "same_person"
    assert table.ask("s-mate", c.Approve("POL", run, True)) is None
    table.wait(181)
    assert table.state.world.runs[run].state == "done"
    assert {"person4", "person5", "person6"} <= set(table.state.world.safe)


def test_the_one_person_at_a_desk_may_say_both() -> None:
    table = ready_to_search()
    table.ask("s-POL", search())
    assert table.state.world.runs[run_of(table, "search")].awaiting == ("NGO",)


def test_a_wrong_option_can_be_mended_after_a_while() -> None:
    table = ready_to_search()
    table.ask("s-POL", search(option="loud"))
    table.ask("s-NGO", c.Approve("NGO", run_of(table, "search"), True))
    table.wait(181)
    assert "scattered" in table.state.world.flags
    assert table.judge("s-POL", search()) is not None
    table.wait(180)
    assert table.ask("s-POL", search()) is None


def test_an_action_takes_its_resources_and_says_when_none_are_left() -> None:
    table = ready_to_search()
    table.ask("s-POL", search())
    table.ask("s-NGO", c.Approve("NGO", run_of(table, "search"), True))
    table.wait(181)
    assert table.ask("s-NGO", c.Start("NGO", "beds")) is None
    table.ask("s-BG", c.Approve("BG", run_of(table, "beds"), True))
    assert table.state.world.resources["beds"] == 0
    table.wait(61)
    assert {"person1", "person2", "person3"} <= set(table.state.world.safe)


def test_two_versions_of_a_line_stand_side_by_side_until_one_is_chosen() -> None:
    table = small()
    table.control(c.TakeSeat("s-mate", table.team("POL"), ("POL",)), "server")
    assert table.ask("s-POL", c.WriteLine("POL", "plan", "approach", "~one", 0)) is None
    assert table.ask("s-POL", c.WriteLine("POL", "plan", "approach", "~two", 1)) is None
    assert table.ask("s-mate", c.WriteLine("POL", "plan", "approach", "~three", 1)) is None
    row = table.state.known[table.team("NGO")].sheets["plan.approach"]
    assert [version.text for version in row.versions] == ["~two", "~three"]
    assert table.ask("s-mate", c.ChooseLine("POL", "plan", "approach", 3)) is None
    assert [v.text for v in table.state.known[table.team("NGO")].sheets["plan.approach"].versions] == ["~three"]
    ahead = table.judge("s-POL", c.WriteLine("POL", "plan", "approach", "~x", 9))
    assert ahead is not None
    assert ahead.code == "stale_line"


def test_a_line_is_its_owners_to_write() -> None:
    table = small()
    refused = table.judge("s-NGO", c.WriteLine("NGO", "plan", "approach", "~x", 0))
    assert refused is not None


def test_a_talk_has_so_many_questions_and_a_threat_costs_trust() -> None:
    table = with_report()
    table.ask("s-NGO", c.Start("NGO", "rights"))
    table.ask("s-BG", c.Approve("BG", run_of(table, "rights"), True))
    assert table.ask("s-NGO", c.AskCard("NGO", "talk1", "threat1")) is None
    assert table.state.known[table.team("NGO")].trust["van"] == 10
    assert table.judge("s-NGO", c.AskCard("NGO", "talk1", "threat1")) is not None
    table.wait(121)
    assert table.judge("s-NGO", c.AskCard("NGO", "talk1", "open1")) is not None, "the round is over"


def test_a_need_is_missed_at_its_time_and_not_before() -> None:
    table = with_report()
    table.wait(8 * 60 + 50)
    assert table.state.world.needs["doctor2"][0] == "wait"
    table.wait(120)
    assert table.state.world.needs["doctor2"][0] == "missed"
    assert "collapse" in table.state.world.flags


def test_a_need_that_was_met_is_never_missed() -> None:
    table = with_report()
    table.ask("s-NGO", c.TakeNeed("NGO", "doctor2"))
    table.ask("s-NGO", c.Start("NGO", "doctor"))
    table.wait(900)
    assert table.state.world.needs["doctor2"][0] == "met"
    assert "collapse" not in table.state.world.flags


def test_somebody_safe_too_late_does_not_count() -> None:
    table = ready_to_search()
    table.wait(14 * 60)
    table.ask("s-POL", search())
    table.ask("s-NGO", c.Approve("NGO", run_of(table, "search"), True))
    table.wait(181)
    assert not table.state.world.safe
    assert set(table.state.world.late) == {"person4", "person5", "person6"}


def test_a_hint_follows_from_the_teams_own_knowledge() -> None:
    table = with_report()
    hints = [x.event for x in table.entries if isinstance(x.event, e.HintGiven)]
    assert [hint.hint for hint in hints] == ["h2"]
    assert table.view(table.team("POL")).known.lines == ()
    quiet = Table(table.scenario, "trio", "P30", help_level=0)
    quiet.seat_all()
    quiet.begin()
    quiet.wait(1200)
    assert not [x for x in quiet.entries if isinstance(x.event, e.HintGiven)]


def test_an_option_is_chosen_and_never_the_first_by_default() -> None:
    options = (Option(id="hidden", opens=r.Flag("gossip"), then=(r.Harm("caller"),)), Option(id="plain"))
    table = of_scenario(altered(package().scenario, "actions", "report", options=options))
    for option in ("", "hidden"):
        refused = table.judge("s-BG", c.Start("BG", "report", option, ("papers",)))
        assert refused == c.Refused("no_such_option")
    assert table.ask("s-BG", c.Start("BG", "report", "plain", ("papers",))) is None
    table.wait(60)
    assert "caller" not in table.state.world.flags


def test_an_action_that_lacks_one_resource_takes_none_of_the_others() -> None:
    scenario = altered(package().scenario, "actions", "report", uses={"beds": 2, "vans": 1}, yes=())
    table = of_scenario(replace(scenario, resources=(*scenario.resources, ResourceDef(id="vans", desk="BG", n=0))))
    assert table.ask("s-BG", c.Start("BG", "report", ticks=("papers",))) is None
    assert isinstance(table.entries[-1].event, e.NoneLeft)
    assert table.state.world.resources == {}


def test_what_another_action_took_while_ours_waited_for_a_yes_is_gone_whole() -> None:
    scenario = altered(package().scenario, "actions", "rights", uses={"vans": 1, "beds": 4}, opens=r.Always())
    scenario = altered(scenario, "actions", "report", uses={"beds": 3})
    table = of_scenario(replace(scenario, resources=(*scenario.resources, ResourceDef(id="vans", desk="NGO", n=1))))
    table.ask("s-NGO", c.Start("NGO", "rights"))
    table.ask("s-BG", c.Start("BG", "report", ticks=("papers",)))
    table.ask("s-BG", c.Approve("BG", run_of(table, "rights"), True))
    run = table.state.known[table.team("NGO")].runs[run_of(table, "rights")]
    assert (run.state, run.why, run.awaiting) == ("dropped", "none_left", ())
    assert table.state.world.runs[run.id].awaiting == ()
    assert table.state.world.resources == {"beds": 3}


def test_what_was_done_anew_is_not_reopened_for_mending() -> None:
    options = tuple(replace(o, mend=o.mend and 400) for o in package().scenario.actions[3].options)
    table = of_scenario(altered(package().scenario, "actions", "search", options=options))
    table.ask("s-BG", c.Start("BG", "report", ticks=("papers", "people")))
    table.ask("s-NGO", c.Send("own", "NGO", ("POL",), "line", (c.Item("NGO-1", "anon", "POL"),)))
    table.wait(60)
    table.ask("s-POL", search(option="loud"))
    table.ask("s-NGO", c.Approve("NGO", run_of(table, "search"), True))
    table.wait(181)
    table.control(c.SetAction("search", open=True))
    table.ask("s-POL", search())
    table.ask("s-NGO", c.Approve("NGO", run_of(table, "search"), True))
    table.wait(181)
    assert table.state.world.done["search"].option == "quiet"
    table.wait(300)
    assert "action:search" not in table.state.world.opened


def test_a_line_has_so_many_versions_side_by_side_and_no_more() -> None:
    table = small()
    for _ in range(6):
        assert table.ask("s-POL", c.WriteLine("POL", "plan", "approach", "~x", 0)) is None
    refused = table.judge("s-POL", c.WriteLine("POL", "plan", "approach", "~x", 0))
    assert refused == c.Refused("stale_line")
    assert table.ask("s-POL", c.WriteLine("POL", "plan", "approach", "~one for all", 6)) is None


def test_a_command_for_no_desk_is_refused() -> None:
    table = with_report()
    for command in (
        c.Heard("", "BG-1", "maple"),
        c.Assess("", "second_place", ("NGO-1",)),
        c.Ask("", "vehicles", "LHV 27K"),
        c.Send("own", "", ("BG",), "line", text="~x"),
        c.Start("", "doctor"),
        c.TakeNeed("", "doctor2"),
        c.WriteLine("", "plan", "care", "~x"),
    ):
        assert table.judge("s-NGO", command) == c.Refused("not_your_desk", {"desk": ""})


def test_grounds_laid_down_twice_are_kept_once() -> None:
    table = ready_to_search()
    table.ask("s-POL", c.Assess("POL", "second_place", ("POL-1", "NGO-1", "POL-1")))
    assert table.state.known[table.team("POL")].stands["second_place"].grounds == ("POL-1", "NGO-1")


def test_a_hint_or_a_grant_is_for_one_team() -> None:
    table = small()
    assert table.judge_control(c.GiveHint("*", "", "~x")) == c.Refused("unknown")
    assert table.judge_control(c.GiveHint("T1", "nobodys", "~x")) == c.Refused("unknown")
    assert table.judge_control(c.Grant("second_place", "*")) == c.Refused("unknown")
    assert table.judge_control(c.Pause("boredom")) == c.Refused("unknown")
