"""A print pack as data: envelopes of leaves, in plain words of one language. Pages and PDF are made from this alone.

Everything here is encoded as JSON for the typesetter; nothing in it is markup.
"""

from __future__ import annotations

from typing import Union, dataclass_transform

import msgspec

from palermo.pages.language import N_


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(msgspec.field,))
class _Record(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    pass


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(msgspec.field,))
class _Leaf(msgspec.Struct, frozen=True, gc=False, kw_only=True, tag_field="kind", tag=str.lower):
    pass


class Part(_Record, kw_only=True):
    """A headed list on a card."""

    head: str
    lines: tuple[str, ...]


# -- two on a landscape A4 --------------------------------------------------------------------------


class Role(_Leaf, kw_only=True):
    """A role card: the desk's letters, who they are, what they may and what is expected of them."""

    letters: str
    name: str
    roles: str
    card: tuple[str, ...]
    parts: tuple[Part, ...]
    out: str
    join: str = ""  # the address a phone joins by


class Card(_Leaf, kw_only=True):
    """Something to keep at hand: the law card, contacts, channels, the protocol."""

    about: str  # law | codes | protocol | contacts | channels
    title: str
    lead: str = ""
    paragraphs: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()


class Row(_Record, kw_only=True):
    """A line of a card: a tag or a name, and words."""

    tag: str = ""
    head: str = ""
    text: str
    note: str = ""


class Inject(_Leaf, kw_only=True):
    """An inject card. `shape` is circle, square or diamond; `inside` is for control alone, to be cut off."""

    number: str
    shape: str
    what: str
    to: tuple[str, ...]
    only: str
    when: str
    minute: str
    title: str
    text: tuple[str, ...]
    others: tuple[str, ...]
    inside: tuple[str, ...] = ()


# -- cut out of a portrait A4 -----------------------------------------------------------------------


class Fact(_Record, kw_only=True):
    """A fact card to cut out: number and check word, the words, and who may have it in which form on what basis."""

    number: str
    letters: str
    word: str
    title: str
    text: str
    form: str = ""  # said where the card holds less than all
    short: str = ""  # the words of its short form, where it has one
    use: str
    source: str
    rules: tuple[str, ...]
    others: tuple[str, ...]  # letters of the desks at other tables, to tick who was told


class Facts(_Leaf, kw_only=True):
    """Fact cards on one stack, with the words above them."""

    title: str
    lead: str
    letters: str
    cards: tuple[Fact, ...]


class Question(_Record, kw_only=True):
    """A question card of a talk: what is asked, and what the person answers, for whoever reads it aloud."""

    ask: str
    answer: str


class Talk(_Leaf, kw_only=True):
    """Question cards of one talk round; the answers stand on the next page, so that they lie on the back."""

    title: str
    person: str
    letters: tuple[str, ...]
    rules: str
    most: int
    cards: tuple[Question, ...]


# -- whole pages ------------------------------------------------------------------------------------


class Line(_Record, kw_only=True):
    """A line of a sheet, blank: who writes it, what it is about, words to begin with."""

    letters: tuple[str, ...]
    title: str
    starter: str


class Sheet(_Leaf, kw_only=True):
    """A sheet to be written by hand."""

    title: str
    what: str
    due: str
    lines: tuple[Line, ...]
    letters: str = ""  # of the table whose lines alone stand on it


class Heard(_Leaf, kw_only=True):
    """What we heard: blank rows for number, word, from whom, when."""

    letters: str
    title: str
    lead: str
    columns: tuple[str, ...]
    rows: int


class Letter(_Leaf, kw_only=True):
    """A form for what counts only in writing, twice on a page."""

    letters: str
    title: str
    lead: str
    fields: tuple[str, ...]


class Moment(_Record, kw_only=True):
    """A row of the facilitator's plan. `screen` is the time on control's clock; `shape` marks an inject."""

    minute: str
    clock: str
    screen: str
    number: str = ""
    shape: str = ""
    to: tuple[str, ...] = ()
    title: str
    text: tuple[str, ...] = ()
    tone: str = ""  # phase | inject | due | hoped


class Plan(_Leaf, kw_only=True):
    """The facilitator's plan, minute by minute, and what comes by itself or from the reserve."""

    title: str
    lead: str
    rows: tuple[Moment, ...]
    later: tuple[Part, ...]


class Script(_Leaf, kw_only=True):
    """What the facilitator says, in large letters."""

    title: str
    lead: str
    paragraphs: tuple[str, ...]


class Notice(_Leaf, kw_only=True):
    """The content notice, to be read aloud and hung up."""

    title: str
    paragraphs: tuple[str, ...]
    head: str
    ways: tuple[str, ...]
    after: str


class Observation(_Leaf, kw_only=True):
    """What an observer follows: an objective, lines to tick, room for notes."""

    title: str
    lead: str
    objective: str
    marks: tuple[str, ...]
    columns: tuple[str, ...]
    rows: int


class Watched(_Leaf, kw_only=True):
    """What an observer of one table follows: every objective with its lines to tick, room for notes."""

    letters: tuple[str, ...]
    title: str
    lead: str
    parts: tuple[Part, ...]
    columns: tuple[str, ...]
    rows: int


class Voice(_Leaf, kw_only=True):
    """What the voice of a person reads and writes down: the person's own words, what she may do, what she is told."""

    title: str
    person: str
    lead: str
    words: tuple[str, ...]
    rules: tuple[str, ...]
    columns: tuple[str, ...]
    rows: int


class Badge(_Record, kw_only=True):
    """A badge to cut out and write a first name on: the agency's letters, the role, the table."""

    letters: tuple[str, ...]
    role: str
    place: str


class Badges(_Leaf, kw_only=True):
    """Badges of everybody in the room, ten a page."""

    title: str
    lead: str
    cards: tuple[Badge, ...]


class Pile(_Record, kw_only=True):
    """A file of the printed kit: what it holds, and how often it is printed."""

    file: str
    name: str
    copies: str


class Cover(_Leaf, kw_only=True):
    """The first sheet of the printed kit: the credit, what to print how often, and what lies in each envelope."""

    title: str
    about: str
    credit: str
    advice: tuple[str, ...]
    columns: tuple[str, ...]
    piles: tuple[Pile, ...]
    head: str
    contents: tuple[tuple[str, tuple[str, ...]], ...]


class Map(_Leaf, kw_only=True):
    """A drawing, and in lists all that is on it. `drawing` is SVG of our own; `alt` says what it is to whoever does not see it."""

    letters: str
    title: str
    lead: str
    drawing: str
    alt: str
    parts: tuple[Part, ...]


class Sign(_Leaf, kw_only=True):
    """A sign for a table, with the way to join by phone."""

    letters: tuple[str, ...]
    name: str
    code: str
    join: str
    lead: str


Leaf = Union[
    Role, Card, Inject, Facts, Talk, Sheet, Heard, Letter, Plan, Script, Notice, Observation, Watched, Voice, Badges, Map, Sign, Cover
]  # fmt: skip

A5 = (Role, Card, Inject)

# What can be asked for, in the order of the page that offers it; the leaves of each.
KINDS = {
    "role": N_("Role cards"),
    "card": N_("Law card, contacts, channels, protocol"),
    "map": N_("Maps"),
    "facts": N_("Fact cards to cut out"),
    "heard": N_("“What we heard” and letters"),
    "sheet": N_("Sheets"),
    "inject": N_("Inject cards"),
    "talk": N_("Question cards"),
    "plan": N_("Minute plan and script"),
    "notice": N_("Content notice"),
    "observation": N_("Observation forms"),
    "sign": N_("Table signs"),
    "badges": N_("Badges"),
}
LEAVES = {
    "heard": ("heard", "letter"),
    "plan": ("plan", "script"),
    "observation": ("observation", "watched", "voice"),
}


class Envelope(_Record, kw_only=True):
    """What lies together: a table's, the room's, or control's own."""

    id: str
    name: str
    letters: tuple[str, ...]
    leaves: tuple[Leaf, ...]


class Kit(_Record, kw_only=True):
    """The pack of an exercise. `foot` stands at the foot of each page, `credit` below it."""

    language: str
    title: str
    foot: str
    credit: str
    words: dict[str, str]  # the few words that every renderer writes itself
    envelopes: tuple[Envelope, ...]


def kind_of(leaf: Leaf) -> str:
    """Return the kind of `KINDS` under which a leaf is asked for."""
    own = type(leaf).__name__.lower()
    return next((kind for kind, leaves in LEAVES.items() if own in leaves), own)
