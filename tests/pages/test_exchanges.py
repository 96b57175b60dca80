"""Messages: a list of exchanges, and each of them whole beside it."""

from __future__ import annotations

import msgspec

from cast import Table
from pages import dom, played
from pages.look import OPTIONS
from palermo.engine import commands as c
from palermo.pages import forms, regions
from palermo.pages.exchanges import Exchange, beginning, exchanges
from palermo.pages.rows import Powers
from palermo.pages.team import scene_of


def asked() -> tuple[Table, str]:
    """A table that the NGO asked something; the name of the request."""
    table = played.early().aside()
    assert table.ask("s-NGO", c.Send("request", "NGO", ("BG",), "duty", text="~how_many", due=600)) is None
    table.wait(120)
    known = table.state.known[table.team("BG")]
    return table, next(mail.id for mail in known.mail.values() if mail.text == "~how_many")


def answered() -> tuple[Table, str]:
    table, request = asked()
    assert table.ask("s-BG", c.OpenMessage(request)) is None
    assert table.ask("s-BG", c.Send("answer", "BG", ("NGO",), "duty", reply_to=request, text="~nine")) is None
    table.wait(120)
    return table, request


def made(table: Table, desk: str, mail: bool = True) -> dom.Node:
    view = table.view(table.team(desk))
    if not mail:
        view = msgspec.structs.replace(view, known=msgspec.structs.replace(view.known, mail={}))
    html = regions(table.scenario, played.texts(table), view, "en", OPTIONS, names=("messages",))
    return dom.check(html["messages"])


def found(table: Table, desk: str) -> list[Exchange]:
    view = table.view(table.team(desk))
    scene = scene_of(table.scenario, played.texts(table), view.known, "en", OPTIONS)
    return exchanges(scene, view, Powers(view.can))


def rows(root: dom.Node) -> dict[str, dom.Node]:
    return {node.attrs["data-mail"]: node for node in root.find("a", data_mail="*")}


def panes(root: dom.Node) -> dict[str, dom.Node]:
    return {node.attrs["data-mail-pane"]: node for node in root.find("div", data_mail_pane="*")}


def test_each_row_has_its_pane_to_read() -> None:
    root = made(asked()[0], "BG")
    assert rows(root)
    assert list(rows(root)) == list(panes(root))


def test_an_answer_stands_in_the_exchange_of_its_question_and_has_no_row_of_its_own() -> None:
    table, request = answered()
    for desk in ("BG", "NGO"):
        known = table.state.known[table.team(desk)]
        reply = next(mail.id for mail in known.mail.values() if mail.reply_to == request)
        assert beginning(known, reply) == request
        assert reply not in rows(made(table, desk))
        exchange = next(one for one in found(table, desk) if one.id == request)
        assert [row.id for row in exchange.rows] == [request, reply]


def test_what_waits_for_us_stands_first_says_by_when_and_can_be_answered_or_declined() -> None:
    table, request = asked()
    first = found(table, "BG")[0]
    assert (first.id, first.due >= 0, first.unread) == (request, True, [request])
    forms_of = {b.attrs.get("data-form") for b in panes(made(table, "BG"))[request].find("button")}
    assert {"answer", "refuse"} <= forms_of


def test_a_row_names_what_opening_it_marks_as_read() -> None:
    table, request = asked()
    assert rows(made(table, "BG"))[request].attrs["data-unread"] == request
    assert table.ask("s-BG", c.OpenMessage(request)) is None
    assert rows(made(table, "BG"))[request].attrs["data-unread"] == ""


def test_an_unread_answer_makes_its_exchange_new_again() -> None:
    table, request = answered()
    exchange = next(one for one in found(table, "NGO") if one.id == request)
    assert exchange.state == "new"
    assert len(exchange.unread) == 1
    assert request not in exchange.unread


def test_the_sender_reads_who_opened_a_message() -> None:
    table, request = answered()
    assert "opened by" in panes(made(table, "NGO"))[request].text


def test_a_reply_whose_question_is_not_ours_to_see_is_an_exchange_of_its_own() -> None:
    table, request = answered()
    known = table.state.known[table.team("NGO")]
    reply = next(mail for mail in known.mail.values() if mail.reply_to == request)
    alone = msgspec.structs.replace(known, mail={reply.id: reply})
    assert beginning(alone, reply.id) == reply.id


def test_without_messages_the_page_says_so_and_offers_to_write() -> None:
    root = made(played.early(), "BG", mail=False)
    assert not rows(root)
    assert "A good moment to ask" in root.text
    buttons = root.find("button", data_form="compose")
    assert [button.text.strip() for button in buttons] == ["Write a message"]


def test_before_play_nobody_is_offered_to_write() -> None:
    root = made(played.lobby(), "BG")
    assert not root.find("button", data_form="compose")


def dialog(table: Table, what: str, target: str = "", seat: str = "s-BG") -> str:
    own = table.own(seat)
    return forms(table.scenario, played.texts(table), table.view(own.team), own, what, target, "en", OPTIONS)


def test_a_message_can_be_written_with_no_fact_chosen_as_a_request_or_a_referral() -> None:
    root = dom.check(dialog(played.early(), "compose"))
    kinds = {node.attrs["value"] for node in root.find("input", name="kind")}
    assert kinds == {"own", "request", "referral"}
    assert not [n for n in root.find("input") if n.attrs.get("id", "").startswith("f-") and "checked" in n.attrs]


def test_a_table_without_facts_can_write_all_the_same() -> None:
    table = played.early()
    view = table.view(table.team("BG"))
    bare = msgspec.structs.replace(view, known=msgspec.structs.replace(view.known, facts={}))
    html = forms(table.scenario, played.texts(table), bare, table.own("s-BG"), "compose", "", "en", OPTIONS)
    assert 'data-do="send"' in html
    assert "Back to the small window" not in html


def test_the_preview_says_what_is_missing_for_each_recipient() -> None:
    root = dom.check(dialog(played.early(), "compose", "BG-7"))
    missing, to = root.find("p", data_reads_none="*"), root.find("div", data_reads="*")
    assert len(missing) == len(to) > 0
    assert all("hidden" in node.attrs and "an empty message is not sent" in node.text for node in missing)


def test_a_new_message_leads_to_its_whole_exchange() -> None:
    table, request = answered()
    known = table.state.known[table.team("NGO")]
    reply = next(mail.id for mail in known.mail.values() if mail.reply_to == request)
    assert f'data-goto="mail-{request}"' in dialog(table, "read", f"message:{reply}", "s-NGO")
