"""The mutants. A law that lets its mutant live guards nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from msgspec.structs import replace

import cast
import laws.laws as laws
import palermo.engine.advance as advance_module
import palermo.engine.allowed as allowed_module
import palermo.engine.apply as apply_module
import palermo.engine.audience as audience_module
import palermo.engine.can as can_module
import palermo.engine.learn as learn_module
import palermo.engine.turn as turn_module
import palermo.engine.viewing as viewing_module
from palermo.engine import events as e
from palermo.engine.commands import Refused
from palermo.engine.state import State


@dataclass(frozen=True)
class Mutant:
    name: str
    law: Any
    breaks: Any


def leaks_trust_to_every_team(patch: pytest.MonkeyPatch) -> None:
    """Apply tells every team a trust that only some may see."""
    honest = apply_module.apply

    def apply(scenario: Any, state: State, entry: e.Entry) -> State:
        after = honest(scenario, state, entry)
        if isinstance(entry.event, e.TrustSet):
            group, value = entry.event.group, entry.event.value
            known = {w: replace(k, trust={**k.trust, group: value}) for w, k in after.known.items()}
            return State(after.seq, after.t, after.world, known)
        return after

    _use_apply(patch, apply)


def refuses_by_what_others_know(patch: pytest.MonkeyPatch) -> None:
    """A refusal depends on something that is not in the view: here, on which object the view is."""
    honest = allowed_module.allowed
    first: list[Any] = []

    def allowed(scenario: Any, view: Any, own: Any, command: Any) -> Refused | None:
        if not first:
            first.append(view)
        return honest(scenario, view, own, command) if view is first[0] else Refused("somebody_else_has_it")

    patch.setattr(allowed_module, "allowed", allowed)


def shows_locked_actions_as_open(patch: pytest.MonkeyPatch) -> None:
    """A button is shown open that the rules refuse."""
    honest = can_module.powers

    def powers(scenario: Any, known: Any) -> Any:
        return tuple(
            replace(p, open=True, slots=p.slots or {"option": (), "tick": (), "fact": ()})
            for p in honest(scenario, known)
        )

    patch.setattr(viewing_module, "powers", powers)
    honest_allowed = allowed_module.allowed

    def allowed(scenario: Any, view: Any, own: Any, command: Any) -> Any:
        return honest_allowed(scenario, replace(view, can=honest(scenario, view.known)), own, command)

    patch.setattr(allowed_module, "allowed", allowed)
    patch.setattr(cast, "allowed", allowed)


def folds_differently_the_second_time(patch: pytest.MonkeyPatch) -> None:
    """Apply counts its own calls: the fold of the log is not the live state."""
    honest = apply_module.apply
    calls = [0]

    def apply(scenario: Any, state: State, entry: e.Entry) -> State:
        calls[0] += 1
        after = honest(scenario, state, entry)
        if isinstance(entry.event, e.TrustSet):
            trust = {**after.world.trust, entry.event.group: entry.event.value + calls[0]}
            return State(after.seq, after.t, replace(after.world, trust=trust), after.known)
        return after

    _use_apply(patch, apply)


def forgets_what_was_told(patch: pytest.MonkeyPatch) -> None:
    """Learning that all was seen drops the oldest fact."""
    honest = learn_module.learn

    def learn(known: Any, t: int, event: e.Event) -> Any:
        after = honest(known, t, event)
        if isinstance(event, e.SeenAll) and after.facts:
            oldest = next(iter(after.facts))
            return replace(after, facts={k: v for k, v in after.facts.items() if k != oldest})
        return after

    patch.setattr(apply_module, "learn", learn)


def runs_on_in_a_pause(patch: pytest.MonkeyPatch) -> None:
    """The clock does not stand while it is paused."""
    patch.setattr(laws, "now", lambda state, wall: max(state.t, int(wall - state.world.clock.wall)))


def sends_an_inject_again(patch: pytest.MonkeyPatch) -> None:
    """An inject that was sent is sent again when its time has come."""
    honest = advance_module.advance

    def advance(scenario: Any, state: State, to: int) -> Any:
        after, entries = honest(scenario, state, to)
        again = [entry for entry in entries if isinstance(entry.event, e.InjectSent)]
        turn = turn_module.Turn(scenario, after, to, 0.0, "clock")
        for entry in again:
            turn.tell(entry.event, entry.audience)
        return turn.state, (*entries, *turn.entries)

    patch.setattr(cast, "advance", advance)


def stores_too_small_an_audience(patch: pytest.MonkeyPatch) -> None:
    """A team's knowledge changes at an entry whose stored audience does not name it."""
    honest = apply_module.apply

    def apply(scenario: Any, state: State, entry: e.Entry) -> State:
        if isinstance(entry.event, e.MessageDelivered):
            entry = replace(entry, audience=(*entry.audience, entry.event.team))
        return honest(scenario, state, entry)

    honest_audience = audience_module.audience

    def audience(scenario: Any, state: State, event: e.Event, to: tuple[str, ...]) -> tuple[str, ...]:
        watchers = honest_audience(scenario, state, event, to)
        if isinstance(event, e.MessageDelivered):
            return tuple(w for w in watchers if w != event.team)
        return watchers

    _use_apply(patch, apply)
    patch.setattr(turn_module, "audience", audience)


def _use_apply(patch: pytest.MonkeyPatch, apply: Any) -> None:
    patch.setattr(turn_module, "apply", apply)
    patch.setattr(laws, "apply", apply)


MUTANTS = (
    Mutant("leaks_trust", laws.law_1_a_watcher_sees_only_what_its_entries_told_it, leaks_trust_to_every_team),
    Mutant("telling_refusal", laws.law_2_refusals_keep_secrets, refuses_by_what_others_know),
    Mutant("lying_button", laws.law_3_buttons_do_not_lie, shows_locked_actions_as_open),
    Mutant("moody_fold", laws.law_4_folding_is_total_and_deterministic, folds_differently_the_second_time),
    Mutant("forgetful", laws.law_6_memory_only_grows, forgets_what_was_told),
    Mutant("restless_pause", laws.law_7_the_clock_is_monotone, runs_on_in_a_pause),
    Mutant("double_inject", laws.law_7_the_clock_is_monotone, sends_an_inject_again),
    Mutant("small_audience", laws.law_8_the_audience_covers_the_view, stores_too_small_an_audience),
)
