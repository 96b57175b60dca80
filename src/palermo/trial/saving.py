"""A trial run as a log: played once more with everything kept, and written as an exercise's archive."""

from __future__ import annotations

from pathlib import Path

from palermo.conduct.archive import export
from palermo.engine.commands import Asked
from palermo.engine.events import Entry
from palermo.log.codec import COMMANDS
from palermo.log.contract import Batch, CommandRow
from palermo.log.memory import MemoryLog
from palermo.scenario import Package
from palermo.trial.game import Game, Setting


def kept(package: Package, setting: Setting, seed: str, exercise: str) -> MemoryLog:
    """Play an exercise and return a log that holds it under this id."""
    entries: list[Entry] = []
    commands: list[CommandRow] = []

    def watch(asked: Asked | None, made: tuple[Entry, ...]) -> None:
        if asked is not None:
            _, version, body = COMMANDS.encode(asked.command)
            first = len(entries) + 1
            command_id = asked.id.rpartition(".")[2]
            commands.append(
                CommandRow(
                    seat=asked.seat,
                    command_id=command_id,
                    body=body,
                    wall=asked.wall,
                    first_seq=first,
                    n=len(made),
                    v=version,
                )
            )
        entries.extend(made)

    game = Game(setting, seed, watch)
    game.play()
    log = MemoryLog()
    log.store_package(package.digest, package.to_bytes()).result()
    batch = Batch(exercise=exercise, expected=0, entries=tuple(entries), commands=tuple(commands), texts=game.texts)
    log.append(batch).result()
    return log


def save(package: Package, setting: Setting, seed: str, file: Path) -> None:
    """Play an exercise and write its archive. Raises OSError."""
    file.write_bytes(export(kept(package, setting, seed, file.stem), file.stem))
