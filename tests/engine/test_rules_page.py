"""docs/rules.md lists every condition, effect, command and event."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from palermo.engine import commands, events, rules

PAGE = (Path(__file__).parents[2] / "docs" / "rules.md").read_text(encoding="utf-8")
CONDITIONS_AND_EFFECTS = [*get_args(rules.Condition), *get_args(rules.Effect)]
COMMANDS_AND_EVENTS = [*get_args(commands.Command), *get_args(events.Event)]


@pytest.mark.parametrize("word", [rules.word(kind.__name__) for kind in CONDITIONS_AND_EFFECTS])
def test_every_condition_and_effect_is_on_the_page(word: str) -> None:
    assert f"| `{word}` |" in PAGE


@pytest.mark.parametrize("kind", COMMANDS_AND_EVENTS, ids=lambda kind: kind.__name__)
def test_every_command_and_event_is_on_the_page_with_its_fields(kind: type) -> None:
    fields = ", ".join(kind.__struct_fields__)  # type: ignore[attr-defined]
    assert f"| `{kind.__name__}` | {fields} |" in PAGE


def test_every_record_says_what_it_is() -> None:
    silent = [kind.__name__ for kind in [*CONDITIONS_AND_EFFECTS, *COMMANDS_AND_EVENTS] if not kind.__doc__]
    assert not silent
