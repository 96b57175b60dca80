"""What a watcher sees: its `known`, and what follows from it by the scenario's rules alone."""

from __future__ import annotations

import msgspec

from palermo.engine.known import Known

VOICE = "voice"  # the role of an observer who speaks for a person of the story


class Power(msgspec.Struct, frozen=True, gc=False):
    """Something a desk may do. `needs` are text keys that say what a locked one waits for; `slots` the values each slot takes.

    Verbs and targets: send (channel), take_back (message), open (message), heard (""), correct (told), ask (lookup),
    release (hit), assess (question), start (action), approve (run), drop (run), write ("sheet.line"), choose ("sheet.line"),
    take_need (need), card ("talk.card"), answer_now (ask), see_all, ready, practise, help, pin, answer; of a person's voice note, ask_now.
    """

    verb: str
    desk: str
    target: str = ""
    open: bool = True
    needs: tuple[str, ...] = ()
    slots: dict[str, tuple[str, ...]] = {}


class Expected(msgspec.Struct, frozen=True, gc=False):
    """Something the team is asked for. `kind`: answer, approve, release, start, line, need; `due` exercise second or -1."""

    kind: str
    target: str
    desk: str
    due: int
    since: int


class News(msgspec.Struct, frozen=True, gc=False):
    """Something new since the table last said that it had seen all. `kind`: inject, message, line, fact, headline, told, hit,
    look, run, help, ask."""

    kind: str
    target: str
    at: int
    version: int


class View(msgspec.Struct, frozen=True, gc=False):
    """A watcher's view: all it knows, what is new, expected of it (most pressing first), and what it can do."""

    known: Known
    new: tuple[News, ...]
    expected: tuple[Expected, ...]
    can: tuple[Power, ...]


class Own(msgspec.Struct, frozen=True, gc=False):
    """What is a person's alone: the seat, its team, the desks its role may act for, and facts that are hers to read first."""

    seat: str
    team: str
    desks: tuple[str, ...]
    role: str = ""
    first: tuple[str, ...] = ()


class TeamRow(msgspec.Struct, frozen=True, gc=False):
    """A table, for control: counts of unread and due things, last recorded act (exercise second, -1 none), overdue items.

    `to_say` counts what a table without a screen has to be given or told.
    """

    team: str
    desks: tuple[str, ...]
    seats: int
    ready: int
    new: int
    expected: int
    overdue: int
    last_act: int
    to_say: int = 0


class InjectLine(msgspec.Struct, frozen=True, gc=False):
    """An inject in control's list, or what control planned itself: a hint, a word, a note. `due` exercise second it will come by itself
    (-1: by condition or hand)."""

    inject: str
    kind: str
    to: tuple[str, ...]
    state: str  # scheduled | next | postponed | skipped | left | sent | withdrawn
    due: int
    at: int
    met: bool | None
    reserve: bool
    text: str  # key of edited words, or ''; of control's own: of its words


class Cell(msgspec.Struct, frozen=True, gc=False):
    """Who knows a fact: form ('' when on its way or nothing recorded), since; `own` when the team's desk owns it."""

    team: str
    form: str
    since: int
    own: bool
    state: str  # knows | way | none


class FactLine(msgspec.Struct, frozen=True, gc=False):
    """A row of the knowledge matrix; `waits` exercise second since when its rule would let it go to a team that lacks it (-1)."""

    fact: str
    dealt: bool
    cells: tuple[Cell, ...]
    serves: tuple[str, ...]
    waits: int


class Call(msgspec.Struct, frozen=True, gc=False):
    """Something that needs control. `kind`: help, reminder, overdue_inject, silent, close_harm, harm, overloaded, grant, unplayed, halted;
    what it is about; since when (exercise second); `due` is the second at which something happens if control does nothing, -1
    when nothing does."""

    kind: str
    target: str
    team: str
    since: int
    due: int = -1


class HintLine(msgspec.Struct, frozen=True, gc=False):
    """A hint of the package that fits a table now and was not given to it; `since` is the second from which it is meant."""

    team: str
    hint: str
    level: int  # 1 nudge, 2 question, 3 pointer
    since: int


class TryLine(msgspec.Struct, frozen=True, gc=False):
    """The best try at a question that does not stand: grounds laid down that carry it, and how many more it wants."""

    question: str
    carried: int
    missing: int


class ControlView(msgspec.Struct, frozen=True, gc=False):
    """What control sees: everything, laid out. Never encoded; `pages` turns it into regions."""

    version: int
    world: object
    teams: tuple[TeamRow, ...]
    injects: tuple[InjectLine, ...]
    facts: tuple[FactLine, ...]
    calls: tuple[Call, ...]
    people_safe: int
    people: int
    hints: tuple[HintLine, ...] = ()
    tries: tuple[TryLine, ...] = ()
