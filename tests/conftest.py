"""How tests are dealt to processes: a file to one process, and files that look at the same exercise together."""

from __future__ import annotations

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadFileScheduling

TOGETHER = {"test_exercise.py": "one played exercise", "test_secrecy.py": "one played exercise"}


class _Together(LoadFileScheduling):
    def _split_scope(self, nodeid: str) -> str:
        file = super()._split_scope(nodeid)
        return TOGETHER.get(file.rpartition("/")[2], file)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadFileScheduling | None:
    """Deal whole files, as `--dist loadfile` does, the longest first as they lie in their folders."""
    return _Together(config, log) if config.getvalue("dist") == "loadfile" else None
