"""What the debrief shows: outcome, timeline, who knew what, people and needs, harm, exchange. Times are exercise seconds."""

from __future__ import annotations

import msgspec

from palermo.engine.known import LineVersion, Setup
from palermo.engine.moments import PhaseRun
from palermo.engine.rules import Condition
from palermo.engine.showing import AnswerRow, Point

NEVER = -1


class Moment(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A row of the timeline.

    `kind`: phase, inject, withdrawn, message, told, aloud, corrected, hit, action, approval, established, card, need_met, need_missed, safe,
    harm, hint, announcement, help, reply, pause. `who` is a desk or a team, '' for the story; `what` the id it is about (for an
    action its option stands in `detail`), `facts` what was handed over, `words` the keys of what people wrote with it.
    `only` names the watchers it is for, nobody where it is for all. `seq` is the entry that shows it.
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
    words: tuple[str, ...] = ()
    only: tuple[str, ...] = ()


class Noted(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A note of control's or an observer's, or (`pinned`) one of the team `about` on its own board, for control alone; `about` is a
    team, an objective or ''. A link by hand has its two ends in `between`."""

    t: int
    seq: int
    seat: str
    about: str
    text: str
    pinned: bool = False
    between: tuple[str, ...] = ()


class Decision(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A decision and its reason, the key of what was written, '' for none.

    `kind`: start, yes, no (an action, its option in `detail`), hit_yes, hit_no (a fact), refusal (what a request was about).
    """

    t: int
    seq: int
    kind: str
    desk: str
    what: str
    detail: str = ""
    reason: str = ""


class Carded(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A question card that was asked, in the order of asking."""

    t: int
    seq: int
    talk: str
    card: str
    desk: str


class Written(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A line of a sheet as it stood last: its versions side by side, none when nobody wrote it."""

    sheet: str
    line: str
    versions: tuple[LineVersion, ...]


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
    """What became of a need: `state` met, missed, wait, hand, or never (it did not come up: `shown` and `at` are NEVER).

    `late` is seconds after its time when it was met too late, or when an act that would have met it was done too late.
    """

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
    """How the tables exchanged.

    `asked` counts each desk of each request; `answered`, `in_time` and `refused` are of these. `opened` is the median of seconds
    from arrival to opening, NEVER when nothing was opened.
    """

    messages: int
    told: int
    requests: int
    asked: int
    answered: int
    in_time: int
    refused: int
    opened: int
    unasked: int
    overshared: int


class Aloud(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """What control says was said aloud at about this minute, by a desk to a desk ('*' to all)."""

    fact: str
    giver: str
    desk: str
    minute: int
    seq: int


class Rated(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A dimension of the rubric: its band, whether control set it, and what the best band asks for, each with whether it held."""

    dimension: str
    band: str
    by_hand: bool
    parts: tuple[tuple[Condition, bool], ...]


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
    notes: tuple[Noted, ...]
    decisions: tuple[Decision, ...]
    cards: tuple[Carded, ...]
    sheets: tuple[Written, ...]
    aloud: tuple[Aloud, ...] = ()
    points: tuple[Point, ...] = ()
    answers: tuple[AnswerRow, ...] = ()
    rubric: tuple[Rated, ...] = ()
