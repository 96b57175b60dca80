"""Every record, condition and effect of a scenario with its path, in the package's order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from palermo.scenario.shape import Path


def records(value: Any, path: Path = ()) -> Iterator[tuple[Path, msgspec.Struct]]:
    """Yield each struct inside a value, outer before inner, with the path that leads to it."""
    if isinstance(value, msgspec.Struct):
        yield path, value
        for name in value.__struct_fields__:
            yield from records(getattr(value, name), (*path, name))
    elif isinstance(value, tuple):
        for n, item in enumerate(value):
            yield from records(item, (*path, n))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from records(item, (*path, key))
