"""A package: the scenario, its words, and the files they were read from."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

import msgspec

from palermo.engine.scenario import Scenario
from palermo.scenario import source
from palermo.scenario.checks import vital
from palermo.scenario.cuts import without
from palermo.scenario.problem import Broken, Mark, Problem, problem
from palermo.scenario.shape import BAD, SECTIONS, Shape, near
from palermo.scenario.shape import Path as Place
from palermo.scenario.texts import Texts, Words
from palermo.scenario.tree import tree
from palermo.scenario.wording import reworded

SCHEMA = 1
START = Mark("scenario.yaml", 1)


class Package(msgspec.Struct, frozen=True, kw_only=True):
    """Everything of one scenario. `digest` is that of the whole package, `scenario.digest` that of the rules alone."""

    scenario: Scenario
    texts: Texts  # language -> key -> words
    digest: str
    sources: dict[str, bytes]  # path in the package -> the file
    marks: dict[Place, Mark]  # ("facts", 3, "rules", 0, "to") or ("texts", "en", key) -> its place

    @property
    def language(self) -> str:
        """The language the package is written in, to which missing texts fall back."""
        return self.scenario.languages[0]

    def at(self, *path: str | int) -> Mark:
        """Return the place of a record, a field or a text, or of the nearest thing around it."""
        for end in range(len(path), 0, -1):
            if path[:end] in self.marks:
                return self.marks[path[:end]]
        return START

    def text(self, key: str, language: str = "") -> str:
        """Return a text in a language, else in the package's own, else the empty string."""
        return self.texts.get(language, {}).get(key) or self.texts.get(self.language, {}).get(key, "")

    def page(self, name: str, language: str = "") -> str:
        """Return a page of prose that lies in the package ("guide", "law"): `guide.pl.md`, else `guide.md`, else nothing."""
        found = self.sources.get(f"{name}.{language}.md") or self.sources.get(f"{name}.md", b"")
        return found.decode("utf-8", "replace")

    def played(self, profile: str) -> Package:
        """Return the package as a profile plays it: itself, or without what the profile's cut leaves out, with the cut's words.

        It keeps the digest and the files of the whole.
        """
        name = next((one.cut for one in self.scenario.profiles if one.id == profile), "")
        return self.cut_down(name) if name else self

    def cut_down(self, name: str) -> Package:
        """Return the package without what one of its cuts leaves out. Kept with the digest."""
        key = (self.digest, name)
        if key not in _CUTS:
            if len(_CUTS) > 32:
                _CUTS.clear()
            smaller = without(self.scenario, next(one for one in self.scenario.cuts if one.id == name))
            texts = {language: reworded(words, name) for language, words in self.texts.items()}
            _CUTS[key] = msgspec.structs.replace(self, scenario=smaller, texts=texts, marks=_marks(self, smaller))
        return _CUTS[key]

    def uncut(self) -> Package:
        """Return the package with those of its profiles alone that play the whole of it."""
        profiles = tuple(one for one in self.scenario.profiles if not one.cut)
        if len(profiles) == len(self.scenario.profiles):
            return self
        return msgspec.structs.replace(self, scenario=msgspec.structs.replace(self.scenario, profiles=profiles))

    def text_digests(self) -> dict[str, str]:
        """Return one digest a language, of its keys and words."""
        return {name: _digest(msgspec.json.encode(words, order="sorted")) for name, words in sorted(self.texts.items())}

    def to_bytes(self) -> bytes:
        """Return the archive of the package's files: equal files, equal bytes; `digest` is their SHA-256."""
        return source.packed(self.sources)

    @staticmethod
    def from_bytes(data: bytes) -> Package:
        """Return the package of an archive made by `to_bytes`. Raises `Broken`."""
        return _whole(read(source.unpacked(data)))


_CUTS: dict[tuple[str, str], Package] = {}


def _marks(package: Package, smaller: Scenario) -> dict[Place, Mark]:
    """Return the places of what is left, under the paths it has now; parts of a record are found by the record."""
    marks: dict[Place, Mark] = {place: mark for place, mark in package.marks.items() if place[0] == "texts"}
    for section in smaller.__struct_fields__:
        was, now = getattr(package.scenario, section), getattr(smaller, section)
        if (section,) in package.marks:
            marks[(section,)] = package.marks[(section,)]
        if isinstance(now, tuple) and now and hasattr(now[0], "id"):
            at = {one.id: n for n, one in enumerate(was)}
            marks.update({(section, n): package.at(section, at[one.id]) for n, one in enumerate(now)})
    return marks


class Reading(msgspec.Struct, frozen=True):
    """What came of reading: the package, unless its shape is broken, and everything that is wrong with the shape."""

    package: Package | None
    problems: tuple[Problem, ...]


def load(target: str | Path) -> Package:
    """Return the package of a folder or of a built-in name.

    Raises `Broken`, with every problem found, when it cannot be played: files that cannot be read, records of a wrong shape,
    ids that nothing has or two things have, desks that a preset gives to no team or to two.
    Missing words and what makes a poor exercise are told by `palermo.scenario.report`, and stop nothing here.
    """
    return _whole(read(source.files(target)))


def read(sources: dict[str, bytes]) -> Reading:
    """Read the files of a package as far as it goes. Never raises."""
    return _read(tuple(sorted(sources.items())))


@lru_cache(maxsize=16)
def _read(sources: tuple[tuple[str, bytes], ...]) -> Reading:
    shaped, words = Shape(), Words()
    plain: dict[str, object] = {}
    problems: list[Problem] = []
    first: dict[str, Mark] = {}
    if not any(path == "scenario.yaml" for path, _ in sources):
        problems.append(
            problem(START, "source/none", "The folder has no scenario.yaml.", "Give the folder of a package.")
        )
    for path, data in sources:
        if not path.endswith((".yaml", ".yml")):
            continue
        parts = path.split("/")
        is_text = parts[0] == "texts" and len(parts) >= 3
        if not is_text and len(parts) > 1:
            told = "Put rules beside scenario.yaml, and words in texts/LANGUAGE/."
            problems.append(problem(Mark(path, 1), "source/place", "This file is in no place a package has.", told))
            continue
        read_tree = tree(path, data)
        problems += read_tree.problems
        if is_text:
            words.add(parts[1], read_tree.top)
            continue
        for name, node in read_tree.top.items():
            if name not in SECTIONS:
                problems.append(
                    problem(node.mark, "shape/section", f"There is no section {name}.", near(name, SECTIONS))
                )
            elif name in first:
                told = f"The section {name} stands here for the second time (first in {first[name].file})."
                problems.append(problem(node.mark, "shape/section", told, "Put all of its records in one place."))
            else:
                first[name] = node.mark
                plain[name] = shaped.section(name, node)
    for name, field in SECTIONS.items():
        if field.required and name not in first:
            problems.append(
                problem(START, "shape/section", f"The section {name} is missing.", f"Write {name}: in scenario.yaml.")
            )
    problems += [*shaped.problems, *words.problems]
    if plain.get("schema", SCHEMA) not in (SCHEMA, BAD):
        told = f"The package is written for schema {plain['schema']}; this program reads {SCHEMA}."
        problems.append(
            problem(first["schema"], "shape/schema", told, f"Write schema: {SCHEMA}, or take a newer Palermo.")
        )
    if any(value is BAD for value in plain.values()) or any(
        field.required and n not in plain for n, field in SECTIONS.items()
    ):
        return Reading(None, tuple(sorted(problems)))
    scenario = _scenario(plain, problems)
    if scenario is None:
        return Reading(None, tuple(sorted(problems)))
    files = dict(sources)
    package = Package(
        scenario=scenario,
        texts=words.texts,
        digest=_digest(source.packed(files)),
        sources=files,
        marks={**shaped.marks, **words.marks},
    )
    return Reading(package, tuple(sorted(problems)))


def _scenario(plain: dict[str, object], problems: list[Problem]) -> Scenario | None:
    try:
        scenario = msgspec.convert(plain, Scenario)
    except msgspec.ValidationError as error:
        problems.append(
            problem(START, "shape/value", f"A record is not as it should be: {error}.", "Mend the place named here.")
        )
        return None
    if not scenario.languages:
        problems.append(
            problem(START, "shape/empty", "languages is empty.", "Name the language of the texts first: [en].")
        )
        return None
    return msgspec.structs.replace(scenario, digest=_digest(msgspec.json.encode(scenario, order="sorted")))


def _whole(reading: Reading) -> Package:
    found = [*reading.problems]
    if reading.package is not None and not found:
        found = [one for one in vital(reading.package) if one.grave]
    if reading.package is None or found:
        raise Broken(tuple(sorted(found)))
    return reading.package


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
