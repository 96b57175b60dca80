"""What may be asked. A command comes from a seat, carries an id of its own, and is decided by `allowed` and `happen`.

Fields in `TEXTS` are free text: `conduct` puts their words into the text table first, and the engine carries their keys about.
"""

from __future__ import annotations

from typing import Union, dataclass_transform

import msgspec

from palermo.engine.commands_board import MovePin as MovePin
from palermo.engine.commands_board import Pin as Pin
from palermo.engine.commands_board import Unpin as Unpin
from palermo.engine.commands_control import Announce as Announce
from palermo.engine.commands_control import Begin as Begin
from palermo.engine.commands_control import Create as Create
from palermo.engine.commands_control import Deed as Deed
from palermo.engine.commands_control import EditInject as EditInject
from palermo.engine.commands_control import End as End
from palermo.engine.commands_control import EraseText as EraseText
from palermo.engine.commands_control import Extend as Extend
from palermo.engine.commands_control import GiveHint as GiveHint
from palermo.engine.commands_control import Grant as Grant
from palermo.engine.commands_control import Improvise as Improvise
from palermo.engine.commands_control import Note as Note
from palermo.engine.commands_control import Pause as Pause
from palermo.engine.commands_control import Plan as Plan
from palermo.engine.commands_control import PostponeInject as PostponeInject
from palermo.engine.commands_control import Rate as Rate
from palermo.engine.commands_control import Reply as Reply
from palermo.engine.commands_control import Resume as Resume
from palermo.engine.commands_control import SendInject as SendInject
from palermo.engine.commands_control import SetAction as SetAction
from palermo.engine.commands_control import SetSpeed as SetSpeed
from palermo.engine.commands_control import SkipInject as SkipInject
from palermo.engine.commands_control import SkipPhase as SkipPhase
from palermo.engine.commands_control import Told as Told
from palermo.engine.commands_control import WithdrawInject as WithdrawInject
from palermo.engine.commands_control import Withhold as Withhold
from palermo.engine.commands_room import Answer as Answer
from palermo.engine.commands_room import DebriefStep as DebriefStep
from palermo.engine.commands_room import RecordAloud as RecordAloud
from palermo.engine.commands_room import Show as Show

TEXTS = frozenset({"text", "reason", "title"})


@dataclass_transform(frozen_default=True, field_specifiers=(msgspec.field,))
class _Command(msgspec.Struct, frozen=True, gc=False, tag_field="do", tag=str.lower, forbid_unknown_fields=True):
    pass


class Item(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """One fact in one form for one desk."""

    fact: str
    form: str
    to: str


# -- a team's -----------------------------------------------------------------------------------


class Send(_Command):
    """A message from `desk` to desks: own, request, answer, refusal, hold or referral. `items` are the facts, each in a form for
    a recipient. `about` is an id: an entity, person or question. `reply_to` names the request that is answered, refused or put
    on hold. `due` is seconds until an answer is hoped for; `urgency`, a class of the scenario, says it in hours of the story.
    `basis` is a key of the package's bases, of a refusal a reason of its closed list. `code` is the handling code it bears."""

    kind: str
    desk: str
    to: tuple[str, ...]
    channel: str
    items: tuple[Item, ...] = ()
    about: str = ""
    reply_to: str = ""
    due: int = 0
    basis: str = ""
    text: str = ""
    reason: str = ""
    code: str = ""
    urgency: str = ""


class TakeBack(_Command):
    """Take back a message of ours that has not been delivered."""

    message: str


class OpenMessage(_Command):
    """Somebody at the table opened a message: read for the team."""

    message: str


class Heard(_Command):
    """We were told a fact in person: number and check word, and which desk told us ('' is the desk of the number)."""

    desk: str
    number: str
    word: str
    giver: str = ""


class Correct(_Command):
    """The giver says that this is not what was told; it stands beside what was recorded."""

    told: str
    text: str = ""


class Ask(_Command):
    """Look a name, number or plate up in a desk's holding."""

    desk: str
    lookup: str
    key: str


class Release(_Command):
    """The owner's decision after a hit."""

    hit: str
    yes: bool
    form: str = "full"
    reason: str = ""


class Assess(_Command):
    """Put an answer forward: lay facts down as grounds for a question."""

    desk: str
    question: str
    facts: tuple[str, ...]
    text: str = ""


class Start(_Command):
    """Start an action. `grounds` are facts laid down for the assessments it lacks; `ticks` are lines of its tick-list."""

    desk: str
    action: str
    option: str = ""
    ticks: tuple[str, ...] = ()
    grounds: tuple[str, ...] = ()
    reason: str = ""


class Approve(_Command):
    """A yes or a reasoned no to an action another desk (or another person) started."""

    desk: str
    run: str
    yes: bool
    reason: str = ""


class Drop(_Command):
    """Withdraw an action of ours that still waits for a yes."""

    run: str


class WriteLine(_Command):
    """Write a line of a sheet; `base` is the version it was written on."""

    desk: str
    sheet: str
    line: str
    text: str
    base: int = 0


class ChooseLine(_Command):
    """Of versions kept side by side, this one stands."""

    desk: str
    sheet: str
    line: str
    version: int


class TakeNeed(_Command):
    """Our desk sees to this need."""

    desk: str
    need: str


class AskCard(_Command):
    """Ask a question card in an open talk round."""

    desk: str
    talk: str
    card: str


class AnswerNow(_Command):
    """Answer a person of the story, who asked what happens to her now, in a few words."""

    ask: str
    text: str


class SeeAll(_Command):
    """The table has seen what was new."""


class Ready(_Command):
    """This seat is ready."""


class Practise(_Command):
    """Before play: hand the training fact over to other desks; this seat is ready then."""

    desk: str
    to: tuple[str, ...]


class Help(_Command):
    """Ask control something."""

    text: str


# -- seats and occupants ------------------------------------------------------------------------


class TakeSeat(_Command):
    """Somebody sits down: the web mints the seat; `desks` are those the role may act for."""

    seat: str
    team: str
    desks: tuple[str, ...]
    role: str = ""


class MoveSeat(_Command):
    """Control moves a seat to another team or other desks; the role stays unless one is named."""

    seat: str
    team: str
    desks: tuple[str, ...]
    role: str = ""


class RevokeSeat(_Command):
    """Control ends a seat's tokens (lost phone) or the seat itself (`gone`)."""

    seat: str
    gone: bool = False


class Observe(_Command):
    """Control gives an observer a job: an objective to follow, or a person of the story to speak for; with neither the job ends."""

    seat: str
    objective: str = ""
    person: str = ""


class Occupy(_Command):
    """Who answers for a desk from now on: people, bot (with a policy), rule, or control."""

    desk: str
    by: str
    policy: str = ""


class MergeTeams(_Command):
    """Control joins one team to another; the joiner's knowledge goes with it."""

    team: str
    into: str


# -- an observer's ------------------------------------------------------------------------------


class AskNow(_Command):
    """The voice of a person asks a team "What happens to me now?"."""

    team: str


Command = Union[
    Send, TakeBack, OpenMessage, Heard, Correct, Ask, Release, Assess, Start, Approve, Drop, WriteLine, ChooseLine, TakeNeed, AskCard,
    AnswerNow, SeeAll, Ready, Practise, Help, Pin, MovePin, Unpin, AskNow, TakeSeat, MoveSeat, RevokeSeat, Observe, Occupy, MergeTeams, Create, Begin, Pause, Resume, SetSpeed, Extend, SkipPhase,
    End, SendInject, EditInject, PostponeInject, SkipInject, WithdrawInject, Improvise, GiveHint, Announce, Plan, Reply, Grant, Withhold,
    Note, Rate, Told, EraseText, SetAction, Show, DebriefStep, Answer, RecordAloud,
]  # fmt: skip


class Asked(msgspec.Struct, frozen=True, gc=False):
    """A command with who asked it, under which id, at which wall time (UTC seconds)."""

    seat: str
    id: str
    command: Command
    wall: float


class Refused(msgspec.Struct, frozen=True, gc=False):
    """Not allowed: a code and its parameters. The sentence for people is written by `pages`."""

    code: str
    params: dict[str, str] = {}
