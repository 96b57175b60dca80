"""Whether a command is allowed. For a team it is judged from the seat's own view alone, so that a refusal cannot tell a secret."""

from __future__ import annotations

from palermo.engine import board
from palermo.engine import commands as c
from palermo.engine.can import REPLIES
from palermo.engine.index import index
from palermo.engine.lawful import RANK, forms_held
from palermo.engine.names import best
from palermo.engine.observing import noted
from palermo.engine.scenario import Scenario
from palermo.engine.view import VOICE, Own, Power, View

MANY = 80  # of anything in one command
BESIDE = 6  # versions of a line that may stand side by side


def allowed(scenario: Scenario, view: View, own: Own, command: c.Command) -> c.Refused | None:
    """Return None, or why this seat may not do this now. Sees the view and the seat, nothing else."""
    wanted = _wanted(command, own)
    if wanted is None:
        return c.Refused("control_only")
    verb, desk, target = wanted
    if desk is not None and desk not in own.desks:
        return c.Refused("not_your_desk", {"desk": desk[:40]})
    mine = (desk,) if desk is not None else (*own.desks, "")
    power = next((p for p in view.can if p.verb == verb and p.target == target and p.desk in mine), None)
    if power is None:
        return _why_not(view, verb, target)
    if not power.open:
        if power.needs == ("paused",):
            return c.Refused("paused", {"who": view.known.clock.paused})
        return c.Refused("not_open_yet", {"needs": power.needs[0] if power.needs else ""})
    return _slots(scenario, view, own, power, command)


def _wanted(command: c.Command, own: Own) -> tuple[str, str | None, str] | None:
    """Return verb, desk (None where the command names none) and target of the power a command uses; None for control's."""
    match command:
        case c.Send():
            return "send", command.desk, command.channel
        case c.TakeBack():
            return "take_back", None, command.message
        case c.OpenMessage():
            return "open", None, command.message
        case c.Heard():
            return "heard", command.desk, ""
        case c.Correct():
            return "correct", None, command.told
        case c.Ask():
            return "ask", command.desk, command.lookup
        case c.Release():
            return "release", None, command.hit
        case c.Assess():
            return "assess", command.desk, command.question
        case c.Start():
            return "start", command.desk, command.action
        case c.Approve():
            return "approve", command.desk, command.run
        case c.Drop():
            return "drop", None, command.run
        case c.WriteLine():
            return "write", command.desk, f"{command.sheet}.{command.line}"
        case c.ChooseLine():
            return "choose", command.desk, f"{command.sheet}.{command.line}"
        case c.TakeNeed():
            return "take_need", command.desk, command.need
        case c.AskCard():
            return "card", command.desk, f"{command.talk}.{command.card}"
        case c.AnswerNow():
            return "answer_now", None, command.ask
        case c.AskNow() if own.role == VOICE:
            return "ask_now", None, ""
        case c.Note() if own.role == VOICE:
            return "note", None, ""
        case c.SeeAll():
            return "see_all", None, ""
        case c.Ready():
            return "ready", None, ""
        case c.Practise():
            return "practise", command.desk, ""
        case c.Help():
            return "help", None, ""
        case c.Pin() | c.MovePin() | c.Unpin():
            return "pin", None, ""
        case c.Answer():
            return "answer", None, ""
        case _:
            return None


def _why_not(view: View, verb: str, target: str) -> c.Refused:
    """Why there is no such power: told from the view alone, alike for what does not exist and what is not ours to know."""
    known = view.known
    if verb == "answer":
        return c.Refused("not_over")
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
            return _heard(scenario, view, power, command)
        case c.Ask():
            if not command.key.strip():
                return c.Refused("empty")
            if len(command.key) > 120:
                return c.Refused("too_long")
            if index(scenario).lookups[command.lookup].suspects and _ours_to_spare(scenario, view, command.key):
                return c.Refused("not_a_suspect")
        case c.Release():
            if command.yes and command.form not in power.slots["form"]:
                return c.Refused("no_such_form")
            if not command.yes and not command.reason:
                return c.Refused("no_reason")
        case c.Assess():
            return _facts(view, command.facts, at_least=1)
        case c.Start():
            if command.option not in (power.slots["option"] or ("",)):
                return c.Refused("no_such_option")
            if len(command.ticks) > MANY:
                return c.Refused("too_long")
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
            written = view.known.sheets[f"{command.sheet}.{command.line}"]
            if command.version not in [version.n for version in written.versions]:
                return c.Refused("unknown")
        case c.WriteLine():
            row = view.known.sheets.get(f"{command.sheet}.{command.line}")
            if not command.text:
                return c.Refused("empty")
            if not 0 <= command.base <= (row.count if row is not None else 0):
                return c.Refused("stale_line")
            if row is not None and sum(version.n > command.base for version in row.versions) >= BESIDE:
                return c.Refused("stale_line")
        case c.Practise():
            if not command.to:
                return c.Refused("no_recipient")
            for desk in command.to:
                if desk not in power.slots["to"]:
                    return c.Refused("no_such_recipient", {"desk": desk[:40]})
        case c.Pin() | c.MovePin() | c.Unpin():
            return board.judge(view.known, command)
        case c.Help() | c.AnswerNow():
            if not command.text:
                return c.Refused("empty")
        case c.Answer():
            if command.question not in power.slots["question"]:
                return c.Refused("unknown")
            if not command.text:
                return c.Refused("empty")
        case c.AskNow():
            if command.team not in power.slots["team"]:
                return c.Refused("unknown")
        case c.Note():
            return noted(command, view.known.person, (), tuple(team for team, _ in view.known.teams))
        case _:
            pass
    return None


def _heard(scenario: Scenario, view: View, power: Power, command: c.Heard) -> c.Refused | None:
    if command.giver and command.giver not in power.slots["giver"]:
        return c.Refused("no_such_recipient", {"desk": command.giver[:40]})
    if not command.number.strip() or not command.word.strip():
        return c.Refused("empty")
    if len(command.number) > 40 or len(command.word) > 40:
        return c.Refused("too_long")
    # What we have already nobody has to tell us: else recording it "from" each desk in turn would show who has it.
    fact = index(scenario).numbers.get(command.number.strip().casefold())
    have = view.known.facts.get(fact.id) if fact is not None else None
    fullest = max((RANK[form] for form in fact.forms), default=0) if fact is not None else 0
    if have is not None and RANK[have.form] >= fullest:
        return c.Refused("already_there")
    return None


def _ours_to_spare(scenario: Scenario, view: View, name: str) -> bool:
    """Tell whether a name is that of somebody whom the table itself knows as presumed exploited, and by name.

    It knows the name when it holds something about the person in full. Else the check goes on and finds nothing: a refusal
    must not tell whose name it is.
    """
    known, facts = view.known, index(scenario).facts
    named = {one for have in known.facts.values() if have.form == "full" for one in facts[have.fact].about}
    presumed = (
        one
        for one in scenario.people
        if one.names and one.id in named and one.id in known.people and known.people[one.id].status == "presumed"
    )
    return any(best(name, one.names) is not None for one in presumed)


def _send(scenario: Scenario, view: View, power: Power, command: c.Send) -> c.Refused | None:
    if command.kind not in power.slots["kind"]:
        return c.Refused("nothing_to_answer" if command.kind in REPLIES else "unknown")
    if not command.to:
        return c.Refused("no_recipient")
    if len(command.items) > MANY or len(command.to) > MANY:
        return c.Refused("too_long")
    for desk in command.to:
        if desk not in power.slots["to"]:
            return c.Refused("no_such_recipient", {"desk": desk[:40]})
    if command.kind in REPLIES:
        if command.reply_to not in power.slots["reply_to"]:
            return c.Refused("nothing_to_answer")
        if view.known.mail[command.reply_to].desk not in command.to:
            return c.Refused("no_such_recipient", {"desk": view.known.mail[command.reply_to].desk})
    elif command.reply_to:
        return c.Refused("nothing_to_answer")
    if command.kind in ("refusal", "hold"):
        reason = _reason(scenario, view, command)
        if reason is not None:
            return reason
    elif not command.items and not command.text and not command.about:
        return c.Refused("empty")
    if command.items and not command.text and not command.about:
        given = {item.to for item in command.items}
        if left := next((desk for desk in command.to if desk not in given), ""):
            return c.Refused("nothing_for", {"desk": left})
    if not 0 <= command.due <= 3600 or len(command.about) > 80 or len(command.basis) > 80:
        return c.Refused("too_long")
    if not (board.is_id(command.about) and board.is_id(command.basis)):
        return c.Refused("unknown")
    known = index(scenario)
    if command.urgency and (command.kind != "request" or command.urgency not in known.urgencies):
        return c.Refused("unknown")
    if known.channels[command.channel].coded and not command.code and known.codes:
        return c.Refused("no_code")
    if command.code and command.code not in known.codes:
        return c.Refused("unknown")
    for item in command.items:
        if item.to not in command.to:
            return c.Refused("no_such_recipient", {"desk": item.to[:40]})
        have = view.known.facts.get(item.fact)
        if have is None:
            return c.Refused("no_such_fact", {"fact": item.fact[:40]})
        if item.form not in forms_held(index(scenario).facts[item.fact], have.form):
            return c.Refused("no_such_form", {"fact": item.fact})
    return None


def _reason(scenario: Scenario, view: View, command: c.Send) -> c.Refused | None:
    """Return None where a refusal or a hold says why as it has to: by the closed list where there is one, else in words."""
    if command.items:
        return c.Refused("no_reason")
    if command.kind == "hold" and view.known.mail[command.reply_to].held:
        return c.Refused("already_on_hold")
    listed = index(scenario).refusals
    if command.kind == "refusal" and listed:
        return None if command.basis in listed else c.Refused("not_on_the_list")
    return None if command.reason else c.Refused("no_reason")


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
