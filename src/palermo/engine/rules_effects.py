"""The effects of the rule language, as data. What they mean is in `effects.py`; how they are written, in `rules.py`."""

from __future__ import annotations

from typing import Union, dataclass_transform

import msgspec

from palermo.engine.rules_conditions import Condition, word


@dataclass_transform(frozen_default=True, field_specifiers=(msgspec.field,))
class _Effect(msgspec.Struct, frozen=True, gc=False, tag_field="does", tag=word):
    pass


class Reveal(_Effect):
    """The desks' teams learn the fact in this form."""

    fact: str
    to: tuple[str, ...]
    form: str = "full"


class Hand(_Effect):
    """One desk hands the fact to others at once, as a recorded message (the tick-list report)."""

    fact: str
    sender: str
    to: tuple[str, ...]
    form: str = "full"


class Inject(_Effect):
    """The inject is sent now, if it has not been."""

    inject: str


class Open(_Effect):
    """An action, channel, talk, sheet or question opens to those who may use it (`action:ID`, `channel:ID`, `talk:ID`, ...); an
    action whose own closing condition holds stays closed."""

    what: str


class Close(_Effect):
    """An action, channel, talk, sheet or question closes."""

    what: str


class Move(_Effect):
    """The track moves to a stage."""

    track: str
    stage: str


class ChangeTrust(_Effect):
    """The group's trust changes by so much (kept between 0 and 100)."""

    group: str
    by: int


class Take(_Effect):
    """So many of the resource are used."""

    resource: str
    n: int


class Give(_Effect):
    """So many of the resource are added."""

    resource: str
    n: int


class AddNeed(_Effect):
    """The need shows up."""

    need: str


class Meet(_Effect):
    """The needs are met."""

    needs: tuple[str, ...]


class SetStatus(_Effect):
    """People have this status from now on."""

    people: tuple[str, ...]
    status: str


class Place(_Effect):
    """People are at this place from now on."""

    people: tuple[str, ...]
    place: str


class MakeSafe(_Effect):
    """People are safe."""

    people: tuple[str, ...]


class ShowPeople(_Effect):
    """The desks' teams learn of the people."""

    people: tuple[str, ...]
    to: tuple[str, ...]


class AgreeTo(_Effect):
    """The person agrees to this; the words are the package's."""

    person: str
    about: str


class Slow(_Effect):
    """The channel takes `by` seconds longer for `lasts` seconds."""

    channel: str
    by: int
    lasts: int


class Harm(_Effect):
    """A harm flag is raised, once."""

    flag: str


class Award(_Effect):
    """A desk's own task earns points."""

    desk: str
    points: int


class Later(_Effect):
    """More effects after `seconds`."""

    seconds: int
    then: tuple[Effect, ...]


class Establish(_Effect):
    """The assessment stands without grounds of a team's own."""

    question: str


class Notice(_Effect):
    """The desks' teams are told a line of the story (text `notices.ID`)."""

    notice: str
    to: tuple[str, ...]


class If(_Effect):
    """One list of effects or the other, by a condition looked at now."""

    when: Condition
    then: tuple[Effect, ...]
    otherwise: tuple[Effect, ...] = ()


Effect = Union[
    Reveal, Hand, Inject, Open, Close, Move, ChangeTrust, Take, Give, AddNeed, Meet, SetStatus, Place, MakeSafe, ShowPeople, AgreeTo,
    Slow, Harm, Award, Later, Establish, Notice, If,
]  # fmt: skip
