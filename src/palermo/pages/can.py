"""What the table can do now: the fixed verbs in their places, then what the scenario offers, open before locked."""

from __future__ import annotations

import msgspec
from markupsafe import Markup, escape

from palermo.engine.known import Known
from palermo.engine.view import Power, View
from palermo.pages import laws, preparing
from palermo.pages.agreements import agreement
from palermo.pages.language import number
from palermo.pages.markup import Button
from palermo.pages.now import Item
from palermo.pages.rows import Powers, joined, usable
from palermo.pages.scene import Scene


class Can(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """What the table can do: the fixed verbs in their places, then what the scenario offers, open before locked.

    Before them stands what the table has started and what is not over yet.
    """

    verbs: list[Button]
    under_way: list[Item]
    actions: list[Item]


def can(scene: Scene, view: View, powers: Powers) -> Can:
    """Return the buttons of "We can do now"."""
    return Can(
        verbs=_verbs(scene, powers) or preparing.verbs(scene, view.known, powers),
        under_way=_under_way(scene, view.known),
        actions=_actions(scene, view.known, powers),
    )


def _under_way(scene: Scene, known: Known) -> list[Item]:
    """Return what the table started and what is not over: where it was started, one sees that it was, and when it ends."""
    if known.ended:
        return []
    rows = [row for row in known.runs.values() if row.team == known.watcher and row.state in ("waiting", "running")]
    return [
        Item(
            id=f"way-{row.id}",
            icon="hourglass",
            title=scene.t(f"actions.{row.action}.title"),
            button=Button(
                label=scene.gettext("Follow"),
                tab="operations",
                goto=f"agree-{row.id}" if row.state == "waiting" else f"run-{row.id}",
                kind="btn btn-sm bare",
                aria=scene.gettext("Follow: %(what)s") % {"what": scene.t.plain(f"actions.{row.action}.title")},
            ),
            due=row.due if row.state == "running" else -1,
            by=scene.clock(row.due) if row.state == "running" else "",
            since=row.at,
            agreement=agreement(scene, known, row) if row.state == "waiting" else None,
        )
        for row in sorted(rows, key=lambda row: -row.at)
    ]


def _verbs(scene: Scene, powers: Powers) -> list[Button]:
    say = scene.gettext
    fixed = (
        ("send", say("Hand over a fact"), "send", "hand"),
        ("request", say("Ask an agency"), "circle-help", "ask"),
        ("ask", say("Check a name"), "scan-search", "lookup"),
        ("assess", say("Assess together"), "scale", "assess"),
        ("heard", say("We heard it"), "ear", "heard"),
    )
    out: list[Button] = []
    for verb, label, icon, form in fixed:
        desks = powers.sending("request") if verb == "request" else powers.any_desks(verb)
        if desks or powers.may(verb):
            out.append(Button(label=label, icon=icon, form=form, desk=desks, kind="btn"))
    return out


def _actions(scene: Scene, known: Known, powers: Powers) -> list[Item]:
    by_action: dict[str, list[Power]] = {}
    for power in powers.every("start"):
        by_action.setdefault(power.target, []).append(power)
    order = {action.id: (action.priority, n) for n, action in enumerate(scene.scenario.actions)}
    rows = [_action(scene, action, found) for action, found in by_action.items()]
    rows.extend(_talk(scene, talk, powers) for talk in _open_talks(powers))
    return sorted(rows, key=lambda row: (row.lock, order.get(row.id.removeprefix("can-"), (0, 0))))


def _action(scene: Scene, action: str, found: list[Power]) -> Item:
    title = scene.t(f"actions.{action}.title")
    ready = [power for power in found if usable(power)]
    if ready:
        desk = joined(ready)
        button = Button(label=scene.gettext("Start"), form="start", target=action, desk=desk)
        return Item(id=f"can-{action}", icon="play", title=title, sub=_takes(scene, action), button=button)
    needs = dict.fromkeys(key for power in found for key in power.needs if scene.t.has(key))
    said = Markup(", ").join(scene.t(key) for key in needs)
    sub = Markup("{} {} {}").format(_lock(scene), scene.gettext("needs:"), said) if said else _lock(scene)
    law = laws.cited(scene, scene.index.actions[action].law)
    return Item(id=f"can-{action}", icon="circle-dashed", title=title, sub=sub, lock=True, law=law)


def _lock(scene: Scene) -> Markup:
    return Markup('<span class="lb">{}</span>').format(scene.gettext("locked"))


def _takes(scene: Scene, action: str) -> Markup:
    record = scene.index.actions[action]
    minutes = minutes_of(scene, record.takes)
    if not record.yes:
        return escape(minutes)
    yes = scene.tags(tuple(dict.fromkeys(one.desk for one in record.yes)))
    return Markup("{} · {} {}").format(minutes, scene.gettext("needs a yes from"), yes)


def minutes_of(scene: Scene, seconds: int) -> str:
    """Return how long something takes, in words."""
    if seconds < 20:
        return scene.gettext("at once")
    if seconds < 60:
        return scene.gettext("under 1 min")
    return scene.gettext("about %(n)s min") % {"n": number(scene.language, seconds / 60)}


def _open_talks(powers: Powers) -> list[str]:
    return list(dict.fromkeys(power.target.partition(".")[0] for power in powers.every("card") if usable(power)))


def _talk(scene: Scene, talk: str, powers: Powers) -> Item:
    desks = joined(p for p in powers.every("card") if p.target.startswith(f"{talk}.") and usable(p))
    button = Button(label=scene.gettext("Talk"), form="talk", target=talk, desk=desks)
    return Item(id=f"can-{talk}", icon="speech", title=talk_title(scene, talk), button=button)


def talk_title(scene: Scene, talk: str) -> Markup:
    """Return what a talk round is called: its title, else whom it is with."""
    if scene.t.has(f"talks.{talk}.title"):
        return scene.t(f"talks.{talk}.title")
    person = scene.index.talks[talk].person
    return escape(scene.gettext("Talk with %(who)s")) % {"who": scene.t(f"people.{person}.name")}
