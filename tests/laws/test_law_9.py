"""Law 9: nothing acknowledged is lost; a repeated command id answers with its first result. With its mutants."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from random import Random

import pytest
from msgspec.structs import replace

from conduct.room import SEATS, Room
from palermo.conduct import submit as submit_module
from palermo.conduct.decision import Accepted
from palermo.engine import commands as c
from palermo.log.contract import Batch, Full
from palermo.log.memory import MemoryLog


class FailingLog(MemoryLog):
    """A log on a disk that is full now and then."""

    def __init__(self, random: Random) -> None:
        super().__init__()
        self.random = random
        self.fails = False

    def append(self, batch: Batch) -> Future[None]:
        """Keep a batch, or not."""
        if self.fails and self.random.random() < 0.3:
            failed: Future[None] = Future()
            failed.set_exception(Full("no room"))
            return failed
        return super().append(batch)


def law_9(seed: int) -> None:
    """Play a burst on a disk that fails: what was accepted is in the log, once, and is answered alike when asked again."""
    random = Random(seed)
    log = FailingLog(random)
    room = Room(log).set_up()
    room.wake(310)
    log.fails = True
    answers: dict[tuple[str, str], Accepted] = {}
    for number in range(60):
        seat = random.choice(list(SEATS))
        command_id = f"n{number if random.random() < 0.7 else random.randrange(number + 1)}"
        answer = room.ask(seat, c.Help(f"~{number}"), command_id, at=310 + number)
        if isinstance(answer, Accepted):
            first = answers.setdefault((seat, command_id), answer)
            assert (answer.first_seq, answer.n) == (first.first_seq, first.n), "answered with its first result"
    log.fails = False
    causes = [entry.cause for entry in room.entries()]
    for (seat, command_id), answer in answers.items():
        assert causes[answer.first_seq - 1] == f"command:{seat}.{command_id}", "what was accepted is in the log"
        assert causes.count(f"command:{seat}.{command_id}") == answer.n, "and once"


@pytest.mark.parametrize("seed", range(5))
def test_nothing_acknowledged_is_lost_and_a_repeated_id_answers_with_its_first_result(seed: int) -> None:
    law_9(seed)


def acknowledges_before_the_commit(patch: pytest.MonkeyPatch) -> None:
    """The answer does not wait for what the log says."""
    patch.setattr(submit_module, "_kept", lambda exercise, step: step.answer)


def forgets_what_it_answered(patch: pytest.MonkeyPatch) -> None:
    """A repeated command is decided as a new one."""
    patch.setattr(submit_module, "_before", lambda slot, seat, command_id: None)
    honest = MemoryLog.append

    def append(self: MemoryLog, batch: Batch) -> Future[None]:
        fresh = tuple(replace(row, command_id=f"{row.command_id}-{batch.expected}") for row in batch.commands)
        return honest(self, replace(batch, commands=fresh))

    patch.setattr(MemoryLog, "append", append)


@pytest.mark.parametrize("breaks", [acknowledges_before_the_commit, forgets_what_it_answered], ids=lambda b: b.__name__)
def test_the_law_finds_its_mutant(
    breaks: Callable[[pytest.MonkeyPatch], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    breaks(monkeypatch)
    for seed in range(5):
        try:
            law_9(seed)
        except AssertionError:
            return
    pytest.fail(f"law 9 let {breaks.__name__} live")
