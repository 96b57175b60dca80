"""The command `palermo` with a disk that can be filled: while the data folder holds a file `full`, the log may not grow."""

from __future__ import annotations

import sys
from concurrent.futures import Future
from pathlib import Path

from palermo import cli
from palermo.live import serve
from palermo.log.contract import Batch
from palermo.log.sqlite import SqliteLog

MOST = 1_000_000  # pages


class Bounded(SqliteLog):
    """A log whose file stays as large as it is while the disk counts as full."""

    def append(self, batch: Batch) -> Future[None]:
        self.limit(1 if Path(self._path).with_name("full").exists() else MOST)
        return super().append(batch)


if __name__ == "__main__":
    vars(serve)["SqliteLog"] = Bounded
    sys.exit(cli.main())
