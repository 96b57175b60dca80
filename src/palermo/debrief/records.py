"""What the debrief shows: outcome, timeline, who knew what, people and needs, harm, exchange. Times are exercise seconds."""

from __future__ import annotations

import msgspec

from palermo.engine.known import Setup
from palermo.engine.moments import PhaseRun

NEVER = -1


class Moment(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A row of the timeline.

    `kind`: phase, inject, message, told, action, established, need_met, need_missed, safe, harm, pause. `who` is a desk or a team,
    '' for the story; `what` the id it is about (for an action its option stands in `detail`), `facts` what was handed over.
    `seq` is the entry that shows it.
    """

    t: int
    seq: int
    kind: str
    who: str = ""
    to: tuple[str, ...] = ()
    what: str = ""
    detail: str = ""
    text: str = ""
    facts: tuple[str, ...] = ()


class Learned(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """When a team first knew a fact, in the form it held at the end, how and from whom.

    `waited` is seconds from when the fact's desk had it. A team that a rule names and that never had it recorded has `at` NEVER and
    has waited to the end.
    """

    fact: str
    team: str
    form: str
    at: int
    via: str
    source: str
    waited: int
    own: bool
    seq: int = 0


class NeedEnd(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """What became of a need: `state` met, missed, wait or hand; `late` seconds after its time when it was met too late."""

    need: str
    people: tuple[str, ...]
    shown: int
    due: int
    state: str
    at: int
    by: str
    late: int = 0


class PersonEnd(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """What became of a person: safe when (NEVER: not), in time or not, by when it counted (NEVER: no time set)."""

    person: str
    safe: int
    in_time: bool
    due: int
    place: str
    status: str


class Harm(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """Something that hurt a person. `team` is told to that team and to control alone; '' where no one team's act led to it."""

    flag: str
    people: tuple[str, ...]
    at: int
    team: str
    seq: int


class Exchange(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """How the tables exchanged. `opened` is the median of seconds from arrival to opening, NEVER when nothing was opened."""

    messages: int
    told: int
    requests: int
    answered: int
    in_time: int
    refused: int
    opened: int
    unasked: int
    overshared: int


class Debrief(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """The whole of it. `ended` is NEVER while the exercise goes on."""

    setup: Setup
    teams: tuple[tuple[str, tuple[str, ...]], ...]
    runs: tuple[PhaseRun, ...]
    ended: int
    outcome: dict[str, int]
    timeline: tuple[Moment, ...]
    knowledge: tuple[Learned, ...]
    needs: tuple[NeedEnd, ...]
    people: tuple[PersonEnd, ...]
    harms: tuple[Harm, ...]
    exchange: Exchange
