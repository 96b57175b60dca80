"""Words that explain themselves: once in a text, never within a button, and always with a meaning in the handbook."""

from __future__ import annotations

import re

from markupsafe import Markup

from pages import played
from pages.look import OPTIONS
from palermo.pages import regions
from palermo.pages.terms import glossary

WORDS = {
    "terms.lead.name": "lead",
    "terms.lead.means": "Something to follow up.",
    "terms.presumed.name": "presumed victim",
    "terms.presumed.also": "presumed victims, voivode's",
    "terms.presumed.means": "Somebody who may have been trafficked.",
    "terms.half.name": "half",
}


def test_the_first_mention_of_a_term_is_a_button_and_the_next_is_not() -> None:
    html = glossary(WORDS).explained(Markup("<p>A lead is a lead.</p>"), set())
    assert html.count('data-term="lead"') == 1
    assert re.sub(r"<[^>]+>", "", html) == "A lead is a lead."


def test_the_longest_form_is_taken_and_words_within_words_are_left_alone() -> None:
    html = glossary(WORDS).explained(Markup("Presumed victims do not mislead; lead-in, leads."), set())
    assert ">Presumed victims</button>" in html
    assert 'data-term="lead"' not in html


def test_attributes_and_buttons_stay_as_they_are() -> None:
    before = Markup('<button title="lead">a lead</button><i class="lead"></i>')
    assert glossary(WORDS).explained(before, set()) == before


def test_what_was_written_as_html_stays_text() -> None:
    html = glossary(WORDS).explained(Markup.escape("<b>lead</b>"), set())
    assert "<b>" not in html
    assert "&lt;b&gt;<button" in html


def test_a_term_without_a_meaning_is_no_term() -> None:
    assert [term.id for term in glossary(WORDS).terms] == ["lead", "presumed"]


def test_every_term_of_a_page_has_its_meaning_in_the_handbook() -> None:
    table = played.late()
    made = regions(table.scenario, played.texts(table), table.view("T2"), "en", OPTIONS)
    used = set(re.findall(r'data-term="([^"]+)"', "".join(made.values())))
    assert {"vetted"} <= used
    assert used <= set(re.findall(r'id="term-([^"]+)"', made["handbook"]))
