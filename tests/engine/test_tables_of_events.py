"""Every kind of event has its place: what it changes, who learns what from it, and that a new kind is control's alone."""

from __future__ import annotations

from typing import get_args

import pytest

from cast import small
from palermo.engine import events as e
from palermo.engine.apply import CHANGES
from palermo.engine.audience import ADDRESSEES, ALL, ITS_TEAM, OTHERS, VOICES, audience
from palermo.engine.learn import LEARNT

KINDS = set(get_args(e.Event))
TOLD = {*ALL, *ITS_TEAM, *ADDRESSEES, *OTHERS, *VOICES, e.Created}
# What happened is all there is to it: the world stays as it is.
CHANGE_NOTHING = {
    e.Merged, e.FactLearned, e.MessageDelivered, e.Headline, e.ApprovalAsked, e.NoneLeft, e.PersonShown, e.Halted, e.Announced,
    e.NoticeGiven, e.Practised, e.Pinned, e.PinMoved, e.Unpinned,
}  # fmt: skip
# A team that learns of them has nothing to add to what it knows: its page is made anew from the text table.
TEACH_NOTHING = {e.TextErased}


def test_every_kind_changes_the_world_or_is_known_to_change_nothing() -> None:
    assert set(CHANGES) == KINDS - CHANGE_NOTHING


def test_whoever_may_learn_of_a_kind_learns_something_from_it() -> None:
    assert set(LEARNT) == TOLD - TEACH_NOTHING


@pytest.mark.parametrize("kind", sorted(KINDS - TOLD, key=lambda kind: kind.__name__), ids=lambda kind: kind.__name__)
def test_what_no_table_names_is_for_control_alone(kind: type) -> None:
    table = small()
    fields = dict.fromkeys(kind.__struct_fields__, "")  # type: ignore[attr-defined]
    assert audience(table.scenario, table.state, kind(**fields), ("T1",)) == ("control",)
