"""How the tests are dealt to several processes: a file stays together, and so does whoever looks at the one played exercise."""

from __future__ import annotations

import pytest

PLAYED = "played"  # the whole exercise in browsers, played once for all who look at what it left


def pytest_itemcollected(item: pytest.Item) -> None:
    """Name the group of a test as soon as it is found: later the groups have been read. Without several processes they mean nothing."""
    together = PLAYED if PLAYED in getattr(item, "fixturenames", ()) else item.nodeid.partition("::")[0]
    item.add_marker(pytest.mark.xdist_group(together))
