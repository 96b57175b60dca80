"""How a table thinks: what it is willing to hand on, how well it chooses, what it has taken in."""

from __future__ import annotations

from collections.abc import Callable, Set

import msgspec

Text = Callable[[str], str]


class Mind(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """`shares` says whether a fact is handed to a team (and whether it was asked for), `ticks` whether a line of a report is ticked, `wise` whether the good option is taken
    this time, `facts` what the table has taken in, `heard` whether it has taken a message or an inject in.

    `bundle` is how many facts go over at once; `gives` whether anything goes unasked; `asks` whether the table asks others;
    `text` finds the scenario's words, which bots use where people write.
    """

    facts: Set[str]
    shares: Callable[[str, str, bool], bool]
    ticks: Callable[[str], bool]
    wise: Callable[[str], bool]
    heard: Callable[[str], bool]
    text: Text
    bundle: int = 12
    gives: bool = True
    asks: bool = True
    careful: bool = True
