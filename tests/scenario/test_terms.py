"""What the checker says about words that explain themselves."""

from __future__ import annotations

from scenario.small import patched, sources, told


def codes(given: dict[str, bytes]) -> list[tuple[str, bool]]:
    return [(one.code, one.grave) for one in told(given)]


def with_terms(text: str) -> dict[str, bytes]:
    return {**sources(), "texts/en/terms.yaml": text.encode()}


def test_an_abbreviation_that_nothing_explains_is_a_warning() -> None:
    found = sources()
    name = next(path for path in found if path.startswith("texts/en/") and b"    full:" in found[path])
    text = found[name].decode()
    line = next(line for line in text.splitlines() if line.strip().startswith("full:") and not line.endswith(">-"))
    assert codes(patched(name, line, f"{line.rstrip('.')} KCIK")) == [("term/unknown", False)]


def test_a_term_without_a_meaning_is_a_problem() -> None:
    assert ("term/half", True) in codes(with_terms("terms:\n  x:\n    name: report\n"))


def test_a_term_that_nobody_meets_is_a_warning() -> None:
    found = codes(with_terms("terms:\n  x:\n    name: zeppelin\n    means: A ship of the air.\n"))
    assert found == [("term/unused", False)]
