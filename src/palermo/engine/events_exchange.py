"""What passes between desks, and what it comes to: facts, messages, talk, lookups, assessments. See `events.py`."""

from __future__ import annotations

from typing import dataclass_transform

import msgspec

from palermo.engine.commands import Item


@dataclass_transform(frozen_default=True, field_specifiers=(msgspec.field,))
class _Event(msgspec.Struct, frozen=True, gc=False, tag_field="e"):
    pass


# -- knowledge and messages --------------------------------------------------------------------------


class FactLearned(_Event):
    """A team has a fact now, in a form: dealt, unlocked, with an inject, or found."""

    team: str
    fact: str
    form: str
    via: str
    source: str


class MessageSent(_Event):
    """For the sender: the whole message; `arrives` is the exercise second it is there. `copies` are desks that get a copy by rule."""

    id: str
    kind: str
    desk: str
    seat: str
    to: tuple[str, ...]
    channel: str
    items: tuple[Item, ...]
    about: str
    reply_to: str
    due: int
    basis: str
    text: str
    reason: str
    arrives: int
    code: str = ""
    copies: tuple[str, ...] = ()
    urgency: str = ""


class MessageDelivered(_Event):
    """For one recipient team: what it was sent, its own facts only; `court` when it came by a channel that yields court
    evidence, `copy` when the law alone sent it here."""

    id: str
    team: str
    kind: str
    desk: str
    to: tuple[str, ...]
    channel: str
    items: tuple[Item, ...]
    about: str
    reply_to: str
    due: int
    basis: str
    text: str
    code: str = ""
    court: bool = False
    copy: bool = False
    urgency: str = ""


class MessageThere(_Event):
    """For the sender: it has reached this team."""

    id: str
    team: str


class MessageOpened(_Event):
    """A team opened a message: the receipt."""

    id: str
    team: str


class MessageTakenBack(_Event):
    """The sender took a message back before it was delivered."""

    id: str


class ToldInPerson(_Event):
    """The receiver recorded what was said aloud; both sides see it."""

    id: str
    giver_team: str
    giver: str
    team: str
    desk: str
    fact: str
    form: str


class ToldCorrected(_Event):
    """The giver says it was not told like that; it stands beside the record."""

    told: str
    text: str


class NotRecognised(_Event):
    """Number and check word do not go together."""

    team: str
    number: str


class LookedUp(_Event):
    """A query and whether it hit."""

    id: str
    team: str
    desk: str
    lookup: str
    key: str
    hit: bool


class HitOwed(_Event):
    """For the owner: a query hit this fact; `key` is what was asked for."""

    id: str
    team: str
    desk: str
    asker: str
    lookup: str
    fact: str
    key: str = ""


class HitDecided(_Event):
    """The owner of what was hit said yes or no."""

    id: str
    owner_team: str
    asker_team: str
    yes: bool
    reason: str


# -- assessments -------------------------------------------------------------------------------------


class Established(_Event):
    """For the team that laid the grounds down."""

    question: str
    team: str
    desk: str
    facts: tuple[str, ...]
    by_action: str
    granted: bool
    by_rule: bool = False  # control had said nothing


class Headline(_Event):
    """For the common picture: it stands."""

    question: str


class NotYet(_Event):
    """The grounds laid down do not carry the question: how many do, how many are missing at the least."""

    question: str
    team: str
    facts: tuple[str, ...]
    carried: int
    missing: int
