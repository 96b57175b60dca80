"""What lies on one table: what that table may see at the start, and nothing of any other's."""

from __future__ import annotations

from palermo.engine.scenario import Action, Desk, Fact, Scenario
from palermo.engine.scenario import Channel as Way
from palermo.pages import facts as sharing
from palermo.pages import handbook, laws, words
from palermo.pages.handling import within
from palermo.pages.scene import Scene
from palermo.report import chart
from palermo.report import records as r
from palermo.report.records import Sign
from palermo.report.wording import lines, plain

__all__ = ["Sign", "envelope", "fact", "sheet", "sign"]

HEARD = 14  # rows on a page


def envelope(scene: Scene, team: str, join: str, helper: str, talk: str) -> r.Envelope:
    """Return what a table gets before the start."""
    side = scene.teams[team]
    desks = [desk for desk in scene.scenario.desks if desk.id in side.desks]
    leaves: list[r.Leaf] = [role(scene, desk, join, helper) for desk in desks]
    leaves += [
        law(scene),
        *between(scene, side.desks),
        contacts(scene, side.desks),
        channels(scene, side.desks, talk),
        protocol(scene),
    ]
    leaves += chart.of_table(scene, team)
    leaves += [dealt(scene, team, desk) for desk in desks if _dealt(scene.scenario, desk)]
    leaves += [
        sheet(scene, one.id, side.desks)
        for one in scene.scenario.sheets
        if one.opens is None and any(set(line.desks) & set(side.desks) for line in one.lines)
    ]
    leaves.append(heard(scene, side.desks))
    leaves += [letter(scene, one, side.desks) for one in scene.scenario.channels if _in_writing(one, side.desks)]
    letters = tuple(scene.desks[desk.id].letters for desk in desks)
    return r.Envelope(id=team, name=side.name, letters=letters, leaves=tuple(leaves))


# -- cards ------------------------------------------------------------------------------------------


def role(scene: Scene, desk: Desk, join: str, helper: str) -> r.Role:
    """Return a desk's role card."""
    say, key = scene.gettext, f"desks.{desk.id}"
    named = [one for one in scene.scenario.roles if one.desks == (desk.id,)]
    card = handbook.cards(scene, (desk.id,))[0]
    parts = [
        r.Part(head=say("You can"), lines=tuple(line.striptags() for line in card.may)),
        r.Part(head=say("You cannot"), lines=tuple(line.striptags() for line in card.may_not)),
    ]
    if asked := expected(scene, desk):
        parts.append(r.Part(head=say("What is expected of you"), lines=asked))
    keep = (
        say("Who needs to know what we just learnt?"),
        say("What do we need, and from whom?"),
        say("Who speaks for the people when we are in a hurry?"),
    )
    parts.append(r.Part(head=say("Keep asking"), lines=keep))
    roles = ", ".join(dict.fromkeys(scene.t.plain(f"roles.{one.id}.name") for one in named))
    return r.Role(
        letters=scene.desks[desk.id].letters,
        name=scene.desks[desk.id].name,
        roles=roles,
        card=lines(scene, f"{key}.card"),
        parts=tuple(part for part in parts if part.lines),
        out=helper,
        join=join,
    )


def expected(scene: Scene, desk: Desk) -> tuple[str, ...]:
    """Return what a desk is asked for, as its own page shows it before it opens, in the order of the times."""
    rows = [
        (scene.moment(action.due), scene.t.plain(f"actions.{action.id}.title"))
        for action in scene.scenario.actions
        if action.due is not None and _known_of(action, desk)
    ]
    last = scene.runs[-2].ends if len(scene.runs) > 1 else 0
    kept = [row for row in sorted(rows) if row[0] <= last]
    return tuple(scene.gettext("%(what)s, by %(time)s") % {"what": what, "time": scene.clock(at)} for at, what in kept)


def _known_of(action: Action, desk: Desk) -> bool:
    return action.desk == desk.id and (action.listed or action.opens is None)


def law(scene: Scene) -> r.Card:
    """Return the law card."""
    return r.Card(about="law", title=scene.gettext("The law, in short"), paragraphs=lines(scene, "scenario.law_card"))


def laws_of(scene: Scene, ours: tuple[str, ...]) -> list[r.Card]:
    """Return the law cards of the countries that some desks belong to, with their lines numbered."""
    return [
        r.Card(
            about="law",
            title=card.title,
            paragraphs=lines(scene, f"countries.{card.id}.card"),
            steps=tuple(line.striptags() for line in card.lines),
        )
        for card in laws.cards(scene, ours)
    ]


def between(scene: Scene, ours: tuple[str, ...]) -> list[r.Card]:
    """Return what a table needs between countries: its own law cards, and the codes, classes and reasons that messages bear."""
    say, out = scene.gettext, laws_of(scene, ours)
    rows: list[r.Row] = []
    if any(_member(channel, ours) and channel.coded for channel in scene.scenario.channels):
        rows += [r.Row(head=code.name.striptags(), text=code.means.striptags()) for code in laws.codes(scene)]
    classes = sorted(scene.scenario.urgencies, key=lambda one: one.hours)
    rows += [
        r.Row(head=scene.t.plain(f"urgencies.{one.id}.name"), text=within(scene, one.hours), note=say("a request"))
        for one in classes
    ]
    rows += [
        r.Row(head=scene.t.plain(f"refusals.{one.id}.name"), text="", note=say("a refusal"))
        for one in scene.scenario.refusals
    ]
    if rows:
        lead = say(
            "Codes say what the reader may do with it. A request has a class; a refusal names one of these reasons."
        )
        out.append(r.Card(about="codes", title=say("What a message bears"), lead=lead, rows=tuple(rows)))
    return out


def protocol(scene: Scene) -> r.Card:
    """Return the protocol: steps where its lines are numbered, else paragraphs."""
    steps: list[str] = []
    paragraphs: list[str] = []
    for line in lines(scene, "scenario.protocol"):
        number, _, rest = line.partition(". ")
        (steps if number.isdigit() else paragraphs).append(rest if number.isdigit() else line)
    return r.Card(about="protocol", title=scene.gettext("Protocol"), paragraphs=tuple(paragraphs), steps=tuple(steps))


def contacts(scene: Scene, ours: tuple[str, ...]) -> r.Card:
    """Return the other desks and how to reach them."""
    rows = [
        r.Row(tag=row.side.letters, head=row.side.name, text=row.text.striptags())
        for row in handbook.contacts(scene, ours)
    ]
    return r.Card(about="contacts", title=scene.gettext("Contacts"), rows=tuple(rows))


def channels(scene: Scene, ours: tuple[str, ...], talk: str) -> r.Card:
    """Return the ways to send that a table has."""
    say, rows = scene.gettext, []
    for channel in scene.scenario.channels:
        if (channel.spoken and talk == "system") or not _member(channel, ours):
            continue
        made = handbook.channel_row(scene, channel, set(ours))
        reach = [
            scene.desks[desk.id].letters
            for desk in scene.scenario.desks
            if desk.id not in ours and handbook.reaches(channel, desk.id)
        ]
        notes = [made.takes, _yields(scene, channel)]
        if made.coded:
            notes.append(say("wants a handling code"))
        if channel.copies:
            notes.append(say("a copy goes to contact points"))
        if "*" not in channel.members or "*" not in channel.only_to:
            notes.insert(0, say("to %(who)s") % {"who": ", ".join(reach)})
        if channel.leak:
            notes.append(say("can be overheard"))
        rows.append(r.Row(head=made.name.striptags(), text=made.what.striptags(), note=" · ".join(notes)))
    lead = say("Whoever hears a fact notes its number and check word. Read numbers back.")
    return r.Card(about="channels", title=say("How we pass things on"), lead=lead, rows=tuple(rows))


def _yields(scene: Scene, channel: Way) -> str:
    if channel.court:
        return scene.gettext("counts in court")
    return (
        scene.gettext("does not count in court") if channel.yields == "information" else handbook.yields(scene, channel)
    )


def _member(channel: Way, ours: tuple[str, ...]) -> bool:
    return "*" in channel.members or bool(set(channel.members) & set(ours))


# -- facts ------------------------------------------------------------------------------------------


def _dealt(scenario: Scenario, desk: Desk) -> list[Fact]:
    return [one for one in scenario.facts if one.desk == desk.id and one.unlock is None]


def dealt(scene: Scene, team: str, desk: Desk) -> r.Facts:
    """Return the cards of the facts a desk is dealt before the start."""
    return r.Facts(
        title=scene.gettext("Facts: %(who)s") % {"who": scene.desks[desk.id].name},
        lead=scene.gettext(
            "Cut along the lines and deal them: each reads two or three first. The cards stay at this table; what is on them is told by number and check word."
        ),
        letters=scene.desks[desk.id].letters,
        cards=tuple(fact(scene, one, team) for one in _dealt(scene.scenario, desk)),
    )


def fact(scene: Scene, record: Fact, team: str, form: str = "full") -> r.Fact:
    """Return a fact's card as it lies on a table, in a form."""
    say, key = scene.gettext, f"facts.{record.id}"
    ours = scene.teams[team].desks if team in scene.teams else (record.desk,)
    rules = [line.striptags() for line in sharing.shares(scene, record)]
    if form != "full" and record.handling == "ask":
        rules = [say("ask %(who)s before you pass it on") % {"who": scene.desks[record.desk].short}]
    elif form != "full":
        rules = [rule.striptags() for rule in sharing.shares(scene, record)]
    elif not record.forms:
        rules = [say("It goes into no message and is not told: it stays at this table.")]
    others = [
        scene.desks[desk.id].letters
        for desk in scene.scenario.desks
        if desk.id not in ours and desk.id != record.desk and record.forms
    ]
    return r.Fact(
        number=record.id,
        letters=scene.desks[record.desk].letters,
        word=scene.word(record),
        title=scene.t.plain(f"{key}.title"),
        text=scene.t.plain(f"{key}.{form}") or scene.t.plain(f"{key}.title"),
        form="" if form == "full" else say(words.FORMS[form]),
        short=scene.t.plain(f"{key}.short") if form == "full" and "short" in record.forms else "",
        use=say(words.USES.get(record.use, record.use)),
        source=scene.t.plain(f"{key}.source"),
        rules=tuple(rules),
        others=tuple(others),
    )


# -- sheets and forms -------------------------------------------------------------------------------


def sheet(scene: Scene, name: str, only: tuple[str, ...] = ()) -> r.Sheet:
    """Return a blank sheet; `only` keeps the lines that some desks write."""
    record = scene.index.sheets[name]
    rows = [
        r.Line(
            letters=tuple(scene.desks[desk].letters for desk in line.desks),
            title=plain(scene, f"sheets.{name}.lines.{line.id}.title"),
            starter=plain(scene, f"sheets.{name}.lines.{line.id}.starter"),
        )
        for line in record.lines
        if not only or set(line.desks) & set(only)
    ]
    due = ""
    if record.due is not None:
        due = scene.gettext("by %(time)s") % {"time": scene.clock(scene.moment(record.due))}
    whose = " + ".join(scene.desks[desk].letters for desk in only)
    title, what = plain(scene, f"sheets.{name}.title"), plain(scene, f"sheets.{name}.what")
    return r.Sheet(title=title, what=what, due=due, lines=tuple(rows), letters=whose)


def heard(scene: Scene, desks: tuple[str, ...]) -> r.Heard:
    """Return the page on which a table notes what it hears."""
    say = scene.gettext
    return r.Heard(
        letters=" + ".join(scene.desks[desk].letters for desk in desks),
        title=say("What we heard"),
        lead=say(
            "Ask for the number and the check word, and read both back. Then tell control: it is recorded in two taps."
        ),
        columns=(say("Number"), say("Check word"), say("From"), say("Time"), say("What it says, in our words")),
        rows=HEARD,
    )


def _in_writing(channel: Way, ours: tuple[str, ...]) -> bool:
    return (
        channel.court
        and "*" not in channel.only_to
        and not set(channel.only_to) <= set(ours)
        and _member(channel, ours)
    )


def letter(scene: Scene, channel: Way, desks: tuple[str, ...]) -> r.Letter:
    """Return the form for a channel whose letters count in court."""
    say = scene.gettext
    return r.Letter(
        letters=" + ".join(scene.desks[desk].letters for desk in desks),
        title=plain(scene, f"channels.{channel.id}.name"),
        lead=plain(scene, f"channels.{channel.id}.what"),
        fields=(say("From"), say("To"), say("Time"), say("Facts: number and check word"), say("What we ask or add")),
    )


def sign(scene: Scene, team: str, code: str, join: str) -> Sign:
    """Return the sign of a table."""
    side = scene.teams[team]
    return Sign(
        letters=tuple(scene.desks[desk].letters for desk in side.desks),
        name=side.name,
        code=code,
        join=join,
        lead=scene.gettext("Take a phone if you like. One paper and one voice a table are enough."),
    )
