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
_BLOCK = re.compile(
    r"</?(?:article|aside|button|dd|div|dt|fieldset|form|h[1-6]|li|main|nav|ol|p|section|td|th|tr|ul)\b[^>]*>"
)
_COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)
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
        self.numbers = frozenset(_FACT.findall(self.raw))
        self.words = frozenset(_WORD.findall(html.unescape(self.raw)))
        self.grams: set[Gram] = set()
        for part in dict.fromkeys(part for text in texts for part in _parts(text)):
            self.grams |= _grams(_words(part))

    def holds(self, text: str) -> bool:
        """Tell whether these bytes hold a text, whatever marks stand between its words."""
        return not _needles(_words(text)).isdisjoint(self.grams)


def leaks(got: Bytes, told: Told, others: dict[str, str], *, over: bool = False) -> list[str]:
    """Return everything in the bytes that the watcher's entries do not carry; `others` are other people's names by seat.

    With `over`, the bytes came from the end on: then the aims of the whole table may be read.
    """
    return [
        *_package(got, told, told_words.once_over(told) if over else told_words.keys(told)),
        *_written(got, told, frozenset()),
        *_fact_numbers(got, told),
        *_check_words(got, told),
        *_codes(got, told),
        *_ids(got, told),
        *_package_ids(got, told),
        *_names(got, told, others),
        *_versions(got, told),
    ]


def leaks_afterwards(got: Bytes, told: Told, others: dict[str, str]) -> list[str]:
    """Do as `leaks` does, for the debrief: there everybody reads what was done and written, and not what was for others alone."""
    may = told_words.afterwards(told)
    return [
        *_package(got, told, may),
        *_written(got, told, may),
        *_check_words(got, told),
        *_codes(got, told),
        *_ids(got, told),
        *_names(got, told, others),
    ]


def secrets(told: Told, may: frozenset[str]) -> dict[str, frozenset[Gram]]:
    """Return the package's texts that are not to be read, each with the words in a row that give it away."""
    texts = told.record.texts
    common = set(_public())
    for key, words in texts.items():
        if key in may:
            common |= _grams(_words(words))
    titles = [
        _words(texts[key]) for key in sorted(may & texts.keys()) if key.startswith("needs.") and key.endswith(".title")
    ]
    for one in titles:  # the rubric lists them side by side
        for other in titles:
            common |= _grams(one[1 - LONG :] + other[: LONG - 1])
    for words in told.words.values():
        common |= _grams(_words(words))
    found: dict[str, frozenset[Gram]] = {}
    for key, text in texts.items():
        needles = frozenset(_needles(_words(text)) - common)
        if key not in may and needles:
            found[key] = needles
    return found


# -- one kind of secret each ---------------------------------------------------------------------


def _package(got: Bytes, told: Told, may: frozenset[str]) -> Iterator[str]:
    for key, needles in secrets(told, may).items():
        found = needles & got.grams
        if found:
            yield f"text {key}: {' '.join(min(found))!r}"


def _written(got: Bytes, told: Told, may: frozenset[str]) -> Iterator[str]:
    for key, words in told.record.words.items():
        if key in told.words or key in may or len(words) < 8:
            continue
        if got.holds(words) or words in got.raw:
            yield f"words of others {key}"


def _printed(told: Told) -> str:
    """What it could read, in one piece: numbers and words that stand there are no secret."""
    texts = (told.record.texts.get(key, "") for key in told_words.keys(told))
    return " ".join([*texts, *told.words.values()])


def _fact_numbers(got: Bytes, told: Told) -> Iterator[str]:
    known = {*told_words.facts(told), *_FACT.findall(_printed(told))}
    for fact in told.record.scenario.facts:
        if fact.id not in known and not told.said(fact.id) and fact.id in got.numbers:
            yield f"number {fact.id}"


def check_words(told: Told) -> dict[str, str]:
    """Return the check words that it does not know, by fact; those that are everyday words on these pages tell nothing."""
    everyday = set(_WORD.findall(_printed(told))) | _public_words()
    known = told_words.facts(told)
    return {
        fact.id: fact.word for fact in told.record.scenario.facts if fact.id not in known and fact.word not in everyday
    }


def _check_words(got: Bytes, told: Told) -> Iterator[str]:
    yield from (f"check word of {fact}" for fact, word in check_words(told).items() if word in got.words)


def _codes(got: Bytes, told: Told) -> Iterator[str]:
    """The authors' own names for things are nobody's."""
    scenario = told.record.scenario
    codes = {fact.code for fact in scenario.facts} | {action.decision for action in scenario.actions}
    yield from (f"author's code {code}" for code in sorted(codes & got.words))


def _ids(got: Bytes, told: Told) -> Iterator[str]:
    yield from (f"id {one}" for one in told.record.ids - told.ids if one in got.raw)


def package_ids(told: Told) -> dict[str, str]:
    """Return the package's ids that entries did not tell, with their kinds; those that are everyday words tell nothing."""
    scenario = told.record.scenario
    kinds: tuple[tuple[str, Iterable[Any]], ...] = (
        ("inject", scenario.injects),
        ("hint", scenario.hints),
        ("harm", scenario.harms),
        ("need", scenario.needs),
        ("question", scenario.questions),
        ("talk", scenario.talks),
        ("person", scenario.people),
        ("track", scenario.tracks),
        ("script", scenario.scripts),
    )
    may = {part for key in told_words.keys(told) for part in key.split(".")} | told_words.people(told)
    return {
        name: kind
        for kind, records in kinds
        for name in (str(record.id) for record in records)
        if ("_" in name or any(letter.isdigit() for letter in name))
        and not (told.said(name) or name in may or name in _public_words())
    }


def _package_ids(got: Bytes, told: Told) -> Iterator[str]:
    yield from (f"{kind} {name}" for name, kind in package_ids(told).items() if name in got.words)


def _names(got: Bytes, told: Told, others: dict[str, str]) -> Iterator[str]:
    for seat, name in others.items():
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
    yield from _COMMENT.findall(text)


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
