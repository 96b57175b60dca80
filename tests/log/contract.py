"""What every log must do. Each log's test class takes these over and says how to make one."""

from __future__ import annotations

from concurrent.futures import Future, wait

import msgspec
import pytest

from palermo.engine.events import Announced, Entry, Event, PhaseEntered, TextErased
from palermo.log.contract import Batch, CommandRow, Conflict, Log

SOON = 10


def entry(seq: int, event: Event | None = None, *, t: int = 0) -> Entry:
    return Entry(seq, t, 1000.5 + seq, ("control", "G1"), event or PhaseEntered(f"phase{seq}"), "clock")


def row(command_id: str, *, seat: str = "greta", first: int = 1, n: int = 1) -> CommandRow:
    return CommandRow(seat=seat, command_id=command_id, body=b'{"do":"ready"}', wall=1000.25, first_seq=first, n=n)


def batch(
    expected: int, n: int = 1, *, exercise: str = "x", commands: tuple[CommandRow, ...] = (), **more: object
) -> Batch:
    entries = tuple(entry(expected + k + 1) for k in range(n))
    return Batch(exercise=exercise, expected=expected, entries=entries, commands=commands, **more)  # type: ignore[arg-type]


class LogContract:
    """Inherit it and give a fixture `log`."""

    def test_what_is_appended_is_read_again_in_order(self, log: Log) -> None:
        log.append(batch(0, 2)).result(SOON)
        log.append(batch(2, 3)).result(SOON)
        assert log.read("x") == [entry(n) for n in range(1, 6)]
        assert log.read("x", after=3) == [entry(4), entry(5)]
        assert log.last("x") == 5

    def test_an_exercise_that_is_not_there_is_empty(self, log: Log) -> None:
        assert log.read("nowhere") == []
        assert log.last("nowhere") == 0
        assert log.commands("nowhere") == []
        assert log.find("nowhere", "greta", "a") is None
        assert log.texts("nowhere") == {}
        assert log.package("nothing") is None

    def test_exercises_are_numbered_apart(self, log: Log) -> None:
        log.append(batch(0, 2, exercise="b")).result(SOON)
        log.append(batch(0, 1, exercise="a")).result(SOON)
        assert log.last("a") == 1
        assert log.last("b") == 2
        assert log.exercises() == ["a", "b"]

    @pytest.mark.parametrize("expected", [0, 1, 3])
    def test_a_batch_for_another_entry_is_a_conflict_and_leaves_nothing(self, log: Log, expected: int) -> None:
        log.append(batch(0, 2)).result(SOON)
        late = batch(expected, 1, commands=(row("late"),), texts={"~late": "words"}, due=5.0, alive=6.0)
        with pytest.raises(Conflict):
            log.append(late).result(SOON)
        assert log.last("x") == 2
        assert log.find("x", "greta", "late") is None
        assert log.texts("x") == {}
        assert log.due_at("x") is None
        assert log.alive("x") is None

    def test_a_command_id_is_used_once_by_a_seat(self, log: Log) -> None:
        log.append(batch(0, 1, commands=(row("one"),))).result(SOON)
        log.append(batch(1, 1, commands=(row("one", seat="paul", first=2),))).result(SOON)
        with pytest.raises(Conflict):
            log.append(batch(2, 1, commands=(row("one", first=3),))).result(SOON)
        assert log.last("x") == 2

    def test_a_command_is_found_with_its_first_result(self, log: Log) -> None:
        kept = row("one", first=1, n=2)
        log.append(batch(0, 2, commands=(kept,))).result(SOON)
        assert log.find("x", "greta", "one") == kept
        assert log.find("x", "paul", "one") is None

    def test_commands_come_in_the_order_they_were_accepted_even_without_entries(self, log: Log) -> None:
        rows = [row("z", first=1, n=0), row("y", first=1, n=0), row("x", first=1, n=1)]
        for one in rows:
            log.append(batch(0, one.n, commands=(one,))).result(SOON)
        assert log.commands("x") == rows

    def test_one_conflict_does_not_fail_the_others(self, log: Log) -> None:
        futures = [log.append(batch(k, 1)) for k in (0, 1, 7, 2, 3)]
        wait(futures, SOON)
        assert [type(future.exception()) for future in futures] == [
            type(None),
            type(None),
            Conflict,
            type(None),
            type(None),
        ]
        assert log.last("x") == 4

    def test_what_was_decided_upon_a_failed_batch_fails_with_it(self, log: Log) -> None:
        log.append(batch(0, 1)).result(SOON)
        lost = log.append(batch(0, 1, line=7))
        # Somebody else's entry has the number that the next of the line expects; it was decided upon something else.
        upon = log.append(batch(1, 1, line=7))
        again = log.append(batch(1, 1, line=8))
        assert isinstance(lost.exception(SOON), Conflict)
        assert isinstance(upon.exception(SOON), Conflict)
        assert again.exception(SOON) is None

    def test_a_caller_who_goes_away_does_not_take_the_batch_along(self, log: Log) -> None:
        future: Future[None] = log.append(batch(0, 1))
        future.cancel()
        log.append(batch(1, 1)).result(SOON)
        assert log.last("x") == 2

    def test_texts_are_kept_apart_and_an_erased_one_leaves_its_place(self, log: Log) -> None:
        log.append(batch(0, 1, texts={"~a.text": "the van is blue", "~b.text": "the van is red"})).result(SOON)
        erased = Batch(exercise="x", expected=1, entries=(entry(2, TextErased("~a.text")),))
        log.append(erased).result(SOON)
        assert log.texts("x") == {"~a.text": "", "~b.text": "the van is red"}
        assert log.read("x")[1].event == TextErased("~a.text")

    def test_due_exercises_come_the_longest_waiting_first(self, log: Log) -> None:
        for exercise, due in (("a", 30.0), ("b", 10.0), ("c", 20.0), ("d", None)):
            log.append(batch(0, 1, exercise=exercise, due=due)).result(SOON)
        assert log.due(25.0) == ["b", "c"]
        assert log.due_at("a") == 30.0
        log.append(batch(1, 0, exercise="b", due=40.0)).result(SOON)
        log.append(batch(1, 0, exercise="c", due=None)).result(SOON)
        assert log.due(100.0) == ["a", "b"]

    def test_only_clocks_seen_alive_lately_are_touched(self, log: Log) -> None:
        for exercise, alive in (("a", 100.0), ("b", 50.0), ("c", None)):
            log.append(batch(0, 1, exercise=exercise, alive=alive)).result(SOON)
        log.touch(110.0, 95.0).result(SOON)
        assert [log.alive(x) for x in "abc"] == [110.0, 50.0, None]
        assert log.running() == ["a", "b"]
        assert log.running(before=95.0) == ["b"]

    def test_a_touch_never_goes_back(self, log: Log) -> None:
        log.append(batch(0, 1, alive=100.0)).result(SOON)
        log.touch(90.0, 0.0).result(SOON)
        assert log.alive("x") == 100.0

    def test_a_package_is_kept_once_by_its_digest(self, log: Log) -> None:
        log.store_package("d1", b"one").result(SOON)
        log.store_package("d1", b"other").result(SOON)
        assert log.package("d1") == b"one"

    def test_a_deleted_exercise_leaves_nothing_and_its_name_can_be_used_again(self, log: Log) -> None:
        log.store_package("d1", b"one").result(SOON)
        log.append(batch(0, 2, commands=(row("a"),), texts={"~a": "w"}, due=1.0, alive=1.0)).result(SOON)
        log.append(batch(0, 1, exercise="y")).result(SOON)
        log.delete("x").result(SOON)
        assert log.exercises() == ["y"]
        assert log.read("x") == []
        assert log.commands("x") == []
        assert log.texts("x") == {}
        assert log.due(99.0) == []
        assert log.running() == []
        assert log.package("d1") == b"one"
        log.append(batch(0, 1)).result(SOON)
        assert log.last("x") == 1

    def test_entries_that_leave_a_gap_are_never_kept(self, log: Log) -> None:
        gap = Batch(exercise="x", expected=0, entries=(entry(1), entry(3)))
        assert isinstance(log.append(gap).exception(SOON), ValueError)
        assert log.last("x") == 0

    def test_words_of_every_script_come_back_as_they_were(self, log: Log) -> None:
        words = 'Ünïcode, עברית, "quotes" <b>html</b> \u202e, emoji 🚐, a \x00 and a newline\n'
        log.append(batch(0, 1, texts={"~a": words})).result(SOON)
        assert log.texts("x") == {"~a": words}

    def test_an_entry_is_the_same_record_again(self, log: Log) -> None:
        one = Entry(1, 17, 1_764_000_000.123456, ("G1", "control", "room"), Announced("s-1.a", "~s-1.a.text"), "s-1.a")
        log.append(Batch(exercise="x", expected=0, entries=(one,))).result(SOON)
        (again,) = log.read("x")
        assert again == one
        assert msgspec.json.encode(again) == msgspec.json.encode(one)
