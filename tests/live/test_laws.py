"""Law 5: a page kept up by its stream equals the page fetched anew, for each watcher, at each version."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import AsyncExitStack
from random import Random

import pytest

from cast import anything
from live.hall import EXERCISE, Hall, Page, in_hall, story
from palermo import pages
from palermo.engine import commands as c
from palermo.engine.scenario import Scenario
from palermo.engine.state import State
from palermo.engine.view import Own, View
from palermo.live.screens import Screen

LONG = 80  # steps in which every mutant must be found; it ends at the first difference

Breaks = Callable[[pytest.MonkeyPatch], None]


class Watched:
    """What `cast.anything` asks of a table, over a running hall."""

    def __init__(self, hall: Hall) -> None:
        self.hall = hall

    @property
    def state(self) -> State:
        state = self.hall.conduct.state(EXERCISE)
        assert state is not None
        return state

    @property
    def scenario(self) -> Scenario:
        return self.hall.package.scenario

    def own(self, seat: str) -> Own:
        own = self.hall.conduct.own(EXERCISE, seat)
        assert own is not None
        return own

    def view(self, team: str) -> View:
        view = self.hall.conduct.view(EXERCISE, team)
        assert view is not None
        return view


def controls(hall: Hall, random: Random) -> c.Command:
    """Return something that control might do."""
    team = random.choice(hall.preset.teams).id
    return random.choice(
        (
            c.Announce("Please speak up"),
            c.Pause("time_out"),
            c.Resume(),
            c.SetSpeed(random.choice((1.0, 2.0))),
            c.Extend(60),
            c.SendInject(random.choice(hall.package.scenario.injects).id),
            c.GiveHint(team, "", "Look again at your facts"),
            c.Improvise((team,), "new", "A car stops", "At the gate"),
            c.Plan("improvise", 30, to=(team,), kind="new", text="A dog barks"),
        )
    )


def observes(hall: Hall, random: Random) -> tuple[str, str, c.Command]:
    """Return something that an observer might do, or a table for the voice of a person."""
    state, id = hall.conduct.state(EXERCISE), f"law-{hall.count}"
    assert state is not None
    team = random.choice(hall.preset.teams)
    person, objective = state.world.observers["o-voice"].person, hall.package.scenario.objectives[0]
    asks = list(state.world.asks)
    return random.choice(
        (
            ("o-voice", id, c.AskNow(team.id)),
            ("o-voice", id, c.Note("She asks again", person)),
            ("o-eye", id, c.Note("", objective.id, random.choice(objective.ticks), team.id)),
            (f"s-{team.desks[0]}", id, c.AnswerNow(asks[-1] if asks else "none", "You stay with us tonight")),
        )
    )


def give_jobs(hall: Hall) -> None:
    """Let one observer speak for a person, and one follow an objective."""
    voice = next(person.id for person in hall.package.scenario.people if person.voice)
    hall.must("control", c.Observe("o-voice", person=voice))
    hall.must("control", c.Observe("o-eye", objective=hall.package.scenario.objectives[0].id))


def move(hall: Hall, random: Random) -> None:
    """Let somebody do something, or let time pass."""
    hall.count += 1
    what = random.random()
    if what < 0.25:
        hall.wall += random.randint(1, 40)
        hall.conduct.wake_blocking(EXERCISE)
        return
    if what < 0.3:
        hall.conduct.submit_blocking(EXERCISE, *observes(hall, random))
        return
    if what < 0.4:
        hall.conduct.submit_blocking(EXERCISE, "control", f"law-{hall.count}", controls(hall, random))
        return
    seat = random.choice(list(hall.seats))
    table = Watched(hall)
    powers = [power for power in table.view(hall.seats[seat]).can if power.open]
    if powers:
        command = anything(table, random.choice(powers), seat, random)  # type: ignore[arg-type]
        hall.conduct.submit_blocking(EXERCISE, seat, f"law-{hall.count}", command)


async def same(hall: Hall, seat: str, page: Page) -> None:
    """Assert that a page is as one fetched anew would be."""
    fresh = (await hall.get(seat, "/live/regions")).json
    await page.until(fresh["v"])
    await page.settle()
    assert page.version == fresh["v"]
    kept = {name: html for name, html in page.regions.items() if html}
    assert kept == {name: html for name, html in fresh["regions"].items() if html}
    assert {name: page.digests[name] for name in fresh["digests"]} == fresh["digests"]


async def play(hall: Hall, seed: int, steps: int) -> None:
    """Let a random play go on and compare every page after every step."""
    random = Random(seed)
    hall.app._requests._reads._burst = 10_000
    hall.app._requests._reads._each_second = 10_000.0
    async with AsyncExitStack() as stack:
        give_jobs(hall)
        watching = (*hall.seats, "control", "room", "o-voice", "o-eye")
        open_pages = {seat: await stack.enter_async_context(hall.stream(seat)) for seat in watching}
        for step in range(steps):
            if step == 2:
                team = hall.preset.teams[0]
                hall.must("server", c.TakeSeat("a-late", team.id, team.desks))
                state, role = hall.conduct.state(EXERCISE), hall.package.scenario.roles[0].id
                seat = f"s-{team.desks[0]}"
                assert state is not None
                hall.must("control", c.MoveSeat(seat, team.id, state.world.seats[seat].desks, role))
            if step == 3:
                hall.must("control", c.Announce("Two minutes to the round"))
            move(hall, random)
            for seat, page in open_pages.items():
                await same(hall, seat, page)
        assert all(len(page.frames) > 1 for page in open_pages.values()), "something must have moved for each"


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("palermo.live.hub.CONTROL_EVERY", 0.0)


@pytest.mark.parametrize(
    ("name", "seed", "steps"),
    [("small", 0, 25), ("small", 1, 25), ("night_minibus", 2, 10), ("harvest_corridor", 3, 8)],
)
def test_a_page_kept_up_by_its_stream_equals_the_page_fetched_anew(name: str, seed: int, steps: int) -> None:
    asyncio.run(in_hall(lambda hall: play(hall, seed, steps), name))


def _a_region_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    changed = pages.changed
    monkeypatch.setattr(pages, "changed", lambda before, after: changed(before, after) - {"can"})


def _a_page_behind_gets_the_last_step_only(monkeypatch: pytest.MonkeyPatch) -> None:
    text_since = Screen.text_since

    def forgetful(self: Screen, old: object, now: float) -> str | None:
        text = text_since(self, old, now)  # type: ignore[arg-type]
        return text if self.page.version % 3 else None

    monkeypatch.setattr(Screen, "text_since", forgetful)


def _a_seats_own_regions_stay_as_they_were(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("palermo.live.rooms._OwnShown.stands", lambda self, own, known, options, wording: True)


@pytest.mark.parametrize(
    "breaks",
    [_a_region_is_forgotten, _a_page_behind_gets_the_last_step_only, _a_seats_own_regions_stay_as_they_were],
    ids=lambda breaks: breaks.__name__.strip("_"),
)
def test_the_law_finds_its_mutants(breaks: Breaks, monkeypatch: pytest.MonkeyPatch) -> None:
    breaks(monkeypatch)
    with pytest.raises((AssertionError, TimeoutError)):
        asyncio.run(in_hall(lambda hall: play(hall, 0, LONG)))


@story
async def test_a_page_that_lost_its_stream_comes_back_to_the_same(hall: Hall) -> None:
    random = Random(7)
    give_jobs(hall)
    async with hall.stream("s-BG") as page:
        regions, digests = dict(page.regions), dict(page.digests)
    for _ in range(20):
        move(hall, random)
    async with hall.stream("s-BG", have=digests) as back:
        fresh = (await hall.get("s-BG", "/live/regions")).json
        assert regions | back.regions == regions | fresh["regions"]
        assert len(back.regions) < len(fresh["regions"]), "what is the same does not come again"
