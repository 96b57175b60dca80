"""A small reading of HTML, strict about what a region may hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"br", "input", "img", "hr", "meta", "link"}
DRAWN = {"use", "circle", "rect", "path"}


@dataclass
class Node:
    """An element with its attributes, children and text."""

    tag: str
    attrs: dict[str, str]
    children: list[Node] = field(default_factory=list)
    words: list[str] = field(default_factory=list)

    def walk(self) -> Iterator[Node]:
        """Yield this element and everything in it."""
        yield self
        for child in self.children:
            yield from child.walk()

    def find(self, tag: str = "", **attrs: str) -> list[Node]:
        """Return the elements of a tag with these attributes (`data_form` for data-form; '*' for any value)."""
        wanted = {name.replace("_", "-"): value for name, value in attrs.items()}
        return [
            node
            for node in self.walk()
            if (not tag or node.tag == tag)
            and all(name in node.attrs and value in ("*", node.attrs[name]) for name, value in wanted.items())
        ]

    @property
    def text(self) -> str:
        """All words in it, in order of elements."""
        return " ".join(" ".join(node.words) for node in self.walk())


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("root", {})
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"<{tag}> has an attribute twice: {names}"
        node = Node(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].children.append(Node(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.open[-1].words.append(data.strip())


def read(html: str) -> Node:
    """Read HTML; fails when an element is not closed where it should be."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert len(reader.open) == 1, f"not closed: {[node.tag for node in reader.open[1:]]}"
    return reader.root


def check(html: str) -> Node:
    """Read HTML that goes into a page: no inline styles, scripts or handlers, and each id once."""
    root = read(html)
    ids: list[str] = []
    for node in root.walk():
        assert node.tag not in ("script", "style"), node
        for name in node.attrs:
            assert name != "style", node
            assert not name.startswith("on"), node
        if "id" in node.attrs:
            ids.append(node.attrs["id"])
    assert len(ids) == len(set(ids)), [one for one in ids if ids.count(one) > 1]
    return root
