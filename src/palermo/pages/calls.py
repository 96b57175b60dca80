"""What needs control, what hurts first."""

from __future__ import annotations

import msgspec
from markupsafe import Markup, escape

from palermo.engine.overview import REMINDED, SILENCE
from palermo.engine.state import World
from palermo.engine.view import Call, ControlView
from palermo.pages.markup import Button
from palermo.pages.rows import command
from palermo.pages.scene import Scene
from palermo.pages.world import world_of

ORDER = {
    "halted": 0,
    "harm": 1,
    "close_harm": 2,
    "help": 3,
    "unplayed": 4,
    "grant": 5,
    "silent": 6,
    "overloaded": 7,
    "overdue_inject": 8,
    "reminder": 9,
}
MISS_SHOWN = 5 * 60  # exercise seconds that an inject nobody reacted to stays in the list


class CallLine(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """Something that needs control. `since` is a minute of the exercise; `until` the second at which it has had its time, -1 never.

    `otherwise` says what happens if control does nothing, at second `due` (-1: at none), `happened` what has happened then; it asks for control since `starts`.
    """

    id: str
    kind: str
    icon: str
    tone: str
    title: Markup
    sub: Markup
    since: str
    until: int
    due: int
    otherwise: str
    happened: str
    starts: int
    buttons: list[Button]


def calls(scene: Scene, view: ControlView) -> list[CallLine]:
    """Return what needs control, what hurts first."""
    world = world_of(view)
    rows = sorted(view.calls, key=lambda call: (ORDER.get(call.kind, 9), call.since))
    return [_call(scene, world, call) for call in rows if not _stale(scene, world, call)]


def asking(view: ControlView) -> int:
    """Return how many tables' questions wait for control."""
    return sum(call.kind == "help" for call in view.calls)


def _missed_at(scene: Scene, call: Call) -> int:
    record = scene.index.injects.get(call.target)
    return call.since + (record.within if record is not None else 0)


def _stale(scene: Scene, world: World, call: Call) -> bool:
    """Tell whether an inject's miss is so long ago that control has seen it: later than that a table may well have reacted."""
    return call.kind == "overdue_inject" and reached(world) > _missed_at(scene, call) + MISS_SHOWN


def reached(world: World) -> int:
    """Return the last exercise second of which the world has a trace; the clock's own when it stands."""
    marks = [world.clock.t, world.ended, *world.last_act.values(), *world.fired.values()]
    marks += [message.at for message in world.messages.values()]
    marks += [row.at for row in world.injects.values()]
    return max(marks)


def _call(scene: Scene, world: World, call: Call) -> CallLine:
    say = scene.gettext
    team = scene.teams[call.team].tag if call.team in scene.teams else Markup("")
    icon, tone, sub, buttons, until = "bell", "soon", Markup(""), list[Button](), -1
    match call.kind:
        case "help":
            icon, tone = "hand", ""
            title = escape(say("%(who)s asks")) % {"who": team}
            sub = scene.t(world.helps[call.target].text)
            buttons.append(Button(label=say("Answer"), icon="reply", form="reply", target=call.target))
        case "harm" | "close_harm":
            icon, tone = ("flag", "harm") if call.kind == "harm" else ("shield-alert", "harm")
            said = say("It happened: %(what)s") if call.kind == "harm" else say("Close to harm: %(what)s")
            title = escape(said) % {"what": scene.t(f"harms.{call.target}.title")}
            sub = scene.t(f"harms.{call.target}.{'what' if call.kind == 'harm' else 'helped'}")
            if call.kind == "close_harm":
                buttons.append(Button(label=say("Hint"), icon="lightbulb", form="hint", target=call.team))
        case "overdue_inject":
            icon, tone, until = "clock-alert", "mute", _missed_at(scene, call) + MISS_SHOWN
            title = escape(say("No reaction: %(what)s")) % {"what": scene.t(f"injects.{call.target}.title")}
            sub = missed(scene, call.target, call.since)
            buttons.append(Button(label=say("Hint"), icon="lightbulb", form="hint", target=call.target))
        case "reminder":
            icon, tone, until = "notebook-pen", "", call.since + REMINDED
            title = escape(say("Your note: %(who)s")) % {"who": team} if team else escape(say("Your note"))
            plan = world.plans.get(call.target)
            sub = scene.t(plan.deed.text) if plan is not None else Markup("")
        case "silent":
            icon = "volume-x"
            title = escape(say("%(who)s: nothing recorded")) % {"who": team}
            sub = escape(say("Go over and ask: what do you need, and from whom?"))
            buttons.append(Button(label=say("Hint"), icon="lightbulb", form="hint", target=call.team))
        case "overloaded":
            icon = "layers"
            title = escape(say("%(who)s has too much at once")) % {"who": team}
            sub = escape(say("Give them air: postpone what comes next, or send good news."))
            buttons.append(Button(label=say("Good news"), icon="heart", form="reserve", target="calm"))
        case "unplayed":
            icon, title, sub, buttons = _unplayed(scene, world, call)
        case "halted":
            icon, tone = "octagon-alert", "harm"
            title = escape(say("The story's rules went round in a circle. The clock was stopped."))
            buttons.append(Button(label=say("Go on"), icon="play", do=command("resume")))
        case "grant":
            icon, tone = "lock-open", ""
            ask = scene.t(f"questions.{call.target}.ask")
            title = escape(say("%(who)s: let “%(what)s” stand in part?")) % {"who": team, "what": ask}
            sub = escape(say("Reasoned, with one fact missing."))
            buttons = _grant(scene, call)
        case _:
            title = team
    cid = f"call-{call.kind}-{call.target}-{call.team}"
    since = scene.minute(call.since) if call.since >= 0 else ""
    return CallLine(
        id=cid,
        kind=call.kind,
        icon=icon,
        tone=tone,
        title=title,
        sub=sub,
        since=since,
        until=until,
        due=call.due,
        otherwise=otherwise(scene, call),
        happened=scene.gettext("Their page says now that you are with others.") if call.kind == "help" else "",
        starts=starts(scene, call),
        buttons=buttons,
    )


def otherwise(scene: Scene, call: Call) -> str:
    """Return what happens by itself if control does nothing, and at which minute; '' where nothing is asked of control."""
    say, at = scene.gettext, {"minute": scene.minute(call.due)}
    match call.kind:
        case "help":
            return (
                say("If you do nothing: at %(minute)s their page says that you are with others, and what to do.") % at
            )
        case "grant" if call.due >= 0:
            return say("If you do nothing: it stands in part at %(minute)s.") % at
        case "grant":
            return say("If you do nothing: it stays “not yet”.")
        case "unplayed":
            return say("If you do nothing: the rule answers at %(minute)s.") % at
        case "silent":
            return say("If you do nothing: their own page asks them what they need, and from whom.")
        case "overloaded":
            return say("If you do nothing: what is planned comes at its time.")
        case "overdue_inject" | "reminder":
            return say("If you do nothing: it is kept for the debrief.")
        case "close_harm":
            return say("If you do nothing: the tables decide, and the debrief shows it.")
        case _:
            return ""


def starts(scene: Scene, call: Call) -> int:
    """Return the exercise second at which a call began to ask for control, -1 where that is now."""
    match call.kind:
        case "silent":
            return call.since + SILENCE
        case "overdue_inject":
            return _missed_at(scene, call)
        case "help" | "grant" | "unplayed" | "reminder":
            return call.since
        case _:
            return -1


def _grant(scene: Scene, call: Call) -> list[Button]:
    say = scene.gettext
    ask = scene.t.plain(f"questions.{call.target}.ask")
    let = command("grant", question=call.target, team=call.team)
    no = command("withhold", question=call.target, team=call.team)
    held = say("It stands in part: %(what)s") % {"what": ask}
    buttons = [Button(label=say("Let it stand"), icon="lock-open", do=let, hold=held)]
    if call.due >= 0:
        buttons.append(Button(label=say("Not yet"), icon="lock", do=no))
    return buttons


def missed(scene: Scene, inject: str, at: int) -> Markup:
    """Return that nobody reacted to an inject in time, and by when."""
    record = scene.index.injects.get(inject)
    within = record.within if record is not None else 0
    said = scene.gettext("no reaction within %(n)s exercise min, at %(minute)s")
    return escape(said) % {"n": within // 60, "minute": scene.minute(at + within)}


def _unplayed(scene: Scene, world: World, call: Call) -> tuple[str, Markup, Markup, list[Button]]:
    say = scene.gettext
    run = world.runs.get(call.target)
    if run is not None:
        title = escape(say("A yes that you give: %(what)s")) % {"what": scene.t(f"actions.{run.action}.title")}
        desks = [desk for desk in run.awaiting if ours(world, desk)]
        buttons = [button for desk in desks for button in _yes(scene, world, desk, call.target)]
        return "stamp", title, scene.tags(tuple(desks)), buttons
    hit = world.hits.get(call.target)
    if hit is not None:
        desk = scene.index.facts[hit.fact].desk
        title = escape(say("%(who)s found something of yours")) % {"who": scene.side(hit.asker).tag}
        return "search", title, scene.fact_tag(hit.fact), [_as(scene, world, desk, "release", call.target)]
    message = world.messages[call.target]
    title = escape(say("A question that you answer, from %(who)s")) % {"who": scene.side(message.desk).tag}
    desks = [desk for desk in message.to if ours(world, desk)]
    return "reply", title, scene.t(message.text), [_as(scene, world, desk, "answer", call.target) for desk in desks]


def ours(world: World, desk: str) -> bool:
    """Tell whether control answers for a desk."""
    return world.occupants.get(desk, ("people", ""))[0] == "control"


def _yes(scene: Scene, world: World, desk: str, run: str) -> list[Button]:
    """Return a yes in one tap, and the dialog for a reasoned no."""
    do = command("approve", desk=desk, run=run, yes=True)
    seat = f"control@{world.team_of.get(desk, '')}"
    aria = scene.gettext("Yes, as %(who)s") % {"who": scene.side(desk).short}
    yes = Button(label=scene.gettext("Yes"), icon="check", do=do, seat=seat, aria=aria)
    return [yes, _as(scene, world, desk, "approve", run)]


def _as(scene: Scene, world: World, desk: str, form: str, target: str) -> Button:
    label = scene.gettext("As %(who)s") % {"who": scene.side(desk).short}
    seat = f"control@{world.team_of.get(desk, '')}"
    return Button(label=label, form=form, target=target, seat=seat)
