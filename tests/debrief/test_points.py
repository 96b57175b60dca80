"""Points for groups: reckoned from the log, for those exercises alone that were set up with them."""

from __future__ import annotations

from msgspec.structs import replace

import cast
from cast import Table
from palermo.debrief import Debrief, Harm, Learned, Rated, summary
from palermo.debrief.points import CAP, COMMON, GROUP, WITHIN, Group, Part, Points, closed, points
from palermo.engine import commands as c
from palermo.engine import events as e
from palermo.engine.events import Entry
from palermo.engine.outcome import adapting_of

NIGHT = cast.package("night_minibus").scenario


def table() -> Table:
    """Night minibus with points, a minute after its beginning."""
    made = Table(NIGHT, "teams5", "P90")
    setup = replace(made.state.world.setup, points=True)
    made.state = replace(made.state, world=replace(made.state.world, setup=setup))
    made.seat_all()
    made.begin()
    made.wait(60)
    return made


def told(made: Table, **fields: object) -> Debrief:
    """Return the summary as if the exercise had been set up with points, and were over."""
    shown = summary(NIGHT, (), made.entries)
    whole = {"people_safe": 10, "people": 20, "suspects_held": 1, "suspects": 4}
    return replace(shown, setup=replace(shown.setup, points=True), outcome=whole, **fields)


def scored(made: Table, *more: Entry, **fields: object) -> Points:
    found = points(NIGHT, told(made, **fields), (*made.entries, *more))
    assert found is not None
    return found


def group(found: Points, team: str) -> Group:
    return next(one for one in found.groups if one.team == team)


def part(found: Points, team: str, name: str) -> Part:
    return next(one for one in group(found, team).parts if one.name == name)


def test_where_it_is_off_or_the_exercise_goes_on_there_are_none() -> None:
    made = table()
    assert points(NIGHT, summary(NIGHT, (), made.entries), made.entries) is None
    assert points(NIGHT, replace(told(made), outcome={}), made.entries) is None


def test_an_exercise_is_set_up_without_them_unless_somebody_asks() -> None:
    assert not c.Create("digest", "teams5", "P90", "en").points


def test_the_scores_are_of_sixty_and_of_forty() -> None:
    assert sum(COMMON.values()) == 60
    assert sum(GROUP.values()) == 40


def test_the_common_score_counts_people_the_network_and_the_rubric_by_its_weights() -> None:
    rated = tuple(Rated(dimension=one.id, band="P", by_hand=False, parts=()) for one in NIGHT.rubric)
    assert scored(table(), rubric=rated).common == round(25 / 2 + 15 / 4 + 20)
    worst = (replace(rated[0], band="U"), *rated[1:])
    lost = 20 * NIGHT.rubric[0].weight / sum(one.weight for one in NIGHT.rubric)
    assert scored(table(), rubric=worst).common == round(25 / 2 + 15 / 4 + 20 - lost)


def test_a_fact_counts_that_came_from_its_table_within_four_minutes_to_one_that_a_rule_names() -> None:
    row = Learned(fact="BG-3", team="T3", form="short", at=120, via="message", source="BG", waited=WITHIN, own=False)
    late, never = replace(row, waited=WITHIN + 1), replace(row, at=-1)
    for one, n in ((row, 1), (late, 0), (never, 0), (replace(row, source="POL"), 0)):
        shared = part(scored(table(), knowledge=(one,)), "T2", "shared")
        assert (shared.n, shared.of) == (n, 1)
    assert part(scored(table(), knowledge=(replace(row, own=True),)), "T2", "shared").of == 0


def test_a_request_answered_in_time_helps_and_one_taken_back_asks_for_nothing() -> None:
    made = table()
    made.do("s-POL", c.Send("request", "POL", ("BG",), "duty", about="second_place", due=200))
    request = next(iter(made.state.world.messages))
    asked = part(scored(made), "T2", "helping")
    assert (asked.n, asked.of) == (0, 1)
    made.wait(60)
    made.do("s-BG", c.Send("answer", "BG", ("POL",), "duty", (c.Item("BG-4", "full", "POL"),), reply_to=request))
    asked = part(scored(made), "T2", "helping")
    assert (asked.n, asked.of) == (1, 1)
    assert scored(made).helped_most == ("T2",)
    back = Entry(seq=10_000, t=200, wall=0.0, event=e.MessageTakenBack(request), cause="", audience=())
    assert part(scored(made, back), "T2", "helping").of == 0


def test_a_reasoned_no_to_a_table_that_waits_for_a_yes_counts_as_an_answer() -> None:
    def entry(t: int, event: e.Event) -> Entry:
        return Entry(seq=t, t=t, wall=0.0, event=event, cause="", audience=())

    asked = entry(100, e.ApprovalAsked("r", "joint", "", "T1", "POL", "s-POL", "T2", ("BG",)))
    no = e.ApprovalGiven("r", "joint", "BG", "s-BG", False, "~why")
    assert part(scored(table(), asked, entry(100 + WITHIN, no)), "T2", "helping").n == 1
    assert part(scored(table(), asked, entry(101 + WITHIN, no)), "T2", "helping").n == 0


def test_what_had_no_occasion_is_left_out_and_the_rest_counts_for_the_whole() -> None:
    found = scored(table())
    alone = group(found, "T3")
    assert [one.share for one in alone.parts if one.name in ("helping", "adapting")] == [-1, -1]
    done = replace(told(table()).timeline[0], kind="action", what=_task("T3"))
    whole = scored(table(), timeline=(done,), knowledge=())
    assert group(whole, "T3").own == 40


def _task(team: str) -> str:
    desks = dict(table().state.world.teams)[team]
    return next(desk.own_task for desk in NIGHT.desks if desk.id in desks)


def test_a_task_that_a_profile_does_by_word_of_mouth_is_asked_of_nobody() -> None:
    spoken = {(one.id, task) for one in NIGHT.profiles for task in one.spoken}
    profile, task = next(row for row in spoken if any(desk.own_task == row[1] for desk in NIGHT.desks))
    desk = next(desk.id for desk in NIGHT.desks if desk.own_task == task)
    made = table()
    team = made.state.world.team_of[desk]
    shown = told(made)
    whole = points(NIGHT, shown, made.entries)
    short = points(NIGHT, replace(shown, setup=replace(shown.setup, profile=profile)), made.entries)
    assert whole is not None
    assert short is not None
    assert part(short, team, "task").of < part(whole, team, "task").of


def test_control_sets_how_a_table_adapted_and_can_take_it_back() -> None:
    made = table()
    assert made.judge_control(c.Rate(adapting_of("T1"), "P")) is None
    assert made.judge_control(c.Rate(adapting_of("T9"), "P")) is not None
    made.control(c.Rate(adapting_of("T1"), "P"))
    assert part(scored(made), "T1", "adapting").share == 1
    made.control(c.Rate(adapting_of("T1"), ""))
    assert part(scored(made), "T1", "adapting").share == -1


def test_without_points_nobody_is_rated_for_adapting() -> None:
    made = Table(NIGHT, "teams5", "P90")
    assert made.judge_control(c.Rate(adapting_of("T1"), "P")) is not None


def test_where_somebody_came_to_harm_no_score_goes_above_the_cap() -> None:
    rated = tuple(Rated(dimension=one.id, band="P", by_hand=False, parts=()) for one in NIGHT.rubric)
    harm = Harm(flag="x", people=(), at=1, team="", seq=1)
    done = replace(told(table()).timeline[0], kind="action", what=_task("T3"))
    best = {"rubric": rated, "timeline": (done,), "knowledge": ()}
    assert group(scored(table(), **best), "T3").whole > CAP
    found = scored(table(), harms=(harm,), **best)
    assert found.capped
    assert group(found, "T3").whole == CAP


def test_the_best_comes_first_and_nobody_helped_most_where_nobody_did_anything() -> None:
    done = replace(told(table()).timeline[0], kind="action", what=_task("T3"))
    found = scored(table(), timeline=(done,), knowledge=())
    assert found.groups[0].team == "T3"
    assert found.helped_most == ()


def test_the_debrief_is_closed_by_its_last_step_alone() -> None:
    def step(name: str) -> Entry:
        return Entry(seq=1, t=1, wall=0.0, event=e.DebriefStepped(name, 0, 0.0), cause="", audience=())

    assert not closed(())
    assert closed((step("out"), step("close")))
    assert not closed((step("close"), step("out")))
