"""An exercise that bots played and that stands still a moment before its end, as an archive: for who looks at what comes after."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import cast
from palermo.bots.policy import Policy
from palermo.conduct.archive import export
from palermo.engine import commands as c
from palermo.engine import events as e
from palermo.engine.commands import Asked
from palermo.engine.play import apply, happen, initial
from palermo.log.codec import COMMANDS
from palermo.log.contract import Batch, CommandRow
from palermo.log.memory import MemoryLog
from palermo.trial.game import Setting
from palermo.trial.saving import kept

EXERCISE = "nearly"


def over(file: Path, preset: str = "teams5", profile: str = "P90", policy: str = "table") -> None:
    """Write the archive."""
    package = cast.package("night_minibus")
    setting = Setting(
        scenario=package.scenario,
        digest=package.digest,
        preset=preset,
        profile=profile,
        policy=Policy(policy, 0.9),
        text=package.text,
    )
    log = kept(package, setting, "x", EXERCISE)
    entries = []
    state = initial(package.scenario)
    for entry in log.read(EXERCISE):
        if isinstance(entry.event, e.Ended):
            break
        state = apply(package.scenario, state, entry)
        entries.append(entry)
    commands = [row for row in log.commands(EXERCISE) if row.first_seq + row.n <= state.seq + 1]
    asked = Asked("control", "control.hold", c.Pause(), entries[-1].wall)
    _, held = happen(package.scenario, state, asked)
    _, version, body = COMMANDS.encode(asked.command)
    row = CommandRow(
        seat="control",
        command_id="hold",
        body=body,
        wall=asked.wall,
        first_seq=state.seq + 1,
        n=len(held),
        v=version,
    )
    texts = {key: words for key, words in log.texts(EXERCISE).items() if words}
    short = MemoryLog()
    short.store_package(package.digest, package.to_bytes()).result()
    batch = Batch(exercise=EXERCISE, expected=0, entries=(*entries, *held), commands=(*commands, row), texts=texts)
    short.append(batch).result()
    file.write_bytes(export(short, EXERCISE))


def put(data: Path) -> None:
    """Put it into a data folder, before the server is started on it."""
    file = data / f"{EXERCISE}.zip"
    data.mkdir(parents=True, exist_ok=True)
    over(file)
    import_it = [sys.executable, "-m", "palermo.cli", "import", str(file)]
    subprocess.run(import_it, env={**os.environ, "PALERMO_DATA": str(data)}, check=True, capture_output=True)
