"""What would meet a need: our own action, or the desk whose work it is. Only from what the scenario lists to this table."""

from __future__ import annotations

import msgspec
from markupsafe import Markup, escape

from palermo.engine.rules import Meet
from palermo.engine.scenario import Action, Need, Scenario
from palermo.pages.can import minutes_of
from palermo.pages.markup import Button
from palermo.pages.rows import Powers
from palermo.pages.scene import Scene


class Way(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """How a need is met: words, and our button where we can begin."""

    words: Markup
    button: Button | None = None


def meets(action: Action) -> frozenset[str]:
    """Return the needs that an action meets, by itself, by one of its options or ticks."""
    effects = [*action.then, *(effect for option in action.options for effect in option.then)]
    effects += [effect for tick in action.ticks for effect in tick.then]
    return frozenset(need for effect in effects if isinstance(effect, Meet) for need in effect.needs)


_KEPT: dict[int, tuple[Scenario, dict[str, tuple[Action, ...]]]] = {}


def _by_need(scenario: Scenario) -> dict[str, tuple[Action, ...]]:
    """Return the actions that meet each need; made once a scenario, which the table keeps alive."""
    kept = _KEPT.get(id(scenario))
    if kept is not None and kept[0] is scenario:
        return kept[1]
    table: dict[str, tuple[Action, ...]] = {}
    for action in scenario.actions:
        for need in meets(action):
            table[need] = (*table.get(need, ()), action)
    if len(_KEPT) > 16:
        _KEPT.clear()
    _KEPT[id(scenario)] = (scenario, table)
    return table


def way(scene: Scene, ours: tuple[str, ...], need: Need, powers: Powers) -> Way | None:
    """Return how an open need is met, None where nothing this table may know says so.

    Another desk is named only if the scenario says that it sees this need and may take it; what it would do is its own to say.
    """
    actions = _by_need(scene.scenario).get(need.id, ())
    for action in actions:
        if action.desk in ours and (desks := powers.desks("start", action.id)):
            title = scene.t(f"actions.{action.id}.title")
            said = escape(scene.gettext("We can start: %(what)s, %(takes)s"))
            button = Button(label=scene.gettext("Start"), icon="play", form="start", target=action.id, desk=desks)
            return Way(words=said % {"what": title, "takes": minutes_of(scene, action.takes)}, button=button)
    theirs = dict.fromkeys(
        one.desk for one in actions if one.listed and one.desk in need.desks and one.desk not in ours
    )
    if not theirs or any(action.desk in ours for action in actions):
        return None
    said = escape(scene.gettext("%(who)s can do this: ask, and say until when."))
    return Way(words=said % {"who": scene.names(tuple(theirs))}, button=_ask(scene, powers))


def _ask(scene: Scene, powers: Powers) -> Button | None:
    desks = powers.sending("request")
    if not desks:
        return None
    return Button(label=scene.gettext("Ask"), icon="circle-help", form="ask", desk=desks, kind="btn btn-sm bare")
