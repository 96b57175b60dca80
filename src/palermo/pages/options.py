"""How a page is to be shown: what the place, the device and the facilitator decided."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import msgspec

NOBODY: Mapping[str, str] = MappingProxyType({})


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """`icons` is the address of the icon sprite; `names` the display names by seat (never in the log); `control` the
    facilitator's name; `support` the number for afterwards; `gentle` the softer wording where the package has one."""

    icons: str = "/static/palermo/icons.svg"
    names: Mapping[str, str] = NOBODY
    control: str = ""
    support: str = ""
    gentle: bool = False

    def call(self, seat: str) -> str:
        """Return what somebody at a seat is called here, '' for somebody without a name."""
        return self.names.get(seat, "")
