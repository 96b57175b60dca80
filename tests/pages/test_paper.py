"""The paper desk: what control sees of a table there, and that every second tap is a command that is accepted."""

from __future__ import annotations

import json
import re

import pytest

from cast import Table, package
from pages import dom, played
from palermo.engine import commands as c
from palermo.engine.viewing import control_view
from palermo.log.codec import COMMANDS
from palermo.pages import Options, control_regions, forms

OPTIONS = Options(control="Anna")


def begun(talk: str = "paper") -> Table:
    """An exercise of Night minibus in its first decisions, with nobody at a screen."""
    table = Table(package("night_minibus").scenario, "teams5", "P90", talk=talk)
    table.control(c.Begin())
    table.control(c.SkipPhase())
    return table


def opened(table: Table, team: str, what: str, target: str = "", desk: str = "") -> dom.Node:
    own = table.own(f"control@{team}")
    html = forms(table.scenario, played.texts(table), table.view(team), own, what, target, "en", OPTIONS, desk)
    return dom.check(html)


def buttons(root: dom.Node, name: str) -> dict[str, dom.Node]:
    return {node.attrs[name]: node for node in root.find("button") if name in node.attrs}


def pressed(root: dom.Node, button: dom.Node) -> c.Command:
    """Return the command of a dialog whose button is pressed, with everything as it stands."""
    form = root.find("form")[0]
    made: dict[str, object] = {"do": form.attrs["data-do"]}
    for node in (*form.find("input"), *form.find("textarea"), button):
        name, value = node.attrs.get("name", ""), node.attrs.get("value", "")
        if not name or (node.attrs.get("type") == "checkbox" and "checked" not in node.attrs):
            continue
        if name.endswith("[]"):
            made.setdefault(name[:-2], []).append(value)  # type: ignore[attr-defined]
        elif node.attrs.get("data-type") == "bool":
            made[name] = value == "true"
        elif value:
            made[name] = value
    return COMMANDS.decode(str(made["do"]), 1, json.dumps(made).encode())


def test_every_fact_that_can_be_told_is_a_button_with_number_word_and_teller() -> None:
    facts = buttons(opened(begun(), "T4", "paper"), "data-paper-fact")
    assert set(facts) == {"NGO-3", "NGO-4", "NGO-5"}
    one = facts["NGO-5"]
    assert {"NGO-5", "marble"} <= set(one.text.split())
    assert one.attrs["data-giver"] == "NGO"
    assert "ngo-5 marble" in one.attrs["data-find"]


def test_each_pair_of_fact_and_desk_on_the_page_is_recorded() -> None:
    for team in ("T1", "T2", "T3", "T5"):
        table = begun()
        panel = opened(table, team, "paper")
        for number, fact in buttons(panel, "data-paper-fact").items():
            for to in panel.find("button"):
                if "data-paper-to" in to.attrs and "data-channel" not in to.attrs:
                    table.control(c.Told(to.attrs["data-paper-to"], number, fact.attrs["data-giver"]))


def test_what_counts_in_court_is_written_in_its_lawful_form() -> None:
    table = begun()
    panel = opened(table, "T2", "paper")
    letter = next(node for node in panel.find("button") if node.attrs.get("data-channel") == "letter")
    assert letter.attrs["data-paper-to"] == "PRO"
    forms_ = json.loads(buttons(panel, "data-paper-fact")["BG-1"].attrs["data-forms"])
    item = c.Item("BG-1", forms_["PRO"], "PRO")
    assert table.ask("control@T2", c.Send("own", "BG", ("PRO",), "letter", (item,))) is None


@pytest.mark.parametrize("team", ["T1", "T2", "T3", "T4", "T5"])
def test_every_second_tap_of_an_action_is_accepted(team: str) -> None:
    table = played.late()
    tried = 0
    for target, first in buttons(opened(table, team, "paper"), "data-target").items():
        if first.attrs["data-form"] not in ("paper_start", "paper_need", "paper_agree"):
            continue
        dialog = opened(table, team, first.attrs["data-form"], target, first.attrs["data-as"])
        for button in dialog.find("button"):
            if button.attrs.get("type") != "submit" or button.attrs.get("value") == "false":
                continue
            refused = table.aside().ask(f"control@{team}", pressed(dialog, button))
            assert refused is None or refused.code == "needs_grounds", (target, refused)
            tried += 1
    assert tried


def test_ticks_are_ticked_and_options_are_the_buttons() -> None:
    report = opened(begun(), "T2", "paper_start", "report")
    assert len([node for node in report.find("input") if "checked" in node.attrs]) == 5
    secure = opened(begun(), "T2", "paper_start", "secure")
    options = [node.attrs["value"] for node in secure.find("button") if node.attrs.get("name") == "option"]
    assert options == ["rooms", "waiting", "cells"]


def test_a_card_that_is_due_is_handed_out_with_its_number_and_words_are_said() -> None:
    table = begun()
    table.control(c.SendInject("i02"))
    table.control(c.Announce(played.say("Ten minutes more.")))
    said = " ".join(opened(table, "T2", "paper").text.split())
    assert "Hand out card 02" in said
    assert "A friendly man at the gate" in said
    assert "Ten minutes more." in said
    assert "Hand out card" not in opened(table, "T3", "paper").text


def test_a_fact_that_opens_is_handed_out_by_number_and_word_and_in_its_form() -> None:
    table = begun()
    table.control(c.SendInject("i03"))
    said = " ".join(opened(table, "T3", "paper").text.split())
    assert "Hand out the fact card BG-7 cotton · short form" in said


def test_all_done_empties_the_list_for_the_table() -> None:
    table = begun()
    table.control(c.SendInject("i02"))
    assert table.ask("control@T2", c.SeeAll()) is None
    assert "Nothing for this table now" in opened(table, "T2", "paper").text


def test_what_was_told_can_be_set_right_by_its_button() -> None:
    table = begun()
    table.control(c.Told("POL", "BG-6"))
    panel = opened(table, "T2", "paper")
    back = next(node for node in panel.find("button") if '"correct"' in node.attrs.get("data-command", ""))
    body = back.attrs["data-command"].encode()
    assert table.ask("control@T2", COMMANDS.decode("correct", 1, body)) is None
    left = [node.attrs.get("data-command", "") for node in opened(table, "T2", "paper").find("button")]
    assert not any('"correct"' in command for command in left)


def test_a_panel_says_nothing_that_its_table_does_not_know() -> None:
    table = begun()
    table.control(c.SendInject("i04"))
    text = opened(table, "T3", "paper").text
    for fact in table.scenario.facts:
        if fact.id not in table.view("T3").known.facts:
            assert not re.search(rf"\b{fact.id}\b", text)
    assert "driver's phone rings" not in text


def test_where_people_talk_by_screen_only_the_desk_says_so_and_records_the_rest() -> None:
    panel = opened(begun("system"), "T2", "paper")
    assert "only through the pages" in panel.text
    assert not buttons(panel, "data-paper-fact")
    assert "First report" in panel.text


def test_before_and_after_play_the_desk_says_what_is_so() -> None:
    table = Table(package("night_minibus").scenario, "teams5", "P90", talk="paper")
    assert "The tables read" in opened(table, "T2", "paper").text
    table.control(c.Begin())
    assert "The tables read" in opened(table, "T2", "paper").text
    table.control(c.SkipPhase())
    assert "The tables read" not in opened(table, "T2", "paper").text
    table.control(c.End())
    assert "Nothing is recorded any more" in opened(table, "T2", "paper").text


def test_a_question_card_that_was_asked_shows_the_answer_to_read_aloud() -> None:
    table, team, talk = begun(), "T4", "person1_first"
    table.control(c.SetAction("rights", True))
    assert table.ask("control@T4", c.Start("NGO", "rights")) is None
    assert "Asks a question card" in opened(table, team, "paper").text
    card = next(node for node in opened(table, team, "talk", talk).find("button") if "data-command" in node.attrs)
    body = card.attrs["data-command"].encode()
    asked = COMMANDS.decode("askcard", 1, body)
    assert isinstance(asked, c.AskCard)
    assert table.ask(f"control@{team}", asked) is None
    answer = package("night_minibus").texts["en"][f"talks.{asked.talk}.cards.{asked.card}.answer"]
    assert answer in opened(table, team, "talk", talk).text


def test_a_bot_at_a_table_of_people_gives_it_to_them_in_one_tap() -> None:
    table = begun()
    assert "A bot answers" not in opened(table, "T2", "paper").text
    table.control(c.Occupy("BG", "bot", "table"))
    panel = opened(table, "T2", "paper")
    assert "A bot answers for Border Guard" in " ".join(panel.text.split())
    command = next(
        node.attrs["data-command"] for node in panel.find("button") if "occupy" in node.attrs.get("data-command", "")
    )
    table.control(COMMANDS.decode("occupy", 1, command.encode()))
    assert "A bot answers" not in opened(table, "T2", "paper").text


def test_a_table_itself_does_not_get_the_desk() -> None:
    table = played.late()
    own = table.own("s-BG")
    for what, target in (("paper", ""), ("paper_start", "secure"), ("paper_need", "separation")):
        html = forms(table.scenario, played.texts(table), table.view("T2"), own, what, target, "en", OPTIONS)
        assert "This is not open now" in dom.check(html).text


def test_the_row_of_tables_counts_what_waits_and_names_the_next_card() -> None:
    table = begun()
    table.control(c.SendInject("i03"))
    root = _row(table)
    rows = buttons(root, "data-paper-team")
    assert list(rows) == ["T1", "T2", "T3", "T4", "T5"]
    assert "to hand out or say" in rows["T3"].text
    assert "to hand out or say" not in rows["T4"].text
    table.control(c.Told("POL", "BG-6"))
    assert "to hand out or say" not in buttons(_row(table), "data-paper-team")["T2"].text
    assert "02 A friendly man at the gate" in " ".join(root.text.split())


def _row(table: Table) -> dom.Node:
    seen = control_view(table.scenario, table.state)
    return dom.check(control_regions(table.scenario, played.texts(table), seen, "en", OPTIONS, ["paper"])["paper"])
