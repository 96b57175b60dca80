"""What a log line may say about a request: no personal codes, no one-time addresses, nothing anybody typed."""

from __future__ import annotations

import logging
import re

_SECRET = re.compile(r"(/enter/|/w/[^/\s]+/|/x/[^/\s]+/[^/\s]+/)[^/\s?]+")
_QUERY = re.compile(r"\?\S*")


def masked(path: str) -> str:
    """Return a path without codes and without its query."""
    return _QUERY.sub("", _SECRET.sub(r"\1…", path))


class Discreet(logging.Filter):
    """Masks the path of a request in a record, and drops the request itself."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, tuple):
            record.args = tuple(masked(arg) if isinstance(arg, str) else arg for arg in record.args)
        record.__dict__.pop("request", None)
        return True
