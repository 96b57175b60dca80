"""The body of `POST /live/command`: strict, bounded, and no more than a command with an id of its own."""

from __future__ import annotations

from typing import Annotated

import msgspec

from palermo.engine.commands import TEXTS, Command, Create, TakeSeat
from palermo.live.http import Stop

MOST_BYTES = 65_536
LONGEST_TEXT = 4_000  # letters of free text; the longest field of a sheet is a tenth of it
LONGEST_WORD = 200  # ids and names
LONGEST_LIST = 200
LARGEST = 10_000_000

# Said by the web or by conduct themselves, never over the network.
INNER = (Create, TakeSeat)

Team = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9_-]{0,64}\Z")]
Id = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9_-]{8,64}\Z")]


class Post(msgspec.Struct, frozen=True, gc=False, forbid_unknown_fields=True):
    """A command and the id under which it may be sent again and again until it is acknowledged.

    With "for", control acts for a team.
    """

    id: Id
    command: Command
    acting: Team = msgspec.field(default="", name="for")


_post = msgspec.json.Decoder(Post)


def decode(body: bytes) -> Post:
    """Return what was posted. Raises Stop (422) for anything else; what was wrong with it is not quoted."""
    try:
        post = _post.decode(body)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError):
        raise Stop(422, "malformed") from None
    for field, value in msgspec.structs.asdict(post.command).items():
        longest = LONGEST_TEXT if field in TEXTS else LONGEST_WORD
        _check(value, longest)
    if isinstance(post.command, INNER):
        raise Stop(403, "not_yours")
    return post


def _check(value: object, longest: int) -> None:
    match value:
        case str():
            if len(value) > longest:
                raise Stop(422, "too_long", {"most": str(longest)})
            if "\0" in value:
                raise Stop(422, "malformed")
        case bool() | None:
            return
        case int() | float():
            if not -LARGEST <= value <= LARGEST:
                raise Stop(422, "malformed")
        case tuple():
            if len(value) > LONGEST_LIST:
                raise Stop(422, "too_long", {"most": str(LONGEST_LIST)})
            for one in value:
                _check(one, longest)
        case msgspec.Struct():
            for one in msgspec.structs.astuple(value):
                _check(one, longest)
        case _:
            raise Stop(422, "malformed")
