"""Functions by kind of event: finding one in a table costs less than asking sixty kinds in turn, and there are many entries."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

_F = TypeVar("_F", bound=Callable[..., Any])


def on(table: dict[type, Any], *kinds: type) -> Callable[[_F], _F]:
    """Enter the function below under these kinds of event."""

    def enter(function: _F) -> _F:
        table.update(dict.fromkeys(kinds, function))
        return function

    return enter
