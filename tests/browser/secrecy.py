"""Whether the bytes that a seat received hold anything its entries do not carry."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from browser import told_words
from browser.received import Answer
from browser.record import Told

SOURCES = Path(__file__).parents[2] / "src" / "palermo"
LONG = 5  # words in a row that are nobody's by chance
SHORT = 3  # shorter texts are too common to be told from everyday words

_TAG = re.compile(r"<[^>]*>")
_BLOCK = re.compile(r"</?(?:article|aside|dd|div|dt|fieldset|form|h[1-6]|li|main|nav|ol|p|section|td|th|tr|ul)\b[^>]*>")
_VALUE = re.compile(r"""=(?:"([^"]*)"|'([^']*)')""")
_WORD = re.compile(r"\w+")
_FACT = re.compile(r"\b[A-Z]{2,3}-\d{1,2}\b")

Gram = tuple[str, ...]


class Bytes:
    """What one seat received, taken apart: texts, words in a row, and single words."""

    def __init__(self, answers: Iterable[Answer]) -> None:
        self.answers = tuple(answers)
        texts = dict.fromkeys(text for answer in self.answers for text in _texts(answer))
        self.raw = "\n".join(texts)
        self.grams: set[Gram] = set()
        self.words: set[str] = set()
        for part in dict.fromkeys(part for text in texts for part in _parts(text)):
            self.words.update(_WORD.findall(part))
            self.grams |= _grams(_words(part))

    def holds(self, text: str) -> bool:
        """Tell whether these bytes hold a text, whatever marks stand between its words."""
        return not _needles(_words(text)).isdisjoint(self.grams)


def leaks(got: Bytes, told: Told, names: dict[str, str]) -> list[str]:
    """Return everything in the bytes that the watcher's entries do not carry; `names` are display names by seat."""
    return [
        *_package(got, told),
        *_written(got, told),
        *_numbers(got, told),
        *_ids(got, told),
        *_names(got, told, names),
        *_versions(got, told),
    ]


def secrets(told: Told) -> dict[str, frozenset[Gram]]:
    """Return the package's texts that are not this watcher's, each with the words in a row that give it away."""
    may = told_words.keys(told)
    texts = told.record.texts
    common = set(_public())
    for key, words in texts.items():
        if key in may:
            common |= _grams(_words(words))
    for words in told.words.values():
        common |= _grams(_words(words))
    found: dict[str, frozenset[Gram]] = {}
    for key, text in texts.items():
        needles = frozenset(_needles(_words(text)) - common)
        if key not in may and needles:
            found[key] = needles
    return found


# -- one kind of secret each ---------------------------------------------------------------------


def _package(got: Bytes, told: Told) -> Iterator[str]:
    for key, needles in secrets(told).items():
        found = needles & got.grams
        if found:
            yield f"text {key}: {' '.join(min(found))!r}"


def _written(got: Bytes, told: Told) -> Iterator[str]:
    for key, words in told.record.words.items():
        if key in told.words or len(words) < 8:
            continue
        if got.holds(words) or words in got.raw:
            yield f"words of others {key}"


def _numbers(got: Bytes, told: Told) -> Iterator[str]:
    """Numbers and check words of facts it does not know, and the authors' own names for things."""
    scenario = told.record.scenario
    known = set(told_words.facts(told))
    may = told_words.keys(told)
    printed = " ".join([*(told.record.texts.get(key, "") for key in may), *told.words.values()])
    known |= set(_FACT.findall(printed)) | {fact.id for fact in scenario.facts if told.said(fact.id)}
    everyday = set(_WORD.findall(printed)) | _public_words()
    for fact in scenario.facts:
        if fact.id in known:
            continue
        if re.search(rf"\b{fact.id}\b", got.raw):
            yield f"number {fact.id}"
        if fact.word not in everyday and fact.word in got.words:
            yield f"check word of {fact.id}"
    codes = {fact.code for fact in scenario.facts} | {action.decision for action in scenario.actions}
    yield from (f"author's code {code}" for code in sorted(codes & got.words))


def _ids(got: Bytes, told: Told) -> Iterator[str]:
    for one in told.record.ids - told.ids:
        if one in got.raw:
            yield f"id {one}"
    for kind, one in _package_ids(told):
        if one in got.words:
            yield f"{kind} {one}"
    for entry in told.entries:
        for number in re.findall(r"[#.](\d+)\b", str(getattr(entry.event, "id", ""))):
            if int(number) in (entry.seq - 1, entry.seq) and entry.seq > LONG:
                yield f"the log's own number in {getattr(entry.event, 'id', '')}"


def _package_ids(told: Told) -> Iterator[tuple[str, str]]:
    """Ids of the package that entries did not tell; those that are everyday words tell nothing and are left out."""
    scenario = told.record.scenario
    people = told_words.people(told)
    rows: list[tuple[str, Iterable[Any]]] = [
        ("inject", scenario.injects),
        ("hint", scenario.hints),
        ("harm", scenario.harms),
        ("need", scenario.needs),
        ("question", scenario.questions),
        ("talk", scenario.talks),
        ("person", scenario.people),
        ("track", scenario.tracks),
        ("script", scenario.scripts),
    ]
    allowed = {part for key in told_words.keys(told) for part in key.split(".")} | people
    for kind, records in rows:
        for record in records:
            name = str(record.id)
            telling = "_" in name or any(letter.isdigit() for letter in name)
            if telling and not told.said(name) and name not in allowed and name not in _public_words():
                yield kind, name


def _names(got: Bytes, told: Told, names: dict[str, str]) -> Iterator[str]:
    for seat, name in names.items():
        if seat not in told.ids and name in got.words:
            yield f"name of {seat}"


def _versions(got: Bytes, told: Told) -> Iterator[str]:
    """Counts: a version counts the watcher's own entries, and there is no other number in what frames a page."""
    last = len(told.entries)
    for answer in got.answers:
        if not answer.kind.startswith("application/json"):
            continue
        body = answer.json
        unknown = set(body) - {"v", "since", "now", "regions", "digests", "pong", "ok", "refused"}
        if unknown:
            yield f"unknown fields {sorted(unknown)} in {answer.path}"
        if not -1 <= body.get("since", 0) <= body.get("v", 0) <= last:
            yield f"version {body.get('v')} of {last} in {answer.path}"


# -- taking apart --------------------------------------------------------------------------------


def _texts(answer: Answer) -> Iterator[str]:
    if answer.path.startswith("/static/"):
        return
    if answer.kind.startswith("application/json"):
        yield from _values(answer.json)
    yield answer.text if not answer.frame else ""


def _values(value: object) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            for name, one in value.items():
                yield str(name)
                yield from _values(one)
        case list():
            for one in value:
                yield from _values(one)
        case bool() | None:
            return
        case _:
            yield str(value)


def _parts(text: str) -> Iterator[str]:
    """Return what is read, block by block, and what stands in the marks; escapes undone as often as they were done."""
    for block in dict.fromkeys(_BLOCK.split(text)):
        yield html.unescape(_TAG.sub(" ", block))
        yield html.unescape(_TAG.sub("", block))
    for one, other in dict.fromkeys(_VALUE.findall(text)):
        yield html.unescape(html.unescape(one or other))


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]


def _grams(words: list[str]) -> set[Gram]:
    sizes = range(SHORT, LONG + 1)
    return {tuple(words[place : place + size]) for size in sizes for place in range(len(words) - size + 1)}


def _needles(words: list[str]) -> set[Gram]:
    """Return what gives a text away: any few words of it in a row, or all of a short one."""
    if len(words) < SHORT:
        return set()
    size = min(LONG, len(words))
    return {tuple(words[place : place + size]) for place in range(len(words) - size + 1)}


@cache
def _sources() -> str:
    """What the program itself says to everybody: the words of its pages."""
    folders = (SOURCES / "pages", SOURCES / "web")
    files = [path for folder in folders for path in sorted(folder.rglob("*")) if path.suffix in (".py", ".html")]
    return "\n".join(path.read_text(encoding="utf-8") for path in files)


@cache
def _public() -> frozenset[Gram]:
    return frozenset(_grams(_words(_TAG.sub(" ", _sources())))) | frozenset(_grams(_words(_sources())))


@cache
def _public_words() -> frozenset[str]:
    return frozenset(_WORD.findall(_sources()))
