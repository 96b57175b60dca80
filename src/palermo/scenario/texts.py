"""The words of a package: nested mappings in one folder a language, merged and flattened to keys joined with dots."""

from __future__ import annotations

from palermo.scenario.problem import Mark, Problem, problem
from palermo.scenario.tree import Node

Texts = dict[str, dict[str, str]]


class Words:
    """Gathers text files: `texts` by language and key, `marks` by ("texts", language, key), and `problems`."""

    def __init__(self) -> None:
        self.texts: Texts = {}
        self.marks: dict[tuple[str | int, ...], Mark] = {}
        self.problems: list[Problem] = []

    def add(self, language: str, top: dict[str, Node]) -> None:
        """Take in the top mapping of one text file."""
        self.texts.setdefault(language, {})
        for key, node in top.items():
            self._branch(language, key, node)

    def _branch(self, language: str, key: str, node: Node) -> None:
        if isinstance(node.value, dict):
            for name, inner in node.value.items():
                self._branch(language, f"{key}.{name}", inner)
            return
        if not isinstance(node.value, str) or not node.value.strip():
            fix = "Write words; put quotes around a number, yes or no."
            self.problems.append(problem(node.mark, "text/empty", f"The text {key} is empty or no words.", fix))
            return
        here = ("texts", language, key)
        if key in self.texts[language]:
            first = self.marks[here]
            told = f"The text {key} stands here for the second time (first in {first.file}, line {first.line})."
            self.problems.append(problem(node.mark, "text/repeated", told, "Keep one of them."))
            return
        self.texts[language][key] = node.value.strip()
        self.marks[here] = node.mark
