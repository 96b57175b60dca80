"""Short forms: moments ("crisis+3:30"), durations ("1.5m") and times of day ("05:40"), each as the records hold them."""

from __future__ import annotations

import re

MOMENT = re.compile(r"([a-z][a-z0-9_]*)\+([0-9]{1,4})(?::([0-5][0-9]))?")
DURATION = re.compile(r"(-?[0-9]{1,5}(?:\.[0-9]+)?)(s|m|h)")
DAYTIME = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])")
UNITS = {"s": 1, "m": 60, "h": 3600}


def moment(text: str) -> list[str | int] | None:
    """Return phase and seconds of a moment, or None when the text is none."""
    found = MOMENT.fullmatch(text.strip())
    if found is None:
        return None
    return [found[1], int(found[2]) * 60 + int(found[3] or 0)]


def duration(text: str) -> int | None:
    """Return the whole seconds of a duration, or None when the text is none (parts of a second are none either)."""
    found = DURATION.fullmatch(text.strip())
    if found is None:
        return None
    seconds = float(found[1]) * UNITS[found[2]]
    return int(seconds) if seconds == int(seconds) else None


def daytime(text: str) -> int | None:
    """Return the seconds since midnight of a time of day, or None when the text is none."""
    found = DAYTIME.fullmatch(text.strip())
    return None if found is None else int(found[1]) * 3600 + int(found[2]) * 60
