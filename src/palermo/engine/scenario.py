"""The scenario as the engine reads it: data only, frozen, without a word of prose.

Every text is found by a key made from the record's kind and id (`facts.BG-1.full`), in the package's language files.
Ids that players' pages may carry are neutral: fact numbers, `person6`, a question's own words; never who somebody turns out to be.
"""

from __future__ import annotations

from typing import dataclass_transform

import msgspec

from palermo.engine.moments import Moment, Phase
from palermo.engine.rules import Condition, Effect, Script
from palermo.engine.scenario_exchange import Channel as Channel
from palermo.engine.scenario_exchange import Code as Code
from palermo.engine.scenario_exchange import Entity as Entity
from palermo.engine.scenario_exchange import Fact as Fact
from palermo.engine.scenario_exchange import Lookup as Lookup
from palermo.engine.scenario_exchange import Refusal as Refusal
from palermo.engine.scenario_exchange import ShareRule as ShareRule
from palermo.engine.scenario_exchange import Urgency as Urgency
from palermo.engine.scenario_map import Map as Map
from palermo.engine.scenario_story import Card as Card
from palermo.engine.scenario_story import Group as Group
from palermo.engine.scenario_story import HarmDef as HarmDef
from palermo.engine.scenario_story import Need as Need
from palermo.engine.scenario_story import Person as Person
from palermo.engine.scenario_story import ResourceDef as ResourceDef
from palermo.engine.scenario_story import Talk as Talk
from palermo.engine.scenario_story import Track as Track


@dataclass_transform(frozen_default=True, field_specifiers=(msgspec.field,))
class _Record(msgspec.Struct, frozen=True, gc=False, kw_only=True, forbid_unknown_fields=True):
    pass


class Country(_Record):
    """A state of the story, with its legal and approach card. `contact` is its single point of contact for others."""

    id: str
    contact: str = ""


class Law(_Record):
    """One line of a law card, cited where it stands in the way; of a `country`, or of all."""

    id: str
    country: str = ""


class Desk(_Record):
    """An agency's place in the rules. `letters` are shown on its tag; `colour` is one of the stylesheet's agency colours.

    A desk without a `country` works in several, or in none.
    """

    id: str
    letters: str
    colour: str
    own_task: str = ""  # the action that is this desk's own task
    country: str = ""


class Team(_Record):
    """A table of a preset: the desks it holds and how many pairs of hands (screens) it works with.

    `by` says who answers for it from the start: people, or nobody at a table (rule, control).
    """

    id: str
    desks: tuple[str, ...]
    pairs: int = 1
    by: str = "people"


class Preset(_Record):
    """Which desks make which teams."""

    id: str
    teams: tuple[Team, ...]


class Profile(_Record):
    """Phases in order; `moves` gives injects other times; `spoken` names actions that are done by word of mouth in it; with a
    `cut` it is played by a part of the scenario."""

    id: str
    phases: tuple[Phase, ...]
    moves: dict[str, Moment] = {}
    spoken: tuple[str, ...] = ()
    cut: str = ""


class Cut(_Record):
    """A smaller scenario within this one: what it is played `without`, as kind and id ("fact:BG-7", "line:jo2.quiet")."""

    id: str
    without: tuple[str, ...]


class Role(_Record):
    """One participant's part at a table: the desks it may act for."""

    id: str
    desks: tuple[str, ...]


class Question(_Record):
    """An assessment: a neutral question about an entity, and what it stands on.

    One that is `evidence_only` does not rest on leads, nor on what came from another country by a channel that yields no
    evidence for a court.
    """

    id: str
    about: str
    rests: Condition
    evidence_only: bool = False
    desks: tuple[str, ...] = ("*",)
    opens: Condition | None = None
    then: tuple[Effect, ...] = ()
    common: bool = True  # its headline is told to every team once established
    in_part: bool = True  # may come to stand by itself with one ground lacking


class Yes(_Record):
    """An approval: the desk that must agree; `other_person` when it may not be the one who started the action."""

    desk: str
    other_person: bool = False


class Option(_Record):
    """A choice within an action. `mend` reopens the action so many seconds after this option was carried out."""

    id: str
    then: tuple[Effect, ...] = ()
    opens: Condition | None = None
    mend: int = 0


class Tick(_Record):
    """A line of an action's tick-list."""

    id: str
    then: tuple[Effect, ...]


class Action(_Record):
    """What a desk does in the story.

    It `opens` by its condition (none: from the start of play). `stands_on` names an assessment that must be established, or
    that is established by naming its grounds on starting. `uses` takes resources on starting. `due` is when it is hoped for
    (shown under Expected), `decision` its number in the debrief.
    """

    id: str
    desk: str
    takes: int
    yes: tuple[Yes, ...] = ()
    opens: Condition | None = None
    closes: Condition | None = None
    listed: bool = True  # shown locked, with what it needs, before it opens
    stands_on: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
    ticks: tuple[Tick, ...] = ()
    sheet: str = ""
    talk: str = ""
    uses: dict[str, int] = {}
    due: Moment | None = None
    start: tuple[Effect, ...] = ()
    then: tuple[Effect, ...] = ()
    again: int = 0  # may be started again so many seconds after it was done; 0 is never
    patience: int = 0  # so long it waits for a yes, then goes on without; 0 waits on
    decision: str = ""
    priority: int = 50  # smaller first; for bots and the order on screen
    law: str = ""  # the line of a law card that keeps it locked
    by_rule: bool = False  # where nobody plays the desk, it starts by itself once it is open


class SheetLine(_Record):
    """A line with its owners; `starter` offers the scenario's words to begin with."""

    id: str
    desks: tuple[str, ...]
    opens: Condition | None = None


class SheetDef(_Record):
    """Lines written by several at once. `readers` see it; `due` is its deadline. An `early` one is written before play too."""

    id: str
    readers: tuple[str, ...]
    lines: tuple[SheetLine, ...]
    opens: Condition | None = None
    due: Moment | None = None
    early: bool = False


class InjectDef(_Record):
    """A scripted happening. `at` or `when` or, with neither, by hand; `unless` drops it. `expected` within `within` seconds."""

    id: str
    kind: str  # new | difficulty | challenge | calm
    to: tuple[str, ...]
    at: Moment | None = None
    when: Condition | None = None
    latest: Moment | None = None
    unless: Condition | None = None
    reserve: bool = False
    expected: Condition | None = None
    within: int = 0
    then: tuple[Effect, ...] = ()
    wrong: tuple[Effect, ...] = ()
    facts: tuple[str, ...] = ()  # each is revealed to its own desk with it


class HintDef(_Record):
    """A hint to the team that holds the desk, offered while `when` holds on that team's own view, from this help level on."""

    id: str
    desk: str
    level: int  # 1 nudge, 2 question, 3 pointer
    when: Condition
    after: Moment | None = None


class Objective(_Record):
    """What is to be learnt. `ticks` are lines an observer can tick when she sees them at a table."""

    id: str
    desks: tuple[str, ...] = ("*",)
    ticks: tuple[str, ...] = ()


class Band(_Record):
    """P, S, M by condition; U when none holds."""

    band: str
    when: Condition


class Dimension(_Record):
    """A line of the rubric: its weight, and its bands from best to least."""

    id: str
    weight: int
    bands: tuple[Band, ...]


class Aim(_Record):
    """One of the things the whole table must bring about to win."""

    id: str
    when: Condition


class Limits(_Record):
    """What the author asks of the scenario: `slack` seconds left to each deadline with one pair of hands a team (none: not
    asked), `decisions` a pair of hands in five minutes at the most."""

    slack: int | None = None
    decisions: int = 3


class DebriefQuestion(_Record):
    """A question to talk about afterwards, with the facts and actions that the log shows beside it."""

    id: str
    kind: str  # seed | added | interview | board
    source: str = ""
    facts: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()


class Scenario(_Record):
    """Everything an exercise is played by. Tuples keep the package's order."""

    id: str
    schema: int
    languages: tuple[str, ...]
    desks: tuple[Desk, ...]
    presets: tuple[Preset, ...]
    profiles: tuple[Profile, ...]
    start_day: str = ""
    allowed: tuple[
        str, ...
    ] = ()  # invented plates, addresses and firm names that texts may hold; `*` for any letters or digits
    deal: Moment = Moment("prep", 600)
    roles: tuple[Role, ...] = ()
    facts: tuple[Fact, ...] = ()
    entities: tuple[Entity, ...] = ()
    channels: tuple[Channel, ...] = ()
    questions: tuple[Question, ...] = ()
    actions: tuple[Action, ...] = ()
    sheets: tuple[SheetDef, ...] = ()
    people: tuple[Person, ...] = ()
    groups: tuple[Group, ...] = ()
    needs: tuple[Need, ...] = ()
    tracks: tuple[Track, ...] = ()
    resources: tuple[ResourceDef, ...] = ()
    injects: tuple[InjectDef, ...] = ()
    talks: tuple[Talk, ...] = ()
    harms: tuple[HarmDef, ...] = ()
    hints: tuple[HintDef, ...] = ()
    scripts: tuple[Script, ...] = ()
    lookups: tuple[Lookup, ...] = ()
    countries: tuple[Country, ...] = ()
    laws: tuple[Law, ...] = ()
    codes: tuple[Code, ...] = ()
    urgencies: tuple[Urgency, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    cuts: tuple[Cut, ...] = ()
    objectives: tuple[Objective, ...] = ()
    rubric: tuple[Dimension, ...] = ()
    win: tuple[Aim, ...] = ()
    debrief: tuple[DebriefQuestion, ...] = ()
    map: Map = Map()
    limits: Limits = Limits()
    digest: str = ""
