from __future__ import annotations

from typing import NamedTuple

import pytest

from scenario.small import line_of, patched, told


class Fault(NamedTuple):
    """A piece of a file, what stands in its place, and the problem it has to give there (`piece`: on its line)."""

    name: str
    code: str
    file: str
    old: str
    new: str
    grave: bool = True
    at: str = ""  # file that is named, when it is another one


FAULTS = [
    Fault("broken_yaml", "yaml/syntax", "talks.yaml", "talks:", "talks: ]"),
    Fault("a_tag", "yaml/tag", "talks.yaml", "tag: victim", "tag: !!str victim"),
    Fault("an_anchor", "yaml/anchor", "talks.yaml", "tag: victim", "tag: &one victim"),
    Fault("a_repeated_key", "yaml/repeated", "talks.yaml", "    tag: victim", "    tag: victim\n    tag: suspect"),
    Fault("an_unknown_section", "shape/section", "talks.yaml", "talks:", "tolks:"),
    Fault("an_unknown_field", "shape/unknown", "people.yaml", "icon: stethoscope", "symbol: stethoscope"),
    Fault("a_missing_field", "shape/missing", "channels.yaml", '{id: line, takes: "30s"}', "{id: line}"),
    Fault("a_wrong_type", "shape/value", "people.yaml", "trust: 30", 'trust: "thirty"'),
    Fault("a_bare_number_as_a_duration", "shape/duration", "channels.yaml", '"30s"', "30"),
    Fault("a_moment_without_a_phase", "shape/moment", "people.yaml", '"crisis+5"', '"35:00"'),
    Fault("a_time_of_day_that_is_none", "shape/daytime", "scenario.yaml", '"07:30", rate: 12', '"7.30", rate: 12'),
    Fault("an_unknown_condition", "shape/condition", "actions.yaml", "{done: report}", "{finished: report}"),
    Fault("an_unknown_effect", "shape/effect", "actions.yaml", "{meet: doctor2}", "{heal: doctor2}"),
    Fault("an_unknown_desk", "id/desk", "actions.yaml", "yes: [POL]", "yes: [PIP]"),
    Fault("an_unknown_fact", "id/fact", "actions.yaml", "{knows: [POL, BG-1]}", "{knows: [POL, BG-7]}"),
    Fault("an_unknown_inject", "id/inject", "scenario.yaml", "moves: {i2:", "moves: {i9:"),
    Fault("an_unknown_resource", "id/resource", "actions.yaml", "uses: {beds: 6}", "uses: {bods: 6}"),
    Fault("an_unknown_person", "id/person", "talks.yaml", "person: person1", "person: person12"),
    Fault("an_unknown_harm", "id/harm", "facts.yaml", "{harm: gossip}", "{harm: rumour}"),
    Fault("an_unknown_phase", "id/phase", "people.yaml", '"crisis+5"', '"storm+5"'),
    Fault("an_unknown_question", "id/question", "actions.yaml", "stands_on: [second_place]", "stands_on: [third_place]"),
    Fault("an_unknown_talk", "id/talk", "actions.yaml", "talk: talk1", "talk: talk2"),
    Fault("an_unknown_sheet", "id/sheet", "actions.yaml", "sheet: plan\n", "sheet: plans\n"),
    Fault("an_unknown_value", "value/unknown", "facts.yaml", "handling: ask\n    price", "handling: whisper\n    price"),
    Fault("an_unknown_stage", "id/part", "scripts.yaml", "move: [network, alert]", "move: [network, alarm]"),
    Fault("an_unknown_card", "id/part", "facts.yaml", "asked: [talk1, open1]", "asked: [talk1, open7]"),
    Fault("a_mark_of_nothing", "id/part", "scripts.yaml", "stage:network.alert", "stage:network.storm"),
    Fault("a_ground_outside_a_question", "id/part", "scripts.yaml", "{after: \"crisis+3\"}", "{from_teams: 2}"),
    Fault("a_desk_without_a_task", "id/own-task", "scenario.yaml", "colour: green, own_task: papers", "colour: green"),
    Fault("an_id_twice", "id/twice", "people.yaml", "{id: person2,", "{id: person1,"),
    Fault("a_check_word_twice", "id/word-twice", "facts.yaml", "word: candle", "word: maple"),
    Fault("a_fact_without_a_number", "id/number", "facts.yaml", "id: POL-1\n    desk: POL", "id: POL-1\n    desk: BG"),
    Fault("a_desk_in_no_team", "preset/left-out", "scenario.yaml", "desks: [BG, POL], pairs", "desks: [BG], pairs"),
    Fault("a_desk_in_two_teams", "preset/twice", "scenario.yaml", "desks: [BG, POL], pairs", "desks: [BG, POL, NGO], pairs"),
    Fault("phases_out_of_order", "preset/phases", "scenario.yaml", 'kind: before, story: "06:00"}\n      - {id: early, seconds: "5m", story: "06:00", rate: 6}\n      - {id: crisis, seconds: "10m", story: "06:30", rate: 6}\n      - {id: close', 'kind: after, story: "06:00"}\n      - {id: early, seconds: "5m", story: "06:00", rate: 6}\n      - {id: crisis, seconds: "10m", story: "06:30", rate: 6}\n      - {id: close'),
    Fault("a_moment_after_its_phase", "moment/late", "people.yaml", '"crisis+5"', '"crisis+25"', grave=False),
    Fault("a_rule_for_a_form_there_is_not", "sharing/form", "facts.yaml", "form: anon, basis: danger", "form: short, basis: danger"),
    Fault("a_consent_nobody_can_give", "sharing/consent", "facts.yaml", '"person1:pass_on"', '"person2:pass_on"'),
    Fault("a_fact_nobody_gets", "reach/never", "facts.yaml", "    unlock: {done: report}", "    unlock: {knows: [POL, POL-1]}"),
    Fault("an_action_nobody_can_start", "reach/never", "actions.yaml", "opens: {done: report}", "opens: {done: rights}"),
    Fault("a_need_nobody_can_meet", "reach/never", "actions.yaml", "[{meet: doctor2}]", "[{change_trust: [van, 1]}]", at="people.yaml"),
    Fault("a_script_that_never_fires", "script/dead", "scripts.yaml", "    when: {all: [{after: \"crisis+5\"}, {not: {done: search}}]}", "    when: {status: [person1, suspect]}"),
    Fault("an_effect_that_changes_nothing", "script/idle", "actions.yaml", "[{change_trust: [van, 10]}]", "[{change_trust: [van, 0]}]"),
    Fault("a_circle_of_effects", "cycle/effects", "scripts.yaml", "when: {all: [{since: [\"stage:network.alert\", \"4m\"]}, {not: {done: search}}]}\n    then:\n      - {move: [network, moved]}", "when: {stage: [network, alert]}\n    then:\n      - {move: [network, moved]}\n  - id: back\n    when: {stage: [network, moved]}\n    then:\n      - {move: [network, alert]}"),
    Fault("a_task_one_team_can_do_alone", "task/alone", "actions.yaml", "    yes: [POL]\n    opens: {all: [{done: rights}, {established: second_place}]}", "    opens: always", grave=False, at="scenario.yaml"),
    Fault("a_fact_nothing_depends_on", "fact/unused", "actions.yaml", "opens: {all: [{done: search}, {knows: [NGO, NGO-2]}]}", "opens: {done: search}", grave=False, at="facts.yaml"),
    Fault("a_task_of_another_desk", "task/other", "scenario.yaml", "colour: green, own_task: papers", "colour: green, own_task: doctor"),
    Fault("too_few_lines_for_an_observer", "observer/ticks", "scenario.yaml", "ticks: [asked, source, form, why]", "ticks: [asked]"),
    Fault("a_line_to_tick_twice", "id/twice", "scenario.yaml", "ticks: [asked, source, form, why]", "ticks: [asked, asked, form, why]"),
    Fault("a_need_that_no_voice_feels", "observer/felt", "people.yaml", 'safe_by: "close+5", voice: true}\n  - {id: person3', 'safe_by: "close+5"}\n  - {id: person3', grave=False),
    Fault("a_softer_wording_of_nothing", "gentle/alone", "texts/en/case.yaml", "name: Person 3, card", "name: Person 3, call_gentle: Ben, card"),
    Fault("a_softer_wording_that_leaves_a_number_out", "gentle/facts", "texts/en/case.yaml", "    title: Person 2 collapsed", "    title: Person 2 collapsed\n    title_gentle: A person collapsed"),
    Fault("a_missing_text", "text/missing", "texts/en/case.yaml", "    short: One passenger needs a doctor.\n", "", at="facts.yaml"),
    Fault("a_left_over_text", "text/left-over", "texts/en/case.yaml", "    anon: Somebody", "    whisper: Nobody.\n    anon: Somebody"),
    Fault("a_text_twice", "text/repeated", "texts/en/case.yaml", "lookups:\n", "facts.BG-1.title: Again\nlookups:\n"),
    Fault("an_empty_text", "text/empty", "texts/en/case.yaml", "title: Six beds tonight", "title: 6"),
    Fault("a_long_title", "text/long", "texts/en/case.yaml", "title: Six beds tonight", f"title: {'bed ' * 11}"),
    Fault("a_long_inject", "text/long", "texts/en/play.yaml", "He looks at the clock.", "He looks at the clock again. " * 10),
    Fault("a_long_role_card", "text/long", "texts/en/frame.yaml", "card: You stand", f"card: {'You stand and you wait. ' * 28}You stand"),
    Fault("an_authors_code", "text/code", "texts/en/case.yaml", "title: Six beds tonight", "title: Six beds for V3 tonight"),
    Fault("a_facts_own_code", "text/code", "texts/en/case.yaml", "title: Six beds tonight", "title: Six beds, see F5"),
    Fault("a_plate", "fiction/plate", "texts/en/case.yaml", "LHV 27K", "LHV 27M"),
    Fault("a_phone_number", "fiction/phone", "texts/en/case.yaml", "tonight and an interpreter", "tonight, call +48 601 555 0123, and an interpreter"),
    Fault("an_address", "fiction/address", "texts/en/case.yaml", "Mill Road 3", "Mill Road 31"),
    Fault("a_web_address", "fiction/mail", "texts/en/case.yaml", "Shelter list", "www.shelter.example"),
    Fault("four_decisions_in_five_minutes", "load/decisions", "actions.yaml", "  - id: rights\n", "  - {id: calm1, desk: NGO, takes: 1m, due: crisis+3}\n  - {id: calm2, desk: NGO, takes: 1m, due: crisis+5}\n  - id: rights\n", at="scenario.yaml"),
    Fault("too_much_to_read", "load/words", "texts/en/play.yaml", "A neighbour of the mill calls. People", "So it is. " * 110 + "People", grave=False, at="scenario.yaml"),
    Fault("too_much_to_read_before_the_start", "load/before", "texts/en/frame.yaml", "card: You stand", f"card: {'You stand and you wait. ' * 90}You stand", at="scenario.yaml"),
]  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_each_fault_is_told_where_it_stands(fault: Fault) -> None:
    found = told(patched(fault.file, fault.old, fault.new))
    mine = [one for one in found if one.code == fault.code and one.grave == fault.grave]
    assert mine, [f"{one.file}:{one.line} {one.code} {one.message}" for one in found]
    assert all(one.message.endswith(".") and one.fix for one in found)
    file = fault.at or fault.file
    assert any(one.file == file and one.line > 0 for one in mine), mine


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("actions.yaml", "yes: [POL]", "yes: [PIP]"),
        ("scripts.yaml", "move: [network, alert]", "move: [network, alarm]"),
        ("people.yaml", '"crisis+5"', '"storm+5"'),
        ("texts/en/case.yaml", "    anon: Somebody", "    whisper: Nobody.\n    anon: Somebody"),
        ("questions.yaml", "POL-1, NGO-1", "POL-1, NGO-8"),
        ("facts.yaml", "word: candle", "word: maple"),
    ],
)
def test_a_problem_names_the_line_of_its_fault(file: str, old: str, new: str) -> None:
    (found,) = [one for one in told(patched(file, old, new)) if one.grave]
    assert (found.file, found.line) == (file, line_of(file, old))


def test_every_problem_is_told_not_the_first_only() -> None:
    first = patched("actions.yaml", "yes: [POL]", "yes: [PIP]")
    second = patched("people.yaml", '"crisis+5"', '"storm+5"')
    found = told({**first, "people.yaml": second["people.yaml"]})
    assert {one.code for one in found} == {"id/desk", "id/phase"}
    shapes = patched("channels.yaml", '"30s"', "30")
    text = shapes["channels.yaml"].decode().replace('"2m"', "2").encode()
    assert len(told({**shapes, "channels.yaml": text})) == 2


def test_a_file_that_cannot_be_read_hides_no_other_file_and_invents_nothing() -> None:
    broken = patched("talks.yaml", "talks:", "talks: ]")
    other = patched("people.yaml", '"crisis+5"', '"35:00"')
    found = told({**broken, "people.yaml": other["people.yaml"]})
    assert {one.code for one in found} == {"yaml/syntax", "shape/moment"}
