"""Agreements: what an action needs the yes of several desks for, as one card for the one who asks and for those who are asked."""

from __future__ import annotations

import msgspec
from markupsafe import Markup

from palermo.engine.known import Known, RunRow
from palermo.engine.view import View
from palermo.pages.markup import Button
from palermo.pages.rows import Powers, command
from palermo.pages.scene import Scene, Side


class Said(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """What a desk says to it: `state` is yes, no or wait. `ours` when the desk sits at our table."""

    side: Side
    state: str
    reason: Markup
    ours: bool


class Agreement(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """An action that needs a yes, with what each desk has said so far. `ours` when our table asked for it."""

    id: str
    title: Markup
    option: Markup
    ticks: list[Markup]
    who: Markup
    name: str
    ours: bool
    at: int
    time: str
    said: list[Said]
    given: int
    buttons: list[Button]

    @property
    def asked_of_us(self) -> bool:
        """Whether a desk of ours has still to say something."""
        return any(one.ours and one.state == "wait" for one in self.said)


def agreements(scene: Scene, view: View, powers: Powers) -> list[Agreement]:
    """Return the agreements that are still open: what waits for us first, then the oldest."""
    rows = [row for row in view.known.runs.values() if row.state == "waiting"]
    made = [agreement(scene, view.known, row, powers) for row in rows]
    return sorted(made, key=lambda one: (not one.asked_of_us, one.at))


def agreement(scene: Scene, known: Known, row: RunRow, powers: Powers | None = None) -> Agreement:
    """Return one agreement; without `powers` it has no buttons."""
    key = f"actions.{row.action}"
    said = _said(scene, known, row)
    return Agreement(
        id=row.id,
        title=scene.t(f"{key}.title"),
        option=scene.t(f"{key}.options.{row.option}.title") if row.option else Markup(""),
        ticks=[scene.t(f"{key}.ticks.{tick}.title") for tick in row.ticks],
        who=scene.side(row.desk).named,
        name=scene.seat(row.seat) if row.team == known.watcher else "",
        ours=row.team == known.watcher,
        at=row.at,
        time=scene.clock(row.at),
        said=said,
        given=sum(one.state == "yes" for one in said),
        buttons=_buttons(scene, row, powers) if powers is not None else [],
    )


def _said(scene: Scene, known: Known, row: RunRow) -> list[Said]:
    """Return each desk that is asked. At our own table we know of one more: who holds a desk and starts has said its yes by that."""
    answers = {desk: (yes, reason) for desk, yes, reason in row.said}
    out: list[Said] = []
    whole = row.team == known.watcher and row.state in ("waiting", "running", "done")
    asked = [one.desk for one in scene.index.actions[row.action].yes] if whole else []
    for desk in dict.fromkeys((*asked, *answers, *row.awaiting)):
        yes, reason = answers.get(desk, (True, ""))
        state = "wait" if desk in row.awaiting else "yes" if yes else "no"
        words = scene.t(reason) if reason else Markup("")
        out.append(Said(side=scene.side(desk), state=state, reason=words, ours=desk in known.desks))
    return out


def _buttons(scene: Scene, row: RunRow, powers: Powers) -> list[Button]:
    say = scene.gettext
    out: list[Button] = []
    if desks := powers.desks("approve", row.id):
        out.append(Button(label=say("Yes, or why not"), icon="stamp", form="approve", target=row.id, desk=desks))
    if desks := powers.desks("drop", row.id):
        do = command("drop", run=row.id)
        out.append(Button(label=say("Take it back"), icon="undo-2", do=do, desk=desks, kind="btn btn-sm bare"))
    return out
