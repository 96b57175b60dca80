"""The forms in which a fact can be had, and which of them say more."""

from __future__ import annotations

from palermo.engine.scenario import Fact

RANK = {"": 0, "anon": 1, "short": 2, "full": 3}


def forms_held(fact: Fact, form: str) -> tuple[str, ...]:
    """Return the forms a fact can be sent in by somebody who holds it in `form`: never more than is held."""
    if form == "full":
        return fact.forms
    return tuple(f for f in fact.forms if RANK[f] <= RANK[form])
