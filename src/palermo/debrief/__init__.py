"""What the log shows afterwards, with the entries that prove it."""

from palermo.debrief.records import (
    NEVER,
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
    Written,
)
from palermo.debrief.summary import summary

__all__ = [
    "NEVER",
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
    "Written",
    "summary",
]
