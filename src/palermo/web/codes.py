"""Codes: for the door of an exercise (short, read aloud), for one person's way back (long), for exercises and seats."""

from __future__ import annotations

import hashlib
import secrets

# Letters and digits that are not taken for one another; no vowels, so that no word comes out by chance.
CLEAR = "BCDFGHJKMNPQRTVWXZ2346789"
LETTERS = "abcdefghijkmnpqrstuvwxyz"

JOIN = 6
BACK = 12


def join_code() -> str:
    """Return a code for the door of an exercise."""
    return _of(CLEAR, JOIN)


def return_code() -> str:
    """Return a personal code, as it stands in the address of a seat's page."""
    return _of(CLEAR, BACK)


def exercise_id() -> str:
    """Return a new exercise's id."""
    return "x-" + _of(LETTERS, 10)


def seat_id() -> str:
    """Return a new seat's id."""
    return "s-" + _of(LETTERS, 8)


def token() -> str:
    """Return the secret part of a one-time address."""
    return secrets.token_urlsafe(24)


def clean(typed: str) -> str:
    """Return what was meant by a code as somebody typed it: spaces, dashes and small letters do not count."""
    return "".join(letter for letter in typed.upper() if letter.isalnum())


def digest(secret: str) -> str:
    """Return what is kept of a secret, so that the database alone opens nothing. The secrets are long and random."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _of(letters: str, count: int) -> str:
    return "".join(secrets.choice(letters) for _ in range(count))
