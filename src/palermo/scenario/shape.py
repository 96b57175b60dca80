"""Nodes of rule files to the plain values from which the records are made: short forms written out, every fault kept.

The records' own types say what may stand where, so a field added to a record is read here without a change.
"""

from __future__ import annotations

import difflib
import types
import typing
from collections.abc import Iterable
from functools import cache

import msgspec
from msgspec.structs import FieldInfo

from palermo.engine import rules
from palermo.engine.moments import Moment
from palermo.engine.scenario import Scenario
from palermo.scenario.problem import Mark, Problem, problem
from palermo.scenario.short import daytime, duration, moment
from palermo.scenario.tree import Node

Path = tuple[str | int, ...]
Plain = typing.Any

CONDITIONS = {typing.cast(str, one.__struct_config__.tag): one for one in typing.get_args(rules.Condition)}
EFFECTS = {typing.cast(str, one.__struct_config__.tag): one for one in typing.get_args(rules.Effect)}
SECTIONS = {field.name: field for field in msgspec.structs.fields(Scenario) if field.name != "digest"}

# Whole numbers of seconds, written "90s"; and plain counts. A field that is in neither may be written either way.
DURATIONS = frozenset({
    ("Action", "takes"), ("Action", "again"), ("Channel", "takes"), ("Option", "mend"), ("InjectDef", "within"),
    ("Script", "again"), ("Phase", "seconds"), ("Since", "seconds"), ("Silent", "seconds"), ("Later", "seconds"), ("Slow", "by"),
    ("Slow", "lasts"), ("Limits", "slack"), ("Phase", "speaking"),
})  # fmt: skip
COUNTS = frozenset({
    ("Team", "pairs"), ("Action", "priority"), ("Group", "trust"), ("ResourceDef", "n"), ("Talk", "at_most"), ("HintDef", "level"),
    ("Dimension", "weight"), ("Scenario", "schema"), ("AtLeast", "n"), ("FromTeams", "n"), ("Trust", "n"), ("Safe", "n"), ("Has", "n"),
    ("Sheet", "n"), ("ChangeTrust", "by"), ("Take", "n"), ("Give", "n"), ("Award", "points"), ("Limits", "decisions"), ("Urgency", "hours"),
})  # fmt: skip
DAYTIMES = frozenset({("Phase", "story")})

# Fields that were written otherwise in packages of older logs, with their value: the plain fields they mean.
OLDER: dict[tuple[str, str, Plain], dict[str, Plain]] = {
    ("Channel", "court", True): {"yields": "court"},
    ("Channel", "court", False): {},
}

BAD = msgspec.UNSET  # stands for a value whose problem is told already


class Shape:
    """Reads nodes by type; gathers `problems`, and in `marks` the place of every record, field and item by its path."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.marks: dict[Path, Mark] = {}

    def section(self, name: str, node: Node) -> Plain:
        """Return the plain value of one section of the scenario, or BAD."""
        return self.value(SECTIONS[name].type, node, (name,), ("Scenario", name))

    def value(self, wanted: Plain, node: Node, path: Path, field: tuple[str, str]) -> Plain:
        """Return the plain value of a node where a `wanted` type belongs, or BAD; `field` is the record's field it is for."""
        self.marks[path] = node.mark
        inner, optional = _bare(wanted)
        if node.value is None:
            if optional:
                return None
            return self._bad(node, "shape/empty", f"{_told(path)} is empty.", "Write a value, or take the line out.")
        if inner in (rules.Condition, rules.Effect):
            return self.rule(inner, node, path, grounds=field == ("Question", "rests"))
        if inner is Moment:
            return self._moment(node, path)
        origin: Plain = typing.get_origin(inner)
        if origin is tuple:
            return self._list(typing.get_args(inner)[0], node, path, field)
        if origin is dict:
            return self._dict(typing.get_args(inner)[1], node, path, field)
        if isinstance(inner, type) and issubclass(inner, msgspec.Struct):
            return self._record(inner, node, path)
        return self._scalar(inner, node, path, field)

    def rule(self, union: Plain, node: Node, path: Path, *, grounds: bool) -> Plain:
        """Return the tagged mapping of a condition or an effect written as one word with its value."""
        known = CONDITIONS if union is rules.Condition else EFFECTS
        kind = "condition" if union is rules.Condition else "effect"
        if isinstance(node.value, str):
            if node.value == "always" and kind == "condition":
                return {"is": "always"}
            if grounds:
                return {"is": "ground", "fact": node.value}
            return self._bad(
                node, f"shape/{kind}", f"{node.value} is no {kind}.", f"Write a {kind} as one word with its value."
            )
        if not isinstance(node.value, dict) or len(node.value) != 1:
            return self._bad(
                node,
                f"shape/{kind}",
                f"{_told(path)} is not one {kind}.",
                "Write one word and its value: {word: value}.",
            )
        (word, body) = next(iter(node.value.items()))
        cls = known.get(word)
        if cls is None:
            return self._bad(body, f"shape/{kind}", f"There is no {kind} {word}.", near(word, known))
        tagged = self._parts(cls, word, body, path, grounds)
        if tagged is BAD:
            return BAD
        return {("is" if kind == "condition" else "does"): word, **tagged}

    def _parts(self, cls: type[msgspec.Struct], word: str, body: Node, path: Path, grounds: bool) -> Plain:
        fields = _fields(cls)
        parts = self._by_field(fields, word, body)
        if parts is None:
            return BAD
        out: dict[str, Plain] = {}
        fine = True
        for field in fields:
            if field.name in parts:
                part = parts[field.name]
                inner, _ = _bare(field.type)
                where = (*path, field.name)
                if grounds and inner is rules.Condition:
                    self.marks[where] = part.mark
                    out[field.name] = self.rule(inner, part, where, grounds=True)
                elif grounds and typing.get_args(inner)[:1] == (rules.Condition,):
                    out[field.name] = self._grounds(part, where)
                else:
                    out[field.name] = self.value(field.type, part, where, (cls.__name__, field.name))
                fine = fine and out[field.name] is not BAD
            elif field.required:
                fine = False
                self._bad(body, "shape/missing", f"{word} lacks {field.name}.", f"Write {word}: {_form(fields)}.")
        return out if fine else BAD

    def _grounds(self, node: Node, path: Path) -> Plain:
        self.marks[path] = node.mark
        items = node.value if isinstance(node.value, list) else [node]
        read = []
        for n, item in enumerate(items):
            self.marks[(*path, n)] = item.mark
            read.append(self.rule(rules.Condition, item, (*path, n), grounds=True))
        return BAD if any(one is BAD for one in read) else read

    def _by_field(self, fields: tuple[FieldInfo, ...], word: str, body: Node) -> dict[str, Node] | None:
        names = [field.name for field in fields]
        if not fields:
            if body.value not in (None, True, ""):
                self._bad(body, "shape/value", f"{word} takes no value.", f"Write {word} alone.")
                return None
            return {}
        if isinstance(body.value, dict) and (len(fields) > 1 or set(body.value) == set(names)):
            unknown = [name for name in body.value if name not in names]
            for name in unknown:
                self._bad(body.value[name], "shape/unknown", f"{word} has no field {name}.", near(name, names))
            return None if unknown else body.value
        if len(fields) == 1:
            return {names[0]: body}
        if isinstance(body.value, list):
            if len(body.value) > len(fields):
                self._bad(
                    body, "shape/value", f"{word} has {len(body.value)} values.", f"Write {word}: {_form(fields)}."
                )
                return None
            return dict(zip(names, body.value, strict=False))
        return {names[0]: body}

    def _record(self, cls: type[msgspec.Struct], node: Node, path: Path) -> Plain:
        fields = {field.name: field for field in _fields(cls)}
        if not isinstance(node.value, dict):
            first, *rest = fields.values()
            if isinstance(node.value, str) and not any(field.required for field in rest):
                return {first.name: self.value(first.type, node, (*path, first.name), (cls.__name__, first.name))}
            return self._bad(
                node, "shape/record", f"{_told(path)} is not a record.", f"Write its fields: {', '.join(fields)}."
            )
        out: dict[str, Plain] = {}
        fine = True
        for name, part in node.value.items():
            if (
                older := OLDER.get((cls.__name__, name, part.value if isinstance(part.value, bool) else None))
            ) is not None:
                out.update(older)
                continue
            if name not in fields:
                fine = False
                self._bad(part, "shape/unknown", f"{_called(cls, node)} has no field {name}.", near(name, fields))
                continue
            out[name] = self.value(fields[name].type, part, (*path, name), (cls.__name__, name))
            fine = fine and out[name] is not BAD
        for name, field in fields.items():
            if field.required and name not in node.value:
                fine = False
                self._bad(node, "shape/missing", f"{_called(cls, node)} lacks {name}.", f"Write {name}: and its value.")
        return out if fine else BAD

    def _list(self, inner: Plain, node: Node, path: Path, field: tuple[str, str]) -> Plain:
        alone = dict if inner in (rules.Condition, rules.Effect) else str if inner is str else ()
        if isinstance(node.value, list):
            items = node.value
        elif isinstance(node.value, alone):
            items = [node]
        else:
            return self._bad(
                node, "shape/list", f"{_told(path)} is not a list.", "Write a list: [one, two], or a line with - each."
            )
        read = [self.value(inner, item, (*path, n), field) for n, item in enumerate(items)]
        return BAD if any(one is BAD for one in read) else read

    def _dict(self, inner: Plain, node: Node, path: Path, field: tuple[str, str]) -> Plain:
        if not isinstance(node.value, dict):
            return self._bad(
                node, "shape/mapping", f"{_told(path)} is not a mapping.", "Write name: value, a line each."
            )
        read = {name: self.value(inner, part, (*path, name), field) for name, part in node.value.items()}
        return BAD if any(one is BAD for one in read.values()) else read

    def _moment(self, node: Node, path: Path) -> Plain:
        found = moment(node.value) if isinstance(node.value, str) else None
        if found is None:
            fix = 'Write the phase, a plus and minutes, with seconds if needed: "crisis+3" or "crisis+3:30".'
            return self._bad(node, "shape/moment", f"{_told(path)} is not a moment: {_shown(node)}.", fix)
        return found

    def _scalar(self, wanted: Plain, node: Node, path: Path, field: tuple[str, str]) -> Plain:
        value = node.value
        if (
            wanted is int
            and field not in COUNTS
            and isinstance(value, str)
            and (seconds := duration(value)) is not None
        ):
            return seconds
        if field in DURATIONS and value != 0:
            fix = 'Write whole seconds or minutes with their letter: "90s", "2m", "1.5m".'
            return self._bad(node, "shape/duration", f"{_told(path)} is not a duration: {_shown(node)}.", fix)
        if field in DAYTIMES:
            if isinstance(value, int) and 0 <= value < 86400:
                return value
            found = daytime(value) if isinstance(value, str) else None
            if found is None:
                return self._bad(
                    node,
                    "shape/daytime",
                    f"{_told(path)} is not a time of day: {_shown(node)}.",
                    'Write it as "05:40".',
                )
            return found
        if wanted is str and isinstance(value, str):
            return value
        if wanted is bool and isinstance(value, bool):
            return value
        numbers = {int: (int,), float: (int, float)}.get(wanted, ())
        if isinstance(value, numbers) and not isinstance(value, bool):
            return value
        fix = {str: "Write a word, in quotes if it looks like a number.", bool: "Write true or false."}.get(
            wanted, "Write a number."
        )
        return self._bad(node, "shape/value", f"{_told(path)} is {_shown(node)}.", fix)

    def _bad(self, node: Node, code: str, message: str, fix: str) -> Plain:
        self.problems.append(problem(node.mark, code, message, fix))
        return BAD


@cache
def _fields(cls: type[msgspec.Struct]) -> tuple[FieldInfo, ...]:
    return msgspec.structs.fields(cls)


@cache
def _bare(wanted: Plain) -> tuple[Plain, bool]:
    """Return a type without its None, and whether it had one."""
    origin: Plain = typing.get_origin(wanted)
    if origin not in (typing.Union, types.UnionType):
        return wanted, False
    parts = typing.get_args(wanted)
    optional = types.NoneType in parts
    rest = tuple(part for part in parts if part is not types.NoneType)
    if len(rest) == 1:
        return rest[0], optional
    return (rules.Condition if rest[0] in CONDITIONS.values() else rules.Effect), optional


def _told(path: Path) -> str:
    """Return a path as an author reads it: `actions 3 options 1 then`, items counted from 1."""
    return " ".join(str(part + 1) if isinstance(part, int) else part for part in path)


def _called(cls: type, node: Node) -> str:
    name = cls.__name__.removesuffix("Def").removesuffix("Line").lower()
    own = node.value.get("id") if isinstance(node.value, dict) else None
    return f"The {name} {own.value}" if own is not None else f"A {name}"


def _shown(node: Node) -> str:
    match node.value:
        case dict():
            return "a mapping"
        case list():
            return "a list"
        case value:
            return f"{str(value)[:40]!r}"


def _form(fields: Iterable[FieldInfo]) -> str:
    names = [field.name for field in fields]
    return names[0] if len(names) == 1 else f"[{', '.join(names)}]"


def near(word: str, known: Iterable[str]) -> str:
    """Return the fix for a word nobody knows: the nearest one, or all there are."""
    names = sorted(known)
    close = difflib.get_close_matches(word, names, n=1)
    return f"Did you mean {close[0]}?" if close else f"Known are: {', '.join(names)}."
