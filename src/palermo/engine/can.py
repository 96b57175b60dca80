"""The powers a team has now: from what it knows and the scenario's rules. Buttons and bots' choices are this list."""

from __future__ import annotations

from palermo.engine.forms import forms_held
from palermo.engine.index import DeskBook, Index, index
from palermo.engine.known import Known, Mail
from palermo.engine.observing import PAUSED, voice_powers
from palermo.engine.scenario import Action, Channel, Scenario, Talk
from palermo.engine.showing import asked_afterwards
from palermo.engine.view import Power

KINDS = ("own", "request", "referral")
REPLIES = ("answer", "refusal", "hold")  # on hold goes only what has a time by its class of urgency


def powers(scenario: Scenario, known: Known) -> tuple[Power, ...]:
    """Return what a team may do now, open or locked. Never a condition over the world: only what entries told the team."""
    if known.person:
        return voice_powers(scenario, known)
    if not known.desks:
        return ()
    out = [Power("see_all", ""), Power("help", "")]
    if known.ended:
        out.append(Power("answer", "", slots={"question": asked_afterwards(scenario)}))
    else:
        out.append(Power("pin", ""))  # our own board, whatever the clock does
    stands = PAUSED if known.clock.paused else ()
    if not known.ended:
        unanswered = (ask.id for ask in known.asks.values() if ask.answered < 0)
        out.extend(Power("answer_now", "", ask, not stands, stands) for ask in unanswered)
    out.extend(Power("open", "", mail.id) for mail in known.mail.values() if not mail.out and mail.state == "new")
    phase = index(scenario).phase(known.setup.profile, known.phase) if known.phase else None
    if phase is None or phase.kind == "before":
        out.append(Power("ready", ""))
        others = tuple(desk for team, desks in known.teams if team != known.watcher for desk in desks)
        if others:
            out.extend(Power("practise", desk, slots={"to": others}) for desk in known.desks)
    if phase is not None and phase.kind == "before" and any(sheet.early for sheet in scenario.sheets):
        early = _Table(scenario, known)
        for desk in known.desks:
            out.extend(early.lines(desk, early.index.book[desk].early))
    if phase is None or phase.kind != "play" or known.ended:
        return tuple(out)
    play = _Table(scenario, known)
    for desk in play.desks:
        out.extend(play.powers(desk))
    return tuple(out)


class _Table:
    """One computation of a team's powers in play; holds what its desks share."""

    def __init__(self, scenario: Scenario, known: Known) -> None:
        self.scenario = scenario
        self.known = known
        self.index: Index = index(scenario)
        self.open = not known.clock.paused
        self.needs = () if self.open else PAUSED
        self.desks = known.desks
        self.others = tuple(desk for team, desks in known.teams if team != known.watcher for desk in desks)
        self.items = self.index.items(known.facts)
        self.held = tuple(known.facts)
        runs = known.runs.values()
        self.live = {run.action for run in runs if run.state in ("waiting", "running")}
        self.over = {run.action for run in runs if run.state == "done"}
        self.waiting = [run for run in runs if run.state == "waiting"]
        self.requests = [mail for mail in known.mail.values() if is_due(known, mail)]
        self.coming = [mail for mail in known.mail.values() if mail.out and mail.state == "way"]
        self.wanted = [need.need for need in known.needs.values() if need.state == "wait"]
        self.spoken = self.index.profiles[known.setup.profile].spoken

    def power(self, verb: str, desk: str, target: str = "", **slots: tuple[str, ...]) -> Power:
        return Power(verb, desk, target, self.open, self.needs, slots)

    def powers(self, desk: str) -> list[Power]:
        """Return the powers of one desk of the team."""
        known, opened, book = self.known, self.known.opened, self.index.book[desk]
        out = self.sending(desk, book)
        out.extend(self.power("ask", desk, lookup.id) for lookup in self.scenario.lookups if lookup.desk in self.others)
        out.extend(
            self.power("release", desk, hit.id, form=self.forms(hit.fact))
            for hit in known.hits.values()
            if hit.state == "open" and hit.desk == desk
        )
        if self.held:
            out.extend(
                self.power("assess", desk, question, fact=self.held)
                for key, question in book.questions
                if key in opened and question not in known.stands
            )
        for key, action in book.actions:
            power = self.action(desk, key, action)
            if power is not None:
                out.append(power)
        out.extend(self.runs(desk))
        out.extend(self.lines(desk, book.lines))
        out.extend(self.power("take_need", desk, need) for need in self.wanted if desk in self.index.needs[need].desks)
        for key, talk in book.talks:
            if key in opened:
                out.extend(self.cards(desk, talk))
        return out

    def forms(self, fact: str) -> tuple[str, ...]:
        """Return the forms in which the team could hand a fact on."""
        have = self.known.facts.get(fact)
        return forms_held(self.index.facts[fact], have.form) if have is not None else ()

    def sending(self, desk: str, book: DeskBook) -> list[Power]:
        """Return the powers to send, tell, take back and correct."""
        known = self.known
        out: list[Power] = []
        asked = tuple(mail.id for mail in self.requests if desk in mail.to)
        kinds = (*KINDS, *(REPLIES if self.scenario.urgencies else REPLIES[:2])) if asked else KINDS
        for key, channel in book.channels:
            if key not in known.opened:
                continue
            if channel.spoken:
                if known.setup.talk == "liaison" and self.others:
                    out.append(self.power("heard", desk, "", giver=self.others))
                continue
            to = self.reach(channel)
            if to:
                out.append(self.power("send", desk, channel.id, kind=kinds, to=to, item=self.items, reply_to=asked))
        out.extend(self.power("take_back", desk, mail.id) for mail in self.coming if mail.desk == desk)
        out.extend(
            self.power("correct", desk, told.id)
            for told in known.tolds.values()
            if told.out and told.corrected is None and told.giver == desk
        )
        return out

    def reach(self, channel: Channel) -> tuple[str, ...]:
        """Return the desks of other tables that a channel leads to."""
        if "*" in channel.only_to and "*" in channel.members:
            return self.others
        return tuple(
            desk
            for desk in self.others
            if ("*" in channel.only_to or desk in channel.only_to)
            and ("*" in channel.members or desk in channel.members)
        )

    def action(self, desk: str, key: str, action: Action) -> Power | None:
        """Return the power to start an action of this desk: open, locked with what it needs, or none."""
        if action.id in self.live or action.id in self.spoken:
            return None
        opened = self.known.opened
        if key in opened:
            options = tuple(
                option.id
                for option in action.options
                if option.opens is None or f"option:{action.id}.{option.id}" in opened
            )
            if action.options and not options:
                return Power("start", desk, action.id, False, (f"actions.{action.id}.needs",))
            ticks = tuple(tick.id for tick in action.ticks)
            stands_on = tuple(question for question in action.stands_on if question not in self.known.stands)
            return self.power("start", desk, action.id, option=options, tick=ticks, stands_on=stands_on, fact=self.held)
        if action.listed and action.id not in self.over:
            return Power("start", desk, action.id, False, (f"actions.{action.id}.needs",))
        return None

    def runs(self, desk: str) -> list[Power]:
        """Return the powers to approve or drop what waits for a yes."""
        out: list[Power] = []
        for run in self.waiting:
            if desk in run.awaiting:
                out.append(self.power("approve", desk, run.id, yes=("yes", "no")))
            if run.desk == desk and run.team == self.known.watcher:
                out.append(self.power("drop", desk, run.id))
        return out

    def lines(self, desk: str, keys: list[tuple[str, str]]) -> list[Power]:
        """Return the powers to write a line of a sheet, or to choose among versions kept side by side."""
        out: list[Power] = []
        opened = self.known.opened
        for sheet, key in keys:
            if sheet not in opened or f"line:{key}" not in opened:
                continue
            out.append(self.power("write", desk, key))
            row = self.known.sheets.get(key)
            if row is not None and len(row.versions) > 1:
                numbers = tuple(str(version.n) for version in row.versions)
                out.append(self.power("choose", desk, key, version=numbers))
        return out

    def cards(self, desk: str, talk: Talk) -> list[Power]:
        """Return the powers to ask the question cards of an open talk round."""
        cards = [(f"{talk.id}.{card.id}", card) for card in talk.cards]
        if sum(key in self.known.cards for key, _ in cards) >= talk.at_most:
            return []
        return [
            self.power("card", desk, key)
            for key, card in cards
            if key not in self.known.cards and (card.opens is None or f"card:{key}" in self.known.opened)
        ]


def is_due(known: Known, mail: Mail) -> bool:
    """Tell whether a message is another table's request to us that nobody has answered."""
    return not (mail.out or mail.copy or mail.answered) and mail.kind == "request" and mail.desk not in known.desks
