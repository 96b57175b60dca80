"""Tables that nobody plays: named, and offered to nobody; and what a smaller exercise leaves out, said at set-up."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from django.test import Client

from cast import SMALL
from palermo.scenario import Package, load
from palermo.web import chairs, door, offered, setting
from palermo.web.models import Account, Exercise

PRESET = """
  - id: asked
    teams:
      - {id: T1, desks: [BG, POL]}
      - {id: T3, desks: [NGO], by: rule}
"""


@pytest.fixture
def made(tmp_path: Path) -> Package:
    """The small package with a preset in which nobody plays the organisation, and a profile that leaves some things out."""
    folder = tmp_path / "small"
    shutil.copytree(SMALL, folder)
    rules = folder / "scenario.yaml"
    text = rules.read_text(encoding="utf-8").replace("\nprofiles:", f"{PRESET}\nprofiles:")
    text = text.replace("  - id: P25\n", "  - id: P25\n    cut: less\n")
    rules.write_text(f'{text}\ncuts: [{{id: less, without: ["fact:BG-2", "channel:phone"]}}]\n', encoding="utf-8")
    return load(str(folder))


@pytest.fixture
def asked(made: Package, ada: Account) -> Exercise:
    return setting.set_up(made, setting.Choices(scenario="small", preset="asked", profile="P30"), ada)


def test_no_bot_sits_where_the_rule_answers(asked: Exercise) -> None:
    occupants = door.state(asked.pk).world.occupants
    assert (occupants["BG"][0], occupants["NGO"][0]) == ("bot", "rule")


def test_it_is_named_on_the_join_page_and_no_place_there_is_offered(asked: Exercise, client: Client) -> None:
    page = client.get(f"/j/{asked.code}").content.decode()
    assert "answered by rule" in page
    assert 'value="T1"' in page
    assert 'value="T3"' not in page
    answer = client.post(f"/j/{asked.code}", {"name": "Greta", "chair": "T3", "part": "take", "read": "1"})
    assert answer.status_code == 200


def test_facilitators_see_who_answers_and_no_code_for_it(asked: Exercise, control: Client) -> None:
    assert "answered by rule" in control.get(f"/exercises/{asked.pk}/people").content.decode()
    assert "answered by rule" in control.get(f"/exercises/{asked.pk}/ready").content.decode()
    way_in = control.get(f"/exercises/{asked.pk}/way-in").content.decode()
    assert "table=T1" in way_in
    assert "table=T3" not in way_in


def test_given_to_people_it_is_a_table_like_another(asked: Exercise, control: Client) -> None:
    control.post(f"/exercises/{asked.pk}/people/desk/NGO", {"by": "people"})
    package, state = door.package(asked.pk), door.state(asked.pk)
    assert [table.team for table in chairs.tables(package, state, "en")] == ["T1", "T3"]
    assert not chairs.answered(package, state, "en")


def test_set_up_says_who_answers_by_rule_and_what_a_smaller_exercise_leaves_out(made: Package) -> None:
    (asked,) = [one for one in offered.presets(made, "en") if one.value == "asked"]
    assert "(answered by rule)" in asked.parts[1].words
    whole, less = offered.profiles(made, "en")
    assert "The whole exercise, for practised groups." in whole.sum
    facts, channels = len(made.scenario.facts), len(made.scenario.channels)
    assert f"{facts - 1} of {facts} facts" in less.sum
    assert f"{channels - 1} of {channels} channels" in less.sum
