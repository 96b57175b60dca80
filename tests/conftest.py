"""How the tests are dealt to several processes: a file stays together, and so does whoever looks at the one played exercise."""

from __future__ import annotations

import pytest

PLAYED = "played"  # the whole exercise in browsers, played once for all who look at what it left


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Name the group of each test; without several processes the names mean nothing."""
    for item in items:
        together = PLAYED if PLAYED in getattr(item, "fixturenames", ()) else item.nodeid.partition("::")[0]
        item.add_marker(pytest.mark.xdist_group(together))
