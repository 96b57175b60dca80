"""The full message says what will happen, in the very words that will be read."""

from __future__ import annotations

from functools import cache

from pages import played
from pages.dom import read
from pages.look import OPTIONS
from palermo.pages import forms


@cache
def dialog(what: str, target: str, seat: str = "s-BG") -> str:
    table = played.late()
    own = table.own(seat)
    return forms(table.scenario, played.texts(table), table.view(own.team), own, what, target, "en", OPTIONS)


def test_the_full_message_has_the_very_words_of_each_form_we_hold() -> None:
    html = dialog("compose", "BG-7")
    assert 'data-words-of="BG-7|full"' in html
    assert 'data-words-of="BG-7|short"' in html
    assert "One man needs a fridge for medicine." in html
    assert "They must ask Border Guard before passing it on (H2)." in html


def fields(html: str) -> set[str]:
    return {
        name
        for tag in ("input", "select", "textarea")
        for node in read(html).find(tag)
        if (name := node.attrs.get("name"))
    }


def test_short_and_full_form_have_the_same_fields_and_the_same_draft() -> None:
    short, full = dialog("hand", "BG-7"), dialog("compose", "BG-7")
    assert fields(short) <= fields(full)
    drafts = [read(html).find("form")[0].attrs["data-draft"] for html in (short, full)]
    assert drafts[0] == drafts[1]


def test_a_warning_says_who_could_be_hurt_and_offers_the_better_way_first() -> None:
    html = dialog("hand", "BG-7")
    warning = html.index("data-over-warning")
    assert "Health is a private matter" in html[warning:]
    assert html.index("data-over-better") < html.index("data-over-anyway")
    assert "data-over-reason hidden" in html


def test_what_goes_into_no_message_is_named_with_a_way_on() -> None:
    html = dialog("compose", "", "s-NGO")
    assert "It is not sent by any channel, to nobody." in html
    assert "Say how many places are free (NGO-4)." in html
    assert 'id="f-NGO-9"' not in html
