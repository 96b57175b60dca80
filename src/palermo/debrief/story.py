"""The log read once, from its first entry to its last: what the parts of a debrief are made from."""

from __future__ import annotations

from collections.abc import Iterable

from palermo.debrief.records import NEVER, Moment
from palermo.engine import events as e
from palermo.engine.commands import Asked
from palermo.engine.known import Setup
from palermo.engine.moments import PhaseRun
from palermo.engine.scenario import Scenario
from palermo.engine.state import CONTROL, ROOM


class Story:
    """What a log tells. `at` is the exercise second of its last entry."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.setup = Setup()
        self.teams: tuple[tuple[str, tuple[str, ...]], ...] = ()
        self.team_of: dict[str, str] = {}
        self.runs: tuple[PhaseRun, ...] = ()
        self.at = 0
        self.ended = NEVER
        self.outcome: dict[str, int] = {}
        self.timeline: list[Moment] = []
        self.learned: dict[tuple[str, str], tuple[str, int, str, str, int]] = {}  # form, at, via, source, seq
        self.asked: dict[str, e.MessageSent] = {}
        self.sent_at: dict[str, int] = {}
        self.answers: dict[str, tuple[str, int]] = {}  # request -> kind of reply, when it was sent
        self.there: dict[tuple[str, str], int] = {}
        self.opened: dict[tuple[str, str], int] = {}
        self.told = 0
        self.overshared = 0
        self.unasked = 0
        self.needs: dict[str, tuple[str, int, str, int]] = {}  # state, at, desk, shown
        self.safe: dict[str, tuple[int, bool]] = {}
        self.places = {person.id: person.place for person in scenario.people}
        self.status = {person.id: person.status for person in scenario.people}
        self.flags: dict[str, tuple[int, str, int]] = {}  # at, cause, seq
        self.run_team: dict[str, str] = {}
        self.run_action: dict[str, tuple[str, str]] = {}
        self.seat_team: dict[str, str] = {}


def read(scenario: Scenario, entries: Iterable[e.Entry]) -> Story:
    """Read a log. Entries that a debrief has no use for are passed over."""
    story = Story(scenario)
    for entry in entries:
        story.at = max(story.at, entry.t)
        _exercise(story, entry)
        _exchange(story, entry)
        _deeds(story, entry)
        _people(story, entry)
    return story


def _mark(story: Story, entry: e.Entry, kind: str, **fields: object) -> None:
    story.timeline.append(Moment(t=entry.t, seq=entry.seq, kind=kind, **fields))  # type: ignore[arg-type]


def _exercise(story: Story, entry: e.Entry) -> None:
    match entry.event:
        case e.Created(setup=setup, teams=teams):
            story.setup, story.teams = setup, teams
            story.team_of = {desk: team for team, desks in teams for desk in desks}
        case e.TeamsChanged(teams=teams):
            story.teams = teams
            story.team_of = {desk: team for team, desks in teams for desk in desks}
        case e.Merged(into=into, known=known):
            for fact, have in known.facts.items():
                _learn(story, into, fact, have.form, entry, have.via, have.source)
        case e.SeatTaken(seat=seat, team=team):
            story.seat_team[seat] = team
        case e.Began(schedule=schedule) | e.Rescheduled(schedule=schedule):
            story.runs = schedule
        case e.PhaseEntered(phase=phase):
            _mark(story, entry, "phase", what=phase)
        case e.Paused(why=why):
            _mark(story, entry, "pause", what=why)
        case e.Ended(t=t, outcome=outcome):
            story.ended, story.outcome = t, outcome
        case e.InjectSent(inject=inject, title=title, kind=kind):
            to = tuple(team for team in entry.audience if team not in (ROOM, CONTROL))
            _mark(story, entry, "inject", to=to, what=inject, text=title, detail=kind)
        case _:
            pass


def _exchange(story: Story, entry: e.Entry) -> None:
    match entry.event:
        case e.FactLearned(team=team, fact=fact, form=form, via=via, source=source):
            _learn(story, team, fact, form, entry, via, source)
        case e.MessageSent() as sent:
            _sent(story, entry, sent)
        case e.MessageDelivered(team=team, items=items, desk=desk):
            for item in items:
                _learn(story, team, item.fact, item.form, entry, "message", desk)
        case e.MessageThere(id=message, team=team):
            story.there[message, team] = entry.t
        case e.MessageOpened(id=message, team=team):
            story.opened.setdefault((message, team), entry.t)
        case e.MessageTakenBack(id=message):
            story.asked.pop(message, None)
            story.timeline = [m for m in story.timeline if not (m.kind == "message" and m.what == message)]
        case e.ToldInPerson(giver=giver, team=team, desk=desk, fact=fact, form=form):
            story.told += 1
            _learn(story, team, fact, form, entry, "told", giver)
            _mark(story, entry, "told", who=giver, to=(desk,), what=fact, facts=(fact,))
        case e.Overshared():
            story.overshared += 1
        case _:
            pass


def _sent(story: Story, entry: e.Entry, sent: e.MessageSent) -> None:
    story.asked[sent.id] = sent
    story.sent_at[sent.id] = entry.t
    if sent.reply_to and sent.kind in ("answer", "refusal"):
        story.answers.setdefault(sent.reply_to, (sent.kind, entry.t))
    facts = tuple(dict.fromkeys(item.fact for item in sent.items))
    if sent.kind in ("own", "referral"):
        story.unasked += len(facts)
    _mark(
        story, entry, "message", who=sent.desk, to=sent.to, what=sent.id, detail=sent.kind, text=sent.about, facts=facts
    )


def _learn(story: Story, team: str, fact: str, form: str, entry: e.Entry, via: str, source: str) -> None:
    before = story.learned.get((team, fact))
    if before is None:
        story.learned[team, fact] = (form, entry.t, via, source, entry.seq)
    elif RANKS.get(form, 0) > RANKS.get(before[0], 0):
        story.learned[team, fact] = (form, *before[1:])


RANKS = {"anon": 1, "short": 2, "full": 3}


def _deeds(story: Story, entry: e.Entry) -> None:
    match entry.event:
        case e.ActionStarted(run=run, action=action, team=team, desk=desk):
            story.run_team[run] = team
            story.run_action[run] = (action, desk)
        case e.ActionDone(run=run, action=action, option=option):
            desk = story.run_action.get(run, ("", ""))[1]
            _mark(story, entry, "action", who=desk, what=action, detail=option)
        case e.Established(question=question, team=team, granted=granted, facts=facts):
            detail = "granted" if granted else ""
            _mark(story, entry, "established", who=team, what=question, detail=detail, facts=facts)
        case e.FlagRaised(flag=flag):
            if flag not in story.flags:
                story.flags[flag] = (entry.t, entry.cause, entry.seq)
                _mark(story, entry, "harm", what=flag)
        case _:
            pass


def _people(story: Story, entry: e.Entry) -> None:
    match entry.event:
        case e.NeedShown(need=need):
            story.needs.setdefault(need, ("wait", entry.t, "", entry.t))
        case e.NeedTaken(need=need, desk=desk):
            story.needs[need] = ("hand", entry.t, desk, _shown(story, need, entry.t))
        case e.NeedMet(need=need):
            _need_ends(story, entry, need, "met")
        case e.NeedMissed(need=need):
            _need_ends(story, entry, need, "missed")
        case e.PersonSafe(person=person, in_time=in_time):
            if person not in story.safe:
                story.safe[person] = (entry.t, in_time)
                _mark(story, entry, "safe", what=person, detail="" if in_time else "late")
        case e.PersonPlaced(person=person, place=place):
            story.places[person] = place
        case e.StatusSet(person=person, status=status):
            story.status[person] = status
        case _:
            pass


def _shown(story: Story, need: str, t: int) -> int:
    return story.needs[need][3] if need in story.needs else t


def _need_ends(story: Story, entry: e.Entry, need: str, state: str) -> None:
    by = story.needs[need][2] if need in story.needs else ""
    story.needs[need] = (state, entry.t, by, _shown(story, need, entry.t))
    _mark(story, entry, f"need_{state}", who=by, what=need)


def team_behind(story: Story, commands: Iterable[Asked], cause: str) -> str:
    """Return the team whose act an entry's cause names, '' where it names none."""
    kind, _, name = cause.partition(":")
    if kind == "run":
        return story.run_team.get(name, "")
    if kind != "command":
        return ""
    seat = next((asked.seat for asked in commands if asked.id == name), name.rpartition(".")[0])
    return story.seat_team.get(seat, "")
