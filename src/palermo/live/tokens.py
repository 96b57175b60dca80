"""Seat tokens: who may speak for which place, said by the server and checked without a database.

A token names an exercise, a seat, a generation and an end; a MAC over all four keeps it honest. It travels in the header
`X-Seat` and in the first frame of a stream, never in a cookie or an address: two chairs in one browser must not collide.
That a token is genuine says nothing yet: its generation is compared with the folded state (see `seats`).
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import os
import secrets
from pathlib import Path

import msgspec

from palermo.live import keyfile

KEY_FILE = "seat.key"
KEY_BYTES = 32
LONGEST = 600
CONTROL_GENERATION = 1
CONTROL_SECONDS = 12 * 3600
NEVER = 0

# Seats of the server itself: nobody holds a token for them.
INNER = ("server", "bot:")


class Token(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """What a token says. `expires` is a UTC second, 0 for never; `who` the number of the facilitator who is at control."""

    exercise: str
    seat: str
    generation: int
    expires: int = NEVER
    who: int = 0


class Forged(Exception):
    """Not a token of this server, or one whose time is over."""


def data_folder() -> Path:
    """Return the data folder: `PALERMO_DATA`, else ./var."""
    return Path(os.environ.get("PALERMO_DATA") or "var")


def load_key(data: Path) -> bytes:
    """Return the key in the data folder; the first call makes it, readable by its owner alone.

    Raises ValueError when the file is there and is not a key.
    """
    path = data / KEY_FILE
    if not path.exists():
        keyfile.make(path, secrets.token_bytes(KEY_BYTES))
    key = path.read_bytes()
    if len(key) != KEY_BYTES:
        raise ValueError(
            f"{path} holds {len(key)} bytes instead of {KEY_BYTES}: remove it, and every seat gets a new token"
        )
    return key


def mint(key: bytes, token: Token) -> str:
    """Return the text of a token. Raises ValueError for a seat of the server itself."""
    if token.seat.startswith(INNER):
        raise ValueError(f"nobody may hold a token for {token.seat}")
    body = msgspec.json.encode(token)
    return f"{_text(body)}.{_text(_mac(key, body))}"


def mint_control(key: bytes, exercise: str, now: float, who: int = 0) -> str:
    """Return a token for control of one exercise, good for twelve hours from the UTC second `now`.

    `who` is the number of the facilitator it is for, so that one of two can be shut out.
    """
    return mint(key, Token(exercise, "control", CONTROL_GENERATION, int(now) + CONTROL_SECONDS, who))


def read(key: bytes, text: str, now: float) -> Token:
    """Return what a token says. Raises Forged for anything this server did not mint, and for one that is over at `now`."""
    if len(text) > LONGEST:
        raise Forged
    first, _, last = text.partition(".")
    try:
        body, mac = _bytes(first), _bytes(last)
    except (binascii.Error, ValueError):
        raise Forged from None
    if not hmac.compare_digest(mac, _mac(key, body)):
        raise Forged
    try:
        token = msgspec.json.decode(body, type=Token)
    except msgspec.MsgspecError:
        raise Forged from None
    if token.expires != NEVER and token.expires <= now:
        raise Forged
    return token


def _mac(key: bytes, body: bytes) -> bytes:
    return hmac.new(key, b"palermo seat\0" + body, hashlib.sha256).digest()


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")


def _bytes(text: str) -> bytes:
    # Not `urlsafe_b64decode`: it skips characters it does not know, so that many texts would be one token.
    standard = text.encode("ascii").translate(bytes.maketrans(b"-_", b"+/"))
    return base64.b64decode(standard + b"=" * (-len(standard) % 4), validate=True)
