"""The cast of every test: the small package, an exercise of it, and a player who does anything that is allowed."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random

from palermo.engine import commands as c
from palermo.engine.allowed import allowed, same_person
from palermo.engine.allowed_control import judge
from palermo.engine.events import Entry
from palermo.engine.play import advance, happen, initial, next_due, now
from palermo.engine.scenario import Scenario
from palermo.engine.state import State
from palermo.engine.view import Own, Power, View
from palermo.engine.viewing import own, view
from palermo.scenario import Package, load

SMALL = Path(__file__).parent / "scenario" / "packages" / "small"
START = 1_800_000_000.0


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

    def __post_init__(self) -> None:
        self.state = initial(self.scenario)
        create = c.Create("digest", self.preset, self.profile, "en", help_level=self.help_level, talk=self.talk)
        self.control(create, "server")

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

    def own(self, seat: str) -> Own:
        mine = own(self.scenario, self.state, seat)
        assert mine is not None
        return mine

    def view(self, team: str) -> View:
        return view(self.scenario, self.state.known[team])

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
    table = Table(package().scenario, preset, profile, talk)
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

    desk, target = power.desk or table.own(seat).desks[0], power.target
    match power.verb:
        case "send":
            return _letter(power, desk, random)
        case "take_back":
            return c.TakeBack(target)
        case "open":
            return c.OpenMessage(target)
        case "heard":
            fact = random.choice(table.scenario.facts)
            return c.Heard(desk, fact.id, fact.word, random.choice(("", one("giver"))))
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
            return c.WriteLine(desk, sheet, line, "~text", random.choice((0, _count(table, seat, target))))
        case "choose":
            sheet, _, line = target.partition(".")
            return c.ChooseLine(desk, sheet, line, int(one("version")))
        case "take_need":
            return c.TakeNeed(desk, target)
        case "card":
            talk, _, card = target.partition(".")
            return c.AskCard(desk, talk, card)
        case "see_all":
            return c.SeeAll()
        case "ready":
            return c.Ready()
        case "help":
            return c.Help("~help")
        case verb:
            raise AssertionError(verb)


def _letter(power: Power, desk: str, random: Random) -> c.Send:
    to = tuple(random.sample(power.slots["to"], random.randint(1, len(power.slots["to"]))))
    kind = random.choice(power.slots["kind"])
    reply = random.choice(power.slots["reply_to"]) if kind in ("answer", "refusal") else ""
    items: tuple[c.Item, ...] = ()
    if kind != "refusal" and power.slots["item"]:
        chosen = random.sample(power.slots["item"], min(len(power.slots["item"]), random.randint(0, 3)))
        items = tuple(c.Item(*item.split("|"), random.choice(to)) for item in chosen)
    reason = "~reason" if kind == "refusal" else ""
    due = 120 if kind == "request" else 0
    return c.Send(kind, desk, to, power.target, items, reply_to=reply, due=due, text="~text", reason=reason)


def _count(table: Table, seat: str, key: str) -> int:
    row = table.state.known[table.own(seat).team].sheets.get(key)
    return row.count if row is not None else 0


def same(table: Table, seat: str, power: Power) -> bool:
    """Tell whether a yes would be the same person's: a button that the seat's own region does not show."""
    mine = table.own(seat)
    if power.verb != "approve":
        return False
    return same_person(table.scenario, table.view(mine.team), mine, power.target, power.desk)


def control_whim(table: Table, random: Random) -> c.Command:
    """Return something control might do, allowed or not."""
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
            c.Resume(),
        )
    )


def seats(table: Table) -> list[str]:
    """Return the seats that are taken."""
    return [seat for seat, row in table.state.world.seats.items() if not row.gone]
