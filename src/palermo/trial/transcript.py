"""A log as words: what one watcher saw, a line an entry, with story times and the scenario's texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from palermo.engine import events as e
from palermo.engine.commands import Item
from palermo.engine.moments import Phase, PhaseRun, story_at
from palermo.engine.state import CONTROL
from palermo.scenario import Package


class Words:
    """The words of one exercise: the package's by key, free texts by keys that begin with a tilde."""

    def __init__(self, package: Package, language: str, texts: dict[str, str]) -> None:
        self._package = package
        self._language = language
        self._texts = texts

    def text(self, key: str) -> str:
        """Return a text on one line, the key itself where there is none."""
        words = self._texts.get(key, "") if key.startswith("~") else self._package.text(key, self._language)
        return " ".join(words.split()) or key

    def name(self, kind: str, thing: str, what: str = "name") -> str:
        """Return how people call a thing of the package."""
        return self.text(f"{kind}.{thing}.{what}")

    def desks(self, desks: Iterable[str]) -> str:
        """Return desks as people call them, joined."""
        return ", ".join(self.name("desks", desk, "short") for desk in desks)

    def fact(self, item: Item) -> str:
        """Return a fact's number and words in the form it has."""
        return f"{item.fact}: {self.text(f'facts.{item.fact}.{item.form}')}"


def transcript(package: Package, entries: Iterable[e.Entry], texts: dict[str, str], eyes: str) -> Iterator[str]:
    """Yield the lines a watcher could have written down. `eyes` is a team's id or "control"."""
    words = Words(package, "", texts)
    phases: tuple[Phase, ...] = ()
    runs: tuple[PhaseRun, ...] = ()
    for entry in entries:
        match entry.event:
            case e.Created(setup=setup):
                words = Words(package, setup.language, texts)
                phases = next(p.phases for p in package.scenario.profiles if p.id == setup.profile)
            case e.Began(schedule=schedule) | e.Rescheduled(schedule=schedule):
                runs = schedule
            case _:
                pass
        if eyes not in entry.audience:
            continue
        for line in told(words, entry.event, eyes):
            yield f"{_clock(runs, phases, entry.t)}  {line}"


def _clock(runs: tuple[PhaseRun, ...], phases: tuple[Phase, ...], t: int) -> str:
    minute = f"{t // 60:3}:{t % 60:02}"
    if not runs:
        return f"{minute}  --:--"
    story = story_at(runs, phases, t)
    return f"{minute}  {story // 3600 % 24:02}:{story // 60 % 60:02}"


def told(words: Words, event: e.Event, eyes: str) -> list[str]:
    """Return an event as lines; nothing for what a reader does not miss."""
    for tell in (_frame, _exchange, _deeds, _people):
        lines = tell(words, event)
        if lines is not None:
            return lines
    return [_plain(event)] if eyes == CONTROL else []


def _frame(words: Words, event: e.Event) -> list[str] | None:
    match event:
        case e.PhaseEntered():
            return ["", f"== {words.name('phases', event.phase)} =="]
        case e.Paused():
            return [f"The clock stands ({event.why})."]
        case e.Resumed():
            return ["The clock runs."]
        case e.Ended():
            safe, people = event.outcome.get("people_safe", 0), event.outcome.get("people", 0)
            return ["", f"== The exercise is over: {safe} of {people} people are safe. =="]
        case e.InjectSent():
            return [f">> {words.text(event.title)}: {words.text(event.text)}"]
        case e.InjectWithdrawn():
            return [f">> Withdrawn: {event.inject}. {words.text(event.text) if event.text else ''}"]
        case e.NoticeGiven():
            return [f"-- {words.text(f'notices.{event.notice}.text')}"]
        case e.Announced():
            return [f"-- {words.text(event.text)}"]
        case e.HintGiven():
            return [f"?? {words.text(event.text)}"]
        case e.HelpAsked():
            return [f"We ask control: {words.text(event.text)}"]
        case e.HelpAnswered():
            return [f"Control answers: {words.text(event.text)}"]
        case (
            e.Created()
            | e.Began()
            | e.Rescheduled()
            | e.SeatTaken()
            | e.Occupied()
            | e.ReadySet()
            | e.Practised()
            | e.SeenAll()
        ):
            return []
        case _:
            return None


def _exchange(words: Words, event: e.Event) -> list[str] | None:
    match event:
        case e.FactLearned():
            fact = Item(event.fact, event.form, "")
            return [f"We learn {words.fact(fact)}"]
        case e.MessageSent():
            return [
                f"{words.desks((event.desk,))} to {words.desks(event.to)} by {words.name('channels', event.channel)}: "
                f"{_kind(event.kind)}{_about(words, event.about)}{_said(words, event.text or event.reason)}",
                *_items(words, event.items),
            ]
        case e.MessageDelivered():
            return [
                f"From {words.desks((event.desk,))}: "
                f"{_kind(event.kind)}{_about(words, event.about)}{_said(words, event.text)}",
                *_items(words, event.items),
            ]
        case e.ToldInPerson():
            return [f"Told in person by {words.desks((event.giver,))}: {words.fact(Item(event.fact, event.form, ''))}"]
        case e.LookedUp():
            return [
                f"Looked up {event.key!r} in {words.name('lookups', event.lookup)}: {'hit' if event.hit else 'no hit'}"
            ]
        case e.HitOwed():
            return [f"{words.desks((event.asker,))} looked up {event.fact}: ours to decide"]
        case e.MessageThere() | e.MessageOpened():
            return []
        case _:
            return None


def _kind(kind: str) -> str:
    return {"own": "on our own initiative", "hold": "on hold"}.get(kind, kind)


def _about(words: Words, about: str) -> str:
    if not about:
        return ""
    for key in (f"questions.{about}.ask", f"entities.{about}.name", f"people.{about}.name"):
        found = words.text(key)
        if found != key:
            return f" about: {found}"
    return f" about {about}"


def _said(words: Words, key: str) -> str:
    return f'. "{words.text(key)}"' if key else ""


def _items(words: Words, items: tuple[Item, ...]) -> list[str]:
    return [f"    {words.fact(item)} ({item.form}, to {item.to})" for item in items]


def _deeds(words: Words, event: e.Event) -> list[str] | None:
    match event:
        case e.Established():
            return [f"It stands: {words.text(f'questions.{event.question}.headline')} ({', '.join(event.facts)})"]
        case e.Headline():
            return [f"** {words.text(f'questions.{event.question}.headline')}"]
        case e.NotYet():
            return [f"Not yet: {words.text(f'questions.{event.question}.ask')} ({event.missing} more)"]
        case e.ActionStarted():
            option = f": {words.text(f'actions.{event.action}.options.{event.option}.title')}" if event.option else ""
            waits = f" (waits for the yes of {words.desks(event.awaiting)})" if event.awaiting else ""
            return [
                f"{words.desks((event.desk,))} starts: {words.name('actions', event.action, 'title')}{option}{waits}"
            ]
        case e.ApprovalAsked():
            return [f"{words.desks((event.desk,))} asks for our yes: {words.name('actions', event.action, 'title')}"]
        case e.ApprovalGiven():
            return [
                f"{words.desks((event.desk,))} says {'yes' if event.yes else 'no'}: {words.name('actions', event.action, 'title')}"
            ]
        case e.ActionDone():
            done = (
                f"actions.{event.action}.options.{event.option}.result"
                if event.option
                else f"actions.{event.action}.done"
            )
            return [f"Done: {words.name('actions', event.action, 'title')}. {words.text(done)}"]
        case e.ActionDropped():
            return [f"Not gone ahead ({event.why}): {words.name('actions', event.action, 'title')}"]
        case e.NoneLeft():
            return [f"None left: {words.name('resources', event.resource)}"]
        case e.LineWritten():
            title = words.text(f"sheets.{event.sheet}.lines.{event.line}.title")
            return [f"{words.name('sheets', event.sheet, 'title')}, {title}: {words.text(event.version.text)}"]
        case e.CardAsked():
            card = f"talks.{event.talk}.cards.{event.card}"
            return [f"Asked: {words.text(f'{card}.ask')}", f"    {words.text(f'{card}.answer')}"]
        case e.Opened() if event.what.startswith("action:"):
            return [f"Open now: {words.name('actions', event.what[7:], 'title')}"]
        case e.Opened() | e.Closed() | e.ActionRunning() | e.LineChosen():
            return []
        case _:
            return None


def _people(words: Words, event: e.Event) -> list[str] | None:
    match event:
        case e.PersonSafe():
            return [
                f"{words.name('people', event.person)} is safe{'' if event.in_time else ', later than was hoped for'}."
            ]
        case e.PersonPlaced():
            return [f"{words.name('people', event.person)} is here now: {words.name('places', event.place)}."]
        case e.NeedShown():
            return [f"Needed: {words.name('needs', event.need, 'title')}"]
        case e.NeedTaken():
            return [f"{words.desks((event.desk,))} sees to it: {words.name('needs', event.need, 'title')}"]
        case e.NeedMet():
            return [f"Met: {words.name('needs', event.need, 'title')}. {words.text(f'needs.{event.need}.met')}"]
        case e.NeedMissed():
            return [
                f"Not met in time: {words.name('needs', event.need, 'title')}. {words.text(f'needs.{event.need}.missed')}"
            ]
        case e.ConsentGiven():
            return [
                f"{words.name('people', event.person)}: {words.text(f'consents.{event.person}.{event.about}.words')}"
            ]
        case e.TrustSet():
            return [f"Trust of {event.group}: {event.value}"]
        case e.PersonShown() | e.StatusSet():
            return []
        case _:
            return None


def _plain(event: e.Event) -> str:
    fields = [f"{name} {getattr(event, name)}" for name in event.__struct_fields__[:3]]
    return f"[{type(event).__name__}: {', '.join(fields)}]"
