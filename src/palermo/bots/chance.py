"""Draws that are made once: the same table, the same thing, the same answer, whenever it is asked."""

from __future__ import annotations

from functools import lru_cache
from hashlib import blake2b


@lru_cache(maxsize=65536)
def draw(salt: str, key: str) -> float:
    """Return a number from 0 up to 1 that depends on the table's salt and the key alone."""
    return int.from_bytes(blake2b(f"{salt}/{key}".encode(), digest_size=6).digest(), "big") / (1 << 48)
