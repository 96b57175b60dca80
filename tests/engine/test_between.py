"""Between countries: law that opens and closes with the case, court evidence, handling codes, copies, leaks, tables nobody plays."""

from __future__ import annotations

from msgspec.structs import replace

from cast import Table, altered, of_scenario, package, small
from palermo.conduct.rule import rule
from palermo.engine import commands as c
from palermo.engine import events as e
from palermo.engine import rules as r
from palermo.engine.scenario import Code, Country, Scenario, ShareRule, SheetLine

COUNTRIES = (Country(id="north", contact="BG"), Country(id="south", contact="POL"))


def scenario() -> Scenario:
    """Return the small scenario with two countries: the border service is of the north, the police of the south."""
    found = altered(package().scenario, "desks", "BG", country="north")
    found = altered(found, "desks", "POL", country="south")
    return replace(found, countries=COUNTRIES)


def hand(table: Table, fact: str, sender: str, to: str, channel: str = "line", **more: str) -> c.Refused | None:
    refused = table.ask(f"s-{sender}", c.Send("own", sender, (to,), channel, (c.Item(fact, "full", to),), **more))
    table.wait(130)
    return refused


def overshared(table: Table) -> list[str]:
    return [entry.event.fact for entry in table.entries if isinstance(entry.event, e.Overshared)]


def sent(table: Table) -> e.MessageSent:
    return next(entry.event for entry in table.entries if isinstance(entry.event, e.MessageSent))


def test_a_rule_with_a_condition_counts_once_it_holds_on_what_the_giver_knows() -> None:
    opened = ShareRule(to=("POL",), when=r.Done("report"))
    shut = of_scenario(altered(scenario(), "facts", "BG-2", rules=(opened,)))
    hand(shut, "BG-2", "BG", "POL")
    assert overshared(shut) == ["BG-2"]
    rules = (opened, ShareRule(to=("NGO",)))
    open_ = of_scenario(altered(scenario(), "facts", "BG-2", rules=rules))
    open_.ask("s-BG", c.Start("BG", "report", ticks=("people",)))
    open_.wait(60)
    hand(open_, "BG-2", "BG", "POL")
    assert "BG-2" not in overshared(open_)


def court(channel: str, code: str = "", codes: tuple[Code, ...] = ()) -> bool:
    """Hand a fact of the north to the police of the south; tell whether a question of evidence rests on it then."""
    found = altered(scenario(), "questions", "second_place", evidence_only=True, rests=r.Ground("BG-1"), in_part=False)
    table = of_scenario(replace(found, codes=codes))
    assert hand(table, "BG-1", "BG", "POL", channel, code=code) is None
    assert table.ask("s-POL", c.Assess("POL", "second_place", ("BG-1",))) is None
    return "second_place" in table.state.world.stands


def test_evidence_from_abroad_counts_only_by_a_channel_that_yields_court_evidence() -> None:
    assert not court("line")
    assert court("letter")


def test_what_came_by_another_channel_first_counts_once_it_came_as_court_evidence() -> None:
    found = altered(scenario(), "questions", "second_place", evidence_only=True, rests=r.Ground("BG-1"), in_part=False)
    table = of_scenario(found)
    hand(table, "BG-1", "BG", "POL")
    hand(table, "BG-1", "BG", "POL", "letter")
    table.ask("s-POL", c.Assess("POL", "second_place", ("BG-1",)))
    assert "second_place" in table.state.world.stands


def test_a_handling_code_can_keep_a_fact_out_of_court() -> None:
    codes = (Code(id="H0"), Code(id="H1", court=False))
    assert court("letter", "H0", codes)
    assert not court("letter", "H1", codes)


def test_a_coded_channel_refuses_a_message_without_a_code() -> None:
    table = of_scenario(replace(altered(scenario(), "channels", "line", coded=True), codes=(Code(id="H0"),)))
    refused = hand(table, "BG-1", "BG", "POL")
    assert refused is not None
    assert refused.code == "no_code"
    assert hand(table, "BG-1", "BG", "POL", code="H0") is None
    assert table.state.known[table.team("POL")].facts["BG-1"].code == "H0"


def test_contact_desks_get_a_copy_that_asks_nothing_of_them_and_has_no_price() -> None:
    found = altered(scenario(), "desks", "NGO", country="south")
    found = altered(altered(found, "channels", "line", copies=True), "facts", "BG-1", rules=(ShareRule(to=("NGO",)),))
    table = of_scenario(found)
    table.ask("s-BG", c.Send("request", "BG", ("NGO",), "line", (c.Item("BG-1", "full", "NGO"),)))
    table.wait(40)
    assert sent(table).copies == ("POL",)
    assert table.knows("POL", "BG-1") == "full"
    assert not overshared(table)
    assert [one.desk for one in table.view(table.team("NGO")).expected if one.kind == "answer"] == ["NGO"]
    assert not [one for one in table.view(table.team("POL")).expected if one.kind == "answer"]


def test_a_channel_leaks_only_what_its_listener_cares_about() -> None:
    table = of_scenario(altered(scenario(), "channels", "phone", leak_about=("mill",)))
    hand(table, "BG-1", "BG", "POL", "phone")
    assert not table.state.world.leaked
    hand(table, "NGO-1", "NGO", "POL", "phone")
    assert "phone" in table.state.world.leaked


def test_a_table_nobody_plays_starts_what_begins_by_rule_and_nothing_else() -> None:
    found = altered(scenario(), "actions", "report", by_rule=True)
    preset = replace(
        found.presets[0], teams=(replace(found.presets[0].teams[0], by="rule"), *found.presets[0].teams[1:])
    )
    table = Table(replace(found, presets=(preset,)), "trio", "P30")
    assert table.state.world.occupants["BG"] == ("rule", "")
    assert table.state.world.occupants["POL"] == ("people", "")
    table.seat_all()
    table.begin()
    turn = rule(table.scenario, table.view(table.team("BG")), table.own("s-BG"), table.t)
    assert [(one.action, one.ticks) for one in turn.commands if isinstance(one, c.Start)] == [
        ("report", ("papers", "people"))
    ]
    other = rule(scenario(), small().view("T1"), small().own("s-BG"), 0)
    assert not [one for one in other.commands if isinstance(one, c.Start)]


def test_an_early_sheet_is_written_in_preparation_and_others_are_not() -> None:
    sheet = replace(
        package().scenario.sheets[0], id="note", early=True, lines=(SheetLine(id="aim", desks=("BG",)),), due=None
    )
    table = Table(replace(scenario(), sheets=(*scenario().sheets, sheet)), "trio", "P30")
    table.seat_all()
    table.control(c.Begin())
    assert table.ask("s-BG", c.WriteLine("BG", "note", "aim", "~words", 0)) is None
    assert table.ask("s-POL", c.WriteLine("POL", "plan", "approach", "~words", 0)) is not None
