"""The cast of every test: the small package, an exercise of it, and a player who does anything that is allowed."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random

from msgspec.structs import replace

from palermo.engine import commands as c
from palermo.engine.allowed import allowed, same_person
from palermo.engine.allowed_control import judge
from palermo.engine.can import REPLIES
from palermo.engine.events import Entry
from palermo.engine.known import Known
from palermo.engine.play import advance, happen, initial, next_due, now
from palermo.engine.scenario import Scenario
from palermo.engine.state import State
from palermo.engine.view import Call, Own, Power, View
from palermo.engine.viewing import control_view, own, view
from palermo.scenario import Package, load

SMALL = Path(__file__).parent / "scenario" / "packages" / "small"
START = 1_800_000_000.0
FEW = 12  # pins on a board of chance


@cache
def package(name: str = "small") -> Package:
    """Return the small package, or a built-in one by name. Read once."""
    return load(str(SMALL) if name == "small" else name)


@dataclass
class Table:
    """An exercise on the engine alone: no log, a clock that stands until told. Remembers every entry and every step."""

    scenario: Scenario
    preset: str
    profile: str
    talk: str = "liaison"
    help_level: int = 2
    state: State = field(default_factory=State)
    wall: float = START
    entries: list[Entry] = field(default_factory=list)
    asked: int = 0
    views: dict[str, tuple[Known, View]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.state = initial(self.scenario)
        create = c.Create("digest", self.preset, self.profile, "en", help_level=self.help_level, talk=self.talk)
        self.control(create, "server")

    def aside(self) -> Table:
        """Return a copy that goes its own way from here."""
        other = Table.__new__(Table)
        other.__dict__.update(self.__dict__, entries=list(self.entries), views={})
        return other

    def do(self, seat: str, command: c.Command) -> tuple[Entry, ...]:
        """Make a command happen, allowed or not; return its entries."""
        self.asked += 1
        asked = c.Asked(seat, f"{seat}.{self.asked}", command, self.wall)
        self.state, entries = happen(self.scenario, self.state, asked)
        self.entries.extend(entries)
        return entries

    def control(self, command: c.Command, seat: str = "control") -> tuple[Entry, ...]:
        """Make a command of control happen; fails if it is refused."""
        assert judge(self.scenario, self.state, command) is None, command
        return self.do(seat, command)

    def ask(self, seat: str, command: c.Command) -> c.Refused | None:
        """Ask for a command as a seat: its refusal, or None when it happened."""
        refused = self.judge(seat, command)
        if refused is None:
            self.do(seat, command)
        return refused

    def judge(self, seat: str, command: c.Command) -> c.Refused | None:
        """Return what `allowed` says to a seat's command."""
        mine = self.own(seat)
        return allowed(self.scenario, self.view(mine.team), mine, command)

    def judge_control(self, command: c.Command) -> c.Refused | None:
        """Return what is said to a command of control."""
        return judge(self.scenario, self.state, command)

    def control_calls(self) -> tuple[Call, ...]:
        """Return what needs control."""
        return control_view(self.scenario, self.state).calls

    def own(self, seat: str) -> Own:
        mine = own(self.scenario, self.state, seat)
        assert mine is not None
        return mine

    def view(self, team: str) -> View:
        known = self.state.known[team]
        if team not in self.views or self.views[team][0] is not known:
            self.views[team] = (known, view(self.scenario, known))
        return self.views[team][1]

    def wait(self, seconds: float) -> None:
        """Let wall time pass; what is due happens."""
        self.wall += seconds
        to = now(self.state, self.wall)
        t = self.state.t
        while (due := next_due(self.scenario, self.state, t)) is not None and due <= to:
            if self.state.world.clock.paused:
                return
            self.state, entries = advance(self.scenario, self.state, due)
            self.entries.extend(entries)
            t = due

    def seat_all(self) -> None:
        """Seat one person a desk, `s-DESK`."""
        for team, desks in self.state.world.teams:
            for desk in desks:
                self.control(c.TakeSeat(f"s-{desk}", team, (desk,)), "server")

    def begin(self) -> None:
        """Start the clock and skip what comes before play."""
        self.control(c.Begin())
        phases = next(p for p in self.scenario.profiles if p.id == self.profile).phases
        for phase in phases:
            if phase.kind == "before":
                self.control(c.SkipPhase())

    @property
    def t(self) -> int:
        return now(self.state, self.wall)

    def team(self, desk: str) -> str:
        return self.state.world.team_of[desk]

    def knows(self, desk: str, fact: str) -> str:
        """Return the form in which a desk's team knows a fact, '' when it does not."""
        have = self.state.known[self.team(desk)].facts.get(fact)
        return have.form if have is not None else ""


def small(preset: str = "trio", profile: str = "P30", talk: str = "liaison") -> Table:
    """Return the small exercise, seated and begun."""
    return of_scenario(package().scenario, preset, profile, talk)


def altered(scenario: Scenario, part: str, name: str, **fields: object) -> Scenario:
    """Return a scenario with other fields in one record: the one called `name` in the list `part`."""
    rows = tuple(replace(row, **fields) if row.id == name else row for row in getattr(scenario, part))
    return replace(scenario, **{part: rows})


def of_scenario(scenario: Scenario, preset: str = "trio", profile: str = "P30", talk: str = "liaison") -> Table:
    """Return an exercise of a scenario, seated and begun."""
    table = Table(scenario, preset, profile, talk)
    table.seat_all()
    table.begin()
    return table


def anything(table: Table, power: Power, seat: str, random: Random) -> c.Command:
    """Return a command that uses a power, its slots filled by chance."""

    def some(slot: str, least: int = 0) -> tuple[str, ...]:
        values = power.slots.get(slot, ())
        return tuple(random.sample(values, random.randint(min(least, len(values)), len(values)))) if values else ()

    def one(slot: str, default: str = "") -> str:
        values = power.slots.get(slot, ())
        return random.choice(values) if values else default

    desk, target = power.desk or (*table.own(seat).desks, "")[0], power.target
    match power.verb:
        case "send":
            return _letter(table, power, desk, random)
        case "take_back":
            return c.TakeBack(target)
        case "open":
            return c.OpenMessage(target)
        case "heard":
            held = table.state.known[table.own(seat).team].facts
            facts = [(fact.id, fact.word) for fact in table.scenario.facts if fact.id not in held]
            number, word = random.choice(facts or [("XX-1", "nothing")])
            return c.Heard(desk, number, word, random.choice(("", one("giver"))))
        case "correct":
            return c.Correct(target, "~x")
        case "ask":
            return c.Ask(desk, target, random.choice(("LHV 27K", "nobody")))
        case "release":
            return c.Release(target, random.random() < 0.5, one("form", "full"), "~r")
        case "assess":
            return c.Assess(desk, target, some("fact", 1))
        case "start":
            return c.Start(desk, target, one("option"), some("tick", 1), some("fact", 1))
        case "approve":
            return c.Approve(desk, target, random.random() < 0.8, "~why")
        case "drop":
            return c.Drop(target)
        case "write":
            sheet, _, line = target.partition(".")
            return c.WriteLine(desk, sheet, line, "~text", _base(table, seat, target, random))
        case "choose":
            sheet, _, line = target.partition(".")
            return c.ChooseLine(desk, sheet, line, int(one("version")))
        case "take_need":
            return c.TakeNeed(desk, target)
        case "card":
            talk, _, card = target.partition(".")
            return c.AskCard(desk, talk, card)
        case "answer_now":
            return c.AnswerNow(target, "~now")
        case "ask_now":
            return c.AskNow(one("team"))
        case "note":
            person = table.state.world.observers[seat].person
            return c.Note("~seen", person, team=random.choice(("", table.state.world.teams[0][0])))
        case "see_all":
            return c.SeeAll()
        case "ready":
            return c.Ready()
        case "practise":
            return c.Practise(desk, some("to", 1))
        case "pin":
            return _on_board(table, seat, random)
        case "help":
            return c.Help("~help")
        case "answer":
            return c.Answer(one("question"), "~answer")
        case verb:
            raise AssertionError(verb)


def _on_board(table: Table, seat: str, random: Random) -> c.Pin | c.MovePin | c.Unpin:
    pins = table.state.known[table.own(seat).team].pins
    there = [row for row in pins.values() if not row.off]
    if pins and random.random() < 0.5:
        pin, other = random.choice(list(pins)), random.choice(("", *pins))
        return random.choice((c.MovePin(pin, other), c.Unpin(pin), c.Unpin(pin, back=len(there) < FEW)))
    if not there or (random.random() < 0.5 and len(there) < FEW):
        one, two = random.sample(("BG-1", "driver", "van"), 2)
        return random.choice((c.Pin("~note"), c.Pin("~note", one), c.Pin("~knows", one, two)))
    row = random.choice(there)
    base = row.count if len(there) >= FEW else random.choice((0, row.count))
    return c.Pin("~changed", row.one, row.two, row.id, base)


def _letter(table: Table, power: Power, desk: str, random: Random) -> c.Send:
    to = tuple(random.sample(power.slots["to"], random.randint(1, len(power.slots["to"]))))
    kind = random.choice(power.slots["kind"])
    reply = random.choice(power.slots["reply_to"]) if kind in REPLIES else ""
    if reply:
        asker = table.state.world.messages[reply].desk
        if asker not in power.slots["to"]:
            kind, reply = "own", ""
        elif asker not in to:
            to = (*to, asker)
    items: tuple[c.Item, ...] = ()
    if kind not in ("refusal", "hold") and power.slots["item"]:
        chosen = random.sample(power.slots["item"], min(len(power.slots["item"]), random.randint(0, 3)))
        items = tuple(c.Item(*item.split("|"), random.choice(to)) for item in chosen)
    reason = "~reason" if kind in ("refusal", "hold") else ""
    due = 120 if kind == "request" else 0
    listed = table.scenario.refusals
    basis = random.choice(listed).id if kind == "refusal" and listed else ""
    if kind == "hold" and table.view(table.team(desk)).known.mail[reply].held:
        kind, reason = "answer", ""
    classes = ("", *(one.id for one in table.scenario.urgencies))
    urgency = random.choice(classes) if kind == "request" else ""
    coded = next(one.coded for one in table.scenario.channels if one.id == power.target)
    code = random.choice(table.scenario.codes).id if coded and table.scenario.codes else ""
    return c.Send(kind, desk, to, power.target, items, "", reply, due, basis, "~text", reason, code, urgency)


def _base(table: Table, seat: str, key: str, random: Random) -> int:
    row = table.state.known[table.own(seat).team].sheets.get(key)
    if row is None:
        return 0
    return row.count if len(row.versions) > 2 else random.choice((0, row.count))


def anothers(table: Table, seat: str, power: Power) -> bool:
    """Tell whether a power is another person's at the table: a button that the seat's own region does not show."""
    mine = table.own(seat)
    seen = table.view(mine.team)
    return power.verb == "approve" and same_person(table.scenario, seen, mine, power.target, power.desk)


def control_whim(table: Table, random: Random) -> c.Command:
    """Return something control might do with the clock, injects and words, allowed or not."""
    inject = random.choice(table.scenario.injects).id
    team = random.choice(table.state.world.teams)[0]
    running = not table.state.world.clock.paused
    return random.choice(
        (
            c.Pause("time_out") if running else c.Resume(),
            c.Resume(),
            c.SetSpeed(random.choice((0.5, 1.0, 2.0, 4.0))),
            c.Extend(random.choice((30, 90, 300))),
            c.SendInject(inject),
            c.EditInject(inject, "~words"),
            c.PostponeInject(inject, 60),
            c.SkipInject(inject),
            c.WithdrawInject(inject, "~sorry"),
            c.Improvise((team,), "new", "~words", "~title"),
            c.GiveHint(team, "", "~hint"),
            c.Announce("~all"),
            c.Note("~note", team),
            _shown(table, random, team),
            _later(table, Random(table.asked), team),
        )
    )


def _later(table: Table, random: Random, team: str) -> c.Command:
    plan, phase = random.choice([*table.state.world.plans, ""]), random.choice(table.state.world.schedule).id
    return random.choice(
        (
            c.Plan("improvise", 60, "", (team,), "new", "~title", "~words", plan=plan),
            c.Plan("givehint", 60, phase, team=team, text="~hint", plan=plan),
            c.Plan("announce", 60, "", (team,), text="~all"),
            c.Plan("note", 60, phase, text="~note", about=team),
            c.PostponeInject(plan, 60),
            c.SendInject(plan),
            c.SkipInject(plan),
        )
    )


def _shown(table: Table, random: Random, team: str) -> c.Command:
    sheets = [sheet.id for sheet in table.scenario.sheets]
    shown = [c.Show("join"), c.Show("result"), c.Show("table", team, 20), c.Show("")]
    shown += [c.Show("sheet", f"{random.choice(sheets)}@{team}", 60)] if sheets else []
    return random.choice(shown)


def upheaval(table: Table, random: Random) -> c.Command:
    """Return something control might do to seats, tables and what may be done, allowed or not."""
    world = table.state.world
    team, desks = random.choice(world.teams)
    seat = random.choice(list(world.seats))
    return random.choice(
        (
            c.MergeTeams(team, world.teams[0][0]),
            c.MoveSeat(seat, team, desks[:1]),
            c.RevokeSeat(seat, gone=random.random() < 0.2),
            c.TakeSeat(f"s-late{table.asked}", team, desks),
            c.Occupy(desks[0], random.choice(("bot", "people", "control", "rule"))),
            a_job(table, random),
            c.Grant(random.choice(table.scenario.questions).id, team),
            c.Withhold(random.choice(table.scenario.questions).id, team),
            c.SetAction(random.choice(table.scenario.actions).id, open=random.random() < 0.7),
            c.Reply(random.choice(list(world.helps)), "~reply") if world.helps else c.Announce("~all"),
            c.EraseText(random.choice(("~text", "~words", "~now", "~nobody"))),
        )
    )


def seats(table: Table) -> list[str]:
    """Return the seats that are taken, and last the observers who speak for a person."""
    speak = [seat for seat, row in table.state.world.observers.items() if row.person]
    return [*(seat for seat, row in table.state.world.seats.items() if not row.gone), *speak]


def a_job(table: Table, random: Random) -> c.Observe:
    """Return a job for one of two observers: mostly a person to speak for."""
    voices = [person.id for person in table.scenario.people if person.voice]
    seat, objective = random.choice(("o-1", "o-2")), random.choice(table.scenario.objectives).id
    return c.Observe(seat, person=random.choice(voices)) if random.random() < 0.8 else c.Observe(seat, objective)
