"""A scenario looked up by id, and everything scripted in it as one list of scripts in package order.

Facts that unlock, actions that open, needs that show up and conditional injects are scripts like any other: this is where they
become so. Made once a scenario and kept: a pure function of it.
"""

from __future__ import annotations

from palermo.engine import rules as r
from palermo.engine.calendar import Calendar
from palermo.engine.forms import forms_held
from palermo.engine.kept import Kept
from palermo.engine.known import Have
from palermo.engine.moments import Moment, Phase, PhaseRun
from palermo.engine.scenario import (
    Action,
    Channel,
    Code,
    Desk,
    Fact,
    Group,
    HarmDef,
    HintDef,
    InjectDef,
    Lookup,
    Need,
    Option,
    Person,
    Preset,
    Profile,
    Question,
    ResourceDef,
    Scenario,
    SheetDef,
    SheetLine,
    Talk,
    Track,
    Urgency,
)


class DeskBook:
    """What the scenario lets one desk do, with the keys under which it opens."""

    __slots__ = ("actions", "channels", "early", "lines", "questions", "talks")

    def __init__(self, scenario: Scenario, desk: str) -> None:
        self.channels = [(f"channel:{x.id}", x) for x in scenario.channels if "*" in x.members or desk in x.members]
        self.questions = [(f"question:{x.id}", x.id) for x in scenario.questions if "*" in x.desks or desk in x.desks]
        self.actions = [(f"action:{x.id}", x) for x in scenario.actions if x.desk == desk]
        self.lines = [
            (f"sheet:{sheet.id}", f"{sheet.id}.{line.id}")
            for sheet in scenario.sheets
            for line in sheet.lines
            if desk in line.desks
        ]
        self.early = [
            (f"sheet:{s.id}", f"{s.id}.{x.id}") for s in scenario.sheets if s.early for x in s.lines if desk in x.desks
        ]
        self.talks = [(f"talk:{x.id}", x) for x in scenario.talks if desk in x.desks]


class Heard:
    """What is to be looked at when something of one topic happens: scripts by number, hints, injects that wait for a response."""

    __slots__ = ("hints", "injects", "scripts")

    def __init__(self) -> None:
        self.scripts: list[int] = []
        self.hints: dict[str, HintDef] = {}
        self.injects: dict[str, InjectDef] = {}


class Index:
    """Lookups and the armed scripts of one scenario. `heard` says which of them may care when a thing changes."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.facts: dict[str, Fact] = {x.id: x for x in scenario.facts}
        # The desks that a fact's rules name, other than by "*".
        self.named: dict[str, frozenset[str]] = {
            x.id: frozenset(desk for rule in x.rules if "*" not in rule.to for desk in rule.to) for x in scenario.facts
        }
        self.dealt: list[tuple[str, str]] = [(x.id, x.desk) for x in scenario.facts if x.unlock is None]
        self.numbers: dict[str, Fact] = {x.id.casefold(): x for x in scenario.facts}
        self.words: dict[tuple[str, str], Fact] = {
            (x.id.casefold(), word.casefold()): x for x in scenario.facts for word in (x.word, *x.words.values())
        }
        self.actions: dict[str, Action] = {x.id: x for x in scenario.actions}
        self.desks: dict[str, Desk] = {x.id: x for x in scenario.desks}
        self.codes: dict[str, Code] = {x.id: x for x in scenario.codes}
        self.urgencies: dict[str, Urgency] = {x.id: x for x in scenario.urgencies}
        self.refusals: frozenset[str] = frozenset(x.id for x in scenario.refusals)
        self.channels: dict[str, Channel] = {x.id: x for x in scenario.channels}
        # Reports go by the first channel in which something can be written.
        self.report_channel: str = next((x.id for x in scenario.channels if not x.spoken), "")
        self.before = frozenset(x.id for y in scenario.profiles for x in y.phases if x.kind == "before")
        self.questions: dict[str, Question] = {x.id: x for x in scenario.questions}
        self.sheets: dict[str, SheetDef] = {x.id: x for x in scenario.sheets}
        self.sheet_lines: list[tuple[str, str, str, SheetDef, SheetLine]] = [
            (f"sheet:{s.id}", f"line:{s.id}.{line.id}", f"{s.id}.{line.id}", s, line)
            for s in scenario.sheets
            for line in s.lines
        ]
        self.lines: dict[str, SheetLine] = {f"{s.id}.{line.id}": line for s in scenario.sheets for line in s.lines}
        self.people: dict[str, Person] = {x.id: x for x in scenario.people}
        self.needs: dict[str, Need] = {x.id: x for x in scenario.needs}
        self.groups: dict[str, Group] = {x.id: x for x in scenario.groups}
        self.tracks: dict[str, Track] = {x.id: x for x in scenario.tracks}
        self.resources: dict[str, ResourceDef] = {x.id: x for x in scenario.resources}
        self.injects: dict[str, InjectDef] = {x.id: x for x in scenario.injects}
        self.talks: dict[str, Talk] = {x.id: x for x in scenario.talks}
        self.harms: dict[str, HarmDef] = {x.id: x for x in scenario.harms}
        self.hints: dict[str, HintDef] = {x.id: x for x in scenario.hints}
        self.lookups: dict[str, Lookup] = {x.id: x for x in scenario.lookups}
        self.presets: dict[str, Preset] = {x.id: x for x in scenario.presets}
        self.profiles: dict[str, Profile] = {x.id: x for x in scenario.profiles}
        self.scripts: tuple[r.Script, ...] = tuple(armed(scenario))
        self.number_of: dict[str, int] = {script.id: number for number, script in enumerate(self.scripts)}
        self.heard: dict[str, Heard] = {}
        for number, script in enumerate(self.scripts):
            for heard in self._listen(script.when):
                heard.scripts.append(number)
        for hint in scenario.hints:
            for heard in self._listen(r.All((r.Always(), hint.when))):  # once more as each phase begins
                heard.hints[hint.id] = hint
        for inject in scenario.injects:
            for heard in self._listen(r.All((r.Injected(inject.id), inject.expected or r.Always()))):
                heard.injects[inject.id] = inject
        self.since: list[tuple[int, r.Since]] = []
        self.silent: list[tuple[int, r.Silent]] = []
        self.silent_hints: list[tuple[HintDef, r.Silent]] = []
        self.timed: list[tuple[Moment, str]] = []  # what waits for a moment: scripts by id, hints by "hint:ID"
        for number, script in enumerate(self.scripts):
            for leaf in leaves(script.when):
                if isinstance(leaf, r.Since):
                    self.since.append((number, leaf))
                elif isinstance(leaf, r.Silent):
                    self.silent.append((number, leaf))
                elif isinstance(leaf, r.After | r.Before):
                    self.timed.append((leaf.moment, script.id))
        for hint in scenario.hints:
            if hint.after is not None:
                self.timed.append((hint.after, f"hint:{hint.id}"))
            for leaf in leaves(hint.when):
                if isinstance(leaf, r.Silent):
                    self.silent_hints.append((hint, leaf))
                elif isinstance(leaf, r.After | r.Before):
                    self.timed.append((leaf.moment, f"hint:{hint.id}"))
        self.holders: dict[str, tuple[Question, ...]] = {}
        for question in scenario.questions:
            for leaf in leaves(question.rests):
                if isinstance(leaf, r.Ground):
                    self.holders[leaf.fact] = (*self.holders.get(leaf.fact, ()), question)
        self.by_desk: dict[str, tuple[Action, ...]] = {
            desk.id: tuple(x for x in scenario.actions if x.desk == desk.id) for desk in scenario.desks
        }
        self.book: dict[str, DeskBook] = {desk.id: DeskBook(scenario, desk.id) for desk in scenario.desks}
        self._calendars: Kept[tuple[PhaseRun, ...], Calendar] = Kept(self._calendar)
        self._items: Kept[dict[str, Have], tuple[str, ...]] = Kept(self._sendable)

    def _listen(self, condition: r.Condition) -> list[Heard]:
        topics = dict.fromkeys(topic for leaf in leaves(condition) for topic in topics_of(leaf))
        return [self.heard.setdefault(topic, Heard()) for topic in topics]

    def calendar(self, schedule: tuple[PhaseRun, ...]) -> Calendar:
        """Return the exercise seconds of the scenario's moments on one schedule."""
        return self._calendars.of(schedule)

    def _calendar(self, schedule: tuple[PhaseRun, ...]) -> Calendar:
        return Calendar(schedule, self.before, (need.due for need in self.scenario.needs), self.timed)

    def items(self, facts: dict[str, Have]) -> tuple[str, ...]:
        """Return what can be sent of these facts, as "fact|form"."""
        return self._items.of(facts)

    def _sendable(self, facts: dict[str, Have]) -> tuple[str, ...]:
        return tuple(
            f"{have.fact}|{form}" for have in facts.values() for form in forms_held(self.facts[have.fact], have.form)
        )

    def option(self, action: Action, option: str) -> Option | None:
        """Return the action's option of that id, or None."""
        return next((o for o in action.options if o.id == option), None)

    def phase(self, profile: str, phase: str) -> Phase | None:
        """Return the phase of a profile, or None where the profile has no such phase."""
        return next((p for p in self.profiles[profile].phases if p.id == phase), None)


_indexes: Kept[Scenario, Index] = Kept(Index)


def index(scenario: Scenario) -> Index:
    """Return the index of a scenario, made on first use."""
    return _indexes.of(scenario)


def armed(scenario: Scenario) -> list[r.Script]:
    """Return every script of the scenario in package order, those that its records imply first."""
    always: r.Condition = r.Always()
    dealt: r.Condition = r.After(scenario.deal)
    out: list[r.Script] = []
    people: dict[tuple[str, ...], list[str]] = {}
    for person in scenario.people:
        if person.known_to:
            people.setdefault(person.known_to, []).append(person.id)
    shown: list[r.Effect] = [r.ShowPeople(tuple(ids), desks) for desks, ids in people.items()]
    deals: list[r.Effect] = [r.Reveal(fact.id, (fact.desk,), "full") for fact in scenario.facts if fact.unlock is None]
    out.append(r.Script(id="deal", when=dealt, then=(*shown, *deals)))
    for fact in scenario.facts:
        if fact.unlock is not None:
            out.append(
                r.Script(id=f"fact:{fact.id}", when=fact.unlock, then=(r.Reveal(fact.id, (fact.desk,), "full"),))
            )
    for channel in scenario.channels:
        out.append(_opens(f"channel:{channel.id}", channel.opens or always))
    for question in scenario.questions:
        out.append(_opens(f"question:{question.id}", question.opens or always))
    for action in scenario.actions:
        out.append(_opens(f"action:{action.id}", action.opens or always))
        for option in action.options:
            if option.opens is not None:
                out.append(_opens(f"option:{action.id}.{option.id}", option.opens))
        if action.closes is not None:
            out.append(
                r.Script(id=f"close:action:{action.id}", when=action.closes, then=(r.Close(f"action:{action.id}"),))
            )
    before = r.Any(tuple(r.InPhase(x.id) for y in scenario.profiles for x in y.phases if x.kind == "before"))
    for sheet in scenario.sheets:
        opens = sheet.opens or (r.Any((always, before)) if sheet.early else always)
        out.append(_opens(f"sheet:{sheet.id}", opens))
        for line in sheet.lines:
            when = opens if line.opens is None else r.All((opens, line.opens))
            out.append(_opens(f"line:{sheet.id}.{line.id}", when))
    for need in scenario.needs:
        out.append(r.Script(id=f"need:{need.id}", when=need.opens or always, then=(r.AddNeed(need.id),)))
    for inject in scenario.injects:
        if inject.when is not None:
            out.append(r.Script(id=f"inject:{inject.id}", when=inject.when, then=(r.Inject(inject.id),)))
    for talk in scenario.talks:
        out.extend(_opens(f"card:{talk.id}.{card.id}", card.opens) for card in talk.cards if card.opens is not None)
    out.extend(scenario.scripts)
    return out


def _opens(what: str, when: r.Condition) -> r.Script:
    return r.Script(id=f"open:{what}", when=when, then=(r.Open(what),))


def leaves(condition: r.Condition) -> list[r.Condition]:
    """Return the conditions at the ends of a condition's tree."""
    match condition:
        case r.All() | r.Any() | r.AtLeast():
            return [leaf for part in condition.of for leaf in leaves(part)]
        case r.Not():
            return leaves(condition.of)
        case _:
            return [condition]


def topics_of(leaf: r.Condition) -> tuple[str, ...]:
    """Return the topics whose change may turn a leaf: the same words that `scripts.topics_of_event` gives an event."""
    match leaf:
        case r.Knows():
            return (f"fact:{leaf.fact}",)
        case r.Established():
            return (f"stands:{leaf.question}",)
        case r.Started():
            return (f"started:{leaf.action}",)
        case r.Done() | r.Chosen() | r.Ticked():
            return (f"done:{leaf.action}",)
        case r.Stage() | r.Reached():
            return (f"track:{leaf.track}",)
        case r.InPhase() | r.Always() | r.InProfile() | r.After() | r.Before():
            return ("phase",)
        case r.Since():
            return (topic_of_mark(leaf.mark),)
        case r.Sent():
            return ("sent",)
        case r.Injected():
            return (f"inject:{leaf.inject}",)
        case r.Met() | r.Missed():
            return (f"need:{leaf.need}",)
        case r.Trust():
            return (f"trust:{leaf.group}",)
        case r.Consent() | r.Status() | r.Placed() | r.SafePerson():
            return (f"person:{leaf.person}",)
        case r.Safe():
            return ("safe",)
        case r.Has():
            return (f"resource:{leaf.resource}",)
        case r.Sheet() | r.Line():
            return (f"sheet:{leaf.sheet}",)
        case r.Asked():
            return (f"card:{leaf.talk}.{leaf.card}",)
        case r.Flag():
            return (f"flag:{leaf.flag}",)
        case _:
            return ()


def topic_of_mark(mark: str) -> str:
    """Return the topic under which a mark of `since` comes (`stage:network.alert` with its track)."""
    kind, _, name = mark.partition(":")
    match kind:
        case "established":
            return f"stands:{name}"
        case "stage":
            return f"track:{name.partition('.')[0]}"
        case _:
            return mark
