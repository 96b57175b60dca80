"""The regions of a table's page."""

from __future__ import annotations

import json

import msgspec
import pytest

from cast import Table, package
from pages import dom, played
from palermo.engine import commands as c
from palermo.engine.allowed import allowed
from palermo.engine.known import Stands
from palermo.pages import OWN, REGIONS, Options, Texts, changed, now, regions
from palermo.pages.rows import line_kind

TEAMS = ("T1", "T2", "T3", "T4", "T5")
MOMENTS = {
    "lobby": played.lobby,
    "early": played.early,
    "late": played.late,
    "paused": played.paused,
    "over": played.over,
}
NAMES = {"s-BG": "Marta", "s-SOC": "<i>Kasia</i>"}
OPTIONS = Options(names=NAMES, control="Anna")


def made(table: Table, team: str, language: str = "en", **more: object) -> dict[str, str]:
    texts = more.pop("texts", played.texts(table))
    options = more.pop("options", OPTIONS)
    return regions(table.scenario, texts, table.view(team), language, options, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("team", TEAMS)
def test_every_region_is_sound_html_at_every_moment(moment: str, team: str) -> None:
    found = made(MOMENTS[moment](), team)
    assert tuple(found) == REGIONS
    for html in found.values():
        root = dom.check(html)
        assert not root.find("input")
        assert not root.find("textarea")
        assert not root.find("select")
        assert not root.find("form")


@pytest.mark.parametrize("moment", MOMENTS)
def test_no_key_of_a_text_is_shown_in_its_place(moment: str) -> None:
    table = MOMENTS[moment]()
    keys = set(package("night_minibus").texts["en"])
    for team in TEAMS:
        for name, html in made(table, team).items():
            words = dom.read(html).text.split()
            assert not [word for word in words if word.startswith("~") or word in keys], name


@pytest.mark.parametrize("moment", ["early", "late", "over"])
@pytest.mark.parametrize("team", TEAMS)
def test_a_page_holds_no_word_of_a_fact_its_table_does_not_know(moment: str, team: str) -> None:
    table = MOMENTS[moment]()
    known = table.state.known[team]
    page = " ".join(dom.read(html).text for html in made(table, team).values())
    texts = package("night_minibus").texts["en"]
    unknown = [fact for fact in table.scenario.facts if fact.id not in known.facts]
    assert unknown
    for fact in unknown:
        assert fact.id not in page.split(), fact.id
        for form in ("full", "short", "anon"):
            if f"facts.{fact.id}.{form}" in texts:
                assert texts[f"facts.{fact.id}.{form}"] not in page, fact.id


@pytest.mark.parametrize("team", TEAMS)
def test_a_fact_is_shown_in_the_form_that_is_held_and_no_more(team: str) -> None:
    table = played.late()
    known = table.state.known[team]
    texts = package("night_minibus").texts["en"]
    page = " ".join(dom.read(html).text for html in made(table, team).values())
    for have in known.facts.values():
        assert texts[f"facts.{have.fact}.title"] in page
        if have.form != "full" and f"facts.{have.fact}.{have.form}" in texts:
            assert texts[f"facts.{have.fact}.full"] not in page


def test_a_fact_card_shows_number_and_check_word() -> None:
    card = dom.read(made(played.late(), "T2")["facts"]).find("article", id="fact-BG-6")[0]
    assert "BG-6" in card.text
    assert "bridge" in card.text


def test_a_card_says_who_got_it_from_us_and_claims_nothing_about_the_others() -> None:
    card = dom.read(made(played.late(), "T2")["facts"]).find("article", id="fact-BG-3")[0]
    cells = [item.text for item in card.find("li")]
    assert any("Police and prosecutor: handed on by us, in full" in cell for cell in cells)
    assert any("Social services: handed on by us, short form" in cell for cell in cells)
    assert any("Support organisation: not handed on by us" in cell for cell in cells)
    assert "does not know" not in card.text


def test_what_people_write_is_shown_as_words_and_kept_in_its_direction() -> None:
    html = made(played.late(), "T2")["messages"]
    assert "&lt;b&gt;another&lt;/b&gt;" in html
    assert "<b>another</b>" not in html
    said = next(node for node in dom.read(html).find("bdi") if "One list says 8" in node.text)
    assert "<b>another</b>" in said.text


def test_a_name_that_somebody_gave_herself_is_shown_as_words() -> None:
    assert "&lt;i&gt;Kasia&lt;/i&gt;" in made(played.lobby(), "T3")["lobby"]


def test_an_erased_text_leaves_its_place() -> None:
    table = played.late()
    gone = Texts(package("night_minibus").texts, "en", dict.fromkeys(played.SAID, ""))
    html = made(table, "T2", texts=gone)["messages"]
    assert "[erased]" in html
    assert "One list says 8" not in html


def test_missing_words_are_the_exercises_own_and_marked_as_such() -> None:
    table = played.late()
    words = {"en": package("night_minibus").texts["en"], "pl": {"facts.BG-1.title": "Paszporty w jednej kopercie"}}
    html = made(table, "T2", "pl", texts=Texts(words, "en", played.SAID))["facts"]
    titles = {node.attrs["id"]: node.find("h3")[0] for node in dom.read(html).find("article")}
    assert titles["fact-BG-1"].text.strip() == "Paszporty w jednej kopercie"
    assert not titles["fact-BG-1"].find("span", lang="en")
    assert titles["fact-BG-2"].find("span", lang="en")


def test_the_gentle_wording_stands_for_the_other_where_the_package_has_one() -> None:
    texts = package("night_minibus").texts["en"]
    table = played.late()
    plain, gentle = made(table, "T2")["facts"], made(table, "T2", options=Options(gentle=True))["facts"]
    assert texts["facts.BG-7.full"] in dom.read(plain).text
    assert texts["facts.BG-7.full_gentle"] in dom.read(gentle).text
    assert texts["facts.BG-7.title"] in dom.read(gentle).text


def test_the_same_view_gives_the_same_page() -> None:
    table = played.late()
    assert made(table, "T2") == made(table, "T2")


def test_a_pause_says_who_stopped_the_clock_and_what_becomes_of_writing() -> None:
    words = dom.read(made(played.paused(), "T2")["hold"]).text
    assert "Paused by Anna." in words
    assert "Look at the wall map." in words
    assert "What you write is kept." in words
    assert not made(played.late(), "T2")["hold"]


def test_a_pause_leaves_the_buttons_where_they_were() -> None:
    running, standing = made(played.late(), "T2")["can"], made(played.paused(), "T2")["can"]
    assert running == standing


def test_the_clock_says_all_that_a_browser_needs_to_tell_the_time() -> None:
    table = played.late()
    clock = dom.read(made(table, "T2")["clock"]).find(data_clock="*")[0]
    assert float(clock.attrs["data-wall"]) == table.state.world.clock.wall
    assert clock.attrs["data-running"] == "1"
    phases = json.loads(clock.attrs["data-schedule"])
    crisis = next(phase for phase in phases if phase["id"] == "crisis")
    assert (crisis["story"], crisis["rate"]) == (29400, 12.0)
    assert set(json.loads(clock.attrs["data-words"])) >= {"left", "under", "late", "min"}


def test_at_most_four_new_things_stand_open_and_the_rest_behind_and_more() -> None:
    root = dom.read(made(played.late(), "T2")["new"])
    items = root.find("li", data_news="*")
    assert ["hidden" in item.attrs for item in items] == [False] * 4 + [True] * 4
    assert root.find("b", data_new_more="*")[0].text == "4"


def test_each_new_thing_has_a_button_and_a_name_of_its_own_to_be_read_by() -> None:
    for team in TEAMS:
        items = dom.read(made(played.late(), team)["new"]).find("li", data_news="*")
        assert all(item.find("button") for item in items)
        assert len({item.attrs["data-news"] for item in items}) == len(items)


def test_dealt_facts_stand_on_top_of_what_is_new_until_the_table_has_seen_all() -> None:
    table = played.busy()
    dealt = sum(have.via == "dealt" for have in table.view("T2").known.facts.values())
    root = dom.read(made(table, "T2")["new"])
    first = root.find("li", data_news="*")[0]
    assert f"{dealt} facts were dealt to us" in first.text
    assert first.find("button", data_tab="facts")
    assert "hidden" in root.find(data_new_none="*")[0].attrs
    played.ask(table, "s-BG", c.SeeAll())
    assert "dealt to us" not in made(table, "T2")["new"]


def test_before_anything_can_be_asked_an_empty_list_sends_to_the_role_card() -> None:
    root = dom.read(made(played.lobby(), "T2")["new"])
    assert root.find("button", data_tab="handbook")
    assert "ask what the others hold" not in root.text


def test_a_hint_that_comes_by_itself_is_not_signed_by_control() -> None:
    table = played.busy()
    known = table.view("T2").known
    by_control = next(line for line in known.lines if line.kind == "hint")
    alone = msgspec.structs.replace(by_control, id="hint.h1")
    assert line_kind(by_control) == "hint"
    assert line_kind(alone) == "thought"


def test_a_yes_that_others_wait_for_stands_first_and_says_so() -> None:
    table = played.seated()
    table.begin()
    table.wait(45)
    played.ask(table, "s-BG", c.Start("BG", "report", ticks=("who", "what", "papers", "vehicle")))
    table.wait(75)
    played.ask(table, "s-POL", c.Start("POL", "open_case"))
    team = next(team for team in TEAMS if any(x.kind == "approve" for x in table.view(team).expected))
    first = dom.read(made(table, team)["expected"]).find("li")[0]
    assert first.attrs["id"].startswith("due-approve-")
    assert "They wait for us:" in first.text
    assert "no fixed time" not in first.text


def test_lines_of_one_sheet_are_expected_as_one_that_says_how_many_more() -> None:
    table = played.early()
    lines = [row for row in table.view("T2").expected if row.kind == "line"]
    assert len(lines) == 3
    root = dom.read(made(table, "T2")["expected"])
    shown = [li for li in root.find("li") if li.attrs["id"].startswith("due-line-")]
    assert [li.attrs["id"] for li in shown] == [f"due-line-{lines[0].target}"]
    assert "and 2 more lines of it" in shown[0].text
    (counted,) = [node for node in root.find("span") if node.attrs.get("class") == "n"]
    assert counted.text == str(len(table.view("T2").expected))


def test_a_request_about_a_question_that_stands_is_expected_no_more() -> None:
    table = played.busy()
    view = table.view("T2")
    row = next(row for row in view.expected if row.kind == "answer")
    about = view.known.mail[row.target].about
    assert row in now.pressing(view)
    stands = {**view.known.stands, about: Stands(about, 0, (), True)}
    later = msgspec.structs.replace(view, known=msgspec.structs.replace(view.known, stands=stands))
    assert row not in now.pressing(later)


def test_several_facts_and_a_bare_request_are_given_words() -> None:
    table = played.busy()
    items = (c.Item("BG-4", "full", "POL"), c.Item("BG-5", "full", "POL"))
    played.ask(table, "s-BG", c.Send("own", "BG", ("POL",), "duty", items, basis="care"))
    played.ask(table, "s-SOC", c.Send("request", "SOC", ("BG",), "duty", about="who_are_the_eight"))
    table.wait(120)
    said = dom.read(made(table, "T2")["messages"]).text
    assert "2 facts from Border" in said
    assert "asks what we know about: " in said


def test_a_wrong_check_word_is_marked_with_its_number_for_the_form() -> None:
    table = played.busy()
    played.ask(table, "s-BG", c.Heard("BG", "GOV-1", "violin", "GOV"))
    assert dom.read(made(table, "T2")["messages"]).find("li", data_unknown="GOV-1")


def test_one_button_a_block_is_dark() -> None:
    for team in TEAMS:
        found = made(played.late(), team)
        for name in ("new", "expected", "can"):
            dark = [b for b in dom.read(found[name]).find("button") if "btn-primary" in b.attrs["class"]]
            assert len(dark) <= 1, name


def test_counts_are_numbers_of_the_view() -> None:
    table = played.late()
    numbers = json.loads(dom.read(made(table, "T2")["counts"]).find(data_counts="*")[0].attrs["data-counts"])
    view = table.view("T2")
    assert numbers["facts"] == len(view.known.facts)
    assert numbers["new"] == len(view.new) + 1  # and the facts that were dealt
    assert numbers["messages"] == 2


def test_a_seats_own_regions_say_which_desks_it_has_and_what_to_read_first() -> None:
    table = played.early()
    found = made(table, "T2", own=table.own("s-BG"))
    assert set(found) == {*REGIONS, *OWN}
    assert dom.read(found["own"]).find(data_own_desks="BG")
    assert "Marta" in found["own"]
    first = dom.read(found["first"])
    assert all(fact in first.text for fact in table.own("s-BG").first)
    assert [item.attrs["data-news"] for item in first.find("li")] == [f"first-{x}" for x in table.own("s-BG").first]


def test_after_the_end_the_common_result_is_told_in_counts() -> None:
    words = dom.read(made(played.over(), "T2")["ended"]).text
    assert "The exercise is over. You are out of role." in words
    assert "0 of 20" in words
    assert not made(played.late(), "T2")["ended"]


def test_the_room_screen_has_regions_without_a_table() -> None:
    table = played.late()
    found = made(table, "room")
    for html in found.values():
        dom.check(html)
    assert "Please speak up" in dom.read(found["messages"]).text
    assert not dom.read(found["facts"]).find("article")
    assert not dom.read(found["can"]).find("button")


# -- buttons do not lie ---------------------------------------------------------------------------


@pytest.mark.parametrize("moment", ["lobby", "early", "late", "over"])
@pytest.mark.parametrize("team", TEAMS)
def test_every_one_click_command_of_a_page_is_one_that_its_seat_is_allowed(moment: str, team: str) -> None:
    table = MOMENTS[moment]()
    view = table.view(team)
    seats = [table.own(f"s-{desk}") for desk in view.known.desks]
    for name, html in made(table, team).items():
        for node in dom.read(html).find(data_command="*"):
            asked = json.loads(node.attrs["data-command"])
            desks = node.attrs.get("data-desk", "").split()
            if "desk" in asked:
                assert asked["desk"] in desks, (name, asked)
            command = msgspec.convert(asked, c.Command)
            seat = next(own for own in seats if "desk" not in asked or asked["desk"] in own.desks)
            assert allowed(table.scenario, view, seat, command) is None, (name, asked)


def test_what_a_desk_may_start_is_offered_and_what_it_waits_for_is_said() -> None:
    table = played.early()
    root = dom.read(made(table, "T2")["can"])
    assert root.find("button", data_form="start", data_target="report", data_desk="BG")
    locked = root.find("li", id="can-certificates")[0]
    assert not locked.find("button")
    assert package("night_minibus").texts["en"]["actions.certificates.needs"] in locked.text


# -- what changed ---------------------------------------------------------------------------------


def test_a_region_that_differs_is_among_the_changed_ones() -> None:
    table = played.busy()
    texts = played.texts(table)
    before = {team: (table.view(team), made(table, team)) for team in ("T2", "T5")}
    spared = 0
    for _ in range(30):
        table.wait(45)
        for team, (old_view, old) in before.items():
            view = table.view(team)
            if view.known is old_view.known:
                continue
            fresh = regions(table.scenario, texts, view, "en", OPTIONS)
            named = changed(old_view, view)
            differ = {name for name in REGIONS if fresh[name] != old[name]}
            assert differ <= named, (team, differ - named)
            spared += len(REGIONS) - len(named)
            before[team] = (view, fresh)
    assert spared > 0


def test_a_view_that_is_the_same_changes_nothing() -> None:
    table = played.late()
    assert changed(table.view("T2"), table.view("T2")) == frozenset()


def test_an_entry_that_changes_no_field_changes_every_region() -> None:
    table = played.late()
    view = table.view("T2")
    known = msgspec.structs.replace(view.known, version=view.known.version + 1)
    assert changed(view, msgspec.structs.replace(view, known=known)) == frozenset(REGIONS) | {"room"}


def test_the_handbook_leads_to_the_handouts_in_a_window_of_their_own() -> None:
    link = dom.check(made(played.early(), "T1")["handbook"]).find("a", href="/handouts")
    assert len(link) == 1
    assert link[0].attrs["target"] == "_blank"
