"""One server on a data folder: a lock that the system lets go of when its process ends, however it ends."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from types import TracebackType
from typing import IO

NAME = "server.lock"
_FAR = 1 << 30  # where the byte that is locked stands, away from the number that others read


class Held(Exception):
    """Another process has the data folder. `pid` is its number, 0 when it cannot be read."""

    def __init__(self, folder: Path, pid: int) -> None:
        who = f"process {pid}" if pid else "another process"
        super().__init__(
            f"Palermo already runs on {folder} ({who}). Nothing was started. "
            "Stop that one first, or name another folder with PALERMO_DATA."
        )
        self.pid = pid


class ServerLock:
    """Holds a data folder from `__enter__` to `__exit__`. A lock left by a process that died is taken over. Raises `Held`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file: IO[str] | None = None

    def __enter__(self) -> ServerLock:
        self._folder.mkdir(parents=True, exist_ok=True)
        file = (self._folder / NAME).open("a+", encoding="ascii")
        if not _hold(file):
            file.seek(0)
            text = file.read().strip()
            file.close()
            raise Held(self._folder, int(text) if text.isdecimal() else 0)
        file.seek(0)
        file.truncate()
        file.write(f"{os.getpid()}\n")
        file.flush()
        self._file = file
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file is not None:
            self._file.seek(0)
            self._file.truncate()
            self._file.close()  # the file stays: taking it away could take it from under the next one
            self._file = None


if sys.platform == "win32":
    import msvcrt

    def _hold(file: IO[str]) -> bool:
        file.seek(_FAR)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _hold(file: IO[str]) -> bool:
        try:
            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
