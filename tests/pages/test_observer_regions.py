"""What observers read: control's picture without a button, or one person's card as she knows it."""

from __future__ import annotations

import json

import msgspec

from cast import Table
from pages import dom, played
from palermo.engine import commands as c
from palermo.engine.allowed import allowed
from palermo.engine.viewing import control_view
from palermo.pages import (
    OBSERVER_REGIONS,
    VOICE_REGIONS,
    Options,
    forms,
    observed_regions,
    observer_regions,
    regions,
    voice_regions,
)

OPTIONS = Options(names={"s-BG": "Marta"}, control="Anna", support="116 123")


def begun() -> Table:
    table = played.seated()
    table.begin()
    table.control(c.Observe("o-eye", objective="exchange"))
    table.control(c.Observe("o-voice", person="person6"))
    table.wait(30)
    return table


def eyes(table: Table) -> dict[str, str]:
    view = control_view(table.scenario, table.state)
    shared = observer_regions(table.scenario, played.texts(table), view, "en", OPTIONS)
    return shared | observed_regions(table.scenario, played.texts(table), view, "o-eye", "en", OPTIONS)


def hers(table: Table, seat: str = "o-voice", *, gentle: bool = False) -> dict[str, str]:
    options = msgspec.structs.replace(OPTIONS, gentle=gentle)
    return voice_regions(table.scenario, played.texts(table), table.view(seat), "en", options)


def test_an_objectives_observer_reads_every_table_and_presses_nothing() -> None:
    table = begun()
    found = eyes(table)
    assert set(OBSERVER_REGIONS) <= set(found)
    for name, html in found.items():
        root = dom.check(html)
        for marks in ({"data_command": "*"}, {"data_form": "*"}):
            assert not root.find(**marks), name
        assert not root.find("button"), name
        assert not root.find("form"), name
    for short in ("Border Guard", "Social services"):
        assert short in dom.read(found["teams"]).text
    assert "Passports in one envelope" in dom.read(found["matrix"]).text


def test_a_tick_is_counted_and_listed_with_its_time_and_table() -> None:
    table = begun()
    team = table.team("BG")
    for words in ("", played.say("two numbers")):
        table.do("o-eye", c.Note(words, "exchange", "read_back", team))
        table.wait(20)
    found = eyes(table)
    numbers = json.loads(dom.read(found["counts"]).find(data_counts="*")[0].attrs["data-counts"])
    assert numbers["tick-read_back"] == 2
    assert numbers["tick-source"] == 0
    text = dom.read(found["noted"]).text
    assert "Read a number, a time or a plate back." in text
    assert "two numbers" in text
    assert "Border Guard" in text


def test_an_observer_does_not_read_what_another_one_noted() -> None:
    table = begun()
    table.do("o-eye", c.Note(played.say("mine alone"), "exchange", "source"))
    table.control(c.Note(played.say("control's alone")))
    view = control_view(table.scenario, table.state)
    other = observed_regions(table.scenario, played.texts(table), view, "o-other", "en", OPTIONS)
    assert "mine alone" not in other["noted"]
    for html in eyes(table).values():
        assert "control's alone" not in html
    table.do("o-other", c.Note(played.say("hers alone"), "cooperation"))
    assert "hers alone" not in eyes(table)["exchange"]


def test_the_voice_reads_her_own_card_and_nothing_of_the_others() -> None:
    table = begun()
    found = hers(table)
    assert tuple(found) == VOICE_REGIONS
    for html in found.values():
        dom.check(html)
    text = " ".join(dom.read(html).text for html in found.values())
    assert "You can call me Ela" in text
    assert "second-line check at the crossing" in text
    for secret in ("not clear yet", "BG-6", "Person 9", "39.5", "presumed"):
        assert secret not in text, secret


def test_the_voice_sees_where_she_is_brought_and_what_she_was_asked() -> None:
    table = begun()
    table.do("s-BG", c.AskCard("BG", "person6_needs", "now"))
    text = dom.read(hers(table)["voice"]).text
    assert "What do you need right now?" in text


def test_the_question_stands_under_new_and_its_answer_comes_back() -> None:
    table = begun()
    team = table.team("BG")
    ask = c.AskNow(team)
    assert table.ask("o-voice", ask) is None
    page = regions(table.scenario, played.texts(table), table.view(team), "en", OPTIONS, names=("new",))["new"]
    assert "Person 6 asks: What happens to me now?" in dom.read(page).text
    button = dom.read(page).find(data_form="now")[0]
    table.do("s-BG", c.SeeAll())
    card = regions(table.scenario, played.texts(table), table.view(team), "en", OPTIONS, names=("people",))["people"]
    assert dom.read(card).find(data_form="now"), "whoever has put it aside finds it on the person's card"
    own, target = table.own("s-BG"), button.attrs["data-target"]
    html = forms(table.scenario, played.texts(table), table.view(team), own, "now", target, "en", OPTIONS)
    assert dom.check(html).find("form", data_do="answernow")
    command = c.AnswerNow(target, played.say("You sleep in a room of your own."))
    assert allowed(table.scenario, table.view(team), own, command) is None
    table.do("s-BG", command)
    assert "a room of your own" in dom.read(hers(table)["asked"]).text
    card = regions(table.scenario, played.texts(table), table.view(team), "en", OPTIONS, names=("people",))["people"]
    assert "a room of your own" in dom.read(card).text
    again = regions(table.scenario, played.texts(table), table.view(team), "en", OPTIONS, names=("new",))["new"]
    assert "What happens to me now?" not in dom.read(again).text


def test_after_two_questions_the_form_is_gone() -> None:
    table = begun()
    for desk in ("BG", "SOC"):
        assert dom.read(hers(table)["asked"]).find("form", data_do="asknow")
        assert table.ask("o-voice", c.AskNow(table.team(desk))) is None
    asked = dom.read(hers(table)["asked"])
    assert not asked.find("form")
    assert "Both questions are asked" in asked.text


def test_the_gentle_wording_reaches_the_voice_too() -> None:
    table = begun()
    assert "frightens me" in dom.read(hers(table)["voice"]).text
    soft = dom.read(hers(table, gentle=True)["voice"]).text
    assert "frightens" not in soft
    assert "Ela" in soft


def test_the_end_says_where_to_call_after_today() -> None:
    table = begun()
    table.control(c.End())
    for found in (eyes(table), hers(table)):
        text = dom.read(found["ended"]).text
        assert "out of role" in text
        assert "116 123" in text
