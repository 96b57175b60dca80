"""Names across spellings and scripts: whether one that is asked for may be one that is held, and why.

A match is a reason to look, never an answer: whoever holds the name sees why it matched, and decides. So it rather finds one too
many: a name part of four letters or more may differ by one letter, of eight or more by two, once everything is in Latin letters
and usual ways to transcribe are alike; shorter parts, and parts with a digit, may not differ. `tests/engine/test_names.py` has
the pairs this was decided by.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import permutations

import msgspec
from anyascii import anyascii
from rapidfuzz.distance import OSA

PARTS = 5  # parts of a name that are put in any order; longer ones are sorted by the alphabet
# Ways to write one sound, in this order; capitals are sounds of their own until the end.
ALIKE = (
    ("shch|tsch|tch|cz|ch|tz|ts", "C"), ("sch|sh|sz", "s"), ("zh|rz", "z"), ("kh", "h"), ("ph", "f"), ("gh", "g"), ("th", "t"), ("dh", "d"),
    ("ck|c|q", "k"), ("x", "ks"), ("w", "v"), ("ou|oo|oy", "u"), ("ae", "e"), ("oe", "o"), ("ue", "u"), ("[yj]", "i"), ("ee|ie", "i"), (r"(.)\1+", r"\1"),
)  # fmt: skip
_ALIKE = tuple((re.compile(pattern), to) for pattern, to in ALIKE)
_PART = re.compile(r"[a-z0-9]+")


class Match(msgspec.Struct, frozen=True, gc=False):
    """A held name that may be the one asked for, and in what they differ: the script or its marks, the `order` of their parts, the
    way to spell a sound, so many `letters`, or a part that only one of them has (`more`)."""

    held: str
    script: bool = False
    order: bool = False
    spelling: bool = False
    letters: int = 0
    more: bool = False

    @property
    def exact(self) -> bool:
        """Whether they are the same letters in the same order, in whatever script."""
        return not (self.order or self.spelling or self.letters or self.more)


def best(asked: str, names: Iterable[str]) -> Match | None:
    """Return the name that comes nearest to the one asked for, None where none comes near enough."""
    found = [match for name in names if (match := compare(asked, name)) is not None]
    return min(found, key=lambda one: (one.letters, one.more, one.spelling, one.order, one.script), default=None)


def compare(asked: str, held: str) -> Match | None:
    """Return in what two names differ where they may be one person's, else None."""
    mine, theirs = parts_of(asked), parts_of(held)
    if not mine or not theirs:
        return None
    match = _in_letters(mine, theirs, held)
    if match is None or (asked.isascii() and held.isascii()) or plain(asked) == plain(held):
        return match
    return msgspec.structs.replace(match, script=True)


@lru_cache(maxsize=4096)
def parts_of(name: str) -> tuple[str, ...]:
    """Return the parts of a name in small Latin letters, without marks."""
    return tuple(_PART.findall(anyascii(name.replace("-", " ")).casefold().replace("'", "").replace("`", "")))


@lru_cache(maxsize=4096)
def sound(part: str) -> str:
    """Return a part as it sounds, roughly: what is usually transcribed in several ways is written in one."""
    if any(letter.isdigit() for letter in part):
        return part
    for pattern, to in _ALIKE:
        part = pattern.sub(to, part)
    return part


def plain(name: str) -> str:
    """Return a name without capitals and needless blanks, in its own script."""
    return " ".join(name.casefold().split())


def _in_letters(mine: tuple[str, ...], theirs: tuple[str, ...], held: str) -> Match | None:
    if mine == theirs:
        return Match(held)
    if sorted(mine) == sorted(theirs):
        return Match(held, order=True)
    if len(mine) != len(theirs):
        return _part_of(mine, theirs, held)
    return _near(mine, theirs, held)


def _limit(part: str) -> int:
    if any(letter.isdigit() for letter in part):
        return 0
    return 0 if len(part) < 4 else 1 if len(part) < 8 else 2


def _near(mine: tuple[str, ...], theirs: tuple[str, ...], held: str) -> Match | None:
    """Compare part by part, in the order that fits best: the same order where it is as good as another."""
    orders = permutations(theirs) if len(theirs) <= PARTS else (theirs, tuple(sorted(theirs)))
    found: Match | None = None
    for order in orders:
        apart = _apart(mine, order)
        if apart is None or (found is not None and apart >= found.letters):
            continue
        found = Match(held, order=order != theirs, spelling=not apart or _spelt(mine, order), letters=apart)
    return found


def _apart(mine: tuple[str, ...], theirs: tuple[str, ...]) -> int | None:
    """Return how many letters differ in all, None where one part differs by too many."""
    sum_ = 0
    for one, other in zip(mine, theirs, strict=True):
        limit = min(_limit(one), _limit(other))
        letters = OSA.distance(sound(one), sound(other), score_cutoff=limit)
        if letters > limit:
            return None
        sum_ += letters
    return sum_


def _spelt(mine: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    return any(one != other and sound(one) == sound(other) for one, other in zip(mine, theirs, strict=True))


def _part_of(mine: tuple[str, ...], theirs: tuple[str, ...], held: str) -> Match | None:
    """One of the two has a part more (a father's name, a second surname): the others must sound alike, and be two at the least."""
    short, long = sorted((mine, theirs), key=len)
    sounds = [sound(part) for part in long]
    if len(short) < 2 or len(long) - len(short) > 2:
        return None
    for part in short:
        if sound(part) not in sounds:
            return None
        sounds.remove(sound(part))
    spelling = any(part not in long for part in short)
    kept = tuple(part for part in long if part in short)
    return Match(held, order=not spelling and kept != short, spelling=spelling, more=True)
