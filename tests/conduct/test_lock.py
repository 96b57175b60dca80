from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from palermo.conduct.lock import NAME, Held, ServerLock

HOLDER = """
import sys, time
from pathlib import Path
from palermo.conduct.lock import ServerLock
with ServerLock(Path({folder!r})):
    print("held", flush=True)
    time.sleep(60)
"""


def test_one_server_holds_a_data_folder_and_a_dead_ones_lock_is_taken_over(tmp_path: Path) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER.format(folder=str(tmp_path))], stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    with pytest.raises(Held, match=f"process {holder.pid}") as held, ServerLock(tmp_path):
        pass
    assert held.value.pid == holder.pid
    assert "PALERMO_DATA" in str(held.value)
    holder.kill()
    holder.communicate()
    assert (tmp_path / NAME).read_text() == f"{holder.pid}\n"
    with ServerLock(tmp_path):
        assert int((tmp_path / NAME).read_text()) != holder.pid


def test_a_lock_is_let_go_and_may_be_held_again(tmp_path: Path) -> None:
    for _ in range(2):
        with ServerLock(tmp_path / "data"):
            pass


def test_a_folder_that_is_not_there_yet_is_made(tmp_path: Path) -> None:
    with ServerLock(tmp_path / "new" / "data"):
        assert (tmp_path / "new" / "data" / NAME).exists()
