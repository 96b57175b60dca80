"""Writing a key into the data folder: readable by its owner alone, and once. Of two processes that start together, one key wins."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path


def make(path: Path, key: bytes) -> None:
    """Write a key where there is none; one that is there stays. On disks that know no links, such as USB sticks, too."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    _write(draft, key, os.O_TRUNC)
    try:
        # The name appears with the whole key behind it, or not at all.
        os.link(draft, path)
    except FileExistsError:
        pass
    except OSError:
        with contextlib.suppress(FileExistsError):
            _write(path, key, os.O_EXCL)
    finally:
        draft.unlink()


def _write(path: Path, key: bytes, how: int) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | how, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(key)
        file.flush()
        os.fsync(file.fileno())
