"""What of a pack is to be printed: everything, one table, or some kinds."""

from __future__ import annotations

import msgspec

from palermo.report.records import KINDS, Envelope, Kit, kind_of


class Wanted(msgspec.Struct, frozen=True, gc=False):
    """`envelope` is an envelope's id ("" for all, "tables" for every table's); `kinds` are of `KINDS`, none for all."""

    envelope: str = ""
    kinds: frozenset[str] = frozenset()


OWN = ("room", "control")


def chosen(kit: Kit, wanted: Wanted) -> Kit:
    """Return the part of a pack that is wanted. An envelope that is not there leaves nothing."""
    kinds = wanted.kinds & frozenset(KINDS) or frozenset(KINDS)
    envelopes = []
    for envelope in kit.envelopes:
        if not _within(envelope, wanted.envelope):
            continue
        leaves = tuple(leaf for leaf in envelope.leaves if kind_of(leaf) in kinds)
        if leaves:
            envelopes.append(msgspec.structs.replace(envelope, leaves=leaves))
    return msgspec.structs.replace(kit, envelopes=tuple(envelopes))


def _within(envelope: Envelope, asked: str) -> bool:
    if asked == "tables":
        return envelope.id not in OWN
    return asked in ("", envelope.id)
