"""What a scenario says of information: facts and who may have them, what they are about, the ways to send, holdings to ask.
See `scenario.py`."""

from __future__ import annotations

from typing import dataclass_transform

import msgspec

from palermo.engine.rules import Condition, Effect


@dataclass_transform(frozen_default=True, field_specifiers=(msgspec.field,))
class _Record(msgspec.Struct, frozen=True, gc=False, kw_only=True, forbid_unknown_fields=True):
    pass


class ShareRule(_Record):
    """Who may have a fact in which form, on what basis. `to` holds desks, or `*` for all; `consent` is "person:about"; with
    `when` the rule counts while that holds on what the giver's own table knows."""

    to: tuple[str, ...]
    form: str = "full"
    basis: str = ""
    consent: str = ""
    when: Condition | None = None


class Fact(_Record):
    """One piece of information of a desk.

    `id` is its number as people say it ("BG-6") and `word` its check word; `words` are check words of further languages, which
    count as well as the first: two tables need not share a language. `forms` are the forms it can be sent in; a fact
    without any never moves by a channel. `unlock` says when the desk gets it (none: dealt before the start). `price` is what
    happens in the story when a desk gets more than its rule allows; `law` is the line of a law card that forbids it.
    """

    id: str
    desk: str
    word: str
    use: str  # evidence | lead | care
    about: tuple[str, ...] = ()
    forms: tuple[str, ...] = ("full",)
    rules: tuple[ShareRule, ...] = ()
    unlock: Condition | None = None
    price: tuple[Effect, ...] = ()
    handling: str = "use"  # use | ask | internal
    evaluation: str = ""
    code: str = ""  # the author's own name for it, never shown
    words: dict[str, str] = {}
    law: str = ""


class Entity(_Record):
    """Anything facts are about: person, document, vehicle, phone, organisation, place, account."""

    id: str
    kind: str


class Channel(_Record):
    """A way to send. `takes` and the members; `spoken` for told in person.

    `yields` is what comes of what goes by it: information, support (no police use), an alert, intelligence, evidence for a court,
    or nothing that counts. `only_to` limits recipients (a letter goes to the prosecutor). A `coded` one wants a handling code on
    each message. With `copies`, the contact desks of the recipients' countries get a copy by themselves (Directive (EU) 2023/977,
    Art. 4 and 7). `leak` happens once, when a message with a fact goes by it: one about an entity of `leak_about`, where some are named.
    """

    id: str
    takes: int
    members: tuple[str, ...] = ("*",)
    only_to: tuple[str, ...] = ("*",)
    yields: str = "information"
    recorded: bool = True
    spoken: bool = False
    coded: bool = False
    copies: bool = False
    leak: tuple[Effect, ...] = ()
    leak_about: tuple[str, ...] = ()
    opens: Condition | None = None

    @property
    def court(self) -> bool:
        """Whether what comes by it can be used in court."""
        return self.yields == "court"


class Code(_Record):
    """A handling code: what the recipient may do with a message that bears it: not use it in `court`, or `ask` before passing on
    (SIENA's H1 and H2)."""

    id: str
    court: bool = True
    ask: bool = False


class Urgency(_Record):
    """A class of urgency of requests: within so many hours of the story an answer is due."""

    id: str
    hours: int


class Refusal(_Record):
    """One reason of the closed list for which a request may be refused."""

    id: str


class Lookup(_Record):
    """A holding of a desk that others may query by its keys; on a hit the owner decides about the fact.

    A holding without a fact answers "no hit" to everybody and tells nobody. With `names` the keys are names of people, found
    across spellings and scripts; with `suspects`, people who may have been exploited are not run through it.
    """

    id: str
    desk: str
    keys: tuple[str, ...]
    fact: str = ""
    open: bool = False  # a hit hands the fact over without asking the owner; of a name, only one with the same letters
    names: bool = False
    suspects: bool = False
