"""How often a seat may ask: a bucket that fills steadily and empties by one a request."""

from __future__ import annotations

from collections import OrderedDict

MOST = 4096


class Rates:
    """Buckets by name. `burst` requests at once, then `each_second`. Only the latest names are remembered."""

    def __init__(self, *, burst: int, each_second: float) -> None:
        self._burst = burst
        self._each_second = each_second
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, name: str, now: float) -> float:
        """Take one from a bucket: return 0.0 when there was one, else the seconds until there is."""
        left, then = self._buckets.get(name, (float(self._burst), now))
        left = min(float(self._burst), left + max(0.0, now - then) * self._each_second)
        missing = 1.0 - left
        self._buckets[name] = (left if missing > 0 else left - 1.0, now)
        self._buckets.move_to_end(name)
        if len(self._buckets) > MOST:
            self._buckets.popitem(last=False)
        return missing / self._each_second if missing > 0 else 0.0
