"""What control asks: the exercise itself, its clock, injects, hints and notes. See `commands.py`."""

from __future__ import annotations

from typing import dataclass_transform

import msgspec


@dataclass_transform(frozen_default=True, field_specifiers=(msgspec.field,))
class _Command(msgspec.Struct, frozen=True, gc=False, tag_field="do", tag=str.lower, forbid_unknown_fields=True):
    pass


class Create(_Command):
    """The first command of every exercise."""

    package: str
    preset: str
    profile: str
    language: str
    help_level: int = 1
    talk: str = "system"  # system | liaison | paper
    retention_days: int = 30
    rules: int = 1
    gentle: bool = False
    points: bool = False


class Begin(_Command):
    """The clock starts."""


class Pause(_Command):
    """The clock stands: organisational, time_out, wellbeing; `server` is said by conduct alone."""

    why: str = "organisational"
    text: str = ""


class Resume(_Command):
    """The clock runs on."""


class SetSpeed(_Command):
    """Exercise seconds a real second (0.25 to 600)."""

    speed: float


class Extend(_Command):
    """The phase that runs becomes so many seconds longer."""

    seconds: int


class SkipPhase(_Command):
    """On to the next phase."""


class End(_Command):
    """The exercise is over."""


class SendInject(_Command):
    """Send a listed inject now, or what control planned."""

    inject: str


class EditInject(_Command):
    """Change an inject's words before it is sent; its rule stays."""

    inject: str
    text: str


class PostponeInject(_Command):
    """An inject comes so many seconds later than it would."""

    inject: str
    seconds: int


class SkipInject(_Command):
    """An inject will not come by itself."""

    inject: str


class WithdrawInject(_Command):
    """An inject was sent by mistake: its addressees are told, its text stays beside the correction."""

    inject: str
    text: str = ""


class Improvise(_Command):
    """An inject of control's own."""

    to: tuple[str, ...]
    kind: str
    text: str
    title: str = ""


class GiveHint(_Command):
    """A hint of the package, or control's own words, to one team."""

    team: str
    hint: str = ""
    text: str = ""


class Announce(_Command):
    """Say something to all, or to these teams alone."""

    text: str
    to: tuple[str, ...] = ()


class Plan(_Command):
    """Let an inject of control's own, a hint, words or a note go out later: `what` is improvise, givehint, announce or note, and the
    fields are that command's. It goes `seconds` after the start of `phase` as it runs now, or without a phase so many seconds
    from now. `plan` changes what was planned before, instead of planning anew."""

    what: str
    seconds: int
    phase: str = ""
    to: tuple[str, ...] = ()
    kind: str = ""
    title: str = ""
    text: str = ""
    team: str = ""
    hint: str = ""
    about: str = ""
    plan: str = ""


class Reply(_Command):
    """Answer a team's question to control."""

    help: str
    text: str


class Grant(_Command):
    """Let an assessment stand in part: a team reasoned it with one fact missing."""

    question: str
    team: str
    text: str = ""


class Withhold(_Command):
    """What a team reasoned with one fact missing does not come to stand by itself: control says no to this try."""

    question: str
    team: str


class Note(_Command):
    """Control's or an observer's note; `about` is a team, an objective, a person or nothing. An observer of an objective may tick
    one of its lines, with or without words, and say at which table (`team`) it was seen."""

    text: str = ""
    about: str = ""
    tick: str = ""
    team: str = ""


class Rate(_Command):
    """A rubric band set by hand (P, S, M, U, or '' for the log's own). With points for groups `adapting:TEAM` is a dimension as well."""

    dimension: str
    band: str


class Told(_Command):
    """Control records for a team what was told in person (talk rules liaison and paper)."""

    desk: str
    number: str
    giver: str = ""


class EraseText(_Command):
    """Empty a free text; its place in the log stays."""

    key: str


Deed = Improvise | GiveHint | Announce | Note


class SetAction(_Command):
    """Put a closed or locked action right: control opens or closes an action for its desk."""

    action: str
    open: bool
