from __future__ import annotations

import pytest

from log.contract import LogContract
from palermo.log.contract import Log
from palermo.log.memory import MemoryLog


class TestMemoryLog(LogContract):
    @pytest.fixture
    def log(self) -> Log:
        return MemoryLog()
