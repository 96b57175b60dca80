"""What a table sees between countries: law cards, codes, copies, urgency, holds, and why a name matched."""

from __future__ import annotations

from msgspec.structs import replace

from cast import Table, altered, of_scenario, package
from pages import dom
from palermo.engine import commands as c
from palermo.engine.scenario import Code, Country, Lookup, Scenario
from palermo.engine.viewing import control_view
from palermo.pages import Options, changed, control_regions, forms, refusal, regions
from palermo.pages.texts import Texts

OPTIONS = Options(control="Anna")


def scenario() -> Scenario:
    """Return the small scenario with two countries; the line is coded, and sends copies to the contact points."""
    found = package().scenario
    for desk, country in (("BG", "north"), ("POL", "south"), ("NGO", "south")):
        found = altered(found, "desks", desk, country=country)
    found = altered(found, "channels", "line", coded=True, copies=True, yields="intelligence")
    found = altered(found, "facts", "BG-1", law="names")
    names = Lookup(id="names", desk="BG", keys=("Mirela Tosk",), fact="BG-1", names=True, suspects=True)
    return replace(
        found,
        countries=(Country(id="north", contact="BG"), Country(id="south", contact="POL")),
        codes=(Code(id="H0"), Code(id="H2", ask=True)),
        lookups=(names,),
    )


def texts() -> Texts:
    more = {"codes.H2.name": "H2", "codes.H2.means": "Ask before you pass it on.", "countries.south.name": "South"}
    words = package().texts
    return Texts({**words, "en": {**words["en"], **more}}, "en", {"~who": "Who is it?", "~court": "A judge must say."})


def page(table: Table, desk: str, region: str) -> dom.Node:
    return dom.check(
        regions(table.scenario, texts(), table.view(table.team(desk)), "en", OPTIONS, names=(region,))[region]
    )


def dialog(table: Table, desk: str, what: str, target: str = "") -> dom.Node:
    own = table.own(f"s-{desk}")
    return dom.check(forms(table.scenario, texts(), table.view(own.team), own, what, target, "en", OPTIONS))


def asked(**more: str) -> tuple[Table, str]:
    table = of_scenario(scenario())
    send = c.Send(
        "request", "NGO", ("BG",), "line", about="second_place", text="~who", code="H0", urgency="now", **more
    )
    assert table.ask("s-NGO", send) is None
    table.wait(31)
    return table, next(iter(table.state.known[table.team("BG")].mail))


def marked(root: dom.Node, name: str) -> list[dom.Node]:
    return [node for node in root.walk() if name in node.attrs]


def test_the_handbook_and_the_lobby_show_the_law_card_of_the_tables_own_country_alone() -> None:
    table = of_scenario(scenario())
    said = page(table, "BG", "handbook").text
    assert "Law card of North" in said
    assert "A name may leave the country once a case is open." in said
    assert "For police work only." in said
    assert "Law card of North" not in page(table, "POL", "handbook").text
    waiting = Table(scenario(), "trio", "P30")
    waiting.seat_all()
    assert "Law card of North" in page(waiting, "BG", "lobby").text
    assert "Law card of North" not in page(waiting, "POL", "lobby").text


def test_the_table_of_channels_says_what_each_yields_and_wants() -> None:
    said = page(of_scenario(scenario()), "BG", "handbook").text
    for words in (
        "intelligence, no court use",
        "can be used in court",
        "wants a handling code",
        "a copy goes to contact points",
    ):
        assert words in said


def test_sending_asks_for_a_code_names_the_copies_and_says_what_would_not_count() -> None:
    table = of_scenario(scenario())
    for what in ("hand", "compose"):
        root = dialog(table, "BG", what, "BG-1")
        line = next(node for node in root.find("input") if node.attrs.get("value") == "line")
        assert {"data-wants-code", "data-copies"} <= set(line.attrs)
        assert "data-court" not in line.attrs
        assert "For police work only." in marked(root, "data-coded")[0].text
        (copy,) = marked(root, "data-copy")
        assert (copy.attrs["data-copy"], copy.attrs["data-unless"]) == ("NGO", "POL")
        assert "contact point of South" in copy.text
        assert {node.attrs["data-uncounted"] for node in marked(root, "data-uncounted")} == set()
    found = altered(scenario(), "questions", "second_place", evidence_only=True)
    root = dialog(of_scenario(found), "BG", "hand", "BG-1")
    notes = {node.attrs["data-uncounted"]: node.text for node in marked(root, "data-uncounted")}
    assert "would not count in court in South" in notes["BG-1|POL"]


def test_more_than_the_rule_allows_is_warned_of_with_the_line_of_the_law() -> None:
    root = dialog(of_scenario(scenario()), "BG", "hand", "BG-1")
    said = " ".join(node.text for node in marked(root, "data-over-for"))
    assert "Law card of North: A name may leave the country once a case is open." in said


def test_a_locked_action_cites_its_line_of_law() -> None:
    found = scenario()
    locked = next(one for one in found.actions if one.opens is not None and one.listed and one.desk == "BG")
    table = of_scenario(altered(found, "actions", locked.id, law="names"))
    assert "Law card of North: A name may leave" in page(table, "BG", "can").text


def test_a_request_has_a_class_of_urgency_and_the_same_again_is_told_before_it_is_sent() -> None:
    table, _ = asked()
    root = dialog(table, "NGO", "ask", "second_place")
    assert [node.attrs["value"] for node in root.find("input") if node.attrs.get("name") == "urgency"] == [
        "now",
        "urgent",
    ]
    assert "within 1 hour · 10 min here" in root.text
    (twice,) = marked(root, "data-twice")
    assert twice.attrs["data-twice"] == "BG|second_place"
    assert "still open" in twice.text
    without = of_scenario(replace(scenario(), urgencies=()))
    assert "Answer by" in dialog(without, "NGO", "ask").text


def test_a_request_is_put_on_hold_with_a_reason_that_both_sides_read() -> None:
    table, request = asked()
    assert "Put on hold" in page(table, "BG", "messages").text
    assert dialog(table, "BG", "hold", request).find("textarea")
    hold = c.Send("hold", "BG", ("NGO",), "line", reply_to=request, reason="~court", code="H0")
    assert table.ask("s-BG", hold) is None
    table.wait(31)
    for desk in ("BG", "NGO"):
        said = page(table, desk, "messages").text
        assert "On hold:" in said
        assert "A judge must say." in said
    assert "on hold: A judge must say." in page(table, "BG", "expected").text
    assert "no fixed time" not in page(table, "BG", "expected").text
    told = control_regions(table.scenario, texts(), control_view(table.scenario, table.state), "en", OPTIONS)
    assert "on hold" in dom.check(told["exchange"]).text
    assert "This is not open now" in dialog(table, "BG", "hold", request).text
    assert "Put on hold" not in page(table, "BG", "messages").text


def test_a_refusal_offers_the_closed_list_and_the_asker_reads_the_reason() -> None:
    table, request = asked()
    root = dialog(table, "BG", "refuse", request)
    assert [node.attrs["value"] for node in root.find("input") if node.attrs.get("name") == "basis"] == ["not_here"]
    no = c.Send("refusal", "BG", ("NGO",), "line", reply_to=request, basis="not_here", code="H0")
    assert table.ask("s-BG", no) is None
    table.wait(31)
    assert "We do not have it." in page(table, "NGO", "messages").text


def test_a_fact_says_under_which_code_and_as_what_it_came_and_a_code_may_ask_first() -> None:
    table = of_scenario(scenario())
    table.ask("s-BG", c.Send("own", "BG", ("POL",), "line", (c.Item("BG-1", "full", "POL"),), code="H2"))
    table.wait(31)
    said = page(table, "POL", "facts")
    assert "handling code: H2" in said.text
    assert "Ask before you pass it on." in said.text
    assert "Ask to pass on" in said.text
    assert "Hand over" not in said.text
    table.ask("s-BG", c.Send("own", "BG", ("POL",), "letter", (c.Item("BG-1", "full", "POL"),)))
    table.wait(121)
    assert "came as court evidence" in page(table, "POL", "facts").text


def test_a_copy_by_law_is_shown_as_one_and_asks_for_nothing() -> None:
    table = of_scenario(scenario())
    table.ask("s-BG", c.Send("request", "BG", ("NGO",), "line", about="second_place", code="H0"))
    table.wait(31)
    assert "copy by law to" in page(table, "BG", "messages").text
    said = page(table, "POL", "messages").text
    assert "contact point of our country" in said
    assert "Answer" not in said


def test_the_owner_of_a_hit_sees_what_was_asked_what_is_held_and_in_what_they_differ() -> None:
    table = of_scenario(scenario())
    table.ask("s-POL", c.Ask("POL", "names", "Тоск Мирена"))
    (hit,) = table.state.known[table.team("BG")].hits
    said = dialog(table, "BG", "release", hit).text
    for words in (
        "Тоск Мирена",
        "Mirela Tosk",
        "1 letter differs",
        "the order of the names differs",
        "written in another script",
    ):
        assert words in said
    assert "Тоск Мирена" in page(table, "BG", "expected").text
    assert "not run through the suspect check" in dialog(table, "POL", "lookup").text


def test_the_refusals_say_what_works_instead() -> None:
    for code in ("no_code", "not_on_the_list", "already_on_hold", "not_a_suspect"):
        assert refusal(c.Refused(code), "en") != refusal(c.Refused("unheard"), "en")


def test_a_table_that_nobody_plays_is_named_as_one() -> None:
    found = scenario()
    trio = found.presets[0]
    teams = (*trio.teams[:2], replace(trio.teams[2], by="rule"))
    table = Table(replace(found, presets=(replace(trio, teams=teams),)), "trio", "P30")
    for desk, team in (("BG", "T1"), ("POL", "T2")):
        table.control(c.TakeSeat(f"s-{desk}", team, (desk,)), "server")
    assert "answered by rule" in page(table, "BG", "lobby").text
    made = control_regions(table.scenario, texts(), control_view(table.scenario, table.state), "en", OPTIONS)
    assert "answered by rule" in dom.check(made["teams"]).text
    assert "answered by rule" in dom.check(made["ready"]).text


def test_a_sheet_that_is_written_early_stands_in_the_lobby_and_then_under_what_is_expected() -> None:
    found = scenario()
    line = replace(found.sheets[0].lines[0], id="aim", desks=("BG",), opens=None)
    note = replace(found.sheets[0], id="note", early=True, lines=(line,), due=None, opens=None, readers=("BG",))
    table = Table(replace(found, sheets=(note, *found.sheets)), "trio", "P30")
    table.seat_all()
    words = texts()
    words = Texts(
        {"en": {**words.package["en"], "sheets.note.title": "Our strategy", "sheets.note.lines.aim.title": "Aim"}},
        "en",
    )

    def lobby() -> dom.Node:
        view = table.view("T1")
        return dom.check(regions(table.scenario, words, view, "en", OPTIONS, names=("lobby",))["lobby"])

    assert "Our strategy" not in lobby().text
    table.control(c.Begin())
    before = table.view("T1")
    assert "Our strategy" in lobby().text
    assert [node.attrs["data-target"] for node in lobby().find(data_form="line")] == ["note.aim"]
    assert table.ask("s-BG", c.WriteLine("BG", "note", "aim", "~aim", 0)) is None
    assert "lobby" in changed(before, table.view("T1"))
    assert "1 of 1 lines" in lobby().text
    assert (
        "Our strategy"
        not in dom.check(
            regions(table.scenario, words, table.view("T2"), "en", OPTIONS, names=("lobby",))["lobby"]
        ).text
    )
