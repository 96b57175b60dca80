"""The conditions of the rule language, as data. What they mean is in `conditions.py`; how they are written, in `rules.py`."""

from __future__ import annotations

from typing import Union, dataclass_transform

import msgspec

from palermo.engine.moments import Moment


def word(name: str) -> str:
    """Return the word by which packages name a condition or an effect, from the name of its record."""
    out = "".join(f"_{c.lower()}" if c.isupper() else c for c in name).strip("_")
    return {"all_": "all", "any_": "any", "not_": "not", "if_": "if"}.get(out, out)


@dataclass_transform(frozen_default=True, field_specifiers=(msgspec.field,))
class _Condition(msgspec.Struct, frozen=True, gc=False, tag_field="is", tag=word):
    pass


class All(_Condition):
    """Every one of them holds."""

    of: tuple[Condition, ...]


class Any(_Condition):
    """At least one of them holds."""

    of: tuple[Condition, ...]


class Not(_Condition):
    """It does not hold."""

    of: Condition


class AtLeast(_Condition):
    """`n` or more of them hold."""

    n: int
    of: tuple[Condition, ...]


class FromTeams(_Condition):
    """The grounds laid down come from desks of `n` or more teams of the preset (assessments only)."""

    n: int


class Ground(_Condition):
    """This fact is among the grounds laid down (assessments only; written as the bare fact number)."""

    fact: str


class Knows(_Condition):
    """The team that holds the desk knows the fact, in this form or in full ('' is any form)."""

    desk: str
    fact: str
    form: str = ""


class Established(_Condition):
    """The assessment stands."""

    question: str


class Started(_Condition):
    """The action has got under way, with every yes it needed, whatever came of it."""

    action: str


class Done(_Condition):
    """The action has been completed."""

    action: str


class Chosen(_Condition):
    """The action was completed, last, with this option."""

    action: str
    option: str


class Ticked(_Condition):
    """The action was completed with this line of its tick-list."""

    action: str
    tick: str


class Stage(_Condition):
    """The track is at this stage now."""

    track: str
    stage: str


class Reached(_Condition):
    """The track is or has been at this stage."""

    track: str
    stage: str


class InPhase(_Condition):
    """This phase runs."""

    phase: str


class InProfile(_Condition):
    """The exercise runs in this profile."""

    profile: str


class After(_Condition):
    """The moment has come."""

    moment: Moment


class Before(_Condition):
    """The moment has not come."""

    moment: Moment


class Since(_Condition):
    """`seconds` or more have passed since a mark: done:ACTION, started:ACTION, inject:INJECT, established:QUESTION,
    stage:TRACK.STAGE, flag:FLAG."""

    mark: str
    seconds: int


class Sent(_Condition):
    """A message of this kind from one desk's team reached another's ('' is any)."""

    kind: str
    sender: str = ""
    to: str = ""
    about: str = ""


class Injected(_Condition):
    """The inject has been sent."""

    inject: str


class Silent(_Condition):
    """The team that holds the desk has done nothing for `seconds` of play."""

    desk: str
    seconds: int


class Met(_Condition):
    """The need has been met."""

    need: str


class Missed(_Condition):
    """The need's time passed before it was met."""

    need: str


class Trust(_Condition):
    """The group's trust is `n` or more."""

    group: str
    n: int


class Consent(_Condition):
    """The person has agreed to this."""

    person: str
    about: str


class Status(_Condition):
    """The person has this status."""

    person: str
    status: str


class Placed(_Condition):
    """The person is at a place of this kind."""

    person: str
    place: str


class Safe(_Condition):
    """`n` or more people are safe, each by the time set for her or him."""

    n: int


class SafePerson(_Condition):
    """This person is safe."""

    person: str


class Has(_Condition):
    """`n` or more of the resource are left."""

    resource: str
    n: int


class Sheet(_Condition):
    """`n` or more lines of the sheet are written."""

    sheet: str
    n: int


class Line(_Condition):
    """This line of the sheet is written."""

    sheet: str
    line: str


class Asked(_Condition):
    """This question card was asked."""

    talk: str
    card: str


class Flag(_Condition):
    """The harm flag was raised."""

    flag: str


class Always(_Condition):
    """Holds from the start of play."""


Condition = Union[
    All, Any, Not, AtLeast, FromTeams, Ground, Knows, Established, Started, Done, Chosen, Ticked, Stage, Reached, InPhase,
    InProfile, After, Before, Since, Sent, Injected, Silent, Met, Missed, Trust, Consent, Status, Placed, Safe, SafePerson, Has,
    Sheet, Line, Asked, Flag, Always,
]  # fmt: skip
