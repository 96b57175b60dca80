"""The sentences of refusals."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import palermo
from cast import package
from pages import dom
from palermo.engine.commands import Refused
from palermo.pages import Options, Texts, refusal, refusal_html, sentence
from palermo.pages.refusals import REFUSALS

SOURCES = Path(palermo.__file__).parent
CODES = sorted(
    {
        code
        for folder in ("engine", "conduct", "live")
        for path in (SOURCES / folder).glob("*.py")
        for code in re.findall(r'(?:Refused\(|Stop\(\d+, )"([a-z_]+)"', path.read_text(encoding="utf-8"))
    }
)


def test_codes_were_found() -> None:
    assert {"paused", "not_your_desk", "needs_grounds"} <= set(CODES)


@pytest.mark.parametrize("code", CODES)
def test_every_refusal_says_what_did_not_happen_why_and_what_works_instead(code: str) -> None:
    assert code in REFUSALS
    told = sentence(Refused(code), "en")
    assert told.what
    assert told.why.endswith(".")
    assert told.way.endswith(".")
    assert "%(" not in refusal(Refused(code), "en")
    assert code not in refusal(Refused(code), "en").split()


def test_an_unknown_code_still_gives_a_sentence() -> None:
    assert refusal(Refused("from_the_future"), "en").startswith("Not done.")


def test_desks_and_facts_are_named_where_the_scenario_is_at_hand() -> None:
    night = package("night_minibus")
    texts = Texts(night.texts, "en")
    told = refusal(Refused("not_your_desk", {"desk": "NGO"}), "en", night.scenario, texts)
    assert "another desk (Support organisation) than yours" in told
    needs = Refused("not_open_yet", {"needs": "actions.certificates.needs"})
    assert night.texts["en"]["actions.certificates.needs"] in refusal(needs, "en", night.scenario, texts)


def test_what_somebody_sent_is_never_repeated_as_markup() -> None:
    night = package("night_minibus")
    texts = Texts(night.texts, "en")
    bad = Refused("no_such_fact", {"fact": "<script>x</script>"})
    html = refusal_html(bad, "en", Options(), night.scenario, texts)
    assert "script" not in html
    assert dom.check(html).find(role="alert")
