"""Whether a command is allowed. For a team it is judged from the seat's own view alone, so that a refusal cannot tell a secret."""

from __future__ import annotations

from palermo.engine import commands as c
from palermo.engine.index import index
from palermo.engine.lawful import forms_held
from palermo.engine.scenario import Scenario
from palermo.engine.view import Own, Power, View

MANY = 80  # of anything in one command


def allowed(scenario: Scenario, view: View, own: Own, command: c.Command) -> c.Refused | None:
    """Return None, or why this seat may not do this now. Sees the view and the seat, nothing else."""
    wanted = _wanted(command, own)
    if wanted is None:
        return c.Refused("control_only")
    verb, desk, target = wanted
    if desk and desk not in own.desks:
        return c.Refused("not_your_desk", {"desk": desk})
    mine = (desk, "") if desk else (*own.desks, "")
    power = next((p for p in view.can if p.verb == verb and p.target == target and p.desk in mine), None)
    if power is None:
        return _why_not(view, verb, target)
    if not power.open:
        if power.needs == ("paused",):
            return c.Refused("paused", {"who": view.known.clock.paused})
        return c.Refused("not_open_yet", {"needs": power.needs[0] if power.needs else ""})
    return _slots(scenario, view, own, power, command)


def _wanted(command: c.Command, own: Own) -> tuple[str, str, str] | None:
    match command:
        case c.Send():
            return "send", command.desk, command.channel
        case c.TakeBack():
            return "take_back", "", command.message
        case c.OpenMessage():
            return "open", "", command.message
        case c.Heard():
            return "heard", command.desk, ""
        case c.Correct():
            return "correct", "", command.told
        case c.Ask():
            return "ask", command.desk, command.lookup
        case c.Release():
            return "release", "", command.hit
        case c.Assess():
            return "assess", command.desk, command.question
        case c.Start():
            return "start", command.desk, command.action
        case c.Approve():
            return "approve", command.desk, command.run
        case c.Drop():
            return "drop", "", command.run
        case c.WriteLine():
            return "write", command.desk, f"{command.sheet}.{command.line}"
        case c.ChooseLine():
            return "choose", command.desk, f"{command.sheet}.{command.line}"
        case c.TakeNeed():
            return "take_need", command.desk, command.need
        case c.AskCard():
            return "card", command.desk, f"{command.talk}.{command.card}"
        case c.SeeAll():
            return "see_all", "", ""
        case c.Ready():
            return "ready", "", ""
        case c.Help():
            return "help", "", ""
        case _:
            return None


def _why_not(view: View, verb: str, target: str) -> c.Refused:
    """Why there is no such power: told from the view alone, alike for what does not exist and what is not ours to know."""
    known = view.known
    if known.ended:
        return c.Refused("over")
    if not known.phase:
        return c.Refused("not_running")
    if verb == "start" and any(r.action == target and r.state in ("waiting", "running") for r in known.runs.values()):
        return c.Refused("already_under_way")
    if verb == "take_back":
        return c.Refused("already_delivered")
    if verb == "send":
        return c.Refused("channel_closed")
    if verb == "heard":
        return c.Refused("no_talk_here")
    if verb in ("approve", "drop", "release"):
        return c.Refused("not_asked")
    return c.Refused("unknown")


def _slots(scenario: Scenario, view: View, own: Own, power: Power, command: c.Command) -> c.Refused | None:
    match command:
        case c.Send():
            return _send(scenario, view, power, command)
        case c.Heard():
            if command.giver and command.giver not in power.slots["giver"]:
                return c.Refused("no_such_recipient", {"desk": command.giver})
            if not command.number.strip() or not command.word.strip():
                return c.Refused("empty")
            if len(command.number) > 40 or len(command.word) > 40:
                return c.Refused("too_long")
        case c.Ask():
            if not command.key.strip():
                return c.Refused("empty")
            if len(command.key) > 120:
                return c.Refused("too_long")
        case c.Release():
            if command.form not in power.slots["form"]:
                return c.Refused("no_such_form")
        case c.Assess():
            return _facts(view, command.facts, at_least=1)
        case c.Start():
            if command.option and command.option not in power.slots["option"]:
                return c.Refused("no_such_option")
            if any(tick not in power.slots["tick"] for tick in command.ticks):
                return c.Refused("no_such_option")
            if power.slots["tick"] and not command.ticks:
                return c.Refused("nothing_ticked")
            if power.slots["stands_on"] and not command.grounds:
                return c.Refused("needs_grounds", {"question": power.slots["stands_on"][0]})
            return _facts(view, command.grounds, at_least=0)
        case c.Approve():
            return _approve(scenario, view, own, command)
        case c.ChooseLine():
            if str(command.version) not in power.slots["version"]:
                return c.Refused("unknown")
        case c.WriteLine():
            row = view.known.sheets.get(f"{command.sheet}.{command.line}")
            if not command.text:
                return c.Refused("empty")
            if not 0 <= command.base <= (row.count if row is not None else 0):
                return c.Refused("stale_line")
        case c.Help():
            if not command.text:
                return c.Refused("empty")
        case _:
            pass
    return None


def _send(scenario: Scenario, view: View, power: Power, command: c.Send) -> c.Refused | None:
    if command.kind not in power.slots["kind"]:
        return c.Refused("nothing_to_answer" if command.kind in ("answer", "refusal") else "unknown")
    if not command.to:
        return c.Refused("no_recipient")
    if len(command.items) > MANY or len(command.to) > MANY:
        return c.Refused("too_long")
    for desk in command.to:
        if desk not in power.slots["to"]:
            return c.Refused("no_such_recipient", {"desk": desk})
    if command.kind in ("answer", "refusal"):
        if command.reply_to not in power.slots["reply_to"]:
            return c.Refused("nothing_to_answer")
    elif command.reply_to:
        return c.Refused("nothing_to_answer")
    if command.kind == "refusal" and (not command.reason or command.items):
        return c.Refused("no_reason")
    if not command.items and not command.text and not command.about and command.kind != "refusal":
        return c.Refused("empty")
    if not 0 <= command.due <= 3600 or len(command.about) > 80 or len(command.basis) > 80:
        return c.Refused("too_long")
    for item in command.items:
        if item.to not in command.to:
            return c.Refused("no_such_recipient", {"desk": item.to})
        have = view.known.facts.get(item.fact)
        if have is None:
            return c.Refused("no_such_fact", {"fact": item.fact[:40]})
        if item.form not in forms_held(index(scenario).facts[item.fact], have.form):
            return c.Refused("no_such_form", {"fact": item.fact})
    return None


def _facts(view: View, facts: tuple[str, ...], at_least: int) -> c.Refused | None:
    if len(facts) < at_least:
        return c.Refused("empty")
    if len(facts) > MANY:
        return c.Refused("too_long")
    for fact in facts:
        if fact not in view.known.facts:
            return c.Refused("no_such_fact", {"fact": fact[:40]})
    return None


def _approve(scenario: Scenario, view: View, own: Own, command: c.Approve) -> c.Refused | None:
    run = view.known.runs[command.run]
    if not command.yes and not command.reason:
        return c.Refused("no_reason")
    if same_person(scenario, view, own, command.run, command.desk):
        return c.Refused("same_person", {"desk": command.desk, "action": run.action})
    return None


def same_person(scenario: Scenario, view: View, own: Own, run_id: str, desk: str) -> bool:
    """Tell whether a yes would be said by the one who started, where another person at that desk must and can say it."""
    run = view.known.runs[run_id]
    yes = next((y for y in index(scenario).actions[run.action].yes if y.desk == desk), None)
    if yes is None or not yes.other_person or run.seat != own.seat:
        return False
    return any(row.seat != own.seat and desk in row.desks for row in view.known.seats.values())
