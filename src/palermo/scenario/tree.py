"""A YAML file as plain nodes that know their line. YAML 1.2, data only: no tags, no anchors, no repeated keys."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import msgspec
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from palermo.scenario.problem import Mark, Problem, problem

Scalar = str | int | float | bool | None

DEEP = 60
INTEGER = re.compile(r"[-+]?[0-9]+")
DECIMAL = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
WORDS: dict[str, bool | None] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip


class Node(msgspec.Struct, frozen=True):
    """A value of a YAML file and where it stands: a mapping, a list or a scalar."""

    mark: Mark
    value: dict[str, Node] | list[Node] | Scalar


class Tree(msgspec.Struct, frozen=True):
    """A file that was read: its top mapping (empty when there was none) and what is wrong with it."""

    top: dict[str, Node]
    problems: tuple[Problem, ...]


@lru_cache(maxsize=128)
def tree(path: str, data: bytes) -> Tree:
    """Read one YAML file of a package, `path` being its name inside the package."""
    problems: list[Problem] = []
    whole = Mark(path, 1)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return Tree({}, (problem(whole, "yaml/encoding", "The file is not UTF-8 text.", "Save it as UTF-8."),))
    try:
        events = YAML(typ="safe", pure=True).parse(text)
        node = _document(path, iter(events), problems)
    except MarkedYAMLError as error:
        at = error.problem_mark or error.context_mark
        line = at.line + 1 if at is not None else 1
        told = " ".join(part for part in (error.context, error.problem) if part)
        return Tree(
            {},
            (
                *problems,
                problem(
                    Mark(path, line),
                    "yaml/syntax",
                    f"This is not valid YAML: {told}.",
                    "Look at this line and the one above.",
                ),
            ),
        )
    except (YAMLError, RecursionError, ValueError) as error:
        told = str(error).splitlines()[0] if str(error) else type(error).__name__
        return Tree(
            {},
            (*problems, problem(whole, "yaml/syntax", f"This is not valid YAML: {told}.", "Look at the whole file.")),
        )
    if node is None:
        return Tree({}, tuple(problems))
    if not isinstance(node.value, dict):
        problems.append(
            problem(
                node.mark, "yaml/mapping", "The file is not a mapping.", "Begin with a section's name, then a colon."
            )
        )
        return Tree({}, tuple(problems))
    return Tree(node.value, tuple(problems))


def _document(path: str, events: Iterator[Event], problems: list[Problem]) -> Node | None:
    node: Node | None = None
    documents = 0
    for event in events:
        if isinstance(event, DocumentStartEvent):
            documents += 1
            if documents == 2:
                mark = Mark(path, event.start_mark.line + 1)
                problems.append(
                    problem(mark, "yaml/documents", "The file has a second document.", "Take out the line ---.")
                )
        elif isinstance(event, (ScalarEvent, MappingStartEvent, SequenceStartEvent, AliasEvent)):
            read = _node(path, event, events, problems, 0)
            node = node or read
    return None if node is not None and node.value is None else node


def _node(path: str, event: Any, events: Iterator[Event], problems: list[Problem], depth: int) -> Node:
    mark = Mark(path, event.start_mark.line + 1)
    if depth > DEEP:
        raise ValueError(f"more than {DEEP} levels inside each other")
    if isinstance(event, AliasEvent):
        problems.append(
            problem(mark, "yaml/anchor", f"The alias *{event.anchor} stands here.", "Write the value out in full.")
        )
        return Node(mark, None)
    if event.anchor:
        problems.append(
            problem(
                mark, "yaml/anchor", f"The anchor &{event.anchor} stands here.", "Take it out; write values in full."
            )
        )
    if event.tag is not None and event.tag != "!":
        problems.append(
            problem(mark, "yaml/tag", f"The tag {event.tag} stands here.", "Take the tag out; packages are plain data.")
        )
    match event:
        case MappingStartEvent():
            return Node(mark, _mapping(path, events, problems, depth))
        case SequenceStartEvent():
            items: list[Node] = []
            while not isinstance(inner := next(events), SequenceEndEvent):
                items.append(_node(path, inner, events, problems, depth + 1))
            return Node(mark, items)
        case _:
            return Node(mark, _scalar(event))


def _mapping(path: str, events: Iterator[Event], problems: list[Problem], depth: int) -> dict[str, Node]:
    found: dict[str, Node] = {}
    while not isinstance(event := next(events), MappingEndEvent):
        mark = Mark(path, event.start_mark.line + 1)
        if isinstance(event, ScalarEvent):
            key = str(event.value)
            if event.anchor or event.tag:
                problems.append(problem(mark, "yaml/tag", f"The key {key} has a tag or an anchor.", "Take it out."))
        else:
            _node(path, event, events, problems, depth + 1)
            problems.append(problem(mark, "yaml/key", "A key is not a plain word.", "Write keys as words."))
            key = ""
        value = _node(path, next(events), events, problems, depth + 1)
        if key in found:
            first = found[key].mark.line
            problems.append(
                problem(
                    mark,
                    "yaml/repeated",
                    f"{key} stands here for the second time (first near line {first}).",
                    "Keep one of them.",
                )
            )
        elif key:
            found[key] = Node(mark, value.value)
    return found


def _scalar(event: ScalarEvent) -> Scalar:
    text = str(event.value)
    if event.style in ("'", '"', "|", ">"):
        return text
    if text in WORDS:
        return WORDS[text]
    if INTEGER.fullmatch(text):
        return int(text) if len(text) < 19 else text
    if DECIMAL.fullmatch(text):
        return float(text)
    return text
