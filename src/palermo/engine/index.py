"""A scenario looked up by id, and everything scripted in it as one list of scripts in package order.

Facts that unlock, actions that open, needs that show up and conditional injects are scripts like any other: this is where they
become so. Made once a scenario and kept: a pure function of it.
"""

from __future__ import annotations

from palermo.engine import rules as r
from palermo.engine.moments import Moment, Phase, PhaseRun, at
from palermo.engine.scenario import (
    Action,
    Channel,
    Fact,
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
    Scenario,
    SheetDef,
    SheetLine,
    Talk,
)

TIME = "time"


class Calendar:
    """The exercise second of each moment on one schedule; `turns` are those at which a condition of time may turn, sorted.

    `play` is the first second of play.
    """

    __slots__ = ("play", "schedule", "seconds", "turns")

    def __init__(self, schedule: tuple[PhaseRun, ...], moments: list[Moment], before: frozenset[str]) -> None:
        self.schedule = schedule
        self.play = next((run.starts for run in schedule if run.id not in before), 0)
        self.seconds: dict[Moment, int] = {moment: at(schedule, moment) for moment in moments}
        self.turns = tuple(sorted(set(self.seconds.values())))

    def at(self, moment: Moment) -> int:
        """Return the exercise second of a moment."""
        found = self.seconds.get(moment)
        if found is None:
            found = self.seconds[moment] = at(self.schedule, moment)
        return found


class Index:
    """Lookups and the armed scripts of one scenario. `topics` says which scripts may care when a thing changes."""

    __slots__ = (
        "actions",
        "before",
        "by_desk",
        "channels",
        "facts",
        "harms",
        "hint_topics",
        "hints",
        "holders",
        "injects",
        "lines",
        "lines_by_desk",
        "lookups",
        "moments",
        "needs",
        "numbers",
        "people",
        "presets",
        "profiles",
        "questions",
        "report_channel",
        "scenario",
        "schedules",
        "scripts",
        "sheets",
        "silent",
        "silent_hints",
        "since",
        "talks",
        "topics",
        "words",
    )

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.facts: dict[str, Fact] = {x.id: x for x in scenario.facts}
        self.numbers: dict[str, Fact] = {x.id.casefold(): x for x in scenario.facts}
        self.words: dict[tuple[str, str], Fact] = {(x.id.casefold(), x.word.casefold()): x for x in scenario.facts}
        self.actions: dict[str, Action] = {x.id: x for x in scenario.actions}
        self.channels: dict[str, Channel] = {x.id: x for x in scenario.channels}
        # Reports go by the first channel in which something can be written.
        self.report_channel: str = next((x.id for x in scenario.channels if not x.spoken), "")
        self.before = frozenset(x.id for y in scenario.profiles for x in y.phases if x.kind == "before")
        self.questions: dict[str, Question] = {x.id: x for x in scenario.questions}
        self.sheets: dict[str, SheetDef] = {x.id: x for x in scenario.sheets}
        self.lines: dict[str, SheetLine] = {f"{s.id}.{line.id}": line for s in scenario.sheets for line in s.lines}
        self.people: dict[str, Person] = {x.id: x for x in scenario.people}
        self.needs: dict[str, Need] = {x.id: x for x in scenario.needs}
        self.injects: dict[str, InjectDef] = {x.id: x for x in scenario.injects}
        self.talks: dict[str, Talk] = {x.id: x for x in scenario.talks}
        self.harms: dict[str, HarmDef] = {x.id: x for x in scenario.harms}
        self.hints: dict[str, HintDef] = {x.id: x for x in scenario.hints}
        self.lookups: dict[str, Lookup] = {x.id: x for x in scenario.lookups}
        self.presets: dict[str, Preset] = {x.id: x for x in scenario.presets}
        self.profiles: dict[str, Profile] = {x.id: x for x in scenario.profiles}
        self.scripts: tuple[r.Script, ...] = tuple(armed(scenario))
        self.topics: dict[str, tuple[int, ...]] = {}
        topics: dict[str, list[int]] = {}
        self.since: list[tuple[int, r.Since]] = []
        self.silent: list[tuple[int, r.Silent]] = []
        self.moments: list[Moment] = []
        for number, script in enumerate(self.scripts):
            for leaf in leaves(script.when):
                for topic in topics_of(leaf):
                    topics.setdefault(topic, []).append(number)
                match leaf:
                    case r.Since():
                        self.since.append((number, leaf))
                    case r.Silent():
                        self.silent.append((number, leaf))
                    case r.After() | r.Before():
                        self.moments.append(leaf.moment)
                    case _:
                        pass
        self.topics = {topic: tuple(dict.fromkeys(numbers)) for topic, numbers in topics.items()}
        self.moments.extend(need.due for need in scenario.needs)
        self.moments.extend(hint.after for hint in scenario.hints if hint.after is not None)
        self.silent_hints: list[tuple[HintDef, r.Silent]] = []
        for hint in scenario.hints:
            for leaf in leaves(hint.when):
                match leaf:
                    case r.After() | r.Before():
                        self.moments.append(leaf.moment)
                    case r.Silent():
                        self.silent_hints.append((hint, leaf))
                    case _:
                        pass
        self.holders: dict[str, tuple[Question, ...]] = {}
        for question in scenario.questions:
            for leaf in leaves(question.rests):
                if isinstance(leaf, r.Ground):
                    self.holders[leaf.fact] = (*self.holders.get(leaf.fact, ()), question)
        self.by_desk: dict[str, tuple[Action, ...]] = {
            desk.id: tuple(x for x in scenario.actions if x.desk == desk.id) for desk in scenario.desks
        }
        self.lines_by_desk: dict[str, tuple[tuple[str, str], ...]] = {
            desk.id: tuple(
                (f"sheet:{sheet.id}", f"{sheet.id}.{line.id}")
                for sheet in scenario.sheets
                for line in sheet.lines
                if desk.id in line.desks
            )
            for desk in scenario.desks
        }
        hints: dict[str, list[HintDef]] = {}
        for hint in scenario.hints:
            for topic in {TIME, *(topic for leaf in leaves(hint.when) for topic in topics_of(leaf))}:
                hints.setdefault(topic, []).append(hint)
        self.hint_topics: dict[str, tuple[HintDef, ...]] = {topic: tuple(found) for topic, found in hints.items()}
        self.schedules: dict[int, Calendar] = {}

    def calendar(self, schedule: tuple[PhaseRun, ...]) -> Calendar:
        """Return the exercise seconds of the scenario's moments on one schedule; kept until the schedule changes."""
        kept = self.schedules.get(id(schedule))
        if kept is None or kept.schedule is not schedule:
            if len(self.schedules) > 64:
                self.schedules.clear()
            kept = self.schedules[id(schedule)] = Calendar(schedule, self.moments, self.before)
        return kept

    def option(self, action: Action, option: str) -> Option | None:
        """Return the action's option of that id, or None."""
        return next((o for o in action.options if o.id == option), None)

    def phase(self, profile: str, phase: str) -> Phase | None:
        """Return the phase of a profile, or None where the profile has no such phase."""
        return next((p for p in self.profiles[profile].phases if p.id == phase), None)


_KEPT: dict[int, Index] = {}


def index(scenario: Scenario) -> Index:
    """Return the index of a scenario, made on first use. Keeps the scenario alive, so that its identity is a safe key."""
    kept = _KEPT.get(id(scenario))
    if kept is None or kept.scenario is not scenario:
        if len(_KEPT) > 64:
            _KEPT.clear()
        kept = _KEPT[id(scenario)] = Index(scenario)
    return kept


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
    for sheet in scenario.sheets:
        opens = sheet.opens or always
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
        case r.InPhase() | r.Always() | r.InProfile():
            return ("phase",)
        case r.After() | r.Before():
            return (TIME, "phase")
        case r.Since():
            return (TIME, topic_of_mark(leaf.mark))
        case r.Silent():
            return (TIME,)
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
