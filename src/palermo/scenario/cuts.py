"""A smaller scenario within a scenario: what a cut leaves out is gone, and what spoke of it asks and does nothing more.

What waits for something left out waits for it no more: in `all` it asks nothing, in `any` and `at_least` it is one possibility less. What
happens because of something left out (a script, a hint, what closes an action) never happens. Effects on it vanish.
"""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec
from msgspec.structs import replace

from palermo.engine import rules as r
from palermo.engine.scenario import Cut, Profile, Scenario
from palermo.engine.scenario_map import Mover
from palermo.scenario.references import NAMES
from palermo.scenario.shape import CONDITIONS, EFFECTS

T = TypeVar("T", bound=msgspec.Struct)
CONDITION, EFFECT = tuple(CONDITIONS.values()), tuple(EFFECTS.values())

# The kinds a cut can name, with the scenario's section; parts are named with what they are part of ("line:jo2.quiet").
SECTIONS = {
    "fact": "facts", "entity": "entities", "channel": "channels", "question": "questions", "action": "actions", "sheet": "sheets",
    "person": "people", "group": "groups", "need": "needs", "track": "tracks", "resource": "resources", "inject": "injects",
    "talk": "talks", "harm": "harms", "hint": "hints", "script": "scripts", "lookup": "lookups", "law": "laws", "role": "roles",
    "objective": "objectives", "dimension": "rubric", "aim": "win", "question of the debrief": "debrief",
}  # fmt: skip
PARTS = {
    "option": ("actions", "options"),
    "tick": ("actions", "ticks"),
    "line": ("sheets", "lines"),
    "card": ("talks", "cards"),
}
# Records that are nothing without this condition of theirs.
BY_CONDITION = {"Question": "rests", "Script": "when", "HintDef": "when", "Band": "when", "Aim": "when"}
# What happens because of something: left out, it never does.
BECAUSE = {
    ("Script", "when"),
    ("HintDef", "when"),
    ("InjectDef", "when"),
    ("InjectDef", "unless"),
    ("Action", "closes"),
    ("HarmDef", "close"),
    ("MapPlace", "known"),
    ("Route", "known"),
    ("Stop", "known"),
}
# Marks of `since`, and the kind of thing each is of.
MARKS = {
    "done": "action",
    "started": "action",
    "inject": "inject",
    "established": "question",
    "stage": "track",
    "flag": "harm",
}
SUBJECTS = ("entity", "person", "group", "question")


def named(scenario: Scenario) -> dict[str, frozenset[str]]:
    """Return everything a cut may name, by kind."""
    whole = {kind: frozenset(one.id for one in getattr(scenario, section)) for kind, section in SECTIONS.items()}
    parts = {
        kind: frozenset(f"{one.id}.{part.id}" for one in getattr(scenario, section) for part in getattr(one, field))
        for kind, (section, field) in PARTS.items()
    }
    return {**whole, **parts}


def without(scenario: Scenario, cut: Cut) -> Scenario:
    """Return the scenario as it is played without what the cut names; only profiles of this cut stay."""
    smaller = _Shears(scenario, cut).scenario()
    profiles = tuple(_moves(profile, smaller) for profile in smaller.profiles if profile.cut == cut.id)
    return replace(smaller, profiles=profiles, digest=f"{scenario.digest}/{cut.id}")


def _moves(profile: Profile, scenario: Scenario) -> Profile:
    injects = {one.id for one in scenario.injects}
    return replace(profile, moves={inject: at for inject, at in profile.moves.items() if inject in injects})


class _Shears:
    def __init__(self, scenario: Scenario, cut: Cut) -> None:
        self.whole = scenario
        self.gone: dict[str, set[str]] = {kind: set() for kind in (*SECTIONS, *PARTS)}
        for one in cut.without:
            kind, _, name = one.partition(":")
            self.gone.setdefault(kind, set()).add(name)
        for kind, (section, field) in PARTS.items():
            over = {"actions": "action", "sheets": "sheet", "talks": "talk"}[section]
            for one in getattr(scenario, section):
                if one.id in self.gone[over]:
                    self.gone[kind].update(f"{one.id}.{part.id}" for part in getattr(one, field))

    def scenario(self) -> Scenario:
        fields: dict[str, Any] = {}
        for kind, section in SECTIONS.items():
            left = (one for one in getattr(self.whole, section) if one.id not in self.gone[kind])
            fields[section] = tuple(kept for one in left if (kept := self.record(one)) is not None)
        for section in ("desks", "presets", "profiles", "countries"):
            fields[section] = tuple(self.record(one) for one in getattr(self.whole, section))
        drawn = replace(self.whole.map, movers=tuple(one for one in self.whole.map.movers if self.moves(one)))
        return replace(self.whole, **fields, map=self.record(drawn))

    def moves(self, mover: Mover) -> bool:
        """Tell whether a thing of the map is still there and still moves."""
        return not (self.is_gone("entity", mover.id) or self.is_gone("track", mover.track))

    def record(self, record: T) -> T | None:
        """Return a record without what is gone; None where nothing of it is left."""
        word = type(record).__name__
        fields: dict[str, Any] = {}
        for name in record.__struct_fields__:
            value = getattr(record, name)
            changed = self.value(value, word, name, getattr(record, "id", ""))
            if isinstance(value, CONDITION) and changed is None and BY_CONDITION.get(word) == name:
                return None
            if changed is not value:
                fields[name] = changed
        if (word == "ShareRule" and fields.get("to") == ()) or (word == "Seen" and fields.get("fact") == ""):
            return None
        return replace(record, **fields) if fields else record

    def value(self, value: Any, word: str, field: str, of: str) -> Any:
        """Return a field's value without what is gone."""
        if isinstance(value, CONDITION):
            left = self.because(value) if (word, field) in BECAUSE else self.condition(value)
            return None if isinstance(left, bool) else left
        if isinstance(value, tuple):
            return self.items(value, word, field, of)
        if isinstance(value, dict) and field == "uses":
            return {name: n for name, n in value.items() if name not in self.gone["resource"]}
        if isinstance(value, str) and value and self.is_gone(NAMES.get((word, field), ""), value):
            return ""
        return value

    def items(self, value: tuple[Any, ...], word: str, field: str, of: str) -> tuple[Any, ...]:
        if value and isinstance(value[0], EFFECT):
            return self.effects(value)
        if value and isinstance(value[0], str):
            kind = NAMES.get((word, field), "")
            kept = tuple(one for one in value if not self.is_gone(kind, one))
            return value if len(kept) == len(value) else kept
        if value and isinstance(value[0], msgspec.Struct):
            part = next((kind for kind, (_, name) in PARTS.items() if name == field), "")
            left = (one for one in value if not (part and f"{of}.{one.id}" in self.gone[part]))
            kept = tuple(changed for one in left if (changed := self.record(one)) is not None)
            return value if kept == value else kept
        return value

    def is_gone(self, kind: str, name: str) -> bool:
        """Tell whether a name of this kind names something left out."""
        kind = kind.rstrip("?*")
        if kind == "subject":
            return any(name in self.gone[one] for one in SUBJECTS)
        return name in self.gone.get(kind, ())

    def condition(self, condition: r.Condition) -> r.Condition | None:
        """Return what is left of a condition; None where it asks nothing more."""
        match condition:
            case r.All() | r.Any() | r.AtLeast():
                of = tuple(part for one in condition.of if (part := self.condition(one)) is not None)
                if not of:
                    return None
                if isinstance(condition, r.AtLeast):
                    return replace(condition, n=min(condition.n, len(of)), of=of)
                return of[0] if len(of) == 1 else replace(condition, of=of)
            case r.Not():
                inner = self.condition(condition.of)
                return None if inner is None else replace(condition, of=inner)
            case _:
                return None if self.names_gone(condition) else condition

    def because(self, condition: r.Condition) -> r.Condition | bool:
        """Return what is left of a condition where what is gone never happens: a condition, or whether it always holds or never."""
        match condition:
            case r.All():
                every = [self.because(one) for one in condition.of]
                return False if False in every else _joined(condition, [one for one in every if one is not True], True)
            case r.Any():
                some = [self.because(one) for one in condition.of]
                return True if True in some else _joined(condition, [one for one in some if one is not False], False)
            case r.AtLeast():
                parts = [self.because(one) for one in condition.of]
                n, of = condition.n - parts.count(True), tuple(one for one in parts if not isinstance(one, bool))
                return n <= 0 if n <= 0 or n > len(of) else replace(condition, n=n, of=of)
            case r.Not():
                inner = self.because(condition.of)
                return not inner if isinstance(inner, bool) else replace(condition, of=inner)
            case _:
                return False if self.names_gone(condition) else condition

    def names_gone(self, record: msgspec.Struct) -> bool:
        """Tell whether a condition or an effect is about something left out."""
        word = type(record).__name__
        for field in record.__struct_fields__:
            value = getattr(record, field)
            if isinstance(value, str) and value and self.is_gone(NAMES.get((word, field), ""), value):
                return True
        match record:
            case r.Chosen(action, option):
                return f"{action}.{option}" in self.gone["option"]
            case r.Ticked(action, tick):
                return f"{action}.{tick}" in self.gone["tick"]
            case r.Line(sheet, line):
                return f"{sheet}.{line}" in self.gone["line"]
            case r.Asked(talk, card):
                return f"{talk}.{card}" in self.gone["card"]
            case r.Since(mark):
                kind, _, name = mark.partition(":")
                return name.partition(".")[0] in self.gone[MARKS[kind]]
            case r.Open(what) | r.Close(what):
                kind, _, name = what.partition(":")
                return name in self.gone.get(kind, ())
            case _:
                return False

    def effects(self, effects: tuple[r.Effect, ...]) -> tuple[r.Effect, ...]:
        """Return the effects that are left, each without what is gone."""
        return tuple(kept for one in effects for kept in self.effect(one))

    def effect(self, effect: r.Effect) -> tuple[r.Effect, ...]:
        if isinstance(effect, r.If):
            when = self.because(effect.when)
            if isinstance(when, bool):
                return self.effects(effect.then if when else effect.otherwise)
            changed = replace(
                effect, when=when, then=self.effects(effect.then), otherwise=self.effects(effect.otherwise)
            )
            return (changed,) if changed.then or changed.otherwise else ()
        if isinstance(effect, r.Later):
            then = self.effects(effect.then)
            return (replace(effect, then=then),) if then else ()
        if self.names_gone(effect):
            return ()
        kept = self.record(effect)
        emptied = any(getattr(effect, name) and getattr(kept, name) == () for name in effect.__struct_fields__)
        return () if kept is None or emptied else (kept,)


def _joined(condition: r.All | r.Any, parts: list[r.Condition | bool], empty: bool) -> r.Condition | bool:
    of = tuple(one for one in parts if not isinstance(one, bool))
    if not of:
        return empty
    return of[0] if len(of) == 1 else replace(condition, of=of)
