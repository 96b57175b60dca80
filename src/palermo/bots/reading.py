"""What there is to read: items of a team's knowledge, and how many words each has."""

from __future__ import annotations

from collections.abc import Iterator

from palermo.bots.mind import Text
from palermo.engine.known import Known

ARRIVES = ("unlocked", "lookup", "inject")  # ways in which a fact comes by itself, in play
FEWEST = 8  # words an item counts for at the least: looking up, seeing who wrote


def items(known: Known) -> Iterator[str]:
    """Yield every item that reached the team in play, by kind: injects, lines, messages, facts that came by themselves."""
    for inject in known.injects:
        yield f"inject:{inject}"
    for line in known.lines:
        yield f"line:{line.id}"
    for mail in known.mail.values():
        if not mail.out:
            yield f"mail:{mail.id}"
    for have in known.facts.values():
        if have.via in ARRIVES:
            yield f"fact:{have.fact}"


def inside(known: Known, item: str) -> tuple[str, ...]:
    """Return the facts that a table has taken in when it has taken the item in."""
    kind, _, name = item.partition(":")
    match kind:
        case "fact":
            return (name,)
        case "mail":
            return tuple(part.fact for part in known.mail[name].items)
        case _:
            return ()


def words(known: Known, item: str, text: Text) -> int:
    """Return how many words an item has."""
    kind, _, name = item.partition(":")
    match kind:
        case "inject":
            keys = [known.injects[name].text, known.injects[name].title]
        case "line":
            keys = [line.text for line in known.lines if line.id == name]
        case "mail":
            keys = [known.mail[name].text, *(f"facts.{part.fact}.{part.form}" for part in known.mail[name].items)]
        case _:
            keys = [f"facts.{name}.full"]
    return max(FEWEST, sum(len(text(key).split()) for key in keys if key))
