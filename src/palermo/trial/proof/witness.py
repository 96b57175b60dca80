"""Witness runs: bots play the teams of a coalition, the others do nothing, and the engine plays the same commands once more."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from palermo.bots.policy import Policy
from palermo.engine.commands import Asked
from palermo.engine.events import Entry
from palermo.engine.play import advance, happen, initial, next_due
from palermo.engine.scenario import Scenario
from palermo.engine.state import State
from palermo.trial.game import MOST_SECONDS, Game, Setting
from palermo.trial.proof.targets import Target

MANY_HANDS = Policy("open")
ONE_PAIR = Policy("table", 1.0)


class Unsound(Exception):
    """A run came out otherwise when the engine played its commands again. That is a fault of ours, not of the scenario."""


class Witness(msgspec.Struct, frozen=True, gc=False):
    """What a run brought about: for each target's id the second of play since when it stood at the end."""

    at: dict[str, int]


class _Watch:
    """Notes since when each aim holds, and keeps what was asked, so that the run can be played again."""

    def __init__(self, scenario: Scenario, wanted: Iterable[Target]) -> None:
        self.scenario = scenario
        self.aims = [target for target in wanted if target.kind == "aim"]
        self.since: dict[str, int] = {}
        self.asked: list[Asked] = []
        self.game: Game | None = None

    def __call__(self, asked: Asked | None, entries: tuple[Entry, ...]) -> None:
        if asked is not None:
            self.asked.append(asked)
        if self.game is None or not entries:
            return
        state = self.game.state
        for target in self.aims:
            if target.brought(self.scenario, state) < 0:
                self.since.pop(target.id, None)
            else:
                self.since.setdefault(target.id, state.t)


def run(setting: Setting, seed: str, wanted: Iterable[Target], *, again: bool = True) -> Witness:
    """Play an exercise and return what it brought about. With `again` its commands are played once more by the engine alone.

    Raises Unsound when that does not come to the same end.
    """
    wanted = tuple(wanted)
    watch = _Watch(setting.scenario, wanted)
    game = Game(setting, seed, watch)
    watch.game = game
    begins = game.state.t
    end = game.play()
    if again and replayed(setting.scenario, watch.asked) != end:
        raise Unsound(f"{setting.scenario.id}, {setting.preset}, {setting.profile}, {seed}")
    found: dict[str, int] = {}
    for target in wanted:
        stood = target.brought(setting.scenario, end)
        if stood >= 0:
            found[target.id] = max(0, watch.since.get(target.id, stood) - begins)
    return Witness(found)


def replayed(scenario: Scenario, commands: Iterable[Asked]) -> State:
    """Return the state after some commands, each at its own second, and whatever happens by itself before, between and after."""
    state = initial(scenario)
    for asked in commands:
        state = _waited(scenario, state, int(asked.wall))
        state, _ = happen(scenario, state, asked)
    return _waited(scenario, state, MOST_SECONDS)


def _waited(scenario: Scenario, state: State, until: int) -> State:
    t = state.t
    while state.world.ended < 0:
        due = next_due(scenario, state, t)
        if due is None or due > until:
            break
        t = due
        state, _ = advance(scenario, state, t)
    return state
