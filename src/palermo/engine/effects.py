"""What an effect does: the events it makes, with their results."""

from __future__ import annotations

from palermo.engine import events as e
from palermo.engine import rules as r
from palermo.engine.commands import Item
from palermo.engine.conditions import holds, left_of, place_of, stage_of, status_of, trust_of
from palermo.engine.index import index
from palermo.engine.lawful import RANK, oversharing
from palermo.engine.turn import Turn


def carry_out(turn: Turn, effects: tuple[r.Effect, ...]) -> None:
    """Make the effects happen, in order."""
    for effect in effects:
        _carry_out(turn, effect)


def _carry_out(turn: Turn, effect: r.Effect) -> None:
    scenario, state = turn.scenario, turn.state
    match effect:
        case r.Reveal():
            own = index(scenario).facts[effect.fact].desk
            for team in teams_of(turn, effect.to):
                if knows_less(turn, team, effect.fact, effect.form):
                    via = (
                        "unlocked"
                        if turn.cause.startswith("script:fact:")
                        else "dealt"
                        if turn.cause == "script:deal"
                        else "inject"
                    )
                    turn.tell(e.FactLearned(team, effect.fact, effect.form, via, own))
        case r.Hand():
            hand_over(turn, effect)
        case r.Inject():
            _inject(turn, effect.inject)
        case r.Open():
            if effect.what not in state.world.opened and not _is_over(turn, effect.what):
                turn.tell(e.Opened(effect.what), opens_to(turn, effect.what))
        case r.Close():
            if effect.what in state.world.opened:
                turn.tell(e.Closed(effect.what), opens_to(turn, effect.what))
        case r.Move():
            if stage_of(scenario, state, effect.track) != effect.stage:
                turn.tell(e.TrackMoved(effect.track, effect.stage))
        case r.ChangeTrust():
            now = trust_of(scenario, state, effect.group)
            value = max(0, min(100, now + effect.by))
            if value != now:
                turn.tell(e.TrustSet(effect.group, value))
        case r.Take():
            turn.tell(e.ResourceSet(effect.resource, max(0, left_of(scenario, state, effect.resource) - effect.n)))
        case r.Give():
            turn.tell(e.ResourceSet(effect.resource, left_of(scenario, state, effect.resource) + effect.n))
        case r.AddNeed():
            if effect.need not in state.world.needs:
                turn.tell(e.NeedShown(effect.need))
        case r.Meet():
            for need in effect.needs:
                if turn.state.world.needs.get(need, ("wait", 0, ""))[0] in ("wait", "hand"):
                    turn.tell(e.NeedMet(need))
        case r.SetStatus():
            for person in effect.people:
                if status_of(scenario, turn.state, person) != effect.status:
                    turn.tell(e.StatusSet(person, effect.status))
        case r.Place():
            for person in effect.people:
                if place_of(scenario, turn.state, person) != effect.place:
                    turn.tell(e.PersonPlaced(person, effect.place))
        case r.MakeSafe():
            for person in effect.people:
                make_safe(turn, person)
        case r.ShowPeople():
            for team in teams_of(turn, effect.to):
                for person in effect.people:
                    if person not in turn.state.known[team].people:
                        show_person(turn, person, team)
        case r.AgreeTo():
            if f"{effect.person}:{effect.about}" not in state.world.consents:
                turn.tell(e.ConsentGiven(effect.person, effect.about))
        case r.Slow():
            turn.tell(e.ChannelSlowed(effect.channel, effect.by, turn.t + effect.lasts))
        case r.Harm():
            if effect.flag not in state.world.flags:
                turn.tell(e.FlagRaised(effect.flag))
        case r.Award():
            turn.tell(e.PointsAwarded(effect.desk, effect.points))
        case r.Later():
            turn.tell(e.Scheduled(f"{turn.cause}#{state.seq}", turn.t + effect.seconds, effect.then))
        case r.Establish():
            establish(turn, effect.question, "", "", (), "", granted=False)
        case r.Notice():
            teams = teams_of(turn, effect.to)
            if teams:
                turn.tell(e.NoticeGiven(effect.notice), teams)
        case r.If():
            carry_out(turn, effect.then if holds(effect.when, scenario, state, turn.t) else effect.otherwise)


def teams_of(turn: Turn, desks: tuple[str, ...]) -> tuple[str, ...]:
    """Return the teams that hold the desks (`*` is all), in the preset's order."""
    world = turn.state.world
    if "*" in desks:
        return tuple(team for team, _ in world.teams)
    holding = {world.team_of.get(desk) for desk in desks}
    return tuple(team for team, _ in world.teams if team in holding)


def knows_less(turn: Turn, team: str, fact: str, form: str) -> bool:
    """Tell whether a team holds the fact not at all, or in a lesser form."""
    have = turn.state.known[team].facts.get(fact)
    return have is None or RANK[have.form] < RANK[form]


def opens_to(turn: Turn, what: str) -> tuple[str, ...]:
    """Return the teams that are told of something opening or closing: those who may use it."""
    kind, _, name = what.partition(":")
    known = index(turn.scenario)
    match kind:
        case "action":
            return teams_of(turn, (known.actions[name].desk,))
        case "option":
            return teams_of(turn, (known.actions[name.partition(".")[0]].desk,))
        case "question":
            return teams_of(turn, known.questions[name].desks)
        case "channel":
            return teams_of(turn, known.channels[name].members)
        case "sheet":
            return teams_of(turn, known.sheets[name].readers)
        case "line":
            return teams_of(turn, known.lines[name].desks)
        case "talk":
            return teams_of(turn, known.talks[name].desks)
        case "card":
            return teams_of(turn, known.talks[name.partition(".")[0]].desks)
        case _:
            return ()


def _is_over(turn: Turn, what: str) -> bool:
    """Whether an action's own closing condition holds: then nothing opens it again but control."""
    kind, _, name = what.partition(":")
    closes = index(turn.scenario).actions[name].closes if kind == "action" else None
    return closes is not None and holds(closes, turn.scenario, turn.state, turn.t)


def hand_over(turn: Turn, effect: r.Hand, message_id: str = "") -> None:
    """Hand a fact from one desk to others at once, as a message of its own; to the giver's own table there is nothing to hand.

    Without an id of its own the message is called after what its recipients read in it anyway, so that they cannot learn from
    it what else was handed over; what was handed over like this in the same second is not handed over twice.
    """
    own = turn.state.world.team_of.get(effect.sender)
    to = tuple(desk for desk in effect.to if turn.state.world.team_of.get(desk) not in (None, own))
    message_id = message_id or f"{effect.sender}.{effect.fact}.{effect.form}.{'.'.join(to)}@{turn.t}"
    if not to or message_id in turn.state.world.messages:
        return
    items = tuple(Item(effect.fact, effect.form, desk) for desk in to)
    channel = index(turn.scenario).report_channel
    sent = e.MessageSent(message_id, "own", effect.sender, "", to, channel, items, "", "", 0, "", "", "", turn.t)
    turn.tell(sent)
    for team in teams_of(turn, to):
        deliver(turn, message_id, team)


def deliver(turn: Turn, message_id: str, team: str) -> None:
    """Deliver a message to one team: its own items only, then the receipt for the sender, then the price of over-sharing."""
    world = turn.state.world
    message = world.messages[message_id]
    desks = next(desks for name, desks in world.teams if name == team)
    items = tuple(item for item in message.items if item.to in desks)
    due = turn.t + message.due if message.due else 0
    asked = world.messages.get(message.reply_to)
    # Only the asker knows of the question: a third recipient of the answer does not.
    reply_to = message.reply_to if asked is not None and world.team_of.get(asked.desk) == team else ""
    turn.tell(
        e.MessageDelivered(
            message.id,
            team,
            message.kind,
            message.desk,
            message.to,
            message.channel,
            items,
            message.about,
            reply_to,
            due,
            message.basis,
            message.text,
            message.code,
            index(turn.scenario).channels[message.channel].court,
            all(desk in message.copies for desk in message.to if desk in desks),
            message.urgency,
        )
    )
    turn.tell(e.MessageThere(message.id, team))
    for item in items:
        if item.to in message.copies:  # the law asks for it
            continue
        price_of(turn, item.fact, item.form, message.desk, item.to, message.id)


def price_of(turn: Turn, fact_id: str, form: str, giver: str, to: str, by: str) -> None:
    """If this went beyond the fact's rules, note it, and let the story take its price (once for a fact and a desk)."""
    state = turn.state
    known = state.known.get(state.world.team_of.get(giver, ""))
    if known is None or not oversharing(turn.scenario, known, fact_id, form, to):
        return
    again = any(row[0] == fact_id and row[2] == to for row in state.world.overshared)
    turn.tell(e.Overshared(fact_id, giver, to, form, by))
    if not again:
        carry_out(turn, index(turn.scenario).facts[fact_id].price)


def _inject(turn: Turn, inject_id: str) -> None:
    """A rule sends an inject: later by as much as control postponed it."""
    row = turn.state.world.injects.get(inject_id)
    if row is None or row.state != "postponed" or turn.cause.startswith("later:"):
        send_inject(turn, inject_id)
    else:
        due = turn.t + row.later
        turn.tell(e.Scheduled(f"{turn.cause}#{turn.state.seq}", due, (r.Inject(inject_id),)))


def send_inject(turn: Turn, inject_id: str, *, by_hand: bool = False) -> None:
    """Send a listed inject, once: its facts to their desks, then its effects.

    By itself it is dropped if its `unless` holds or control skipped it.
    """
    inject = index(turn.scenario).injects[inject_id]
    row = turn.state.world.injects.get(inject_id)
    if row is not None and row.state in ("sent", "withdrawn"):
        return
    if not by_hand and row is not None and row.state == "skipped":
        return
    if not by_hand and inject.unless is not None and holds(inject.unless, turn.scenario, turn.state, turn.t):
        turn.tell(e.InjectDue(inject_id, "skipped", 0))
        return
    own_words = row.text if row is not None else ""
    text = own_words or f"injects.{inject_id}.text"
    title = f"injects.{inject_id}.title"
    turn.tell(e.InjectSent(inject_id, inject.kind, title, text), teams_of(turn, inject.to))
    for fact in inject.facts:
        owner = index(turn.scenario).facts[fact].desk
        for team in teams_of(turn, (owner,)):
            if knows_less(turn, team, fact, "full"):
                turn.tell(e.FactLearned(team, fact, "full", "inject", owner))
    carry_out(turn, inject.then)


def make_safe(turn: Turn, person: str) -> None:
    """A person is safe: in time or not, and only once."""
    world = turn.state.world
    if person in world.safe or person in world.late:
        return
    by = index(turn.scenario).people[person].safe_by
    in_time = by is None or turn.t <= index(turn.scenario).calendar(world.schedule).at(by)
    turn.tell(e.PersonSafe(person, in_time))


def show_person(turn: Turn, person: str, team: str) -> None:
    """A team learns of a person as she is now, with what she agreed to."""
    state = turn.state
    prefix = person + ":"
    consents = tuple(key[len(prefix) :] for key in state.world.consents if key.startswith(prefix))
    status = status_of(turn.scenario, state, person)
    place = place_of(turn.scenario, state, person)
    safe = state.world.safe.get(person, state.world.late.get(person, -1))
    turn.tell(e.PersonShown(person, team, status, place, consents, safe))


def establish(
    turn: Turn,
    question_id: str,
    team: str,
    desk: str,
    facts: tuple[str, ...],
    action: str,
    *,
    granted: bool,
    by_rule: bool = False,
) -> None:
    """An assessment stands: told with its grounds to the team that laid them down, as a headline to all."""
    if question_id in turn.state.world.stands:
        return
    question = index(turn.scenario).questions[question_id]
    turn.tell(e.Established(question_id, team, desk, facts, action, granted, by_rule))
    if question.common:
        turn.tell(e.Headline(question_id))
    carry_out(turn, question.then)
