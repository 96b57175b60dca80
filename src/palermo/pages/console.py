"""What control reads beside injects and matrix: tables, exchange, people, harm, seats."""

from __future__ import annotations

import msgspec
from markupsafe import Markup, escape

from palermo.engine.known import NeedRow
from palermo.engine.nobody import unplayed
from palermo.engine.state import Message, World
from palermo.engine.view import ControlView, TeamRow
from palermo.pages import words
from palermo.pages.markup import Button
from palermo.pages.people import NeedLine, need_line
from palermo.pages.rows import trust_steps
from palermo.pages.scene import Scene, Side
from palermo.pages.world import world_of

SHOWN = 60


class Team(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A table in control's overview."""

    side: Side
    state: str
    icon: str
    soon: bool
    seats: int
    ready: int
    new: int
    expected: int
    overdue: int
    last: str
    playing: bool
    alone: bool  # nobody plays it


def teams(scene: Scene, view: ControlView) -> list[Team]:
    """Return the tables as control sees them at a glance."""
    marks = {(call.kind, call.team) for call in view.calls}
    world = world_of(view)
    alone = unplayed(scene.scenario, world)
    return [_team(scene, row, marks, world, alone.get(row.team, "")) for row in view.teams]


def _team(scene: Scene, row: TeamRow, marks: set[tuple[str, str]], world: World, alone: str) -> Team:
    say, over = scene.gettext, world.ended >= 0
    silent, full = ("silent", row.team) in marks, ("overloaded", row.team) in marks
    state, icon = say("Working"), "activity"
    if over:
        state, icon = say("It is over"), "circle-check"
    elif alone:
        state, icon = say(words.ANSWERED[alone]), "bot" if alone == "rule" else "hand"
    elif not world.schedule:
        state, icon = (
            (say("Ready"), "check") if row.seats and row.ready == row.seats else (say("Getting ready"), "book-open")
        )
    elif full:
        state, icon = say("Overloaded"), "layers"
    elif silent:
        state, icon = say("Silent"), "volume-x"
    return Team(
        side=scene.teams[row.team],
        state=state,
        icon=icon,
        soon=(full or silent) and not over,
        seats=0 if alone else row.seats,
        ready=0 if alone else row.ready,
        new=0 if over else row.new,
        expected=0 if over else row.expected,
        overdue=0 if over else row.overdue,
        last=scene.minute(row.last_act) if row.last_act >= 0 else "",
        playing=bool(world.schedule) and not over,
        alone=bool(alone),
    )


class Passing(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A row of the exchange: a message, a fact told in person, a note."""

    id: str
    minute: str
    sender: Markup
    icon: str
    to: Markup
    subject: Markup
    state: str
    tone: str


def exchange(scene: Scene, view: ControlView, *, notes: bool = True) -> tuple[list[Passing], int]:
    """Return what went to and fro, newest first, as far as it is shown; and how many there are."""
    world = world_of(view)
    rows = [(message.at, _passing(scene, world, message)) for message in world.messages.values()]
    for key, told in world.tolds.items():
        title = Markup("{} {}").format(scene.fact_tag(told.fact), scene.t(f"facts.{told.fact}.title"))
        corrected = scene.gettext("corrected") if told.corrected is not None else scene.gettext("in person")
        row = Passing(
            id=f"x-{key}",
            minute=scene.minute(told.at),
            sender=scene.side(told.giver).tag,
            icon="ear",
            to=scene.side(told.desk).tag,
            subject=title,
            state=corrected,
            tone="",
        )
        rows.append((told.at, row))
    for note in world.notes if notes else ():
        name, where = scene.seat(note.seat), note.team or note.about
        about = scene.side(where).tag if where in scene.teams else Markup("")
        line = scene.t(f"objectives.{note.about}.ticks.{note.tick}.text") if note.tick else Markup("")
        said = Markup(" ").join(part for part in (line, scene.t(note.text)) if part)
        subject = Markup("<i>{} {}</i>").format(scene.gettext("Note, %(who)s:") % {"who": name}, said)
        row = Passing(
            id=f"x-{note.id}",
            minute=scene.minute(note.at),
            sender=scene.side("control").tag,
            icon="notebook-pen",
            to=about,
            subject=subject,
            state="",
            tone="",
        )
        rows.append((note.at, row))
    rows.extend(_hints(scene, world))
    rows.sort(key=lambda pair: pair[0], reverse=True)
    return [row for _, row in rows[:SHOWN]], len(rows)


def _hints(scene: Scene, world: World) -> list[tuple[int, Passing]]:
    """Return the package's hints that tables were given; those of the help level's come by themselves."""
    out: list[tuple[int, Passing]] = []
    for key, at in world.hinted.items():
        team, _, name = key.partition(".")
        hint = next((one for one in scene.scenario.hints if one.id == name), None)
        if hint is None or team not in scene.teams:
            continue
        auto = hint.level <= world.setup.help_level
        row = Passing(
            id=f"x-hint-{team}-{name}",
            minute=scene.minute(at),
            sender=scene.side("control").tag,
            icon="lightbulb",
            to=scene.side(team).tag,
            subject=scene.t(f"hints.{name}.text"),
            state=scene.gettext("automatic") if auto else scene.gettext("hint"),
            tone="",
        )
        out.append((at, row))
    return out


def _passing(scene: Scene, world: World, message: Message) -> Passing:
    say = scene.gettext
    facts = tuple(dict.fromkeys(item.fact for item in message.items))
    parts = [scene.fact_tag(fact) for fact in facts]
    if message.about and (about := scene.about(message.about)):
        parts.append(about)
    if message.kind == "refusal" and message.basis in scene.index.refusals:
        parts.append(scene.t(f"refusals.{message.basis}.name"))
    if message.text or message.reason:
        parts.append(scene.t(message.text or message.reason))
    teams_ = {world.team_of.get(desk, "") for desk in message.to}
    if message.back:
        state, tone = say("taken back"), ""
    elif message.kind == "request" and message.there and not message.answered:
        state, tone = say("on hold") if message.held else say("waits for an answer"), "soon"
    elif len(message.there) < len(teams_):
        state, tone = say("on its way"), ""
    elif len(message.read) < len(teams_):
        state, tone = say("not opened"), "soon"
    else:
        state, tone = say("opened"), "ok"
    return Passing(
        id=f"x-{message.id}",
        minute=scene.minute(message.at),
        sender=scene.side(message.desk).tag,
        icon=words.MAIL_ICONS.get(message.kind, "arrow-right")
        if message.kind in ("request", "refusal", "hold")
        else "arrow-right",
        to=scene.tags(message.to),
        subject=Markup(" ").join(parts) or escape(say(words.MAIL.get(message.kind, message.kind))),
        state=state,
        tone=tone,
    )


class Somebody(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A person of the story, as things really are."""

    name: Markup
    status: Markup
    place: Markup
    safe: str


def people(scene: Scene, view: ControlView) -> list[Somebody]:
    """Return the people of the story in the package's order."""
    world = world_of(view)
    out: list[Somebody] = []
    for person in scene.scenario.people:
        place = world.places.get(person.id, person.place)
        safe = ""
        if person.id in world.safe:
            safe = scene.gettext("safe since %(time)s") % {"time": scene.clock(world.safe[person.id])}
        elif person.id in world.late:
            safe = scene.gettext("safe, late, %(time)s") % {"time": scene.clock(world.late[person.id])}
        status = scene.status(world.status.get(person.id, person.status))
        name = scene.t(f"people.{person.id}.name")
        out.append(Somebody(name=name, status=status, place=scene.place(place) if place else Markup(""), safe=safe))
    return out


def needs(scene: Scene, view: ControlView) -> list[NeedLine]:
    """Return the needs that showed up: open ones by their time, then the others."""
    world = world_of(view)
    lines = [
        need_line(scene, (), need, NeedRow(need.id, *_need(world.needs[need.id])), None)
        for need in scene.scenario.needs
        if need.id in world.needs
    ]
    return sorted(lines, key=lambda line: (line.due < 0, line.due))


def _need(row: tuple[str, int, str]) -> tuple[str, str, int]:
    state, at, desk = row
    return state, desk, at


class GroupTrust(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """How far a group trusts the table."""

    name: Markup
    value: int
    steps: int
    word: str


def groups(scene: Scene, view: ControlView) -> list[GroupTrust]:
    """Return trust by group."""
    world = world_of(view)
    out: list[GroupTrust] = []
    for group in scene.scenario.groups:
        value = world.trust.get(group.id, group.trust)
        steps = trust_steps(value)
        word = scene.gettext(words.TRUST[steps - 1])
        out.append(GroupTrust(name=scene.t(f"groups.{group.id}.name"), value=value, steps=steps, word=word))
    return out


class HarmLine(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """Something that hurt a person."""

    title: Markup
    what: Markup
    helped: Markup
    at: str
    people: list[Markup]


def harms(scene: Scene, view: ControlView) -> list[HarmLine]:
    """Return the harm flags, newest first."""
    rows = sorted(world_of(view).flags.items(), key=lambda item: -item[1])
    return [harm_line(scene, flag, at) for flag, at in rows]


def harm_line(scene: Scene, flag: str, at: int) -> HarmLine:
    """Return one harm flag, told as what happened to the person."""
    record = scene.index.harms.get(flag)
    return HarmLine(
        title=scene.t(f"harms.{flag}.title"),
        what=scene.t(f"harms.{flag}.what"),
        helped=scene.t(f"harms.{flag}.helped"),
        at=scene.clock(at),
        people=[scene.t(f"people.{person}.name") for person in record.people] if record is not None else [],
    )


def overshared(scene: Scene, view: ControlView) -> list[tuple[str, Markup, Markup, Markup, str]]:
    """Return where more was handed over than a rule allows: minute, fact, giver, recipient, form; newest first."""
    return [
        (
            scene.minute(at),
            scene.fact_tag(fact),
            scene.side(giver).tag,
            scene.side(to).tag,
            scene.gettext(words.FORMS.get(form, form)),
        )
        for fact, giver, to, form, at in reversed(world_of(view).overshared)
    ]


class Chair(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A seat."""

    id: str
    name: str
    role: Markup
    desks: Markup
    ready: bool


class Table(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A table with who answers for its desks, and its seats."""

    side: Side
    desks: list[tuple[Side, str, Button]]
    chairs: list[Chair]


def tables(scene: Scene, view: ControlView) -> list[Table]:
    """Return tables, occupants and seats."""
    world = world_of(view)
    out: list[Table] = []
    for team, side in scene.teams.items():
        desks = [_occupant(scene, world, scene.side(desk)) for desk in side.desks]
        chairs = [
            Chair(
                id=seat,
                name=scene.seat(seat)
                or (scene.gettext("Bot") if seat.startswith("bot:") else scene.gettext("somebody")),
                role=scene.t(f"roles.{row.role}.name") if row.role else Markup(""),
                desks=scene.tags(row.desks),
                ready=row.ready,
            )
            for seat, row in world.seats.items()
            if row.team == team and not row.gone
        ]
        out.append(Table(side=side, desks=desks, chairs=chairs))
    return out


def _occupant(scene: Scene, world: World, desk: Side) -> tuple[Side, str, Button]:
    by, policy = world.occupants.get(desk.id, ("people", ""))
    said = scene.gettext(words.OCCUPANTS.get(by, by))
    how = scene.gettext(words.POLICIES[policy]) if by == "bot" and policy in words.POLICIES else ""
    aria = scene.gettext("Change… who answers for %(who)s") % {"who": desk.name}
    button = Button(label=scene.gettext("Change…"), form="occupant", target=desk.id, aria=aria, kind="btn btn-sm bare")
    return desk, f"{said}, {how}" if how else said, button
