"""How a bot plays, written as one word: `open`, `slow`, `siloed`, `careless`, `random`, `table`, or `table:0.7`."""

from __future__ import annotations

import msgspec

KINDS = ("open", "slow", "siloed", "careless", "random", "table")
SHARE = 0.9


class Policy(msgspec.Struct, frozen=True, gc=False):
    """`share` is the readiness of a `table` to hand one fact to one other table, from 0 to 1."""

    kind: str
    share: float = SHARE


def policy(word: str) -> Policy:
    """Return the policy of a word such as `open` or `table:0.7`. Raises ValueError for one that there is not."""
    kind, _, share = word.partition(":")
    if kind not in KINDS:
        raise ValueError(f"There is no policy {kind}. There are: {', '.join(KINDS)}.")
    if not share:
        return Policy(kind)
    if not 0 <= float(share) <= 1:
        raise ValueError(f"Readiness to share is from 0 to 1, not {share}.")
    return Policy(kind, float(share))
