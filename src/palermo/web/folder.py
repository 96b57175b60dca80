"""The data folder: where the accounts and the list of exercises are kept, and the key that signs sessions."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from palermo.live import keyfile

KEY_FILE = "web.key"
DATABASE = "web.sqlite3"


def data_folder() -> Path:
    """Return the data folder, made when it is not there: `PALERMO_DATA`, else ./var."""
    folder = Path(os.environ.get("PALERMO_DATA") or "var").absolute()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def session_key(folder: Path) -> str:
    """Return the key in the folder; the first call makes it, readable by its owner alone.

    Raises ValueError when the file is there and holds no key.
    """
    path = folder / KEY_FILE
    if not path.exists():
        keyfile.make(path, secrets.token_urlsafe(64).encode("ascii"))
    key = path.read_text(encoding="ascii").strip()
    if len(key) < 50:
        raise ValueError(f"{path} holds no key: remove it, and everybody signs in anew")
    return key
