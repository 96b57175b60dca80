"""What the log shows afterwards, with the entries that prove it."""

from palermo.debrief.records import (
    NEVER,
    Aloud,
    Carded,
    Debrief,
    Decision,
    Exchange,
    Harm,
    Learned,
    Moment,
    NeedEnd,
    Noted,
    PersonEnd,
    Rated,
    Written,
)
from palermo.debrief.summary import summary
from palermo.debrief.whose import for_watcher

__all__ = [
    "NEVER",
    "Aloud",
    "Carded",
    "Debrief",
    "Decision",
    "Exchange",
    "Harm",
    "Learned",
    "Moment",
    "NeedEnd",
    "Noted",
    "PersonEnd",
    "Rated",
    "Written",
    "for_watcher",
    "summary",
]
