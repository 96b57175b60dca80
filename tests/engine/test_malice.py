"""Whatever a seat may ask, however odd, the engine answers: what `allowed` lets through happens, applies, and can be looked at."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from random import Random
from typing import Any, get_args

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cast import Table, anything, control_whim, package, seats, upheaval
from laws.laws import Play
from palermo.engine import commands as c
from palermo.engine import events as e
from palermo.engine.allowed_control import judge
from palermo.engine.apply import apply, initial
from palermo.engine.play import next_due
from palermo.engine.viewing import control_view, own, view

EVIL: tuple[Any, ...] = (
    "", " ", ".", "~", "*", "\u202eevil", "\x00", "ł" * 500, "'; --", "T1", "BG", "control", "control@T1", "server", "room",
    "full", "anon", "BG-1", "NGO-1", "XX-9", "0", "None", "\ud7ff", -1, 0, 1, 2, 3600, 2**31, 2**63, -(2**63), 10**5000,
    0.25, 1e308, True, False, (), ("", ""), ("BG",) * 200, ("BG", "BG"), ("NGO-1", "NGO-1"), (c.Item("BG-1", "full", "POL"),) * 3,
    (c.Item("", "", ""),), (c.Item("BG-1", "huge", "POL"),),
)  # fmt: skip
SETTINGS = settings(
    max_examples=120,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@cache
def moments() -> tuple[Table, ...]:
    plays = [Play(package().scenario, preset, "P30", seed, 60) for preset in ("trio", "duo") for seed in (1, 3, 9)]
    return tuple(moment for play in plays for moment in play.moments if moment.state.world.ended < 0)


def ids_of(table: Table) -> list[str]:
    """Return the ids of everything in the exercise, whoever knows of it."""
    world = table.state.world
    made = [*world.messages, *world.runs, *world.hits, *world.tolds, *world.helps, *world.improvised, *world.seats]
    named = [
        *world.lines,
        *world.needs,
        *world.opened,
        *(x.id for x in table.scenario.facts),
        *(x.id for x in table.scenario.people),
    ]
    return [*made, *named]


def odd(command: c.Command, table: Table, field: int, value: Any) -> c.Command | None:
    """Return the command with a field made odd, None where such a value cannot even be sent."""
    names = command.__struct_fields__
    if not names:
        return command
    try:
        changed = msgspec.structs.replace(command, **{names[field % len(names)]: value})
        return msgspec.json.decode(msgspec.json.encode(changed), type=type(command))
    except (msgspec.ValidationError, msgspec.EncodeError, UnicodeEncodeError, OverflowError, ValueError):
        return None


def looked_at(table: Table) -> None:
    """Look at everything there is to see, and fold the log anew."""
    for known in table.state.known.values():
        view(table.scenario, known)
    for seat in table.state.world.seats:
        own(table.scenario, table.state, seat)
    control_view(table.scenario, table.state)
    next_due(table.scenario, table.state, table.state.t)
    state = initial(table.scenario)
    decoder = msgspec.json.Decoder(e.Entry)
    for entry in table.entries:
        state = apply(table.scenario, state, decoder.decode(msgspec.json.encode(entry)))
    assert state.world == table.state.world
    assert state.known == table.state.known


@SETTINGS
@given(
    which=st.integers(0, 10**6),
    seed=st.integers(0, 10**6),
    changes=st.lists(st.tuples(st.integers(0, 20), st.sampled_from([*EVIL, None])), min_size=1, max_size=3),
)
def test_what_is_allowed_happens_however_odd_it_is(which: int, seed: int, changes: list[tuple[int, Any]]) -> None:
    table = moments()[which % len(moments())].aside()
    random = Random(seed)
    for _ in range(4):
        seat = random.choice(seats(table))
        power = random.choice(table.view(table.own(seat).team).can)
        command: c.Command | None = anything(table, power, seat, random) if power.open else None
        for field, value in changes:
            if command is not None:
                command = odd(command, table, field, random.choice(ids_of(table)) if value is None else value)
        if command is not None and table.ask(seat, command) is None:
            looked_at(table)
            table.wait(random.choice((1, 40, 200)))
    looked_at(table)


@SETTINGS
@given(
    which=st.integers(0, 10**6),
    seed=st.integers(0, 10**6),
    changes=st.lists(st.tuples(st.integers(0, 20), st.sampled_from([*EVIL, None])), max_size=2),
)
def test_whatever_control_may_do_happens(which: int, seed: int, changes: list[tuple[int, Any]]) -> None:
    table = moments()[which % len(moments())].aside()
    random = Random(seed)
    for _ in range(4):
        command: c.Command | None = random.choice((control_whim, upheaval))(table, random)
        for field, value in changes:
            if command is not None:
                command = odd(command, table, field, random.choice(ids_of(table)) if value is None else value)
        if command is not None and judge(table.scenario, table.state, command) is None:
            table.do("control", command)
            looked_at(table)
            table.wait(random.choice((1, 40, 200)))
    looked_at(table)


def kinds() -> Iterator[type[c.Command]]:
    yield from get_args(c.Command)


@SETTINGS
@given(which=st.integers(0, 10**6), seed=st.integers(0, 10**6))
def test_any_command_made_of_words_that_exist_is_refused_or_happens(which: int, seed: int) -> None:
    table = moments()[which % len(moments())].aside()
    random = Random(seed)
    words = [*ids_of(table), *(x for x in EVIL if isinstance(x, str)), *(x.id for x in table.scenario.actions)]
    words += [
        x.id
        for x in (*table.scenario.channels, *table.scenario.desks, *table.scenario.questions, *table.scenario.lookups)
    ]
    numbers = [x for x in EVIL if type(x) is int and abs(x) < 2**63]
    made: dict[Any, Any] = {"str": words, "int": numbers, "bool": (True, False), "float": (0.5, 3.0, -1.0)}
    for _ in range(60):
        kind = random.choice(list(kinds()))
        fields: dict[str, Any] = {}
        for field in msgspec.structs.fields(kind):
            name = field.type if isinstance(field.type, str) else getattr(field.type, "__name__", "")
            if name in made:
                fields[field.name] = random.choice(made[name])
            elif field.name == "items":
                fields[field.name] = tuple(
                    c.Item(*(random.choice(words) for _ in range(3))) for _ in range(random.randint(0, 3))
                )
            else:
                fields[field.name] = tuple(random.choice(words) for _ in range(random.randint(0, 3)))
        command = kind(**fields)
        seat = random.choice(seats(table))
        table.ask(seat, command)
        if judge(table.scenario, table.state, command) is None:
            table.do("control", command)
        if not seats(table):
            break
    looked_at(table)
