"""A limit on guessing: so many wrong codes from one address, then a while of nothing. In memory; a restart forgets."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict, deque

from django.http import HttpRequest

WRONG = 40
SECONDS = 600.0
ADDRESSES = 10_000

_lock = threading.Lock()
_wrong: OrderedDict[str, deque[float]] = OrderedDict()


def address(request: HttpRequest) -> str:
    """Return where a request comes from. A whole room may be behind one address, so the limit is generous."""
    return str(request.META.get("REMOTE_ADDR", ""))


def too_many(request: HttpRequest) -> bool:
    """Tell whether this address has tried too many wrong codes."""
    with _lock:
        tries = _wrong.get(address(request))
        if tries is None:
            return False
        _drop_old(tries)
        return len(tries) >= WRONG


def wrong(request: HttpRequest) -> None:
    """Remember a wrong code."""
    with _lock:
        tries = _wrong.setdefault(address(request), deque(maxlen=WRONG))
        _wrong.move_to_end(address(request))
        _drop_old(tries)
        tries.append(time.monotonic())
        while len(_wrong) > ADDRESSES:
            _wrong.popitem(last=False)


def forget() -> None:
    """Forget all wrong codes."""
    with _lock:
        _wrong.clear()


def _drop_old(tries: deque[float]) -> None:
    while tries and tries[0] < time.monotonic() - SECONDS:
        tries.popleft()
