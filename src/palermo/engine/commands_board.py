"""What a table asks of its own board: notes, and links drawn by hand. See `commands.py`."""

from __future__ import annotations

from typing import dataclass_transform

import msgspec


@dataclass_transform(frozen_default=True, field_specifiers=(msgspec.field,))
class _Command(msgspec.Struct, frozen=True, gc=False, tag_field="do", tag=str.lower, forbid_unknown_fields=True):
    pass


class Pin(_Command):
    """Pin something to the table's board: a note (`one` names a thing or fact it stands beside, '' the whole board), or with
    `one` and `two` a link between them, with a word. `pin` names one that is changed, `base` the version it was changed on."""

    text: str
    one: str = ""
    two: str = ""
    pin: str = ""
    base: int = 0


class MovePin(_Command):
    """Put a pin before another one; '' is the end."""

    pin: str
    before: str = ""


class Unpin(_Command):
    """Take a pin off the board; with `back` it is put back."""

    pin: str
    back: bool = False
