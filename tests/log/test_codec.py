from __future__ import annotations

import itertools
import types
import typing
from collections.abc import Iterator

import msgspec
import pytest

from palermo.engine import commands, events
from palermo.engine.events import Announced, Event
from palermo.log.codec import COMMANDS, EVENTS, Codec, Plain, Unreadable


def depth(member: object) -> int:
    """Return how many fields of a record are not scalars."""
    return sum(hint not in (str, int, float, bool) for hint in typing.get_type_hints(member).values())


def filled(wanted: object, names: Iterator[int]) -> object:
    """Return a value of a type, with no field left at its default; of a union, its plainest member."""
    origin, args = typing.get_origin(wanted), typing.get_args(wanted)
    if origin in (typing.Union, types.UnionType):
        return filled(min((arg for arg in args if arg is not type(None)), key=depth), names)
    if origin is tuple:
        return tuple(filled(arg, names) for arg in ((args[0],) if args[-1] is ... else args))
    if origin is dict:
        return {filled(args[0], names): filled(args[1], names)}
    if origin is frozenset:
        return frozenset({filled(args[0], names)})
    if isinstance(wanted, type) and issubclass(wanted, msgspec.Struct):
        hints = typing.get_type_hints(wanted)
        return wanted(**{name: filled(hints[name], names) for name in wanted.__struct_fields__})
    return {
        str: lambda: f"w{next(names)}",
        int: lambda: next(names),
        float: lambda: next(names) + 0.1,
        bool: lambda: True,
    }[wanted]()  # type: ignore[index]


@pytest.mark.parametrize("kind", typing.get_args(events.Event))
def test_every_event_comes_back_as_it_was(kind: type[msgspec.Struct]) -> None:
    event = filled(kind, itertools.count(1))
    assert EVENTS.decode(*EVENTS.encode(event)) == event  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", typing.get_args(commands.Command))
def test_every_command_comes_back_as_it_was(kind: type[msgspec.Struct]) -> None:
    command = filled(kind, itertools.count(1))
    assert COMMANDS.decode(*COMMANDS.encode(command)) == command  # type: ignore[arg-type]


def _said_became_text(old: Plain) -> Plain:
    return {"e": "Announced", "id": old["number"], "text": old["said"]}


def _number_became_words(old: Plain) -> Plain:
    return {**old, "number": f"a-{old['number']}"}


def _proclaimed_became_announced(old: Plain) -> Plain:
    return {**old, "e": "Announced"}


# An exercise of long ago: "Announced" first had a bare number, then "said" for "text".
OLDER: Codec[Event] = Codec(Event, "e", {("Announced", 1): _number_became_words, ("Announced", 2): _said_became_text})


def test_an_old_row_is_read_through_every_version_since() -> None:
    old = b'{"e":"Announced","number":7,"said":"~s.text"}'
    assert OLDER.decode("Announced", 1, old) == Announced("a-7", "~s.text")
    assert OLDER.decode("Announced", 2, b'{"e":"Announced","number":"b","said":"k"}') == Announced("b", "k")


def test_new_rows_are_written_in_the_newest_version() -> None:
    kind, version, body = OLDER.encode(Announced("a", "k"))
    assert (kind, version) == ("Announced", 3)
    assert OLDER.decode(kind, version, body) == Announced("a", "k")
    assert OLDER.version("Ended") == 1


def test_a_kind_may_change_its_name() -> None:
    codec: Codec[Event] = Codec(Event, "e", {("Proclaimed", 1): _proclaimed_became_announced})
    assert codec.decode("Proclaimed", 1, b'{"e":"Proclaimed","id":"a","text":"k"}') == Announced("a", "k")


def test_a_row_of_a_newer_version_is_refused_rather_than_guessed_at() -> None:
    with pytest.raises(Unreadable, match="version 2"):
        EVENTS.decode("Announced", 2, b'{"e":"Announced","id":"a","text":"k"}')


def test_a_broken_row_is_refused() -> None:
    with pytest.raises(Unreadable):
        EVENTS.decode("Announced", 1, b'{"e":"Announced","id":3}')
