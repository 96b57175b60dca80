"""The laws, as checks of one random legal play. Each raises AssertionError when it does not hold."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import msgspec

import palermo.engine.allowed as allowed_module
import palermo.engine.can as can_module
import palermo.engine.learn as learn_module
from cast import START, Table, anothers, anything, control_whim, seats, upheaval
from palermo.engine import commands as c
from palermo.engine import events as e
from palermo.engine.allowed_control import judge
from palermo.engine.apply import apply, initial
from palermo.engine.known import Known
from palermo.engine.lawful import RANK
from palermo.engine.play import next_due, now
from palermo.engine.scenario import Scenario
from palermo.engine.state import CONTROL, State
from palermo.engine.view import View
from palermo.engine.viewing import view

_encoder = msgspec.json.Encoder(order="deterministic")


def bytes_of(seen: View) -> bytes:
    return _encoder.encode(seen)


class Play:
    """A random legal play: the table after it, the states before and after each step, and the table at some `moments` of it."""

    def __init__(self, scenario: Scenario, preset: str, profile: str, seed: int, steps: int) -> None:
        random = Random(seed)
        self.table = table = Table(scenario, preset, profile)
        table.seat_all()
        first = table.state.world.teams[0]
        table.control(c.TakeSeat("s-second", first[0], first[1]), "server")
        voices = [person.id for person in scenario.people if person.voice]
        for number, person in enumerate(random.sample(voices, min(2, len(voices))), start=1):
            table.control(c.Observe(f"o-{number}", person=person))
        self.steps: list[tuple[State, tuple[e.Entry, ...], State]] = []
        self.moments: list[Table] = []
        table.begin()
        for step in range(steps):
            before, seen = table.state, len(table.entries)
            table.wait(random.choice((1, 3, 8, 15, 25)))
            if random.random() < 0.08 or table.state.world.clock.paused:
                paused = bool(table.state.world.clock.paused)
                whim = (control_whim if paused or random.random() < 0.6 else upheaval)(table, random)
                if judge(scenario, table.state, whim) is None:
                    table.control(whim)
            else:
                for _ in range(random.choice((1, 2, 3))):
                    self.seat_acts(random)
            self.steps.append((before, tuple(table.entries[seen:]), table.state))
            if step % 20 == 19:
                self.moments.append(table.aside())
            if table.state.world.ended >= 0:
                break

    def seat_acts(self, random: Random) -> None:
        table = self.table
        seat = random.choice(seats(table))
        mine = table.own(seat)
        powers = [
            power
            for power in table.view(mine.team).can
            if power.open and (power.desk in mine.desks or not power.desk) and not anothers(table, seat, power)
        ]
        if powers:
            # Verbs first, so that the many cards and lines do not crowd the few decisions out.
            verb = random.choice(sorted({power.verb for power in powers}))
            power = random.choice([power for power in powers if power.verb == verb])
            table.do(seat, anything(table, power, seat, random))


def law_1_a_watcher_sees_only_what_its_entries_told_it(play: Play) -> None:
    """The log filtered to a watcher folds to the same view and version, byte for byte."""
    table = play.table
    for watcher, live in table.state.known.items():
        alone = Known(watcher=watcher)
        for entry in table.entries:
            if watcher in entry.audience:
                alone = learn_module.learn(alone, entry.t, entry.event)
        assert alone.version == live.version, watcher
        assert bytes_of(view(table.scenario, alone)) == bytes_of(view(table.scenario, live)), watcher


def law_2_refusals_keep_secrets(play: Play) -> None:
    """Equal views answer the same command alike: judged on a copy of the view, without the state in reach."""
    for table in play.moments:
        _refusals_keep_secrets(table)


def _refusals_keep_secrets(table: Table) -> None:
    random = Random(len(table.entries))
    decoder = msgspec.json.Decoder(View)
    for seat in seats(table):
        mine = table.own(seat)
        seen = table.view(mine.team)
        copy = decoder.decode(bytes_of(seen))
        for _ in range(12):
            command = _any_command(table, random)
            here = allowed_module.allowed(table.scenario, seen, mine, command)
            there = allowed_module.allowed(table.scenario, copy, mine, command)
            assert here == there, command
            elsewhere = _other_world(table)
            assert here == allowed_module.allowed(table.scenario, view(table.scenario, elsewhere), mine, command) or (
                elsewhere.watcher != mine.team
            )


def law_3_buttons_do_not_lie(play: Play) -> None:
    """What is open in `can` has a command that is accepted; what is not in it, or locked, is refused."""
    for table in play.moments:
        _buttons_do_not_lie(table)


def _buttons_do_not_lie(table: Table) -> None:
    random = Random(len(table.entries))
    for seat in seats(table):
        mine = table.own(seat)
        seen = table.view(mine.team)
        fresh = {(p.verb, p.desk, p.target): p for p in can_module.powers(table.scenario, table.state.known[mine.team])}
        for power in seen.can:
            if power.desk and power.desk not in mine.desks:
                continue
            command = anything(table, power, seat, random)
            refused = table.judge(seat, command)
            if power.open and not anothers(table, seat, power):
                assert refused is None, (power, command, refused)
                assert _happens(table, seat, command), (power, command)
            elif not power.open:
                assert refused is not None, (power, command)
        for _ in range(20):
            command = _any_command(table, random)
            wanted = allowed_module._wanted(command, mine)
            if wanted is None or not any(
                key[0] == wanted[0] and key[2] == wanted[2] and key[1] in (wanted[1], "") for key in fresh
            ):
                asked_for = wanted is not None and wanted[0] in ("take_back", "release", "drop", "correct")
                if not asked_for:
                    assert table.judge(seat, command) is not None, command


def law_4_folding_is_total_and_deterministic(play: Play) -> None:
    """The decoded log folds to the live state."""
    table = play.table
    state = initial(table.scenario)
    decoder = msgspec.json.Decoder(e.Entry)
    for entry in table.entries:
        state = apply(table.scenario, state, decoder.decode(msgspec.json.encode(entry)))
    assert state.seq == table.state.seq
    assert state.world == table.state.world
    assert state.known == table.state.known


def law_6_memory_only_grows(play: Play) -> None:
    """What a watcher has seen it still sees."""
    for before, entries, after in play.steps:
        jobs = {entry.event.seat for entry in entries if isinstance(entry.event, e.ObserverSet)}
        for watcher, old in before.known.items():
            new = after.known[watcher]
            if watcher in jobs:
                continue  # an observer who begins anew
            for fact, have in old.facts.items():
                assert fact in new.facts, (watcher, fact)
                assert RANK[new.facts[fact].form] >= RANK[have.form], (watcher, fact)
            for box in ("mail", "injects", "stands", "runs", "people", "needs", "tolds", "looks", "sheets", "cards"):
                assert set(getattr(old, box)) <= set(getattr(new, box)), (watcher, box)
            assert new.lines[: len(old.lines)] == old.lines, watcher
            assert new.seen >= old.seen, watcher


def law_7_the_clock_is_monotone(play: Play) -> None:
    """Time never goes back, each inject is sent at most once, a pause freezes what is due, speed moves nothing."""
    table = play.table
    times = [entry.t for entry in table.entries]
    assert times == sorted(times)
    sent = [entry.event.inject for entry in table.entries if isinstance(entry.event, e.InjectSent)]
    assert len(sent) == len(set(sent))
    paused = False
    for entry in table.entries:
        match entry.event:
            case e.Paused():
                paused = True
            case e.Resumed():
                paused = False
            case _:
                by_itself = entry.cause == "clock" or entry.cause.startswith(("run:", "message:", "later:", "need:"))
                assert not (paused and by_itself), entry
    for moment in play.moments:
        before = next_due(moment.scenario, moment.state, moment.state.t)
        faster = moment.aside()
        if not moment.state.world.clock.paused and moment.state.world.ended < 0:
            faster.control(c.SetSpeed(7.0))
            assert next_due(moment.scenario, faster.state, moment.state.t) == before
            faster.control(c.Pause())
            assert next_due(moment.scenario, faster.state, moment.state.t) == before
            assert now(faster.state, faster.wall + 10_000) == now(faster.state, faster.wall)


def law_8_the_audience_covers_the_view(play: Play) -> None:
    """A watcher's version and view change at an entry only if it is in the stored audience; no entry is only about time."""
    table = play.table
    state = initial(table.scenario)
    for entry in table.entries:
        after = apply(table.scenario, state, entry)
        for watcher, known in after.known.items():
            old = state.known.get(watcher)
            if old is None:
                continue
            if watcher in entry.audience:
                assert known.version == old.version + 1, (watcher, entry)
            else:
                assert known is old or known == old, (watcher, entry)
        assert CONTROL in entry.audience, entry
        state = after
    assert all(not isinstance(entry.event, e.Fired) or entry.audience == (CONTROL,) for entry in table.entries)


LAWS: tuple[Callable[[Play], None], ...] = (
    law_1_a_watcher_sees_only_what_its_entries_told_it,
    law_2_refusals_keep_secrets,
    law_3_buttons_do_not_lie,
    law_4_folding_is_total_and_deterministic,
    law_6_memory_only_grows,
    law_7_the_clock_is_monotone,
    law_8_the_audience_covers_the_view,
)


def _happens(table: Table, seat: str, command: c.Command) -> bool:
    """Make a command happen on the side; tell whether it left an entry."""
    return bool(table.aside().do(seat, command))


def _other_world(table: Table) -> Known:
    """Return what the first seat's team would know had control noted something it cannot see."""
    aside = table.aside()
    aside.do(CONTROL, c.Note("~secret"))
    return aside.state.known[table.own(seats(table)[0]).team]


def _any_command(table: Table, random: Random) -> c.Command:
    """Return a command somebody might send who knows the package but not what is open."""
    scenario = table.scenario
    desk = random.choice(scenario.desks).id
    other = random.choice(scenario.desks).id
    fact = random.choice(scenario.facts)
    sheet = random.choice(scenario.sheets)
    talk = random.choice(scenario.talks)
    return random.choice(
        (
            c.Start(desk, random.choice(scenario.actions).id, grounds=(fact.id,)),
            c.Assess(desk, random.choice(scenario.questions).id, (fact.id,)),
            c.Send("own", desk, (other,), random.choice(scenario.channels).id, (c.Item(fact.id, "full", other),)),
            c.TakeNeed(desk, random.choice(scenario.needs).id),
            c.WriteLine(desk, sheet.id, random.choice(sheet.lines).id, "~x", 0),
            c.AskCard(desk, talk.id, random.choice(talk.cards).id),
            c.Approve(desk, "s-BG.3", True),
            c.OpenMessage("s-BG.2"),
            c.Heard(desk, fact.id, fact.word),
            c.Begin(),
            c.SendInject(scenario.injects[0].id),
        )
    )


__all__ = ["LAWS", "START", "Play"]
