"""One exercise played by bots, straight on the engine: no log, no server, a clock that jumps from one due thing to the next."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import cast

import msgspec
from msgspec.structs import replace

from palermo.bots.memory import Memory
from palermo.bots.mind import Text
from palermo.bots.play import play
from palermo.bots.policy import Policy
from palermo.conduct.rule import rule
from palermo.engine import commands as c
from palermo.engine.allowed import allowed
from palermo.engine.can import powers
from palermo.engine.conditions import in_play
from palermo.engine.events import Entry
from palermo.engine.known import Known
from palermo.engine.play import advance, happen, initial, next_due
from palermo.engine.scenario import Scenario
from palermo.engine.state import State
from palermo.engine.view import Own, Power, View
from palermo.engine.viewing import own, view

SERVER = "server"
CONTROL = "control"
NEVER = 1 << 60
MOST_SECONDS = 24 * 3600  # an exercise that has not ended by then never will

Watch = Callable[[c.Asked | None, tuple[Entry, ...]], None]  # None: time passed


class Setting(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """What a trial is played with. `mixed` gives teams a policy of their own; teams in `idle` have nobody and do nothing."""

    scenario: Scenario
    digest: str  # the package's
    preset: str
    profile: str
    policy: Policy
    text: Text
    help_level: int = 1
    mixed: dict[str, Policy] = {}
    idle: frozenset[str] = frozenset()


class _Glance:
    """A team's view without its lists of what is new and expected, which bots do not read; its powers are made when looked at."""

    __slots__ = ("_can", "_scenario", "expected", "known", "new")

    def __init__(self, scenario: Scenario, known: Known) -> None:
        self.known = known
        self.new: tuple[()] = ()
        self.expected: tuple[()] = ()
        self._scenario = scenario
        self._can: tuple[Power, ...] | None = None

    @property
    def can(self) -> tuple[Power, ...]:
        if self._can is None:
            self._can = powers(self._scenario, self.known)
        return self._can


class _Team:
    """A table of bots as the runner keeps it: its seats, its memory, when to ask it again. Without a policy it answers by rule."""

    __slots__ = ("busy", "desks", "memory", "next", "owns", "policy", "random", "team", "version")

    def __init__(self, team: str, desks: tuple[str, ...], policy: Policy | None, random: Random) -> None:
        self.team = team
        self.desks = desks
        self.policy = policy
        self.random = random
        self.memory = Memory()
        self.busy = 0
        self.next = 0
        self.version = -1
        self.owns: tuple[Own, ...] = ()


class Game:
    """An exercise under way: `state`, and every entry told to `watch` with the command that caused it (a wait causes none)."""

    def __init__(self, setting: Setting, seed: str, watch: Watch | None = None) -> None:
        self.setting = setting
        self.scenario = setting.scenario
        self.state: State = initial(setting.scenario)
        self.watch = watch
        self.refused = 0
        self.texts: dict[str, str] = {}
        self._count = 0
        preset = next(preset for preset in self.scenario.presets if preset.id == setting.preset)
        language = self.scenario.languages[0]
        create = c.Create(setting.digest, setting.preset, setting.profile, language, setting.help_level)
        self._do(SERVER, create)
        self._teams = []
        for team in preset.teams:
            if team.id in setting.idle:
                continue
            if team.by != "people":
                for desk in team.desks:
                    self._do(SERVER, c.TakeSeat(f"bot:{desk}", team.id, (desk,)))
                self._teams.append(_Team(team.id, team.desks, None, Random(seed)))
                continue
            policy = setting.mixed.get(team.id, setting.policy)
            for desk in team.desks:
                self._do(SERVER, c.TakeSeat(f"bot:{desk}", team.id, (desk,)))
                self._do(SERVER, c.Occupy(desk, "bot", policy.kind))
            self._teams.append(_Team(team.id, team.desks, policy, Random(f"{seed}/{team.id}")))
        self._do(CONTROL, c.Begin())
        while not in_play(self.scenario, self.state) and self.state.world.ended < 0:
            self._do(CONTROL, c.SkipPhase())

    def play(self, until: int = MOST_SECONDS) -> State:
        """Play to the end, or for as long as the exercise second is below `until`; return the last state."""
        due_at, due = -1, 0
        t = self.state.t
        while self.state.world.ended < 0 and t < until:
            if due_at != self.state.seq or due <= t:
                found = next_due(self.scenario, self.state, t)
                due_at, due = self.state.seq, NEVER if found is None else found
            turn_at = min((self._at(team, t) for team in self._teams), default=NEVER)
            t = min(due, turn_at)
            if t == NEVER:
                break
            if t == due:
                self._advance(t)
            for team in self._teams:
                if self.state.world.ended < 0 and self._at(team, t) <= t:
                    self._turn(team, t)
        return self.state

    def _at(self, team: _Team, t: int) -> int:
        """Return the second at which the team is to be asked: when it wants to be, or when something moved and it has hands."""
        moved = self.state.known[team.team].version != team.version
        return min(max(t, team.busy), team.next) if moved else team.next

    def _turn(self, team: _Team, t: int) -> None:
        version = self.state.known[team.team].version
        seen = self._view(team)
        mine = Own(f"bot:{team.desks[0]}", team.team, team.desks)
        if team.policy is None:
            turn = rule(self.scenario, view(self.scenario, self.state.known[team.team]), mine, t)
        else:
            turn = play(team.policy, self.scenario, seen, mine, t, team.memory, team.random, self.setting.text)
        team.memory = turn.memory
        team.busy = max(turn.busy, t + 1)
        team.next = turn.wake if turn.wake > t else NEVER
        team.version = version
        for command in turn.commands:
            desk = getattr(command, "desk", "") or team.desks[0]
            seat = f"bot:{desk}"
            if self.state.known[team.team].version != version:
                version = self.state.known[team.team].version
                seen = self._view(team)
            who = own(self.scenario, self.state, seat)
            if who is None or allowed(self.scenario, seen, who, command) is not None:
                self.refused += 1
                continue
            self._do(seat, command, t)

    def _view(self, team: _Team) -> View:
        return cast(View, _Glance(self.scenario, self.state.known[team.team]))

    def _advance(self, t: int) -> None:
        self.state, entries = advance(self.scenario, self.state, t)
        if self.watch is not None and entries:
            self.watch(None, entries)

    def _do(self, seat: str, command: c.Command, t: int = 0) -> None:
        self._count += 1
        asked_id = f"{seat}.{self._count}"
        asked = c.Asked(seat, asked_id, self._keyed(command, asked_id), float(t))
        self.state, entries = happen(self.scenario, self.state, asked)
        if self.watch is not None:
            self.watch(asked, entries)

    def _keyed(self, command: c.Command, asked_id: str) -> c.Command:
        """Return the command with keys in the place of its free texts, which are kept."""
        said = {field: getattr(command, field) for field in command.__struct_fields__ if field in c.TEXTS}
        keys = {field: f"~{asked_id}.{field}" for field, words in said.items() if words}
        if not keys:
            return command
        self.texts.update((key, said[field]) for field, key in keys.items())
        return replace(command, **keys)
