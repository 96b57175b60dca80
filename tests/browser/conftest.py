"""One browser for all of these tests, and contexts that each one makes for itself."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from browser import chromium, story

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


# Not of the whole session: while Playwright runs in this thread, no other test could start an event loop in it.
@pytest.fixture(scope="package")
def chrome() -> Iterator[Browser]:
    """The one browser."""
    path = chromium.find()
    assert path is not None, chromium.HELP
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield started
        started.close()


@pytest.fixture(scope="package")
def played(chrome: Browser, tmp_path_factory: pytest.TempPathFactory) -> story.Story:
    """The whole exercise, played once for all who look at what it left."""
    return story.tell(chrome, tmp_path_factory.mktemp("exercise"))
