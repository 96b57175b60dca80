"""Requests between countries: classes of urgency, reasons of the closed list, and what is put on hold."""

from __future__ import annotations

from msgspec.structs import replace

from cast import Table, of_scenario, package
from palermo.engine import commands as c
from palermo.engine.known import Mail
from palermo.engine.urgency import seconds_of


def told(table: Table, desk: str) -> dict[str, Mail]:
    return table.state.known[table.team(desk)].mail


def asked(table: Table | None = None, **more: str) -> tuple[Table, str]:
    """Return an exercise in which the organisation has asked the border service something."""
    table = table or of_scenario(package().scenario)
    assert table.ask("s-NGO", c.Send("request", "NGO", ("BG",), "line", text="~who", **more)) is None
    table.wait(31)
    return table, next(one.id for one in told(table, "BG").values() if one.kind == "request")


def hold(table: Table, request: str, reason: str = "~court") -> c.Refused | None:
    return table.ask("s-BG", c.Send("hold", "BG", ("NGO",), "line", reply_to=request, reason=reason))


def waits(table: Table, desk: str) -> list[int]:
    return [one.due for one in table.view(table.team(desk)).expected if one.kind == "answer"]


def test_a_class_of_urgency_gives_its_hours_of_the_story_as_time_to_answer() -> None:
    scenario = package().scenario
    phase = next(one for one in scenario.profiles[0].phases if one.kind == "play")
    assert phase.rate
    wanted = 8 * 3600 / phase.rate
    assert seconds_of(scenario, "P30", phase.id, "urgent") == round(wanted)
    assert seconds_of(scenario, "P30", "", "urgent") == 0
    table, request = asked(urgency="now")
    mail = told(table, "BG")[request]
    assert mail.urgency == "now"
    assert mail.due == mail.at + seconds_of(scenario, "P30", table.state.world.phase, "now")


def test_what_is_due_after_the_exercise_has_no_time() -> None:
    table, request = asked(urgency="urgent")
    assert told(table, "BG")[request].due == 0


def test_only_a_class_of_the_scenario_and_only_of_a_request_is_accepted() -> None:
    table = of_scenario(package().scenario)
    no = table.ask("s-NGO", c.Send("request", "NGO", ("BG",), "line", text="~who", urgency="never"))
    assert no is not None
    no = table.ask("s-NGO", c.Send("own", "NGO", ("BG",), "line", text="~who", urgency="urgent"))
    assert no is not None


def test_a_refusal_names_a_reason_of_the_closed_list_and_words_are_free_beside_it() -> None:
    table, request = asked()
    send = c.Send("refusal", "BG", ("NGO",), "line", reply_to=request, reason="~why")
    no = table.judge("s-BG", send)
    assert no is not None
    assert no.code == "not_on_the_list"
    assert table.judge("s-BG", replace(send, basis="made_up")) is not None
    assert table.ask("s-BG", replace(send, basis="not_here", reason="")) is None
    table.wait(31)
    assert [one.basis for one in told(table, "NGO").values() if one.kind == "refusal"] == ["not_here"]


def test_a_request_on_hold_keeps_waiting_without_its_clock_and_both_sides_know_why() -> None:
    table, request = asked(urgency="now")
    assert waits(table, "BG") == [told(table, "BG")[request].due]
    assert hold(table, request) is None
    assert waits(table, "BG") == [-1]
    table.wait(31)
    asker = told(table, "NGO")[request]
    assert told(table, "NGO")[asker.held].text == "~court"
    assert not asker.answered
    again = hold(table, request)
    assert again is not None
    assert again.code == "already_on_hold"
    assert table.ask("s-BG", c.Send("answer", "BG", ("NGO",), "line", reply_to=request, text="~her")) is None
    assert waits(table, "BG") == []


def test_a_hold_says_why_and_can_be_taken_back() -> None:
    table, request = asked(urgency="now")
    no = hold(table, request, "")
    assert no is not None
    assert no.code == "no_reason"
    hold(table, request)
    held = told(table, "BG")[request].held
    table.ask("s-BG", c.TakeBack(held))
    assert told(table, "BG")[request].held == ""
    assert table.state.world.messages[request].held == ""
    assert waits(table, "BG")[0] > 0


def test_where_requests_have_no_class_nothing_goes_on_hold() -> None:
    table, request = asked(of_scenario(replace(package().scenario, urgencies=())))
    assert hold(table, request) is not None
