"""The exercises as conduct keeps them and pages shows them: the house of a real server."""

from __future__ import annotations

import asyncio
import re
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from functools import partial
from typing import TypeVar

import msgspec

from palermo import pages
from palermo.conduct.memo import Look
from palermo.conduct.submit import Conduct
from palermo.engine.commands import Command, Refused
from palermo.engine.known import Known
from palermo.engine.state import BOT, CONTROL, OBSERVER, ROOM, State, World
from palermo.engine.view import ControlView, Own, View
from palermo.engine.viewing import control_view
from palermo.live.house import AskedForm, Now, Shown, Unavailable, Wording
from palermo.log.codec import EVENTS
from palermo.pages.options import Options
from palermo.pages.team import own_regions, scene_of
from palermo.pages.texts import Texts

NAMES_EVERY = 30.0  # seconds; a renamed seat is shown by its new name at the latest then
NAMELESS_EVERY = 1.0  # seconds; somebody who has just sat down has a name a moment later
MOST_EXERCISES = 64
AT_A_TIME = 1  # regions rendered before others get their turn

# Refusals that say: not now. The same command may be asked again.
NOT_NOW = frozenset({"disk_full", "not_saved", "busy"})

T = TypeVar("T")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})?")


class _Room:
    """What is remembered of one exercise between two questions. Any of it can be made anew."""

    def __init__(self) -> None:
        self.options = Options()
        self.asked_at = float("-inf")
        self.asking = asyncio.Lock()
        self.own: dict[str, _OwnShown] = {}


class _Kept(msgspec.Struct, frozen=True, gc=False):
    """An exercise as conduct keeps it, with all its words, for as long as one answer takes."""

    look: Look
    texts: Texts


class _Source(msgspec.Struct, frozen=True, gc=False):
    """What a page was made from."""

    view: View | ControlView
    options: Options


class _OwnShown(msgspec.Struct, frozen=True, gc=False):
    """The regions of one seat, and what they were made from."""

    own: Own
    known: Known
    options: Options
    wording: Wording
    regions: dict[str, str]

    def stands(self, own: Own, known: Known, options: Options, wording: Wording) -> bool:
        """Tell whether they would be the same today."""
        old = self.known
        alike = old.facts is known.facts and old.teams is known.teams and old.setup is known.setup
        return alike and self.own == own and self.options is options and self.wording == wording


class Rooms:
    """Exercises in play. `options(exercise)` gives how their pages are shown, names of people among it; it may block."""

    def __init__(self, conduct: Conduct, options: Callable[[str], Options]) -> None:
        self._conduct = conduct
        self._ask_options = options
        self._rooms: OrderedDict[str, _Room] = OrderedDict()

    async def now(self, exercise: str) -> Now | None:
        """Return an exercise as it is kept, None when there is none of that name."""
        # Folding an exercise for the first time takes a while; afterwards it is at hand.
        known = exercise in self._rooms
        look = self._conduct.look(exercise) if known else await asyncio.to_thread(self._conduct.look, exercise)
        if look is None:
            self._rooms.pop(exercise, None)
            return None
        room = self._room(exercise)
        await self._look_up_options(exercise, room, look.state)
        texts = Texts(look.package.texts, look.state.world.setup.language, self._conduct.words(exercise))
        return Now(exercise, look.state, room.options, _Kept(look, texts))

    async def submit(self, exercise: str, seat: str, id: str, command: Command) -> Refused | None:
        """Ask for a command; return once it is on disk (None) or refused. Raises Unavailable."""
        answer = await self._conduct.submit(exercise, seat, id, command)
        if not isinstance(answer, Refused):
            return None
        if answer.code in NOT_NOW:
            raise Unavailable(answer.code)
        return answer

    def wording(self, now: Now | None, asked: Wording) -> Wording:
        """Return the wording a page has: any language as asked (missing words fall back one by one), else the exercise's."""
        if _LANGUAGE.fullmatch(asked.language):
            return asked
        return Wording(now.state.world.setup.language if now is not None else "en", asked.gentle)

    # -- pages --------------------------------------------------------------------------------------

    async def show(self, now: Now, watcher: str, wording: Wording, before: Shown | None = None) -> Shown:
        """Return a watcher's page, from its view alone. What cannot have changed since `before` is taken from it."""
        kept = _kept(now)
        scenario, options = kept.look.package.scenario, _worded(now.options, wording)
        last = before.source if before is not None else None
        kin = last if isinstance(last, _Source) and last.options is now.options else None
        old = before.regions if before is not None and kin is not None else {}
        if watcher == CONTROL:
            seen = control_view(scenario, now.state)
            names = _to_make(pages.CONTROL_REGIONS, kin, lambda was: control_changed(was, seen), ControlView)
            make = partial(pages.control_regions, scenario, kept.texts, seen, wording.language, options)
            return Shown(old | await _in_turns(make, names), _Source(seen, now.options))
        if watcher == OBSERVER:
            seen = control_view(scenario, now.state)
            names = _to_make(pages.OBSERVER_REGIONS, kin, lambda was: observer_changed(was, seen), ControlView)
            make = partial(pages.observer_regions, scenario, kept.texts, seen, wording.language, options)
            return Shown(old | await _in_turns(make, names), _Source(seen, now.options))
        view = kept.look.view(watcher)
        if view is None:
            raise KeyError(watcher)
        if watcher in now.state.world.observers:
            make = partial(pages.voice_regions, scenario, kept.texts, view, wording.language, options)
            return Shown(await _in_turns(make, pages.VOICE_REGIONS), _Source(view, now.options))
        every = pages.ROOM_REGIONS if watcher == ROOM else pages.REGIONS
        names = _to_make(every, kin, lambda was: pages.changed(was, view), View)
        make = partial(pages.regions, scenario, kept.texts, view, wording.language, options, None)
        return Shown(old | await _in_turns(make, names), _Source(view, now.options))

    def show_own(self, now: Now, seat: str, wording: Wording, *, anew: bool = False) -> dict[str, str]:
        """Return the regions that are one seat's alone; `anew` without a look at what was made before."""
        kept = _kept(now)
        watches = now.state.world.observers.get(seat)
        if watches is not None:
            return self._observed(now, seat, wording) if watches.objective else {}
        own = kept.look.own(seat)
        view = kept.look.view(own.team) if own is not None else None
        if own is None or view is None:
            return {}
        remembered = self._room(now.exercise).own
        last = remembered.get(seat)
        if not anew and last is not None and last.stands(own, view.known, now.options, wording):
            return last.regions
        scenario, options = kept.look.package.scenario, _worded(now.options, wording)
        made = own_regions(scene_of(scenario, kept.texts, view.known, wording.language, options), view, own)
        remembered[seat] = _OwnShown(own, view.known, now.options, wording, made)
        return made

    def _observed(self, now: Now, seat: str, wording: Wording) -> dict[str, str]:
        kept = _kept(now)
        scenario, options = kept.look.package.scenario, _worded(now.options, wording)
        seen = control_view(scenario, now.state)
        return pages.observed_regions(scenario, kept.texts, seen, seat, wording.language, options)

    def form(self, now: Now, seat: str, asked: AskedForm, wording: Wording) -> str | None:
        """Return the HTML of a form as this seat may see it, None when there is no such form for it."""
        kept = _kept(now)
        scenario, options = kept.look.package.scenario, _worded(now.options, wording)
        what, target, desk = asked.what, asked.target, asked.desk
        if seat == CONTROL:
            seen = control_view(scenario, now.state)
            return pages.control_forms(scenario, kept.texts, seen, what, target, wording.language, options)
        own = kept.look.own(seat) if seat not in now.state.world.observers else None
        view = kept.look.view(own.team) if own is not None else None
        if own is None or view is None:
            return None
        return pages.forms(scenario, kept.texts, view, own, what, target, wording.language, options, desk)

    def readers(self, now: Now, team: str, key: str) -> frozenset[str]:
        """Return the tables that may see who writes at a place, none if the team may not write there."""
        look = _kept(now).look
        kind, _, target = key.partition(":")
        view = look.view(team)
        if view is None or not view.known.desks:
            return frozenset()
        if kind != "line":
            return frozenset({team}) if kind == "form" else frozenset()
        if not any(power.verb == "write" and power.target == target for power in view.can):
            return frozenset()
        opens = f"sheet:{target.partition('.')[0]}"
        return frozenset(one for one, known in now.state.known.items() if opens in known.opened and known.desks)

    def sentence(self, now: Now | None, refused: Refused, wording: Wording) -> str:
        """Return what a refusal says to people; with an exercise, what it is about has its name."""
        if now is None:
            return pages.refusal(refused, wording.language)
        kept = _kept(now)
        return pages.refusal(refused, wording.language, kept.look.package.scenario, kept.texts)

    # -- the rest -----------------------------------------------------------------------------------

    async def log(self, exercise: str) -> bytes:
        """Return the whole log of an exercise as JSON, for control after the end."""
        return await asyncio.to_thread(self._log, exercise)

    def _log(self, exercise: str) -> bytes:
        entries = []
        for entry in self._conduct.log.read(exercise):
            kind, _, body = EVENTS.encode(entry.event)
            entries.append(
                {
                    "seq": entry.seq,
                    "t": entry.t,
                    "wall": entry.wall,
                    "audience": entry.audience,
                    "kind": kind,
                    "cause": entry.cause,
                    "event": msgspec.Raw(body),
                }
            )
        words = dict(self._conduct.words(exercise))
        return msgspec.json.encode({"exercise": exercise, "entries": entries, "texts": words})

    async def resume_if_alone(self, exercise: str, why: str) -> None:
        """End a pause of this reason, when a team is there and no control is."""
        await self._conduct.resume_if_alone(exercise, why)

    # -- what is remembered -------------------------------------------------------------------------

    def _room(self, exercise: str) -> _Room:
        room = self._rooms.get(exercise)
        if room is None:
            room = self._rooms[exercise] = _Room()
            if len(self._rooms) > MOST_EXERCISES:
                self._rooms.popitem(last=False)
        self._rooms.move_to_end(exercise)
        return room

    async def _look_up_options(self, exercise: str, room: _Room, state: State) -> None:
        seats = state.world.seats
        asked_before = time.monotonic()
        names = room.options.names
        seated = (x for x, row in seats.items() if not row.gone and not x.startswith(BOT))
        nameless = any(x not in names for x in (*seated, *state.world.observers))
        if time.monotonic() - room.asked_at < (NAMELESS_EVERY if nameless else NAMES_EVERY):
            return
        async with room.asking:  # whoever comes while the first answer is on its way waits for it too
            if room.asked_at >= asked_before:
                return
            found = await asyncio.to_thread(self._ask_options, exercise)
            room.asked_at = time.monotonic()
            if found != room.options:
                room.options = found


def control_changed(before: ControlView, after: ControlView) -> frozenset[str]:
    """Return the names of the regions of control's page that may differ between two views.

    Control's view changes at every entry; some of its regions are as large as all others together and change seldom.
    """
    old, new = before.world, after.world
    if not isinstance(old, World) or not isinstance(new, World) or old.erased != new.erased:
        return frozenset(pages.CONTROL_REGIONS)
    same = old.setup == new.setup and old.teams == new.teams and old.schedule == new.schedule
    same = same and old.ended == new.ended  # at the end every region says that it is over
    stays: set[str] = set()
    if same and before.injects == after.injects and old.improvised == new.improvised and old.plans == new.plans:
        stays.add("injects")
    if same and before.facts == after.facts and old.stands == new.stands and before.tries == after.tries:
        stays.add("matrix")
    if same and old.places == new.places and old.stages == new.stages and old.been == new.been:
        stays.add("map")
    return frozenset(pages.CONTROL_REGIONS) - stays


def observer_changed(before: ControlView, after: ControlView) -> frozenset[str]:
    """Return the names of the regions of an objective's observers that may differ between two of control's views."""
    stays = frozenset(pages.CONTROL_REGIONS) - control_changed(before, after)
    return frozenset(pages.OBSERVER_REGIONS) - stays


def _to_make(
    every: tuple[str, ...], last: _Source | None, changed: Callable[[T], frozenset[str]], kind: type[T]
) -> tuple[str, ...]:
    """Return the names of the regions that cannot be taken from the last page."""
    if last is None or not isinstance(last.view, kind):
        return every
    moved = changed(last.view)
    return tuple(name for name in every if name in moved)


async def _in_turns(make: Callable[[Iterable[str]], dict[str, str]], names: tuple[str, ...]) -> dict[str, str]:
    """Return regions, a few at a time: commands and other pages come between."""
    made: dict[str, str] = {}
    for start in range(0, len(names), AT_A_TIME):
        made |= make(names[start : start + AT_A_TIME])
        await asyncio.sleep(0)
    return made


def _kept(now: Now) -> _Kept:
    if not isinstance(now.source, _Kept):
        raise TypeError("an exercise of another house")
    return now.source


def _worded(options: Options, wording: Wording) -> Options:
    return msgspec.structs.replace(options, gentle=options.gentle or wording.gentle)
