"""What the server's own log says of an error: its kind and where it was, never its message, which may quote what people wrote."""

from __future__ import annotations

from pathlib import Path
from traceback import extract_tb


def where(error: BaseException) -> str:
    """Return the kind of an error and the lines it came through, innermost first."""
    frames = reversed(extract_tb(error.__traceback__))
    lines = [f"{Path(frame.filename).parent.name}/{Path(frame.filename).name}:{frame.lineno}" for frame in frames]
    return f"{type(error).__name__} at {' < '.join(lines[:6])}"
