"""What the log shows afterwards, with the entries that prove it."""

from palermo.debrief.records import NEVER, Debrief, Exchange, Harm, Learned, Moment, NeedEnd, PersonEnd
from palermo.debrief.summary import summary

__all__ = ["NEVER", "Debrief", "Exchange", "Harm", "Learned", "Moment", "NeedEnd", "PersonEnd", "summary"]
