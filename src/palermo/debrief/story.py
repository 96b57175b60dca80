"""The log read once, from its first entry to its last: what the parts of a debrief are made from."""

from __future__ import annotations

from collections.abc import Iterable

from palermo.debrief.records import NEVER, Aloud, Carded, Decision, Moment, Noted
from palermo.engine import events as e
from palermo.engine.commands import Asked
from palermo.engine.known import LineVersion, Setup
from palermo.engine.moments import PhaseRun
from palermo.engine.scenario import Scenario
from palermo.engine.showing import AnswerRow
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
        self.answers: dict[tuple[str, str], tuple[str, int, str]] = {}  # request, desk -> kind of reply, when, which
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
        self.run_option: dict[str, str] = {}
        self.run_reason: dict[str, str] = {}
        self.seat_team: dict[str, str] = {}
        self.done: list[tuple[int, str, str, tuple[str, ...]]] = []  # at, action, option, ticks
        self.hits: dict[str, tuple[str, str]] = {}  # hit -> owner's desk, fact
        self.told_by: dict[str, e.ToldInPerson] = {}
        self.notes: list[Noted] = []
        self.decisions: list[Decision] = []
        self.cards: list[Carded] = []
        self.lines: dict[tuple[str, str], tuple[LineVersion, ...]] = {}
        self.aloud: dict[tuple[str, str, str, int], int] = {}  # fact, giver, desk, minute -> seq
        self.said_after: list[AnswerRow] = []
        self.opened_at: dict[str, int] = {}  # "question:x", "action:x" -> when
        self.stood: dict[str, int] = {}  # question -> when
        self.started: dict[str, int] = {}  # action -> when


def read(scenario: Scenario, entries: Iterable[e.Entry]) -> Story:
    """Read a log. Entries that a debrief has no use for are passed over."""
    story = Story(scenario)
    for entry in entries:
        story.at = max(story.at, entry.t)
        _exercise(story, entry)
        _exchange(story, entry)
        _deeds(story, entry)
        _people(story, entry)
        _said(story, entry)
        _decided(story, entry)
        _written(story, entry)
        _afterwards(story, entry)
    for row in story.aloud:
        _hear(story, *row)
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
        case e.InjectSent(inject=inject, title=title, kind=kind, text=text):
            to = tuple(team for team in entry.audience if team not in (ROOM, CONTROL))
            _mark(story, entry, "inject", to=to, what=inject, text=title, detail=kind, words=_own(text))
        case e.InjectWithdrawn(inject=inject, text=text):
            _mark(story, entry, "withdrawn", what=inject, words=_own(text))
        case _:
            pass


def _own(*keys: str) -> tuple[str, ...]:
    """Return those keys that are of what people wrote, not of the package."""
    return tuple(key for key in keys if key.startswith("~"))


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
            story.answers = {key: row for key, row in story.answers.items() if row[2] != message}
            story.decisions = [d for d in story.decisions if d.kind != "refusal" or d.detail != message]
            story.timeline = [m for m in story.timeline if not (m.kind == "message" and m.what == message)]
        case e.ToldInPerson(id=told, giver=giver, team=team, desk=desk, fact=fact, form=form):
            story.told += 1
            story.told_by[told] = entry.event
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
        story.answers.setdefault((sent.reply_to, sent.desk), (sent.kind, entry.t, sent.id))
    facts = tuple(dict.fromkeys(item.fact for item in sent.items))
    if sent.kind in ("own", "referral"):
        story.unasked += len(facts)
    _mark(
        story,
        entry,
        "message",
        who=sent.desk,
        to=sent.to,
        what=sent.id,
        detail=sent.kind,
        text=sent.about,
        facts=facts,
        words=_own(sent.text, sent.reason),
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
        case e.ActionStarted(run=run, action=action, team=team, desk=desk, option=option, reason=reason):
            story.run_team[run] = team
            story.run_action[run] = (action, desk)
            story.run_option[run] = option
            story.run_reason[run] = reason
        case e.ActionDone(run=run, action=action, option=option, ticks=ticks):
            desk = story.run_action.get(run, ("", ""))[1]
            story.done.append((entry.t, action, option, ticks))
            words = _own(story.run_reason.get(run, ""))
            _mark(story, entry, "action", who=desk, what=action, detail=option, words=words)
        case e.Established(question=question, team=team, granted=granted, facts=facts):
            detail = "granted" if granted else ""
            _mark(story, entry, "established", who=team, what=question, detail=detail, facts=facts)
        case e.FlagRaised(flag=flag):
            if flag not in story.flags:
                story.flags[flag] = (entry.t, entry.cause, entry.seq)
                _mark(story, entry, "harm", what=flag)
        case _:
            pass


def _said(story: Story, entry: e.Entry) -> None:
    """What control and the tables said to each other. A table's question to control is control's; a hint is its table's as well."""
    match entry.event:
        case e.HintGiven(team=team, hint=hint, text=text, auto=auto):
            detail = "auto" if auto else ""
            _mark(story, entry, "hint", to=(team,), what=hint, detail=detail, words=_own(text), only=(CONTROL, team))
        case e.Announced(text=text, apart=True):
            to = tuple(team for team in entry.audience if team not in (ROOM, CONTROL))
            _mark(story, entry, "reply", to=to, words=_own(text), only=(CONTROL, *to))
        case e.Announced(text=text):
            _mark(story, entry, "announcement", words=_own(text))
        case e.HelpAsked(team=team, text=text):
            _mark(story, entry, "help", who=team, words=_own(text), only=(CONTROL,))
        case e.HelpAnswered(team=team, text=text):
            _mark(story, entry, "reply", to=(team,), words=_own(text), only=(CONTROL,))
        case e.NoteWritten(seat=seat, about=about, text=text) if seat.partition("@")[0] == CONTROL:
            story.notes.append(Noted(t=entry.t, seq=entry.seq, seat=seat, about=about, text=text))
        case e.Pinned(team=team, seat=seat, text=text, one=one, two=two):
            ends = (one, two) if two else ()
            story.notes.append(
                Noted(t=entry.t, seq=entry.seq, seat=seat, about=team, text=text, pinned=True, between=ends)
            )
        case e.ToldCorrected(told=told, text=text):
            row = story.told_by.get(told)
            if row is not None:
                _mark(story, entry, "corrected", who=row.giver, to=(row.desk,), facts=(row.fact,), words=_own(text))
        case _:
            pass


def _decided(story: Story, entry: e.Entry) -> None:
    match entry.event:
        case e.ActionStarted(action=action, desk=desk, option=option, reason=reason):
            _decide(story, entry, "start", desk, action, option, reason)
        case e.ApprovalGiven(run=run, action=action, desk=desk, yes=yes, reason=reason):
            _decide(story, entry, "yes" if yes else "no", desk, action, story.run_option.get(run, ""), reason)
            _mark(story, entry, "approval", who=desk, what=action, detail="" if yes else "no", words=_own(reason))
        case e.HitOwed(id=hit, desk=desk, fact=fact):
            story.hits[hit] = (desk, fact)
        case e.HitDecided(id=hit, yes=yes, reason=reason) if hit in story.hits:
            desk, fact = story.hits[hit]
            _decide(story, entry, "hit_yes" if yes else "hit_no", desk, fact, "", reason)
            _mark(story, entry, "hit", who=desk, detail="" if yes else "no", facts=(fact,), words=_own(reason))
        case e.MessageSent(
            kind="refusal", id=message, desk=desk, about=about, reply_to=request, reason=reason, basis=basis
        ):
            asked = story.asked.get(request)
            why = reason or (f"refusals.{basis}.name" if basis else "")
            _decide(story, entry, "refusal", desk, about or (asked.about if asked else ""), message, why)
        case _:
            pass


def _decide(story: Story, entry: e.Entry, kind: str, desk: str, what: str, detail: str, reason: str) -> None:
    story.decisions.append(
        Decision(t=entry.t, seq=entry.seq, kind=kind, desk=desk, what=what, detail=detail, reason=reason)
    )


def _written(story: Story, entry: e.Entry) -> None:
    match entry.event:
        case e.LineWritten(sheet=sheet, line=line, version=version, base=base):
            kept = tuple(one for one in story.lines.get((sheet, line), ()) if one.n > base)
            story.lines[sheet, line] = (*kept, version)
        case e.LineChosen(sheet=sheet, line=line, version=n):
            before = story.lines.get((sheet, line), ())
            story.lines[sheet, line] = tuple(one for one in before if one.n == n) or before
        case e.CardAsked(talk=talk, card=card, desk=desk):
            story.cards.append(Carded(t=entry.t, seq=entry.seq, talk=talk, card=card, desk=desk))
            _mark(story, entry, "card", who=desk, what=talk, detail=card)
        case _:
            pass


def _afterwards(story: Story, entry: e.Entry) -> None:
    """What opened, stood and began when; and what was said after the end."""
    match entry.event:
        case e.Opened(what=what):
            story.opened_at.setdefault(what, entry.t)
        case e.Established(question=question):
            story.stood.setdefault(question, entry.t)
        case e.ActionStarted(action=action):
            story.started.setdefault(action, entry.t)
        case e.Answered(question=question, text=text):
            story.said_after.append(AnswerRow(question, text))
        case e.SaidAloud(fact=fact, giver=giver, desk=desk, minute=minute, off=off):
            row = (fact, giver, desk, minute)
            story.aloud.pop(row, None)
            if not off:
                story.aloud[row] = entry.seq
        case _:
            pass


def _hear(story: Story, fact: str, giver: str, desk: str, minute: int) -> None:
    """Reckon with what was said aloud: whoever heard it had it then, unless the log shows it earlier."""
    seq = story.aloud[fact, giver, desk, minute]
    end = story.ended if story.ended != NEVER else story.at
    t = min(minute * 60, end)
    record = next((one for one in story.scenario.facts if one.id == fact), None)
    form = max(record.forms, key=lambda one: RANKS.get(one, 0)) if record is not None and record.forms else "full"
    mine = story.team_of.get(giver, "")
    heard = [team for team, _ in story.teams] if desk == "*" else [story.team_of.get(desk, "")]
    for team in heard:
        before = story.learned.get((team, fact))
        if team and team != mine and (before is None or t < before[1]):
            kept = before[0] if before is not None and RANKS.get(before[0], 0) > RANKS.get(form, 0) else form
            story.learned[team, fact] = (kept, t, "aloud", giver, seq)
    to = () if desk == "*" else (desk,)
    story.timeline.append(Moment(t=t, seq=seq, kind="aloud", who=giver, to=to, what=fact, facts=(fact,)))


def alouds(story: Story) -> tuple[Aloud, ...]:
    """Return what was said aloud, in the order of its minutes."""
    rows = [Aloud(fact=f, giver=g, desk=d, minute=m, seq=seq) for (f, g, d, m), seq in story.aloud.items()]
    return tuple(sorted(rows, key=lambda row: (row.minute, row.seq)))


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
