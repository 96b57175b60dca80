"""What a table of bots remembers between two turns, and what a turn gives back. One memory serves a whole team."""

from __future__ import annotations

import msgspec

from palermo.engine.commands import Command


class Choice(msgspec.Struct, frozen=True, gc=False):
    """Something the table could do now.

    `key` names it across turns ("start:jo2", "hand:BG>T1"), `kind` says what sort of work it is, `desk` acts, `rank` orders
    (smaller first).
    """

    key: str
    kind: str  # approve | release | answer | hand | start | line | card | need | assess | ask
    desk: str
    rank: float
    command: Command


class Hand(msgspec.Struct, frozen=True, gc=False):
    """A pair of hands: busy until an exercise second, with the choice it works on for a desk, or with items it reads."""

    until: int = 0
    work: str = ""
    desk: str = ""
    reads: tuple[str, ...] = ()


class Memory(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """`salt` makes this table's draws its own. Seconds are exercise seconds."""

    salt: str = ""
    hands: tuple[Hand, ...] = ()
    taken: dict[str, int] = {}  # item -> second it was taken in
    missed: dict[str, int] = {}  # item -> second it is noticed again
    unread: tuple[str, ...] = ()  # items that wait for a pair of hands
    counts: tuple[int, ...] = ()  # how many facts, injects, lines and messages there were when it was last looked
    first: dict[str, int] = {}  # choice -> second it was first there
    last: dict[str, int] = {}  # choice -> second it was last acted on
    hinted: int = 0  # hints seen so far


class Turn(msgspec.Struct, frozen=True, gc=False):
    """What a bot does now. `wake` is the second it wants to be asked again even if nothing moves (-1: only when something does);
    before second `busy` it has no hands free, and need not be asked."""

    commands: tuple[Command, ...]
    memory: Memory
    wake: int = -1
    busy: int = 0
