"""People of the story: what they want to be called, their needs and clocks, trust in a word, what they agreed to."""

from __future__ import annotations

import msgspec
from markupsafe import Markup, escape

from palermo.engine.known import AskRow, Known, NeedRow, PersonRow
from palermo.engine.scenario import Need, Person, Talk
from palermo.engine.view import View
from palermo.pages import words
from palermo.pages.can import talk_title
from palermo.pages.markup import Button
from palermo.pages.meeting import Way, way
from palermo.pages.now import MANY
from palermo.pages.rows import Powers, command, trust_steps
from palermo.pages.scene import Scene
from palermo.pages.things import Thing, things


class NeedLine(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A need with its clock; `due` is -1 once it has none."""

    id: str
    state: str
    icon: str
    title: Markup
    when: str
    due: int
    since: int
    who: Markup
    button: Button | None
    way: Way | None = None


class Asked(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A question card that was asked, and what the person said."""

    at: str
    ask: Markup
    answer: Markup


class TalkBlock(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A talk with a person: what was asked, and the way to go on."""

    title: Markup
    asked: list[Asked]
    button: Button | None


class NowAsked(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """The person asked us what happens to her now, and what we answered; else the way to answer."""

    at: str
    reply: Markup
    button: Button | None


class PersonCard(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A person as the table knows her or him."""

    id: str
    name: Markup
    status: Markup
    call: Markup
    card: Markup
    place: Markup
    safe: str
    steps: int
    trust: str
    agreed: list[Markup]
    needs: list[NeedLine]
    talks: list[TalkBlock]
    asks: list[NowAsked]
    new: bool
    suspect: bool = False  # by the status that this table knows


class Shared(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """Needs that the same several people have: shown once, not on each card."""

    names: str
    needs: list[NeedLine]


def people(scene: Scene, view: View, powers: Powers) -> tuple[list[Shared], list[PersonCard]]:
    """Return needs that several share, and the cards of the people the table knows of: an open need of one's own first."""
    known = view.known
    rows = [known.people[person.id] for person in scene.scenario.people if person.id in known.people]
    lines = need_lines(scene, known, powers)
    shared: dict[tuple[str, ...], list[NeedLine]] = {}
    for need in scene.scenario.needs:
        theirs = tuple(person for person in need.people if person in known.people)
        if need.id in lines and len(theirs) >= MANY:
            shared.setdefault(theirs, []).append(lines.pop(need.id))
    blocks = [
        Shared(
            names=together([scene.t.plain(f"people.{person}.name") for person in theirs]),
            needs=sorted(needs, key=lambda line: (line.due < 0, line.due)),
        )
        for theirs, needs in shared.items()
    ]
    made = [_card(scene, known, row, powers, lines) for row in rows]
    made.sort(key=lambda card: min((need.due for need in card.needs if need.due >= 0), default=10**9))
    return blocks, made


def need_lines(scene: Scene, known: Known, powers: Powers | None) -> dict[str, NeedLine]:
    """Return the needs the table knows of as lines, by id."""
    return {
        need.id: need_line(scene, known.desks, need, row, powers)
        for need in scene.scenario.needs
        if (row := known.needs.get(need.id)) is not None
    }


def _card(scene: Scene, known: Known, row: PersonRow, powers: Powers, lines: dict[str, NeedLine]) -> PersonCard:
    person = scene.index.people[row.person]
    value = known.trust.get(person.group, -1)
    steps = trust_steps(value) if value >= 0 else 0
    return PersonCard(
        id=row.person,
        name=scene.t(f"people.{row.person}.name"),
        status=scene.status(row.status),
        call=scene.t(f"people.{row.person}.call"),
        card=scene.t(f"people.{row.person}.card"),
        place=scene.place(row.place) if row.place else Markup(""),
        safe=scene.clock(row.safe) if row.safe >= 0 else "",
        steps=steps,
        trust=scene.gettext(words.TRUST[steps - 1]) if steps else "",
        agreed=[scene.t(f"consents.{row.person}.{about}.words") for about in row.consents],
        needs=_needs(scene, person.id, lines),
        talks=[block for talk in scene.scenario.talks if (block := _talk(scene, known, talk, person, powers))],
        asks=[_asked(scene, ask, powers) for ask in known.asks.values() if ask.person == row.person],
        new=row.version > known.seen,
        suspect=row.status == "suspect",
    )


def _asked(scene: Scene, ask: AskRow, powers: Powers) -> NowAsked:
    button = None
    if powers.may("answer_now", ask.id):
        button = Button(label=scene.gettext("Answer"), icon="reply", form="now", target=ask.id)
    reply = scene.t(ask.reply) if ask.reply else Markup("")
    return NowAsked(at=scene.clock(ask.at), reply=reply, button=button)


def _needs(scene: Scene, person: str, lines: dict[str, NeedLine]) -> list[NeedLine]:
    rows = [lines[need.id] for need in scene.scenario.needs if person in need.people and need.id in lines]
    return sorted(rows, key=lambda line: (line.due < 0, line.due))


def need_line(scene: Scene, ours: tuple[str, ...], need: Need, row: NeedRow, powers: Powers | None) -> NeedLine:
    """Return a need as a line with its clock; `ours` are the reader's desks; without `powers` it has no button."""
    say = scene.gettext
    due = scene.moment(need.due)
    match row.state:
        case "met":
            state, icon, when, clock = "met", "circle-check", say("since %(time)s") % {"time": scene.clock(row.at)}, -1
        case "missed":
            state, icon, when, clock = "over", "octagon-alert", say("was due %(time)s") % {"time": scene.clock(due)}, -1
        case "hand":
            state, icon, when, clock = "hand", "hand", say("by %(time)s") % {"time": scene.clock(due)}, due
        case _:
            state, icon, when, clock = "wait", "clock", say("by %(time)s") % {"time": scene.clock(due)}, due
    who = Markup("")
    if row.state == "hand":
        who = (
            escape(say("we see to it"))
            if row.by in ours
            else escape(say("%(who)s sees to it")) % {"who": scene.side(row.by).short}
        )
    elif row.state == "wait":
        who = escape(say("nobody has taken this yet"))
    button = None
    if powers is not None and (desks := powers.desks("take_need", need.id)):
        do = command("takeneed", desk=desks.split()[0], need=need.id)
        button = Button(label=say("We take this"), icon="hand", do=do, desk=desks)
    title = scene.t(
        f"needs.{need.id}.{'met' if row.state == 'met' else 'missed' if row.state == 'missed' else 'title'}"
    )
    return NeedLine(
        id=need.id,
        state=state,
        icon=icon,
        title=title or scene.t(f"needs.{need.id}.title"),
        when=when,
        due=clock,
        since=row.at if row.state == "wait" else 0,
        who=who,
        button=button,
        way=way(scene, ours, need, powers) if powers is not None and row.state in ("wait", "hand") else None,
    )


def _talk(scene: Scene, known: Known, talk: Talk, person: Person, powers: Powers) -> TalkBlock | None:
    if talk.person != person.id:
        return None
    asked = [
        Asked(
            at=scene.clock(known.cards[f"{talk.id}.{card.id}"]),
            ask=scene.t(f"talks.{talk.id}.cards.{card.id}.ask"),
            answer=scene.t(f"talks.{talk.id}.cards.{card.id}.answer"),
        )
        for card in talk.cards
        if f"{talk.id}.{card.id}" in known.cards
    ]
    desks = " ".join(
        dict.fromkeys(desk for card in talk.cards for desk in powers.desks("card", f"{talk.id}.{card.id}").split())
    )
    if not asked and not desks:
        return None
    button = None
    if desks:
        button = Button(label=scene.gettext("Talk"), icon="speech", form="talk", target=talk.id, desk=desks)
    return TalkBlock(title=talk_title(scene, talk.id), asked=asked, button=button)


class Heard(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """Somebody the table has not met, known from facts alone."""

    name: Markup
    vague: bool
    facts: list[tuple[str, Markup, Markup]]  # id, tag, title


def heard_of(scene: Scene, known: Known) -> list[Heard]:
    """Return the people that our facts are about and that nobody has told us of otherwise."""
    found: dict[str, tuple[Thing, list[str]]] = {}
    for fact in scene.scenario.facts:
        have = known.facts.get(fact.id)
        for thing in things(scene, fact, have.form) if have is not None else ():
            if thing.kind == "person" and thing.what not in known.people:
                found.setdefault(thing.id, (thing, []))[1].append(fact.id)
    return [
        Heard(
            name=thing.name,
            vague=thing.vague,
            facts=[(fact, scene.fact_tag(fact), scene.t(f"facts.{fact}.title")) for fact in facts],
        )
        for thing, facts in found.values()
    ]


class Care(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A line of "People in our care": the need that presses most, and everybody whose it is."""

    names: str
    status: Markup
    need: NeedLine | None
    settled: bool


def care(scene: Scene, view: View) -> list[Care]:
    """Return the short list that stands beside the facts; people with the same first need share a line."""
    known = view.known
    lines = need_lines(scene, known, None)
    found: dict[tuple[str, str, bool], list[str]] = {}
    for person in scene.scenario.people:
        row = known.people.get(person.id)
        if row is None:
            continue
        theirs = [lines[need.id] for need in scene.scenario.needs if person.id in need.people and need.id in lines]
        first = min((line for line in theirs if line.due >= 0), key=lambda line: line.due, default=None)
        first = first or next((line for line in theirs if line.state == "over"), None)
        status = row.status if row.status == "suspect" else ""
        key = (first.id if first else "", status, bool(theirs) and first is None)
        found.setdefault(key, []).append(scene.t.plain(f"people.{person.id}.name"))
    out = [
        Care(
            names=together(names),
            status=scene.status(status) if status else Markup(""),
            need=lines.get(need),
            settled=settled,
        )
        for (need, status, settled), names in found.items()
    ]
    return sorted(out, key=lambda line: line.need.due if line.need and line.need.due >= 0 else 10**9)


def together(names: list[str]) -> str:
    """Return several names as one: "Person 1, 2, 3" where they differ in their last word only."""
    stems = {name.rpartition(" ")[0] for name in names}
    if len(names) > 1 and len(stems) == 1 and (stem := stems.pop()):
        return f"{stem} " + ", ".join(name.rpartition(" ")[2] for name in names)
    return ", ".join(names)


class Stock(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """What we have left of something that runs out."""

    name: Markup
    n: int


def stock(scene: Scene, known: Known) -> list[Stock]:
    """Return what the table has left of what runs out."""
    return [
        Stock(name=scene.t(f"resources.{one.id}.name"), n=known.resources[one.id])
        for one in scene.scenario.resources
        if one.id in known.resources
    ]
