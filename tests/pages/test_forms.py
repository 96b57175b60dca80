"""Dialogs of a table's page: what they offer, and that what they send is allowed."""

from __future__ import annotations

import msgspec
import pytest

from cast import Table, package
from pages import dom, played
from palermo.engine import commands as c
from palermo.engine.lawful import sendable
from palermo.pages import FORMS, Options, forms, regions

OPTIONS = Options(names={"s-BG": "Marta"}, control="Anna")
SEATS = ("s-POL", "s-PRO", "s-BG", "s-SOC", "s-NGO", "s-GOV", "s-PIP")


def opened(table: Table, seat: str, what: str, target: str = "", desk: str = "", language: str = "en") -> dom.Node:
    own = table.own(seat)
    html = forms(table.scenario, played.texts(table), table.view(own.team), own, what, target, language, OPTIONS, desk)
    return dom.check(html)


def is_closed(root: dom.Node) -> bool:
    return "This is not open now" in root.text


def filled(root: dom.Node, *ticked: str, **typed: str) -> dict[str, object]:
    """Fill a dialog as somebody does: tick boxes by id, choose the first of what is required, type where words are wanted."""
    form = root.find("form")[0]
    command: dict[str, object] = {"do": form.attrs["data-do"]}
    on = {node.attrs["id"] for node in form.find("input") if "id" in node.attrs and "checked" in node.attrs} | set(
        ticked
    )
    for node, hidden in _fields(form, on, False):
        name = node.attrs.get("name", "")
        if not name or hidden:
            continue
        value = _value(node, ticked, typed, command)
        if value is None or value == "":
            continue
        if name.endswith("[]"):
            parts = value.split("|") if name == "items[]" else value
            command.setdefault(name[:-2], []).append(parts)  # type: ignore[attr-defined]
        else:
            command[name] = _typed(node, value)
    if command.pop("when", "now") == "now" or command["do"] == "plan":
        return command
    return {**command, "do": "plan", "what": command["do"]}


def _fields(node: dom.Node, on: set[str], hidden: bool) -> list[tuple[dom.Node, bool]]:
    hidden = hidden or not set(node.attrs.get("data-needs", "").split()) <= on or "data-over-warning" in node.attrs
    out = [(node, hidden)] if node.tag in ("input", "textarea", "select") else []
    return out + [pair for child in node.children for pair in _fields(child, on, hidden)]


def _value(node: dom.Node, ticked: tuple[str, ...], typed: dict[str, str], command: dict[str, object]) -> str | None:
    name, kind = node.attrs["name"], node.attrs.get("type", node.tag)
    if kind == "checkbox":
        return node.attrs["value"] if "checked" in node.attrs or node.attrs.get("id") in ticked else None
    if kind == "radio":
        chosen = typed.get(name) == node.attrs["value"] if name in typed else "checked" in node.attrs
        if not chosen and name not in typed and "required" in node.attrs and name not in command:
            chosen = True  # the first of a group, unless a later one is checked
        return node.attrs["value"] if chosen else None
    if kind == "select":
        options = node.find("option")
        if name in typed:
            return typed[name]
        return next((o.attrs["value"] for o in options if "selected" in o.attrs), options[0].attrs["value"])
    if kind == "hidden":
        return node.attrs["value"]
    if name in typed:
        return typed[name]
    if node.attrs.get("data-type") == "minutes":
        return node.attrs.get("value", "")
    return " ".join(node.words) or ("~said.text" if "required" in node.attrs else None)


def _typed(node: dom.Node, value: str) -> object:
    match node.attrs.get("data-type", ""):
        case "int":
            return int(value)
        case "minutes":
            minutes, _, seconds = value.partition(":")
            return int(minutes) * 60 + int(seconds or 0)
        case "float":
            return float(value)
        case "bool":
            return value == "true"
        case _:
            return value


def refused(table: Table, seat: str, asked: dict[str, object]) -> c.Refused | None:
    return table.judge(seat, msgspec.convert(asked, c.Command))


def test_a_form_that_does_not_exist_and_one_that_is_not_open_are_alike() -> None:
    table = played.late()
    closed = [
        opened(table, "s-BG", "nonsense", "x"),
        opened(table, "s-BG", "start", "certificates"),
        opened(table, "s-BG", "start", "no_such_action"),
        opened(table, "s-BG", "start", "open_case"),
        opened(table, "s-BG", "answer", "s-NGO.99"),
        opened(table, "s-BG", "read", "message:s-POL.99"),
        opened(table, "s-SOC", "approve", "s-POL.14"),
    ]
    assert all(is_closed(root) for root in closed)
    assert len({root.text for root in closed}) == 1


def test_every_form_opens_to_somebody_or_says_that_it_is_closed() -> None:
    table = played.late()
    for what in FORMS:
        for seat in SEATS:
            assert opened(table, seat, what).find(role="dialog")


@pytest.mark.parametrize("moment", ["early", "late"])
def test_every_button_that_opens_a_form_opens_it_for_its_desk(moment: str) -> None:
    table = getattr(played, moment)()
    seen = 0
    for team, desks in table.state.world.teams:
        made = regions(table.scenario, played.texts(table), table.view(team), "en", OPTIONS)
        for html in made.values():
            for button in dom.read(html).find("button", data_form="*"):
                desk = (button.attrs.get("data-desk", "").split() or [desks[0]])[0]
                root = opened(table, f"s-{desk}", button.attrs["data-form"], button.attrs.get("data-target", ""))
                assert not is_closed(root), (team, button.attrs)
                seen += 1
    assert seen > 50


def test_a_hand_over_gives_each_recipient_the_form_that_the_rule_names() -> None:
    table = played.early()
    asked = filled(opened(table, "s-BG", "hand", "BG-3"), "to-POL", "to-SOC")
    assert asked["items"] == [["BG-3", "full", "POL"], ["BG-3", "short", "SOC"]]
    assert (asked["kind"], asked["channel"], asked["desk"]) == ("own", "duty", "BG")
    assert refused(table, "s-BG", asked) is None


def test_several_facts_go_to_several_desks_in_one_message() -> None:
    table = played.early()
    asked = filled(opened(table, "s-BG", "hand"), "f-BG-1", "f-BG-2", "f-BG-7", "to-POL", "to-SOC")
    known = table.state.known["T2"]
    expected = [
        [fact, form, desk]
        for desk in ("POL", "SOC")
        for fact in ("BG-1", "BG-2", "BG-7")
        if (form := sendable(table.scenario, known, fact, desk))
    ]
    assert asked["items"] == expected
    assert refused(table, "s-BG", asked) is None


def test_more_than_the_rule_allows_is_marked_never_chosen_and_asks_for_a_reason() -> None:
    root = opened(played.early(), "s-BG", "hand", "BG-3")
    choice = root.find("select", id="pair-BG-3-NGO")[0]
    assert choice.find("option")[0].attrs == {"value": "", "selected": ""}
    assert all("data-over" in option.attrs for option in choice.find("option")[1:])
    lawful = root.find("select", id="pair-BG-3-SOC")[0]
    marks = {o.attrs["value"]: "data-over" in o.attrs for o in lawful.find("option")}
    assert marks == {"BG-3|full|SOC": True, "BG-3|short|SOC": False}
    warning = root.find(data_over_warning="*")[0]
    assert warning.attrs["role"] == "alert"
    assert warning.find("textarea", name="reason")[0].attrs["data-reason"] == ""


def test_recipients_come_by_the_facts_rule_and_not_by_who_needs_it() -> None:
    table = played.early()
    boxes = [node.attrs["value"] for node in opened(table, "s-BG", "hand", "BG-3").find("input", name="to[]")]
    assert boxes == ["POL", "PRO", "SOC", "NGO", "GOV", "PIP"]


def test_a_fact_that_no_channel_carries_is_not_offered() -> None:
    table = played.early()
    fact = next(f for f in table.scenario.facts if not f.forms and f.id in table.state.known["T4"].facts)
    assert not opened(table, "s-NGO", "hand").find("input", id=f"f-{fact.id}")
    page = regions(table.scenario, played.texts(table), table.view("T4"), "en", OPTIONS, names=["facts"])["facts"]
    assert not dom.read(page).find("button", data_form="hand", data_target=fact.id)


def test_a_request_is_asked_and_answered_by_forms_alone() -> None:
    table = played.seated()
    table.begin()
    table.wait(60)
    asked = filled(opened(table, "s-POL", "ask"), text="~q.text")
    asked["to"] = ["BG"]
    assert asked["due"] == 300
    assert refused(table, "s-POL", asked) is None
    table.do("s-POL", msgspec.convert(asked, c.Command))
    request = next(iter(table.state.world.messages))
    table.wait(70)
    answer = filled(opened(table, "s-BG", "answer", request), "f-BG-1", text="~a.text")
    assert answer["reply_to"] == request
    assert answer["items"] == [["BG-1", "full", "POL"]]
    assert refused(table, "s-BG", answer) is None
    refusal = filled(opened(table, "s-BG", "refuse", request))
    assert refused(table, "s-BG", refusal) is None


def test_the_report_starts_by_its_form_with_its_lines_ticked() -> None:
    table = played.early()
    root = opened(table, "s-BG", "start", "report")
    assert [box.attrs["value"] for box in root.find("input", name="ticks[]")] == [
        "who",
        "what",
        "papers",
        "vehicle",
        "time",
    ]
    asked = filled(root)
    asked["ticks"] = ["who", "papers"]
    assert refused(table, "s-BG", asked) is None


def test_every_start_form_offers_the_open_options_and_is_allowed_when_filled() -> None:
    table = played.early()
    seen = 0
    for team, _ in table.state.world.teams:
        view = table.view(team)
        for power in view.can:
            if power.verb != "start" or not power.open:
                continue
            root = opened(table, f"s-{power.desk}", "start", power.target)
            options = [node.attrs["value"] for node in root.find("input", name="option")]
            assert options == list(power.slots["option"])
            asked = filled(root)
            if power.slots["tick"]:
                asked["ticks"] = list(power.slots["tick"])
            if power.slots["stands_on"]:
                assert root.find("input", name="grounds[]")
                asked["grounds"] = list(power.slots["fact"])[:1]
            assert refused(table, f"s-{power.desk}", asked) is None, power
            seen += 1
    assert seen >= 3


def test_a_yes_and_a_why_not_are_said_by_the_form() -> None:
    table = played.late()
    run = next(r.id for r in table.state.world.runs.values() if r.action == "interpreter")
    root = opened(table, "s-NGO", "approve", run)
    assert "Marta" in root.text
    assert refused(table, "s-NGO", filled(root, yes="true")) is None
    assert refused(table, "s-NGO", filled(root, yes="false")) == c.Refused("no_reason")
    assert refused(table, "s-NGO", filled(root, yes="false", reason="~r.reason")) is None


def test_an_answer_is_put_forward_with_the_facts_of_the_last_try_ticked() -> None:
    table = played.late()
    root = opened(table, "s-BG", "assess", "who_are_the_eight")
    asked = filled(root)
    assert asked["question"] == "who_are_the_eight"
    assert asked["facts"] == ["BG-1", "BG-2"]
    assert refused(table, "s-BG", asked) is None


def test_a_line_begins_with_the_scenarios_words_and_knows_what_it_was_written_on() -> None:
    table = played.late()
    starter = package("night_minibus").texts["en"]["sheets.initial.lines.need_BG.starter"]
    fresh = filled(opened(table, "s-BG", "line", "initial.need_BG"))
    assert (fresh["text"], fresh["base"]) == (" ".join(starter.split()), 0)
    written = filled(opened(table, "s-BG", "line", "initial.know_BG"))
    assert written["base"] == 1
    assert "Nine passengers" in str(written["text"])
    assert refused(table, "s-BG", written) is None


def test_what_was_told_in_person_is_noted_by_number_and_word() -> None:
    table = played.late()
    asked = filled(opened(table, "s-BG", "heard"), number="POL-1", word="garden")
    assert asked == {"do": "heard", "desk": "BG", "number": "POL-1", "word": "garden"}
    assert refused(table, "s-BG", asked) is None


def test_a_name_is_checked_in_the_holdings_of_others() -> None:
    table = played.late()
    root = opened(table, "s-BG", "lookup")
    own = {lookup.id for lookup in table.scenario.lookups if lookup.desk == "BG"}
    assert own.isdisjoint(node.attrs["value"] for node in root.find("input", name="lookup"))
    assert refused(table, "s-BG", filled(root, key="Selin")) is None


def test_the_giver_can_say_that_it_was_not_so() -> None:
    table = played.late()
    told = next(iter(table.state.world.tolds))
    assert refused(table, "s-SOC", filled(opened(table, "s-SOC", "correct", told), text="~t.text")) is None
    assert is_closed(opened(table, "s-BG", "correct", told))


def test_a_seat_with_two_desks_can_write_as_either() -> None:
    table = Table(package("night_minibus").scenario, "teams5", "P90")
    table.control(c.TakeSeat("s-two", "T1", ("POL", "PRO")), "server")
    table.begin()
    table.wait(60)
    first = opened(table, "s-two", "ask")
    assert filled(first)["desk"] == "POL"
    assert first.find("button", data_as="PRO", data_form="ask")
    assert filled(opened(table, "s-two", "ask", desk="PRO"))["desk"] == "PRO"


def test_reading_shows_an_inject_a_message_and_a_hint() -> None:
    table = played.late()
    known = table.state.known["T2"]
    inject = next(iter(known.injects))
    assert "hot soup for everybody" in opened(table, "s-BG", "read", f"inject:{inject}").text
    message = next(mail.id for mail in known.mail.values() if mail.kind == "request")
    assert "One list says 8" in opened(table, "s-BG", "read", f"message:{message}").text
    hint = next(line.id for line in known.lines if line.kind == "hint")
    assert "Who could know" in opened(table, "s-BG", "read", f"line:{hint}").text


def test_the_question_to_control_is_a_form_in_every_moment() -> None:
    for table in (played.lobby(), played.late(), played.over()):
        assert refused(table, "s-BG", filled(opened(table, "s-BG", "help"))) is None
